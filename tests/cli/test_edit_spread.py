"""schedule --spread on the live registry, without the dates that it has."""

import re
from collections import Counter
from pathlib import Path

import pytest

from governance.store.yaml import read
from tests.helpers.command import tp3
from tests.helpers.edits import edit, files_of, refused
from tests.helpers.repo import copy_records

SCHEDULE = re.compile(r"^  schedule:\n(?:    .*\n)+", flags=re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy_records(tmp_path)
    for path in (tmp_path / "registry/outputs").glob("*/*.yaml"):
        path.write_text(SCHEDULE.sub("", path.read_text()))
    assert tp3("-C", tmp_path, "validate").code == 0
    return tmp_path


def dates(root: Path) -> dict[str, tuple[str, str]]:
    """Owner and agreed date by id."""
    found = {}
    for path in (root / "registry/outputs").glob("*/*.yaml"):
        record = read(path.read_bytes())
        for agreed in record.get("review", {}).get("schedule", []):
            found[record["id"]] = (record["owner"], agreed["due"])
    return found


def test_every_first_review_gets_a_date_and_only_that(root: Path) -> None:
    assert refused(root, "schedule", "--spread").code == 2  # nobody said yes
    changed = edit(root, "--today", "2026-11-24", "schedule", "--spread", "--yes", "--lang", "en")
    current = [path for path, data in files_of(root).items() if b"\nstatus: current\n" in data]
    assert changed.keys() == {path for path in current if "/outputs/" in path}
    assert {len(lines) for lines in changed.values()} <= {5, 6}  # one entry, perhaps with `review`
    assert all(line.startswith("+") for lines in changed.values() for line in lines)
    assert tp3("-C", root, "validate").code == 0
    counts = Counter((owner, due[:7]) for owner, due in dates(root).values())
    policy = read((root / "workflows/review.yaml").read_bytes())
    assert max(counts.values()) <= policy["open_per_owner"]
    assert "reason: ensimmäisten tarkistusten jaksotus" in (
        root / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    ).read_text("utf-8")
    assert edit(root, "--today", "2026-11-24", "schedule", "--spread", "--yes") == {}


def test_one_owner_and_fewer_months(root: Path) -> None:
    arguments = ("schedule", "--spread", "--owner", "omnia", "--from", "2026-09-01", "--yes")
    edit(root, *arguments, "--months", "12")
    found = dates(root)
    assert {owner for owner, _ in found.values()} == {"omnia"}
    assert min(due for _, due in found.values()) >= "2026-09-01"
    assert max(due for _, due in found.values()) <= "2027-03-02"  # the policy's furthest


def test_what_has_no_room_is_refused_with_numbers(root: Path) -> None:
    answer = refused(root, "schedule", "--spread", "--owner", "omnia", "--months", "1", "--yes")
    assert answer.code == 1
    assert re.search(r"omnia has \d+ first reviews, and these months have room for \d", answer.err)
