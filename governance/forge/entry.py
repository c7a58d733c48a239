"""An edit on its way into the default branch: a branch, a pull request, checked and merged.

Every step may have been done by an earlier run that was stopped, or by one beside this: the same
comment on the same base makes the same commit, and what stands already is used.
"""

from dataclasses import dataclass

from governance.forge.reader import Reader
from governance.forge.stops import Unanswered
from governance.forge.writer import Writer
from governance.model.answer import EntryMarker, entry_marker
from governance.model.forge import Pull
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

CHECKS = "tp3/checks"  # the context of the status


@dataclass(frozen=True)
class Base:
    """The default branch as it is now."""

    branch: str
    tree: RevisionTree
    loaded: Loaded

    @property
    def registry(self) -> Registry:
        """What was read of it."""
        return self.loaded.registry


@dataclass(frozen=True)
class Merged:
    """The entry stands in the default branch, by this commit."""

    commit: str
    pull: int


@dataclass(frozen=True)
class Waiting:
    """A pull request of the output waits for others; `mine`: it is of this very comment."""

    pull: int
    mine: bool


@dataclass(frozen=True)
class Invalid:
    """The registry would not be valid with it."""

    problem: Problem


@dataclass(frozen=True)
class _Draft:
    """A commit on its way: into which branch, on which of its commits, and what is said of it."""

    into: str
    on: str
    branch: str
    commit: str
    title: str
    message: str
    body: str
    waits: bool


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
        change that no rule speaks of, Outside where Git or GitHub cannot be reached or refuse.
        """
        files = edited(base.registry, entry.edits)
        laid_over = {path: each.new or b"" for path, each in files.items()}
        new = load(Overlay(base.tree, laid_over), known=base.registry)
        if problem := _new_error(base.loaded, new):
            return Invalid(problem)
        found = changes(base.registry, new.registry)
        is_ours = is_maintainer(base.registry, comment.author.account)
        needed = still_needed(base.registry, found, entry.author, is_maintainer=is_ours)
        standing = self._standing(entry.output)
        known = entry_marker(standing.body) if standing else None
        if standing and known and known.waits:
            return Waiting(standing.number, mine=known.comment == comment.id)
        title = self.wording.title(entry.output, found)
        message = self.wording.message(comment.url)
        seconds = int(comment.created.timestamp())
        commit = self.origin.commit(base.tree, files, f"{title}\n\n{message}\n", seconds)
        text = self.wording.pull(new.registry, found, comment.url, waits=bool(needed))
        draft = _Draft(
            base.branch, base.tree.revision, branch_of(entry.output), commit, title, message,
            EntryMarker(comment.id, waits=bool(needed)).body(text), bool(needed),
        )  # fmt: skip
        return self._carried(draft, standing)

    def tidy(self, output: str, comment: Comment) -> None:
        """Delete the branch that a comment's entry has left behind."""
        if self.reader.branch_tip(branch_of(output)) is None:
            return
        standing = self._standing(output)
        known = entry_marker(standing.body) if standing else None
        if standing is None or (known and known.comment == comment.id):
            self.writer.delete_branch(branch_of(output))

    def _standing(self, output: str) -> Pull | None:
        """The open pull request of an output."""
        pulls = self.reader.pulls(head=branch_of(output))
        return next((each for each in pulls if each.author.trusted), None)

    def _carried(self, draft: _Draft, standing: Pull | None) -> Merged | Waiting | None:
        if self._has_moved(draft) or not self._pushed(draft):
            return None
        pull = standing or self.writer.create_pull(
            draft.title, draft.body, head=draft.branch, base=draft.into
        )
        if (pull.title, pull.body.replace("\r\n", "\n")) != (draft.title, draft.body):
            try:
                self.writer.edit_issue(pull.number, title=draft.title, body=draft.body)
            except Unanswered:
                return None
        said = self.wording.status(waits=draft.waits)
        self.writer.set_status(draft.commit, CHECKS, "success", said)
        if draft.waits:
            return Waiting(pull.number, mine=True)
        if self._has_moved(draft):  # it is merged into the very commit that it was checked with
            return None
        title = f"{draft.title} (#{pull.number})"
        sha = self.writer.merge_pull(pull.number, draft.commit, title=title, message=draft.message)
        if sha is None:
            return None
        self.writer.delete_branch(draft.branch)
        return Merged(sha, pull.number)

    def _has_moved(self, draft: _Draft) -> bool:
        """Whether the default branch is another than it was, or `origin` another repository."""
        return self.reader.branch_tip(draft.into) != draft.on

    def _pushed(self, draft: _Draft) -> bool:
        before = self.origin.commit_of(draft.branch)
        return before == draft.commit or self.origin.push(draft.commit, draft.branch, before)


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
