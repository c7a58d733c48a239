"""What stands in the files of a revision, found by git itself: one process each, no checkout."""

import subprocess
from collections.abc import Iterator, Sequence

from governance.model.problem import Outside
from governance.store.git import RevisionTree
from governance.store.walk import git_command, git_environment

_NONE_FOUND = 1
# By nobody's settings; and a file is text whatever its attributes say.
_PLAIN = (
    "-c", "grep.patternType=default", "grep", "-a", "-o", "-z", "-E", "--no-color",
    "--no-line-number", "--no-column", "--no-textconv", "--full-name",
)  # fmt: skip


def paths_below(tree: RevisionTree, folder: str) -> list[str]:
    """The paths of all files below a folder, as seen from the registry's root. Raises Outside."""
    whole = _whole(tree, folder)
    out = _run(tree, ["ls-tree", "-r", "-z", "--name-only", tree.revision, "--", f"{whole}/"])
    return [_inside(tree, each) for each in out.split("\0") if each]


def found_in(tree: RevisionTree, folder: str, pattern: str) -> Iterator[tuple[str, str]]:
    """What fits a pattern (POSIX, extended) in the files below a folder: path and text.

    Raises Outside where git cannot search.
    """
    only = f":(top,literal){_whole(tree, folder)}"
    out = _run(tree, [*_PLAIN, "-e", pattern, tree.revision, "--", only], _NONE_FOUND)
    for line in out.split("\n"):
        name, _, text = line.partition("\0")
        if text:
            yield _inside(tree, name.partition(":")[2]), text


def _whole(tree: RevisionTree, path: str) -> str:
    return f"{tree.prefix}/{path}" if tree.prefix else path


def _inside(tree: RevisionTree, path: str) -> str:
    return path.removeprefix(f"{tree.prefix}/") if tree.prefix else path


def _run(tree: RevisionTree, arguments: Sequence[str], *fine: int) -> str:
    try:
        done = subprocess.run(
            git_command(tree, arguments), capture_output=True, check=False, env=git_environment()
        )
    except OSError as error:
        raise Outside("git-missing", detail=error.strerror or "") from None
    if done.returncode not in (0, *fine):
        detail = " ".join(done.stderr.decode(errors="replace").split())
        raise tree.unreadable(OSError(detail))
    return done.stdout.decode(errors="surrogateescape")
