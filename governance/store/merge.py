"""The merge that a pull request would make, by git itself: no checkout, no hook, no filter."""

import pygit2

from governance.model.problem import Outside
from governance.store.branch import EMAIL, NAME
from governance.store.git import RevisionTree
from governance.store.git_call import call_git, git_failed

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"  # git knows it in every repository
# The same merge wherever it is tried: not by the settings or the attributes of somebody's files.
# Without a work tree git reads no .gitattributes from where we happen to stand.
_ALIKE = ("--bare", *(part for setting in (
    "merge.renames=true", "merge.directoryRenames=conflict", "merge.renormalize=false",
    f"attr.tree={EMPTY_TREE}", "core.attributesFile=/dev/null",
) for part in ("-c", setting)))  # fmt: skip
_CONFLICTS, _UNKNOWN_OPTION = 1, 129


class Unmergeable(Exception):
    """Two revisions cannot be merged; `paths` are those in conflict, none of unrelated ones."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(*paths)
        self.paths = paths


def merged(base: RevisionTree, head: RevisionTree) -> RevisionTree:
    """What `base` would be with `head` merged into it, as a commit that no branch points to.

    Raises Unmergeable where a person must merge, Outside where git cannot tell.
    https://git-scm.com/docs/git-merge-tree
    """
    repository = base.repository
    if repository.is_shallow:  # the common ancestor may be missing
        raise Outside("git-shallow", rev=head.revision)
    try:
        if repository.merge_base(base.commit.id, head.commit.id) is None:
            raise Unmergeable(())
        tree = _merged_tree(base, head)
        who = pygit2.Signature(NAME, EMAIL, 0, 0)
        parents = [base.commit.id, head.commit.id]
        made = repository.create_commit(None, who, who, "", pygit2.Oid(hex=tree), parents)
    except (pygit2.GitError, KeyError) as error:
        raise base.unreadable(error) from None
    return base.at(str(made))


def _merged_tree(base: RevisionTree, head: RevisionTree) -> str:
    options = ("--write-tree", "--no-messages", "--name-only", "-z")
    command = [*_ALIKE, "merge-tree", *options, base.revision, head.revision]
    done = call_git(base, command)
    if done.returncode == _UNKNOWN_OPTION:
        raise Outside("git-old")
    tree, *paths = done.stdout.decode(errors="surrogateescape").rstrip("\0").split("\0")
    if done.returncode == _CONFLICTS:
        raise Unmergeable(tuple(paths))
    if done.returncode != 0:
        raise git_failed(base, done.stderr)
    return tree
