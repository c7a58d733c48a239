"""Feeds of what changed for one organisation: its own record and the outputs that it owns."""

from governance.publish.changelog import NEWEST, stream_atom
from governance.publish.site.frame import Files, Frame
from governance.publish.site.organisations import FEED


def feed_files(frame: Frame) -> Files:
    """A feed for each organisation, also one that is no more; none where there is no history."""
    t = frame.tongue
    source = t.source
    if source.steps is None:
        return {}
    files: Files = {}
    former = (id for type, id in source.gone.records if type == "organisation")
    for id in (*source.registry.organisations, *former):
        keys = [("organisation", id), *(("output", each.id) for each in source.owned.get(id, ()))]
        steps = source.steps_about(keys)[:NEWEST]
        name = t.called("organisation", id).text
        atom = stream_atom(
            t.words, source.registry, steps, source.today, f"organisation/{id}", name
        )
        files[f"{t.language}/organisations/{id}/{FEED}"] = "".join(atom)
    return files
