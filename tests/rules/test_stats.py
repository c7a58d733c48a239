from datetime import date

from governance.model.record import Output
from governance.rules.standing import Standings
from governance.rules.stats import stats
from tests.helpers.registries import output, registry, review

TODAY = date(2027, 3, 1)


def _standings(outputs: list[Output]) -> Standings:
    return Standings(registry(outputs), TODAY)


def test_every_indicator_is_counted_of_what_it_says() -> None:
    need = {"id": 1, "reported": "2027-02-01", "summary": {"fi": "s"}, "state": "open"}
    found = stats(
        _standings(
            [
                output("fresh", reviews=[review("2027-02-01")], update_needs=[need]),
                output("late"),  # due 2027-01-01, a holiday and a weekend: 2027-01-04
                output("later", registered="2025-06-02", owner="org-b", owner_since=None),
                output("never", review={"cycle": "never", "never_reason": "r"}),
                output("nobody", owner=None, owner_since=None, registered="2027-02-01"),
                output("draft", status="draft"),
            ]
        )
    )
    total = found.total
    assert (total.outputs, total.current, total.under_review) == (6, 5, 4)
    assert (total.in_date, total.review_due, total.not_yet_reviewed) == (1, 0, 3)
    assert (total.late, total.median_lateness) == (2, (56 + 272) / 2)
    assert (total.unowned, total.proposed) == (1, 1)
    assert (total.needs_open, total.median_need_age) == (1, 28)
    assert list(found.organisations) == ["org-a", "org-b"]
    assert found.organisations["org-b"].late == 1


def test_of_nothing_there_is_no_median() -> None:
    total = stats(_standings([])).total
    assert (total.outputs, total.median_lateness, total.median_need_age) == (0, None, None)
