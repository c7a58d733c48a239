"""Problems as text, JSON, GitHub annotations and SARIF."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from governance import __version__
from governance.model.problem import Problem, dotted
from governance.text.catalogue import Catalogue
from governance.text.media import terminal

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def message(words: Catalogue, problem: Problem) -> str:
    """What is wrong, with the nearest good value."""
    text = words(f"problem.{problem.code}.message", **problem.values)
    near = problem.values.get("near")
    return f"{text} ({words('near', near=near)})" if near else text


def hint(words: Catalogue, problem: Problem) -> str:
    """What to do."""
    return words(f"problem.{problem.code}.hint", **problem.values)


def as_text(words: Catalogue, problems: Sequence[Problem]) -> str:
    """Two lines a problem: where and what, then what to do."""
    lines = []
    for problem in problems:
        place = f"{problem.path}:{problem.line or 1}:{problem.column or 1}"
        field = f" {dotted(problem.field)}:" if problem.field else ""
        what = message(words, problem)
        severity = f" {words('term.severity.warning')}:" if problem.severity == "warning" else ""
        lines.append(terminal(f"{place}:{severity}{field} {what} [{problem.code}]"))
        lines.append(f"    {terminal(hint(words, problem))}")
    return "\n".join(lines)


def as_data(words: Catalogue, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Plain data for JSON."""
    return [
        {
            "path": problem.path,
            "line": problem.line or 1,
            "column": problem.column or 1,
            "severity": problem.severity,
            "code": problem.code,
            "field": dotted(problem.field),
            "message": message(words, problem),
            "hint": hint(words, problem),
        }
        for problem in problems
    ]


def as_annotations(words: Catalogue, problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for problem in problems:
        properties = {
            "file": problem.path,
            "line": str(problem.line or 1),
            "col": str(problem.column or 1),
            "title": problem.code,
        }
        written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        text = f"{dotted(problem.field)}: " if problem.field else ""
        text += f"{message(words, problem)} {hint(words, problem)}"
        lines.append(f"::{problem.severity} {written}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(words: Catalogue, problems: Sequence[Problem]) -> dict[str, Any]:
    """SARIF 2.1.0 (OASIS), as code scanning takes it."""
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "name": code} for code in codes]
    driver = {"name": "tp3", "version": __version__, "rules": rules}
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": {"text": f"{message(words, problem)} {hint(words, problem)}"},
            "locations": [{"physicalLocation": _location(problem)}],
        }
        for problem in problems
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _location(problem: Problem) -> dict[str, Any]:

    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    return {
        "artifactLocation": {"uri": quote(problem.path, errors="surrogateescape")},
        "region": region,
    }
