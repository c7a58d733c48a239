"""The registry as data: JSON, feeds, calendars."""

import csv
import json
from datetime import date
from pathlib import Path

from icalendar import Calendar

from tests.helpers.command import tp3
from tests.helpers.repo import Repo
from tests.site.ground import DAY, LANGUAGES, NEW, OLD, REVIEWED, build


def events_of(path: Path) -> dict[str, date]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(each["UID"]): each["DTSTART"].dt for each in calendar.walk("VEVENT")}


def test_a_calendar_has_the_reviews_and_a_moved_date_moves_its_event(
    repo: Repo, site: Path, tmp_path: Path
) -> None:
    name = "fi/organisations/jokilaaksot/reviews.ics"
    before = events_of(site / name)
    assert len(before) == 5
    assert date(2028, 3, 1) in before.values()
    repo.git("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    scheduled = tp3("-C", clone.path, "--today", DAY, "schedule", REVIEWED,
                    "--due", "2027-12-01", "--reason", "sovittu")  # fmt: skip
    assert scheduled.code == 0, scheduled.err
    build(clone, tmp_path / "out")
    after = events_of(tmp_path / "out" / name)
    assert after.keys() == before.keys()
    moved = {key: day for key, day in after.items() if before[key] != day}
    assert list(moved.values()) == [date(2027, 12, 1)]
    assert set(events_of(site / "sv/organisations/jokilaaksot/reviews.ics")) == set(before)


def test_the_data_names_its_commit_and_says_what_the_commands_say(repo: Repo, site: Path) -> None:
    found = {name: json.loads((site / f"v1/{name}.json").read_text())
             for name in ("index", "status", "outputs", "queue", "stats")}  # fmt: skip
    head = repo.git("rev-parse", "HEAD")
    assert found["status"]["commit"] == head
    assert found["status"]["committed"] == "2027-05-02T09:00:00Z"
    for each in found.values():
        assert (each["format"], each["today"]) == (1, DAY)
    queue = tp3("-C", repo.path, "--today", DAY, "queue", "--format", "json").data
    assert found["queue"]["items"] == queue["items"]
    told = {each["id"]: each for each in found["outputs"]["outputs"]}
    assert len(told) == found["status"]["outputs"] == 69
    assert told[REVIEWED]["derived"]["in_date_until"] == "2028-03-01"
    assert told[OLD]["derived"]["related_from"] == [{"type": "replaces", "output": NEW}]
    for name in found["index"]["data"].values():
        assert (site / name).is_file()
    for place in found["index"]["pages"].values():
        for language in LANGUAGES:
            path = place.format(language=language, id="{id}", version="1.0")
            assert list(site.glob(path.replace("{id}", "*"))), path


def test_the_table_of_the_outputs_says_the_same_as_their_json(site: Path) -> None:
    rows = list(csv.DictReader((site / "v1/outputs.csv").read_text("utf-8").splitlines()))
    told = json.loads((site / "v1/outputs.json").read_text())["outputs"]
    assert [each["id"] for each in rows] == [each["id"] for each in told]
    for row, each in zip(rows, told, strict=True):
        assert row["title"] == each["title"]["fi"]
        assert row["owner"] == (each["owner"] or "")
        for name in ("freshness", "due", "update_status", "owner_state"):
            assert row[name] == (each["derived"][name] or "")
