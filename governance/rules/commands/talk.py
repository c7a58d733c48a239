"""Comments as they stand: which may be commands, and which are answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from governance.model.answer import OURS, answered_by, put_off_by
from governance.model.issue import Comment
from governance.rules.commands.parse import parse

SWEEP_DAYS = 14  # in which a comment that was missed or put off is still carried out


@dataclass(frozen=True)
class Talk:
    """Some comments, of one issue or of many."""

    comments: tuple[Comment, ...]

    @cached_property
    def answers(self) -> Mapping[int, tuple[Comment, ...]]:
        """Our answers by the comment that they answer, the first one first."""
        return self._marked(answered_by)

    @cached_property
    def put_off(self) -> Mapping[int, tuple[Comment, ...]]:
        """Our notices that an answer waits, by the comment that they put off."""
        return self._marked(put_off_by)

    def _marked(self, meant: Callable[[str], int | None]) -> Mapping[int, tuple[Comment, ...]]:
        found: dict[int, tuple[Comment, ...]] = {}
        for comment in sorted(self.comments, key=lambda each: each.id):
            id = meant(comment.body) if comment.author.trusted else None
            if id is not None:
                found[id] = (*found.get(id, ()), comment)
        return found

    @property
    def unanswered(self) -> Iterator[Comment]:
        """Comments that may be commands and have no answer, in order of time."""
        for comment in sorted(self.comments, key=lambda each: (each.created, each.id)):
            if comment.id not in self.answers and may_be_command(comment):
                yield comment

    def find(self, id: int) -> Comment | None:
        """A comment; None where it is not among them."""
        return next((each for each in self.comments if each.id == id), None)

    def has_answered(self, account: str, but: int) -> bool:
        """Whether a comment of this account, other than `but`, is answered."""
        return any(
            each.id in self.answers and each.id != but
            for each in self.comments
            if each.author.account == account
        )

    @property
    def has_lost_one(self) -> bool:
        """Whether a comment that we answered is gone, and nobody can tell whose it was."""
        return not self.answers.keys() <= {each.id for each in self.comments}


def may_be_command(comment: Comment) -> bool:
    """Whether a comment begins with what may be a command, and is not our own."""
    is_ours = comment.author.trusted and comment.body.startswith(OURS)
    return not is_ours and parse(comment.body) is not None
