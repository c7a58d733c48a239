"""The texts inside a record, wherever they stand."""

from collections.abc import Iterator
from typing import Any

from governance.model.fields import Data
from governance.model.problem import Field


def strings(value: Any, field: Field = ()) -> Iterator[tuple[Field, str]]:
    """Every text of a record with its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Data):
        for name, info in type(value).model_fields.items():
            yield from strings(getattr(value, name), (*field, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*field, key))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from strings(inner, (*field, position))
