"""What the open data promises its readers: each key or column, and what stands there.

python -m tests.site.promises writes v1.txt again, unless what it says would break a reader.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from governance.publish import trend
from governance.publish.open_data.schemas import published_schemas
from governance.publish.site.data import tables

PAGE = Path(__file__).parent / "v1.txt"
Promises = Mapping[str, frozenset[str]]  # file and key -> types, and words where only some may be
MISSING = "missing"  # beside the types of a key that need not be there
# Table -> its columns in their order: those who take the fifth are not to get another.
COLUMNS: Mapping[str, Sequence[str]] = {
    "outputs.csv": tables.OUTPUTS,
    "organisations.csv": tables.ORGANISATIONS,
    "trend.csv": trend.KEYS,
}


def promised(
    schemas: Mapping[str, Mapping[str, Any]] | None = None,
    columns: Mapping[str, Sequence[str]] = COLUMNS,
) -> Promises:
    """What the schemas and the headers of the tables say now."""
    found = {
        f"{table} {name}": frozenset({"column", f"={place}"})
        for table, names in columns.items()
        for place, name in enumerate(names, 1)
    }
    for name, schema in (schemas or published_schemas()).items():
        for key, said in _said(schema, schema, ""):
            found[f"{name}.json {key}"] = frozenset(said)
    return found


def written() -> Promises:
    """What readers were promised."""
    lines = (line.split(": ") for line in PAGE.read_text("utf-8").splitlines())
    return {key: frozenset(said.split("|")) for key, said in lines}


def as_text(promises: Promises) -> str:
    return "".join(f"{key}: {'|'.join(sorted(said))}\n" for key, said in sorted(promises.items()))


def broken(old: Promises, new: Promises) -> list[str]:
    """What would break a reader who relies on the old."""
    found = []
    for key, said in old.items():
        if key not in new:
            found.append(f"{key} is gone")
        elif "any" not in said:
            found += [f"{key} may be {each}" for each in sorted(_kinds(new[key]) - _kinds(said))]
            found += [f"{key} is never {each}" for each in sorted(_words(said) - _words(new[key]))]
    return found


def _kinds(said: frozenset[str]) -> set[str]:
    return {each for each in said if not each.startswith("=")}


def _words(said: frozenset[str]) -> set[str]:
    return set(said) - _kinds(said)


def _said(whole: Any, schema: Any, place: str) -> Iterator[tuple[str, set[str]]]:
    types: set[str] = set()
    for each in _choices(whole, schema):
        types.add(each.get("type", "any"))
        types |= {
            f"={word}" for word in each.get("enum", [each[k] for k in ("const",) if k in each])
        }
        if "items" in each:
            yield from _said(whole, each["items"], f"{place}[]")
        if isinstance(each.get("additionalProperties"), dict):
            yield from _said(whole, each["additionalProperties"], f"{place}.*".lstrip("."))
        for name, inner in each.get("properties", {}).items():
            for key, said in _said(whole, inner, f"{place}.{name}".lstrip(".")):
                is_it = key == f"{place}.{name}".lstrip(".")
                may_miss = is_it and name not in each.get("required", ())
                yield key, said | ({MISSING} if may_miss else set())
    if place:
        yield place, types


def _choices(whole: Any, schema: Any) -> Iterator[Any]:
    if "$ref" in schema:
        yield from _choices(whole, whole["$defs"][schema["$ref"].rpartition("/")[2]])
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _choices(whole, each)
    else:
        yield schema


if __name__ == "__main__":
    breaking = broken(written(), promised())
    print("\n".join(breaking))  # noqa: T201 - a program that prints
    if not breaking:
        PAGE.write_text(as_text(promised()), "utf-8")
    sys.exit(1 if breaking else 0)
