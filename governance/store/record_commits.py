"""The life of a record: the commits that touched it, found by its id, wherever it stood."""

from collections.abc import Sequence

from governance.model.registry import FOLDERS, RecordType
from governance.store.git import RevisionTree
from governance.store.walk import Commit, changed_paths, first_parents


def record_commits(
    type: RecordType, id: str, newest: RevisionTree
) -> tuple[list[Commit], list[str]]:
    """The commits along first parents that touched a record, newest first, and its paths.

    None for an unknown id. Raises Outside where git cannot tell.
    """
    if type != "output":
        path = f"{FOLDERS[type]}/{id}.yaml"
        return first_parents(None, newest, [path]), [path]
    known: set[str] = set()
    commits: list[Commit] = []
    found = _standing(id, newest) or _gone(id, newest)
    while found - known:
        known |= found
        commits = first_parents(None, newest, sorted(known))
        found = _beside(id, newest, commits, sorted(known))
    return commits, sorted(known)


def _standing(id: str, tree: RevisionTree) -> set[str]:
    paths = (f"{folder}/{id}.yaml" for folder in tree.folders(FOLDERS["output"]))
    return {path for path in paths if tree.object_id(path) is not None}


def _gone(id: str, newest: RevisionTree) -> set[str]:
    """Where a record stood that is no more. Git must look into every folder, which takes longer."""
    commits = first_parents(None, newest, [f"{FOLDERS['output']}/*/{id}.yaml"])
    last = next((each.parent for each in commits if each.parent), None)
    return _standing(id, newest.at(last)) if last else set()


def _beside(
    id: str, newest: RevisionTree, commits: Sequence[Commit], known: Sequence[str]
) -> set[str]:
    """The paths before and after each commit in which the record came to a path or left it."""
    pairs = [(each.id, each.parent) for each in commits]
    found: set[str] = set()
    for commit, changed in zip(commits, changed_paths(newest, pairs, known), strict=True):
        if any(each.old.id is None or each.new.id is None for each in changed):
            sides = [commit.id, *([commit.parent] if commit.parent else [])]
            found |= set().union(*(_standing(id, newest.at(side)) for side in sides))
    return found
