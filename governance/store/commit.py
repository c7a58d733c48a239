"""One commit of exactly the files that were edited, by git itself: hooks and signing apply."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from governance.model.problem import Outside, Refused
from governance.store.write import Replacement, replace_files

TRIES = 40
PAUSE = 0.1  # seconds before git is tried again
_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
# A hook of another repository that calls us names that one by these.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


@dataclass(frozen=True)
class Committer:
    """Commits below a registry's root."""

    root: Path

    def must_be_ready(self, paths: Iterable[str]) -> None:
        """Raises Outside or Refused where a commit of these files could not be made.

        There is a repository, git knows who commits, no merge is under way, and the files hold
        nothing that was not committed before.
        """
        if self._git("rev-parse", "--is-inside-work-tree").stdout.strip() != b"true":
            raise Outside("git-none", path=str(self.root))
        for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            if self._git("var", name).returncode != 0:
                raise Outside("commit-identity")
        for name in _UNDER_WAY:
            place = self._git("rev-parse", "--git-path", name).stdout.decode().rstrip("\n")
            if (self.root / place).exists():
                raise Refused("commit-under-way", what=name)
        options = ("--porcelain", "-z", "--untracked-files=all", "--no-renames")
        paths = tuple(paths)
        status = self._git("--no-optional-locks", "status", *options, "--", *paths)
        if status.returncode != 0:
            raise Outside("commit-failed", detail=_said(status))
        if status.stdout:  # a line is two letters, a space and the path from the repository's top
            first = status.stdout.split(b"\0")[0].decode(errors="replace")[3:]
            raise Refused("edit-uncommitted", path=first)
        for path in paths:  # git may have been told not to look at a file
            if not self._is_as_in_head(path):
                raise Refused("edit-uncommitted", path=path)

    def commit(self, files: Mapping[str, Replacement], message: str) -> None:
        """Commit the files, which have their new bytes already.

        Raises Outside where git refuses, with files and index as they were before.
        """
        detail = None
        committed = False
        try:
            detail = self._try(files, message)
        finally:
            # Interrupted, or with a hook that fails late, git may have committed all the same;
            # and a file it was told not to look at is not committed though git says nothing.
            left = [path for path in files if not self._is_as_in_head(path)]
            committed = not left
            if not committed:
                self._undo(files, detail or ", ".join(left))
        if not committed:
            raise Outside("commit-failed", detail=detail or ", ".join(left))

    def _try(self, files: Mapping[str, Replacement], message: str) -> str:
        """What git said against it, empty when it was done."""
        options = ("commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-")
        for command in (("add", "--", *files), (*options, "--", *files)):
            done = self._git(*command, data=message.encode())
            if done.returncode != 0:
                return _said(done)
        return ""

    def _undo(self, files: Mapping[str, Replacement], detail: str) -> None:
        reset = self._git("reset", "--quiet", "--", *files)
        back = {path: Replacement(each.new, each.old) for path, each in files.items()}
        try:
            replace_files(self.root, back)
        except Refused as changed:  # somebody has edited what we wrote: hers stays
            path = changed.values["path"]
            raise Outside("commit-failed-kept", path=path, detail=detail) from None
        if reset.returncode != 0:
            raise Outside("commit-failed-index", detail=_said(reset))

    def _is_as_in_head(self, path: str) -> bool:
        """Whether a file is what the last commit has, as git would store it."""
        there = self._git("rev-parse", "--verify", "--quiet", f"HEAD:./{path}")
        if not (self.root / path).is_file():
            return there.returncode != 0
        return self._git("hash-object", "--", path).stdout == there.stdout

    def _git(self, *arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Run git; while another one holds its lock on the index, wait and try again."""
        for _ in range(TRIES):
            done = self._once(*arguments, data=data)
            if done.returncode == 0 or b"index.lock" not in done.stderr:
                break
            sleep(PAUSE)
        return done

    def _once(self, *arguments: str, data: bytes) -> "subprocess.CompletedProcess[bytes]":
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in _FOREIGN and not name.endswith("_PATHSPECS")
        }
        try:
            return subprocess.run(
                ["git", "--literal-pathspecs", "-c", "i18n.commitEncoding=UTF-8", *arguments],
                cwd=self.root,
                env=environment,
                input=data,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise Outside("git-missing", detail=error.strerror or "") from None


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Why git refused, on one line."""
    said = (done.stderr + b"\n" + done.stdout).decode(errors="replace")
    return " ".join(said.split()) or str(done.returncode)
