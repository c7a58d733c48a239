"""How pull requests are approved, refused, recorded and audited: make demo-approvals.

A copy of the live registry, with made contacts, on the GitHub of the tests. Each step is told in a
line; the comments of tp3 stand where they tell something. Where a step does not end as told, the
program ends with 1.
"""

import argparse
import json
import sys
import tempfile
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from governance.text.catalogue import prose
from tests.demo.registry import Owner, copied, logins
from tests.demo.stage import NOTES, Otherwise, Stage, offline
from tests.github import GitHub
from tests.helpers.repo import Repo, git
from tests.helpers.runner import Runner

GIVER, TAKER, ENGLISH = Owner("omnia", "fi"), Owner("yrkesakademin", "sv"), Owner("riveria", "en")
OWNERS = (GIVER, TAKER, ENGLISH)
KARKKI = "registry/outputs/karkki/karkki-sivusto.yaml"
OA = "registry/outputs/oa/oa-sivusto.yaml"
TIETO = "tieto-osaava-sivusto"
ACCEPTED = {KARKKI: GIVER, OA: ENGLISH, f"registry/outputs/tieto-osaava/{TIETO}.yaml": GIVER}
RULES, ROLES = "workflows/approvals.yaml", "workflows/roles.yaml"
NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    people = (*logins(OWNERS), "teacher", "friend")
    try:
        with tempfile.TemporaryDirectory(prefix="tp3-demo-") as name:
            folder = Path(name)
            with GitHub(people=people) as hub, Runner(folder) as runner:
                stage = _set_up(hub, runner, folder)
                for play in (_web_change, _owner_change, _edited_rules, _late_push, _lookalike):
                    _title(play)
                    play(stage)
                    hub.clock += timedelta(hours=1)
            _title(_audit)
            _audit(stage, folder)
    except Otherwise as error:
        sys.exit(f"This did not go as it should: {error}")
    print("\nAll went as told.")


def _web_change(stage: Stage) -> None:
    """1. A teacher without a role changes a place on the web, and her colleague approves."""
    teacher, colleague = stage.hub.person("teacher"), stage.hub.person(GIVER.logins[1])
    stage.fork(teacher)
    stage.begin("new-place")
    stage.write(KARKKI, "https://karkki.info", "https://karkki.info/materiaalit")
    number = stage.propose("new-place", "KARKKI-sivuston uusi osoite", teacher)
    _tell(f"{teacher.login} opens pull request {number} from her fork; she is no contact")
    _judge(stage, number, "pending")
    _comment(stage, number, "fi")
    colleague.review(number)
    _tell(f"{colleague.login}, the deputy contact of {GIVER.id}, approves")
    _judge(stage, number, "success")
    _merge_and_record(stage, number, 1)


def _owner_change(stage: Stage) -> None:
    """2. An output gets another owner: the one who gives and the one who takes approve."""
    opener = stage.hub.person("colleague")
    stage.begin("owner")
    answer = offline(stage.work.path, "--today", stage.today, "handover", TIETO, "--to", TAKER.id)
    if answer.code != 0:
        raise Otherwise(f"tp3 handover: {answer.err}")
    stage.push("owner", "tieto-osaava-sivusto: owner")
    number = opener.open_pull("owner", "Tieto-osaava-sivustolle uusi omistaja")
    _tell(f"{opener.login} opens pull request {number}, written by `tp3 handover`")
    _judge(stage, number, "pending")
    stage.hub.person(GIVER.logins[0]).review(number)
    _tell(f"{GIVER.logins[0]}, the contact of the one who gives, approves")
    _judge(stage, number, "pending")
    _waits(stage, number, "taker")
    _comment(stage, number, "sv", "fi")
    stage.hub.person(TAKER.logins[0]).review(number)
    _tell(f"{TAKER.logins[0]}, the contact of the one who takes, approves")
    _judge(stage, number, "success")
    _merge_and_record(stage, number, 2)


def _edited_rules(stage: Stage) -> None:
    """3a. Attack: rules edited in the same pull request, by which a friend may approve it."""
    stranger, friend = stage.hub.person("stranger"), stage.hub.person("friend")
    stage.fork(stranger)
    stage.begin("rules")
    stage.write(
        RULES, "location-changed: {needs: [owner]}", "location-changed: {needs: [maintainers]}"
    )
    account = stage.hub.person("maintainer").account
    stage.write(ROLES, f"[{account}]", f"[{account}, {friend.account}]")
    stage.write(KARKKI, "https://karkki.info/materiaalit", "https://karkki.info/muualla")
    number = stage.propose("rules", "Pieni korjaus", stranger)
    friend.review(number)
    _tell(f"{stranger.login} opens pull request {number}, which makes {friend.login} a maintainer")
    _tell(f"{friend.login} approves")
    _judge(stage, number, "pending")
    _waits(stage, number, "owner", "maintainers", "maintainers")
    _comment(stage, number, "fi", holds=f"`{friend.login}`")


def _late_push(stage: Stage) -> None:
    """3b. Attack: after the approval something else is pushed."""
    teacher, contact = stage.hub.person("teacher"), stage.hub.person(GIVER.logins[0])
    stage.begin("late")
    stage.write(KARKKI, "https://karkki.info/materiaalit", "https://karkki.info/kaikki")
    number = stage.propose("late", "Osoite", teacher)
    contact.review(number)
    _tell(f"{teacher.login} opens pull request {number}, and {contact.login} approves")
    _judge(stage, number, "success")
    stage.write(KARKKI, "https://karkki.info/kaikki", "https://example.org/kaikki")
    stage.push("late", "Osoite", teacher.login)
    _tell("then another address is pushed to it")
    _judge(stage, number, "pending")
    _waits(stage, number, "owner")
    _comment(stage, number, "fi", holds=f"`{contact.login}`")


def _lookalike(stage: Stage) -> None:
    """3c. Attack: a place that looks like the present one, beside a change of a workflow."""
    stranger, contact = stage.hub.person("stranger"), stage.hub.person(ENGLISH.logins[0])
    stage.begin("lookalike")
    stage.write(OA, "https://oahanke.fi", "https://0ahanke.fi")
    stage.write(".github/workflows/approvals.yml", "      issues: read", "      issues: write")
    number = stage.propose("lookalike", "Website", stranger)
    _tell(f"{stranger.login} opens pull request {number}")
    _judge(stage, number, "pending")
    looks = {"address": "`https://0ahanke.fi`", "host": "`0ahanke.fi`"}
    looks |= {"other": "`https://oahanke.fi`"}
    _comment(stage, number, "en", holds=prose("en")("comment.notice.place-lookalike", **looks))
    contact.review(number)
    _tell(f"{contact.login}, the contact of {ENGLISH.id}, approves in haste")
    _judge(stage, number, "pending")
    _waits(stage, number, "maintainers")
    contact.review(number, "REQUEST_CHANGES", "This is not our address.")
    _tell(f"{contact.login} has read the comment, and takes her approval back")
    _judge(stage, number, "pending")
    _waits(stage, number, "maintainers", "owner")


def _audit(stage: Stage, folder: Path) -> None:
    """4. Afterwards, in a fresh clone, without any GitHub."""
    _tell("the emulator is stopped")
    fresh = folder / "fresh"
    git(folder, "clone", "--quiet", str(stage.origin), str(fresh))
    git(fresh, "fetch", "--quiet", "origin", f"{NOTES}:{NOTES}")
    answer = offline(fresh, "audit", "--approvals")
    _tell(f"tp3 audit --approvals: exit {answer.code}")
    _show(answer.out + answer.err)
    _must(answer.code == 0, "an audit without findings")
    told = json.loads(offline(fresh, "audit", "--approvals", "--format", "json").out)["approvals"]
    approved = sorted(each["account"] for each in told)
    people = (GIVER.logins[1], GIVER.logins[0], TAKER.logins[0])
    wanted = sorted(stage.hub.person(each).account for each in people)
    _must(approved == wanted, f"an audit that names {', '.join(people)}")
    stage.begin("main")
    stage.write(KARKKI, "https://karkki.info/materiaalit", "https://karkki.info/ohi")
    pushed = stage.push("main", "Past everybody")
    git(fresh, "pull", "--quiet")
    _tell(f"a maintainer pushes {pushed[:12]} to main, without a pull request")
    answer = offline(fresh, "audit")
    _tell(f"tp3 audit: exit {answer.code}")
    _show(answer.out + answer.err)
    found = json.loads(offline(fresh, "audit", "--format", "json").out)["findings"]
    _must([each["commit"] for each in found] == [pushed], "an audit that finds this commit alone")


def _judge(stage: Stage, number: int, wanted: str) -> None:
    status = stage.judge(number)
    _tell(f"tp3 approvals run: {status}")
    _must(status.startswith(f"{wanted}:"), f"the status {wanted}")


def _comment(stage: Stage, number: int, *languages: str, holds: str = "") -> None:
    """Show the comment, which speaks these languages and holds a text."""
    said = stage.said(number)
    _show(said)
    headings = [prose(language)("comment.changes.heading") for language in languages]
    for text in (*headings, holds):
        _must(text in said, f"a comment with {text!r}")


def _waits(stage: Stage, number: int, *missing: str) -> None:
    """Tell for whom a pull request waits, by which rules of the base, and for what."""
    said = stage.act("check", "--pull", number, "--format", "json", code=1)
    demands = [each for each in json.loads(said)["demands"] if each["met_by"] is None]
    named = (f"{each['rule']} ({each['change']}, {each['record']['id']})" for each in demands)
    _tell(f"tp3 approvals check: still missing: {', '.join(named)}")
    waits = sorted(each["rule"] for each in demands)
    _must(waits == sorted(missing), f"to wait for {', '.join(missing)}")


def _merge_and_record(stage: Stage, number: int, approvals: int) -> None:
    maintainer = stage.hub.person("maintainer")
    commit = maintainer.merge(number)
    _tell(f"{maintainer.login} merges it: {commit[:12]}")
    said = stage.act("record").strip().replace("\t", " ")
    _tell(f"tp3 approvals record: {said}")
    lines = git(stage.origin, "notes", "--ref", NOTES, "show", commit).splitlines()
    _must(len(lines) == approvals, f"{approvals} lines in the note")


def _set_up(hub: GitHub, runner: Runner, folder: Path) -> Stage:
    hub.clock = NOW
    clone = copied(hub, folder, OWNERS, _accept)
    git(folder, "clone", "--quiet", str(hub.origin), str(folder / "work"))
    return Stage(hub, runner, clone, Repo(folder / "work"), NOW.date())


def _accept(source: Path) -> None:
    """Let owners have accepted outputs, which in the live registry are only proposed."""
    for path, owner in ACCEPTED.items():
        text = (source / path).read_text()
        text = text.replace("\nowner: omnia\n", f"\nowner: {owner.id}\n")
        (source / path).write_text(text.replace("owner_since: null", "owner_since: 2026-12-01"))


def _title(play: Callable[..., None]) -> None:
    print(f"\n{play.__doc__}")


def _tell(text: str) -> None:
    print(f"  - {text}")


def _show(text: str) -> None:
    print(textwrap.indent(text.rstrip(), "      | ", lambda _: True))


def _must(is_so: bool, wanted: str) -> None:
    if not is_so:
        raise Otherwise(f"{wanted} was expected")


if __name__ == "__main__":
    main()
