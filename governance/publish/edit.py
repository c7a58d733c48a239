"""What an edit changes, in lines and as the message of its commit."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff

from governance.model.change import Change
from governance.publish.changes import sentence
from governance.text.catalogue import Catalogue
from governance.text.media import terminal

Names = Mapping[tuple[str, str], Mapping[str, str]]  # of records, by (type, id) and language
SUBJECT = 72  # characters of a first line that every program shows
# What an edit is mainly about: the first of these that it changes.
_MAIN = (
    "output-added", "reviewed", "scheduled", "version-published", "owner-changed",
    "need-reported", "need-changed", "status-changed",
)  # fmt: skip


def change_lines(words: Catalogue, changes: Sequence[Change], names: Names) -> Iterator[str]:
    """A line a change, record by record; none is left out, however many there are."""
    owners = _owners(words, names)
    for change in changes:
        known = names.get((change.type, change.id))
        title = f"{words.pick(known)[0]} " if known else ""
        yield terminal(f"{title}[{change.id}]: {sentence(words, change, owners)}")


def _owners(words: Catalogue, names: Names) -> dict[str, str]:
    return {
        id: words.pick(texts)[0] for (type, id), texts in names.items() if type == "organisation"
    }


def commit_message(words: Catalogue, changes: Sequence[Change], names: Names, reason: str) -> str:
    """The message of the commit: a first line in words, a line a change, the reason given."""
    parts = [_subject(words, changes), "\n".join(change_lines(words, changes, names))]
    if reason:
        parts.append(terminal(words("edit.reason", reason=reason)))
    return "\n\n".join(parts) + "\n"


def _subject(words: Catalogue, changes: Sequence[Change]) -> str:
    main = min(changes, key=lambda each: _MAIN.index(each.kind) if each.kind in _MAIN else 99)
    ids = {change.id for change in changes}
    kind = words.term("change", main.kind)
    if len(ids) > 1:
        return words("edit.subject", n=len(ids), kind=kind)
    whole = terminal(f"{main.id}: {sentence(words, main)}")
    if len(whole) <= SUBJECT:
        return whole
    return f"{main.id}: {kind}"


def diff_lines(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    """The change of one file as Git shows it, each line safe to show."""
    before, after = ((data or b"").decode(errors="replace").splitlines() for data in (old, new))
    names = ("/dev/null" if old is None else f"a/{path}", f"b/{path}")
    for line in unified_diff(before, after, *names, lineterm=""):
        yield terminal(line)


def names_of(*tables: tuple[str, Mapping[str, Mapping[str, str]]]) -> Names:
    """What records are called, by (type, id)."""
    return {(kind, id): texts for kind, table in tables for id, texts in table.items()}
