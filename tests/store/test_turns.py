"""Files are written beside others who write, and what killed processes left is removed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from governance.store.turns import TEMPORARY, beside_others
from governance.store.write import LIST, write_anew

FILES = {f"{folder}{name}.html": folder for folder in ("", "fi/", "fi/a/") for name in "abc"}


def left_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f"{TEMPORARY}*"))


def test_what_a_killed_build_left_in_its_folders_is_removed_by_the_next(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    (out / "fi").mkdir(parents=True)
    elsewhere.mkdir()
    others = [out / "mine.txt", out / f"{TEMPORARY}folder", elsewhere / f"{TEMPORARY}1"]
    others[1].mkdir()
    for place in (out, out / "fi", elsewhere):
        (place / f"{TEMPORARY}1").write_text("half")
    (out / "mine.txt").write_text("hers")
    (out / "beyond").symlink_to(elsewhere)
    (out / f"{TEMPORARY}link").symlink_to(out / "mine.txt")
    write_anew(out, "", FILES)
    assert all(each.exists() for each in others)
    assert left_in(out) == [others[1]]


def test_a_build_does_not_remove_what_another_one_writes(tmp_path: Path) -> None:
    (tmp_path / "fi").mkdir()
    theirs, killed = tmp_path / f"fi/{TEMPORARY}1", tmp_path / f"{TEMPORARY}2"
    killed.write_text("half")
    with beside_others(tmp_path / "fi"):
        theirs.write_text("soon a page")
        write_anew(tmp_path, "", FILES)
        assert left_in(tmp_path) == [theirs]
    write_anew(tmp_path, "", FILES)
    assert left_in(tmp_path) == []


def test_builds_at_once_into_one_folder_all_succeed(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as builds:
        for done in [builds.submit(write_anew, tmp_path, "", FILES) for _ in range(60)]:
            assert done.result() == 0
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert written == {LIST, *FILES}
