"""What is recommended, and what must be found out first, by whom."""

from collections.abc import Iterator, Sequence

from governance.model.policy import Question
from governance.publish.document.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Strong,
    Table,
    Text,
    cite,
    inlines,
    plain,
    said,
)
from governance.publish.names import organisation_name, platform_name
from governance.rules.citations import newest
from governance.rules.platform.assessment import Cell
from governance.rules.platform.report import Report
from governance.text.catalogue import Catalogue

Row = tuple[Text, Text, Text]


def recommendation(words: Catalogue, report: Report) -> Iterator[Block]:
    """The verdict, what it rests on, and what it does not say."""
    verdict = report.verdict
    leader = verdict.leader
    name = platform_name(words, report.registry, leader) if leader else ""
    kind = verdict.kind if report.assessed or verdict.kind != "none" else "unassessed"
    yield Paragraph(words(f"platform.verdict.{kind}", name=name), tone="loud")
    counts = {
        "candidates": str(len(report.known)),
        "criteria": str(len(report.rooms)),
        "assessed": str(report.assessed),
        "of": str(report.cells),
    }
    why = [words("platform.verdict.assessed", **counts)]
    if report.known and not report.assessed:
        why.append(words("platform.verdict.nothing"))
    yield Paragraph(" ".join(why))
    if verdict.kind == "leader":
        yield Paragraph(words("platform.verdict.sure", name=name))
        key = str("always" if verdict.always else report.registry.rules.platform.weights)
        yield Paragraph(words(f"platform.verdict.{key}"))
        yield Paragraph(words("platform.verdict.enough"))
    elif verdict.behind:
        names = words.enumeration(
            [platform_name(words, report.registry, each) for each in verdict.behind]
        )
        yield Paragraph(words("platform.verdict.behind", n=len(verdict.behind), names=names))
    if verdict.kind in ("none", "partial"):
        counted = {"fewest": report.fewest, "to_recommend": report.to_recommend}
        takes = [
            words(f"platform.verdict.{key}", n=n) for key, n in counted.items() if n is not None
        ]
        if takes:
            yield Paragraph(" ".join([*takes, words("platform.verdict.fact")]))
    if report.rests_on_stale:
        yield Paragraph(words("platform.verdict.stale"), tone="loud")
    yield Paragraph(_needs(words, report))
    if asked := list(_asked(words, report)):
        yield Heading(3, words("platform.next.title"), "next")
        yield Items(asked)


def _needs(words: Catalogue, report: Report) -> str:
    """What the platform must carry, in one line."""
    needs = report.needs
    reviews = words.number(round(needs.reviews_a_year))
    counts = {"outputs": str(needs.outputs), "owners": str(needs.owners), "reviews": reviews}
    return words("platform.verdict.needs", **counts)


def _asked(words: Catalogue, report: Report) -> Iterator[Text]:
    """The open questions of each who is asked, and how much evidence is missing."""
    asked: dict[str, list[Inline]] = {}
    for question, _, who in _questions(words, report):
        parts = asked.setdefault(plain(who), [Strong(who), ":"])
        parts += [" ", *inlines(question)]
    yield from asked.values()
    if missing := report.cells - report.assessed:
        yield words("platform.next.evidence", n=missing)


def find_out(words: Catalogue, report: Report) -> Iterator[Block]:
    """Every open question, what is known of it, and who finds out or is asked."""
    rows = list(_rows(words, report))
    before = "decide" if report.verdict.kind == "leader" else "recommend"
    yield Paragraph(words(f"platform.find_out.{before if rows else 'nothing'}"))
    if rows:
        header = [words(f"platform.find_out.{name}") for name in ("what", "known", "who")]
        yield Table("", header, rows)


def _questions(words: Catalogue, report: Report) -> Iterator[Row]:
    """What no score tells."""
    policy = report.registry.rules.platform
    for question in policy.questions:
        yield _question(words, report, question)
    if policy.weights == "unstated":
        known = words("platform.find_out.weights_known")
        yield words("platform.find_out.weights"), known, _maintainer(words, report)


def _rows(words: Catalogue, report: Report) -> Iterator[Row]:
    policy = report.registry.rules.platform
    yield from _questions(words, report)
    titles = [words.pick(each.title)[0] for each in policy.criteria]
    for name, cells in report.known.items():
        if not all(each.is_assessed for each in cells):
            yield _missing(words, report, name, titles)
        for title, cell in zip(titles, cells, strict=True):
            yield from _doubts(words, report, name, title, cell)


def _question(words: Catalogue, report: Report, question: Question) -> Row:
    known: list[Inline] = [said(words, question.known)] if question.known else []
    who = _in_role(words, report, question.role or "") or _maintainer(words, report)
    return [said(words, question.text)], known, who


def _in_role(words: Catalogue, report: Report, id: str) -> Sequence[Inline]:
    """A role and the organisations that hold it; nothing where there is no such role."""
    role = report.registry.rules.roles.roles.get(id)
    if role is None:
        return []
    holders = [organisation_name(words, report.registry, each) for each in role.organisations]
    return [said(words, role.title), *([f" ({words.enumeration(holders)})"] if holders else [])]


def _missing(words: Catalogue, report: Report, name: str, titles: Sequence[str]) -> Row:
    platform = report.registry.platforms[name]
    cells = zip(titles, report.known[name], strict=True)
    unassessed = [(title, cell) for title, cell in cells if not cell.is_assessed]
    missing = [title for title, _ in unassessed]
    claimed = [title for title, cell in unassessed if cell.pieces]
    key = "all" if len(missing) == len(titles) else "candidate"
    what = words(
        f"platform.find_out.{key}",
        n=len(missing),
        name=platform_name(words, report.registry, name),
        criteria=words.enumeration(missing),
    )
    known = [
        words("platform.find_out.claims", criteria=words.enumeration(claimed))
        if claimed
        else words("platform.find_out.no_evidence")
    ]
    if platform.url is None:
        known.append(words("platform.find_out.no_address"))
    return what, " ".join(known), who_knows(words, report, name)


def _doubts(words: Catalogue, report: Report, name: str, title: str, cell: Cell) -> Iterator[Row]:
    """Scores that differ, and those that were checked too long ago."""
    shown = {"name": platform_name(words, report.registry, name), "criterion": title}
    who = who_knows(words, report, name)
    if len(set(cell.scores)) > 1:
        scores = ", ".join(map(str, sorted(set(cell.scores))))
        known = words("platform.find_out.differs_known", scores=scores)
        yield words("platform.find_out.differs", **shown), known, who
    if cell.is_stale:
        day = min(each.evidence.checked for each in cell.pieces if each.age == "stale")
        known = words("platform.find_out.stale_known", day=day)
        yield words("platform.find_out.stale", **shown), known, who


def who_knows(words: Catalogue, report: Report, name: str) -> Text:
    """The owner of what a candidate is in the registry, else the maintainer."""
    output = report.output(name)
    if output is None or output.owner is None:
        return _maintainer(words, report)
    accepted = report.standings.of(output).owner_state == "accepted"
    owner = organisation_name(words, report.registry, output.owner)
    told = words(f"platform.find_out.{'owner' if accepted else 'proposed'}", organisation=owner)
    return told, newest_of(words, report, output.id)


def newest_of(words: Catalogue, report: Report, id: str) -> Inline:
    """A citation of the newest version of an output."""
    return cite(words, report.registry, newest(report.registry, id))


def _maintainer(words: Catalogue, report: Report) -> Text:
    """The maintainers by their role, as questions to them say; else their organisation."""
    registry = report.registry
    if named := _in_role(words, report, "maintainers"):
        return named
    name = organisation_name(words, registry, registry.rules.settings.maintainer)
    return words("platform.find_out.maintainer", organisation=name)
