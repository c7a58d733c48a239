"""What a citation of one version of an output leads to."""

from governance.model.record import Location, Output


def places(output: Output, version: str) -> tuple[Location, ...]:
    """Where a version can be read; the newest also where always the newest stands."""
    newest = output.versions[-1].version if output.versions else None
    shown = {version, None} if version == newest else {version}
    return tuple(each for each in output.locations if each.version in shown)
