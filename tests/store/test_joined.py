"""Two trees joined, told without making the merge: the same as git itself makes."""

import random
from collections.abc import Mapping
from pathlib import Path

import pygit2
import pytest
from pygit2.enums import FileMode

from governance.model.problem import Outside
from governance.store.git import RevisionTree
from governance.store.joined import is_joined
from governance.store.merge import merged
from tests.conftest import SEED, SOAK

WHO = pygit2.Signature("Aino", "aino@example.invalid", 1, 0)
PATHS = ("a", "b", "in/a", "in/b", "in/deep/a", "in/deep/b", "other/a", "other/b")
Files = Mapping[str, str]


class Three:
    """A base and a proposal that began at the same commit."""

    def __init__(self, path: Path, before: Files, ours: Files, theirs: Files) -> None:
        self.repository = pygit2.init_repository(str(path), bare=True)
        first = self.commit(before, [])
        self.base, self.head = (self.at(self.commit(each, [first])) for each in (ours, theirs))

    def tree(self, files: Files) -> pygit2.Oid:
        index = pygit2.Index()
        for name, text in files.items():
            blob = self.repository.create_blob(text.encode())
            index.add(pygit2.IndexEntry(name, blob, FileMode.BLOB))
        return index.write_tree(self.repository)

    def commit(self, files: Files, parents: list[pygit2.Oid]) -> pygit2.Oid:
        return self.repository.create_commit(None, WHO, WHO, "x", self.tree(files), parents)

    def at(self, commit: pygit2.Oid) -> RevisionTree:
        return RevisionTree(self.repository, self.repository[commit].peel(pygit2.Commit))

    def joins(self, files: Files) -> bool:
        return is_joined(self.base, self.head, self.tree(files))


def edited(draw: random.Random, files: Files, paths: list[str]) -> dict[str, str]:
    """Files of which these were written, or taken away. No two texts look alike."""
    found = dict(files)
    for path in paths:
        if path in found and draw.random() < 0.3:
            del found[path]
        else:
            found[path] = draw.randbytes(200).hex()
    return found


@pytest.mark.parametrize("number", range(300 if SOAK else 12))
def test_what_git_makes_of_both_is_joined_and_nothing_else_is(tmp_path: Path, number: int) -> None:
    draw = random.Random(SEED + number)
    before = edited(draw, {}, draw.sample(PATHS, draw.randint(1, len(PATHS))))
    mine = draw.sample(PATHS, draw.randint(0, 4))
    others = [each for each in PATHS if each not in mine]
    theirs = edited(draw, before, draw.sample(others, draw.randint(0, len(others))))
    three = Three(tmp_path / "r.git", before, edited(draw, before, mine), theirs)
    made = merged(three.base, three.head).commit.tree_id
    assert is_joined(three.base, three.head, made)
    index = pygit2.Index()
    index.read_tree(three.repository[made].peel(pygit2.Tree))
    whole = {each.path: three.repository[each.id].peel(pygit2.Blob).data.decode() for each in index}
    assert three.joins(whole)
    for path in draw.sample(PATHS, 3):
        assert not three.joins(whole | {path: "smuggled in"})
        if path in whole:
            assert not three.joins({name: text for name, text in whole.items() if name != path})


def test_a_file_that_both_have_changed_is_not_told(tmp_path: Path) -> None:
    lines = [f"{number}\n" for number in range(9)]
    ours, theirs, both = (
        {"a": "".join(text)}
        for text in (["x\n", *lines[1:]], [*lines[:8], "y\n"], ["x\n", *lines[1:8], "y\n"])
    )
    three = Three(tmp_path / "r.git", {"a": "".join(lines)}, ours, theirs)
    assert not three.joins(both)
    assert merged(three.base, three.head).commit.tree_id == three.tree(both)


def test_what_both_changed_alike_is_joined(tmp_path: Path) -> None:
    same = {"a": "x", "in/a": "y"}
    assert Three(tmp_path / "r.git", {"a": "z"}, same, same).joins(same)
    three = Three(tmp_path / "s.git", {"a": "z"}, same, {**same, "b": "1"})
    assert three.joins({**same, "b": "1"})
    assert not three.joins(same)


def test_a_file_that_can_be_run_is_another_one(tmp_path: Path) -> None:
    three = Three(tmp_path / "r.git", {"a": "1"}, {"a": "1"}, {"a": "1", "b": "2"})
    index = pygit2.Index()
    index.read_tree(three.head.commit.tree)
    assert is_joined(three.base, three.head, index.write_tree(three.repository))
    index.add(pygit2.IndexEntry("b", index["b"].id, FileMode.BLOB_EXECUTABLE))
    assert not is_joined(three.base, three.head, index.write_tree(three.repository))


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    three = Three(tmp_path / "r.git", {"a/b": "1"}, {"a/b": "2"}, {"a": "1"})
    assert not three.joins({"a/b": "2"})
    assert not three.joins({"a": "1"})


def test_a_folder_that_one_side_empties_may_be_filled_by_the_other(tmp_path: Path) -> None:
    three = Three(tmp_path / "r.git", {"a": "1", "in/a": "1"}, {"a": "1"}, {"a": "2", "in/b": "1"})
    assert three.joins({"a": "2", "in/b": "1"})
    assert not three.joins({"a": "2"})
    assert not three.joins({"a": "2", "in/a": "1", "in/b": "1"})
    three = Three(tmp_path / "s.git", {"in/a": "1"}, {}, {"in/a": "1", "b": "1"})
    assert three.joins({"b": "1"})


def test_histories_without_a_common_beginning_are_not_joined(tmp_path: Path) -> None:
    three = Three(tmp_path / "r.git", {"a": "1"}, {"a": "1"}, {"a": "2"})
    stranger = three.at(three.commit({"b": "1"}, []))
    assert not is_joined(three.base, stranger, stranger.commit.tree_id)


def test_what_git_cannot_read_is_not_joined(tmp_path: Path) -> None:
    three = Three(tmp_path / "r.git", {"in/a": "1"}, {"in/a": "1", "b": "1"}, {"in/a": "2"})
    with pytest.raises(Outside):
        is_joined(three.base, three.head, pygit2.Oid(hex="1" * 40))
