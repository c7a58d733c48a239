"""JSON that comes from elsewhere -> our own values, or what is wrong with it."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from governance.model.problem import Misused, dotted

T = TypeVar("T")


def parse_json(
    adapter: TypeAdapter[T], data: bytes, largest: int, code: str, *, tags: int = 0
) -> T:
    """The value in a file of at most `largest` bytes.

    `tags`: how many steps of a field's place name the member of a union, not a field.
    Raises Misused with this code and the first field that is wrong; what stands there is not
    repeated.
    """
    if len(data) > largest:
        raise Misused(code, field=f"{len(data)} B")
    try:
        return adapter.validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Misused(code, field=dotted(first["loc"][tags:]) or "JSON") from None
