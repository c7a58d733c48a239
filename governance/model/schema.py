"""JSON Schemas of every kind of file, made from the models: the contract for other programs."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from governance.model.private import Private
from governance.model.record import Settings
from governance.model.registry import FORMAT, POLICY_MODELS, RECORD_MODELS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Generator(GenerateJsonSchema):
    """pydantic's schemas, but saying as much of a mapping's keys as the models demand."""

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Pydantic would let keys pass that its `patternProperties` do not name."""
        found: JsonSchemaValue = {"type": "object"}
        if keys := schema.get("keys_schema"):
            found["propertyNames"] = self.generate_inner(keys)
        if values := schema.get("values_schema"):
            found["additionalProperties"] = self.generate_inner(values)
        self.update_with_validations(found, schema, self.ValidationsMapping.object)
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Without defaults: an editor would write them into records, where they say nothing."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """No titles made of the names of fields: each field has its description."""
        return False


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by the name its schema file has."""
    models: Mapping[str, type[BaseModel]] = {
        **{str(kind): model for kind, model in RECORD_MODELS.items()},
        "registry": Settings,
        **{f"policy-{name}": model for name, model in POLICY_MODELS.items()},
        "private": Private,
    }
    return {name: schema_of(name, model) for name, model in models.items()}


def schema_of(
    name: str, model: type[BaseModel], generator: type[GenerateJsonSchema] = Generator
) -> dict[str, Any]:
    """The JSON Schema of a model, with its dialect and an id made of its name."""
    made = model.model_json_schema(by_alias=True, schema_generator=generator)
    head = {"$schema": DIALECT, "$id": f"urn:tp3:schema:{name}:{FORMAT}"}
    definitions = {"$defs": made.pop("$defs")} if "$defs" in made else {}
    return {**head, **made, **definitions}
