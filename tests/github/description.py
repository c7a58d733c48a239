"""GitHub's own OpenAPI description: is a request right, is an answer whole.

api.github.com.json is what tests/github/make_description.py took out of npm @octokit/openapi.
"""

import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.github.fill import Filler

FILE = Path(__file__).with_name("api.github.com.json")
BASE = "urn:api.github.com"
SEVERAL_SEGMENTS = {"ref", "branch", "basehead", "path"}  # a branch may be called a/b
VALUES: dict[str, Callable[[str], bool]] = {
    "integer": lambda text: re.fullmatch(r"[0-9]+", text) is not None,
    "boolean": lambda text: text in {"true", "false"},
}


@dataclass(frozen=True, eq=False)
class Operation:
    """A method and a path; `key` is both, such as `GET /repos/{owner}/{repo}/issues`."""

    key: str
    path: re.Pattern[str]
    data: dict[str, Any]

    @functools.cached_property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The query's parameters by name."""
        every = (resolved(each) for each in self.data.get("parameters", ()))
        return {each["name"]: each for each in every if each["in"] == "query"}

    @functools.cached_property
    def body(self) -> jsonschema_rs.Draft202012Validator | None:
        schema = self.data.get("requestBody", {}).get("content", {}).get("application/json")
        return None if schema is None else validator(strict(json_schema(schema["schema"])))

    @functools.cache  # noqa: B019 - operations live as long as the tests
    def answer(self, status: int) -> tuple[Filler, jsonschema_rs.Draft202012Validator] | None:
        """What completes an answer, and what checks it; None where it has no JSON."""
        content = self.data["responses"].get(str(status), {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return None
        return Filler(schema, resolved), validator(json_schema(schema))

    def problems(self, query: dict[str, str], body: Any) -> Iterator[str]:
        """What GitHub's description does not know about a request."""
        for name, value in query.items():
            if name not in self.parameters:
                yield f"{self.key}: no parameter {name!r} in the query"
                continue
            schema = self.parameters[name]["schema"]
            fits = VALUES.get(schema.get("type", ""))
            if (fits and not fits(value)) or value not in schema.get("enum", [value]):
                yield f"{self.key}: {name}={value!r} is no such value"
        if body is None:
            if self.data.get("requestBody", {}).get("required"):
                yield f"{self.key}: a body is demanded"
        elif self.body is None:
            if body != {}:
                yield f"{self.key}: takes no body"
        else:
            for error in self.body.iter_errors(body):
                place = "/".join(str(each) for each in error.instance_path)
                yield f"{self.key}: body/{place}: {error.message[:300]}"


@functools.cache
def description() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return whole


@functools.cache
def operations() -> dict[str, list[Operation]]:
    """All operations by method, the most exact path first."""
    found: dict[str, list[Operation]] = {}
    for path, methods in description()["paths"].items():
        for method, data in methods.items():
            operation = Operation(f"{method.upper()} {path}", pattern(path), data)
            found.setdefault(method.upper(), []).append(operation)
    for each in found.values():
        each.sort(key=lambda operation: (operation.key.count("{"), -len(operation.key)))
    return found


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """The operation of a request, and what its path names."""
    for operation in operations().get(method, ()):
        if match := operation.path.fullmatch(path):
            return operation, match.groupdict()
    return None


def pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    text = re.escape(parts[0])
    for name, rest in zip(parts[1::2], parts[2::2], strict=True):
        text += f"(?P<{name}>{'.+' if name in SEVERAL_SEGMENTS else '[^/]+'}){re.escape(rest)}"
    return re.compile(text)


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    """What a `$ref` points to; anything else is itself."""
    while "$ref" in value:
        _, section, name = value["$ref"].removeprefix("#/").split("/")
        value = description()["components"][section][name]
    return value


@functools.cache
def registry() -> jsonschema_rs.Registry:
    schemas = {
        name: json_schema(schema) for name, schema in description()["components"]["schemas"].items()
    }
    return jsonschema_rs.Registry([(BASE, {"components": {"schemas": schemas}})])


def validator(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema, registry=registry(), validate_formats=False)


def json_schema(value: Any) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type of its own."""
    if isinstance(value, list):
        return [json_schema(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: json_schema(each) for key, each in value.items() if key != "nullable"}
    if isinstance(made.get("$ref"), str):
        made["$ref"] = BASE + made["$ref"]
    return {"anyOf": [made, {"type": "null"}]} if value.get("nullable") is True else made


def strict(schema: Any) -> Any:
    """The same schema, refusing properties it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(each) for key, each in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made
