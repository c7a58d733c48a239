"""Annotations against the registry's own schema for them."""

from collections.abc import Iterator

from governance.model.problem import Problem
from governance.model.registry import ANNOTATIONS_PATH, Registry
from governance.rules.checks.found import on_output


def annotations_schema_invalid(registry: Registry) -> Iterator[Problem]:
    """registry/annotations.schema.json is a JSON Schema (2020-12)."""
    if registry.annotations is None:
        return
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415 - 0.1 s

    try:
        Draft202012Validator.check_schema(registry.annotations)
    except SchemaError as error:
        yield Problem(ANNOTATIONS_PATH, "annotations-schema-invalid", (), {"detail": error.message})


def annotation_invalid(registry: Registry) -> Iterator[Problem]:
    """Annotations are what registry/annotations.schema.json allows."""
    annotated = {name: each for name, each in registry.outputs.items() if each.annotations}
    if registry.annotations is None or not annotated:
        return
    if any(annotations_schema_invalid(registry)):
        return
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 0.1 s

    validator = Draft202012Validator(registry.annotations)
    for name, output in annotated.items():
        for error in validator.iter_errors(output.annotations):
            yield on_output(
                registry, name, "annotation-invalid", ("annotations", *error.absolute_path),
                detail=error.message,
            )  # fmt: skip
