"""Themes and projects: outputs that belong together."""

from dataclasses import dataclass, replace
from functools import partial

from governance.model.record import Output, Project, Theme
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import Said
from governance.publish.site.state import counted
from governance.publish.site.tongue import Row, Tongue
from governance.rules.standing import Freshness


@dataclass(frozen=True)
class Gathering:
    """A theme or project in a list: how many outputs it has, and how many of them are what.

    Of a theme also what it is about, and the output that settles its name while that is a working
    name; None where the record does not say.
    """

    id: str
    name: Said
    count: int
    words: list[tuple[Freshness, int]]
    summary: Said | None = None
    settled_in: str | None = None


def themes_pages(frame: Frame) -> Files:
    """The list of themes, and a page a theme: its outputs by kind, and whose they are."""
    t = frame.tongue
    themes = [_theme(t, each) for each in t.source.registry.themes.values()]
    files = _index(frame, "themes", themes)
    for theme in themes:
        outputs = t.source.of_theme.get(theme.id, [])
        owners = sorted({each.owner for each in outputs if each.owner})
        projects = sorted({each.project for each in outputs})
        made_of = (
            theme,
            t.titles.get(theme.settled_in or ""),
            tuple(t.rows[each.id] for each in outputs),  # they name owners and projects too
        )
        page = partial(_theme_page, frame, theme, outputs, owners, projects)
        files |= t.keep(("theme", theme.id), made_of, page)
    return files


def _theme_page(
    frame: Frame, theme: Gathering, outputs: list[Output], owners: list[str], projects: list[str]
) -> Files:
    t = frame.tongue
    about = t.words("site.theme.description", name=theme.name.text, n=theme.count)
    return frame.page(
        "theme",
        f"themes/{theme.id}/index.html",
        theme.name,
        section="themes",
        trail=[(SECTIONS["themes"], t.words("site.section.themes"))],
        description=theme.summary.text if theme.summary else about,
        gathering=theme,
        groups=_by_kind(t, outputs),
        owners=sorted(((each, t.organisations[each]) for each in owners), key=_by_name),
        projects=projects,
    )


def projects_pages(frame: Frame) -> Files:
    """The list of projects, and a page a project: what is known of it, and its outputs by kind."""
    t = frame.tongue
    registry = t.source.registry
    names = {id: t.plain(name) for id, name in t.projects.items()}
    of = t.source.of_project
    found = [_gathering(t, id, name, of.get(id, [])) for id, name in names.items()]
    files = _index(frame, "projects", found)
    for id, project in registry.projects.items():
        outputs = of.get(id, [])
        made_of = (
            project,
            tuple(t.rows[each.id] for each in outputs),
            frame.shown("organisations", (project.coordinator, *project.partners)),
        )
        page = partial(_project_page, frame, project, names[id], outputs)
        files |= t.keep(("project", id), made_of, page)
    return files


def _project_page(frame: Frame, project: Project, name: Said, outputs: list[Output]) -> Files:
    t = frame.tongue
    return frame.page(
        "project",
        f"projects/{project.id}/index.html",
        name,
        section="projects",
        trail=[(SECTIONS["projects"], t.words("site.section.projects"))],
        description=t.said(project.title).text,
        project=project,
        whole=t.said(project.title),
        gathering=_gathering(t, project.id, name, outputs),
        groups=_by_kind(t, outputs),
    )


def _index(frame: Frame, section: str, found: list[Gathering]) -> Files:
    t = frame.tongue
    return frame.page(
        "gatherings",
        SECTIONS[section],
        t.words(f"site.section.{section}"),
        section=section,
        description=t.words(f"site.{section}.lead"),
        lead=t.words(f"site.{section}.lead"),
        settled_in=sorted({each.settled_in for each in found if each.settled_in}),
        gatherings=sorted(found, key=lambda each: (-each.count, each.name.key)),
    )


def _gathering(t: Tongue, id: str, name: Said, outputs: list[Output]) -> Gathering:
    words = counted(t.rows[each.id].state.word for each in outputs)
    return Gathering(id, name, len(outputs), words)


def _theme(t: Tongue, theme: Theme) -> Gathering:
    found = _gathering(t, theme.id, t.themes[theme.id], t.source.of_theme.get(theme.id, []))
    summary = t.said(theme.summary) if theme.summary else None
    return replace(found, summary=summary, settled_in=theme.working_name_until)


def _by_kind(t: Tongue, outputs: list[Output]) -> list[tuple[Said, list[Row]]]:
    kinds = sorted({each.kind for each in outputs}, key=lambda kind: t.kinds[kind].key)
    return [
        (t.kinds[kind], t.rows_of(each for each in outputs if each.kind == kind)) for kind in kinds
    ]


def _by_name(pair: tuple[str, Said]) -> str:
    return pair[1].key
