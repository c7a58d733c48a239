"""How a pull request stands, for a terminal."""

from collections.abc import Iterator

from governance.model.change import Difference
from governance.model.registry import Registry
from governance.publish.approvals.rows import FEW, Row, demand_rows, refusal_sentence
from governance.publish.changes import sentence
from governance.publish.edit import change_lines
from governance.rules.approvals.values import Verdict
from governance.text.catalogue import Catalogue
from governance.text.media import terminal


def as_text(words: Catalogue, registry: Registry, difference: Difference, verdict: Verdict) -> str:
    """The verdict; why nothing can help, what changes, who must approve and who has."""
    lines = [words(f"approvals.verdict.{verdict.word}")]
    lines += _part(words, "refused", (refusal_sentence(words, each) for each in verdict.refusals))
    lines += _part(words, "changes", _changes(words, difference))
    rows = demand_rows(words, registry, difference, verdict)
    lines += _part(words, "demands", (_row(words, each) for each in rows))
    return "\n".join(lines)


def _changes(words: Catalogue, difference: Difference) -> Iterator[str]:
    """Every change in a sentence: nothing is folded; what cannot be told is a refusal."""
    files = [each for each in difference.changes if each.kind == "files-changed"]
    others = [each for each in difference.changes if each.type != "file"]
    yield from change_lines(words, others, difference.names)
    yield from (sentence(words, each) for each in files)


def _part(words: Catalogue, name: str, lines: Iterator[str]) -> list[str]:
    found = [f"  {terminal(line)}" for line in lines]
    return ["", words(f"approvals.part.{name}"), *found] if found else []


def _row(words: Catalogue, row: Row) -> str:
    mark = "✓" if row.is_met else "–"
    about = ", ".join(row.records)
    if len(row.records) > FEW:
        about = words("approvals.records", n=len(row.records))
    return f"{mark} {row.text} [{about}]"
