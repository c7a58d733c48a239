"""The review dates of an organisation as a calendar (RFC 5545) that one can subscribe to."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from governance.publish.site.frame import Files, Frame
from governance.publish.site.organisations import CALENDAR
from governance.publish.site.said import Said
from governance.publish.site.tongue import Row

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//tp3//reviews//EN"


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
    owned = source.owned.get(id, [])
    rows = tuple((each, source.standing(each.id), t.rows[each.id]) for each in owned)
    return t.called("organisation", id), rows


def _calendar(frame: Frame, id: str) -> str:
    from icalendar import Calendar  # noqa: PLC0415 - costs 0.2 s, and only sites need it

    t = frame.tongue
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    name: Said = t.called("organisation", id)
    calendar.add("X-WR-CALNAME", t.words("site.calendar.name", name=name.text))
    calendar.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for row in t.rows_of(t.source.owned.get(id, ())):
        if row.due:
            calendar.add_component(_event(frame, row))
    data: bytes = calendar.to_ical()
    return data.decode()


def _event(frame: Frame, row: Row) -> "Event":
    from icalendar import Event  # noqa: PLC0415

    t = frame.tongue
    output, standing = t.source.outputs[row.id], t.source.standing(row.id)
    key = f"{row.id}/review/{standing.number}"
    event = Event()
    # The key of a review never changes: a date that moves, moves the event, and adds none.
    event.add("UID", f"{uuid5(NAMESPACE_URL, f'urn:tp3:{key}')}@tp3")
    event.add("DTSTAMP", datetime.combine(t.source.today, datetime.min.time(), UTC))
    event.add("SEQUENCE", sum(each.cycle == standing.number for each in output.review.schedule))
    event.add("DTSTART", row.due)
    event.add("SUMMARY", t.words("site.calendar.event", title=row.title.text))
    event.add("DESCRIPTION", row.state.sentence.text)
    event.add("TRANSP", "TRANSPARENT")
    if frame.address:
        event.add("URL", f"{frame.address}{t.language}/outputs/{row.id}/index.html")
    return event
