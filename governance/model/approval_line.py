"""A line of the notes: who approved what, as it is kept in Git beside the merged commit."""

import json
import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, StrictStr, StringConstraints, ValidationError

from governance.model.approval import CommitId
from governance.model.fields import END, Account, Data, Id, Url
from governance.model.policy import Approver, ChangeKind

LONGEST = 8192  # characters of a line
_TIME = re.compile(rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T([0-9]{{2}}:){{2}}[0-9]{{2}}Z{END}")
_write = json.JSONEncoder(separators=(",", ":")).encode


def _time(value: Any) -> datetime:
    """A moment in UTC, to the second, and as a text written in one way only."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0)
    if not isinstance(value, str) or not _TIME.match(value):
        raise ValueError
    return datetime.fromisoformat(value)


Time = Annotated[
    datetime,
    BeforeValidator(_time),
    PlainSerializer(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str),
]


class RecordName(Data):
    """Which record, as typed changes name it: its type, and its id or path."""

    type: Literal[
        "output", "organisation", "project", "theme", "platform", "settings", "policy", "file"
    ]
    id: Annotated[StrictStr, StringConstraints(min_length=1, max_length=4096)]


class ApprovalLine(Data):
    """An approval that a rule demanded of a change, and got.

    `rule` is whom the rule for this kind of change names, `organisation` the one on whose behalf
    she approved (None: the maintainers or the admins), `contact` the key of her role there.
    `fallback` says who approved in the place of those who could not be reached. `head` is the
    commit that was approved, `source` where it was said, `time` when.
    """

    change: ChangeKind
    record: RecordName
    rule: Approver
    organisation: Id | None
    contact: Id | None
    account: Account
    head: CommitId
    source: Url
    time: Time
    fallback: Literal["maintainers", "admins"] | None

    @property
    def said(self) -> Literal["author", "review", "comment"]:
        """How she approved, by the address of where: a pull request of her own has no mark.

        https://docs.github.com/rest/pulls/reviews and https://docs.github.com/rest/issues/comments
        """
        mark = self.source.partition("#")[2]
        if mark.startswith("pullrequestreview"):
            return "review"
        return "comment" if mark.startswith("issuecomment-") else "author"

    @property
    def text(self) -> str:
        """The line as it is written: equal lines are equal texts."""
        return _write(self.model_dump(mode="json"))


def parse_line(text: str) -> ApprovalLine | None:
    """A line of a note; None for a text that is not exactly as one is written.

    So one thing is said in one way: the same line merges with itself, and no key stands twice.
    """
    if len(text) > LONGEST:
        return None
    try:
        data = json.loads(text)
        line = ApprovalLine.model_validate(data)
    except (ValueError, RecursionError, ValidationError):
        return None
    orders = (list(data), ApprovalLine), (list(data["record"]), RecordName)
    is_in_order = all(names == list(model.model_fields) for names, model in orders)
    return line if is_in_order and _write(data) == text else None
