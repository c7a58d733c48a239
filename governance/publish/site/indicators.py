"""The indicators: by project on the day, and over time; charts with the same as tables."""

from governance.publish import chart as reviews
from governance.publish import stats as stats_words
from governance.publish import trend as trend_words
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.trend_chart import chart as trend_chart

REVIEWS, TREND = "reviews.svg", "trend.svg"


def indicators_pages(frame: Frame) -> Files:
    """The page and its charts; without history there is no trend."""
    t = frame.tongue
    source, words = t.source, t.words
    folder = f"{words.language}/indicators"
    rows = list(stats_words.rows(words, source.registry, source.stats))
    groups = {
        name: [stats_words.cells(words, called, each) for kind, called, each in rows if kind in of]
        for name, of in (
            ("project", ("total", "project")),
            ("organisation", ("organisation",)),
            ("kind", ("kind",)),
        )
    }
    charted = [(called, each) for kind, called, each in rows if kind in ("total", "project")]
    trend = source.trend
    is_drawn = trend is not None and len(trend.points) > 1  # one point is no line
    files = frame.page(
        "indicators",
        SECTIONS["indicators"],
        words("site.section.indicators"),
        section="indicators",
        description=words("site.indicators.lead"),
        reviews_header=reviews.header(words),
        reviews_rows=[reviews.cells(called, each) for called, each in charted],
        header=stats_words.header(words),
        groups=groups,
        trend=trend,
        trend_header=trend_words.header(words),
        trend_rows=[trend_words.cells(words, each) for each in reversed(trend.points)]
        if trend
        else [],
        begins=trend.begins if trend else None,
        notices=list(trend_words.not_counted(words, trend)) if trend else [],
        reviews_chart=REVIEWS if source.outputs else None,
        trend_chart=TREND if is_drawn else None,
    )
    if source.outputs:
        files[f"{folder}/{REVIEWS}"] = reviews.chart(words, charted)
    if trend and is_drawn:
        files[f"{folder}/{TREND}"] = trend_chart(words, trend, is_alone=False)
    return files
