"""The files below v1/ against their schemas, and what is promised of them."""

import copy
import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from governance.model.change import Change, Difference, Step
from governance.publish.open_data.schemas import published_schemas
from governance.publish.site import Source
from governance.publish.site.data import data_files
from governance.publish.site.data.changes import changes_files
from governance.publish.site.kept import Kept
from tests.helpers.command import tp3
from tests.helpers.load import loaded
from tests.helpers.repo import ROOT, Repo
from tests.site.ground import ACCOUNT, DAY, build, empty
from tests.site.promises import COLUMNS, PAGE, as_text, broken, promised, written

FILES = {
    "status.json", "outputs.json", "outputs.csv", "organisations.json", "organisations.csv",
    "queue.json", "changes.json", "stats.json", "trend.csv",
}  # fmt: skip


def closed(schema: Any) -> Any:
    """The same, but a key that it does not name is an error."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        found["additionalProperties"] = False
    return found


def must_fit(folder: Mapping[str, str]) -> Iterator[str]:
    """Every JSON file with a schema, held against it; yields the schemas' names."""
    for path, text in folder.items():
        if path.endswith(".json") and "schemas/" not in path and "catalog" not in path:
            data = json.loads(text)
            place = (Path(path).parent / data["$schema"]).as_posix().replace("changes/../", "")
            schema = closed(json.loads(folder[place]))
            Draft202012Validator.check_schema(schema)
            check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
            assert [each.message for each in check.iter_errors(data)] == [], path
            yield Path(place).name.partition(".")[0]


def read(site: Path) -> dict[str, str]:
    paths = (site / "v1").rglob("*.json")
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in paths}


def test_every_file_fits_the_schema_that_it_names_key_by_key(site: Path) -> None:
    assert set(must_fit(read(site))) == published_schemas().keys()


def test_the_files_of_the_live_registry_do_too() -> None:
    files = data_files(Source(loaded(ROOT).registry, date(2027, 3, 1)), Kept())
    found = set(must_fit({path: str(text) for path, text in files.items()}))
    assert found == published_schemas().keys() - {"changes-month"}  # no history was given
    assert json.loads(files["v1/changes.json"])["known"] is False


def test_the_published_schemas_are_those_that_are_kept_and_are_open(site: Path) -> None:
    for name in published_schemas():
        text = (site / f"v1/schemas/{name}.schema.json").read_text("utf-8")
        assert (ROOT / f"schemas/v1/{name}.schema.json").read_text("utf-8") == text
        schema = json.loads(text)
        assert schema["$id"] == f"urn:tp3:schema:v1-{name}:1"
        assert '"additionalProperties": false' not in text  # more keys may come


def test_what_was_promised_is_kept_and_what_is_new_is_written_down() -> None:
    """A key more is no harm: `python -m tests.site.promises` writes it down."""
    assert broken(written(), promised()) == []
    assert PAGE.read_text("utf-8") == as_text(promised())


def test_files_that_there_were_stay(site: Path) -> None:
    index = json.loads((site / "v1/index.json").read_text())
    assert index["data"].keys() >= FILES
    for address in (*index["data"].values(), *index["schemas"].values()):
        assert (site / address).is_file()


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("Derived", lambda it: it["properties"].pop("due"), "due is gone"),
        ("Derived", lambda it: it["required"].remove("due"), "due may be missing"),
        ("Derived", lambda it: it["properties"]["cycle"].update(type="integer"),
         "cycle may be integer"),
        ("Derived", lambda it: it["properties"]["state"]["enum"].remove("due"),
         "state is never =due"),
        ("PublishedOutput", lambda it: it["properties"].update(
            title={"anyOf": [{"type": "string"}, {"type": "null"}]}), "title may be null"),
    ],
)  # fmt: skip
def test_what_would_break_readers_is_named(part: str, change: Any, said: str) -> None:
    schemas = copy.deepcopy(published_schemas())
    change(schemas["outputs"]["$defs"][part])
    assert any(each.endswith(said) for each in broken(written(), promised(schemas)))


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (lambda names: (*names[:1], *names[2:]), "outputs.csv title is gone"),
        (lambda names: ("new", *names), "outputs.csv id is never =1"),
        (lambda names: (*names[1::-1], *names[2:]), "outputs.csv title is never =2"),
    ],
)
def test_a_column_stays_and_stays_where_it_is(altered: Any, said: str) -> None:
    columns = {**COLUMNS, "outputs.csv": altered(COLUMNS["outputs.csv"])}
    assert said in broken(written(), promised(columns=columns))


def test_a_column_more_at_the_end_breaks_nobody() -> None:
    columns = {table: (*names, "new") for table, names in COLUMNS.items()}
    assert broken(written(), promised(columns=columns)) == []


@pytest.mark.parametrize("table", sorted(path for path in FILES if path.endswith(".csv")))
def test_each_table_has_the_columns_that_are_promised(site: Path, table: str) -> None:
    with (site / "v1" / table).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    found = {f"{table} {name}": {"column", f"={place}"} for place, name in enumerate(header, 1)}
    assert {key: said for key, said in written().items() if key.startswith(table)} == found


def test_more_keys_and_more_words_break_nobody() -> None:
    schemas = copy.deepcopy(published_schemas())
    derived = schemas["outputs"]["$defs"]["Derived"]
    derived["properties"] |= {"new": {"type": "string"}}
    derived["properties"]["state"]["enum"].append("new")
    assert broken(written(), promised(schemas)) == []
    assert promised(schemas) != promised()


def test_changes_are_those_of_the_command_without_persons(repo: Repo, site: Path) -> None:
    told = tp3("-C", repo.path, "--today", DAY, "changelog", "--format", "json").data["entries"]
    wanted = [each for each in told if each["record"]["type"] != "file"]
    for each in wanted:
        del each["author"], each["approvers"]
    changes = json.loads((site / "v1/changes.json").read_text())
    found = []
    for part in changes["parts"]:
        entries = json.loads((site / "v1" / part["file"]).read_text())["entries"]
        assert len(entries) == part["entries"]
        assert {each["date"][:7] for each in entries} == {part["month"]}
        found += entries
    assert [part["month"] for part in changes["parts"]] == ["2027-05", "2027-03", "2026-11"]
    assert changes["entries"] == found[: len(changes["entries"])]
    said = json.dumps(wanted)
    assert ACCOUNT in said
    assert found == json.loads(said.replace(f', "account": "github:{ACCOUNT}"', ""))
    assert not any(ACCOUNT in path.read_text("utf-8") for path in (site / "v1").rglob("*.*"))


def test_a_long_month_has_several_files_and_full_ones_stay() -> None:
    def files_of(count: int) -> dict[str, Any]:
        changes = [Change("text-changed", "output", f"o-{n}", "title.fi") for n in range(count)]
        steps = [Step("a" * 40, date(2027, 3, 1), 0, "", Difference((each,), {}))
                 for each in reversed(changes)]  # fmt: skip
        source = Source(loaded(ROOT).registry, date(2027, 3, 1), steps)
        return {path: json.loads(text) for path, text in changes_files(source).items()}

    before, after = files_of(1_000), files_of(2_500)
    assert before["v1/changes/2027-03.json"] == after["v1/changes/2027-03.json"]
    parts = after["v1/changes.json"]["parts"]
    assert [(each["file"], each["entries"]) for each in parts] == [
        ("changes/2027-03-3.json", 500),
        ("changes/2027-03-2.json", 1_000),
        ("changes/2027-03.json", 1_000),
    ]
    found = [entry["output"] for each in parts for entry in after[f"v1/{each['file']}"]["entries"]]
    assert found == [f"o-{n}" for n in reversed(range(2_500))]
    assert [each["output"] for each in after["v1/changes.json"]["entries"]] == found[:200]


def test_the_moment_of_the_build_is_what_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = empty(tmp_path / "few")
    few.commit()
    for said, told in (("", None), ("1800000000", "2027-01-15T08:00:00Z")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
        build(few, tmp_path / "out")
        assert json.loads((tmp_path / "out/v1/status.json").read_text())["built"] == told
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    arguments = ("--today", DAY, "site", "build", "--out", tmp_path / "other")
    stopped = tp3("-C", few.path, *arguments)
    assert (stopped.code, "SOURCE_DATE_EPOCH" in stopped.err) == (2, True), stopped.err
    assert not (tmp_path / "other").exists()
