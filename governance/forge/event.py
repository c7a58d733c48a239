"""The event of a comment, as GitHub Actions hands it over. Only three of its fields are believed.

https://docs.github.com/webhooks/webhook-events-and-payloads#issue_comment
"""

from pydantic import BaseModel, Field, TypeAdapter

from governance.model.parse import parse_json

LARGEST = 32 * 1024 * 1024  # bytes; GitHub hands over no payload larger than 25 MB


class _Comment(BaseModel):
    id: int = Field(strict=True, ge=1)


class _Repository(BaseModel):
    full_name: str = Field(max_length=140)


class CommentEvent(BaseModel):
    """Something happened to a comment: what, to which one, and where.

    What the comment says is read from GitHub anew: an event may be old when its turn comes.
    """

    action: str = Field(max_length=40)
    comment: _Comment
    repository: _Repository


_EVENT = TypeAdapter(CommentEvent)


def parse_event(data: bytes) -> CommentEvent:
    """The event in a file. Raises Misused where it is none of a comment."""
    return parse_json(_EVENT, data, LARGEST, "event-unreadable")
