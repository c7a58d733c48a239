"""The edits that a comment makes -> a commit that is checked, and goes into the default branch.

The same comment on the same base makes the same commit, so that a second run makes no other.
"""

from dataclasses import dataclass

from governance.forge.draft import Draft, Drafts, Merged, Place, Waiting
from governance.forge.hearing import Entered
from governance.forge.reader import Reader
from governance.forge.record import Recorder, merge_of
from governance.forge.writer import Writer
from governance.model.answer import EntryMarker
from governance.model.issue import Comment
from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.changes import changes
from governance.rules.checks import check_registry
from governance.rules.commands.approval import still_needed
from governance.rules.commands.author import is_maintainer
from governance.rules.commands.decide import Entry
from governance.rules.commands.wording import Wording
from governance.store.branch import Origin
from governance.store.edit import Overlay, edited
from governance.store.git import RevisionTree
from governance.store.load import Loaded, load


@dataclass(frozen=True)
class Base:
    """The default branch as it is now, and the repository that it is of."""

    repository: str
    branch: str
    tree: RevisionTree
    loaded: Loaded

    @property
    def registry(self) -> Registry:
        """What was read of it."""
        return self.loaded.registry


@dataclass(frozen=True)
class Invalid:
    """The registry would not be valid with it."""

    problem: Problem


@dataclass(frozen=True)
class Entering:
    """Enters edits into the default branch of a repository."""

    reader: Reader
    writer: Writer
    origin: Origin
    wording: Wording

    def enter(
        self, base: Base, entry: Entry, comment: Comment
    ) -> Merged | Waiting | Invalid | None:
        """Bring the edits of a comment into the default branch, or as far as they may go.

        None where somebody was quicker and everything must be decided again. Raises Refused for a
        change that no rule speaks of, and where the branch or its pull request is somebody else's;
        Outside where Git or GitHub cannot be reached or refuse.
        """
        files = edited(base.registry, entry.edits)
        laid_over = {path: each.new or b"" for path, each in files.items()}
        new = load(Overlay(base.tree, laid_over), known=base.registry)
        if problem := _new_error(base.loaded, new):
            return Invalid(problem)
        found = changes(base.registry, new.registry)
        is_ours = is_maintainer(base.registry, comment.author.account)
        needed = still_needed(base.registry, found, entry.author, is_maintainer=is_ours)
        place = _place(base, entry.output)
        standing = self._drafts.standing(place)
        if waiting := standing.waiting_for(comment.id):
            return waiting
        title = self.wording.title(entry.output, found)
        message = self.wording.message(comment.url)
        seconds = int(comment.created.timestamp())
        commit = self.origin.commit(base.tree, files, f"{title}\n\n{message}\n", seconds)
        marker = EntryMarker(comment.id, waits=bool(needed))
        text = self.wording.pull(new.registry, found, comment.url, waits=marker.waits)
        draft = Draft(place, base.tree.revision, commit, title, message, marker, text)
        return self._drafts.carry(draft, standing)

    def tidy(self, output: str, comment: Comment) -> None:
        """Delete the branch that a comment's entry has left behind."""
        self._drafts.tidy(branch_of(output), comment.url)

    def record(self, base: Base, output: str, comment: Comment, merged: Merged | None) -> None:
        """Record the comment as the approval of what was merged, by this run or an earlier one.

        Raises Outside where Git or GitHub cannot be reached or refuse.
        """
        found = merged or self._drafts.merged(_place(base, output), comment.id)
        merge = merge_of(base.tree, found.commit, found.head) if found else None
        if merge:
            Recorder(self.origin).entry(merge, Entered(output, comment))

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.reader, self.writer, self.origin, self.wording)


def _place(base: Base, output: str) -> Place:
    return Place(base.repository, branch_of(output), base.branch)


def branch_of(output: str) -> str:
    """The branch on which the entries of an output are made."""
    return f"tp3/review/{output}"


def _new_error(old: Loaded, new: Loaded) -> Problem | None:
    """The first error that was not there before, with its place."""

    def errors(loaded: Loaded) -> list[Problem]:
        found = [*loaded.problems, *check_registry(loaded.registry)]
        return [each for each in found if each.severity == "error"]

    known = {(each.path, each.code, each.field) for each in errors(old)}
    for problem in errors(new):
        if (problem.path, problem.code, problem.field) not in known:
            return new.placed(problem)
    return None
