"""One output: what it is, where, in which versions, whose, in date or not, and what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from governance.model.period import Period
from governance.model.record import Location, Output
from governance.publish.changes import sentences
from governance.publish.home import file, form, home
from governance.publish.reasons import reason_in
from governance.publish.site.documents import document_of, documents_of
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.linked.pages import output_things
from governance.publish.site.said import Said
from governance.publish.site.source import Happened, Source
from governance.publish.site.tongue import Tongue
from governance.rules.standing import NEVER, Standing
from governance.rules.versions import newest

MOST_HISTORY = 50  # entries on a page


@dataclass(frozen=True)
class Related:
    """Another output and how it is related, seen from this one."""

    how: str
    id: str
    title: Said


@dataclass(frozen=True)
class Citing:
    """What cites the output, as a section of the site or a file, and the version that it names."""

    version: str | None
    section: str = ""
    page: str = ""
    path: str = ""


@dataclass(frozen=True)
class Event:
    """What happened to the record on a day."""

    day: date
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Forge:
    """Where needs are reported and reviews confirmed."""

    report: str
    issues: str
    record: str


def output_files(frame: Frame, output: Output) -> Files:
    """The pages of an output and of its versions."""
    return frame.tongue.keep(
        ("output", output.id),
        _made_of(frame, output),
        lambda: _output_page(frame, output) | _version_pages(frame, output),
    )


def _made_of(frame: Frame, output: Output) -> tuple[object, ...]:
    """Whatever shows on these pages, beside what any page is made of."""
    t, id = frame.tongue, output.id
    source, registry = t.source, t.source.registry
    back = source.related_from.get(id, [])  # those that replace the output are among them
    others = (*(each.output for each in output.relations), *(other for _, other in back))
    return (
        output,
        source.standing(id),
        t.rows[id],
        registry.paths["output", id],
        tuple(back),
        tuple((each, t.titles.get(each)) for each in others),
        tuple(source.cited_in.get(id, ())),
        frame.shown("organisations", (output.owner, *output.contributors)),
        frame.shown("themes", output.themes),
        source.names_about([("output", id)]),
    )


def _output_page(frame: Frame, output: Output) -> Files:
    t = frame.tongue
    source, words = t.source, t.words
    standing = source.standing(output.id)
    title, summary = t.titles[output.id], t.said(output.summary)
    history = list(_history(t, source.happened.get(("output", output.id), [])))
    return frame.page(
        "output",
        f"outputs/{output.id}/index.html",
        title,
        section="outputs",
        description=summary.text,
        things=output_things(frame, output),
        trail=[(SECTIONS["outputs"], words("site.section.outputs"))],
        output=output,
        standing=standing,
        row=t.rows[output.id],
        summary=summary,
        untranslated=[each for each in (title, summary) if each.is_foreign],
        original=words.language_name(title.language if title.is_foreign else summary.language),
        newest=newest(output),
        here=list(documents_of(t, output.id)),
        locations=_locations(output),
        cycle=_cycle(t, standing),
        why_then=reason_in(words, standing.agreed.reason) if standing.agreed else None,
        related=list(_related(t, output)),
        successors=[(id, t.titles[id]) for id in source.registry.replaced_by.get(output.id, ())],
        cited=list(_cited(source, output.id)),
        closed=[each for each in output.update_needs if each not in standing.open_needs],
        history=history[:MOST_HISTORY],
        more=len(history) - MOST_HISTORY,
        forge=forge_of(frame, output),
        place=source.registry.paths["output", output.id],
    )


def _version_pages(frame: Frame, output: Output) -> Files:
    """A permanent page for each version of an output."""
    t = frame.tongue
    last = newest(output)
    files: Files = {}
    for version in output.versions:
        number = version.version
        files |= frame.page(
            "version",
            f"outputs/{output.id}/{number}.html",
            t.titles[output.id],
            section="outputs",
            description=t.words("site.version.title", version=number),
            trail=[
                (SECTIONS["outputs"], t.words("site.section.outputs")),
                (f"outputs/{output.id}/index.html", t.titles[output.id]),
            ],
            output=output,
            version=version,
            newest=last,
            changes=t.said(version.changes) if version.changes else None,
            locations=[
                each
                for each in output.locations
                if each.version == number or (each.version is None and number == last)
            ],
        )
    return files


def forge_of(frame: Frame, output: Output) -> Forge | None:
    """Addresses on GitHub about an output; None where the registry has no home there."""
    forge = frame.tongue.source.registry.rules.settings.forge
    if forge is None:
        return None
    path = frame.tongue.source.registry.paths["output", output.id]
    return Forge(
        report=f"{form(forge, 'need', frame.words.language)}&output={output.id}",
        issues=f"{home(forge)}/issues?q=label%3Atp3+{output.id}",
        record=file(forge, path),
    )


def _locations(output: Output) -> list[Location]:
    """The original's language first, then the others; the newest version first in each."""
    return sorted(
        output.locations,
        key=lambda each: (
            each.language != output.language,
            each.language,
            each.version is not None,
        ),
    )


def _cycle(t: Tongue, standing: Standing) -> str | None:
    if standing.cycle == NEVER:
        return None
    return t.words.period(Period.parse(standing.cycle))


def _related(t: Tongue, output: Output) -> Iterator[Related]:
    source, words = t.source, t.words
    ways: Mapping[str, list[tuple[str, str]]] = {
        "to": [(each.type, each.output) for each in output.relations],
        "from": source.related_from.get(output.id, []),
    }
    for way, relations in ways.items():
        for type, id in relations:
            yield Related(words(f"site.relation.{way}.{type}"), id, t.titles[id])


def _cited(source: Source, id: str) -> Iterator[Citing]:
    """What cites the output, each once: a document of the site is several files."""
    found: dict[Citing, None] = {}
    if id in source.registry.rules.platform.outputs:
        found[Citing(None, "platform", SECTIONS["platform"])] = None
    for path, version in source.cited_in.get(id, ()):
        section = document_of(path)
        page = Citing(version, section, SECTIONS[section]) if section else None
        found[page or Citing(version, path=path)] = None
    yield from found


def _history(t: Tongue, happened: list[Happened]) -> Iterator[Event]:
    for each in happened:
        texts = sentences(t.words, each.changes, t.names_in(each.step))
        yield Event(each.step.day, tuple(text[:1].upper() + text[1:] for text in texts))
