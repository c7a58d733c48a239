"""Citations in documents, governance texts and platforms name what exists."""

from collections.abc import Iterator

from governance.model.near import near
from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.citations import citations, malformed

LONGEST = 60  # characters of a bad citation that are shown


def citation_malformed(registry: Registry) -> Iterator[Problem]:
    """What begins with registry: has the form registry:ID or registry:ID@VERSION."""
    for found in malformed(registry):
        text = found.text if len(found.text) <= LONGEST else f"{found.text[: LONGEST - 3]}..."
        yield Problem(
            found.path,
            "citation-malformed",
            found.field,
            {"text": text},
            line=found.line,
            column=found.column,
        )


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
