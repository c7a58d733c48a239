"""Pull requests made at random: what was done is known, and what people said."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from governance.model.approval import Approval
from governance.model.change import Change
from governance.model.policy import (
    ApprovalsPolicy,
    Approver,
    ChangeKind,
    LifecyclePolicy,
    RolesPolicy,
)
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.changes import changes, formatting_change, unreadable
from tests.helpers.edits import read_whole
from tests.helpers.registries import output, registry
from tests.rules.approvals.second import Key, Pull, World
from tests.rules.approvals.world import BEFORE, DAY, HEAD, LIVE, NOON

ORGANISATIONS = ("org-a", "org-b", "org-c", "org-d")
ACCOUNTS = tuple(f"github:{n}" for n in range(1, 8))
OUTPUTS = ("o1", "o2")
STATUSES = ("draft", "current", "superseded", "retired")
OUTCOMES = ("valid", "needs-work", "replace", "retire", "not-mine")
DATES = (None, None, None, "2027-02-28", "2027-03-01", "2027-03-02")
KINDS = get_args(ChangeKind)
Draw = Callable[..., Any]
Done = dict[Key, list[tuple[str, dict[str, Any]]]]


@st.composite
def worlds(draw: Draw) -> World:
    """Bases: owners accepted, proposed, ended and none; contacts that count and do not."""
    return World(
        rules=draw(rules()),
        outputs={id: draw(outputs(id)) for id in OUTPUTS},
        organisations={id: draw(organisations(id)) for id in ORGANISATIONS},
        maintainers=draw(st.lists(st.sampled_from(ACCOUNTS), max_size=2, unique=True)),
        keeper="org-a",
        transitions={
            each: draw(st.lists(st.sampled_from(STATUSES), max_size=3, unique=True))
            for each in STATUSES
        },
        first=draw(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=2, unique=True)),
    )


@st.composite
def rules(draw: Draw) -> dict[str, dict[str, Any]]:
    """The live policy, another one, or one that does not speak of every kind."""
    found = LIVE.model_dump(mode="json")["rules"]
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=4)):
        needs = st.lists(st.sampled_from(get_args(Approver)), max_size=3, unique=True)
        found[kind] = {"needs": draw(needs), "author_counts": draw(st.booleans())}
    for kind in draw(st.one_of(st.just([]), st.lists(st.sampled_from(KINDS), max_size=2))):
        found.pop(kind, None)
    return {
        kind: {"needs": list(rule["needs"]), "author_counts": rule["author_counts"]}
        for kind, rule in found.items()
    }


@st.composite
def organisations(draw: Draw, id: str) -> dict[str, Any]:
    return {
        "id": id,
        "names": {"fi": id},
        "languages": ["fi"],
        "ended": draw(st.sampled_from(DATES)),
        "contacts": [
            {
                "key": f"k{number}",
                "title": {"fi": "rooli"},
                "account": draw(st.sampled_from((None, *ACCOUNTS))),
                "until": draw(st.sampled_from(DATES)),
            }
            for number in range(draw(st.integers(0, 2)))
        ],
    }


@st.composite
def outputs(draw: Draw, id: str) -> dict[str, Any]:
    owner = draw(st.sampled_from((None, *ORGANISATIONS)))
    since = draw(st.sampled_from((None, "2026-01-01"))) if owner else None
    fields: dict[str, Any] = {
        "owner": owner,
        "owner_since": since,
        "status": draw(st.sampled_from(STATUSES)),
        "reviews": [
            {"date": "2026-02-01", "by": "org-a", "outcome": "valid", "evidence": "e",
             "via": "issue"}
        ],
        "update_needs": [
            {"id": 1, "reported": "2026-02-01", "summary": {"fi": "s"}, "state": "open"}
        ],
    }  # fmt: skip
    return output(id, **fields).model_dump(mode="json")


@st.composite
def pulls(draw: Draw, world: World) -> tuple[Pull, tuple[Change, ...]]:
    """What a pull request to a base does, said by kind and as typed changes; and its reviews."""
    after = deepcopy(world.outputs)
    people = deepcopy(world.organisations)
    done: Done = {}
    for id in draw(st.lists(st.sampled_from(OUTPUTS), unique=True)):
        done["output", id] = draw(output_edits(after, id))
    if draw(st.integers(0, 4)) == 0:
        new = {**draw(outputs("new")), "update_needs": []}
        new["reviews"] = draw(st.sampled_from(([], new["reviews"])))
        after["new"] = new
        done["output", "new"] = [("output-added", {})]
    for id in draw(st.lists(st.sampled_from((*ORGANISATIONS, "org-new")), max_size=2, unique=True)):
        done["organisation", id] = draw(organisation_edits(people, id))
    others = draw(st.lists(st.sampled_from(OTHERS), max_size=2, unique_by=lambda each: each.id))
    for change in others:
        done.setdefault((change.type, change.id), []).append((change.kind, {}))
    author = draw(st.sampled_from((None, *ACCOUNTS)))
    speaking = st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=4, unique=True)
    reviews = draw(st.lists(opinions(draw(speaking)), max_size=7))
    admins = set(draw(st.lists(st.sampled_from(ACCOUNTS), max_size=2)))
    pull = Pull(done, reviews, author, admins, HEAD, DAY.isoformat(), after)
    old = registry_of(world, world.outputs, world.organisations)
    new_one = registry_of(world, after, people)
    return pull, (*changes(old, new_one), *others)


OTHERS = (
    Change("files-changed", "file", "README.md", "", "a", "b"),
    Change("files-changed", "file", "content/x.pdf", "", None, "b"),
    Change("policy-changed", "policy", "approvals", "rules", {}, {"reviewed": {"needs": []}}),
    Change("format-changed", "settings", "registry", "format", 1, 2),
    Change("platform-changed", "platform", "moodle", "name", "a", "b"),
    Change("metadata-changed", "theme", "t", "title", {"fi": "a"}, {"fi": "b"}),
    formatting_change("project", "p"),
    unreadable("registry/outputs/p/broken.yaml"),
)


@st.composite
def opinions(draw: Draw, accounts: list[str]) -> dict[str, Any]:
    """One review by one of these; many approve the head."""
    states = ("approve", "approve", "approve", "request-changes", "comment", "dismissed")
    return {
        "account": draw(st.sampled_from(accounts)),
        "state": draw(st.sampled_from(states)),
        "commit": draw(st.sampled_from((HEAD, HEAD, HEAD, BEFORE))),
        "at": NOON.replace(minute=draw(st.integers(0, 3))).isoformat(),
    }


@st.composite
def output_edits(
    draw: Draw, outputs: dict[str, dict[str, Any]], id: str
) -> list[tuple[str, dict[str, Any]]]:
    """Edits of one output, each by the kind of change that it is."""
    if draw(st.integers(0, 7)) == 0:
        del outputs[id]
        return [("output-removed", {})]
    old, new = deepcopy(outputs[id]), outputs[id]
    done: list[tuple[str, dict[str, Any]]] = []
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4, unique=True)):
        done += edit(draw, new)
    if new["owner"] != old["owner"]:
        done.append(("owner-changed", {}))
    else:
        if new["owner_since"] != old["owner_since"]:
            done.append(("owner-accepted", {}))
        if new["contact"] != old["contact"]:
            done.append(("contact-changed", {}))
    if new["status"] != old["status"]:
        done.append(("status-changed", {}))
    return done


Edits = list[tuple[str, dict[str, Any]]]


def retitle(draw: Draw, new: dict[str, Any]) -> Edits:
    new[draw(st.sampled_from(("title", "summary")))] = {"fi": "uusi"}
    return [("text-changed", {})]


def move(_: Draw, new: dict[str, Any]) -> Edits:
    new["locations"] = [{"url": "https://example.invalid/", "language": "fi", "format": "html"}]
    return [("location-changed", {})]


def describe(draw: Draw, new: dict[str, Any]) -> Edits:
    new[draw(st.sampled_from(("notes", "license")))] = "uusi"
    return [("metadata-changed", {})]


def pace(_: Draw, new: dict[str, Any]) -> Edits:
    new["review"]["cycle"] = "P2Y"
    return [("cycle-changed", {})]


def agree(_: Draw, new: dict[str, Any]) -> Edits:
    entry = {"cycle": 2, "date": "2027-02-01", "due": "2027-06-01", "reason": "r"}
    new["review"]["schedule"].append(entry)
    return [("scheduled", {})]


def publish(_: Draw, new: dict[str, Any]) -> Edits:
    new["versions"].append({"version": "1.0", "date": "2027-01-01"})
    return [("version-published", {})]


def plan(_: Draw, new: dict[str, Any]) -> Edits:
    new["update_needs"][0] |= {"state": "planned", "target": "2027-06-01"}
    return [("need-changed", {})]


def amend(_: Draw, new: dict[str, Any]) -> Edits:
    new["reviews"][0]["evidence"] = "muuta"
    return [("entry-amended", {})]


def report(draw: Draw, new: dict[str, Any]) -> Edits:
    return [need(new, draw(st.sampled_from(("luettu", "luku 3"))))]


def set_status(draw: Draw, new: dict[str, Any]) -> Edits:
    new["status"] = draw(st.sampled_from(STATUSES))
    return []


def hand_over(draw: Draw, new: dict[str, Any]) -> Edits:
    new["owner"] = draw(st.sampled_from((None, *ORGANISATIONS, "org-new")))
    return []


def accept(draw: Draw, new: dict[str, Any]) -> Edits:
    new["owner_since"] = draw(st.sampled_from((None, "2027-03-01")))
    return []


def choose(draw: Draw, new: dict[str, Any]) -> Edits:
    new["contact"] = draw(st.sampled_from((None, "k1")))
    return []


def review(draw: Draw, new: dict[str, Any]) -> Edits:
    """A review, perhaps with what its outcome entails."""
    entry = {
        "date": "2027-03-01",
        "by": draw(st.sampled_from((new["owner"] or "org-a", *ORGANISATIONS))),
        "outcome": draw(st.sampled_from(OUTCOMES)),
        "evidence": draw(st.sampled_from(("luettu", "luku 3"))),
        "via": "pull-request",
    }
    new["reviews"].append(entry)
    done: Edits = [("reviewed", entry)]
    if draw(st.integers(0, 2)):
        if entry["outcome"] in ("needs-work", "replace"):
            text = draw(st.sampled_from((entry["evidence"], "luettu", "luku 3")))
            done.append(need(new, text))
        elif entry["outcome"] == "retire":
            new["status"] = "retired"
    return done


def review_again(draw: Draw, new: dict[str, Any]) -> Edits:
    return [(kind, entry) for kind, entry in review(draw, new)]


def need(new: dict[str, Any], text: str) -> tuple[str, dict[str, Any]]:
    number = len(new["update_needs"]) + 1
    entry = {"id": number, "reported": "2027-03-01", "summary": {"fi": text}, "state": "open"}
    new["update_needs"].append(entry)
    return "need-reported", entry


EDITS = (
    retitle, move, describe, pace, agree, publish, plan, amend, report, set_status, hand_over,
    accept, choose, review, review_again,
)  # fmt: skip


@st.composite
def organisation_edits(draw: Draw, people: dict[str, dict[str, Any]], id: str) -> Edits:
    """A new organisation, another name, other contacts, or both."""
    contacts = [{"key": "own", "title": {"fi": "oma"}, "account": draw(st.sampled_from(ACCOUNTS))}]
    if id not in people:
        people[id] = {"id": id, "names": {"fi": id}, "languages": ["fi"], "contacts": contacts}
        return [("organisation-changed", {})]
    done: Edits = []
    if renamed := draw(st.booleans()):
        people[id]["former_names"] = ["Vanha"]
        done.append(("organisation-changed", {}))
    if not renamed or draw(st.booleans()):
        people[id]["contacts"] = contacts
        done.append(("contacts-changed", {}))
    return done


def registry_of(
    world: World, outputs: dict[str, dict[str, Any]], people: dict[str, dict[str, Any]]
) -> Registry:
    """Plain data as a registry under the policies of a base."""
    statuses = {each: {"to": to} for each, to in world.transitions.items()}
    lifecycle = {"initial": world.first, "statuses": statuses}
    role = {"title": {"fi": "ylläpito"}, "accounts": world.maintainers}
    made = registry([Output.model_validate(each) for each in outputs.values()], people.values())
    return read_whole(
        replace(
            made,
            approvals=ApprovalsPolicy.model_validate({"rules": world.rules}),
            lifecycle=LifecyclePolicy.model_validate(lifecycle),
            roles=RolesPolicy.model_validate({"roles": {"maintainers": role}}),
        )
    )


def approvals_of(pull: Pull) -> tuple[Approval, ...]:
    return tuple(
        Approval.model_validate_json(json.dumps({"login": "x", **each})) for each in pull.reviews
    )
