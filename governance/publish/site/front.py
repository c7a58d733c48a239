"""The front page: the state of the registry in one look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from governance.publish.contact import has_channel
from governance.publish.site.frame import INDEX, SECTIONS, Files, Frame
from governance.publish.site.linked.pages import site_things
from governance.publish.site.news import news
from governance.publish.site.state import WORDS, counted
from governance.publish.site.tongue import Tongue
from governance.rules.queue import Item, Reason
from governance.rules.standing import Freshness

NEXT = 6  # reviews that are shown
NEWEST = 6  # changes of outputs that are shown
# Sections that are told of, beside those that are there already.
MORE = ("governance", "platform", "owners")
LONG, LONGEST = 25, 54  # spines that do not fit on a shelf of one, of two widths
MOST = 80  # spines on a shelf; where there are more outputs, each stands for several


@dataclass(frozen=True)
class Shelf:
    """The outputs of a project, by what readers are told of them, and the spines to be seen."""

    id: str
    name: str
    outputs: int
    counts: Sequence[tuple[Freshness, int]]
    spines: Sequence[Freshness]

    @property
    def width(self) -> str:
        """How much room it takes."""
        return "whole" if len(self.spines) > LONGEST else "long" if len(self.spines) > LONG else ""


@dataclass(frozen=True)
class Figure:
    """A count that asks somebody for something, of how many, and the page where each stands."""

    name: str
    count: int
    page: str
    of: int | None = None


def front_page(frame: Frame) -> Files:
    """The page in one language."""
    t = frame.tongue
    source = t.source
    total = source.stats.total
    return frame.page(
        "front",
        INDEX,
        frame.name,
        section="front",
        description=t.words("site.front.lead"),
        things=site_things(frame),
        total=total,
        first=_first_ahead(t),
        figures=figures(t),
        has_channel=has_channel(source.registry.rules.settings),
        shelves=shelves(t),
        per=outputs_a_spine(t),
        words_of_state=WORDS,
        asked=t.dated(t.rows.values())[:NEXT],
        news=t.keep("news", source.names_told, lambda: news(t, NEWEST)),
        more=[(name, SECTIONS[name]) for name in MORE],
        themes=sorted(
            (
                (t.themes[id], id, len(outputs))
                for id, outputs in source.of_theme.items()
                if id in source.registry.themes
            ),
            key=lambda each: each[0].key,
        ),
    )


def _first_ahead(t: Tongue) -> date | None:
    """The day of the first review, unless that has passed."""
    first = min((each.due for each in t.rows.values() if each.due), default=None)
    return first if first and first >= t.source.today else None


def figures(t: Tongue) -> list[Figure]:
    """What waits for somebody, the most pressing first."""
    items, total = t.source.items, t.source.stats.total
    queue = SECTIONS["queue"]
    needs: Sequence[Reason] = ("need-past-target", "need-open")
    late = sum(row.is_late for row in t.rows.values())
    return [
        Figure("to_do", sum(item.is_to_do for item in items), queue),
        Figure("late", late, f"{queue}{_first(items, ('overdue',))}"),
        Figure("needs", total.needs_open, f"{queue}{_first(items, needs)}"),
        Figure("proposed", total.proposed, SECTIONS["organisations"], total.current),
    ]


def _first(items: Iterable[Item], reasons: Sequence[Reason]) -> str:
    """Where on the page of the queue the first group of rows with one of the reasons is."""
    groups = (item.group for item in items if not {*reasons}.isdisjoint(item.reasons))
    return next((f"#{group}" for group in groups), "")


def shelves(t: Tongue) -> list[Shelf]:
    """A shelf for each project that has outputs, the fullest first."""
    found, per = [], outputs_a_spine(t)
    for id, outputs in t.source.of_project.items():
        counts = counted(t.rows[each.id].state.word for each in outputs)
        spines = [word for word, count in counts for _ in range(ceil(count / per))]
        found.append(Shelf(id, t.projects.get(id, id), len(outputs), counts, spines))
    return sorted(found, key=lambda each: (-each.outputs, each.name.casefold()))


def outputs_a_spine(t: Tongue) -> int:
    """How many outputs a spine stands for."""
    return ceil(max(map(len, t.source.of_project.values()), default=1) / MOST)
