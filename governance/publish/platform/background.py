"""What the result rests on: needs, criteria, candidates with their evidence, method, citations."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from governance.model.period import Period
from governance.model.record import Platform, Source
from governance.model.registry import policy_path
from governance.publish.document.blocks import (
    Block,
    Cited,
    Code,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Table,
    Text,
    said,
    source,
)
from governance.publish.names import platform_name
from governance.publish.platform.needs import needs
from governance.publish.platform.recommendation import newest_of
from governance.publish.platform.results import titles
from governance.rules.platform.assessment import Piece
from governance.rules.platform.report import Report
from governance.text.catalogue import Catalogue


def criteria(words: Catalogue, report: Report) -> Iterator[Block]:
    """Each criterion with its weight and where it stands."""
    policy = report.registry.rules.platform
    yield Paragraph((words("platform.criteria.lead"), Code(policy_path("platform")), "."))
    header = [
        words("platform.weights.criterion"),
        words("platform.weights.now"),
        words("platform.criteria.source"),
    ]
    rows = [
        [title, str(each.weight), "; ".join(_places(words, report, each.sources))]
        for title, each in zip(titles(words, report), policy.criteria, strict=True)
    ]
    yield Table("", header, rows)


def candidates(words: Catalogue, report: Report) -> Iterator[Block]:
    """Each candidate with everything that is known of it."""
    for name in report.known:
        platform = report.registry.platforms[name]
        yield Heading(3, platform_name(words, report.registry, name), f"candidate-{name}")
        yield Paragraph([said(words, platform.summary)])
        yield Items([*_about(words, report, platform), *_evidence(words, report, name)])


def _about(words: Catalogue, report: Report, platform: Platform) -> Iterator[Text]:
    if platform.url is None:
        yield words("platform.candidate.no_address")
    else:
        yield words("platform.candidate.address"), Link(platform.url)
    if (output := report.output(platform.id)) is not None:
        yield words("platform.candidate.output"), newest_of(words, report, output.id)
    if places := list(_places(words, report, platform.sources)):
        yield words("platform.candidate.basis", places="; ".join(places))


def _evidence(words: Catalogue, report: Report, name: str) -> Iterator[Text]:
    cells = report.known[name]
    if not any(each.pieces for each in cells):
        yield words("platform.candidate.no_evidence")
    for title, cell in zip(titles(words, report), cells, strict=True):
        for piece in cell.pieces:
            yield list(_piece(words, report, title, piece))


def _piece(words: Catalogue, report: Report, title: str, piece: Piece) -> Iterator[Inline]:
    evidence = piece.evidence
    yield f"{title}: "
    yield said(words, evidence.claim)
    score = evidence.score
    key = "platform.candidate.no_score" if score is None else "platform.candidate.score"
    yield f" {words(key, score=str(score))} {words('platform.candidate.source')}"
    yield source(words, report.registry, evidence.source)
    yield words("platform.candidate.checked", day=evidence.checked)
    if piece.age != "fresh":
        yield f" {words(f'platform.candidate.{piece.age}')}"


def method(words: Catalogue, report: Report) -> Iterator[Block]:
    """The rules that the report follows."""
    limit = Period.parse(report.registry.rules.platform.evidence_limit)
    names = ("range", "spread", "total", "order", "age", "only")
    yield Items([words(f"platform.method.{name}", limit=limit) for name in names])


def cited(words: Catalogue, report: Report) -> Iterator[Block]:
    """The outputs that the recommendation is part of, and those that it rests on, by version."""
    own = [newest_of(words, report, id) for id in report.registry.rules.platform.outputs]
    found = (report.output(name) for name in report.known)
    held = [newest_of(words, report, each.id) for each in found if each is not None]
    named = [
        source(words, report.registry, piece.evidence.source)
        for cells in report.known.values()
        for cell in cells
        for piece in cell.pieces
    ]
    if own:
        yield Paragraph(words("platform.part_of"))
        yield Items([[each] for each in own])
    if others := dict.fromkeys(each for each in (*held, *named) if isinstance(each, Cited)):
        yield Paragraph(words("platform.cites"))
        yield Items([[each] for each in others])


def _places(words: Catalogue, report: Report, sources: Iterable[Source]) -> Iterator[str]:
    """A text for each document: its title, and the places in it."""
    documents = report.registry.rules.settings.documents
    for key, members in groupby(sources, lambda each: each.document):
        title = words.pick(documents[key].title)[0] if key in documents else key
        places = [each.place for each in members if each.place]
        yield f"{title}: {'; '.join(places)}" if places else title


Section = Callable[[Catalogue, Report], Iterator[Block]]
background: dict[str, Section] = {
    "needs": needs,
    "criteria": criteria,
    "candidates": candidates,
    "method": method,
    "cited": cited,
}
