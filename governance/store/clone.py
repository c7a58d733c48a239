"""What this clone can do: the version of git, how much of the history it has, and the notes."""

import re
import subprocess

import pygit2

from governance.rules.doctor.facts import Clone, Standing
from governance.store.git_call import git_environment
from governance.store.notes import REF

_VERSION = re.compile(r"git version (\d{1,6})\.(\d{1,6})")


def look_at(repository: pygit2.Repository) -> Clone:
    """What there is here; nothing is fetched."""
    return Clone(
        git=_git_version(),
        is_shallow=repository.is_shallow,
        has_notes=_tip(repository) is not None,
        fetches_notes=_fetches(repository, REF),
    )


def standing(repository: pygit2.Repository, theirs: str) -> Standing | None:
    """Where our notes stand beside those of origin, whose newest commit is `theirs`.

    None where there are none here, or none that are notes.
    """
    ours = _tip(repository)
    if ours is None:
        return None
    if str(ours) == theirs:
        return "same"
    try:
        if theirs not in repository:
            return "not-here"
        if repository.descendant_of(theirs, ours):
            return "behind"
        return "ahead" if repository.descendant_of(ours, theirs) else "apart"
    except (pygit2.GitError, KeyError, ValueError):
        return "not-here"


def _tip(repository: pygit2.Repository) -> pygit2.Oid | None:
    try:
        return repository.references[REF].peel(pygit2.Commit).id
    except (KeyError, pygit2.GitError, ValueError):
        return None


def _fetches(repository: pygit2.Repository, ref: str) -> bool:
    try:
        specs = repository.remotes["origin"].fetch_refspecs
    except KeyError:
        return False
    sources = (spec.removeprefix("+").partition(":")[0] for spec in specs)
    return any(
        ref.startswith(source[:-1]) if source.endswith("*") else ref == source for source in sources
    )


def _git_version() -> tuple[int, ...] | None:
    try:
        done = subprocess.run(
            ["git", "--version"], capture_output=True, check=False, env=git_environment()
        )
    except OSError:
        return None
    said = _VERSION.match(done.stdout.decode(errors="replace"))
    return tuple(map(int, said.groups())) if said else None
