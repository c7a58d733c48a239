"""Citations of outputs in documents, governance texts and platform evidence."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from governance.model.near import near
from governance.model.problem import Field, Problem
from governance.model.registry import Registry

_CITATION = re.compile(
    r"(?<![\w/.-])registry:([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:@([0-9]+\.[0-9]+))?"
)


class Citation(NamedTuple):
    """One mention registry:ID or registry:ID@VERSION and where it stands.

    `line` and `column` are None where the field says it (in a record).
    """

    path: str
    field: Field
    line: int | None
    column: int | None
    output: str
    version: str | None


def citations(registry: Registry) -> Iterator[Citation]:
    """Every citation of an output in docs/, in texts of the policies and in platform evidence."""
    for path, text in registry.texts.items():
        if "registry:" not in text:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for found in _CITATION.finditer(line):
                yield Citation(path, (), number, found.start() + 1, found[1], found[2])
    for name, platform in registry.platforms.items():
        for at, evidence in enumerate(platform.evidence):
            for found in _CITATION.finditer(evidence.source):
                field = ("evidence", at, "source")
                path = registry.paths["platform", name]
                yield Citation(path, field, None, None, found[1], found[2])


def citation_unknown(registry: Registry) -> Iterator[Problem]:
    """Cited outputs exist."""
    known = registry.known["output"]
    for cited in citations(registry):
        if cited.output not in known:
            yield Problem(
                cited.path,
                "citation-unknown",
                cited.field,
                {"id": cited.output, "near": near(cited.output, known)},
                line=cited.line,
                column=cited.column,
            )


def citation_version_unknown(registry: Registry) -> Iterator[Problem]:
    """Cited versions are published ones."""
    for cited in citations(registry):
        output = registry.outputs.get(cited.output)
        if output is None or cited.version is None:
            continue
        known = [version.version for version in output.versions]
        if cited.version not in known:
            yield Problem(
                cited.path,
                "citation-version-unknown",
                cited.field,
                {"id": cited.output, "version": cited.version, "near": near(cited.version, known)},
                line=cited.line,
                column=cited.column,
            )
