"""Themes and projects: outputs that belong together."""

from dataclasses import dataclass
from functools import partial

from governance.model.record import Output, Project
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import Said
from governance.publish.site.state import counted
from governance.publish.site.tongue import Row, Tongue
from governance.rules.standing import Freshness


@dataclass(frozen=True)
class Gathering:
    """A theme or project in a list: how many outputs it has, and how many of them are what."""

    id: str
    name: Said
    count: int
    words: list[tuple[Freshness, int]]


def themes_pages(frame: Frame) -> Files:
    """The list of themes, and a page a theme: its outputs by kind, and whose they are."""
    t = frame.tongue
    files = _index(frame, "themes", {id: t.themes[id] for id in t.source.registry.themes})
    for id in t.source.registry.themes:
        outputs = t.source.of_theme.get(id, [])
        owners = sorted({each.owner for each in outputs if each.owner})
        projects = sorted({each.project for each in outputs})
        made_of = (
            t.themes[id],
            tuple(t.rows[each.id] for each in outputs),
            frame.shown("organisations", owners),
            frame.shown("projects", projects),
        )
        page = partial(_theme_page, frame, id, outputs, owners, projects)
        files |= t.keep(("theme", id), made_of, page)
    return files


def _theme_page(
    frame: Frame, id: str, outputs: list[Output], owners: list[str], projects: list[str]
) -> Files:
    t = frame.tongue
    return frame.page(
        "theme",
        f"themes/{id}/index.html",
        t.themes[id],
        section="themes",
        trail=[(SECTIONS["themes"], t.words("site.section.themes"))],
        description=t.words("site.theme.description", name=t.themes[id].text, n=len(outputs)),
        gathering=_gathering(t, id, t.themes[id], outputs),
        groups=_by_kind(t, outputs),
        owners=sorted(((each, t.organisations[each]) for each in owners), key=_by_name),
        projects=projects,
    )


def projects_pages(frame: Frame) -> Files:
    """The list of projects, and a page a project: what is known of it, and its outputs by kind."""
    t = frame.tongue
    registry = t.source.registry
    names = {id: t.plain(name) for id, name in t.projects.items()}
    files = _index(frame, "projects", names)
    for id, project in registry.projects.items():
        outputs = t.source.of_project.get(id, [])
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


def _index(frame: Frame, section: str, names: dict[str, Said]) -> Files:
    t = frame.tongue
    of = t.source.of_theme if section == "themes" else t.source.of_project
    found = [_gathering(t, id, name, of.get(id, [])) for id, name in names.items()]
    return frame.page(
        "gatherings",
        SECTIONS[section],
        t.words(f"site.section.{section}"),
        section=section,
        description=t.words(f"site.{section}.lead"),
        lead=t.words(f"site.{section}.lead"),
        folder=section,
        gatherings=sorted(found, key=lambda each: (-each.count, each.name.key)),
    )


def _gathering(t: Tongue, id: str, name: Said, outputs: list[Output]) -> Gathering:
    words = counted(t.rows[each.id].state.word for each in outputs)
    return Gathering(id, name, len(outputs), words)


def _by_kind(t: Tongue, outputs: list[Output]) -> list[tuple[Said, list[Row]]]:
    kinds = sorted({each.kind for each in outputs}, key=lambda kind: t.kinds[kind].key)
    return [
        (t.kinds[kind], t.rows_of(each for each in outputs if each.kind == kind)) for kind in kinds
    ]


def _by_name(pair: tuple[str, Said]) -> str:
    return pair[1].key
