"""JSON Schemas of the open data: of what is there for certain, and open for what may be added."""

from functools import cache
from typing import Any

from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from governance.model.schema import Generator, schema_of
from governance.publish.open_data.shapes import SHAPES

FOLDER = "v1"  # of the schemas, and on the site of the data
SUFFIX = ".schema.json"


class _Published(Generator):
    """Every key is there, whatever a record may leave out; and others may be there one day."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002, FBT001 - as pydantic calls it
        """What we write is written whole."""
        return True

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of a model without a word on keys that it does not name."""
        found = super().model_schema(schema)
        if found.get("additionalProperties") is False:
            del found["additionalProperties"]
        return found


@cache
def published_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each file of open data, by the name of the file without .json."""
    return {
        name: schema_of(f"{FOLDER}-{name}", shape, _Published) for name, shape in SHAPES.items()
    }
