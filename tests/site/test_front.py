"""The shelves of the front page, also where there are more outputs than spines."""

from datetime import date

from governance.model.change import Change, Difference, Step
from governance.publish.site.frame import Frame
from governance.publish.site.front import MOST, front_page, outputs_a_spine, shelves
from governance.publish.site.source import Source
from governance.publish.site.tongue import Tongue
from governance.text.catalogue import catalogue
from tests.helpers.pages import Page
from tests.helpers.registries import output, registry

TODAY = date(2026, 11, 27)


def tongue(count: int) -> Tongue:
    outputs = [output(f"o-{number}", project="p") for number in range(count)]
    return Tongue(Source(registry(outputs), TODAY), catalogue("en"))


def test_each_output_has_a_spine_where_there_is_room() -> None:
    for count, width in ((1, ""), (25, ""), (26, "long"), (55, "whole"), (MOST, "whole")):
        t = tongue(count)
        (shelf,) = shelves(t)
        assert (len(shelf.spines), shelf.width, outputs_a_spine(t)) == (count, width, 1)


def test_where_there_is_no_room_a_spine_stands_for_several_and_the_counts_stay() -> None:
    t = tongue(10 * MOST)
    (shelf,) = shelves(t)
    assert (len(shelf.spines), outputs_a_spine(t)) == (MOST, 10)
    assert sum(count for _, count in shelf.counts) == shelf.outputs == 10 * MOST


def test_a_figure_of_nothing_leads_nowhere() -> None:
    page = Page("index.html", str(front_page(Frame(tongue(1)))["en/index.html"]))
    assert [each.text for each in page.all("dd")] == ["0", "0", "0", "0/1"]
    assert "<dt><a " not in page.source


def test_many_changes_alike_lead_to_their_month_from_its_day_on() -> None:
    changes = tuple(
        Change("status-changed", "output", f"o-{n}", "status", "draft", "current") for n in range(9)
    )
    steps = [Step("a" * 40, date(2026, 11, 27), 0, "", Difference(changes, {}))]
    for today, leads in ((date(2026, 11, 27), True), (date(2026, 10, 31), False)):
        frame = Frame(Tongue(Source(registry(), today, steps), catalogue("en")))
        page = str(front_page(frame)["en/index.html"])
        assert ("27 Nov 2026" in page) == ('href="changelog/2026-11.html"' in page) == leads


def test_without_outputs_there_is_no_shelf() -> None:
    assert shelves(tongue(0)) == []


def test_a_first_review_is_announced_until_its_day() -> None:
    announced = "the first review is due by 4 Jan 2027"
    for today, said in (
        (date(2027, 1, 4), announced),
        (date(2027, 1, 5), "0 waiting for a new review, 1 for the first one."),
    ):
        source = Source(registry([output("a", project="p")]), today)
        page = str(front_page(Frame(Tongue(source, catalogue("en"))))["en/index.html"])
        assert said in page
        assert (announced in page) == (said == announced)
