"""Which place shows which version of an output."""

from governance.model.record import Location, Output


def newest(output: Output) -> str | None:
    """The number of the newest version, None where none is known."""
    return output.versions[-1].version if output.versions else None


def shows(output: Output, location: Location, version: str | None) -> bool:
    """Whether a place shows a version; one without a version always shows the newest."""
    return location.version == version or (location.version is None and version == newest(output))


def places(output: Output, version: str | None) -> tuple[Location, ...]:
    """Where a version can be read."""
    return tuple(each for each in output.locations if shows(output, each, version))
