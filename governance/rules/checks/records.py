"""Problems of a record, as checks find them."""

from governance.model.problem import Field, Problem
from governance.model.registry import RecordType, Registry


def on_output(
    registry: Registry,
    id: str,
    code: str,
    field: Field,
    /,
    **values: str,
) -> Problem:
    """An error in the record of an output."""
    return Problem(registry.paths["output", id], code, field, values)


def on_record(
    registry: Registry,
    kind: RecordType,
    id: str,
    code: str,
    field: Field,
    /,
    **values: str,
) -> Problem:
    """An error in the record of any type."""
    return Problem(registry.paths[kind, id], code, field, values)
