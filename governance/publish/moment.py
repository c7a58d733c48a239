"""Moments: of history, and as others read them."""

from datetime import UTC, datetime

from governance.model.fields import FIRST_DAY, LAST_DAY


def moment_of(seconds: int) -> datetime | None:
    """A time of Git, in UTC; None for one beyond the days of records, which Git takes, too."""
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return found if FIRST_DAY <= found.date() <= LAST_DAY else None


def rfc3339(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 has it, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
