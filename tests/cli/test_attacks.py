"""What somebody with bad intent can put into a pull request, and what comes of it."""

import json
import os
from pathlib import Path

import pytest

from governance.text.media import csv_cell, markdown, terminal
from tests.helpers.command import TODAY, tp3
from tests.helpers.load import tp3 as process
from tests.helpers.repo import Repo, copy_records

OUTPUT = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
THEME = "registry/themes/verkosto.yaml"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(at)}: &{chr(at)} [{','.join([f'*{chr(at - 1)}'] * 9)}]\n" for at in range(98, 122)
)
SECONDS = 5.0  # what takes by the square takes minutes here


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_records(tmp_path / "root")


def codes(root: Path) -> set[str]:
    data = tp3("-C", root, *TODAY, "validate", "--format", "json").data
    return {problem["code"] for problem in data["problems"]}


def append(root: Path, path: str, text: str) -> None:
    (root / path).write_text((root / path).read_text() + text)


def test_an_alias_bomb_under_an_id_that_stands_twice_is_told_at_once(root: Path) -> None:
    (root / "registry/outputs/oa/viitearkkitehtuuri.yaml").write_text(BOMB)
    done = process("-C", root, "validate")
    assert (done.code, done.seconds < SECONDS, done.mebibytes < 150) == (1, True, True)
    assert {"yaml-anchor", "id-duplicate"} <= codes(root)


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (THEME, f"# @ {'a' * 250_000}\n", 0),
        ("registry/README.md", f"@ {'a' * 250_000}\n", 0),
        (THEME, f"# {chr(0x300) + chr(0x316)}" + (chr(0x300) + chr(0x316)) * 60_000 + "\n", 1),
        ("docs/x.md", "registry:viitearkkitehtuuri\n" * 40_000, 0),
    ],
)
def test_no_text_takes_time_by_its_square(root: Path, path: str, text: str, code: int) -> None:
    (root / "docs").mkdir()
    before = (root / path).read_text() if (root / path).exists() else ""
    (root / path).write_text(before + text)
    done = process("-C", root, "validate")
    assert (done.code, done.seconds < SECONDS) == (code, True), done.seconds


def test_a_key_named_like_a_mark_of_the_library_is_an_unknown_field(root: Path) -> None:
    append(root, OUTPUT, '"[key]": 1\n')
    assert codes(root) == {"field-unknown"}


@pytest.mark.parametrize(
    "schema",
    [
        {"$dynamicRef": "#/nope"},
        {"title": "x", "$ref": "#/title"},
        {"minProperties": 1, "$ref": "#/minProperties"},
        {"allOf": [{}], "$ref": "#/allOf/x"},
        {"additionalProperties": {"pattern": "a{99999999999999}"}},
        {"additionalProperties": {"pattern": "(" * 3000 + ")" * 3000}},
    ],
)
def test_a_schema_that_breaks_the_library_is_a_problem(root: Path, schema: object) -> None:
    (root / "registry/annotations.schema.json").write_text(json.dumps(schema))
    append(root, OUTPUT, "annotations: {tts/group: a}\n")
    assert codes(root) & {"annotations-schema-invalid", "annotation-invalid"}


def test_a_submodule_cannot_be_moved_unseen(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path)
    copy_records(tmp_path)
    repo.commit()
    first, second = "1" * 39 + "2", "1" * 40
    link = "160000,{},registry/themes/x"
    repo.write(".gitmodules", '[submodule "x"]\n path=registry/themes/x\n url=u\n ignore=all\n')
    repo.git("add", ".gitmodules")
    repo.git("update-index", "--add", "--cacheinfo", link.format(first))
    repo.git("commit", "--quiet", "--message", "1")
    repo.git("update-index", "--cacheinfo", link.format(second))
    repo.git("commit", "--quiet", "--message", "2")
    assert "registry/themes/x" in tp3("-C", tmp_path, *TODAY, "diff", "HEAD~1").out


def test_a_replaced_commit_hides_no_change(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path)
    copy_records(tmp_path)
    before = repo.commit()
    append(tmp_path, OUTPUT, "notes: uusi\n")
    after = repo.commit()
    repo.git("replace", after, before)
    assert "notes" in tp3("-C", tmp_path, *TODAY, "diff", before, after).out


@pytest.mark.parametrize(
    "out", ["registry", "registry/outputs", "docs", ".git", ".github", "new", "."]
)
def test_nothing_is_written_among_the_records(root: Path, out: str) -> None:
    for command in (["run"], ["site", "build"]):
        assert tp3("-C", root, *TODAY, *command, "--out", root / out).code == 2
    assert codes(root) == set()


@pytest.mark.parametrize("name", ["site", "issues"])
def test_what_is_written_beside_a_registry_is_not_the_registry(tmp_path: Path, name: str) -> None:
    copy_records(tmp_path / name)
    repo = Repo.init(tmp_path / name)
    repo.commit()
    assert tp3("-C", repo.path, *TODAY, "run", "--out", tmp_path).code == 2
    assert not repo.git("status", "--porcelain")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_folder_without_a_name_is_not_this_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    for command in (["run"], ["site", "build"]):
        assert tp3("-C", root, *TODAY, *command, "--out", "").code == 2
    assert set(tmp_path.iterdir()) == before


def test_a_name_that_no_disk_takes_is_told(root: Path, tmp_path: Path) -> None:
    name = "x" * 300
    answer = tp3("-C", root, *TODAY, "site", "build", "--out", tmp_path / name)
    assert (answer.code, name in answer.err) == (3, True)


@pytest.mark.parametrize("link", ["build", "build/site", "build/site/fi"])
def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, link: str) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(precious)
    assert tp3("-C", root, *TODAY, "run").code == 3
    assert list(precious.iterdir()) == []


def test_a_pipe_in_place_of_a_schema_is_not_waited_for(root: Path) -> None:

    (root / "schemas").mkdir()
    os.mkfifo(root / "schemas/output.schema.json")
    done = process("-C", root, "schema", "--check")
    assert (done.code, done.seconds < SECONDS) == (1, True)


@pytest.mark.parametrize(
    "text", ["1https://evil.fi", "_https://evil.fi", "åhttps://evil.fi", "_www.evil.fi"]
)
def test_no_letter_before_an_address_makes_it_a_link(text: str) -> None:
    assert "https:" not in markdown(text)
    assert "www." not in markdown(text)


def test_no_separator_of_any_country_begins_a_formula() -> None:
    assert csv_cell("Guide;=1+cmd|calc;x") == "Guide;'=1+cmd|calc;x"
    assert csv_cell(" =1+1") == " '=1+1"
    assert csv_cell("\uff1d1+1") == "'\uff1d1+1"


@pytest.mark.parametrize("text", ["::stop-commands::x", "  ::error::x", "##[stop-commands]x"])
def test_no_text_is_a_command_to_the_runner(text: str) -> None:
    shown = terminal(text)
    assert not shown.strip().startswith("::")
    assert "##[" not in shown


def test_names_of_files_reach_no_terminal_raw(root: Path) -> None:
    name = "a\x1b]0;pwn\x07\x9b31m\u202eb.yaml"
    (root / "registry/themes" / name).write_text("id: x\n")
    for form in ("text", "json", "github", "sarif"):
        out = tp3("-C", root, *TODAY, "validate", "--format", form).out
        assert not set(out) & set("\x1b\x07\x9b\u202e"), form
