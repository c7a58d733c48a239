"""The scores with their spread, and how firmly the order stands."""

from collections.abc import Iterable, Iterator, Sequence

from governance.publish.platform import charts
from governance.publish.platform.blocks import Block, Items, Paragraph, Table
from governance.publish.platform.numbers import number, room_in_words
from governance.rules.platform.assessment import Cell, ranges
from governance.rules.platform.facts import unknown
from governance.rules.platform.report import Report
from governance.rules.platform.scores import Pair
from governance.rules.platform.sensitivity import End, Room
from governance.text.catalogue import Catalogue

MOST_CHANGES = 3  # told of one end of a room


def scores(words: Catalogue, report: Report) -> Iterator[Block]:
    """Totals as a picture and a table, what order is certain, and each score."""
    if not report.known:
        return
    yield Paragraph(words("platform.scores.lead"))
    yield charts.totals(words, report)
    names = ("candidate", "worst", "best", "mean", "assessed")
    rows = [_total(words, report, name) for name in report.known]
    header = [words(f"platform.scores.{name}") for name in names]
    yield Table(words("platform.scores.totals"), header, rows)
    if report.order:
        pairs = "; ".join(_pairs(words, report, "platform.scores.pair", report.order))
        yield Paragraph(words("platform.scores.order", pairs=pairs))
    else:
        yield Paragraph(words("platform.scores.no_order"))
    header = [words("platform.scores.candidate"), *titles(words, report)]
    rows = [
        [report.registry.platforms[name].name, *(_cell(words, each) for each in cells)]
        for name, cells in report.known.items()
    ]
    yield Table(words("platform.scores.each"), header, rows)


def titles(words: Catalogue, report: Report) -> list[str]:
    """The names of the criteria."""
    return [words.pick(each.title)[0] for each in report.registry.rules.platform.criteria]


def _total(words: Catalogue, report: Report, name: str) -> list[str]:
    cells = report.known[name]
    mean = report.means[name]
    return [
        report.registry.platforms[name].name,
        number(words, report.totals[name].low),
        number(words, report.totals[name].high),
        "–" if mean is None else number(words, mean),
        f"{sum(each.is_assessed for each in cells)}/{len(cells)}",
    ]


def _cell(words: Catalogue, cell: Cell) -> str:
    if not cell.is_assessed:
        key = "claimed" if cell.pieces else "not_assessed"
        return words(f"platform.scores.{key}")
    low, high = cell.range
    score = str(low) if low == high else f"{low}–{high}"
    return f"{score} ({words('platform.scores.stale')})" if cell.is_stale else score


def weights(words: Catalogue, report: Report) -> Iterator[Block]:
    """The room of each weight, or that none matters."""
    policy = report.registry.rules.platform
    yield Paragraph(words(f"platform.weights.{policy.weights}"))
    if len(report.known) < 2:  # noqa: PLR2004 - an order is of two at least
        return
    if not any(each.below or each.above for each in report.rooms):
        key = "no_matter_order" if report.order else "no_matter"
        yield Paragraph(words(f"platform.weights.{key}"))
        return
    yield Paragraph(words("platform.weights.lead"))
    yield charts.weights(words, report)
    header = [words(f"platform.weights.{name}") for name in ("criterion", "now", "room", "beyond")]
    rows = [
        [title, str(each.weight), room_in_words(words, room), _beyond(words, report, room)]
        for title, each, room in zip(
            titles(words, report), policy.criteria, report.rooms, strict=True
        )
    ]
    yield Table(words("platform.section.weights"), header, rows)


def _beyond(words: Catalogue, report: Report, room: Room) -> str:
    ends = {"below": room.below, "above": room.above}
    return " ".join(
        words(f"platform.weights.{name}", changes=_changes(words, report, end))
        for name, end in ends.items()
        if end is not None
    )


def _changes(words: Catalogue, report: Report, end: End) -> str:
    told = _pairs(words, report, "platform.weights.lost", end.lost)
    told += _pairs(words, report, "platform.weights.won", end.won)
    shown = told[:MOST_CHANGES]
    if rest := len(told) - len(shown):
        shown.append(words("platform.weights.more", n=rest))
    return "; ".join(shown)


def facts(words: Catalogue, report: Report) -> Iterator[Block]:
    """Which fact alone could change the order, or how many it takes."""
    scores = ranges(report.known)
    if not any(unknown(scores)):
        yield Paragraph(words("platform.facts.none_missing"))
    elif report.deciding:
        yield Paragraph(words("platform.facts.lead"))
        names = titles(words, report)
        rows = [
            [
                _fact(words, report, fact.candidate, names[fact.at]),
                "; ".join(_pairs(words, report, "platform.weights.won", report.deciding[fact])),
            ]
            for fact in unknown(scores)
            if fact in report.deciding
        ]
        header = [words("platform.facts.fact"), words("platform.facts.decides")]
        yield Table(words("platform.section.facts"), header, rows)
    else:
        count = len(report.known)
        complete = len(report.order) == count * (count - 1) // 2
        yield Paragraph(words(f"platform.facts.{'no_effect' if complete else 'not_alone'}"))
        if not complete:
            yield Paragraph(
                words("platform.facts.never")
                if report.fewest is None
                else words("platform.verdict.fewest", n=report.fewest)
            )


def _fact(words: Catalogue, report: Report, name: str, criterion: str) -> str:
    shown = report.registry.platforms[name].name
    return words("platform.facts.cell", name=shown, criterion=criterion)


def dominance(words: Catalogue, report: Report) -> Iterator[Block]:
    """Who is worse than another in everything."""
    if report.dominance:
        yield Items(_pairs(words, report, "platform.dominance.pair", report.dominance))
    else:
        yield Paragraph(words("platform.dominance.none"))


def _pairs(words: Catalogue, report: Report, key: str, pairs: Iterable[Pair]) -> list[str]:
    """A phrase for each pair, in the order of the candidates."""
    places: Sequence[str] = list(report.known)
    ordered = sorted(pairs, key=lambda pair: [places.index(each) for each in pair])
    platforms = report.registry.platforms
    return [
        words(key, one=platforms[one].name, other=platforms[other].name) for one, other in ordered
    ]
