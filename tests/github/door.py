"""The door for the code under test: the log, faults and hooks, tokens, limits, ETags."""

import json
import traceback
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.github.carry_out import carry_out
from tests.github.faults import Fault
from tests.github.limits import secondary
from tests.github.message import Answer, Cut, Refusal, Request, Sent

if TYPE_CHECKING:
    from tests.github.hub import GitHub


def answer(hub: "GitHub", request: Request) -> Answer:
    """Answer a request from outside; raises Cut."""
    request.person = hub.by_token.get(request.token or "")
    with hub.counting:
        era, fault = hub.era, hub.faults.next()
        request.number = len(hub.requests) + 1
        sent = Sent.of(request)
        hub.requests.append(sent)
        hub.busy += 1
    try:
        if hub.on_request:
            fault = hub.on_request(request) or fault
        made = faulty(hub, request, fault, era)
    except Cut:
        raise
    except Refusal as refusal:
        made = refusal.answer
    except Exception:  # noqa: BLE001 - a defect of ours fails the test, wherever it is
        hub.defects.append(f"{request}: {traceback.format_exc()}")
        made = Answer(500, {"message": "defect of tests/github"})
    finally:
        with hub.counting:
            hub.busy -= 1
    sent.status = made.status
    made.headers |= hub.limits.headers(request.person)
    return made


def faulty(hub: "GitHub", request: Request, fault: Fault | None, era: int) -> Answer:
    """What gets through when something goes wrong; raises Cut, Refusal."""
    if fault is Fault.BAD_GATEWAY:
        return Answer(502, {"message": "Server Error"})
    if fault is Fault.UNAVAILABLE:
        return Answer(503, {"message": "Service Unavailable"})
    if fault is Fault.SLOW_DOWN:
        raise secondary(hub.faults.retry_after, hub.faults.limit_status)
    if fault is Fault.CUT:
        raise Cut
    made = admitted(hub, request, era)
    if hub.on_answer:
        fault = hub.on_answer(request, made) or fault
    if fault is Fault.BAD_GATEWAY_DONE:
        return Answer(502, {"message": "Server Error"})
    if fault is Fault.CUT_DONE:
        raise Cut
    if fault is Fault.CUT_HALFWAY_DONE:
        raise Cut(made)
    return made


def admitted(hub: "GitHub", request: Request, era: int) -> Answer:
    """The answer to who has a token and may still ask; raises Refusal."""
    person = request.person
    if request.token and (person is None or person.expired or person.gone):
        raise Refusal(401, "Bad credentials")
    if not request.agent:
        raise Refusal(403, "Request forbidden by administrative rules.")
    if request.path != "/rate_limit":
        hub.limits.check(person)
    with hub.lock:
        if era != hub.era:  # a request of before the reset, whoever sent it is gone
            raise Cut
        made = carry_out(hub, request)
    if request.method == "GET" and made.status == 200:
        return tagged(hub, request, made)
    return made


def tagged(hub: "GitHub", request: Request, made: Answer) -> Answer:
    """With an ETag, or without a body where it is the one that is known already.

    https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    """
    text = json.dumps(made.body, sort_keys=True) + request.accept
    tag = f'W/"{sha256(text.encode()).hexdigest()}"'
    made.headers |= {
        "ETag": tag,
        "Cache-Control": "private, max-age=60, s-maxage=60",
        "Vary": "Accept, Authorization, Cookie, X-GitHub-OTP",
    }
    if tag != request.if_none_match:
        return made
    hub.limits.forgive(request.person)
    return Answer(304, None, made.headers)
