"""Moments: of history, and as others read them."""

from datetime import UTC, datetime


def moment_of(seconds: int) -> datetime | None:
    """A time of Git, in UTC; None for one that no calendar has, which Git takes all the same."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def rfc3339(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 has it, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
