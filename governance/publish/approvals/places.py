"""Places and contacts that change: each in full, old above new, so that any difference shows."""

import json
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
    gone, come = _differing(*sides)
    if not gone and not come:
        yield words(f"comment.{about}.order")
    before = _counterparts(gone, come, alike)
    for at, entry in enumerate(come):
        if at in before:
            yield words(f"comment.{about}.altered")
            yield f"  - {words('comment.before', entry=write(gone[before[at]]))}"
            yield f"  - {words('comment.after', entry=write(entry))}"
        else:
            yield words(f"comment.{about}.added", entry=write(entry))
    for at in sorted(set(range(len(gone))) - set(before.values())):
        yield words(f"comment.{about}.removed", entry=write(gone[at]))


def _differing(old: Sequence[_Entry], new: Sequence[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """The entries that only one side has."""
    sides = [{json.dumps(each, sort_keys=True): each for each in side} for side in (old, new)]
    gone, come = (
        [each for key, each in side.items() if key not in other]
        for side, other in (sides, reversed(sides))
    )
    return gone, come


def _counterparts(
    gone: Sequence[_Entry], come: Sequence[_Entry], alike: Sequence[Sequence[str]]
) -> dict[int, int]:
    """Which entries have taken the place of which: the place of each new and of its old one."""
    found: dict[int, int] = {}
    for keys in alike:
        free: dict[tuple[object, ...], list[int]] = {}
        for at in sorted(set(range(len(gone))) - set(found.values()), reverse=True):
            free.setdefault(_values(gone[at], keys), []).append(at)
        for at, entry in enumerate(come):
            if at not in found and (same := free.get(_values(entry, keys))):
                found[at] = same.pop()
    return found


def _values(entry: _Entry, keys: Sequence[str]) -> tuple[object, ...]:
    return tuple(entry[key] for key in keys)
