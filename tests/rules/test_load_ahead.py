from datetime import date

from governance.rules.load_ahead import load_ahead
from governance.rules.standing import Standings
from tests.helpers.registries import output, registry, review

TODAY = date(2027, 6, 15)


def ahead(*outputs: tuple[str, str]) -> dict[str, int]:
    """Outputs by id and the day of their last review, in a cycle of a year."""
    made = registry([output(id, reviews=[review(day)]) for id, day in outputs])
    standings = Standings(made, TODAY)
    found = load_ahead((standings.of(each) for each in made.outputs.values()), TODAY)
    counted = {month.isoformat()[:7]: n for month, n in found.months}
    assert len(counted) == 12
    return {"late": found.late, **{month: n for month, n in counted.items() if n}}


def test_reviews_are_counted_in_the_month_in_which_they_are_due() -> None:
    found = ahead(("a", "2026-09-01"), ("b", "2026-09-29"), ("c", "2027-05-31"))
    assert found == {"late": 0, "2027-09": 2, "2028-05": 1}


def test_what_is_late_stands_apart_and_the_day_itself_is_not_late() -> None:
    assert ahead(("a", "2026-06-01"), ("b", "2026-06-15")) == {"late": 1, "2027-06": 1}


def test_what_lies_further_ahead_is_not_counted() -> None:
    assert ahead(("a", "2027-06-01")) == {"late": 0}


def test_a_draft_is_no_load() -> None:
    made = registry([output(status="draft")])
    found = load_ahead([Standings(made, TODAY).of(made.outputs["a"])], TODAY)
    assert (found.late, sum(n for _, n in found.months)) == (0, 0)
