"""What differs between two plain values, in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from governance.publish.values import Values
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

LONGEST = 300  # characters of what is listed


def mappings(values: Values, field: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """By key: plain values with old and new, of others only that they came, went or changed.

    `field` has the mappings, empty for an entry of a list.
    """
    shown, rest = [], []
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if values.is_told(key, before, after):
            say = partial(values.scalar, values.group(field, key))
            shown.append(f"{values.key(field, key, after)}: {was_and_is(say, before, after)}")
        else:
            rest.append(key)
    came = [key for key in rest if not old.get(key)]
    went = [key for key in rest if not new.get(key)]
    both = [key for key in rest if key not in came and key not in went]
    named = (
        [values.key(field, key, new.get(key) or old.get(key)) for key in keys]
        for keys in (went, came, both)
    )
    return "; ".join([*shown, *came_and_went(values.words, "entries", *named)])


def was_and_is(say: Callable[[Any], str], old: Any, new: Any) -> str:
    """What a value was and is, as `say` tells each; only what it is where there was none."""
    return say(new) if old is None else f"{say(old)} → {say(new)}"


def sides(
    values: Values, field: str, old: Sequence[Any], new: Sequence[Any]
) -> tuple[list[str], list[str], list[str]]:
    """What entries that went, came or changed are called; of the last also what changed in them."""
    call = _apart(values, field, old, new)

    def key(entry: Any) -> Any:
        """By what it is the same entry: its key where it has one, since titles change."""
        return entry["key"] if isinstance(entry, Mapping) and "key" in entry else call(entry)

    gone = {key(each): each for each in old if each not in new}
    come = {key(each): each for each in new if each not in old}
    both = [name for name in gone if name in come]
    return (
        [call(each) for name, each in gone.items() if name not in both],
        [call(each) for name, each in come.items() if name not in both],
        [_altered(values, call(gone[name]), gone[name], come[name]) for name in both],
    )


def _apart(values: Values, field: str, *lists: Sequence[Any]) -> Callable[[Any], str]:
    """What to call an entry: with its key where another of the same list has the same name."""
    called = [Counter(values.label(field, each) for each in entries) for entries in lists]
    shared = {name for names in called for name, times in names.items() if times > 1}

    def call(entry: Any) -> str:
        name = values.label(field, entry)
        has_key = name in shared and isinstance(entry, Mapping) and "key" in entry
        return f"{name} ({entry['key']})" if has_key else name

    return call


def _altered(values: Values, name: str, old: Any, new: Any) -> str:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return name
    return f"{name} ({mappings(values, '', old, new)})"


def came_and_went(
    words: Catalogue, about: str, gone: Sequence[str], come: Sequence[str], both: Sequence[str]
) -> list[str]:
    """Sentences of what came, went or changed; `about` says what kind of things they are."""
    named = (("added", come), ("removed", gone), ("altered", both))
    return [
        words(f"changes.{about}.{key}", entries=shortened(", ".join(each), LONGEST))
        for key, each in named
        if each
    ]
