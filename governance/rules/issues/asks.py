"""The open keys of a registry on a day, and what became of those that are open no more."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.issues.people import people_of
from governance.rules.issues.wording import Ask, Ending
from governance.rules.queue import ASKED
from governance.rules.standing import Standing, Standings, as_of


def asks(registry: Registry, standings: Standings, seen: AbstractSet[str]) -> Mapping[str, Ask]:
    """What is to be asked, by open key: reviews that are due soon or later, and all needs.

    A review whose time has not come is asked about where it is among the `seen` keys: there was
    an issue for it before its date was moved. Raises Refused when a policy could not be read.
    """
    found = (
        ask
        for output in registry.outputs.values()
        for ask in _of(registry, output, standings, seen)
    )
    return {ask.key: ask for ask in found}


def _of(
    registry: Registry, output: Output, standings: Standings, seen: AbstractSet[str]
) -> Iterator[Ask]:
    standing = standings.of(output)
    key = f"{output.id}/review/{standing.number}"
    is_asked = standing.due is not None and (standing.state in ASKED or key in seen)
    if not is_asked and not standing.open_needs:
        return
    counted = as_of(output, standings.today) if standing.dated_ahead else output
    people = people_of(registry, counted, standings.today)
    if is_asked:
        yield Ask(key, "review", counted, standing, people)
    for need in standing.open_needs:
        yield Ask(f"{output.id}/need/{need.id}", "need", counted, standing, people, need)


def ending(registry: Registry, standings: Standings, key: str) -> tuple[Output | None, Ending]:
    """Why a key that is not among the open ones is open no more, and the output it is of."""
    id, kind, number = key.split("/")
    if id not in registry.outputs:
        return None, "gone"
    output = as_of(registry.outputs[id], standings.today)
    if kind == "need":
        return output, _need_ending(output, int(number))
    return output, _review_ending(standings.of(registry.outputs[id]), int(number))


def _need_ending(output: Output, number: int) -> Ending:
    states = {need.id: need.state for need in output.update_needs}
    endings: Mapping[str, Ending] = {"done": "need-done", "declined": "need-declined"}
    return endings.get(states.get(number, ""), "gone")


def _review_ending(standing: Standing, number: int) -> Ending:
    if number < standing.number:
        return "reviewed"
    return "not-current" if standing.due is None else "gone"
