"""The generated JSON Schemas, and the command that writes them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regress
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from governance.cli.options import Call
from governance.cli.schema import command
from governance.model import layout
from governance.model.schema import schemas
from tests.conftest import SOAK
from tests.helpers.records import EDGES
from tests.helpers.repo import ROOT, copy_records
from tests.live_schemas import refused

KEYWORDS = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "format", "pattern",
    "enum", "const", "anyOf", "items", "properties", "required", "propertyNames",
    "additionalProperties", "minItems", "minProperties", "maxLength", "minimum", "maximum",
}  # fmt: skip


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and every schema inside it."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    inner += [schema.get(key) for key in ("items", "propertyNames", "additionalProperties")]
    for each in (*inner, *schema.get("anyOf", ())):
        yield from parts(each)


PATTERNS = sorted({
    each["pattern"] for made in schemas().values() for each in parts(made) if "pattern" in each
})  # fmt: skip


def run(root: Path, *arguments: str) -> Any:
    return CliRunner().invoke(
        command, ["--lang", "en", *arguments], obj=Call(directory=root), standalone_mode=False
    )


@pytest.mark.parametrize(("name", "schema"), schemas().items())
def test_each_is_a_schema_of_its_dialect_with_an_id(name: str, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:tp3:schema:{name}:1"


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_each_field_is_described(schema: dict[str, Any]) -> None:
    described = [
        (name, field.get("description", ""))
        for each in parts(schema)
        for name, field in each.get("properties", {}).items()
    ]
    assert described
    assert [name for name, text in described if not text.endswith(".")] == []


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_only_keywords_are_used_that_validators_know(schema: dict[str, Any]) -> None:
    """A word such as `ge` would be passed over in silence."""
    assert {key for each in parts(schema) for key in each} <= KEYWORDS


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_every_mapping_says_which_keys_it_takes(schema: dict[str, Any]) -> None:
    mappings = [each for each in parts(schema) if each.get("type") == "object"]
    assert all(
        each["additionalProperties"] is False or "propertyNames" in each for each in mappings
    )


def test_every_kind_of_file_has_its_schema() -> None:
    paths = (
        "registry/registry.yaml", "registry/outputs/a/a.yaml", "registry/themes/a.yaml",
        "registry/organisations/a.yaml", "registry/projects/a.yaml", "registry/platforms/a.yaml",
        *(f"workflows/{name}.yaml" for name in ("lifecycle", "review", "approvals", "roles",
        "platform")),
    )  # fmt: skip
    places = [layout.classify(path) for path in paths]
    of_records = {layout.schema_name(place) for place in places if place}
    assert {*of_records, "private"} == schemas().keys()


def test_the_written_ones_are_current() -> None:
    done = run(ROOT, "--check")
    assert done.return_value == 0, done.output


def test_the_live_records_fit_the_written_ones() -> None:
    assert list(refused(ROOT)) == []


def test_a_stale_a_missing_and_a_left_over_file_are_named_and_mended(tmp_path: Path) -> None:
    root = copy_records(tmp_path)
    run(root)
    (root / "schemas/theme.schema.json").write_text("{}\n")
    (root / "schemas/output.schema.json").unlink()
    (root / "schemas/old.schema.json").write_text('{"$id": "urn:tp3:schema:old:1"}\n')
    (root / "schemas/mine.schema.json").write_text("{}\n")
    checked = run(root, "--check")
    assert checked.return_value == 1
    assert [line.split()[0] for line in checked.output.splitlines()] == [
        "schemas/old.schema.json", "schemas/output.schema.json", "schemas/theme.schema.json",
    ]  # fmt: skip
    assert "`tp3 schema`" in checked.output
    assert run(root).return_value == 0
    assert run(root, "--check").return_value == 0
    assert not (root / "schemas/old.schema.json").exists()


def test_what_is_current_is_not_written_again(tmp_path: Path) -> None:
    root = copy_records(tmp_path)
    run(root)
    before = {path: path.stat().st_ino for path in (root / "schemas").rglob("*.json")}
    run(root)
    assert {path: path.stat().st_ino for path in (root / "schemas").rglob("*.json")} == before


def test_the_files_are_utf_8_with_a_final_newline() -> None:
    for path in (ROOT / "schemas").rglob("*.json"):
        text = path.read_bytes().decode()
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_ecmascript_reads_each_pattern_as_python_does(pattern: str) -> None:
    texts = [edge for edge in EDGES if isinstance(edge, str) and len(edge) < 300]
    engine = regress.Regex(pattern, "u")
    differing = [
        text for text in texts if bool(re.search(pattern, text)) != bool(engine.find(text))
    ]
    assert differing == []


@settings(max_examples=2000 if SOAK else 200)
@given(st.sampled_from(PATTERNS), st.data())
def test_ecmascript_takes_the_same_texts(pattern: str, data: st.DataObject) -> None:
    made = data.draw(st.from_regex(pattern) | st.text(max_size=20))
    text = made + data.draw(
        st.sampled_from(["", "\n", "\r", " ", "\x85", "\u2028", "\ufeff", "\x1c"])
    )
    found = regress.Regex(pattern, "u").find(text)
    assert bool(re.search(pattern, text)) == bool(found)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_takes_long(pattern: str) -> None:
    """20,000 characters of what a person may send us, at worst in quadratic time's beginning."""
    for text in (
        " " * 20_000 + "\n",
        "a" * 20_000 + "\n",
        "a-" * 10_000 + "\n",
        "a/" * 10_000 + "\n",
    ):
        assert not re.search(pattern, text) or "a" in text
