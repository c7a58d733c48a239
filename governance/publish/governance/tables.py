"""The tables of the governance document: rules that are more than one value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from governance.model.fields import Status
from governance.model.policy import ChangeKind, Role
from governance.publish.document.blocks import Cell, Inline, Items, Table, said
from governance.publish.governance.values import Teller
from governance.publish.names import organisation_name, project_name

Row = Sequence[Cell]
NOTHING = "–"


def table(teller: Teller, name: str) -> Table:
    """The table of a place that rules.told.TABLES names."""
    columns, rows = _TABLES[name]
    words = teller.words
    header = tuple(words(f"governance.column.{column}") for column in columns)
    return Table("", header, list(rows(teller)))


def _cell(*texts: Inline) -> Cell:
    """A text, or a list of several."""
    return Items([[each] for each in texts]) if len(texts) > 1 else texts or NOTHING


def _localised(teller: Teller, texts: Mapping[str, str]) -> Inline:
    return said(teller.words, texts)


def _statuses(teller: Teller) -> Iterator[Row]:
    """Every status in the order of an output's life, what may follow, and what it demands."""
    lifecycle, words = teller.registry.rules.lifecycle, teller.words
    for status in get_args(Status):
        rule = lifecycle.statuses.get(status)
        if rule is None:
            continue
        first = "yes" if status in lifecycle.initial else "no"
        yield (
            _cell(words.term("status", status)),
            _cell(teller.terms(rule.to, "status")),
            _cell(*(words.term("demand", each) for each in rule.demands)),
            _cell(words(f"governance.{first}")),
        )


def _lateness(teller: Teller) -> Iterator[Row]:
    for row in teller.registry.rules.review.lateness:
        yield (
            _cell(teller.period(row.up_to)),
            _cell(teller.words("governance.unit.days", n=row.due_soon)),
            _cell(teller.words("governance.unit.days", n=row.overdue)),
        )


def _ladder(teller: Teller) -> Iterator[Row]:
    words = teller.words
    for step in teller.registry.rules.review.ladder:
        after = words("governance.unit.working_days", n=step.after)
        yield _cell(after), _cell(words.term("to", step.to))


def _quiet_periods(teller: Teller) -> Iterator[Row]:
    for period in teller.registry.rules.review.quiet_periods:
        days = [teller.words.day_of_year(day) for day in (period.start, period.end)]
        yield _cell(_localised(teller, period.title)), _cell(" – ".join(days))


def _approvals(teller: Teller) -> Iterator[Row]:
    """Every kind of change; one without a rule is refused."""
    rules, words = teller.registry.rules.approvals.rules, teller.words
    for kind in get_args(ChangeKind):
        change = _cell(words(f"governance.change.{kind}"))
        rule = rules.get(kind)
        if rule is None:
            yield change, _cell(words("governance.refused")), _cell()
            continue
        counts = words("governance.yes" if rule.author_counts else "governance.no")
        yield change, _cell(teller.approvers(rule.needs)), _cell(*[counts] if rule.needs else [])


def _roles(teller: Teller) -> Iterator[Row]:
    for role in teller.registry.rules.roles.roles.values():
        duties = [_localised(teller, duty.text) for duty in role.duties]
        yield _cell(_localised(teller, role.title)), _holders(teller, role), _cell(*duties)


def _holders(teller: Teller, role: Role) -> Cell:
    members = [_localised(teller, role.members)] if role.members else []
    return _cell(*_names(teller, role.organisations), *members)


def _names(teller: Teller, ids: tuple[str, ...]) -> list[str]:
    """Organisations one by one: their names have commas."""
    return [organisation_name(teller.words, teller.registry, id) for id in ids]


def _work_packages(teller: Teller) -> Iterator[Row]:
    for id, package in teller.registry.rules.roles.work_packages.items():
        carried = package.carries_on
        yield (
            _cell(id.upper()),
            _cell(_localised(teller, package.title)),
            _cell(*_names(teller, (package.lead,))),
            _cell(*_names(teller, package.co_leads)),
            _cell(*[project_name(teller.registry, carried)] if carried else []),
        )


def _criteria(teller: Teller) -> Iterator[Row]:
    for criterion in teller.registry.rules.platform.criteria:
        weight = teller.words.number(criterion.weight)
        yield _cell(_localised(teller, criterion.title)), _cell(weight)


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Teller], Iterator[Row]]]] = {
    "lifecycle.statuses": (("status", "to", "demands", "first"), _statuses),
    "review.lateness": (("cycle", "due_soon", "overdue"), _lateness),
    "review.ladder": (("after", "asked"), _ladder),
    "review.quiet_periods": (("period", "dates"), _quiet_periods),
    "approvals.rules": (("change", "needs", "author"), _approvals),
    "roles.roles": (("role", "who", "duties"), _roles),
    "roles.work_packages": (
        ("number", "package", "lead", "co_leads", "carries_on"),
        _work_packages,
    ),
    "platform.criteria": (("criterion", "weight"), _criteria),
}
