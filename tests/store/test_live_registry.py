"""What the issue asks of the live records, beside being valid."""

import re
from collections import Counter
from datetime import date

import holidays
import pytest

from governance.model.registry import Registry
from governance.rules.checks import check_registry
from governance.store.files import WorkingTree
from governance.store.load import load
from tests.helpers.repo import ROOT


@pytest.fixture(scope="module")
def live() -> Registry:
    loaded = load(WorkingTree(ROOT))
    assert loaded.problems == []
    return loaded.registry


def test_it_has_no_problem_at_all(live: Registry) -> None:
    assert list(check_registry(live)) == []


def test_it_holds_what_the_project_plan_names(live: Registry) -> None:
    counts = {kind: len(table) for kind, table in live.tables}
    assert counts == {
        "output": 69, "organisation": 84, "project": 5, "theme": 11, "platform": 7,
    }  # fmt: skip
    by_project = Counter(output.project for output in live.outputs.values())
    assert by_project == {
        "karkki": 7, "oa": 7, "digiosaava": 14, "tieto-osaava": 6, "digikyvykkyys": 35,
    }  # fmt: skip


def test_nothing_is_claimed_that_nobody_knows(live: Registry) -> None:
    assert live.settings is not None
    assert (live.settings.forge, live.settings.site) == (None, None)
    for output in live.outputs.values():
        assert (output.owner_since, output.versions, output.reviews) == (None, (), ())
        assert output.owner_basis
    assert all(not organisation.contacts for organisation in live.organisations.values())


def test_every_output_is_told_in_three_languages(live: Registry) -> None:
    for output in live.outputs.values():
        assert set(output.title) == set(output.summary) == {"fi", "sv", "en"}


def test_first_reviews_are_spread_over_working_days_within_the_cap(live: Registry) -> None:
    finland = holidays.country_holidays("FI", years=(2026, 2027))
    asked: Counter[tuple[str | None, str]] = Counter()
    for output in live.outputs.values():
        dues = [agreed.due for agreed in output.review.schedule]
        assert len(dues) == (output.status == "current"), output.id
        for due in dues:
            assert date(2026, 12, 1) <= due <= date(2027, 10, 31)
            assert due.weekday() < 5
            assert due not in finland
            asked[output.owner, f"{due:%Y-%m}"] += 1
    assert max(asked.values()) <= live.rules.review.open_per_owner


def test_an_ended_project_is_asked_about_before_a_later_one_of_the_same_kind_and_owner(
    live: Registry,
) -> None:
    first = {
        output.id: output.review.schedule[0].due
        for output in live.outputs.values()
        if output.review.schedule
    }
    assert min(first, key=lambda name: first[name]) == "viitearkkitehtuuri"
    ended = {name: project.ended or date.max for name, project in live.projects.items()}
    scheduled = [live.outputs[name] for name in first]
    for one in scheduled:
        for other in scheduled:
            same = (one.owner, one.kind) == (other.owner, other.kind)
            if same and ended[one.project] < ended[other.project]:
                assert first[one.id] < first[other.id], (one.id, other.id)


def test_the_files_hold_no_address_of_a_person(live: Registry) -> None:
    for path, data in live.sources.items():
        assert not re.search(rb"[\w.]+@[\w.]+\.\w+", data), path
