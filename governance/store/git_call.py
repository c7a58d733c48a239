"""Calls of git on a repository as pygit2 sees it: nothing replaced, nothing fetched on the way."""

import os
import subprocess
from collections.abc import Sequence

from governance.model.problem import Outside
from governance.store.git import RevisionTree


def git_command(tree: RevisionTree, arguments: Sequence[str]) -> list[str]:
    """A call of git on the repository of a revision: without replaced objects."""
    quiet = ["-c", "advice.graftFileDeprecated=false"]
    return ["git", "--no-replace-objects", *quiet, "--git-dir", tree.repository.path, *arguments]


def git_environment() -> dict[str, str]:
    """For a call of git: nothing is fetched on the way, and parents are those of the commits."""
    # Git before 2.44 knows no GIT_NO_LAZY_FETCH, but may use no protocol that is not named.
    own = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_GRAFT_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_PATHSPECS")}
    return {**kept, **own, "LC_ALL": "C"}


def call_git(tree: RevisionTree, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    """A call that has ended, however. Raises Outside where there is no git to be run."""
    try:
        return subprocess.run(
            git_command(tree, arguments), capture_output=True, check=False, env=git_environment()
        )
    except OSError as error:
        raise git_missing(error) from None


def git_missing(error: OSError) -> Outside:
    """What to tell where git cannot be run."""
    return Outside("git-missing", detail=error.strerror or "")


def git_failed(tree: RevisionTree, said: bytes) -> Outside:
    """What to tell where git has failed; `said` is what it complained of."""
    return tree.unreadable(OSError(" ".join(said.decode(errors="replace").split())))
