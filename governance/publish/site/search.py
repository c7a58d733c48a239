"""Search: its page, and what is found of each page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from governance.publish.site.compounds import Compounds
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.prose import prose_of
from governance.publish.site.said import Said
from governance.publish.site.source import Source
from governance.publish.site.tongue import Tongue
from governance.store.pagefind import Entry
from governance.text.catalogue import LANGUAGES, catalogue

PAGE = "search/index.html"
# The sections whose whole text is found, part by part.
DOCUMENTS = ("about", "governance", "platform", "owners", "maintainers", "accessibility")


def search_page(frame: Frame) -> Files:
    """The page on which readers search."""
    words = frame.words
    return frame.page(
        "search", PAGE, words("search.title"), section="search", description=words("search.lead")
    )


def entries(source: Source, files: Files) -> Iterator[Entry]:
    """What is found of the pages of the site, which are `files`.

    Records are found by what they say of themselves, documents by the text of their parts; lists,
    whose rows are found anyway, by their title and lead. Each is found by the later parts of its
    compound words too, for the search itself knows only beginnings of words.
    """
    for language in LANGUAGES:
        found = list(_whole(Tongue(source, catalogue(language)), files))
        compounds = Compounds(text for each in found for text in (each.title, each.text))
        for each in found:
            parts = " ".join(compounds.parts(f"{each.title} {each.text}"))
            yield replace(each, parts=parts)


def _whole(t: Tongue, files: Files) -> Iterator[Entry]:
    yield from _outputs(t)
    yield from _others(t)
    for section, page in SECTIONS.items():
        if source := files.get(f"{t.language}/{page}"):
            yield from _section(t, page, str(source), is_document=section in DOCUMENTS)


def _outputs(t: Tongue) -> Iterator[Entry]:
    for id, output in t.source.outputs.items():
        names = [
            t.projects.get(output.project, output.project),
            *(t.themes[each].text for each in output.themes),
            *([t.organisations[output.owner].text] if output.owner else []),
            id,
        ]
        kind = t.kinds[output.kind].text
        yield _found(t, f"outputs/{id}", t.titles[id], kind, names, text=t.said(output.summary))


def _others(t: Tongue) -> Iterator[Entry]:
    """Organisations, projects and themes, also by names they had and those in other languages."""
    registry = t.source.registry
    kinds = {each: t.words(f"search.kind.{each}") for each in ("organisation", "project", "theme")}
    for id, each in registry.organisations.items():
        names = (*each.names.values(), *each.former_names, id)
        yield _found(t, f"organisations/{id}", t.organisations[id], kinds["organisation"], names)
    for id, project in registry.projects.items():
        title, names = t.plain(project.short_name), (*project.former_names, id)
        text = t.said(project.title)
        yield _found(t, f"projects/{id}", title, kinds["project"], names, text=text)
    for id, theme in registry.themes.items():
        names = (*theme.title.values(), id)
        yield _found(t, f"themes/{id}", t.themes[id], kinds["theme"], names)


def _found(  # noqa: PLR0913 - what is shown of it, and what it is found by
    t: Tongue,
    folder: str,
    title: Said,
    kind: str,
    names: Iterable[str],
    *,
    text: Said | None = None,
) -> Entry:
    """The page of a record: its names stand after its text, each once."""
    parts = dict.fromkeys([*([text.text] if text else []), *names])
    parts.pop(title.text, None)
    languages = {"title": title.language, "text": text.language if text else t.language}
    return Entry(
        f"{t.language}/{folder}/index.html",
        t.language,
        title.text,
        " · ".join(parts),
        kind,
        {name: language for name, language in languages.items() if language != t.language},
    )


def _section(t: Tongue, page: str, source: str, *, is_document: bool) -> Iterator[Entry]:
    """A page, and where it is a document each part of it that is in the language."""
    read = prose_of(source if is_document else source.partition("</h1>")[0])
    address = f"{t.language}/{page}"
    foreign = {} if read.title_language == t.language else {"title": read.title_language}
    kind = t.words("search.kind.page")
    yield Entry(address, t.language, read.title, read.description, kind, foreign)
    for part in read.parts if is_document else ():
        yield Entry(f"{address}#{part.anchor}", t.language, part.title, part.text, read.title)
