"""Who approved what, kept in Git: a note of JSON lines on each merged commit.

A note is a set of lines, so that two of them are merged as git itself does by `cat_sort_uniq`, and
a line that stands is not added again. https://git-scm.com/docs/git-notes
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import pygit2
from pygit2.enums import FileMode

from governance.model.approval_line import ApprovalLine, parse_line
from governance.model.problem import Outside
from governance.store.branch import EMAIL, NAME, Origin
from governance.store.git import RevisionTree

REF = "refs/notes/approvals"
THEIRS = "refs/tp3/approvals"  # what origin had when it was asked last
TRIES = 40  # each one that fails means that somebody else has recorded something
MOST = 1024 * 1024  # bytes of a note
SHOWN = 80  # characters of a line that says nothing
_LENGTH = 40  # of a commit's name
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Note:
    """What is recorded of one commit; `broken` has the beginnings of lines that are none."""

    lines: tuple[ApprovalLine, ...] = ()
    broken: tuple[str, ...] = ()


class Notes:
    """The notes of a repository. The cost of one follows what it says, not how many there are."""

    def __init__(self, tree: RevisionTree, tip: pygit2.Commit | None) -> None:
        """`tip` is the newest commit of the notes' own history; without it there are none."""
        self._tree = tree
        self._root = tip.tree_id if tip else None
        self._folder = lru_cache(maxsize=None)(self._read_folder)

    def of(self, commit: str) -> Note:
        """What is recorded of a commit. Raises Outside where Git cannot give it."""
        lines: dict[ApprovalLine, None] = {}
        broken: list[str] = []
        for id in self._blobs(commit):
            data = self._tree.blob(str(id), MOST)
            for text in _texts(b"..." if data is None else data):
                line = parse_line(text)
                if line is None:
                    broken.append(text[:SHOWN])
                else:
                    lines[line] = None
        return Note(tuple(lines), tuple(broken))

    def commits(self) -> Iterator[str]:
        """Names of the commits that have a note, in order. Raises Outside."""
        if self._root is not None:
            yield from dict.fromkeys(sorted(self._commits(self._root, "")))

    def _blobs(self, commit: str) -> Iterator[pygit2.Oid]:
        """The parts of a commit's note: how deep it lies is git's business."""
        if self._root is None:
            return
        folder, rest = self._folder(self._root), commit
        while True:
            if (found := folder.get(rest)) and not found.is_folder:
                yield found.id
            inner = folder.get(rest[:2])
            if inner is None or not inner.is_folder:
                return
            folder, rest = self._folder(inner.id), rest[2:]

    def _commits(self, folder: pygit2.Oid, start: str) -> Iterator[str]:
        for name, each in self._folder(folder).items():
            whole = start + name
            if each.is_folder and len(name) == 2:  # noqa: PLR2004 - git's fan-out
                yield from self._commits(each.id, whole)
            elif not each.is_folder and len(whole) == _LENGTH and _HEX.issuperset(whole):
                yield whole

    def _read_folder(self, id: pygit2.Oid) -> Mapping[str, "_Part"]:
        try:
            folder = self._tree.repository[id]
            if not isinstance(folder, pygit2.Tree):
                raise KeyError(str(id))
            return {
                (each.raw_name or b"").decode("latin-1"): _Part(
                    each.filemode == FileMode.TREE, each.id
                )
                for each in folder
            }
        except (pygit2.GitError, KeyError) as error:
            raise self._tree.unreadable(error) from None


@dataclass(frozen=True, slots=True)
class _Part:
    is_folder: bool
    id: pygit2.Oid


def open_notes(tree: RevisionTree) -> Notes | None:
    """The notes that are here, None where there are none. Raises Outside where they are no notes.

    A clone has none until somebody fetches them, whatever was approved.
    """
    try:
        return Notes(tree, tree.repository.references[REF].peel(pygit2.Commit))
    except KeyError:
        return None
    except (pygit2.GitError, ValueError) as error:
        raise tree.unreadable(error) from None


def fetch_notes(origin: Origin, tree: RevisionTree) -> Notes:
    """The notes that origin has. Raises Outside where it cannot be reached."""
    return Notes(tree, origin.fetch(REF, THEIRS))


def record(origin: Origin, lines: Mapping[str, Iterable[ApprovalLine]]) -> int:
    """Add lines to the notes of commits at origin, and here; how many did not stand there yet.

    Nothing is left behind where it is stopped, and nobody else's lines are lost: the lines are
    added to what origin has, and it takes them only if it has the same still. Raises Outside where
    it cannot be reached or refuses.
    """
    for _ in range(TRIES):
        tip = origin.fetch(REF, THEIRS)
        made, count = _added(origin, tip, lines)
        if made is None or origin.move(REF, str(made), str(tip.id) if tip else None):
            if newest := made or (tip and tip.id):
                _keep(origin.repository, newest)
            return count
    raise Outside("notes-contended")


def _added(
    origin: Origin, tip: pygit2.Commit | None, lines: Mapping[str, Iterable[ApprovalLine]]
) -> tuple[pygit2.Oid | None, int]:
    """A commit of the notes with the lines, and how many it adds; none where all stand."""
    repository, index = origin.repository, pygit2.Index()
    count, newest = 0, tip.committer.time if tip else 0
    try:
        if tip:
            index.read_tree(tip.tree)
        places = _places(index, lines)
        for commit, told in lines.items():
            before = {
                text for path in places[commit] for text in _whole(repository, index[path].id)
            }
            new = {line.text: int(line.time.timestamp()) for line in told}
            missing = new.keys() - before
            if not missing:
                continue
            count += len(missing)
            newest = max(newest, *(new[text] for text in missing))
            text = "".join(f"{each}\n" for each in sorted(before | missing))
            first, *others = places[commit] or [f"{commit[:2]}/{commit[2:]}"]
            for path in others:
                index.remove(path)
            blob = repository.create_blob(text.encode(errors="surrogateescape"))
            index.add(pygit2.IndexEntry(first, blob, FileMode.BLOB))
        if not count:
            return None, 0
        who = pygit2.Signature(NAME, EMAIL, newest, 0)
        message, parents = "Approvals recorded\n", [tip.id] if tip else []
        tree = index.write_tree(repository)
        return repository.create_commit(None, who, who, message, tree, parents), count
    except (pygit2.GitError, KeyError, ValueError) as error:  # also a name that is no text
        detail = str(error)
        raise Outside("git-unreadable", path=repository.path, detail=detail) from None


def _places(index: pygit2.Index, commits: Iterable[str]) -> Mapping[str, list[str]]:
    """Where the notes of these commits lie."""
    found: dict[str, list[str]] = {commit: [] for commit in commits}
    for entry in index:
        name = entry.path.replace("/", "")
        if name in found:
            found[name].append(entry.path)
    return found


def _whole(repository: pygit2.Repository, id: pygit2.Oid) -> list[str]:
    """All lines of a note, also those that say nothing: they are not ours to lose."""
    return _texts(repository[id].peel(pygit2.Blob).data)


def _texts(note: bytes) -> list[str]:
    return [each for each in note.decode(errors="surrogateescape").split("\n") if each]


def _keep(repository: pygit2.Repository, newest: pygit2.Oid) -> None:
    """Have our own notes follow those of origin, unless somebody has added to them by hand."""
    with suppress(pygit2.GitError, OSError):  # locked by another run, or by one that was killed
        ours = repository.references.get(REF)
        if ours is None or repository.descendant_of(newest, ours.target):
            repository.references.create(REF, newest, force=True)
