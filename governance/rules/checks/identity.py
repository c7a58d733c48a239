"""Ids, the folders they stand in, and ids that look alike."""

from collections.abc import Iterator

from governance.model.layout import schema_line as expected_line
from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.checks.records import on_output, on_record

# After Unicode's confusables (https://www.unicode.org/reports/tr39/), for the letters of an id.
_LOOKS_LIKE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("-", ""))


def skeleton(name: str) -> str:
    """What names have in common that can be taken for each other."""
    for letters, look in _LOOKS_LIKE:
        name = name.replace(letters, look)
    return name


def id_mismatch(registry: Registry) -> Iterator[Problem]:
    """The id is the file's name."""
    for kind, table in registry.tables:
        for name, record in table.items():
            if record.id != name:
                yield on_record(
                    registry, kind, name, "id-mismatch", ("id",), id=record.id, name=name
                )


def project_mismatch(registry: Registry) -> Iterator[Problem]:
    """The project is the folder of the output."""
    for name, output in registry.outputs.items():
        folder = registry.paths["output", name].split("/")[2]
        if output.project != folder:
            yield on_output(
                registry, name, "project-mismatch", ("project",),
                project=output.project, folder=folder,
            )  # fmt: skip


def schema_line(registry: Registry) -> Iterator[Problem]:
    """The first line of a sound file names the JSON Schema, so that editors help."""
    for path, data in registry.sources.items():
        if registry.record_at(path) is None:
            continue
        expected = expected_line(path)
        if expected and not data.startswith(expected):
            values = {"expected": expected.decode().strip()}
            yield Problem(path, "schema-line", (), values, "warning", line=1, column=1)


def id_lookalike(registry: Registry) -> Iterator[Problem]:
    """No two ids of a type can be taken for each other."""
    for kind, table in registry.tables:
        seen: dict[str, str] = {}
        for name in sorted(table):
            other = seen.setdefault(skeleton(name), name)
            if other != name:
                values = {"id": name, "other": other}
                path = registry.paths[kind, name]
                yield Problem(path, "id-lookalike", ("id",), values, "warning")
