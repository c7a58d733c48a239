"""The review dates of an organisation as a calendar that one can subscribe to.

RFC 5545, and RFC 7986 for what the calendar says of itself. A review is one event in all languages:
a date that moves, moves it. It is as new as the newest commit that touched its record or the rules,
and not as the day on which the calendar was made: so whoever subscribes is told of no change where
there is none.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from governance.publish import ical
from governance.publish.moment import moment_of
from governance.publish.reasons import reason_in
from governance.publish.site.beside import CALENDAR
from governance.publish.site.frame import INDEX, Files, Frame
from governance.publish.site.said import Said
from governance.publish.site.tongue import Row

PRODUCT = "-//tp3//reviews//EN"
# Beside the record itself, what the date of its review follows from.
_RULES = (("policy", "review"), ("settings", "registry"))


def calendar_files(frame: Frame) -> Files:
    """A calendar for each organisation that owns something, or did: then it is empty."""
    t, source = frame.tongue, frame.tongue.source
    return {
        f"{t.language}/organisations/{id}/{CALENDAR}": t.keep(
            ("calendar", id), _made_of(frame, id), partial(_calendar, frame, id)
        )
        for id in sorted(source.owned.keys() | source.gone.owners)
        if frame.has_page("organisations", id)
    }


def _made_of(frame: Frame, id: str) -> tuple[object, ...]:
    """Whatever shows in a calendar, beside what any page is made of."""
    t, source = frame.tongue, frame.tongue.source
    reviews = (_made_of_review(frame, each.id) for each in source.owned.get(id, ()))
    return t.called("organisation", id), *reviews


def _made_of_review(frame: Frame, id: str) -> tuple[object, ...]:
    t, source = frame.tongue, frame.tongue.source
    return source.outputs[id], source.standing(id), t.rows[id]


def _calendar(frame: Frame, id: str) -> str:
    t = frame.tongue
    called: Said = t.called("organisation", id)
    name = ical.text(t.words("site.calendar.name", name=called.text))
    rows = [row for row in t.rows_of(t.source.owned.get(id, ())) if row.due]
    revised = [_revised(frame, row.id) for row in rows]
    head = [
        ical.line("VERSION", "2.0"),
        ical.line("PRODID", PRODUCT),
        ical.line("UID", _uid(f"calendar:{t.language}:{id}")),
        ical.line(f"NAME;LANGUAGE={t.language}", name),
        ical.line("X-WR-CALNAME", name),
        ical.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
    ]
    if revised:
        head.append(ical.line("LAST-MODIFIED", max(revised)))
    if frame.address:
        place = f"{frame.address}{t.language}/organisations/{id}/"
        head.append(ical.line("SOURCE;VALUE=URI", f"{place}{CALENDAR}"))
        head.append(ical.line("URL", f"{place}{INDEX}"))
    events = (
        t.keep(
            ("event", row.id),
            _made_of_review(frame, row.id),
            partial(_event, frame, row, row.due, since),
        )
        for row, since in zip(rows, revised, strict=True)
        if row.due
    )
    return ical.object_of("VCALENDAR", (*head, *events))


def _event(frame: Frame, row: Row, due: date, revised: str) -> str:
    return ical.object_of("VEVENT", _properties(frame, row, due, revised))


def _properties(frame: Frame, row: Row, due: date, revised: str) -> Iterator[str]:
    t, id = frame.tongue, row.id
    standing = t.source.standing(id)
    # The key of a review never changes: a date that moves, moves the event, and adds none.
    yield ical.line("UID", _uid(f"{id}/review/{standing.number}"))
    yield ical.line("DTSTAMP", revised)
    yield ical.line("LAST-MODIFIED", revised)
    yield ical.line("SEQUENCE", str(_changes(frame, id)))
    yield ical.line("DTSTART;VALUE=DATE", ical.day(due))
    yield ical.line("SUMMARY", ical.text(t.words("site.calendar.event", title=row.title.text)))
    yield ical.line("DESCRIPTION", ical.text(" ".join(_description(frame, id))))
    yield ical.line("TRANSP", "TRANSPARENT")
    if frame.address:
        yield ical.line("URL", frame.page_address(f"outputs/{id}/{INDEX}", ""))


def _description(frame: Frame, id: str) -> Iterator[str]:
    """What stays true while the record does, whatever the day."""
    words, standing = frame.words, frame.tongue.source.standing(id)
    last = standing.last_review
    yield words("data.calendar.later", date=last.date) if last else words("data.calendar.first")
    if standing.agreed:
        reason = reason_in(words, standing.agreed.reason)
        yield words("data.calendar.agreed", reason=reason)


def _uid(key: str) -> str:
    return f"{uuid5(NAMESPACE_URL, f'urn:tp3:{key}')}@tp3"


def _changes(frame: Frame, id: str) -> int:
    """How often the date may have moved: never less at a later commit."""
    source = frame.tongue.source
    agreed = len(source.outputs[id].review.schedule)
    if source.steps is None:
        return agreed
    return agreed + sum(len(source.happened.get(key, ())) for key in (("output", id), *_RULES))


def _revised(frame: Frame, id: str) -> str:
    """When the event became what it is: the newest commit, or the day of an entry dated ahead."""
    source = frame.tongue.source
    keys = (("output", id), *_RULES) if source.steps is not None else ()
    newest = (each[0].step for key in keys if (each := source.happened.get(key)))
    seconds = max((step.seconds for step in newest), default=None)
    output = source.outputs[id]
    reviewed = [each.date for each in output.reviews]
    entries = reviewed + [each.date for each in output.review.schedule]
    since = max(entries, default=source.today if seconds is None else output.registered)
    moment = moment_of(seconds) if seconds is not None else None
    return max(_midnight(since), ical.moment(moment) if moment else "")


def _midnight(day: date) -> str:
    return ical.moment(datetime.combine(day, time(), UTC))
