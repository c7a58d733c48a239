"""Small registries as values, for tests of the rules: no files."""

from collections.abc import Iterable, Mapping
from typing import Any

from governance.model.policy import (
    ApprovalsPolicy,
    LifecyclePolicy,
    PlatformPolicy,
    ReviewPolicy,
    RolesPolicy,
)
from governance.model.record import Organisation, Output, Platform, Settings
from governance.model.registry import Registry

REVIEW: dict[str, Any] = {
    "cycles": {"guide": "P1Y"},
    "lateness": [
        {"up_to": "P1M", "due_soon": 7, "overdue": 7},
        {"up_to": "P1Y", "due_soon": 30, "overdue": 60},
        {"up_to": "P10Y", "due_soon": 30, "overdue": 90},
    ],
    "ladder": [],
    "open_per_owner": 2,
    "agreed_dates": {"per_cycle": 2, "furthest": "P1Y"},
    "proposed_days": 20,
    "draft_limit": "P1Y",
    "never_recheck": "P2Y",
    "proxy": {"outcomes": ["valid"], "source": True},
}


def output(name: str = "a", **fields: Any) -> Output:
    """An output that org-a accepted on 2026-01-01, with a cycle of a year."""
    base: dict[str, Any] = {
        "id": name,
        "title": {"fi": name},
        "summary": {"fi": name},
        "kind": "guide",
        "project": "p",
        "owner": "org-a",
        "owner_since": "2026-01-01",
        "status": "current",
        "registered": "2026-01-01",
        "review": {"cycle": "P1Y"},
        "language": "fi",
    }
    return Output.model_validate(base | fields)


def review(date: str, outcome: str = "valid", **fields: Any) -> dict[str, Any]:
    """A review by org-a, as data."""
    base = {"date": date, "by": "org-a", "outcome": outcome, "evidence": "e", "via": "issue"}
    return base | fields


def registry(
    outputs: Iterable[Output] = (),
    organisations: Iterable[Mapping[str, Any]] = ({"id": "org-a"}, {"id": "org-b"}),
    platforms: Iterable[Platform] = (),
    policy: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Registry:
    """A registry of these outputs under a plain policy, with parts of it replaced."""
    outputs = list(outputs)
    orgs = [
        Organisation.model_validate({"names": {"fi": each["id"]}, "languages": ["fi"], **each})
        for each in organisations
    ]
    criteria = [{"id": "c", "title": {"fi": "c"}, "weight": 1}]
    return Registry(
        settings=Settings.model_validate(
            {
                "format": 1,
                "title": {"fi": "r"},
                "languages": ["fi", "sv", "en"],
                "timezone": "Europe/Helsinki",
                "calendar": "FI",
                "maintainer": "org-a",
                "kinds": {"guide": {"fi": "ohje"}},
            }
        ),
        outputs={each.id: each for each in outputs},
        organisations={each.id: each for each in orgs},
        platforms={each.id: each for each in platforms},
        lifecycle=LifecyclePolicy.model_validate({"initial": ["draft"], "statuses": {}}),
        review=ReviewPolicy.model_validate({**REVIEW, **(policy or {})}),
        approvals=ApprovalsPolicy.model_validate({"rules": {}}),
        roles=RolesPolicy.model_validate({"roles": {}}),
        platform=PlatformPolicy.model_validate(
            {"weights": "unstated", "evidence_limit": "P1Y", "criteria": criteria}
        ),
        paths={("output", each.id): f"registry/outputs/p/{each.id}.yaml" for each in outputs}
        | {("platform", each.id): f"registry/platforms/{each.id}.yaml" for each in platforms},
        texts=texts or {},
    )
