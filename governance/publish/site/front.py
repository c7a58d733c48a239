"""The front page: the state of the registry in one look."""

from collections.abc import Sequence
from dataclasses import dataclass

from governance.publish.site.frame import INDEX, SECTIONS, Files, Frame
from governance.publish.site.linked.pages import site_things
from governance.publish.site.news import news
from governance.publish.site.state import WORDS, counted
from governance.publish.site.tongue import Tongue
from governance.publish.stats import share
from governance.rules.standing import Freshness

NEXT = 6  # reviews that are shown
NEWEST = 6  # changes of outputs that are shown
# Sections that are told of, beside those that are there already.
MORE = ("governance", "platform", "owners")
LONG = 25  # outputs that do not fit on one shelf of the usual width


@dataclass(frozen=True)
class Shelf:
    """The outputs of a project, by what readers are told of them."""

    id: str
    name: str
    words: tuple[Freshness, ...]
    counts: Sequence[tuple[Freshness, int]]


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
        share=share(total.in_date, total.under_review),
        first=min((each.due for each in t.rows.values() if each.due), default=None),
        to_do=sum(item.is_to_do for item in source.items),
        late=sum(row.is_late for row in t.rows.values()),
        shelves=shelves(t),
        long=LONG,
        words_of_state=WORDS,
        asked=t.dated(t.rows.values())[:NEXT],
        news=t.keep("news", (), lambda: news(t, NEWEST)),
        more=[(name, SECTIONS[name]) for name in MORE],
        themes=sorted(
            ((t.themes[id], id, len(source.of_theme.get(id, ()))) for id in source.registry.themes),
            key=lambda each: each[0].key,
        ),
    )


def shelves(t: Tongue) -> list[Shelf]:
    """A shelf for each project that has outputs, the fullest first."""
    found = []
    for id, outputs in t.source.of_project.items():
        words = sorted((t.rows[each.id].state.word for each in outputs), key=WORDS.index)
        found.append(Shelf(id, t.projects.get(id, id), tuple(words), counted(words)))
    return sorted(found, key=lambda each: (-len(each.words), each.name.casefold()))
