"""The outputs as lists: all of them with filters, and grouped without."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import Said
from governance.publish.site.state import WORDS
from governance.publish.site.tongue import Row, Tongue

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
    groups = groups_by_part(t)
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
            # The words of rows turn in the reader's browser; their groups are made here.
            as_of=t.source.today if part == "state" else None,
            groups=[each for each in groups[part] if each.rows],
        )
    return files


def groups_by_part(t: Tongue) -> dict[str, list[Group]]:
    """The outputs by each of the parts; groups by name, states in the order of their words.

    A state that outputs will only turn to has a group as well: one without outputs.
    """
    found: dict[str, dict[str, list[Row]]] = {part: {} for part in PARTS}
    for row in t.rows.values():
        for mark in (*row.marks, f"state:{row.state.word}"):
            found[mark.partition(":")[0]].setdefault(mark, []).append(row)
        for word in row.state.words:
            found["state"].setdefault(f"state:{word}", [])
    order = [f"state:{word}" for word in WORDS]
    groups = {part: _groups(t, part, marked) for part, marked in found.items()}
    return groups | {"state": sorted(groups["state"], key=lambda each: order.index(each.mark))}


def _groups(t: Tongue, part: str, marked: Mapping[str, list[Row]]) -> list[Group]:
    groups = [
        Group(mark, _name(t, part, mark.partition(":")[2]), rows) for mark, rows in marked.items()
    ]
    return sorted(groups, key=lambda each: (each.name.key, each.mark))


def _name(t: Tongue, part: str, id: str) -> Said:
    match part:
        case "theme":
            return t.themes[id]
        case "project":
            return t.plain(t.projects.get(id, id))
        case "owner":
            return t.organisations[id] if id else t.plain(t.words("site.owner.none"))
        case "kind":
            return t.kinds[id]
        case "state":
            return t.plain(t.words.term("freshness", id))
        case _:
            name = t.words.language_name(id)
            return t.plain(name[:1].upper() + name[1:])
