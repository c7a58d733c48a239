"""Published versions, and the places where an output can be read."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from governance.model.edit import Append, Edit, Put
from governance.model.near import near
from governance.model.problem import Misused, Refused
from governance.model.record import Location, Output
from governance.model.registry import Registry
from governance.model.version import number
from governance.rules.edits import Edits
from governance.rules.edits.lookup import given, localised, must_have_come, output_of

_FROZEN = ("path", "sha256", "version")  # what a location records of a file's content


def publish_version(  # noqa: PLR0913 - one argument a field of the entry
    registry: Registry,
    id: str,
    version: str,
    today: date,
    *,
    day: date | None,
    changes: Iterable[str] = (),
) -> Edits:
    """A version after the newest."""
    output = output_of(registry, id)
    if day is not None:
        must_have_come(day, today)
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
    rev: str | None = None,
    sha256: str | None = None,
) -> Edits:
    """A place more; `sha256` is that of the file at `path`, None where no file stands.

    `rev` names the revision in which it was looked for, None for the files as they are.
    """
    output = output_of(registry, id)
    if (url is None) == (path is None):
        raise Misused("location-one-place")
    if rev is not None and path is None:
        raise Misused("content-not-read")
    if archive is not None and path is not None:
        raise Misused("archive-of-file", path=path)
    place = url or path or ""
    for each in output.locations:
        if (each.url or each.path, each.version, each.language) == (place, version, language):
            raise Refused("location-exists", id=id, place=place)
    if path is not None:
        sha256 = _content(sha256, path, rev)
        _must_be_its_own(output, output.locations, path, sha256, version)
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
    cleared: Collection[str] = (),
    refreeze: bool = False,
    rev: str | None = None,
    sha256: str | None = None,
) -> Edits:
    """Fields of one location; the `cleared` ones have no value from now on.

    `sha256` is that of the file there, now or in the revision `rev`, taken when `refreeze`.
    """
    output = output_of(registry, id)
    old = output.locations[at]
    if rev is not None and not refreeze:
        raise Misused("content-not-read")
    if archive is not None and old.path is not None:
        raise Misused("archive-of-file", path=old.path)
    fields: dict[str, Any] = given(
        archive=archive, language=language, format=format, version=version
    )
    fields |= dict.fromkeys(cleared)
    if place is not None:
        fields["url" if old.path is None else "path"] = place
    if refreeze:
        if old.path is None:
            raise Misused("location-no-file", place=old.url or "")
        fields["sha256"] = _content(sha256, place or old.path, rev)
    frozen = {name: fields.get(name, getattr(old, name)) for name in _FROZEN}
    if fields.keys() & frozen.keys():
        others = [each for other, each in enumerate(output.locations) if other != at]
        _must_be_its_own(output, others, **frozen)
    edits: tuple[Edit, ...] = tuple(
        Put(("locations", at, field), value)
        for field, value in fields.items()
        if getattr(old, field) != value
    )
    return {registry.paths["output", id]: edits}


def _content(sha256: str | None, path: str, rev: str | None) -> str:
    if sha256 is None and rev is not None:
        raise Refused("location-file-not-in", path=path, rev=rev)
    if sha256 is None:
        raise Refused("location-file-missing", path=path)
    return sha256


def _must_be_its_own(
    output: Output,
    others: Iterable[Location],
    path: str | None,
    sha256: str | None,
    version: str | None,
) -> None:
    """Raises Refused where an older version would be given the content of another version."""
    if version is None or version not in [each.version for each in output.versions[:-1]]:
        return
    newest = output.versions[-1].version
    for each in others:
        same = path is not None and (each.path, each.sha256) == (path, sha256)
        if same and each.version != version:
            other = each.version or newest
            raise Refused("location-content-taken", path=path or "", version=version, other=other)
