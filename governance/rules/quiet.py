"""Quiet periods: days of every year on which nobody is asked or reminded."""

from datetime import date

from governance.model.policy import ReviewPolicy


def is_quiet(policy: ReviewPolicy, day: date) -> bool:
    """Whether the day lies in a quiet period of the policy; one may run over New Year."""
    at = f"{day:%m-%d}"
    for period in policy.quiet_periods:
        start, end = period.start, period.end
        inside = start <= at <= end if start <= end else at >= start or at <= end
        if inside:
            return True
    return False
