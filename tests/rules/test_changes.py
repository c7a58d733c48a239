"""Two versions of whatever governs: every difference once, named, with both values."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model.change import Change
from governance.model.fields import Data
from governance.model.policy import ChangeKind
from governance.model.record import AgreedDate, Output, Review, Settings, Version
from governance.model.registry import POLICY_MODELS, RECORD_MODELS, Registry
from governance.rules.changes import (
    annotation_changes,
    changes,
    file_change,
    formatting_change,
    record_changes,
    unreadable,
)
from tests.conftest import SOAK
from tests.helpers.records import valid
from tests.helpers.registries import REVIEW, output, registry, review

MODELS: dict[tuple[str, str], type[Data]] = {
    **{(type, "a"): model for type, model in RECORD_MODELS.items()},
    **{("policy", name): model for name, model in POLICY_MODELS.items()},
    ("settings", "registry"): Settings,
}
EXAMPLES = settings(max_examples=1000 if SOAK else 25)


def plain(model: type[Data], data: dict[str, Any]) -> dict[str, Any]:
    """A record as the store hands it over: every default filled in."""
    return model.model_validate(data).model_dump(mode="json", by_alias=True)


def between(old: Output, new: Output) -> tuple[Change, ...]:
    return record_changes("output", "a", *(each.model_dump(mode="json") for each in (old, new)))


SOURCE = {"document": "plan"}
BASE: dict[tuple[str, str], dict[str, Any]] = {
    ("output", "a"): output().model_dump(mode="json"),
    ("organisation", "a"): {"id": "a", "names": {"fi": "a"}, "languages": ["fi"]},
    ("project", "a"): {"id": "a", "title": {"fi": "a"}, "short_name": "a"},
    ("theme", "a"): {"id": "a", "title": {"fi": "a"}},
    ("platform", "a"): {"id": "a", "name": "a", "summary": {"fi": "a"}},
    ("policy", "lifecycle"): {"initial": ["draft"], "statuses": {}},
    ("policy", "review"): REVIEW,
    ("policy", "approvals"): {"rules": {}},
    ("policy", "roles"): {"roles": {}},
    ("policy", "platform"): {
        "weights": "unstated",
        "evidence_limit": "P1Y",
        "criteria": [{"id": "c", "title": {"fi": "c"}, "weight": 1}],
    },
    ("settings", "registry"): {
        "format": 1,
        "title": {"fi": "a"},
        "languages": ["fi"],
        "timezone": "Europe/Helsinki",
        "calendar": "FI",
        "maintainer": "org-a",
        "kinds": {"guide": {"fi": "ohje"}},
    },
}
SHARED = {"id": "b", "sources": [SOURCE], "notes": "b"}
CHANGED: dict[tuple[str, str], dict[str, Any]] = {
    ("output", "a"): {
        **SHARED,
        "title": {"fi": "b"},
        "summary": {"fi": "b"},
        "kind": "b",
        "project": "b",
        "owner": "b",
        "owner_since": "2026-02-02",
        "owner_basis": "b",
        "contact": "b",
        "contributors": ["b"],
        "scope": "collection",
        "status": "retired",
        "registered": "2026-02-02",
        "language": "sv",
        "locations": [{"url": "https://b.fi", "language": "fi", "format": "html"}],
        "license": "CC-BY-4.0",
        "themes": ["b"],
        "accessibility": "partial",
        "relations": [{"type": "part-of", "output": "b"}],
        "annotations": {"b/b": 1},
    },
    ("organisation", "a"): {
        **SHARED,
        "names": {"fi": "b"},
        "former_names": ["b"],
        "languages": ["sv"],
        "member": False,
        "ended": "2026-02-02",
        "successors": ["b"],
        "roles": {"tp1": "lead"},
        "contacts": [{"key": "b", "title": {"fi": "b"}}],
    },
    ("project", "a"): {
        **SHARED,
        "title": {"fi": "b"},
        "short_name": "b",
        "former_names": ["b"],
        "started": "2026-02-02",
        "ended": "2026-02-02",
        "coordinator": "b",
        "partners": ["b"],
        "site": "https://b.fi",
    },
    ("theme", "a"): {
        **SHARED,
        "title": {"fi": "b"},
        "summary": {"fi": "b"},
        "working_name_until": "b",
    },
    ("platform", "a"): {
        **SHARED,
        "name": "b",
        "url": "https://b.fi",
        "summary": {"fi": "b"},
        "output": "b",
        "evidence": [
            {"criterion": "c", "claim": {"fi": "b"}, "source": "b", "checked": "2026-02-02"}
        ],
    },
    ("policy", "lifecycle"): {"initial": ["current"], "statuses": {"draft": {"to": ["current"]}}},
    ("policy", "review"): {
        "cycles": {"guide": "P2Y"},
        "lateness": [{"up_to": "P1Y", "due_soon": 1, "overdue": 1}],
        "ladder": [{"after": 10, "to": "contact"}],
        "quiet_periods": [{"from": "07-01", "to": "07-31", "title": {"fi": "b"}}],
        "extra_holidays": [{"date": "2026-02-02", "title": {"fi": "b"}}],
        "removed_holidays": ["2026-01-06"],
        "open_per_owner": 9,
        "brake": {"free": 9, "open": 9, "close": 9},
        "agreed_dates": {"per_cycle": 9, "furthest": "P1Y"},
        "proposed_days": 9,
        "draft_limit": "P9Y",
        "never_recheck": "P9Y",
        "proxy": {"outcomes": [], "source": True},
    },
    ("policy", "approvals"): {"rules": {"reviewed": {"needs": ["owner"]}}},
    ("policy", "roles"): {
        "roles": {"b": {"title": {"fi": "b"}}},
        "work_packages": {"tp1": {"title": {"fi": "b"}, "lead": "b"}},
    },
    ("policy", "platform"): {
        "weights": "decided",
        "evidence_limit": "P2Y",
        "criteria": [{"id": "c", "title": {"fi": "c"}, "weight": 2}],
        "outputs": ["b"],
        "questions": [{"text": {"fi": "b"}}],
    },
    ("settings", "registry"): {
        "format": 2,
        "title": {"fi": "b"},
        "languages": ["sv"],
        "timezone": "UTC",
        "calendar": "SE",
        "site": "https://b.fi",
        "forge": {"type": "github", "repository": "b/b"},
        "maintainer": "org-b",
        "kinds": {"guide": {"fi": "b"}},
        "documents": {"b": {"title": {"fi": "b"}}},
        "pages": {"governance": "b"},
        "accessibility": {"assessed": "2026-02-02", "state": "fails"},
        "contact_address": "https://b.fi",
    },
}
# Compared entry by entry; tested below.
BY_ENTRY = {"reviews", "review", "update_needs", "versions"}
# What a change of a field is called; of any other, by what it is a field of.
NAMED = {
    ("output", "title"): "text-changed",
    ("output", "summary"): "text-changed",
    ("output", "owner"): "owner-changed",
    ("output", "owner_since"): "owner-accepted",
    ("output", "contact"): "contact-changed",
    ("output", "status"): "status-changed",
    ("output", "locations"): "location-changed",
    ("organisation", "contacts"): "contacts-changed",
    ("settings", "format"): "format-changed",
}
OTHERS = {
    "output": "metadata-changed",
    "organisation": "organisation-changed",
    "project": "metadata-changed",
    "theme": "metadata-changed",
    "platform": "platform-changed",
    "policy": "policy-changed",
    "settings": "policy-changed",
}
FIELDS = [(key, field) for key, fields in CHANGED.items() for field in fields]


@pytest.mark.parametrize("key", MODELS, ids="/".join)
def test_every_field_there_is_stands_in_the_test_below(key: tuple[str, str]) -> None:
    by_entry = BY_ENTRY if key[0] == "output" else set()
    assert CHANGED[key].keys() == MODELS[key].model_fields.keys() - by_entry


@pytest.mark.parametrize(("key", "field"), FIELDS, ids=lambda each: "/".join(each) + "/")
def test_every_field_that_differs_is_one_entry_with_both_values(
    key: tuple[str, str], field: str
) -> None:
    model = MODELS[key]
    old = plain(model, BASE[key])
    new = plain(model, {**BASE[key], field: CHANGED[key][field]})
    kind = NAMED.get((key[0], field), OTHERS[key[0]])
    assert record_changes(*key, old, new) == (Change(kind, *key, field, old[field], new[field]),)
    assert record_changes(*key, new, old) == (Change(kind, *key, field, new[field], old[field]),)


@pytest.mark.parametrize("key", MODELS, ids="/".join)
def test_what_comes_or_goes_whole_is_one_entry(key: tuple[str, str]) -> None:
    whole = plain(MODELS[key], BASE[key])
    come, gone = ("output-added", "output-removed") if key[0] == "output" else (OTHERS[key[0]],) * 2
    assert record_changes(*key, None, whole) == (Change(come, *key, "", None, whole),)
    assert record_changes(*key, whole, None) == (Change(gone, *key, "", whole, None),)


ADDED: dict[str, tuple[type[Data], str, str]] = {
    "reviews": (Review, "reviews", "reviewed"),
    "versions": (Version, "versions", "version-published"),
    "schedule": (AgreedDate, "review.schedule", "scheduled"),
}


def with_entries(name: str, entries: list[dict[str, Any]]) -> Output:
    return output(**{"review": {"schedule": entries}} if name == "schedule" else {name: entries})


@pytest.mark.parametrize(
    ("fields", "kind", "place"),
    [
        ({"review": {"cycle": "P2Y"}}, "cycle-changed", "review.cycle"),
        (
            {"review": {"cycle": "P1Y", "never_reason": "x"}},
            "cycle-changed",
            "review.never_reason",
        ),
        (
            {
                "review": {
                    "cycle": "P1Y",
                    "schedule": [
                        {"cycle": 1, "date": "2026-02-02", "due": "2026-03-02", "reason": "x"}
                    ],
                }
            },
            "scheduled",
            "review.schedule",
        ),
        ({"reviews": [review("2026-02-02")]}, "reviewed", "reviews"),
        ({"versions": [{"version": "1.0"}]}, "version-published", "versions"),
    ],
)
def test_lists_and_the_review_plan_have_names_of_their_own(
    fields: dict[str, Any], kind: str, place: str
) -> None:
    found = between(output(), output(**fields))
    assert [(each.kind, each.field) for each in found] == [(kind, place)]


def test_a_new_owner_with_its_acceptance_is_one_hand_over() -> None:
    taken = {"owner_since": "2026-03-02", "owner_basis": "agreed", "contact": "lead"}
    found = between(output(), output(owner="org-b", **taken))
    assert [(each.kind, each.field) for each in found] == [
        ("owner-changed", field) for field in sorted(("owner", *taken))
    ]


NEED = {"id": 1, "reported": "2026-02-02", "summary": {"fi": "s"}, "state": "open"}


def test_a_need_is_reported_then_changed_and_never_taken_away() -> None:
    done = {**NEED, "state": "done", "closed": "2026-03-02"}
    assert [(each.kind, each.field) for each in between(output(), output(update_needs=[NEED]))] == [
        ("need-reported", "update_needs.1")
    ]
    changed = between(output(update_needs=[NEED]), output(update_needs=[done]))
    assert [(each.kind, each.field) for each in changed] == [
        ("need-changed", "update_needs.1.closed"),
        ("need-changed", "update_needs.1.state"),
    ]
    gone = between(output(update_needs=[NEED]), output())
    assert [(each.kind, each.field) for each in gone] == [("entry-amended", "update_needs.1")]


def test_a_number_that_two_needs_bear_hides_neither() -> None:
    twins = [NEED, {**NEED, "summary": {"fi": "another"}}]
    altered = [{**NEED, "summary": {"fi": "altered"}}, twins[1]]
    assert len(between(output(), output(update_needs=twins))) == 2
    found = between(output(update_needs=twins), output(update_needs=altered))
    assert [(each.old, each.new) for each in found] == [({"fi": "s"}, {"fi": "altered"})]


@pytest.mark.parametrize(("old", "new"), [(1, True), (False, 0), (True, 1)])
def test_true_is_no_number(old: Any, new: Any) -> None:
    made = [output(annotations={"a/a": each}) for each in (old, new)]
    assert [each.field for each in between(*made)] == ["annotations"]
    assert [each.field for each in changes(registry(made[:1]), registry(made[1:]))] == [
        "annotations"
    ]
    assert len(annotation_changes({"a": [old]}, {"a": [new]})) == 1


def entries(name: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    made = valid(ADDED[name][0]).map(lambda data: plain(ADDED[name][0], data))
    # Some stand twice.
    return st.lists(made, max_size=3).flatmap(
        lambda them: st.lists(st.sampled_from(them), max_size=6) if them else st.just([])
    )


def without(some: list[Any], others: list[Any]) -> list[Any]:
    left = list(some)
    for each in others:
        if each in left:
            left.remove(each)
    return left


@pytest.mark.parametrize("name", ADDED)
@EXAMPLES
@given(data=st.data())
def test_entries_more_are_appends_wherever_they_stand(name: str, data: st.DataObject) -> None:
    old, more = data.draw(entries(name)), data.draw(entries(name))
    new = list(old)
    for entry in more:
        new.insert(data.draw(st.integers(0, len(new))), entry)
    found = between(with_entries(name, old), with_entries(name, new))
    _, field, kind = ADDED[name]
    assert {(each.kind, each.field, each.old) for each in found} <= {(kind, field, None)}
    assert sorted(str(each.new) for each in found) == sorted(map(str, more))


@pytest.mark.parametrize("name", ADDED)
@EXAMPLES
@given(data=st.data())
def test_an_entry_altered_or_gone_is_amended_wherever_it_stood(
    name: str, data: st.DataObject
) -> None:
    old, new = data.draw(entries(name)), data.draw(entries(name))
    found = between(with_entries(name, old), with_entries(name, new))
    single = [each for each in found if not isinstance(each.old, list)]
    gone, come = without(old, new), without(new, old)
    assert [each.old for each in single if each.kind == "entry-amended"] == gone
    told = [each.new for each in single if each.new is not None]
    assert sorted(map(str, told)) == sorted(map(str, come))
    assert len(single) == max(len(gone), len(come))


@pytest.mark.parametrize("name", ADDED)
@EXAMPLES
@given(data=st.data())
def test_entries_in_another_order_are_amended_once(name: str, data: st.DataObject) -> None:
    some = data.draw(entries(name))
    old = [each for at, each in enumerate(some) if each not in some[:at]]
    new = data.draw(st.permutations(old))
    found = between(with_entries(name, old), with_entries(name, new))
    wanted = [("entry-amended", ADDED[name][1], old, new)] if old != new else []
    assert [(each.kind, each.field, each.old, each.new) for each in found] == wanted


def test_an_altered_entry_is_told_beside_what_it_was() -> None:
    days = [review(f"2026-02-0{day}", evidence="e") for day in (1, 2, 3)]
    altered = [days[0], {**days[1], "evidence": "x"}, days[2], review("2026-02-04")]
    found = between(output(reviews=days), output(reviews=[altered[3], *altered[:3]]))
    told = [(each.kind, each.old and each.old["date"], each.new["date"]) for each in found]
    assert told == [
        ("entry-amended", "2026-02-02", "2026-02-02"),
        ("reviewed", None, "2026-02-04"),
    ]


def applied(old: dict[str, Any], found: tuple[Change, ...]) -> dict[str, Any]:
    """A record after what is told of it, which must fit it as it is."""
    made = {**old, "review": {**old["review"]}} if isinstance(old.get("review"), dict) else {**old}
    for change in found:
        steps = change.field.split(".")
        inside = made
        if steps[0] == "update_needs":
            made["update_needs"] = need_applied(made["update_needs"], steps[1:], change)
            continue
        for step in steps[:-1]:
            inside = inside[step]
        step = steps[-1]
        if step in ADDED:
            if isinstance(change.old, list):  # only their order
                continue
            inside[step] = [*inside[step]]
            if change.old is not None:
                inside[step].remove(change.old)
            if change.new is not None:
                inside[step].append(change.new)
        else:
            assert inside[step] == change.old
            inside[step] = change.new
    return made


def need_applied(needs: list[Any], steps: list[str], change: Change) -> list[Any]:
    if change.kind == "need-reported":
        return [*needs, change.new]
    if change.kind == "entry-amended":
        return without(needs, [change.old])
    at = next(at for at, need in enumerate(needs) if need["id"] == int(steps[0]))
    assert needs[at][steps[1]] == change.old
    return [*needs[:at], {**needs[at], steps[1]: change.new}, *needs[at + 1 :]]


def settled(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose lists of entries stand in one order."""
    found = {**record}
    for name in ("reviews", "versions", "update_needs"):
        if name in found:
            found[name] = sorted(found[name], key=str)
    if isinstance(review := found.get("review"), dict):
        found["review"] = {**review, "schedule": sorted(review["schedule"], key=str)}
    return found


def one_need_a_number(record: dict[str, Any]) -> dict[str, Any]:
    if "update_needs" not in record:
        return record
    return {
        **record,
        "update_needs": [*{each["id"]: each for each in record["update_needs"]}.values()],
    }


@st.composite
def two_versions(draw: st.DrawFn, model: type[Data]) -> list[dict[str, Any]]:
    """Two records, the second with some parts of the first."""
    old, other = draw(valid(model)), draw(valid(model))
    kept = draw(st.sets(st.sampled_from(sorted(model.model_fields))))
    aliases = {name: info.alias or name for name, info in model.model_fields.items()}
    new = {
        alias: value
        for name, alias in aliases.items()
        for source in (old if name in kept else other,)
        for value in ([source[alias]] if alias in source else [])
    }
    return [one_need_a_number(plain(model, each)) for each in (old, new)]


@pytest.mark.parametrize("key", MODELS, ids="/".join)
@EXAMPLES
@given(data=st.data())
def test_nothing_is_missed_and_nothing_is_said_twice(
    key: tuple[str, str], data: st.DataObject
) -> None:
    old, new = data.draw(two_versions(MODELS[key]))
    found = record_changes(*key, old, new)
    assert settled(applied(old, found)) == settled(new)
    numbered = [{**each, "update_needs": settled(each).get("update_needs")} for each in (old, new)]
    assert (found == ()) == (numbered[0] == numbered[1])
    assert record_changes(*key, old, old) == ()
    assert all((each.type, each.id) == key for each in found)
    assert {each.kind for each in found} <= set(get_args(ChangeKind))
    assert [each.field for each in found] == sorted(each.field for each in found)


@EXAMPLES
@given(data=st.data())
def test_the_order_in_a_file_says_nothing(data: st.DataObject) -> None:
    old, new = data.draw(two_versions(Output))
    told = [
        (each.kind, each.field, str(each.new)) for each in record_changes("output", "a", old, new)
    ]
    shuffled = [dict(data.draw(st.permutations(list(each.items())))) for each in (old, new)]
    found = record_changes("output", "a", *shuffled)
    assert [(each.kind, each.field, str(each.new)) for each in found] == told


def every_kind(number: str) -> Iterator[tuple[str, Registry]]:
    """Registries, each with one thing that another number changes."""
    yield "output", registry([output("a", notes=number)])
    yield "organisation", registry(organisations=[{"id": "a", "notes": number}])
    yield "policy", registry(policy={"open_per_owner": int(number)})


def test_two_registries_are_compared_record_by_record() -> None:
    for (type, old), (_, new) in zip(every_kind("1"), every_kind("2"), strict=True):
        assert changes(old, old) == ()
        assert [(each.type, str(each.old), str(each.new)) for each in changes(old, new)] == [
            (type, "1", "2")
        ]


def test_records_and_rules_come_and_go_with_the_registry() -> None:
    empty, full = Registry(), registry([output()])
    come = [(each.kind, each.type, each.id) for each in changes(empty, full)]
    assert come == [
        ("organisation-changed", "organisation", "org-a"),
        ("organisation-changed", "organisation", "org-b"),
        ("output-added", "output", "a"),
        *(("policy-changed", "policy", name) for name in sorted(POLICY_MODELS)),
        ("policy-changed", "settings", "registry"),
    ]
    gone = changes(full, empty)
    assert [(each.type, each.id) for each in gone] == [(type, id) for _, type, id in come]
    assert all(each.new is None for each in gone)


def test_the_annotation_schema_is_compared_whole() -> None:
    one, two = {"type": "object"}, {"type": "array"}
    assert annotation_changes(one, {**one}) == ()
    for old, new in ((None, one), (one, two), (two, None)):
        assert annotation_changes(old, new) == (
            Change("policy-changed", "policy", "annotations", "", old, new),
        )


def test_what_is_no_record_is_told_by_its_path() -> None:
    assert file_change("docs/a.md", None, "1" * 40) == Change(
        "files-changed", "file", "docs/a.md", "", None, "1" * 40
    )
    assert unreadable("registry/x") == Change("unreadable", "file", "registry/x")
    assert formatting_change("output", "a") == Change("formatting-changed", "output", "a")


@pytest.mark.parametrize(
    ("change", "group"),
    [
        (Change("reviewed", "output", "a", "reviews", None, review("2026-02-02")), "reviewed"),
        (
            Change("reviewed", "output", "a", "reviews", None, review("2026-02-02", "needs-work")),
            "changed",
        ),
        (Change("status-changed", "output", "a", "status", "draft", "current"), "changed"),
        (Change("output-added", "output", "a", "", None, {}), "changed"),
        (Change("organisation-changed", "organisation", "a", "", None, {}), "changed"),
        (Change("organisation-changed", "organisation", "a", "notes", None, "x"), "corrected"),
        (Change("text-changed", "output", "a", "title", {}, {"fi": "x"}), "corrected"),
        (
            Change("entry-amended", "output", "a", "reviews", {"evidence": "a"}, {"evidence": "b"}),
            "corrected",
        ),
        (
            Change("entry-amended", "output", "a", "reviews", {"outcome": "a"}, {"outcome": "b"}),
            "changed",
        ),
        (Change("entry-amended", "output", "a", "reviews", {"evidence": "a"}, None), "changed"),
        (unreadable("registry/x"), "changed"),
        (file_change("a", "1", "2"), "other"),
        (formatting_change("output", "a"), "other"),
    ],
    ids=lambda each: getattr(each, "kind", each),
)
def test_every_change_is_in_the_group_of_its_readers(change: Change, group: str) -> None:
    assert change.group == group
