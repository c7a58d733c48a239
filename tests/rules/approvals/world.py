"""A registry whose people are known, under the live policy; and pull requests to it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from governance.model.approval import Approval
from governance.model.change import Change
from governance.model.policy import ApprovalsPolicy, LifecyclePolicy, RolesPolicy
from governance.model.record import Organisation, Output
from governance.model.registry import Registry
from governance.rules.approvals.values import Answer, Verdict
from governance.rules.approvals.verdict import Opinions, judge
from governance.rules.changes import changes
from governance.store import yaml
from tests.helpers.edits import read_whole
from tests.helpers.registries import output, registry
from tests.helpers.repo import ROOT

DAY = date(2027, 3, 1)
HEAD, BEFORE = "a" * 40, "b" * 40
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LEAD, DEPUTY, FORMER, OTHER, KEEPER, ADMIN, STRANGER = (f"github:{n}" for n in range(1, 8))

ORGANISATIONS: Mapping[str, dict[str, Any]] = {
    "org-a": {
        "contacts": [
            {"key": "lead", "title": {"fi": "Johtaja"}, "account": LEAD},
            {"key": "deputy", "title": {"fi": "Varajohtaja"}, "account": DEPUTY},
            {"key": "old", "title": {"fi": "Entinen"}, "account": FORMER, "until": "2026-12-31"},
        ]
    },
    "org-b": {"contacts": [{"key": "lead", "title": {"fi": "Johtaja"}, "account": OTHER}]},
    "no-account": {"contacts": [{"key": "lead", "title": {"fi": "Johtaja"}}]},
    "gone": {
        "ended": "2026-12-31",
        "contacts": [{"key": "lead", "title": {"fi": "Johtaja"}, "account": FORMER}],
    },
}
LIVE = ApprovalsPolicy.model_validate(yaml.read((ROOT / "workflows/approvals.yaml").read_bytes()))
STATUSES = {
    "draft": {"to": ["current"]},
    "current": {"to": ["retired"]},
    "superseded": {"to": []},
    "retired": {"to": []},
}


def base(
    *outputs: Output,
    keepers: Iterable[str] = (KEEPER,),
    policy: ApprovalsPolicy = LIVE,
    organisations: Mapping[str, dict[str, Any]] = ORGANISATIONS,
) -> Registry:
    """The base: these outputs (one of org-a where none is given), and TP3's accounts."""
    role = {"title": {"fi": "ylläpito"}, "accounts": list(keepers)}
    made = registry(
        outputs or [output()], [{"id": id, **each} for id, each in organisations.items()]
    )
    lifecycle = {"initial": ["draft"], "statuses": STATUSES}
    return read_whole(
        replace(
            made,
            approvals=policy,
            lifecycle=LifecyclePolicy.model_validate(lifecycle),
            roles=RolesPolicy.model_validate({"roles": {"maintainers": role}}),
        )
    )


def edited(old: Registry, id: str = "a", **fields: Any) -> Registry:
    """A registry in which an output has other fields."""
    plain = old.outputs[id].model_dump(mode="json") | fields
    return replace(old, outputs={**old.outputs, id: Output.model_validate(plain)})


def peopled(old: Registry, id: str, **fields: Any) -> Registry:
    """A registry in which an organisation has other fields, or stands at all."""
    plain: dict[str, Any] = {"id": id, "names": {"fi": id}, "languages": ["fi"]}
    if id in old.organisations:
        plain = old.organisations[id].model_dump(mode="json")
    organisation = Organisation.model_validate(plain | fields)
    return replace(old, organisations={**old.organisations, id: organisation})


def said(account: str, state: Any = "approve", minute: int = 0, commit: str = HEAD) -> Approval:
    """What somebody said of a commit, so many minutes after noon."""
    at = NOON + timedelta(minutes=minute)
    login = account.replace("github:", "user")
    return Approval(account=account, login=login, commit=commit, state=state, at=at)


def judged(
    old: Registry,
    new: Registry | Iterable[Change],
    *approvals: Approval | str,
    author: str | None = STRANGER,
    admins: Iterable[str] = (ADMIN,),
) -> Verdict:
    """How a pull request from one registry to another stands; an account alone has approved."""
    found = changes(old, new) if isinstance(new, Registry) else tuple(new)
    given = tuple(said(each) if isinstance(each, str) else each for each in approvals)
    return judge(old, found, Opinions(HEAD, author, given, frozenset(admins)), DAY)


def missing(verdict: Verdict) -> list[str]:
    """Who must still approve."""
    return sorted({each.demand.needs for each in verdict.answers if each.met is None})


def of(verdict: Verdict, needs: str) -> Answer:
    """The one answer about an approver."""
    (found,) = (each for each in verdict.answers if each.demand.needs == needs)
    return found


def refusals(verdict: Verdict) -> list[str]:
    return [each.code for each in verdict.refusals]
