"""Records for tests: the live ones, made-up valid ones, and both broken at random."""

import copy
import types
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from governance.model import layout
from governance.model.fields import Data
from governance.model.record import Settings
from governance.model.registry import POLICY_MODELS, RECORD_MODELS
from governance.model.schema import schemas
from governance.store import yaml

ROOT = Path(__file__).parents[2]
MODELS: Mapping[str, type[Data]] = {
    **{str(kind): model for kind, model in RECORD_MODELS.items()},
    "registry": Settings,
    **{f"policy-{name}": model for name, model in POLICY_MODELS.items()},
}
# What sits at the border of one rule or another.
EDGES: tuple[Any, ...] = (
    "\u2800", "\ufe0f\u3000", "a\u00a0b",
    "", " ", "\n", "\r", "\t", "\0", "\ufeff", "\x1c", "\x85", "\u2028", "a\n", "\na", "a\r", "å",
    "never", "never\n", "P1Y", "P1Y\n", "P0Y", "P1W1D", "P", "P1D", "PT1H", "P1,5Y", "p1y", "P99Y",
    "2026-11-24", "2026-11-24\n", "2026-02-30", "2028-02-29", "2027-02-29", "20261124",
    "1700006400",
    "2026-11-24T00:00:00", "2026-W48-2", "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0664",
    "0000-01-01", "9999-12-31", "1899-12-31",
    "1.0", "1.10", "01.0", "1.0\n", "\u0661.\u0660", "1.0000000", "github:1", "github:0",
    "github:\u0661",
    "https://a.fi", "https://a.fi\n", "http://a b", "https://", "https://a@b", "ftp://a",
    "https://ä.fi",
    "a/b", "a//b", "/a", "a/", "../a", "a/..", "a/../b", "...", "a\\b", "a\n/..", "..\n", "a\r//b",
    "x" * 100, "x" * 101, "x" * 1000, "x" * 1001, "x" * 20_000, "x" * 20_001, "0" * 64, "fi", "FI",
    "fin", "fi\n",
    "tp1", "tp1.2", "tp1.", "a-b", "a--b", "-a", "A", "1a", "a_b", "ﬁ", "\U0001d7d9.\U0001d7d8",
    "EUPL-1.2", "none",
    0, 1, -1, 5, 6, 100, 101, 3.0, -0.0, 0.5, 1e300, 10**30, -(10**30), 2**63, True, False, None,
    [], {}, [[]], [None], {"": None}, {"fi": "a"}, {"fi": ""}, {"FI": "a"}, ["fi"], [1],
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@cache
def live() -> Mapping[str, tuple[str, bytes]]:
    """Path -> name of the schema and bytes of each live record and policy."""
    found = {}
    for folder in layout.RECORD_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            place = layout.classify(path.relative_to(ROOT).as_posix())
            assert place is not None, path
            name = layout.schema_name(place)
            found[path.relative_to(ROOT).as_posix()] = (name, path.read_bytes())
    return found


@cache
def live_data() -> tuple[tuple[str, Any], ...]:
    """Name of the schema and data of each live record and policy."""
    return tuple((name, yaml.read(data)) for name, data in live().values())


@cache
def validator(name: str) -> Draft202012Validator:
    """jsonschema's validator with the generated schema of a name."""
    return Draft202012Validator(schemas()[name], format_checker=Draft202012Validator.FORMAT_CHECKER)


def model_takes(name: str, data: Any) -> bool:
    """The model's verdict."""
    try:
        MODELS[name].model_validate(data)
    except ValidationError:
        return False
    return True


def verdicts(name: str, data: Any) -> dict[str, bool]:
    """The verdicts of model and schema on one record."""
    return {"model": model_takes(name, data), "schema": validator(name).is_valid(data)}


@cache
def valid(model: type[Data]) -> st.SearchStrategy[dict[str, Any]]:
    """Data that the model takes, made from its fields; optional ones are there or not."""
    demanded, optional = {}, {}
    for name, info in model.model_fields.items():
        made = _of(info.annotation, tuple(info.metadata))
        (demanded if info.is_required() else optional)[info.alias or name] = made
    return st.fixed_dictionaries(demanded, optional=optional)


def _of(kind: Any, metadata: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of(inner[0], (*inner[1:], *metadata))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_of(each, metadata) for each in inner))
    limits = {
        name: value
        for info in metadata
        for each in (info, *getattr(info, "metadata", ()))
        for name in ("pattern", "min_length", "max_length", "ge", "le")
        if (value := getattr(each, name, None)) is not None
    }
    least = limits.get("min_length", 0)
    if origin is tuple:
        return st.lists(_of(inner[0]), min_size=least, max_size=least + 1)
    if origin is dict:
        return st.dictionaries(_of(inner[0]), _of(inner[1]), min_size=least, max_size=least + 1)
    if isinstance(kind, type) and issubclass(kind, Data):
        return valid(kind)
    if kind is str:
        most = limits.get("max_length", 10**6)
        if "pattern" not in limits:
            return st.text(max_size=20)
        return _text(limits["pattern"], most)
    if kind is int:
        return st.integers(limits.get("ge"), limits.get("le"))
    if kind is date:
        return st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
    return {
        bool: st.booleans(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        type(None): st.none(),
    }[kind]


@cache
def _text(pattern: str, most: int) -> st.SearchStrategy[str]:
    return st.from_regex(pattern).filter(lambda text: len(text) <= most)


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value in some data, the whole one first."""
    found = [path]
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            found += places(value, (*path, step))
    return found


@st.composite
def broken(draw: st.DrawFn, records: st.SearchStrategy[Any]) -> Any:
    """A record with one to three places altered; many of them are valid all the same."""
    data = {"": copy.deepcopy(draw(records))}
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(data)[1:]))
        _alter(draw, data, path)
        if "" not in data:
            return None
    return data[""]


def _alter(draw: st.DrawFn, data: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        data = data[step]
    step = path[-1]
    old = data[step]
    ways = ["edge", "any", "remove"]
    ways += ["add"] if isinstance(old, dict) else []
    ways += ["key"] if isinstance(data, dict) else []
    ways += ["double"] if isinstance(old, list) else []
    ways += ["text"] * 2 if isinstance(old, str) else []
    ways += ["number"] if isinstance(old, int) else []
    way = draw(st.sampled_from(ways))
    if way == "edge":
        data[step] = copy.deepcopy(draw(st.sampled_from(EDGES)))
    elif way == "any":
        data[step] = draw(JSON)
    elif way == "remove":
        del data[step]
    elif way == "add":
        old[
            draw(st.sampled_from(["", "id", "fi", "x", "date", "fi\n", "\0"]) | st.text(max_size=5))
        ] = draw(JSON)
    elif way == "key":
        data[draw(st.sampled_from([f"{step}\n", f" {step}", str(step).upper(), f"{step}s"]))] = (
            data.pop(step)
        )
    elif way == "double":
        data[step] = old * 2
    elif way == "text":
        data[step] = _altered_text(draw, old)
    else:
        data[step] = draw(
            st.sampled_from([float(old), bool(old), str(old), -old, old + 0.5, 10**40])
        )


def _altered_text(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    added = draw(
        st.sampled_from(
            [
                "\n",
                "\r",
                "\0",
                " ",
                "\u00a0",
                "\u200b",
                "\u0661",
                "\uff10",
                "-",
                "/",
                ".",
                "@",
                "\\",
                '"',
            ]
        )
        | st.characters(exclude_categories=["Cs"])
    )
    return draw(
        st.sampled_from(
            [text + added, added + text, text[:at] + added + text[at:], text[:at], text[at:]]
        )
    )
