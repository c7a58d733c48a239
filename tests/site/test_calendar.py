"""Calendars of reviews: events that stay themselves, and are new only when they are."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from icalendar.parser import Contentline

from governance.publish import ical
from tests.helpers.command import tp3
from tests.helpers.repo import Repo
from tests.site.ground import DAY, LANGUAGES, REVIEWED, build

NAME = "{}/organisations/jokilaaksot/reviews.ics"
MOVED = date(2027, 12, 1)


def events_of(site: Path, language: str = "fi") -> dict[str, Any]:
    calendar = Calendar.from_ical((site / NAME.format(language)).read_bytes())
    assert calendar.errors == []
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def test_events_are_whole_days_on_which_reviews_are_due(site: Path) -> None:
    found = events_of(site)
    assert len(found) == 5
    for each in found.values():
        assert each.errors == []
        assert type(each["DTSTART"].dt) is date
        assert each["DTSTART"].params["VALUE"] == "DATE"
        assert each["DTSTAMP"].dt == each["LAST-MODIFIED"].dt
        assert each["DTSTAMP"].dt.tzname() == "UTC"
        assert str(each["URL"]).startswith("https://example.invalid/digi/fi/outputs/")
        assert each["TRANSP"] == "TRANSPARENT"
    described = {each["DTSTART"].dt: str(each["DESCRIPTION"]) for each in found.values()}
    assert described[date(2028, 3, 1)] == "Edellinen tarkistus 1.3.2027."
    assert any(each.startswith("Ensimmäinen tarkistus.") for each in described.values())


def test_a_calendar_says_what_it_is_and_where(site: Path) -> None:
    uids = set()
    for language in LANGUAGES:
        calendar = Calendar.from_ical((site / NAME.format(language)).read_bytes())
        assert calendar["NAME"] == calendar["X-WR-CALNAME"]
        assert calendar["NAME"].params["LANGUAGE"] == language
        assert calendar["SOURCE"] == f"https://example.invalid/digi/{NAME.format(language)}"
        assert calendar["REFRESH-INTERVAL"].to_ical() == b"P1D"
        changed = [each["LAST-MODIFIED"].dt for each in calendar.walk("VEVENT")]
        assert calendar["LAST-MODIFIED"].dt == max(changed)
        uids.add(str(calendar["UID"]))
    assert len(uids) == len(LANGUAGES)


def test_events_are_the_same_in_every_language(site: Path) -> None:
    days = [{uid: each["DTSTART"].dt for uid, each in events_of(site, language).items()}
            for language in LANGUAGES]  # fmt: skip
    assert days[0] == days[1] == days[2]


def test_another_day_alone_changes_no_event(site: Path, later: Path) -> None:
    for language in LANGUAGES:
        name = NAME.format(language)
        assert (site / name).read_bytes() == (later / name).read_bytes()


def test_a_date_that_moves_moves_its_event_and_makes_it_newer(
    repo: Repo, site: Path, tmp_path: Path
) -> None:
    before = events_of(site)
    repo.git("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    scheduled = tp3("-C", clone.path, "--today", DAY, "schedule", REVIEWED,
                    "--due", MOVED.isoformat(), "--reason", "sovittu; yhdessä, näin")  # fmt: skip
    assert scheduled.code == 0, scheduled.err
    clone.commit("schedule", f"{DAY}T12:00:00+03:00")
    build(clone, tmp_path / "out")
    after = events_of(tmp_path / "out")
    assert after.keys() == before.keys()
    moved = [uid for uid in after if after[uid].to_ical() != before[uid].to_ical()]
    assert len(moved) == 1
    old, new = before[moved[0]], after[moved[0]]
    assert (old["DTSTART"].dt, new["DTSTART"].dt) == (date(2028, 3, 1), MOVED)
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new["LAST-MODIFIED"].dt > old["LAST-MODIFIED"].dt
    assert str(new["DESCRIPTION"]).endswith("Asetettu päivä: sovittu; yhdessä, näin")


@pytest.mark.parametrize(
    "text",
    ["x" * 200, "ä" * 200, "😀" * 90, "a,b;c\\d\ne", "", "x" * 64 + "é", "שלום עולם " * 20, "a\rb"],
)
def test_long_and_odd_texts_come_back_as_they_were(text: str) -> None:
    written = ical.line("SUMMARY", ical.text(text))
    assert written.endswith("\r\n")
    assert all(len(each.encode()) <= 75 for each in written.split("\r\n"))
    event = ical.object_of("VEVENT", [ical.line("UID", "1"), written])
    read = Calendar.from_ical(ical.object_of("VCALENDAR", [event])).walk("VEVENT")[0]
    assert str(read["SUMMARY"]) == text.replace("\r", "\n")
    assert Contentline.from_ical(written.rstrip("\r\n")).parts()[0] == "SUMMARY"
