"""What GitHub can do instead of what it was asked."""

from governance.model.problem import Outside


class Unanswered(Outside):
    """A write whose fate is not known, or which rests on what was read too long ago: look again."""


class Unwritable(Outside):
    """Only this issue cannot be written: it was deleted, moved or locked."""


class Declined(Outside):
    """GitHub understood and will not, such as a merge with conflicts."""

    def __init__(self, code: str, *, status: int, **values: str) -> None:
        super().__init__(code, **values)
        self.status = status
