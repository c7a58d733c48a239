"""What stands in all records of a revision, found by git's own search: no record is parsed.

It is the one thing about a pull request that costs what exists: a third of a second for 10,000
records. So it is done when it is needed, and once for all pull requests of one base.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from governance.model import layout
from governance.model.registry import RECORD_MODELS, RecordType
from governance.rules.approvals.notice_address import host_of
from governance.store.git import RevisionTree
from governance.store.git_call import call_git, git_failed

Record = tuple[str, str]  # type and id
_FOLDER = "registry"
# How a relation names its output, however it is quoted; and what an address leads to.
_RELATION = """output["']?[[:space:]]*:[[:space:]]*["']?[a-z][a-z0-9-]*"""
_HOST = """[Hh][Tt][Tt][Pp][Ss]?://[^][:space:]/?#"'<>{}(),;\\\\]+"""
_NONE_FOUND = 1
# By nobody's settings; and a file is text whatever its attributes say.
_GREP = (
    "grep", "-a", "-o", "-z", "-E", "--no-color", "--no-line-number", "--no-column",
    "--no-textconv", "--full-name",
)  # fmt: skip


class Index:
    """The records of one revision by name, and what they point to. All raise Outside."""

    def __init__(self, tree: RevisionTree) -> None:
        self.tree = tree

    @cached_property
    def paths(self) -> Mapping[Record, str]:
        """Where each record stands, by type and id."""
        whole = f"{_whole(self.tree, _FOLDER)}/"
        command = ["ls-tree", "-r", "-z", "--name-only", self.tree.revision, "--", whole]
        found: dict[Record, str] = {}
        for name in _run(self.tree, command).split("\0"):
            path = _inside(self.tree, name)
            if record := record_at(path):
                found.setdefault(record, path)
        return found

    @cached_property
    def relations(self) -> Mapping[str, AbstractSet[str]]:
        """The paths in which an output may be named by another one, by its id."""
        found: dict[str, set[str]] = {}
        for path, text in _found(self.tree, _RELATION):
            found.setdefault(re.split("[^a-z0-9-]", text)[-1], set()).add(path)
        return found

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Where the addresses in the records lead."""
        return frozenset(host_of(text) for _, text in _found(self.tree, _HOST))


def ids_by_type(paths: Mapping[Record, str]) -> Mapping[RecordType, AbstractSet[str]]:
    """The ids of records by type."""
    return {type: {id for each, id in paths if each == type} for type in RECORD_MODELS}


def record_at(path: str) -> Record | None:
    """The record of a file by its path, None where it is none."""
    place = layout.classify(path)
    return (place.type, place.name) if place and place.type else None


def _found(tree: RevisionTree, pattern: str) -> Iterator[tuple[str, str]]:
    """What fits a pattern (POSIX, extended) in the files of all records: path and text."""
    only = f":(top,literal){_whole(tree, _FOLDER)}"
    out = _run(tree, [*_GREP, "-e", pattern, tree.revision, "--", only], _NONE_FOUND)
    for line in out.split("\n"):
        name, _, text = line.partition("\0")
        if text:
            yield _inside(tree, name.partition(":")[2]), text


def _whole(tree: RevisionTree, path: str) -> str:
    return f"{tree.prefix}/{path}" if tree.prefix else path


def _inside(tree: RevisionTree, path: str) -> str:
    return path.removeprefix(f"{tree.prefix}/") if tree.prefix else path


def _run(tree: RevisionTree, arguments: Sequence[str], *fine: int) -> str:
    done = call_git(tree, arguments)
    if done.returncode not in (0, *fine):
        raise git_failed(tree, done.stderr)
    return done.stdout.decode(errors="surrogateescape")
