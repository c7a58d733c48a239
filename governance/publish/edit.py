"""What an edit changes, in lines and as the message of its commit."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from itertools import groupby

from governance.model.change import Change, Names
from governance.publish.changes import kind_of, sentence, sentences
from governance.publish.names import spoken
from governance.text.catalogue import Catalogue
from governance.text.media import terminal

SUBJECT = 72  # characters of a first line that every program shows
# What an edit is mainly about: the first of these that it changes.
_MAIN = (
    "record-added", "reviewed", "scheduled", "version-published", "owner-changed",
    "need-reported", "need-changed", "status-changed",
)  # fmt: skip


def change_lines(words: Catalogue, changes: Sequence[Change], names: Names) -> Iterator[str]:
    """A line a sentence, record by record; none is left out, however many records there are."""
    called = spoken(words, names)
    for (type, id), members in groupby(changes, key=lambda each: (each.type, each.id)):
        known = names.get((type, id))
        title = f"{words.pick(known)[0]} " if known else ""
        for said in sentences(words, list(members), called):
            yield terminal(f"{title}[{id}]: {said}")


def commit_message(words: Catalogue, changes: Sequence[Change], names: Names, reason: str) -> str:
    """The message of the commit: a first line in words, a line a change, the reason given."""
    parts = [_subject(words, changes), "\n".join(change_lines(words, changes, names))]
    if reason:
        parts.append(terminal(words("edit.reason", reason=reason)))
    return "\n\n".join(parts) + "\n"


def _subject(words: Catalogue, changes: Sequence[Change]) -> str:
    main = min(changes, key=_rank)
    ids = {change.id for change in changes}
    kind = words.term("change", kind_of(main))
    if len(ids) > 1:
        return words("edit.subject", n=len(ids), kind=kind)
    whole = terminal(f"{main.id}: {sentence(words, main)}")
    if len(whole) <= SUBJECT:
        return whole
    return f"{main.id}: {kind}"


def _rank(change: Change) -> int:
    kind = kind_of(change)
    return _MAIN.index(kind) if kind in _MAIN else len(_MAIN)


def diff_lines(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    """The change of one file as Git shows it, each line safe to show."""
    before, after = ((data or b"").decode(errors="replace").splitlines() for data in (old, new))
    names = ("/dev/null" if old is None else f"a/{path}", f"b/{path}")
    for line in unified_diff(before, after, *names, lineterm=""):
        yield terminal(line)


def names_of(*tables: tuple[str, Mapping[str, Mapping[str, str]]]) -> Names:
    """What records are called, by (type, id)."""
    return {(kind, id): texts for kind, table in tables for id, texts in table.items()}
