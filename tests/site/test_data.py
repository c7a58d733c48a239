"""The registry as data: JSON, feeds, calendars."""

import csv
import json
from pathlib import Path

from tests.helpers.command import tp3
from tests.helpers.repo import Repo
from tests.site.ground import DAY, LANGUAGES, NEW, OLD, REVIEWED


def test_the_data_names_its_commit_and_says_what_the_commands_say(repo: Repo, site: Path) -> None:
    found = {name: json.loads((site / f"v1/{name}.json").read_text())
             for name in ("index", "status", "outputs", "queue", "stats")}  # fmt: skip
    head = repo.git("rev-parse", "HEAD")
    assert found["status"]["commit"] == head
    assert found["status"]["revision"] is None  # made of the files, whatever was committed
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


def test_the_index_leads_to_the_pages_feeds_and_calendars_of_each_language(site: Path) -> None:
    told = json.loads((site / "v1/index.json").read_text())
    feeds = [place for forms in told["feeds"].values() for place in forms.values()]
    assert {Path(place).suffix for place in feeds} == {".atom", ".json"}
    for place in (*told["pages"].values(), *feeds, told["calendar"]):
        for language in LANGUAGES:
            path = place.format(language=language, id="*", version="1.0")
            assert list(site.glob(path)), path


def test_the_table_of_the_outputs_says_the_same_as_their_json(site: Path) -> None:
    rows = list(csv.DictReader((site / "v1/outputs.csv").read_text("utf-8").splitlines()))
    told = json.loads((site / "v1/outputs.json").read_text())["outputs"]
    assert [each["id"] for each in rows] == [each["id"] for each in told]
    for row, each in zip(rows, told, strict=True):
        assert row["title"] == each["title"]["fi"]
        assert row["owner"] == (each["owner"] or "")
        for name in ("freshness", "due", "update_status", "owner_state"):
            assert row[name] == (each["derived"][name] or "")
