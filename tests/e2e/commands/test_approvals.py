"""The comment behind a pull request of ours approves exactly its own entry, and nothing more."""

import json
from typing import Any

import pytest

from tests.e2e.approvals.place import CONTEXT, NOTES
from tests.e2e.commands.place import Place
from tests.github import BOT
from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.repo import git

RETIRE = "/poistettava Vanhentunut"
BRANCH = "tp3/review/aalto"


def approvals(place: Place, *arguments: object) -> Answer:
    answer = tp3("-C", place.clone.path, *TODAY, "approvals", *arguments)
    assert "Traceback" not in answer.err, answer.err
    return answer


def state(place: Place) -> str | None:
    """The newest status of the pull request's head."""
    (pull,) = place.pulls()
    found = place.hub.world.statuses[pull["head"]["sha"]]
    return next((str(each["state"]) for each in found if each["context"] == CONTEXT), None)


def open_demands(place: Place) -> set[str]:
    (pull,) = place.pulls()
    answer = approvals(place, "check", "--pull", pull["number"], "--format", "json")
    return {each["rule"] for each in answer.data["demands"] if not each["met_by"]}


def waits(place: Place) -> int:
    """An answer that the maintainers must approve as well; its comment."""
    comment = place.say("aalto", RETIRE)
    assert place.run().code == 0
    return comment


def pushed(place: Place, path: str, old: str, new: str) -> None:
    """Somebody adds a commit to the branch of the pull request."""
    work = place.origin.parent / "somebody"
    git(place.origin.parent, "clone", "--quiet", "--branch", BRANCH, str(place.origin), str(work))
    file = work / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    git(work, "commit", "--quiet", "--all", "--message", "more")
    git(work, "push", "--quiet", "origin", BRANCH)


def test_the_comment_is_the_owners_approval_and_the_maintainers_is_waited_for(place: Place) -> None:
    comment = waits(place)
    (pull,) = place.pulls()
    assert approvals(place, "run").code == 0
    assert (state(place), open_demands(place)) == ("pending", {"maintainers"})
    place.hub.person("maintainer").review(pull["number"])
    assert approvals(place, "run").code == 0
    assert state(place) == "success"
    place.hub.person("maintainer").merge(pull["number"])
    assert approvals(place, "record").code == 0
    lines = [json.loads(each) for each in place.git("notes", "--ref", NOTES, "show").splitlines()]
    told = {(each["change"], each["rule"], each["source"].rpartition("#")[2]) for each in lines}
    assert told == {
        ("reviewed", "owner", f"issuecomment-{comment}"),
        ("status-changed", "owner", f"issuecomment-{comment}"),
        ("status-changed", "maintainers", "pullrequestreview-1"),
    }


def test_what_the_answer_records_first_keeps_nothing_from_the_record(place: Place) -> None:
    """A run that had no time to say that it waits comes again between merge and recording."""
    waits(place)
    answers = [
        each for each in place.hub.comments(place.issue("aalto")) if "tp3-answer" in each["body"]
    ]
    place.hub.person("maintainer").delete_comment(answers[-1]["id"])
    (pull,) = place.pulls()
    place.hub.person("maintainer").review(pull["number"])
    place.hub.person("maintainer").merge(pull["number"])
    assert place.run().code == 0
    assert approvals(place, "record").code == 0
    lines = place.git("notes", "--ref", NOTES, "show").splitlines()
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("registry/outputs/alpha/aalto.yaml", "Tuotos aalto", "Tuotos toinen"),
        ("registry/outputs/alpha/aalto.yaml", "Vanhentunut", "Hyvä"),
        ("registry/outputs/alpha/halla.yaml", "Tuotos halla", "Tuotos toinen"),
        ("workflows/roles.yaml", "title:", "title: "),
    ],
)
def test_a_commit_that_somebody_added_is_approved_by_no_comment(
    place: Place, path: str, old: str, new: str
) -> None:
    waits(place)
    pushed(place, path, old, new)
    assert "owner" in open_demands(place)
    (pull,) = place.pulls()
    place.hub.person("maintainer").review(pull["number"])
    approvals(place, "run")
    assert state(place) != "success"


def test_a_base_that_moved_on_takes_nothing_from_it(place: Place) -> None:
    waits(place)
    place.ground.output("halla", license="CC0-1.0")
    place.push("more")
    assert open_demands(place) == {"maintainers"}


def edited(place: Place, comment: int) -> None:
    place.hub.tick *= 60
    place.hub.person("contact").edit_comment(comment, f"{RETIRE} kokonaan")


def deleted(place: Place, comment: int) -> None:
    place.hub.person("contact").delete_comment(comment)


def unlabelled(place: Place, comment: int) -> None:
    assert comment
    place.hub.person("triager").unlabel(place.issue("aalto"), "tp3")


def of_another(place: Place, comment: int) -> None:
    """Somebody with rights names another comment in the pull request's body."""
    other = place.say("aalto", "/voimassa Onpas", "deputy")
    (pull,) = place.pulls()
    body = pull["body"].replace(f'"comment":{comment}', f'"comment":{other}')
    place.hub.person("maintainer").edit(pull["number"], body=body)


def unmarked(place: Place, comment: int) -> None:
    assert comment
    (pull,) = place.pulls()
    place.hub.person("maintainer").edit(pull["number"], body="Hei")


def no_contact(place: Place, comment: int) -> None:
    assert comment
    place.ground.organisation("org-a", "fi", [place.hub.person("deputy").account])
    place.push("another contact")


@pytest.mark.parametrize("how", [edited, deleted, unlabelled, of_another, unmarked, no_contact])
def test_what_the_comment_does_not_say_any_more_is_not_approved(place: Place, how: Any) -> None:
    comment = waits(place)
    assert open_demands(place) == {"maintainers"}
    how(place, comment)
    assert open_demands(place) == {"owner", "maintainers"}


@pytest.mark.parametrize(
    ("who", "branch"),
    [
        ("colleague", BRANCH),
        ("maintainer", "copy"),
        ("maintainer", "tp3/review/halla"),
        ("maintainer", f"maintainer:{BRANCH}"),
    ],
)
def test_a_marker_in_the_pull_request_of_somebody_else_is_none(
    place: Place, who: str, branch: str
) -> None:
    """Even with exactly the files that the comment's entry makes."""
    comment = waits(place)
    (pull,) = place.pulls()
    person = place.hub.person(who)
    place.hub.person("maintainer").close_pull(pull["number"])
    if ":" in branch:
        fork = place.origin.parent / "fork.git"
        git(place.origin.parent, "clone", "--quiet", "--bare", str(place.origin), str(fork))
        person.fork(fork)
    elif branch != BRANCH:
        place.git("branch", branch, BRANCH)
    body = f'<!-- tp3-entry:1 {{"comment":{comment},"waits":true}} -->\n'
    number = person.open_pull(branch, "Sama", body=body)
    answer = approvals(place, "check", "--pull", number, "--format", "json")
    rules = {each["rule"] for each in answer.data["demands"] if not each["met_by"]}
    assert "owner" in rules


def test_what_is_merged_at_once_has_its_status_and_nothing_is_left_to_tell(place: Place) -> None:
    place.say("aalto", "/voimassa Luin läpi")
    assert place.run().code == 0
    assert state(place) == "success"
    place.writes()
    assert approvals(place, "run").code == approvals(place, "record").code == 0
    assert place.writes() == []
    (status,) = (
        each
        for each in place.hub.world.statuses[place.pulls()[0]["head"]["sha"]]
        if each["context"] == CONTEXT
    )
    assert status["creator"]["login"] == BOT
