"""Published versions, and the places where an output can be read."""

from collections.abc import Iterable
from datetime import date

from governance.model.edit import Append, Edit, Put
from governance.model.near import near
from governance.model.problem import Misused, Refused
from governance.model.record import Location, Output
from governance.model.registry import Registry
from governance.model.version import number
from governance.rules.edits import Edits
from governance.rules.edits.lookup import given, localised, output_of


def publish_version(
    registry: Registry,
    id: str,
    version: str,
    *,
    day: date | None,
    changes: Iterable[str] = (),
) -> Edits:
    """A version after the newest."""
    output = output_of(registry, id)
    for each in output.versions:
        if each.version == version and each.date is None:
            raise Refused("version-exists-undated", id=id, version=version)
        if each.version == version:
            raise Refused("version-exists", id=id, version=version, date=str(each.date))
    newest = max((each.version for each in output.versions), key=number, default=None)
    if newest is not None and number(version) < number(newest):
        raise Refused("version-lower", id=id, version=version, newest=newest)
    entry = given(version=version, date=day, changes=localised(registry, changes))
    return {registry.paths["output", id]: (Append(("versions",), entry),)}


def add_location(  # noqa: PLR0913 - one argument a field of the entry
    registry: Registry,
    id: str,
    *,
    url: str | None,
    path: str | None,
    language: str,
    format: str,
    version: str | None = None,
    archive: str | None = None,
    sha256: str | None = None,
) -> Edits:
    """A place more; `sha256` is that of the file at `path`, None where no file stands."""
    output = output_of(registry, id)
    if (url is None) == (path is None):
        raise Misused("location-one-place")
    place = url or path or ""
    for each in output.locations:
        if (each.url or each.path, each.version, each.language) == (place, version, language):
            raise Refused("location-exists", id=id, place=place)
    if path is not None and sha256 is None:
        raise Refused("location-file-missing", path=path)
    entry = given(
        url=url, path=path, archive=archive, language=language, format=format, version=version,
        sha256=sha256,
    )  # fmt: skip
    return {registry.paths["output", id]: (Append(("locations",), entry),)}


def location_at(
    output: Output, place: str, *, version: str | None = None, language: str | None = None
) -> int:
    """Which location is meant by its address or path. Raises Misused where none or several are."""
    places = [each.url or each.path or "" for each in output.locations]
    found = [
        at
        for at, each in enumerate(output.locations)
        if places[at] == place
        and version in (None, each.version)
        and language in (None, each.language)
    ]
    if not found:
        raise Misused("location-unknown", id=output.id, place=place, near=near(place, places))
    if len(found) > 1:
        raise Misused("location-several", id=output.id, place=place, count=str(len(found)))
    return found[0]


def set_location(  # noqa: PLR0913 - one argument a field of the location
    registry: Registry,
    id: str,
    at: int,
    *,
    place: str | None = None,
    archive: str | None = None,
    language: str | None = None,
    format: str | None = None,
    version: str | None = None,
    refreeze: bool = False,
    sha256: str | None = None,
) -> Edits:
    """Fields of one location; `sha256` is that of the file there now, taken when `refreeze`."""
    output = output_of(registry, id)
    old = output.locations[at]
    fields = given(archive=archive, language=language, format=format, version=version)
    if place is not None:
        fields["url" if old.path is None else "path"] = place
    if refreeze:
        fields["sha256"] = _frozen(old, place, sha256)
    edits: tuple[Edit, ...] = tuple(
        Put(("locations", at, field), value)
        for field, value in fields.items()
        if getattr(old, field) != value
    )
    return {registry.paths["output", id]: edits}


def _frozen(old: Location, place: str | None, sha256: str | None) -> str:
    if old.path is None:
        raise Misused("location-no-file", place=old.url or "")
    if sha256 is None:
        raise Refused("location-file-missing", path=place or old.path)
    return sha256
