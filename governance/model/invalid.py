"""What the models refuse, as problems: pydantic's errors by their type."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from governance.model import fields, period
from governance.model.fields import Data
from governance.model.near import near
from governance.model.problem import Field, Problem

_TYPES = {
    "string_type": "text",
    "int_type": "number",
    "float_type": "number",
    "bool_type": "boolean",
    "tuple_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "date_type": "date",
}
LONGEST = 60  # characters of a bad value that are shown
_UNION_TAGS = {"str", "bool", "int", "float"}


def problems_of(errors: ValidationError, model: type[BaseModel], path: str) -> Iterator[Problem]:
    """One problem for each place in a record that its model refuses."""
    seen: set[tuple[Field, str]] = set()
    for error in errors.errors(include_url=False):
        if error["type"] == "too_short" and error["input"]:
            continue  # its entries were refused, and say so themselves
        problem = _problem(error, model, path)
        if (problem.field, problem.code) not in seen:
            seen.add((problem.field, problem.code))
            yield problem


def _problem(error: ErrorDetails, model: type[BaseModel], path: str) -> Problem:
    kind = error["type"]
    loc = error["loc"]
    on_key = loc[-1:] == ("[key]",) and kind != "extra_forbidden"
    in_union = loc[:1] == ("annotations",) and loc[-1] in _UNION_TAGS
    field = loc[:-1] if on_key or in_union else loc
    value = _shown(error["input"])
    limits: Mapping[str, Any] = error.get("ctx", {})
    if kind == "missing":
        return Problem(path, "field-missing", field, {"name": str(field[-1])})
    if kind == "extra_forbidden":
        name = str(field[-1])
        close = near(name, _names(model, field[:-1]))
        return Problem(path, "field-unknown", field, {"name": name, "near": close}, on_key=True)
    if kind == "literal_error":
        choices = [each.strip("'") for each in limits["expected"].replace(" or ", ", ").split(", ")]
        values = {"value": value, "choices": ", ".join(choices), "near": near(value, choices)}
        return Problem(path, "field-choice", field, values, on_key=on_key)
    if kind in _TYPES:
        values = {"value": value, "expected": "plain" if in_union else _TYPES[kind]}
        return Problem(path, "field-type", field, values)
    if kind in ("string_pattern_mismatch", "date_format"):
        form = "date" if kind == "date_format" else FORMS[limits["pattern"]]
        return Problem(path, "field-form", field, {"value": value, "form": form}, on_key=on_key)
    if kind == "date_unreal":
        return Problem(path, "date-unreal", field, {"value": value})
    if kind in ("too_short", "string_too_short"):
        return Problem(path, "field-empty", field)
    if kind in ("too_long", "string_too_long"):
        return Problem(
            path, "field-long", field, {"limit": str(limits["max_length"])}, on_key=on_key
        )
    if kind == "greater_than_equal":
        return Problem(path, "field-small", field, {"value": value, "limit": str(limits["ge"])})
    if kind == "less_than_equal":
        return Problem(path, "field-large", field, {"value": value, "limit": str(limits["le"])})
    return Problem(path, "field-type", field, {"value": value, "expected": "plain"})


def _shown(value: Any) -> str:
    text = (
        {True: "true", False: "false", None: "null"}.get(value)
        if (value is None or isinstance(value, bool))
        else str(value)
    )
    text = text or ""
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _names(model: Any, field: Field) -> list[str]:
    """Names of the fields that the model has at `field`."""
    keyed = issubclass(model, RootModel)
    if keyed:
        model = _inner(model.model_fields["root"].annotation)
    for step in field:
        if isinstance(step, int) or keyed:
            keyed = False
            continue
        info = model.model_fields.get(step) or next(
            (each for each in model.model_fields.values() if each.alias == step), None
        )
        model = _inner(info.annotation) if info else None
        if info is None or model is None:
            return []
        keyed = get_origin(info.annotation) is dict
    return [info.alias or name for name, info in model.model_fields.items()]


def _inner(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Data):
        return annotation
    return next((found for each in get_args(annotation) if (found := _inner(each))), None)


FORMS = {
    **{
        meta.pattern: name
        for name, kind in {
            "id": fields.Id,
            "line": fields.Line,
            "filled": fields.Text,
            "language": fields.Language,
            "url": fields.Url,
            "path": fields.RelativePath,
            "sha256": fields.Sha256,
            "version": fields.VersionNumber,
            "cycle-or-never": fields.CycleOrNever,
            "account": fields.Account,
            "contact": fields.ContactName,
            "email": fields.Email,
            "contact-address": fields.ContactAddress,
            "work-package": fields.WorkPackage,
            "license": fields.SpdxId,
            "annotation": fields.AnnotationName,
            "repository": fields.RepositoryName,
            "country": fields.Country,
            "month-day": fields.MonthDay,
        }.items()
        for meta in get_args(kind)[1:]
        if hasattr(meta, "pattern")
    },
    period.PATTERN: "cycle",
}
