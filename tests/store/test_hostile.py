"""Hostile files, links and names: each is named, soon, with the exit code that was promised."""

import json
import os
import random
import socket
import subprocess
from pathlib import Path

import pytest

from governance.model.problem import Outside
from governance.store.files import WorkingTree
from tests.conftest import SOAK
from tests.helpers.load import Done, problems_in, tp3
from tests.helpers.repo import ROOT, Repo, copy_few, copy_records

# What we promise is 1 s and 100 MiB; where 20,000 problems are told, telling them needs more. On a
# slow or busy machine seconds say little: there a soak compares with the live registry, validated
# right after, which needs about two thirds of a second where the promise is kept.
SECONDS, MEBIBYTES, TIMES = 1.0, 100.0, 2.0
THOUSANDS_TOLD = {"20,000 keys": (2.0, 150.0, 4.0)}
BUSY = 5.0
OUTPUT = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
HEAD = b"id: viitearkkitehtuuri\n"


def said(root: Path, path: str) -> list[tuple[str, int | None]]:
    return [(each.code, each.line) for each in problems_in(root) if each.path == path]


def quick(done: Done, name: str) -> None:
    print(f"{name}: {done.seconds:.2f} s, {done.mebibytes:.0f} MiB, exit {done.code}")  # noqa: T201 - measured
    assert "Traceback" not in done.err, done.err
    seconds, mebibytes, times = THOUSANDS_TOLD.get(name, (SECONDS, MEBIBYTES, TIMES))
    assert done.mebibytes < mebibytes
    if done.seconds > seconds:
        most = times * tp3("-C", ROOT, "validate").seconds if SOAK else BUSY
        assert done.seconds < most


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_few(tmp_path / "registry-root")


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b",".join([b"*%c" % (name - 1)] * 9))
    for name in range(ord("b"), ord("z"))
)
CONTENTS: dict[str, tuple[bytes, str, int]] = {  # bytes, then code and line
    "alias bomb": (BOMB, "yaml-anchor", 1),
    "flow of 100,000 levels": (HEAD + b"title: " + b"[" * 100_000, "yaml-syntax", 2),
    "flow of 100,000 mappings": (HEAD + b"title: " + b"{a: " * 60_000, "yaml-nesting", 2),
    "block of 100,000 levels": (HEAD + b"title:\n  " + b"- " * 100_000 + b"a\n", "yaml-nesting", 3),
    "keys of 100,000 levels": (b"? " * 100_000, "yaml-key", 1),
    "250 KB of one scalar": (HEAD + b"notes: " + b"a" * 250_000 + b"\n", "field-missing", 1),
    "250 KB of spaces": (HEAD + b'notes: "' + b" " * 250_000 + b'"\n', "field-missing", 1),
    "250 KB of line breaks": (HEAD + b'owner_basis: "' + b"\\n" * 125_000 + b'"\n',
    "field-missing", 1),
    "20,000 keys": (HEAD + b"".join(b"k%d: 1\n" % n for n in range(20_000)), "field-missing", 1),
    "tag": (HEAD + b"title: !!python/object/apply:os.system ['true']\n", "yaml-tag", 2),
    "tag of a scalar": (HEAD + b"title: !x a\n", "yaml-tag", 2),
    "anchor": (HEAD + b"title: &a {fi: x}\n", "yaml-anchor", 2),
    "alias without anchor": (HEAD + b"title: *a\n", "yaml-anchor", 2),
    "merge key": (HEAD + b"<<: {fi: x}\n", "field-unknown", 2),
    "two documents": (HEAD + b"---\na: b\n", "yaml-documents", 2),
    "directive": (b"%YAML 1.1\n---\n" + HEAD, "yaml-directive", 1),
    "tag directive": (b"%TAG ! tag:x,2000:\n---\n" + HEAD, "yaml-directive", 1),
    "unknown directive": (b"%HELLO\n---\n" + HEAD + b"x: y\n", "yaml-syntax", 1),
    "UTF-16": ("id: ä\n".encode("utf-16"), "yaml-encoding", 1),
    "UTF-16 without mark": ("id: ä\n".encode("utf-16-le"), "yaml-encoding", 1),
    "UTF-32": ("id: a\n".encode("utf-32"), "yaml-encoding", 1),
    "Latin-1": (HEAD + "notes: ä\n".encode("latin-1"), "yaml-encoding", 2),
    "overlong": (HEAD + b"notes: \xc0\xaf\n", "yaml-encoding", 2),
    "surrogate in bytes": (HEAD + b"notes: \xed\xa0\x80\n", "yaml-encoding", 2),
    "byte order mark": (b"\xef\xbb\xbf" + HEAD, "yaml-encoding", 1),
    "byte order mark inside": (HEAD + b"notes: a\xef\xbb\xbfb\n", "yaml-character", 2),
    "NUL": (HEAD + b"notes: a\0b\n", "yaml-character", 2),
    "escape character": (HEAD + b"notes: \x1b[31mred\n", "yaml-character", 2),
    "bidi": (HEAD + "notes: a\u202eb\n".encode(), "yaml-character", 2),
    "bidi isolate": (HEAD + "notes: a\u2066b\n".encode(), "yaml-character", 2),
    "zero width": (HEAD + "notes: a\u200bb\n".encode(), "yaml-character", 2),
    "soft hyphen": (HEAD + "notes: a\u00adb\n".encode(), "yaml-character", 2),
    "tag characters": (HEAD + "notes: a\U000e0041b\n".encode(), "yaml-character", 2),
    "shorthand": (HEAD + "notes: a\U0001bca0b\n".encode(), "yaml-character", 2),
    "bidi in a comment": (HEAD + "# a\u202eb\n".encode(), "yaml-character", 2),
    "bidi in a key": (HEAD + b'"a\\u202eb": c\n', "yaml-character", 2),
    "bidi as an escape": (HEAD + b'notes: "a\\u202eb"\n', "yaml-character", 2),
    "zero width as an escape": (HEAD + b'notes: "a\\u200Bb"\n', "yaml-character", 2),
    "NUL as an escape": (HEAD + b'notes: "a\\0b"\n', "yaml-character", 2),
    "bell as an escape": (HEAD + b'notes: "a\\ab"\n', "yaml-character", 2),
    "return as an escape": (HEAD + b'notes: "a\\rb"\n', "yaml-character", 2),
    "next line as an escape": (HEAD + b'notes: "a\\Nb"\n', "yaml-character", 2),
    "line separator as an escape": (HEAD + b'notes: "a\\Lb"\n', "yaml-character", 2),
    "surrogate as an escape": (HEAD + b'notes: "a\\ud800b"\n', "yaml-syntax", 2),
    "no character": (HEAD + "notes: a\ufdd0b\n".encode(), "yaml-character", 2),
    "no character of any plane": (HEAD + b'notes: "a\\U0010fffeb"\n', "yaml-character", 2),
    "marks": (HEAD + ("notes: Z" + "\u0e47" * 9 + "\n").encode(), "yaml-marks", 2),
    "marks as an escape": (HEAD + b'notes: "Z' + b"\\u0e47" * 9 + b'"\n', "yaml-marks", 2),
    "marks that enclose": (HEAD + ("notes: A" + "\u0489" * 9 + "\n").encode(), "yaml-marks", 2),
    "marks that pile up": (HEAD + ("notes: x" + "\u0301" * 5 + "\n").encode(), "yaml-marks", 2),
    "letters that join": (HEAD + ("notes: " + "क्" * 9 + "\n").encode(), "yaml-marks", 2),
    "vowels that join": (HEAD + ("notes: ก" + "ำ" * 9 + "\n").encode(), "yaml-marks", 2),
    "numbers that join": (HEAD + ("notes: " + "\u0600" * 10 + "\n").encode(), "yaml-marks", 2),
    "not NFC as an escape": (HEAD + b'notes: "a\\u0308"\n', "yaml-normalisation", 2),
    "U+0085": (HEAD + "notes: a\x85b\n".encode(), "yaml-character", 2),
    "U+2028": (HEAD + "notes: a\u2028b\n".encode(), "yaml-character", 2),
    "not NFC": (HEAD + "notes: a\u0308\n".encode(), "yaml-normalisation", 2),
    "not NFC key": (HEAD + "a\u0308: x\n".encode(), "yaml-normalisation", 2),
    "duplicate key": (HEAD + HEAD, "yaml-duplicate-key", 2),
    "key of a list": (HEAD + b"[a]: b\n", "yaml-key", 2),
    "key of a number": (HEAD + b"1: b\n", "yaml-key", 2),
    "tab": (HEAD + b"title:\n\tfi: a\n", "yaml-syntax", 3),
    "endless": (HEAD + b"notes: .inf\n", "yaml-number", 2),
    "huge number": (HEAD + b"notes: " + b"9" * 5000 + b"\n", "yaml-number", 2),
    "huge exponent": (HEAD + b"notes: 1e999999999\n", "yaml-number", 2),
    "only a comment": (b"# nothing\n", "yaml-empty", 1),
    "nothing": (b"", "yaml-empty", 1),
    "one scalar": (b"hello\n", "field-type", 1),
    "a list": (b"- id: x\n", "field-type", 1),
    "null": (b"null\n", "field-type", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_hostile_content_is_named_with_its_line(root: Path, name: str) -> None:
    data, code, line = CONTENTS[name]
    (root / OUTPUT).write_bytes(data)
    found = said(root, OUTPUT)
    assert (code, line) in found, found


@pytest.mark.parametrize("name", [name for name, (data, *_) in CONTENTS.items() if len(data) > 900])
def test_large_hostile_content_costs_little(root: Path, name: str) -> None:
    (root / OUTPUT).write_bytes(CONTENTS[name][0])
    done = tp3("-C", root, "validate", "--format", "json")
    quick(done, name)
    assert done.code == 1
    assert any(each["path"] == OUTPUT for each in done.problems)


@pytest.mark.parametrize("where", ["on disk", "in Git"])
def test_a_scalar_of_30_mb_is_refused_by_its_size(tmp_path: Path, where: str) -> None:
    root = copy_records(tmp_path)
    (root / OUTPUT).write_bytes(
        HEAD + b"notes: " + random.Random(1).randbytes(15 * 2**20).hex().encode()
    )
    revision = []
    if where == "in Git":
        Repo.init(root).commit()
        revision = ["--rev", "HEAD"]
    done = tp3("-C", root, *revision, "validate", "--format", "json")
    quick(done, f"30 MB {where}")
    assert [each["code"] for each in done.problems if each["path"] == OUTPUT] == ["yaml-size"]


def test_hostile_settings_and_policies_are_named_too(root: Path) -> None:
    for path in ("registry/registry.yaml", "workflows/review.yaml"):
        for data, *_ in CONTENTS.values():
            before = (root / path).read_bytes()
            (root / path).write_bytes(data)
            assert said(root, path)
            (root / path).write_bytes(before)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a": ' * 50_000, b"\xff", b"", b"nul", b'"\\ud800"']
)
def test_hostile_annotations_schema_is_named(root: Path, data: bytes) -> None:
    (root / "registry/annotations.schema.json").write_bytes(data)
    done = tp3("-C", root, "validate", "--format", "json")
    quick(done, repr(data[:9]))
    assert done.code == 1
    assert {each["path"] for each in done.problems} == {"registry/annotations.schema.json"}


# Things beside files ----------------------------------------------------------------------


def inside(path: Path) -> None:
    path.symlink_to("verkosto.yaml")


def outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def up(path: Path) -> None:
    path.symlink_to("..")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(path.name)
    os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()


def submodule(path: Path) -> None:
    Repo.init(path).commit()


@pytest.mark.parametrize(
    "make", [inside, outside, dangling, loop, up, fifo, unix_socket, folder, submodule]
)
@pytest.mark.parametrize("name", ["x.yaml", "README.md", "registry.yaml"])
def test_what_is_no_regular_file_is_named(root: Path, make: object, name: str) -> None:
    folder_of = "registry" if name == "registry.yaml" else "registry/themes"
    path = f"{folder_of}/{name}"
    (root / path).unlink(missing_ok=True)
    make(root / path)  # type: ignore[operator]
    expected = [] if make is folder and name == "README.md" else ["file-kind"]
    assert [code for code, _ in said(root, path)] == expected


@pytest.mark.parametrize("top", ["registry", "workflows"])
def test_a_link_in_place_of_a_whole_folder_is_named(root: Path, top: str, tmp_path: Path) -> None:
    (root / top).rename(tmp_path / "elsewhere")
    (root / top).symlink_to(tmp_path / "elsewhere")
    assert ("file-kind", None) in said(root, top)


@pytest.mark.parametrize(
    "path",
    [
        "registry/themes/x.yml", "registry/themes/X.yaml", "registry/themes/x.YAML",
        "registry/themes/x.json",
        "registry/themes/x.yaml~", "registry/themes/.x.yaml", "registry/themes/a_b.yaml",
        "registry/themes/ä.yaml", "registry/x.yaml", "registry/outputs/x.yaml",
        "registry/themes/deep/x.yaml",
        "registry/outputs/karkki/deep/x.yaml", "workflows/x.yaml", "workflows/text/x.md",
        "registry/notes.md",
        "registry/themes/new\nline.yaml", "registry/themes/red\x1b[31m.yaml",
        "registry/themes/\u202elmay.x",
        "registry/themes/ .yaml", "registry/themes/verkosto.yaml ", "registry/themes/x.yaml\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["on disk", "in Git"])
def test_what_stands_in_a_wrong_place_is_named(root: Path, path: str, where: str) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes((root / "registry/themes/verkosto.yaml").read_bytes())
    revision = []
    if where == "in Git":
        Repo.init(root).commit()
        revision = ["--rev", "HEAD"]
    done = tp3("-C", root, *revision, "validate", "--format", "json")
    assert done.code == 1
    assert [each["code"] for each in done.problems if each["path"] == path] == ["file-misplaced"]
    shown = tp3("-C", root, *revision, "validate")
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out
    assert len(shown.out.splitlines()) == 2


def test_a_name_that_is_not_text_is_named_on_disk(root: Path) -> None:
    (root / os.fsdecode(b"registry/themes/\xff\xfe.yaml")).write_bytes(b"id: x\n")
    for form in ("text", "json", "github", "sarif"):
        done = tp3("-C", root, "validate", "--format", form)
        assert done.code == 1, done.err
        assert "file-misplaced" in done.out
    assert json.loads(done.out)


def test_a_name_that_is_not_text_is_named_in_git(root: Path) -> None:
    (root / os.fsdecode(b"registry/themes/\xff\xfe.yaml")).write_bytes(b"id: x\n")
    Repo.init(root).commit()
    done = tp3("-C", root, "--rev", "HEAD", "validate")
    assert done.code == 1
    assert done.out.startswith("registry/themes/\ufffd\ufffd.yaml:1:1: ")


def test_an_id_that_is_not_the_name_of_the_file_is_named(root: Path) -> None:
    text = (
        (root / "registry/themes/verkosto.yaml").read_text().replace("id: verkosto", "id: verkko")
    )
    (root / "registry/themes/verkosto.yaml").write_text(text)
    assert [line for _, line in said(root, "registry/themes/verkosto.yaml")] == [2]


@pytest.mark.parametrize("data", [None, b"[" * 100_000, b"\xff", b""])
def test_one_id_in_two_folders_is_named(root: Path, data: bytes | None) -> None:
    twin = "registry/outputs/oa/viitearkkitehtuuri.yaml"
    (root / twin).write_bytes((root / OUTPUT).read_bytes() if data is None else data)
    codes = [each.code for each in problems_in(root)]
    assert "id-duplicate" in codes


def test_a_file_that_may_not_be_read_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "registry/themes/verkosto.yaml"
    if os.geteuid() == 0:  # root may read everything: the system call is made to say no
        opened = os.open

        def refuse(name: str, *rest: int) -> int:
            if str(name).endswith(path):
                raise PermissionError(13, "Permission denied", name)
            return opened(name, *rest)

        monkeypatch.setattr(os, "open", refuse)
    else:
        (root / path).chmod(0)
    with pytest.raises(Outside) as stop:
        problems_in(root)
    assert (stop.value.code, stop.value.values["path"]) == ("file-unreadable", path)


@pytest.mark.parametrize(
    "name", ["x" * 300, "a/" * 250 + "b", "registry", "loop", "pipe", "outside"]
)
def test_a_location_that_is_no_file_is_nothing(root: Path, name: str) -> None:
    (root / "loop").symlink_to("loop")
    (root / "outside").symlink_to("/etc/passwd")
    os.mkfifo(root / "pipe")
    assert WorkingTree(root).read(name) is None


@pytest.mark.parametrize("where", ["on disk", "in Git"])
def test_folders_of_1500_levels_are_walked(root: Path, where: str) -> None:
    top = deep = f"{root}/registry/d"
    os.mkdir(top)  # noqa: PTH102 - pathlib recurses
    for _ in range(1500):
        deep += "/d"
        os.mkdir(deep)  # noqa: PTH102
    Path(f"{deep}/x.yaml").write_bytes(b"id: x\n")
    revision = []
    if where == "in Git":
        Repo.init(root).commit()
        revision = ["--rev", "HEAD"]
    done = tp3("-C", root, *revision, "validate", "--format", "json")
    subprocess.run(["rm", "-r", top], check=True)  # pytest's own way of clearing up recurses
    quick(done, f"1,500 folders {where}")
    assert [each["code"] for each in done.problems] == ["file-misplaced"]


@pytest.mark.parametrize("make", [inside, outside, dangling, submodule])
def test_links_and_submodules_of_a_revision_are_named(root: Path, make: object) -> None:
    path = "registry/themes/x.yaml"
    make(root / path)  # type: ignore[operator]
    Repo.init(root).commit()
    done = tp3("-C", root, "--rev", "HEAD", "validate", "--format", "json")
    assert done.code == 1
    assert [each["code"] for each in done.problems if each["path"] == path] == ["file-kind"]


def test_a_link_in_place_of_a_whole_folder_of_a_revision_is_named(
    root: Path, tmp_path: Path
) -> None:
    (root / "workflows").rename(tmp_path / "elsewhere")
    (root / "workflows").symlink_to(tmp_path / "elsewhere")
    Repo.init(root).commit()
    done = tp3("-C", root, "--rev", "HEAD", "validate", "--format", "json")
    assert [each["code"] for each in done.problems if each["path"] == "workflows"] == ["file-kind"]
