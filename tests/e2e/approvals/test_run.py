"""How a pull request stands is told on it: one comment, edited in place, and a status."""

from collections.abc import Callable

import pytest

from tests.e2e.approvals.place import MARKER, Place
from tests.github import BOT, Person
from tests.github.message import Request
from tests.helpers.promised import must_be_promised


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
    asked = [sent.path.rpartition(place.hub.repository)[2] for sent in place.hub.requests]
    assert asked == [
        "",
        "/pulls",
        f"/pulls/{number}/reviews",
        *(f"/user/{place.hub.person(key).id}" for key in ("contact", "deputy")),
        f"/issues/{number}/comments",
        f"/commits/{place.head(number)}/statuses",
    ]
    assert place.writes() == []


def test_a_status_that_was_lost_is_said_again_without_touching_the_comment(place: Place) -> None:
    number = place.open()
    place.run("run")
    place.hub.world.statuses.clear()
    place.writes()
    place.run("run")
    assert place.writes() == [f"POST statuses/{place.head(number)}"]


def test_what_cannot_be_approved_fails(place: Place) -> None:
    number = place.open(status="draft")
    place.hub.person("contact").review(number)
    place.hub.person("maintainer").review(number)
    assert place.run("run").code == 0
    assert place.state(number) == "failure"


def test_who_opened_it_counts(place: Place) -> None:
    number = place.open(who="contact")
    place.run("run")
    assert place.state(number) == "success"


def test_every_open_pull_request_is_told_of(place: Place) -> None:
    first, second = place.open("one"), place.open("two", id="halla", license="CC0-1.0")
    place.hub.person("deputy").review(second)
    answer = place.run("run", "--format", "json")
    must_be_promised("approvals run", answer.data)
    assert answer.data["revision"] == place.git("rev-parse", "main")
    told = [(each["pull"], each["verdict"], each["result"]) for each in answer.data["pulls"]]
    assert told == [(first, "waiting", "told"), (second, "approved", "told")]
    assert place.run("run", "--pull", second).out.endswith("told already\n")


def test_nobody_has_opened_one(place: Place) -> None:
    answer = place.run("run")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "No pull request into the default branch is open.\n"


def closed(place: Place, number: int) -> None:
    place.hub.person("stranger").close_pull(number)


def merged(place: Place, number: int) -> None:
    place.hub.person("maintainer").merge(number)


def draft(place: Place, number: int) -> None:
    place.hub.world.pulls[number].draft = True


def elsewhere(place: Place, number: int) -> None:
    place.git("branch", "other", "main")
    place.hub.world.pulls[number].base = "other"


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (closed, "it is closed"),
        (merged, "it is merged"),
        (draft, "it is a draft"),
        (elsewhere, "it does not go into the default branch"),
    ],
)
def test_of_others_nothing_is_told(
    place: Place, happens: Callable[[Place, int], None], said: str
) -> None:
    number = place.open()
    happens(place, number)
    answer = place.run("run", "--pull", number)
    assert answer.code == 0
    assert f"nothing to tell: {said}" in answer.out
    assert place.writes() == []
    assert place.run("run").code == 0
    assert place.writes() == []


def test_what_is_no_pull_request_is_wrong_usage(place: Place) -> None:
    issue = place.hub.person("stranger").open_issue("Hei")
    for number in (issue, 999):
        for command in ("run", "check", "record"):
            answer = place.run(command, "--pull", number)
            assert (answer.code, answer.out) == (2, "")
            assert f"There is no pull request {number}" in answer.err


def test_a_push_meanwhile_gets_no_status_of_what_was_judged(place: Place) -> None:
    """The new head is judged by itself, and there nobody has approved."""
    number = place.open()
    place.hub.person("contact").review(number)
    old = place.head(number)
    place.meanwhile(
        lambda sent: sent.path.endswith(f"issues/{number}/comments") and sent.method == "POST",
        lambda: place.change_fork("place", license="MIT"),
    )
    assert place.run("run", "--pull", number).code == 0
    assert place.status(old) is None
    assert place.head(number) != old
    assert place.state(number) == "pending"
    assert len(place.said(number)) == 1


def test_a_base_that_moves_meanwhile_is_judged_by_its_new_rules(place: Place) -> None:
    number = place.open(who="contact")

    def hand_over() -> None:
        place.on_main("hand over", id="aalto", owner="org-b")

    def is_telling(sent: Request) -> bool:
        return sent.method == "POST" and "/statuses/" not in sent.path

    place.meanwhile(is_telling, hand_over)
    assert place.run("run", "--pull", number).code == 0
    assert place.state(number) == "pending"


def test_one_that_is_closed_meanwhile_is_left(place: Place) -> None:
    number = place.open()
    place.meanwhile(
        lambda sent: sent.path.endswith("/comments"),
        lambda: place.hub.person("stranger").close_pull(number),
    )
    answer = place.run("run", "--pull", number)
    assert (answer.code, "it is closed" in answer.out) == (0, True)
    assert place.writes() == []


def test_an_approval_that_was_dismissed_does_not_count_any_more(place: Place) -> None:
    number = place.open()
    review = place.hub.person("contact").review(number)
    place.run("run")
    assert place.state(number) == "success"
    place.hub.person("maintainer").dismiss(number, review)
    place.run("run")
    assert place.state(number) == "pending"


def test_an_approval_of_an_older_head_does_not_count(place: Place) -> None:
    number = place.open()
    place.hub.person("contact").review(number)
    place.run("run")
    place.change_fork("place", license="MIT")
    place.run("run")
    assert place.state(number) == "pending"


def test_the_comment_of_somebody_else_is_not_ours(place: Place) -> None:
    number = place.open()
    for key in ("stranger", "maintainer", "contact"):
        place.hub.person(key).comment(number, f"{MARKER}\nApproved by all.")
    before = [(each["id"], each["body"]) for each in place.hub.comments(number)]
    place.run("run")
    after = [(each["id"], each["body"]) for each in place.hub.comments(number)]
    assert after[:-1] == before
    assert len(place.said(number)) == 1


def test_a_comment_that_was_edited_or_deleted_is_put_right(place: Place) -> None:
    number = place.open()
    place.run("run")
    (comment,) = place.hub.comments(number)
    maintainer = place.hub.person("maintainer")
    maintainer.edit_comment(comment["id"], f"{MARKER}\nApproved by all.")
    place.run("run")
    assert place.hub.comments(number)[0]["body"] == comment["body"]
    maintainer.delete_comment(comment["id"])
    place.run("run")
    assert [each["body"] for each in place.hub.comments(number)] == [comment["body"]]


def test_two_runs_at_once_leave_one_comment(place: Place) -> None:
    number = place.open()

    def run_too() -> None:
        place.hub.on_request = None
        assert place.run("run").code == 0

    place.meanwhile(lambda sent: sent.method == "POST", run_too)
    assert place.run("run").code == 0
    assert len(place.said(number)) == 1
    assert place.state(number) == "pending"
    place.writes()
    place.run("run")
    assert place.writes() == []


def test_of_two_comments_of_ours_the_first_stays(place: Place) -> None:
    number = place.open()
    place.run("run")
    (comment,) = place.hub.comments(number)
    bot = place.hub.person(BOT)
    bot.comment(number, comment["body"])
    place.run("run")
    assert [each["id"] for each in place.hub.comments(number)] == [comment["id"]]


def test_one_that_cannot_be_judged_keeps_none_of_the_others(place: Place) -> None:
    odd, sound = place.open("one"), place.open("two", id="halla", license="CC0-1.0")
    person: Person = place.hub.person("contact")
    person.review(odd)
    place.hub.world.pulls[odd].reviews[0]["state"] = "SOMETHING_NEW"
    answer = place.run("run")
    assert answer.code == 3
    assert [line.split("\t")[2][:10] for line in answer.out.splitlines()] == [
        "not judged",
        "told on th",
    ]
    assert (place.state(odd), place.state(sound)) == ("error", "pending")
    place.writes()
    assert place.run("run").code == 3
    assert place.writes() == []
    place.hub.world.pulls[odd].reviews[0]["state"] = "APPROVED"
    assert place.run("run").code == 0
    assert place.state(odd) == "success"


def test_admins_are_asked_for_only_where_they_stand_in(place: Place) -> None:
    number = place.open()
    place.run("run")
    assert not any("collaborators" in sent.path for sent in place.hub.requests)
    place.ground.organisation("org-a", "fi", [])
    roles = place.ground.root / "workflows/roles.yaml"
    account = place.hub.person("maintainer").account
    roles.write_text(roles.read_text().replace(f'"{account}"', "").replace(account, ""))
    place.push("main", "nobody")
    place.hub.requests.clear()
    place.run("run")
    assert place.state(number) == "pending"
    assert any("collaborators" in sent.path for sent in place.hub.requests)
    place.hub.person("colleague").review(number)
    place.run("run")
    assert place.state(number) == "pending"
    place.hub.person("maintainer").review(number)
    place.run("run")
    assert place.state(number) == "success"
