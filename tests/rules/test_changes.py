"""Every field of every record, changed in turn: one entry of a named kind."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.change import Change
from governance.model.policy import ChangeKind
from governance.model.record import Output
from governance.model.registry import RECORD_MODELS, Registry
from governance.rules.changes import changes, file_changes
from tests.helpers.registries import output, registry, review

KINDS = set(get_args(ChangeKind))


def sourced(made: Registry, content: bytes = b"") -> Registry:
    """The registry as if each record had been read from a file of these bytes."""
    paths = {
        (kind, name): f"registry/{kind}/{name}.yaml"
        for kind, table in made.tables
        for name in table
    }
    return replace(made, paths=paths, sources=dict.fromkeys(paths.values(), content))


def between(old: Output, new: Output) -> tuple[Change, ...]:
    return changes(sourced(registry([old])), sourced(registry([new])))


def test_equal_registries_differ_in_nothing() -> None:
    assert between(output(), output()) == ()


def test_other_bytes_of_the_same_meaning_are_formatting() -> None:
    made = registry([output()])
    found = changes(sourced(made), sourced(made, b"# a comment"))
    assert {(each.kind, each.type) for each in found} == {
        ("formatting-changed", "output"),
        ("formatting-changed", "organisation"),
    }


SOURCE = {"document": "plan"}
BASE: dict[str, dict[str, Any]] = {
    "output": output().model_dump(mode="json"),
    "organisation": {"id": "a", "names": {"fi": "a"}, "languages": ["fi"]},
    "project": {"id": "a", "title": {"fi": "a"}, "short_name": "a"},
    "theme": {"id": "a", "title": {"fi": "a"}},
    "platform": {"id": "a", "name": "a", "summary": {"fi": "a"}},
}
SHARED = {
    "id": "b",
    "title": {"fi": "b"},
    "summary": {"fi": "b"},
    "sources": [SOURCE],
    "notes": "b",
}
CHANGED: dict[str, dict[str, Any]] = {
    "output": {
        **SHARED,
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
    "organisation": {
        "id": "b",
        "names": {"fi": "b"},
        "former_names": ["b"],
        "languages": ["sv"],
        "member": False,
        "ended": "2026-02-02",
        "successors": ["b"],
        "roles": {"tp1": "lead"},
        "contacts": [{"key": "b", "title": {"fi": "b"}}],
        "sources": [SOURCE],
        "notes": "b",
    },
    "project": {
        **{name: value for name, value in SHARED.items() if name != "summary"},
        "short_name": "b",
        "former_names": ["b"],
        "started": "2026-02-02",
        "ended": "2026-02-02",
        "coordinator": "b",
        "partners": ["b"],
        "site": "https://b.fi",
    },
    "theme": {name: value for name, value in SHARED.items() if name != "summary"},
    "platform": {
        **{name: value for name, value in SHARED.items() if name != "title"},
        "name": "b",
        "url": "https://b.fi",
        "evidence": [
            {"criterion": "c", "claim": {"fi": "b"}, "source": "b", "checked": "2026-02-02"}
        ],
    },
}
# Compared entry by entry; tested below.
BY_ENTRY = {"reviews", "review", "update_needs", "versions"}
TABLES = {"output": "outputs", "organisation": "organisations", "project": "projects",
          "theme": "themes", "platform": "platforms"}  # fmt: skip


def test_every_field_there_is_stands_in_the_test_below() -> None:
    for kind, model in RECORD_MODELS.items():
        assert CHANGED[kind].keys() == model.model_fields.keys() - BY_ENTRY


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in CHANGED.items() for field in fields]
)
def test_every_field_that_differs_is_one_entry_with_both_values(kind: str, field: str) -> None:
    model = RECORD_MODELS[kind]  # type: ignore[index]
    before = model.model_validate(BASE[kind])
    after = model.model_validate({**BASE[kind], field: CHANGED[kind][field]})
    found = changes(
        Registry(**{TABLES[kind]: {"a": before}}), Registry(**{TABLES[kind]: {"a": after}})
    )
    old, new = (each.model_dump(mode="json")[field] for each in (before, after))
    assert [(each.type, each.id, each.field, each.old, each.new) for each in found] == [
        (kind, "a", field, old, new)
    ]
    assert found[0].kind in KINDS - {"formatting-changed", "entry-amended"}


@pytest.mark.parametrize(
    ("fields", "kind", "place"),
    [
        ({"title": {"fi": "x"}}, "text-changed", "title"),
        ({"owner": "org-b"}, "owner-changed", "owner"),
        ({"owner_since": "2026-02-02"}, "owner-accepted", "owner_since"),
        ({"status": "retired"}, "status-changed", "status"),
        ({"review": {"cycle": "P2Y"}}, "cycle-changed", "review.cycle"),
        ({"reviews": [review("2026-02-02")]}, "reviewed", "reviews"),
        ({"versions": [{"version": "1.0"}]}, "version-published", "versions"),
        ({"notes": "x"}, "metadata-changed", "notes"),
    ],
)
def test_changes_of_an_output_have_names(fields: dict[str, Any], kind: str, place: str) -> None:
    found = between(output(), output(**fields))
    assert [(each.kind, each.field) for each in found] == [(kind, place)]


def test_a_new_owner_with_its_acceptance_is_one_hand_over() -> None:
    found = between(output(), output(owner="org-b", owner_since="2026-03-02"))
    assert {each.kind for each in found} == {"owner-changed"}


def test_a_need_is_reported_then_changed_and_never_taken_away() -> None:
    need = {"id": 1, "reported": "2026-02-02", "summary": {"fi": "s"}, "state": "open"}
    done = {**need, "state": "done", "closed": "2026-03-02"}
    kinds = [
        [each.kind for each in between(output(), output(update_needs=[need]))],
        [each.field for each in between(output(update_needs=[need]), output(update_needs=[done]))],
        [each.kind for each in between(output(update_needs=[need]), output())],
    ]
    assert kinds == [
        ["need-reported"],
        ["update_needs.1.closed", "update_needs.1.state"],
        ["entry-amended"],
    ]


entries = st.lists(
    st.builds(
        lambda day, what: review(f"2026-02-{day:02}", evidence=what),
        st.integers(1, 9),
        st.sampled_from("ab"),
    ),
    max_size=5,
)


@given(entries, entries)
def test_entries_more_are_appends_wherever_they_stand(old: list[Any], more: list[Any]) -> None:
    def by_day(each: dict[str, Any]) -> Any:
        return each["date"]

    merged = sorted([*old, *more], key=by_day)
    found = between(output(reviews=sorted(old, key=by_day)), output(reviews=merged))
    assert [each.kind for each in found] == ["reviewed"] * len(more)


@given(entries, entries)
def test_nothing_is_missed_and_nothing_is_said_twice(old: list[Any], new: list[Any]) -> None:
    found = between(output(reviews=old), output(reviews=new))
    dumped = [each.model_dump(mode="json") for each in output(reviews=old).reviews]
    for change in found:
        if change.old is not None:
            dumped.remove(change.old)
        if change.new is not None:
            dumped.append(change.new)
    wanted = [each.model_dump(mode="json") for each in output(reviews=new).reviews]
    assert sorted(map(str, dumped)) == sorted(map(str, wanted))
    amended = sum(each.kind == "entry-amended" for each in found)
    assert amended == sum(each.old is not None for each in found)


def test_outputs_come_and_go() -> None:
    empty, full = sourced(registry()), sourced(registry([output()]))
    assert [each.kind for each in changes(empty, full)] == ["output-added"]
    assert [each.kind for each in changes(full, empty)] == ["output-removed"]


def test_rules_change_by_name() -> None:
    old = registry(policy={"open_per_owner": 2})
    new = registry(policy={"open_per_owner": 3})
    assert changes(sourced(old), sourced(new)) == (
        Change("policy-changed", "policy", "review", "open_per_owner", 2, 3),
    )


def test_other_files_are_compared_by_content() -> None:
    old = {"docs/a.md": "1", "docs/b.md": "1", "registry/outputs/p/a.yaml": "1"}
    new = {"docs/a.md": "2", "docs/c.md": "1", "registry/outputs/p/a.yaml": "2"}
    found = [(each.id, each.old, each.new) for each in file_changes(old, new)]
    assert found == [("docs/a.md", "1", "2"), ("docs/b.md", "1", None), ("docs/c.md", None, "1")]
