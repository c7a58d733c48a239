"""The comment behind a pull request of ours: an approval of exactly its own entry.

Such a pull request stands on a branch that others may push to, and its words may be edited by
whoever has the right to write. So nothing that it says is believed: the entry is made again from
the comment, and must come to the same files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.forge.decision import Asking
from governance.forge.draft import Place, marker_of
from governance.forge.entry import branch_of
from governance.forge.hearing import Entered
from governance.forge.reader import Reader
from governance.forge.stops import Unwritable
from governance.forge.thread import as_seen_by
from governance.model.forge import Pull, Repository
from governance.model.issue import Comment, Issue
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.commands.decide import Decision, Entry
from governance.store.branch import Origin
from governance.store.edit import edited
from governance.store.git import RevisionTree
from governance.store.load import load
from governance.store.write import Replacement


@dataclass(frozen=True)
class _Made:
    """The output that a comment makes an entry in, and the files that change by it."""

    output: str
    files: Mapping[str, Replacement]


class Behind:
    """Finds the comments behind the pull requests of a repository; a base is read once."""

    def __init__(self, reader: Reader, origin: Origin, home: Repository) -> None:
        self.reader = reader
        self.origin = origin
        self.home = home
        self._revision: str | None = None
        self._registry = Registry()

    def entered(self, pull: Pull, base: RevisionTree, tree: str, today: date) -> Entered | None:
        """The comment whose entry makes of `base` the files that Git names `tree`; None else.

        Raises Outside where Git or GitHub cannot be read.
        """
        marker = marker_of(pull)
        comment = self.reader.comment(marker.comment) if marker else None
        entry = self._entry(comment, base, today) if comment else None
        if comment is None or entry is None:
            return None
        place = Place(self.home.full_name, branch_of(entry.output), self.home.default_branch)
        is_its = (pull.head, pull.base) == (place.branch, place.into) and place.holds(pull)
        if not is_its or self.origin.tree(base, entry.files) != tree:
            return None
        return Entered(entry.output, comment)

    def _entry(self, comment: Comment, base: RevisionTree, today: date) -> _Made | None:
        """What a comment makes of the base; None where it makes no entry."""
        try:
            issue = self.reader.issue(comment.issue)
        except Unwritable:
            return None
        if issue is None:
            return None
        registry = self._loaded(base)

        def as_seen(said: Comment) -> Issue:
            return as_seen_by(said, issue, self.reader.renames(issue.number))

        try:
            decision: Decision = Asking(issue, as_seen).decision(
                registry, comment, today, answered_before=False
            )
            if not isinstance(decision, Entry):
                return None
            return _Made(decision.output, edited(registry, decision.edits))
        except Refused:
            return None

    def _loaded(self, base: RevisionTree) -> Registry:
        """The registry of a base; of another one only what differs is read."""
        if self._revision != base.revision:
            self._registry = load(base, known=self._registry).registry
            self._revision = base.revision
        return self._registry
