"""What the outputs ask of a platform, as a table: the count, and what follows from it."""

from collections.abc import Callable, Iterator

from governance.model.period import Period
from governance.publish.document.blocks import Block, Paragraph, Table
from governance.publish.names import kind_name
from governance.rules.platform.needs import Counts
from governance.rules.platform.report import Report
from governance.rules.standing import NEVER
from governance.text.catalogue import Catalogue

ROWS = (
    "volume", "kinds", "originals", "formats", "owners", "cycles", "updates", "accessibility",
    "licences",
)  # fmt: skip


def needs(words: Catalogue, report: Report) -> Iterator[Block]:
    """One row a matter."""
    yield Paragraph(words("platform.needs.lead"))
    counted = _counted(words, report)
    header = [words(f"platform.needs.{name}") for name in ("what", "count", "means")]
    rows = [
        [words(f"platform.needs.{name}"), counted[name], words(f"platform.needs.{name}_means")]
        for name in ROWS
    ]
    yield Table("", header, rows)


def _counted(words: Catalogue, report: Report) -> dict[str, str]:
    found = report.needs

    def counts(of: Counts, named: Callable[[str], str]) -> str:
        return ", ".join(words("platform.needs.counted", name=named(key), n=n) for key, n in of)

    def kind(key: str) -> str:
        return kind_name(words, report.registry, key)

    def cycle(key: str) -> str:
        if key == NEVER:
            return words.term("freshness", "no-review")
        return words.period(Period.parse(key))

    def tongue(key: str) -> str:
        return words.language_name(key)

    def plain(key: str) -> str:
        return key

    def access(key: str) -> str:
        return words.term("accessibility", key)

    languages = counts(found.languages, tongue) or words("platform.not_known")
    originals = counts(found.originals, tongue) or words("platform.not_known")
    formats = counts(found.formats, plain)
    known = words(f"platform.needs.{'formats_count' if formats else 'no_formats'}", counts=formats)
    placeless = words("platform.needs.placeless", n=found.placeless) if found.placeless else ""
    cycles = counts(found.cycles, cycle)
    a_year = words.number(round(found.reviews_a_year))
    owners = {"owners": found.owners, "accepted": found.accepted}
    owners |= {"largest": found.largest, "unowned": found.unowned}
    return {
        "volume": words(
            "platform.needs.volume_count",
            outputs=found.outputs,
            drafts=found.drafts,
            versions=found.versions,
        ),
        "kinds": counts(found.kinds, kind),
        "originals": f"{words('platform.needs.originals_count', counts=originals)} "
        f"{words('platform.needs.languages_count', counts=languages)}",
        "formats": " ".join(part for part in (known, placeless) if part),
        "owners": words("platform.needs.owners_count", **owners),
        "cycles": words("platform.needs.cycles_count", counts=cycles, n=a_year)
        if cycles
        else words("platform.needs.no_cycles"),
        "updates": str(found.needs_open),
        "accessibility": counts(found.accessibility, access),
        "licences": words("platform.needs.licences_count", n=found.unlicensed),
    }
