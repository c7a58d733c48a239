"""A commit on its way into the default branch: pushed, opened as a pull request, merged.

Every step may have been done by an earlier run that was stopped, or by one beside this: what stands
already is used, what another run has pushed is not overwritten, and nobody else's is touched.
"""

from dataclasses import dataclass

from governance.forge.reader import Reader
from governance.forge.stops import Declined, Unanswered
from governance.forge.writer import Writer
from governance.model.answer import EntryMarker, entry_marker
from governance.model.forge import APPROVALS, CHECKS, Pull
from governance.model.problem import Refused
from governance.rules.commands.wording import Wording
from governance.store.branch import Head, Origin


@dataclass(frozen=True)
class Merged:
    """The entry stands in the default branch, by this commit, which merged `head`."""

    commit: str
    pull: int
    head: str


@dataclass(frozen=True)
class Waiting:
    """A pull request of the output waits for others; `mine`: it is of this very comment."""

    pull: int
    mine: bool


@dataclass(frozen=True)
class Place:
    """The branch on which entries are made, and the one that they go into, of a repository."""

    repository: str
    branch: str
    into: str

    def holds(self, pull: Pull) -> bool:
        """Whether a pull request is from this branch, not from that of a fork."""
        return (pull.head_repository or "").casefold() == self.repository.casefold()


@dataclass(frozen=True)
class Standing:
    """What stands at a place: the newest commit of the branch, and the open pull request."""

    head: Head | None
    pull: Pull | None

    @property
    def marker(self) -> EntryMarker | None:
        """Whose entry the pull request is."""
        return marker_of(self.pull) if self.pull else None

    @property
    def commit(self) -> str | None:
        """The newest commit; None where there is no branch."""
        return self.head.commit if self.head else None

    def waiting_for(self, comment: int) -> Waiting | None:
        """The pull request as it stands, where it waits and is not this comment's alone.

        One of this comment whose run was stopped is carried on, unless people have added to it.
        """
        marker = self.marker
        if self.pull is None or marker is None or not marker.waits:
            return None
        mine = marker.comment == comment
        if mine and (self.head is None or self.head.is_ours):
            return None
        return Waiting(self.pull.number, mine=mine)


@dataclass(frozen=True)
class Draft:
    """A commit for a place, the commit of the default branch it stands on, what is said of it."""

    place: Place
    on: str
    commit: str
    title: str
    message: str
    marker: EntryMarker
    text: str

    @property
    def body(self) -> str:
        """The body of its pull request."""
        return self.marker.body(self.text)


@dataclass(frozen=True)
class Drafts:
    """Carries drafts into the default branch of a repository."""

    reader: Reader
    writer: Writer
    origin: Origin
    wording: Wording

    def standing(self, place: Place) -> Standing:
        """What stands at a place.

        Raises Refused where the branch or its pull request is somebody else's, Outside where Git or
        GitHub cannot be read.
        """
        # The branch first: what another run pushes from here on is not overwritten.
        head = self.origin.head(place.branch)
        pulls = [each for each in self.reader.pulls(head=place.branch) if place.holds(each)]
        pull = next((each for each in pulls if each.base == place.into), None)
        found = Standing(head, pull)
        if self._is_foreign(place, found):
            known = pull or next(iter(pulls), None)
            where = known.url if known else (found.commit or "")[:12]
            raise Refused("branch-taken", branch=place.branch, place=where)
        return found

    def _is_foreign(self, place: Place, found: Standing) -> bool:
        if found.pull and found.marker is None:
            return True
        if found.head is None or found.head.is_ours:
            return False
        if found.pull and found.marker:
            return not found.marker.waits
        return not self._is_left(place, found.head)

    def _is_left(self, place: Place, head: Head) -> bool:
        """Whether a branch is what a pull request of ours has left, to which others had added."""
        pulls = self.reader.pulls(head=place.branch, state="closed")
        return any(
            place.holds(each) and marker_of(each) and each.head_sha == head.commit for each in pulls
        )

    def carry(self, draft: Draft, standing: Standing) -> Merged | Waiting | None:
        """Bring a draft as far as it may go; None where somebody was quicker.

        Raises Outside where Git or GitHub cannot be reached or refuse.
        """
        if self._has_moved(draft) or not self._pushed(draft, standing):
            return None
        pull = self._pull(draft, standing)
        if pull is None:
            return None
        waits = draft.marker.waits
        self.writer.set_status(draft.commit, CHECKS, "success", self.wording.status(waits=waits))
        if waits:  # how that stands is told as of any other pull request
            return Waiting(pull.number, mine=True)
        self.writer.set_status(draft.commit, APPROVALS, "success", self.wording.approved())
        if self._has_moved(draft):  # GitHub pins the head alone: what comes from here on is let in
            return None
        title = f"{draft.title} (#{pull.number})"
        sha = self.writer.merge_pull(pull.number, draft.commit, title=title, message=draft.message)
        if sha is None:
            return None
        self.origin.delete(draft.place.branch, draft.commit)
        return Merged(sha, pull.number, draft.commit)

    def merged(self, place: Place, comment: int) -> Merged | None:
        """What an earlier run has made of the entry of a comment."""
        for pull in self.reader.pulls(head=place.branch, state="closed"):
            marker = marker_of(pull) if place.holds(pull) else None
            if marker and marker.comment == comment and pull.merge_sha:
                return Merged(pull.merge_sha, pull.number, pull.head_sha)
        return None

    def tidy(self, branch: str, source: str) -> None:
        """Delete the branch that the entry of a comment has left behind."""
        head = self.origin.head(branch)
        if head and head.is_ours and source in head.message.split():
            self.origin.delete(branch, head.commit)

    def _has_moved(self, draft: Draft) -> bool:
        """Whether the default branch is another than it was, or `origin` another repository."""
        return self.reader.branch_tip(draft.place.into) != draft.on

    def _pushed(self, draft: Draft, standing: Standing) -> bool:
        before = standing.commit
        return before == draft.commit or self.origin.push(draft.commit, draft.place.branch, before)

    def _pull(self, draft: Draft, standing: Standing) -> Pull | None:
        """The pull request of a draft; None where another run was quicker.

        That of another comment is closed. It is never made this one's: between a look at it and
        the change of its words another run could have made it its own.
        """
        pull = standing.pull
        try:
            if pull and not _is_of(pull, draft):
                now = self.reader.pull(pull.number)
                if now is None or marker_of(now) != standing.marker:
                    return None
                self.writer.close_pull(pull.number)
                pull = None
            if pull is None:
                return self._opened(draft, standing)
            if (pull.title, pull.body.replace("\r\n", "\n")) != (draft.title, draft.body):
                self.writer.edit_issue(pull.number, title=draft.title, body=draft.body)
        except Unanswered:
            return None
        return pull

    def _opened(self, draft: Draft, standing: Standing) -> Pull | None:
        """A new pull request; where another run has opened one, it has back what it had pushed."""
        place = draft.place
        try:
            pull = self.writer.create_pull(
                draft.title, draft.body, head=place.branch, base=place.into
            )
        except Declined:
            if self._has_moved(draft):  # by this very entry, and its branch is gone
                return None
            raise
        if _is_of(pull, draft):
            return pull if pull.head_sha == draft.commit else None
        if standing.commit:
            self.origin.push(standing.commit, place.branch, draft.commit)
        return None


def marker_of(pull: Pull) -> EntryMarker | None:
    """Whose entry a pull request is; None where it is none of ours."""
    return entry_marker(pull.body) if pull.author.trusted else None


def _is_of(pull: Pull, draft: Draft) -> bool:
    """Whether a pull request was opened for the same comment."""
    marker = marker_of(pull)
    return marker is not None and marker.comment == draft.marker.comment
