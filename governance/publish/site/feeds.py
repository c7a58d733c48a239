"""Feeds of what changed for one organisation: its own record and the outputs that it owns."""

from collections.abc import Iterable
from functools import partial

from governance.publish.changelog import NEWEST, stream_atom
from governance.publish.site.frame import Files, Frame
from governance.publish.site.organisations import FEED
from governance.publish.site.tongue import Tongue


def feed_files(frame: Frame) -> Files:
    """A feed for each organisation, also one that is no more; none where there is no history."""
    t = frame.tongue
    source = t.source
    if source.steps is None:
        return {}
    files: Files = {}
    former = (id for type, id in source.gone.records if type == "organisation")
    for id in (*source.registry.organisations, *former):
        owned = tuple(each.id for each in source.owned.get(id, ()))
        name = t.called("organisation", id).text
        files[f"{t.language}/organisations/{id}/{FEED}"] = t.keep(
            ("feed", id), (name, owned), partial(_feed, t, id, name, owned)
        )
    return files


def _feed(t: Tongue, id: str, name: str, owned: Iterable[str]) -> str:
    source = t.source
    steps = source.steps_about([("organisation", id), *(("output", each) for each in owned)])
    about = f"organisation/{id}"
    atom = stream_atom(t.words, source.registry, steps[:NEWEST], source.today, about, name)
    return "".join(atom)
