"""What every page in one language needs: its words, and what the records are called in it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup

from governance.model.change import Step
from governance.model.record import Output
from governance.publish.names import spoken
from governance.publish.naming import called
from governance.publish.site.kept import Kept
from governance.publish.site.said import Said, in_language, said, sentence
from governance.publish.site.source import Source
from governance.publish.site.state import State, state_of
from governance.publish.values import Spoken
from governance.rules.gone import Former
from governance.rules.standing import Standing
from governance.text.catalogue import Catalogue

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """An output in a list: what it is called, where it stands, and what it is filtered by."""

    id: str
    title: Said
    kind: Said
    project: str
    owner: Said | None
    is_proposed: bool
    state: State
    due: date | None
    is_late: bool
    marks: tuple[str, ...]


class Tongue:
    """A source in one of the languages of its readers."""

    def __init__(self, source: Source, words: Catalogue, kept: Kept | None = None) -> None:
        self._kept = kept or Kept()
        self.source = source
        self.words = words
        self.language = words.language
        self._days: dict[date, Markup] = {}
        self._named_in: dict[str, Spoken] = {}

    def keep(self, name: Hashable, made_of: object, make: Callable[[], T]) -> T:
        """What is made in this language, kept while it is made of the same (see `Kept`)."""
        return self._kept.of((self.language, name), made_of, make)

    def said(self, texts: Mapping[str, str]) -> Said:
        """A localised text."""
        return said(texts, self.language)

    def plain(self, text: str) -> Said:
        """A text without a stated language."""
        return in_language(text, "", self.language)

    @staticmethod
    def sentence(text: str) -> Markup:
        """A sentence of ours, with words that may run from right to left."""
        return sentence(text)

    def called(self, type: str, id: str) -> Said:
        """What a record is called, also one that is no more; policies by their word."""
        if former := self.source.gone.records.get((type, id)):
            return self.former(former)
        match type:
            case "output" if id in self.titles:
                return self.titles[id]
            case "organisation":
                return self.organisations[id]
            case "theme":
                return self.themes[id]
            case "project":
                return self.plain(self.projects.get(id, id))
            case "platform" if id in self.source.registry.platforms:
                return self.said(called(self.source.registry, type, id))
            case _:
                return self.plain(self.words.term("policy", id) if type == "policy" else id)

    def former(self, record: Former) -> Said:
        """What a record that is no more was called last."""
        return self.said(record.names) if record.names else self.plain(record.id)

    def day(self, day: date) -> Markup:
        """A date as it is written, which programs understand too."""
        if day not in self._days:
            written = Markup('<time datetime="{}">{}</time>')
            self._days[day] = written.format(day.isoformat(), self.words.day(day))
        return self._days[day]

    def names_in(self, step: Step) -> Spoken:
        """What all that a step tells of is called."""
        if step.commit not in self._named_in:
            self._named_in[step.commit] = spoken(self.words, step.difference.names)
        return self._named_in[step.commit]

    @cached_property
    def titles(self) -> Mapping[str, Said]:
        """What the outputs are called, by id."""
        return {id: self.said(each.title) for id, each in self.source.registry.outputs.items()}

    @cached_property
    def organisations(self) -> Mapping[str, Said]:
        """What the organisations are called, by id; also those without a record."""
        found = self.source.registry.organisations
        return _Named({id: self.said(each.names) for id, each in found.items()}, self.plain)

    @cached_property
    def themes(self) -> Mapping[str, Said]:
        """What the themes are called, by id."""
        found = self.source.registry.themes
        return _Named({id: self.said(each.title) for id, each in found.items()}, self.plain)

    @cached_property
    def kinds(self) -> Mapping[str, Said]:
        """What the kinds are called, by key."""
        found = self.source.registry.rules.settings.kinds
        return _Named({id: self.said(each) for id, each in found.items()}, self.plain)

    @cached_property
    def projects(self) -> Mapping[str, str]:
        """The names by which the projects are called, by id."""
        return {id: each.short_name for id, each in self.source.registry.projects.items()}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every output as it stands in lists, by id, in the order of their titles."""
        rows = (self._kept_row(each, self.source.standing(id)) for id, each in self._outputs)
        return {row.id: row for row in sorted(rows, key=lambda row: (row.title.key, row.id))}

    def rows_of(self, outputs: Iterable[Output]) -> list[Row]:
        """Some outputs as rows, in the order of their titles."""
        rows = (self.rows[each.id] for each in outputs)
        return sorted(rows, key=lambda row: (row.title.key, row.id))

    def dated(self, rows: Iterable[Row]) -> list[Row]:
        """The rows whose review has a date, in the order of the dates."""
        return sorted((row for row in rows if row.due), key=lambda row: (str(row.due), row.id))

    @property
    def _outputs(self) -> Iterable[tuple[str, Output]]:
        return self.source.outputs.items()

    def _kept_row(self, output: Output, standing: Standing) -> Row:
        owner = self.organisations[output.owner] if output.owner else None
        made_of = (output, standing, self.projects.get(output.project), owner)
        return self.keep(("row", output.id), made_of, lambda: self._row(output, standing))

    def _row(self, output: Output, standing: Standing) -> Row:
        languages = sorted({output.language, *(each.language for each in output.locations)})
        marks = (
            f"project:{output.project}",
            f"kind:{output.kind}",
            f"owner:{output.owner or ''}",
            *(f"theme:{each}" for each in output.themes),
            *(f"language:{each}" for each in languages),
        )
        return Row(
            id=output.id,
            title=self.titles[output.id],
            kind=self.kinds[output.kind],
            project=self.projects.get(output.project, output.project),
            owner=self.organisations[output.owner] if output.owner else None,
            is_proposed=standing.owner_state == "proposed",
            state=state_of(self.words, output, standing, self.source.today),
            due=standing.due,
            is_late=standing.state == "overdue",
            marks=marks,
        )


class _Named(dict[str, Said]):
    """Names by id; what has none is called by its id."""

    def __init__(self, names: Mapping[str, Said], plain: Callable[[str], Said]) -> None:
        super().__init__(names)
        self._plain = plain

    def __missing__(self, id: str) -> Said:
        return self._plain(id)
