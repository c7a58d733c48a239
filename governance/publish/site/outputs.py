"""The outputs as lists: all of them with filters, and grouped without."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import Said
from governance.publish.site.tongue import Row, Tongue
from governance.rules.standing import Freshness

# What the outputs are filtered by; by the last three they are also grouped on a page of their own:
# themes, projects and owners have pages that do.
PARTS = ("theme", "project", "owner", "kind", "state", "language")
GROUPINGS = PARTS[3:]


@dataclass(frozen=True)
class Group:
    """Outputs that have one thing in common: its mark in the rows, its name, the outputs."""

    mark: str
    name: Said
    rows: list[Row]

    @property
    def anchor(self) -> str:
        """By what the group is linked to on its page."""
        return self.mark.replace(":", "-")


def outputs_pages(frame: Frame) -> Files:
    """The list of all outputs, and a page a grouping."""
    t = frame.tongue
    groups = {part: groups_by(t, part) for part in PARTS}
    files = frame.page(
        "outputs",
        SECTIONS["outputs"],
        t.words("site.section.outputs"),
        section="outputs",
        description=t.words("site.outputs.lead", n=len(t.rows)),
        rows=t.rows.values(),
        filters=groups,
    )
    for part in GROUPINGS:
        files |= frame.page(
            "groups",
            SECTIONS[part],
            t.words(f"site.outputs.by.{part}"),
            section=part,
            groups=groups[part],
        )
    return files


def groups_by(t: Tongue, part: str) -> list[Group]:
    """The outputs by one of the parts; groups by name, states in the order of their words."""
    found: dict[str, list[Row]] = {}
    for row in t.rows.values():
        for mark in (*row.marks, f"state:{row.state.word}"):
            if mark.startswith(f"{part}:"):
                found.setdefault(mark, []).append(row)
    names = _names(t, part, (mark.partition(":")[2] for mark in found))
    groups = [Group(mark, names[mark.partition(":")[2]], rows) for mark, rows in found.items()]
    if part == "state":
        order = get_args(Freshness)
        return sorted(groups, key=lambda each: order.index(each.rows[0].state.word))
    return sorted(groups, key=lambda each: (each.name.key, each.mark))


def _names(t: Tongue, part: str, ids: Iterable[str]) -> Mapping[str, Said]:
    return dict(_named(t, part, ids))


def _named(t: Tongue, part: str, ids: Iterable[str]) -> Iterator[tuple[str, Said]]:
    for id in ids:
        match part:
            case "theme":
                yield id, t.themes[id]
            case "project":
                yield id, t.plain(t.projects.get(id, id))
            case "owner":
                yield id, t.organisations[id] if id else t.plain(t.words("site.owner.none"))
            case "kind":
                yield id, t.kinds[id]
            case "state":
                yield id, t.plain(t.words.term("freshness", id))
            case _:
                name = t.words.language_name(id)
                yield id, t.plain(name[:1].upper() + name[1:])
