"""What is no more: everything that any earlier day told of, and nothing that still stands."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model.change import Difference, Step
from governance.model.registry import Registry
from governance.rules.changes import changes
from governance.rules.gone import gone
from tests.conftest import SOAK
from tests.helpers.registries import output, registry

IDS = ("a", "b", "c")
DAYS = [date(2027, month, 1) for month in range(1, 8)]
VERSIONS = ("1.0", "1.1")
EXAMPLES = settings(max_examples=400 if SOAK else 40)


@st.composite
def outputs(draw: st.DrawFn, id: str) -> dict[str, Any]:
    """What may differ in an output from day to day; a version may lie ahead of its day."""
    told = draw(st.lists(st.sampled_from(VERSIONS), unique=True, max_size=2))
    when = st.none() | st.sampled_from(["2027-03-15", "2027-06-15"])
    others = draw(st.sets(st.sampled_from([each for each in IDS if each != id])))
    kinds = draw(st.sampled_from(["replaces", "part-of"]))
    return {
        "owner": draw(st.sampled_from([None, "org-a", "org-b"])),
        "versions": [{"version": each, "date": draw(when)} for each in sorted(told)],
        "relations": [{"type": kinds, "output": each} for each in sorted(others)],
    }


@st.composite
def worlds(draw: st.DrawFn) -> list[Registry]:
    """A registry on several days, with whatever comes, goes and comes back."""
    found = []
    for number in range(draw(st.integers(1, len(DAYS)))):
        there = [id for id in IDS if draw(st.booleans())]
        made = [output(id, title={"fi": f"{id}{number}"}, **draw(outputs(id))) for id in there]
        owning = draw(st.sets(st.sampled_from(["org-b", "org-c"])))
        found.append(registry(made, [{"id": "org-a"}, *({"id": id} for id in sorted(owning))]))
    return found


def steps(days: list[Registry]) -> list[Step]:
    """The history of that, the newest step first."""
    made, before = [], registry([], [])
    for number, now in enumerate(days):
        names = {
            ("output", id): title
            for world in (before, now)
            for id, title in ((each.id, each.title) for each in world.outputs.values())
        }
        day = DAYS[number]
        made.append(Step(str(number), day, 0, "", Difference(changes(before, now), names)))
        before = now
    return made[::-1]


def addresses(world: Registry, today: date) -> set[tuple[str, ...]]:
    """What a site of that day has a page for."""
    found: set[tuple[str, ...]] = {("organisation", id) for id in world.organisations}
    for id, each in world.outputs.items():
        found |= {("output", id)} | {
            ("version", id, version.version)
            for version in each.versions
            if version.date is None or version.date <= today
        }
    return found


@EXAMPLES
@given(worlds())
def test_whatever_was_told_of_once_stands_or_is_known_to_be_gone(days: list[Registry]) -> None:
    today = DAYS[len(days) - 1]
    result = gone(days[-1], steps(days), today)
    stands = addresses(days[-1], today)
    left: set[tuple[str, ...]] = set(result.records)
    left |= {("version", id, each) for id, some in result.versions.items() for each in some}
    once = set().union(*(addresses(world, day) for world, day in zip(days, DAYS, strict=False)))
    assert once - stands <= left
    assert not left & stands
    owners = {each.owner for world in days for each in world.outputs.values() if each.owner}
    assert owners == result.owners


@EXAMPLES
@given(worlds())
def test_a_record_is_told_of_as_it_stood_last(days: list[Registry]) -> None:
    result = gone(days[-1], steps(days), DAYS[len(days) - 1])
    for (type, id), former in result.records.items():
        tables = [dict(world.tables)[type] for world in days]
        last = max(at for at, table in enumerate(tables) if id in table)
        assert former.went == DAYS[last + 1]
        if type == "output":
            assert former.names == days[last].outputs[id].title
            assert set(former.successors) == {
                each.id
                for each in days[last].outputs.values()
                for relation in each.relations
                if (relation.type, relation.output) == ("replaces", id)
            }


@EXAMPLES
@given(worlds())
def test_a_version_went_on_the_first_day_without_it(days: list[Registry]) -> None:
    today = DAYS[len(days) - 1]
    told = [addresses(world, today) for world in days]
    for id, versions in gone(days[-1], steps(days), today).versions.items():
        for version, went in versions.items():
            last = max(at for at, some in enumerate(told) if ("version", id, version) in some)
            assert went == DAYS[last + 1]


def test_where_the_commit_that_took_it_out_cannot_be_read_the_day_is_not_known() -> None:
    there, empty = registry([output()]), registry()
    first, *rest = steps([there, empty, there])[::-1]
    lost = Step("lost", DAYS[3], 0, "", Difference((), {}))
    assert gone(empty, [lost, *rest[::-1], first], DAYS[3]).records["output", "a"].went is None


def test_without_history_nothing_is_known_to_be_gone() -> None:
    result = gone(registry([output()]), (), DAYS[0])
    assert (result.records, result.versions, result.owners) == ({}, {}, frozenset())
