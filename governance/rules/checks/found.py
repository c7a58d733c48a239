"""How a check says what it found."""

from collections.abc import Iterable
from difflib import get_close_matches

from governance.model.problem import Field, Problem, Severity
from governance.model.registry import Registry, RecordType


def near(value: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant, empty when none is near."""
    return next(iter(get_close_matches(value, list(choices), 1, 0.6)), "")


def on_output(
    registry: Registry, id: str, code: str, field: Field, **values: str  # noqa: A002
) -> Problem:
    """An error in the record of an output."""
    return Problem(registry.paths["output", id], code, field, values)


def on_record(  # noqa: PLR0913
    registry: Registry,
    kind: RecordType,
    id: str,  # noqa: A002
    code: str,
    field: Field,
    severity: Severity = "error",
    **values: str,
) -> Problem:
    """A problem in a record of any type."""
    return Problem(registry.paths[kind, id], code, field, values, severity)
