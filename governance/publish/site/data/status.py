"""status.json: how the registry stands, at which commit, and when that was worked out."""

from governance.publish.moment import moment_of, rfc3339
from governance.publish.site.data.head import headed
from governance.publish.site.source import Source


def status_json(source: Source) -> str:
    """The file; the day is the one passed in, the moment that of the build where it was told."""
    newest = source.steps[0] if source.steps else None
    committed = moment_of(newest.seconds) if newest else None
    total = source.stats.total
    return headed(
        source,
        "status",
        commit=newest.commit if newest else source.registry.revision,
        committed=rfc3339(committed) if committed else None,
        built=rfc3339(source.built) if source.built else None,
        outputs=total.outputs,
        under_review=total.under_review,
        in_date=total.in_date,
        review_due=total.review_due,
        not_yet_reviewed=total.not_yet_reviewed,
        needs_open=total.needs_open,
        queue=len(source.items),
    )
