"""Places and contacts that change: each in full, old above new, so that any difference shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from governance.publish.approvals.writing import account, code, name
from governance.rules.approvals.around import Around
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

_Entry = Mapping[str, Any]
_SHORT = 100
_TRAITS = ("language", "format", "version")
# What an entry has in common with the one that it takes the place of: the first that fits.
_PLACES = (("url", "path"), ("language", "format"), ("language",))
_CONTACTS = (("key",),)


def place_lines(words: Catalogue, old: Sequence[_Entry], new: Sequence[_Entry]) -> Iterator[str]:
    """Places that come, go, move or are described in another way."""

    def place(entry: _Entry) -> str:
        at = code(entry["url"] or entry["path"] or "–")
        traits = [shortened(str(entry[key]), _SHORT) for key in _TRAITS if entry[key]]
        said = f"{at} ({name(', '.join(traits))})"
        if entry["archive"]:
            said = words("comment.place.archived", entry=said, archive=code(entry["archive"]))
        return said

    return _lines(words, "place", (old, new), _PLACES, place)


def contact_lines(
    words: Catalogue, around: Around, old: Sequence[_Entry], new: Sequence[_Entry]
) -> Iterator[str]:
    """Contacts that come, go or change, with the accounts by which they act."""

    def contact(entry: _Entry) -> str:
        acts = entry["account"]
        said = [
            f"{name(words.pick(entry['title'])[0])} ({code(entry['key'])})",
            account(words, around, acts) if acts else words("comment.account.none"),
        ]
        if entry["until"]:
            said.append(words("comment.contact.until", day=date.fromisoformat(entry["until"])))
        return ", ".join(said)

    return _lines(words, "contact", (old, new), _CONTACTS, contact)


def _lines(
    words: Catalogue,
    about: str,
    sides: tuple[Sequence[_Entry], Sequence[_Entry]],
    alike: Sequence[Sequence[str]],
    write: Callable[[_Entry], str],
) -> Iterator[str]:
    old, new = sides
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    if not gone and not come:
        yield words(f"comment.{about}.order")
    for entry in come:
        before = _counterpart(entry, gone, alike)
        if before is None:
            yield words(f"comment.{about}.added", entry=write(entry))
        else:
            gone.remove(before)
            yield words(f"comment.{about}.altered")
            yield f"  - {words('comment.before', entry=write(before))}"
            yield f"  - {words('comment.after', entry=write(entry))}"
    for entry in gone:
        yield words(f"comment.{about}.removed", entry=write(entry))


def _counterpart(
    entry: _Entry, gone: Sequence[_Entry], alike: Sequence[Sequence[str]]
) -> _Entry | None:
    """The entry whose place another one takes."""
    for keys in alike:
        same = (each for each in gone if all(each[key] == entry[key] for key in keys))
        if found := next(same, None):
            return found
    return None
