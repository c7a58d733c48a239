"""Annotations against the registry's own schema for them."""

from collections.abc import Iterator
from typing import Any

from governance.model.problem import Problem
from governance.model.registry import ANNOTATIONS_PATH, Registry
from governance.rules.checks.records import on_output

LONGEST = 300  # characters of what the library says


def annotations_schema_invalid(registry: Registry) -> Iterator[Problem]:
    """registry/annotations.schema.json is a JSON Schema (2020-12)."""
    if registry.annotations is None:
        return
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415 - 0.1 s

    try:
        Draft202012Validator.check_schema(registry.annotations, Draft202012Validator.FORMAT_CHECKER)
        detail = _dangling(registry.annotations)
    except SchemaError as error:
        detail = error.message
    except Exception as error:  # noqa: BLE001 - a schema can break the library in many ways
        detail = type(error).__name__
    if detail:
        yield Problem(
            ANNOTATIONS_PATH, "annotations-schema-invalid", (), {"detail": detail[:LONGEST]}
        )


def annotation_invalid(registry: Registry) -> Iterator[Problem]:
    """Annotations are what registry/annotations.schema.json allows."""
    annotated = {name: each for name, each in registry.outputs.items() if each.annotations}
    if registry.annotations is None or not annotated:
        return
    if any(annotations_schema_invalid(registry)):
        return
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 0.1 s
    from referencing import Registry as Resources  # noqa: PLC0415

    # With a register of its own jsonschema asks nobody on the network for a $ref.
    validator = Draft202012Validator(registry.annotations, registry=Resources())
    for name, output in annotated.items():
        try:
            errors = list(validator.iter_errors(output.annotations))
        except Exception as error:  # noqa: BLE001 - the same
            detail = type(error).__name__
            yield on_output(registry, name, "annotation-invalid", ("annotations",), detail=detail)
            continue
        for each in errors:
            yield on_output(
                registry, name, "annotation-invalid", ("annotations", *each.absolute_path),
                detail=each.message[:LONGEST],
            )  # fmt: skip


def _dangling(schema: Any) -> str:
    """What a $ref that leads nowhere within the schema says, empty when all lead somewhere."""
    from referencing import Registry as Resources  # noqa: PLC0415 - 0.1 s
    from referencing.exceptions import Unresolvable  # noqa: PLC0415
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415

    resolver = Resources().resolver_with_root(DRAFT202012.create_resource(schema))
    for ref in _references(schema):
        try:
            resolver.lookup(ref)
        except Unresolvable as error:
            return f"$ref: {error.ref}"
    return ""


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(ref := schema.get("$ref"), str):
            yield ref
        schema = list(schema.values())
    for inner in schema if isinstance(schema, list) else ():
        yield from _references(inner)
