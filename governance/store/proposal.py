"""What a pull request would make of its base: typed changes, and what they cannot explain.

Only blobs are read: nothing is checked out, and nothing of the pull request is run. The cost
follows what it changes, never what exists.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from governance.model import layout
from governance.model.change import Change, Difference
from governance.model.characters import UNPRINTABLE
from governance.model.registry import FOLDERS, RULES_PATHS, SETTINGS_PATH, Registry
from governance.rules.approvals.demands import concerned
from governance.rules.approvals.notice_address import new_accounts
from governance.rules.approvals.values import Refusal
from governance.rules.changes import file_change
from governance.store.git import RevisionTree
from governance.store.history import difference_of
from governance.store.load import load
from governance.store.merge import Unmergeable, merged
from governance.store.tree import Entry
from governance.store.walk import LINK, SUBMODULE, ChangedPath, changed_paths, from_root
from governance.store.yaml import MAX_BYTES

REGULAR, PROGRAM = "100644", "100755"
# What would stand elsewhere than it says, or be Git's own, on some system:
# https://git-scm.com/docs/gitattributes and CVE-2014-9390 (.git under other spellings)
_UNSAFE = re.compile(r"(?i)(?:^|/)(?:\.{0,2}|\.git[ .]*|git~[0-9]+)(?:/|$)|[\\:\t\r\n]")
# So long may a place be in a record; and in a line of the notes each letter may take six.
LONGEST_PATH = 500
# What is judged in a minute on the machine of a workflow, and asked of GitHub within an hour's
# limit: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
MOST_BYTES = 64 * 1024 * 1024  # of all changed records, before and after
MOST_ACCOUNTS = 100  # that are named for the first time


@dataclass(frozen=True)
class Proposal:
    """A pull request, read.

    `registry` is the base's, of which only the rules, the outputs that change and the
    organisations that may have to approve were read. `refusals` are what no approval can cure.
    `result` is what the merge would make, None where there is none.
    """

    base: str
    head: str
    registry: Registry
    difference: Difference
    refusals: tuple[Refusal, ...] = ()
    result: RevisionTree | None = None


def propose(base: RevisionTree, head: RevisionTree) -> Proposal:
    """What merging `head` into the tip of its base branch would change, below the root and beside.

    Raises Outside where Git cannot tell: such as in a shallow clone.
    """
    try:
        result = merged(base, head)
    except Unmergeable as stop:
        return _unread(base, head, _apart(stop))
    (paths,) = changed_paths(replace(result, prefix=""), [(result.revision, base.revision)])
    inside = [from_root(base.prefix, each) for each in paths if _is_inside(base.prefix, each)]
    beside = [from_root(base.prefix, each) for each in paths if not _is_inside(base.prefix, each)]
    if sum(_bytes(base, each) for each in inside) > MOST_BYTES:
        return _unread(base, head, _TOO_MUCH)
    difference = difference_of(inside, base, result)
    accounts = {each for change in difference.changes for each in new_accounts(change)}
    if len(accounts) > MOST_ACCOUNTS:
        return _unread(base, head, _TOO_MUCH)
    others = (file_change(each.path, each.old.id, each.new.id) for each in beside)
    changes = (*difference.changes, *others)
    refusals = [refusal for each in paths for refusal in _unsafe(each)]
    refusals += _unexplained(base, inside, changes)
    return Proposal(
        base.revision,
        head.revision,
        _registry(base, inside, changes),
        Difference(changes, difference.names),
        tuple(refusals),
        result,
    )


_TOO_MUCH = (Refusal("too-much", ("file", "")),)


def _unread(base: RevisionTree, head: RevisionTree, refusals: tuple[Refusal, ...]) -> Proposal:
    """A pull request of whose changes nothing is told."""
    registry = load(Part(base, RULES_PATHS)).registry
    return Proposal(base.revision, head.revision, registry, Difference((), {}), refusals)


def _bytes(tree: RevisionTree, changed: ChangedPath) -> int:
    """How much there is to read of a record that changes."""
    if record_of(changed.path)[0] == "file":
        return 0
    ids = (each.id for each in (changed.old, changed.new) if each.id and each.is_regular)
    return sum(min(tree.size(each), MAX_BYTES) for each in ids)


def _apart(stop: Unmergeable) -> tuple[Refusal, ...]:
    if not stop.paths:
        return (Refusal("merge-unrelated", ("file", "")),)
    return tuple(Refusal("merge-conflict", ("file", path)) for path in stop.paths)


def _is_inside(prefix: str, changed: ChangedPath) -> bool:
    return not prefix or changed.path.startswith(f"{prefix}/")


def _unsafe(changed: ChangedPath) -> Iterator[Refusal]:
    """What may not come in at a path of the repository, whatever the file says."""
    path, old, new = changed
    about = ("file", path)
    if new.id is None:
        return
    if len(path) > LONGEST_PATH or _UNSAFE.search(path) or UNPRINTABLE.search(path):
        yield Refusal("path-unsafe", about)
    if new.mode == LINK:
        yield Refusal("path-link", about)
    elif new.mode == SUBMODULE:
        yield Refusal("path-submodule", about)
    elif new.mode not in (REGULAR, PROGRAM) or (old.id is not None and old.mode != new.mode):
        yield Refusal("path-mode", about)


def _unexplained(
    base: RevisionTree, paths: Sequence[ChangedPath], changes: Sequence[Change]
) -> Iterator[Refusal]:
    """Paths of which the typed changes say nothing, or not all."""
    told = {(each.type, each.id) for each in changes}
    if ("file", SETTINGS_PATH) in told:  # the format is not known, and so nothing else is told
        return
    folders = _Folders(base)
    by_record: dict[tuple[str, str], list[ChangedPath]] = {}
    for each in paths:
        record = record_of(each.path)
        if not {record, ("file", each.path)} & told:
            yield Refusal("path-unexplained", ("file", each.path))
        if record[0] == "output":
            by_record.setdefault(record, []).append(each)
    for record, same in by_record.items():
        if not (_is_in_place(folders, record, same) or _is_moved(record, same, changes)):
            yield Refusal("output-moved", record, {"path": same[-1].path})


def record_of(path: str) -> tuple[str, str]:
    """Under which type and id a typed change tells of a path."""
    place = layout.classify(path)
    if place is None or place.kind == "text":
        return "file", path
    return place.type or ("settings" if place.kind == "settings" else "policy"), place.name


def _is_in_place(
    folders: "_Folders", record: tuple[str, str], paths: Sequence[ChangedPath]
) -> bool:
    """Whether an output is at one path, and a new one is nowhere else."""
    if len(paths) > 1:
        return False
    return paths[0].old.id is not None or not folders.have(record[1])


def _is_moved(
    record: tuple[str, str], paths: Sequence[ChangedPath], changes: Iterable[Change]
) -> bool:
    """Whether an output went from one project's folder to another's, and says so itself."""
    gone = [each for each in paths if each.new.id is None]
    come = [each for each in paths if each.old.id is None]
    said = any((each.type, each.id, each.field) == (*record, "project") for each in changes)
    return said and (len(gone), len(come), len(paths)) == (1, 1, 2)


def _registry(
    base: RevisionTree, paths: Sequence[ChangedPath], changes: Sequence[Change]
) -> Registry:
    """The base's rules, its outputs that change, and the organisations that may have to approve."""
    old = [each.path for each in paths if each.old.id is not None and _is_output(each.path)]
    loaded = load(Part(base, (*RULES_PATHS, *old)))
    owners = (each.owner for each in loaded.registry.outputs.values())
    named = concerned(owners, changes)
    organisations = (f"{FOLDERS['organisation']}/{id}.yaml" for id in named)
    return load(Part(base, (*RULES_PATHS, *old, *organisations)), known=loaded.registry).registry


def _is_output(path: str) -> bool:
    return record_of(path)[0] == "output"


class _Folders:
    """The folders of outputs at a revision, listed when they are needed."""

    def __init__(self, tree: RevisionTree) -> None:
        self.tree = tree

    @cached_property
    def _paths(self) -> list[str]:
        return self.tree.folders(FOLDERS["output"])

    def have(self, id: str) -> bool:
        """Whether an output stands in one of them."""
        return any(self.tree.object_id(f"{each}/{id}.yaml") for each in self._paths)


@dataclass(frozen=True)
class Part:
    """Some files of a revision, as if there were no others beside them."""

    tree: RevisionTree
    paths: Sequence[str]

    @property
    def revision(self) -> str:
        return self.tree.revision

    def walk(self, folder: str) -> Iterator[Entry]:
        for path in self.paths:
            if path.startswith(f"{folder}/") and (entry := self.tree.entry(path)):
                yield entry

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        return self.tree.read(path, most)

    def sha256(self, path: str) -> str | None:  # noqa: ARG002 - what places name is not looked at
        return None
