"""Feeds of what changed: in all of the registry, for one organisation, in one output.

An organisation's feed has its own record and the outputs that it owns.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from governance.model.change import Step
from governance.publish.feed import NEWEST, feed_of, json_feed, stream_atom
from governance.publish.site.beside import ATOM, FEED, JSON
from governance.publish.site.frame import INDEX, Files, Frame
from governance.publish.site.source import RecordKey, Source

_OWNER = "organisation"


def feed_files(frame: Frame) -> Files:
    """All feeds in a language; none where there is no history."""
    t = frame.tongue
    source = t.source
    if source.steps is None:
        return {}
    files: Files = {}  # what is kept is never altered
    make = partial(_feed, frame, "changelog", lambda: source.told)
    files |= t.keep(("feed", ""), source.names_told, make)
    for about, keys in _records(source):
        type, id = about
        name = t.called(type, id).text
        steps = partial(source.steps_about, keys)
        make = partial(_feed, frame, f"{type}s/{id}", steps, f"{type}/{id}", name)
        files |= t.keep(("feed", about), (name, keys, source.names_about(keys)), make)
    return files


def _records(source: Source) -> Iterator[tuple[RecordKey, tuple[RecordKey, ...]]]:
    """Each record with a feed, gone ones too, and the records whose changes are in it."""
    gone = source.gone.records
    organisations = (*source.registry.organisations, *(id for kind, id in gone if kind == _OWNER))
    for id in organisations:
        owned = (("output", each.id) for each in source.owned.get(id, ()))
        yield (_OWNER, id), ((_OWNER, id), *owned)
    for id in (*source.outputs, *(id for kind, id in gone if kind == "output")):
        yield ("output", id), (("output", id),)


def _feed(
    frame: Frame, folder: str, steps: Callable[[], Sequence[Step]], about: str = "", title: str = ""
) -> Files:
    """The two forms of a feed; `folder` is that of the page with the same."""
    words, source = frame.words, frame.tongue.source
    place = f"{words.language}/{folder}/"
    base = f"{frame.address}{place}" if frame.address else ""
    feed, entries = feed_of(
        words,
        source.registry,
        steps()[:NEWEST],
        source.today,
        about,
        title,
        own=f"{base}{FEED}",
        page=f"{base}{INDEX}",
    )
    found = list(entries)
    return {
        f"{place}{ATOM}": "".join(stream_atom(words, feed, found)),
        f"{place}{JSON}": f"{json_feed(words, feed, found)}\n",
    }
