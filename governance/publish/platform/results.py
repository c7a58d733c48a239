"""The scores with their spread, and how firmly the order stands."""

from collections.abc import Container, Iterable, Iterator, Sequence

from governance.publish.document.blocks import Block, Items, Paragraph, Table
from governance.publish.names import platform_name
from governance.publish.platform import charts
from governance.publish.platform.numbers import number, room_in_words
from governance.rules.platform.assessment import Cell, ranges
from governance.rules.platform.facts import Fact, unknown
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
        yield Paragraph(words("platform.scores.order"))
        yield Items(list(_ahead(words, report)))
    else:
        yield Paragraph(words("platform.scores.no_order"))
    header = [words("platform.scores.candidate"), *titles(words, report)]
    rows = [
        [platform_name(words, report.registry, name), *(_cell(words, each) for each in cells)]
        for name, cells in report.known.items()
    ]
    yield Table(words("platform.scores.each"), header, rows)


def _ahead(words: Catalogue, report: Report) -> Iterator[str]:
    """For each candidate those that it is ahead of."""
    for name in report.known:
        behind = _names(words, report, {other for one, other in report.order if one == name})
        if behind:
            one = platform_name(words, report.registry, name)
            others = words.enumeration(behind)
            yield words("platform.scores.ahead", one=one, others=others)


def titles(words: Catalogue, report: Report) -> list[str]:
    """The names of the criteria."""
    return [words.pick(each.title)[0] for each in report.registry.rules.platform.criteria]


def _total(words: Catalogue, report: Report, name: str) -> list[str]:
    cells = report.known[name]
    mean = report.means[name]
    return [
        platform_name(words, report.registry, name),
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
    yield Paragraph(words("platform.weights.one_at_a_time"))
    yield charts.weights(words, report)
    columns = ["criterion", "now", *(["lead"] if report.leads else []), "room", "beyond"]
    header = [words(f"platform.weights.{name}") for name in columns]
    rows = [
        [
            title,
            str(policy.criteria[at].weight),
            *(room_in_words(words, each[at]) for each in (report.leads, report.rooms) if each),
            _beyond(words, report, report.rooms[at]),
        ]
        for at, title in enumerate(titles(words, report))
    ]
    yield Table("", header, rows)


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
                _decided(words, report, fact),
            ]
            for fact in unknown(scores)
            if fact in report.deciding
        ]
        header = [words("platform.facts.fact"), words("platform.facts.decides")]
        yield Table("", header, rows)
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


def _decided(words: Catalogue, report: Report, fact: Fact) -> str:
    """Whom the candidate could be put ahead of, and whom behind."""
    pairs = report.deciding[fact]
    told = {
        "ahead": {other for one, other in pairs if one == fact.candidate},
        "behind": {one for one, other in pairs if other == fact.candidate},
    }
    return " ".join(
        words(f"platform.facts.{key}", names=words.enumeration(_names(words, report, found)))
        for key, found in told.items()
        if found
    )


def _names(words: Catalogue, report: Report, chosen: Container[str]) -> list[str]:
    """What the chosen candidates are called, in their order."""
    in_order = (name for name in report.known if name in chosen)
    return [platform_name(words, report.registry, name) for name in in_order]


def _fact(words: Catalogue, report: Report, name: str, criterion: str) -> str:
    shown = platform_name(words, report.registry, name)
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
    names = {name: platform_name(words, report.registry, name) for name in report.known}
    return [words(key, one=names[one], other=names[other]) for one, other in ordered]
