"""Typed changes -> what the rules of the base demand. What no rule speaks of is refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from governance.model.change import Change
from governance.model.policy import Approver, ChangeKind
from governance.model.registry import Registry
from governance.rules.approvals.values import Demand, Refusal


@dataclass(frozen=True)
class Owners:
    """Whose an output was and will be; None: nobody's."""

    before: str | None
    after: str | None


def demands_of(
    registry: Registry, changes: Iterable[Change]
) -> tuple[tuple[Demand, ...], tuple[Refusal, ...]]:
    """Who must approve changes of a registry, and what cannot be approved, sorted by record.

    What one approver must approve by one rule in one record is one demand. Raises Refused where
    a policy of the registry could not be read.
    """
    demands: list[Demand] = []
    refusals: list[Refusal] = []
    for record, members in groupby(sorted(changes, key=_record), key=_record):
        found = _of_record(registry, record, tuple(members))
        demands += (each for each in found if isinstance(each, Demand))
        refusals += (each for each in found if isinstance(each, Refusal))
    return tuple(demands), tuple(refusals)


def concerned(owners: Iterable[str | None], changes: Iterable[Change]) -> list[str]:
    """The organisations that may have to approve changes, in order.

    `owners` are those that the changed outputs had before.
    """
    named = set(owners)
    for change in changes:
        if change.kind == "output-added":
            named.add(change.new["owner"])
        elif change.type == "output" and change.field == "owner":
            named.add(change.new)
        elif change.type == "organisation":
            named.add(change.id)
    return sorted(each for each in named if each is not None)


def owners_of(registry: Registry, id: str, changes: Sequence[Change]) -> Owners | None:
    """Whose an output was before its changes and is after them; None where that is not known."""
    output = registry.outputs.get(id)
    whole = next((each for each in changes if not each.field), None)
    if output is not None:
        before = output.owner
    elif whole is not None and whole.kind == "output-added":
        before = whole.new["owner"]
    else:
        return None
    given = (each.new for each in changes if each.field == "owner")
    return Owners(before, next(given, before))


def _record(change: Change) -> tuple[str, str]:
    return change.type, change.id


def _of_record(
    registry: Registry, record: tuple[str, str], changes: Sequence[Change]
) -> list[Demand | Refusal]:
    type, id = record
    owners = owners_of(registry, id, changes) if type == "output" else Owners(None, None)
    if owners is None:
        return [Refusal("owner-unreadable", record)]
    found: list[Demand | Refusal] = []
    for kind in dict.fromkeys(each.kind for each in changes):
        same = tuple(each for each in changes if each.kind == kind)
        if kind == "unreadable":
            found.append(Refusal("unreadable", record))
        else:
            found += _by_rule(registry, kind, same, owners)
    for rule, added in _brought(changes):
        found += _by_rule(registry, rule, added, owners)
    return found


def _brought(changes: Sequence[Change]) -> Iterator[tuple[ChangeKind, tuple[Change, ...]]]:
    """What an output that is added holds already, and its owner alone may say: yes, and reviews."""
    added = tuple(each for each in changes if each.kind == "output-added")
    if any(each.new["owner_since"] for each in added):
        yield "owner-accepted", added
    if any(each.new["reviews"] for each in added):
        yield "reviewed", added


def _by_rule(
    registry: Registry, kind: ChangeKind, changes: tuple[Change, ...], owners: Owners
) -> Iterator[Demand | Refusal]:
    record = _record(changes[0])
    rule = registry.rules.approvals.rules.get(kind)
    if rule is None:
        yield Refusal("rule-missing", record, {"change": kind})
        return
    for needs in dict.fromkeys(rule.needs):
        organisation = _organisation(needs, record, owners)
        if organisation is None or _is_readable(registry, organisation):
            yield Demand(changes, record, kind, needs, organisation, rule.author_counts)
        else:
            yield Refusal("contacts-unreadable", record, {"organisation": organisation})


def _organisation(needs: Approver, record: tuple[str, str], owners: Owners) -> str | None:
    type, id = record
    match needs:
        case "owner" | "giver":
            return owners.before
        case "taker":
            return owners.after
        case "organisation":
            return id if type == "organisation" else owners.before
        case "maintainers" | "admins":
            return None


def _is_readable(registry: Registry, organisation: str) -> bool:
    """Whether its contacts are known; one that is only now added has none."""
    known = registry.known.get("organisation", ())
    return organisation in registry.organisations or organisation not in known
