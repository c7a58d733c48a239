"""How a pull request stands is told on it: one comment, edited in place, and a status."""

from tests.e2e.approvals.place import Place


def test_a_colleague_approves_what_was_changed_on_the_web(place: Place) -> None:
    number = place.open()
    assert place.run("check", "--pull", number).code == 1
    answer = place.run("run", "--pull", number)
    url = f"{place.hub.page}/pull/{number}"
    assert (answer.code, answer.out) == (0, f"{url}\twaiting\ttold on the pull request\n")
    (before,) = place.said(number)
    assert place.state(number) == "pending"
    place.hub.person("contact").review(number)
    assert place.run("check", "--pull", number).code == 0
    answer = place.run("run", "--pull", number)
    assert (answer.code, answer.out) == (0, f"{url}\tapproved\ttold on the pull request\n")
    (after,) = place.said(number)
    assert after != before
    assert place.state(number) == "success"
    (comment,) = place.hub.comments(number)
    (newest, _) = place.hub.world.statuses[place.head(number)]
    assert newest["target_url"] == comment["html_url"]


def test_nothing_is_written_where_nothing_changed(place: Place) -> None:
    number = place.open()
    place.run("run")
    assert place.writes() == [
        f"POST issues/{number}/comments",
        f"POST statuses/{place.head(number)}",
    ]
    answer = place.run("run")
    assert (answer.code, answer.out.split("\t")[1:]) == (0, ["waiting", "told already\n"])
    assert place.writes() == []
