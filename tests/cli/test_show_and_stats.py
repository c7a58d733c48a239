import csv
import io

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT


def test_show_tells_each_derived_value_and_where_it_came_from() -> None:
    derived = tp3("-C", ROOT, "show", "viitearkkitehtuuri", *TODAY, "--format", "json").data[
        "derived"
    ]
    assert (derived["cycle"], derived["cycle_from"]) == ("P1Y", "record")
    assert (derived["anchor"], derived["anchor_from"]) == ("2026-11-24", "registered")
    assert (derived["due"], derived["due_from"]) == ("2026-12-08", "agreed")
    assert (derived["state"], derived["owner_state"]) == ("overdue", "proposed")
    assert derived["related_from"] == [{"type": "part-of", "output": "viitearkkitehtuurikuvaukset"}]


def test_show_explains_in_the_readers_language() -> None:
    text = tp3("-C", ROOT, "show", "viitearkkitehtuuri", *TODAY, "--lang", "fi").out
    assert "asetettu 24.11.2026 (ensimmäisten tarkistusten jaksotus)" in text
    assert "myöhässä (määräpäivästä 83 päivää)" in text
    assert "1 vuosi: sanottu tässä tietueessa" in text


def test_show_names_the_nearest_output() -> None:
    answer = tp3("-C", ROOT, "show", "viitearkitehtuuri")
    assert answer.code == 2
    assert "viitearkkitehtuuri" in answer.err


def test_stats_add_up_over_projects() -> None:
    data = tp3("-C", ROOT, "stats", *TODAY, "--format", "json").data
    for name in ("outputs", "current", "under_review", "late", "proposed"):
        assert data["total"][name] == sum(each[name] for each in data["projects"].values())
    assert data["total"]["outputs"] == 69
    assert data["total"]["share_in_date"] == 0


def test_stats_as_csv_have_a_row_a_group() -> None:
    rows = list(
        csv.DictReader(io.StringIO(tp3("-C", ROOT, *TODAY, "stats", "--format", "csv").out))
    )
    assert rows[0]["group"] == "total"
    assert {row["group"] for row in rows} == {"total", "project", "organisation", "kind"}
