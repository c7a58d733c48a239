"""What the pages are made from, and what many of them need, worked out once."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from governance.model.change import Change, Difference, Names, Step
from governance.model.record import Output
from governance.model.registry import Registry
from governance.publish.naming import called, named_in
from governance.rules.citations import citations
from governance.rules.gone import Gone, gone
from governance.rules.platform.report import Report, platform_report
from governance.rules.queue import Item, queue
from governance.rules.standing import Standing, Standings, as_of
from governance.rules.stats import Stats, stats
from governance.rules.trend import Trend

RecordKey = tuple[str, str]  # type and id
Owners = Mapping[str, str | None]  # of outputs, by id
InOrder = tuple[object, ...]  # what a mapping has, so that another order is another value


@dataclass(frozen=True)
class Happened:
    """What one step changed in one record."""

    step: Step
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Source:
    """A registry on a day, with its history where there is one to be had.

    `steps` are the commits that led there, newest first, and `trend` the indicators along them;
    both None where Git cannot tell. `built` is when the site is made, in UTC, if that is told.
    """

    registry: Registry
    today: date
    steps: Sequence[Step] | None = None
    trend: Trend | None = None
    built: datetime | None = None

    @cached_property
    def standings(self) -> Standings:
        """Where each output stands."""
        return Standings(self.registry, self.today)

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        """The outputs without what is dated ahead, by id."""
        found = {}
        for id, output in self.registry.outputs.items():
            is_ahead = self.standing(id).dated_ahead
            found[id] = as_of(output, self.today) if is_ahead else output
        return found

    def standing(self, id: str) -> Standing:
        """Where an output stands."""
        return self.standings.of(self.registry.outputs[id])

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The update queue."""
        return queue(self.registry, self.today, standings=self.standings)

    @cached_property
    def platform_report(self) -> Report:
        """What can be said of the candidates for the common platform."""
        return platform_report(self.registry, self.today, self.standings)

    @cached_property
    def stats(self) -> Stats:
        """The indicators."""
        return stats(self.standings)

    @cached_property
    def owned(self) -> Mapping[str, list[Output]]:
        """The outputs of each owner."""
        return _grouped(((each.owner,) if each.owner else (), each) for each in self._all)

    @cached_property
    def contributed(self) -> Mapping[str, list[Output]]:
        """The outputs that each organisation takes part in without owning them."""
        return _grouped((each.contributors, each) for each in self._all)

    @cached_property
    def of_project(self) -> Mapping[str, list[Output]]:
        """The outputs of each project."""
        return _grouped(((each.project,), each) for each in self._all)

    @cached_property
    def of_theme(self) -> Mapping[str, list[Output]]:
        """The outputs of each theme."""
        return _grouped((each.themes, each) for each in self._all)

    @cached_property
    def related_from(self) -> Mapping[str, list[tuple[str, str]]]:
        """For each output the relations that others have to it: type and the other's id."""
        found: dict[str, list[tuple[str, str]]] = {}
        for other in self._all:
            for relation in other.relations:
                found.setdefault(relation.output, []).append((relation.type, other.id))
        return {id: sorted(others) for id, others in found.items()}

    @cached_property
    def cited_in(self) -> Mapping[str, list[tuple[str, str | None]]]:
        """For each output the files that cite it, with the version that they name."""
        found: dict[str, dict[tuple[str, str | None], None]] = {}
        for cited in citations(self.registry):
            found.setdefault(cited.output, {})[cited.path, cited.version] = None
        return {output: list(places) for output, places in found.items()}

    @cached_property
    def gone(self) -> Gone:
        """What once stood here and is no more; nothing where Git cannot tell."""
        return gone(self.registry, self.steps or (), self.today)

    @cached_property
    def told(self) -> Sequence[Step]:
        """The steps that say something of the registry, newest first.

        One of a clock ahead waits for its day, as it waits for its month in `docs/changelog/`.
        What they name beside their records is called as it is called today; a contact is one of
        the owner of then.
        """
        owners = {id: each.owner for id, each in self.registry.outputs.items()}
        found = []
        for step in self.steps or ():
            changes = step.difference.changes
            of_owners = (each for each in changes if (each.type, each.field) == ("output", "owner"))
            former = {each.id: each.old for each in of_owners}
            if step.day <= self.today and any(each.is_told for each in changes):
                found.append(self._named(step, ChainMap(former, owners), owners))
            owners |= former
        return found

    def _named(self, step: Step, before: Owners, after: Owners) -> Step:
        """A step that has the names of all that it names; and the owners around it."""
        known = step.difference.names
        more: dict[RecordKey, Mapping[str, str]] = {}
        for change in step.difference.changes:
            for key in named_in(change):
                is_old = key == ("contact", f"{change.id}/{change.old}")
                owner = (before if is_old else after).get(change.id)
                if not known.get(key):
                    more[key] = self._called(key, owner)
            own = change.type, change.id
            if "" in known.get(own, ()):  # in no stated language: there may be one that has it
                more[own] = self._called(own, None) or known[own]
        if not more:
            return step
        more = dict(sorted(more.items()))
        return replace(step, difference=replace(step.difference, names={**known, **more}))

    def _called(self, key: RecordKey, owner: str | None) -> Mapping[str, str]:
        type, id = key
        if type == "contact":
            return called(self.registry, type, f"{owner or ''}/{id.partition('/')[2]}")
        former = self.gone.records.get(key)
        return called(self.registry, type, id) or (former.names if former else {})

    @cached_property
    def names_told(self) -> Sequence[InOrder]:
        """What the told steps name is called, step by step: of this, too, their words are made."""
        return [in_order(step.difference.names) for step in self.told]

    def names_about(self, keys: Iterable[RecordKey]) -> list[InOrder]:
        """The same of what is told of these records, without the records themselves."""
        return [
            tuple(each.step.difference.names.get(name, {}).items())
            for key in keys
            for each in self.happened.get(key, ())
            for change in each.changes
            for name in named_in(change)
        ]

    @cached_property
    def happened(self) -> Mapping[RecordKey, list[Happened]]:
        """What happened to each record, newest first."""
        found: dict[RecordKey, list[Happened]] = {}
        for step in self.told:
            here: dict[RecordKey, list[Change]] = {}
            for change in step.difference.changes:
                if change.is_told:
                    here.setdefault((change.type, change.id), []).append(change)
            for key, changes in here.items():
                found.setdefault(key, []).append(Happened(step, tuple(changes)))
        return found

    def steps_about(self, keys: Iterable[RecordKey]) -> list[Step]:
        """The steps that changed any of these records, newest first, with those changes alone."""
        found: dict[str, tuple[Step, list[Change]]] = {}
        for key in keys:
            for each in self.happened.get(key, ()):
                _, changes = found.setdefault(each.step.commit, (each.step, []))
                changes.extend(each.changes)
        in_order = sorted(found.values(), key=lambda each: self._order[each[0].commit])
        return [_only(step, changes) for step, changes in in_order]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {step.commit: at for at, step in enumerate(self.told)}

    @property
    def ground(self) -> tuple[object, ...]:
        """What any page may be made of: rules, texts, the day, history, and who maintains."""
        registry = self.registry
        maintainer = registry.organisations.get(registry.rules.settings.maintainer)
        here = (registry.rules, registry.texts, registry.revision, maintainer)
        return (*here, self.today, self.built, self.steps, self.trend)

    @property
    def _all(self) -> Iterable[Output]:
        return self.outputs.values()


def _only(step: Step, changes: Sequence[Change]) -> Step:
    """A step with these of its changes alone, and the names that they need."""
    names = step.difference.names
    keys = {(each.type, each.id) for each in changes}
    keys |= {key for each in changes for key in named_in(each)}
    known = {key: names[key] for key in sorted(keys) if key in names}
    return replace(step, difference=Difference(tuple(changes), known))


def in_order(names: Names) -> InOrder:
    """Names by record and language: the first language is the original, whatever the reader's."""
    return tuple((key, *texts.items()) for key, texts in names.items())


def _grouped(pairs: Iterable[tuple[Iterable[str], Output]]) -> dict[str, list[Output]]:
    found: dict[str, list[Output]] = {}
    for keys, output in pairs:
        for key in keys:
            found.setdefault(key, []).append(output)
    return found
