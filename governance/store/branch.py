"""Branches and notes of `origin`, read and moved without touching the working tree."""

import os
import re
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import sleep
from urllib.parse import urlsplit

import pygit2

from governance.model.forge import LOOPBACK
from governance.model.problem import Outside, Refused
from governance.store.git import RevisionTree, resolve
from governance.store.write import Replacement

NAME, EMAIL = "tp3", "tp3@users.noreply.invalid"  # of a domain that nobody can have (RFC 2606)
PATIENCE = 300  # seconds for one exchange with the remote
HEADS = "refs/tp3/heads"  # what branches of origin had when they were asked last
PULLS = "refs/tp3/pull"  # what pull requests had
TRIES = 20
PAUSE = 0.1  # seconds before a lock of another git is tried again
# What names another repository, or has git write down what it sends.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_TRACES = ("GIT_TRACE", "GIT_CURL_VERBOSE")
_SIGNED_URL = re.compile(r"(?<=://)[^/\s@]*@")
_ABSENT, _MOVED = b"couldn't find remote ref", b"cannot lock ref"
# How git says that somebody else was quicker: https://git-scm.com/docs/git-push#_output
_QUICKER = (
    "(stale info)", "(fetch first)", "(non-fast-forward)", "cannot lock ref",
    "failed to update ref", "reference already exists", "incorrect old value",
)  # fmt: skip


@dataclass(frozen=True)
class Signature:
    """A token of a forge, and the host that may see it."""

    token: str = field(repr=False)
    host: str


@dataclass(frozen=True)
class Head:
    """The newest commit of a branch; `is_ours`: nobody else has made or changed it."""

    commit: str
    message: str
    is_ours: bool


@dataclass(frozen=True)
class Origin:
    """The remote `origin` of a repository; `signature` is shown to its own host only."""

    repository: pygit2.Repository
    prefix: str = ""
    signature: Signature | None = None

    def tip(self, branch: str) -> RevisionTree:
        """The newest commit of a branch of the remote, fetched.

        Raises Outside where the remote cannot be reached or has no such branch.
        """
        ref = f"refs/remotes/origin/{branch}"
        done = self._fetch(f"refs/heads/{branch}", ref)
        if done.returncode != 0:
            raise self._failed(done)
        return RevisionTree(self.repository, resolve(self.repository, ref), self.prefix)

    def fetch(self, ref: str, into: str) -> pygit2.Commit | None:
        """What any ref of the remote points to, kept here under another name.

        None where the remote has no such ref. Raises Outside where it cannot be reached.
        """
        done = self._fetch(ref, into)
        if done.returncode == 0:
            return resolve(self.repository, into)
        if _ABSENT in done.stderr:
            return None
        raise self._failed(done)

    def here(self, commit: str) -> RevisionTree | None:
        """A commit that is here already, by its full name; None where it is not."""
        found = self.repository.get(commit)
        if not isinstance(found, pygit2.Commit):
            return None
        return RevisionTree(self.repository, found, self.prefix)

    def pull_head(self, number: int) -> RevisionTree | None:
        """The newest commit of a pull request, also of one from a fork; None where there is none.

        GitHub keeps it where only it can write. Raises Outside where the remote cannot be reached.
        https://docs.github.com/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/checking-out-pull-requests-locally
        """
        commit = self.fetch(f"refs/pull/{number}/head", f"{PULLS}/{number}")
        return RevisionTree(self.repository, commit, self.prefix) if commit else None

    def _fetch(self, ref: str, into: str) -> "subprocess.CompletedProcess[bytes]":
        """Fetch; where another run here fetches something newer at this moment, once more."""
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        for _ in range(TRIES):
            done = self._git("fetch", *options, "origin", f"+{ref}:{into}")
            if _MOVED not in done.stderr:
                break
        return done

    def head(self, branch: str) -> Head | None:
        """The newest commit of a branch of the remote; None where there is no such branch.

        Raises Outside where the remote cannot be reached.
        """
        commit = self.fetch(f"refs/heads/{branch}", f"{HEADS}/{branch}")
        if commit is None:
            return None
        makers = {commit.author.email, commit.committer.email}
        return Head(str(commit.id), commit.message, is_ours=makers == {EMAIL})

    def commit(
        self, base: RevisionTree, files: Mapping[str, Replacement], message: str, seconds: int
    ) -> str:
        """A commit on `base` in which these files have their new bytes; its hash.

        The same arguments give the same commit, so that a second run makes no other. `seconds`
        since 1970 is its time, or that of the base where it is later. Raises Outside where Git
        cannot read the base.
        """
        repository, parent = self.repository, base.commit
        tree = pygit2.Oid(hex=self.tree(base, files))
        try:
            who = pygit2.Signature(NAME, EMAIL, max(seconds, parent.committer.time), 0)
            made = repository.create_commit(None, who, who, message, tree, [parent.id])
        except (pygit2.GitError, KeyError) as error:
            raise base.unreadable(error) from None
        return str(made)

    def tree(self, base: RevisionTree, files: Mapping[str, Replacement]) -> str:
        """The files of `base` in which these have their new bytes: the name that Git gives them.

        Raises Outside where Git cannot read the base.
        """
        try:
            index = pygit2.Index()
            index.read_tree(base.commit.tree)
            for path, each in files.items():
                whole = f"{base.prefix}/{path}" if base.prefix else path
                mode = index[whole].mode
                blob = self.repository.create_blob(each.new or b"")
                index.add(pygit2.IndexEntry(whole, blob, mode))
            return str(index.write_tree(self.repository))
        except (pygit2.GitError, KeyError) as error:
            raise base.unreadable(error) from None

    def push(self, commit: str, branch: str, expected: str | None) -> bool:
        """Point a branch of the remote to a commit, if it still is at `expected`.

        None is a branch that does not exist. False where somebody was quicker. Raises Refused where
        the name of another branch leaves no room for it, Outside where the remote cannot be reached
        or refuses.
        """
        return self.move(f"refs/heads/{branch}", commit, expected)

    def delete(self, branch: str, expected: str) -> bool:
        """Delete a branch of the remote, if it still is at `expected`; otherwise as `push`."""
        return self.move(f"refs/heads/{branch}", "", expected)

    def move(self, ref: str, commit: str, expected: str | None) -> bool:
        """Point any ref of the remote to a commit, as `push` does with a branch."""
        lease = f"--force-with-lease={ref}:{expected or ''}"
        options = ("--quiet", "--porcelain", "--no-verify", "--no-signed", lease)
        done = self._git("push", *options, "origin", f"{commit}:{ref}")
        if done.returncode == 0:
            return True
        if expected is None and (other := self._in_the_way(ref)):
            start = "refs/heads/"
            name, other = ref.removeprefix(start), other.removeprefix(start)
            raise Refused("ref-in-the-way", ref=name, other=other)
        said = (done.stdout + done.stderr).decode(errors="replace")
        if any(each in said for each in _QUICKER):
            return False
        raise self._failed(done)

    def _in_the_way(self, ref: str) -> str | None:
        """A ref of the remote that is a folder of this one, or has this one as a folder.

        Git says of it what it says of a lost race: both are refs that cannot be locked.
        """
        names = ref.split("/")
        above = ["/".join(names[:count]) for count in range(3, len(names))]
        done = self._git("ls-remote", "--refs", "origin", *above, f"{ref}/*")
        lines = done.stdout.decode(errors="replace").splitlines()
        found = (line.partition("\t")[2] for line in lines)
        return next((each for each in found if each in above or each.startswith(f"{ref}/")), None)

    def _git(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """Run git; while another one holds a lock here, wait and try again."""
        for _ in range(TRIES):
            done = self._once(*arguments)
            if done.returncode == 0 or b".lock" not in done.stderr:
                break
            sleep(PAUSE)
        return done

    def _once(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        command = ["git", "--git-dir", self.repository.path, *arguments]
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _FOREIGN and not name.startswith(_TRACES)
        }
        environment = {**kept, **self._signed(), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        try:
            return subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Outside("remote-silent", seconds=str(PATIENCE)) from None
        except OSError as error:
            raise Outside("git-missing", detail=error.strerror or "") from None

    def _signed(self) -> dict[str, str]:
        """How git is told the token: not by arguments, which every process of the machine sees.

        The header stands alone: one that a checkout has left would be sent beside it.
        https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader
        """
        address, signature = urlsplit(self._address()), self.signature
        safe = address.scheme == "https" or address.hostname in LOOPBACK
        host = address.netloc.rpartition("@")[2]
        if signature is None or not safe or host != signature.host:
            return {}
        word = b64encode(f"x-access-token:{signature.token}".encode()).decode()
        key = f"http.{address.scheme}://{signature.host}/.extraheader"
        before = os.environ.get("GIT_CONFIG_COUNT", "")
        count = int(before) if before.isdecimal() else 0
        pairs = ((key, ""), (key, f"Authorization: basic {word}"))
        found = {"GIT_CONFIG_COUNT": str(count + len(pairs))}
        for at, (name, value) in enumerate(pairs, count):
            found |= {f"GIT_CONFIG_KEY_{at}": name, f"GIT_CONFIG_VALUE_{at}": value}
        return found

    def _address(self) -> str:
        try:
            return str(self.repository.remotes["origin"].url)
        except KeyError:
            raise Outside("remote-none") from None

    def _failed(self, done: "subprocess.CompletedProcess[bytes]") -> Outside:
        """Why the remote did not answer, on one line and without anybody's credentials."""
        said = (done.stderr + b"\n" + done.stdout).decode(errors="replace")
        detail = " ".join(_SIGNED_URL.sub("", said).split()) or str(done.returncode)
        if self.signature:
            detail = detail.replace(self.signature.token, "***")
        return Outside("remote-refused", detail=detail)
