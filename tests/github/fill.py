"""Completes an answer: what GitHub's description demands and the emulator leaves out is added."""

from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]
KINDS: dict[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "string": str,
}
EMPTY: dict[str, Any] = {"boolean": False, "integer": 0, "number": 0}


class Filler:
    """Fills in required fields that are missing, in place, as deep as the schema goes."""

    def __init__(self, schema: Schema, resolve: Callable[[Schema], Schema]) -> None:
        self._schema = schema
        self._resolve = resolve

    def fill(self, value: Any) -> None:
        if isinstance(value, dict | list):
            self._fill(self._schema, value)

    def _fill(self, schema: Schema, value: dict[str, Any] | list[Any]) -> None:
        schema = self._resolve(schema)
        for part in schema.get("allOf", ()):
            self._fill(part, value)
        if choices := schema.get("oneOf") or schema.get("anyOf"):
            best = max(choices, key=lambda choice: self._likeness(choice, value))
            if self._likeness(best, value) >= 0:
                self._fill(best, value)
        if isinstance(value, list):
            for each in value:
                if isinstance(each, dict | list):
                    self._fill(schema.get("items", {}), each)
            return
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value and name in properties:
                value[name] = self._empty(properties[name])
        for name, each in value.items():
            if isinstance(each, dict | list) and name in properties:
                self._fill(properties[name], each)

    def _likeness(self, schema: Schema, value: Any) -> int:
        """How many fields of the value the schema knows; -1 where it is of another type."""
        schema = self._resolve(schema)
        if "allOf" in schema:
            return max(self._likeness(part, value) for part in schema["allOf"])
        kind = KINDS.get(schema.get("type", "object"), object)
        if not isinstance(value, kind):
            return -1
        properties = schema.get("properties", {})
        return sum(name in properties for name in value) if isinstance(value, dict) else 0

    def _empty(self, schema: Schema) -> Any:
        """The plainest value of a schema."""
        nullable = schema.get("nullable")
        schema = self._resolve(schema)
        if nullable or schema.get("nullable"):
            return None
        if "enum" in schema:
            return schema.get("default", schema["enum"][0])
        for choice in ("allOf", "oneOf", "anyOf"):
            if choice in schema:
                return self._empty(schema[choice][0])
        kind = schema.get("type", "object")
        if kind == "string":
            formats = {"uri": "https://github.invalid/", "date-time": "2026-01-01T00:00:00Z"}
            return formats.get(schema.get("format", ""), "")
        if kind in EMPTY:
            return EMPTY[kind]
        if kind == "array":
            return []
        made: dict[str, Any] = {}
        self._fill(schema, made)
        return made
