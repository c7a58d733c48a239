"""Search: its page, and what is found of each page."""

from collections.abc import Iterable, Iterator

from governance.publish.site.frame import NAVIGATION, SECTIONS, Files, Frame
from governance.publish.site.prose import prose_of
from governance.publish.site.said import Said
from governance.publish.site.source import Source
from governance.publish.site.tongue import Tongue
from governance.store.pagefind import Entry
from governance.text.catalogue import LANGUAGES, catalogue

PAGE = "search/index.html"
DOCUMENTS = NAVIGATION["about"]  # the sections whose whole text is found, part by part


def search_page(frame: Frame) -> Files:
    """The page on which readers search."""
    words = frame.words
    return frame.page(
        "search", PAGE, words("search.title"), section="search", description=words("search.lead")
    )


def entries(source: Source, files: Files) -> Iterator[Entry]:
    """What is found of the pages of the site, which are `files`.

    Records are found by what they say of themselves, documents by the text of their parts; lists,
    whose rows are found anyway, by their title and lead.
    """
    for language in LANGUAGES:
        t = Tongue(source, catalogue(language))
        yield from _outputs(t)
        yield from _others(t)
        for section, page in SECTIONS.items():
            if text := files.get(f"{language}/{page}"):
                yield from _section(t, page, str(text), is_whole=section in DOCUMENTS)


def _outputs(t: Tongue) -> Iterator[Entry]:
    for id, output in t.source.outputs.items():
        names = [
            t.kinds[output.kind].text,
            t.projects.get(output.project, output.project),
            *(t.themes[each].text for each in output.themes),
            *([t.organisations[output.owner].text] if output.owner else []),
            id,
        ]
        kind = t.kinds[output.kind].text
        yield _found(t, f"outputs/{id}", t.titles[id], kind, names, t.said(output.summary))


def _others(t: Tongue) -> Iterator[Entry]:
    """Organisations, projects and themes, also by names they had and those in other languages."""
    registry = t.source.registry
    kinds = {each: t.words(f"search.kind.{each}") for each in ("organisation", "project", "theme")}
    for id, organisation in registry.organisations.items():
        names = (*organisation.names.values(), *organisation.former_names, id)
        yield _found(t, f"organisations/{id}", t.organisations[id], kinds["organisation"], names)
    for id, project in registry.projects.items():
        title = t.said(project.title)
        names = (*project.former_names, id)
        yield _found(
            t, f"projects/{id}", t.plain(project.short_name), kinds["project"], names, title
        )
    for id, theme in registry.themes.items():
        names = (*theme.title.values(), id)
        yield _found(t, f"themes/{id}", t.themes[id], kinds["theme"], names)


def _found(  # noqa: PLR0913 - what is shown of it, and what it is found by
    t: Tongue, folder: str, title: Said, kind: str, names: Iterable[str], text: Said | None = None
) -> Entry:
    """The page of a record: its names stand after its text, each once."""
    parts = dict.fromkeys([*([text.text] if text else []), *names])
    parts.pop(title.text, None)
    meta = {"kind": kind}
    if title.is_foreign:
        meta["title_language"] = title.language
    if text and text.is_foreign:
        meta["text_language"] = text.language
    address = f"{t.language}/{folder}/index.html"
    return Entry(address, t.language, title.text, " · ".join(parts), meta)


def _section(t: Tongue, page: str, source: str, *, is_whole: bool) -> Iterator[Entry]:
    read = prose_of(source)
    address, kind = f"{t.language}/{page}", t.words("search.kind.page")
    parts = read.parts if is_whole else ()
    opening = parts[0].text if parts and not parts[0].anchor else read.description
    yield Entry(address, t.language, read.title, opening, {"kind": kind})
    for part in parts:
        if part.anchor:
            place = f"{address}#{part.anchor}"
            yield Entry(place, t.language, part.title, part.text, {"kind": read.title})
