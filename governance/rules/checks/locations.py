"""Where an output can be read, and whether files in this repository still are what was recorded."""

from collections.abc import Iterator

from governance.model.problem import Problem
from governance.model.record import Location
from governance.model.registry import Registry
from governance.rules.checks.records import on_output
from governance.rules.versions import newest, shows


def location_place(registry: Registry) -> Iterator[Problem]:
    """A location has either an address or a path."""
    for name, at, location in _locations(registry):
        if (location.url is None) == (location.path is None):
            yield on_output(registry, name, "location-place", ("locations", at))


def location_hash_missing(registry: Registry) -> Iterator[Problem]:
    """A path has its sha256, an address has none."""
    for name, at, location in _locations(registry):
        both_or_neither = (location.url is None) == (location.path is None)
        if not both_or_neither and (location.path is None) != (location.sha256 is None):
            field = ("locations", at, "sha256")
            yield on_output(registry, name, "location-hash-missing", field)


def path_missing(registry: Registry) -> Iterator[Problem]:
    """The file of the newest version stands in the tree."""
    for name, at, location in _newest_paths(registry):
        if registry.files.get(location.path or "") is None:
            yield on_output(
                registry, name, "path-missing", ("locations", at, "path"), path=location.path or ""
            )


def path_changed(registry: Registry) -> Iterator[Problem]:
    """The file of the newest version has the recorded sha256."""
    for name, at, location in _newest_paths(registry):
        found = registry.files.get(location.path or "")
        if found is not None and location.sha256 is not None and found != location.sha256:
            yield on_output(
                registry, name, "path-changed", ("locations", at, "sha256"),
                path=location.path or "", found=found,
            )  # fmt: skip


def _locations(registry: Registry) -> Iterator[tuple[str, int, Location]]:
    for name, output in registry.outputs.items():
        for at, location in enumerate(output.locations):
            yield name, at, location


def _newest_paths(registry: Registry) -> Iterator[tuple[str, int, Location]]:
    for name, at, location in _locations(registry):
        output = registry.outputs[name]
        if location.path is not None and shows(output, location, newest(output)):
            yield name, at, location
