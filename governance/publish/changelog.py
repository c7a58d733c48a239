"""Steps of history as what readers see: lines in groups; text and Markdown of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from governance.model.approval_line import ApprovalLine
from governance.model.change import GROUPS, Change, Difference, Group, Step
from governance.publish.approvers import Recorded, nothing_recorded, roles
from governance.publish.changes import kind_of, sentences
from governance.publish.names import spoken
from governance.text.catalogue import Catalogue
from governance.text.media import markdown, terminal

FOLDED = 5  # from so many records of one kind of change on, one line stands for all


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one record in one step, or of many records alike.

    `name` is what the record is called, empty for many and for files, and `language` that of the
    name; `type` and `id` are its own; `ids` are those of the many. `day` and `commit` are None in a
    net difference. `approvers` are the roles that approved it, as far as that is recorded.
    """

    group: Group
    name: str
    id: str
    text: str
    ids: tuple[str, ...] = ()
    day: date | None = None
    commit: str | None = None
    language: str = ""
    approvers: tuple[str, ...] = ()
    type: str = ""


def step_lines(
    words: Catalogue, steps: Iterable[Step], recorded: Recorded = nothing_recorded
) -> Iterator[Line]:
    """The lines of a walk, newest first, without what says nothing of the registry."""
    for step in steps:
        approvals = recorded(step.commit)
        for line in difference_lines(words, step.difference, step.day, step.commit, approvals):
            if line.group != "other":
                yield line


def difference_lines(
    words: Catalogue,
    difference: Difference,
    day: date | None = None,
    commit: str | None = None,
    approvals: Sequence[ApprovalLine] = (),
) -> Iterator[Line]:
    """A line a record and group; what many records have in common is one line for all."""
    left: list[Change] = []
    for (group, kind, type), members in groupby(sorted(difference.changes, key=_kind), key=_kind):
        found = list(members)
        ids = sorted({change.id for change in found})
        if len(ids) >= FOLDED and type != "file":
            text = _of_many(words, type, kind, len(ids))
            approved = roles(words, approvals, found)
            yield Line(group, "", "", text, tuple(ids), day, commit, approvers=approved, type=type)
        else:
            left += found
    names = {key: words.pick(known) for key, known in difference.names.items() if known}
    called = spoken(words, difference.names)
    for (group, type, id), members in groupby(sorted(left, key=_record), key=_record):
        same = list(members)
        name, language = names.get((type, id), ("", ""))
        if type in ("policy", "settings"):
            name = words("changes.rules", policy=words.term("policy", id))
        text = "; ".join(sentences(words, same, called))
        shown, approved = "" if type == "file" else id, roles(words, approvals, same)
        yield Line(group, name, shown, text, (), day, commit, language, approved, type)


def _kind(change: Change) -> tuple[Group, str, str]:
    """What changes alike are folded by: reviews by their outcome, too."""
    kind = kind_of(change)
    if kind == "reviewed":
        kind += f" {change.new['outcome']}"
    elif kind == "owner-accepted" and change.new is None:
        kind = "owner-withdrawn"
    return change.group, kind, change.type


def _of_many(words: Catalogue, type: str, kind: str, n: int) -> str:
    """The sentence of `n` records; a language may name them in either of two forms."""
    name, _, outcome = kind.partition(" ")
    records, of = (words(f"changes.{form}.{type}", n=n) for form in ("records", "of"))
    return words(f"changes.many.{name}", records=records, of=of, outcome=outcome)


def _record(change: Change) -> tuple[Group, str, str]:
    return change.group, change.type, change.id


def as_text(words: Catalogue, lines: Iterable[Line]) -> str:
    """For a terminal: the groups one below the other."""
    parts = []
    for group, members in grouped(lines):
        parts += [words(f"changes.group.{group}"), *(_text(words, line) for line in members), ""]
    return "\n".join(parts[:-1]) if parts else words("changes.none")


def as_timeline(words: Catalogue, lines: Iterable[Line]) -> str:
    """For a terminal: in the order of time."""
    return "\n".join(_text(words, line) for line in lines) or words("changes.none")


def _text(words: Catalogue, line: Line) -> str:
    day = f"{words.day(line.day)}  " if line.day else ""
    commit = f" ({line.commit[:10]})" if line.commit else ""
    listed = f"\n    {terminal(', '.join(line.ids))}" if line.ids else ""
    people = terminal(", ".join(line.approvers))
    approved = f"\n    {words('changes.approved', people=people)}" if people else ""
    return f"  {day}{terminal(said(line))}{commit}{approved}{listed}"


def said(line: Line) -> str:
    """What a line says, with the name of its record."""
    name = " ".join(part for part in (line.name, f"[{line.id}]" if line.id else "") if part)
    return f"{name}: {line.text}" if name else line.text


def as_markdown(words: Catalogue, lines: Iterable[Line], level: int = 2) -> str:
    """GitHub Markdown with a heading a group; what stands behind a folded line can be opened."""
    parts = []
    for group, members in grouped(lines):
        parts += [f"{'#' * level} {markdown(words(f'changes.group.{group}'))}", ""]
        parts += [*(_markdown(words, line) for line in members), ""]
    return "\n".join(parts[:-1]) if parts else markdown(words("changes.none"))


def _markdown(words: Catalogue, line: Line) -> str:
    day = f"{words.day(line.day)} " if line.day else ""
    name = f"**{markdown(line.name)}** " if line.name else ""
    id = f"`{line.id}` " if line.id else ""
    item = f"- {day}{name}{id}{markdown(line.text)}"
    if not line.ids:
        return item
    listed = ", ".join(f"`{id}`" for id in line.ids)
    summary = f"<summary>{markdown(words('changelog.listed'))}</summary>"
    return f"{item}\n  <details>{summary}\n\n  {listed}\n  </details>"


def grouped(lines: Iterable[Line]) -> Iterator[tuple[Group, list[Line]]]:
    """The lines by group, in the order of the groups; groups without any are left out."""
    found: dict[Group, list[Line]] = {group: [] for group in GROUPS}
    for line in lines:
        found[line.group].append(line)
    yield from ((group, members) for group, members in found.items() if members)
