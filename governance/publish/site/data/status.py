"""status.json: how the registry stands, at which commit, and when that was worked out."""

from datetime import UTC, datetime

from governance.publish.site.data.head import headed, moment
from governance.publish.site.source import Source


def status_json(source: Source) -> str:
    """The file; the day is the one passed in, the moment that of the build where it was told."""
    newest = source.steps[0] if source.steps else None
    total = source.stats.total
    return headed(
        source,
        "status",
        commit=newest.commit if newest else source.registry.revision,
        committed=_committed(newest.seconds) if newest else None,
        built=moment(source.built) if source.built else None,
        outputs=total.outputs,
        under_review=total.under_review,
        in_date=total.in_date,
        review_due=total.review_due,
        not_yet_reviewed=total.not_yet_reviewed,
        needs_open=total.needs_open,
        queue=len(source.items),
    )


def _committed(seconds: int) -> str | None:
    try:
        return moment(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return None
