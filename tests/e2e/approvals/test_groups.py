"""A merge queue: what a group would make of the default branch is judged, and nothing else."""

import pytest

from tests.e2e.approvals.place import Place
from tests.helpers.repo import git

START = "refs/heads/gh-readonly-queue/main"


def grouped(place: Place, number: int, base: str = "main", *, squash: bool = False) -> str:
    """Make the group of a pull request, as GitHub does; its newest commit."""
    below = place.git("rev-parse", base)
    tree = place.git("merge-tree", "--write-tree", below, f"refs/pull/{number}/head")
    parents = ["-p", below, *([] if squash else ["-p", f"refs/pull/{number}/head"])]
    return made(place, number, below, tree, parents)


def made(place: Place, number: int, below: str, tree: str, parents: list[str]) -> str:
    identity = ("-c", "user.name=GitHub", "-c", "user.email=noreply@github.com")
    head = git(place.origin, *identity, "commit-tree", tree, *parents, "-m", "group")
    place.git("update-ref", f"{START}/pr-{number}-{below}", head)
    return head


def ask(place: Place, number: int, head: str, base: str | None = None) -> str:
    """What a run for the group says."""
    below = base or place.git("rev-parse", f"{head}^")
    asked = place.asked(group=f"{START}/pr-{number}-{below}", base=below, head=head)
    answer = place.run("run", "--asked", asked)
    assert answer.code == 0, answer.err + answer.out
    return answer.out


@pytest.mark.parametrize("squash", [True, False])
def test_a_group_gets_the_status_of_its_pull_request(place: Place, squash: bool) -> None:
    number = place.open()
    head = grouped(place, number, squash=squash)
    ask(place, number, head)
    assert place.status(head) == "pending"
    place.hub.person("contact").review(number)
    ask(place, number, head)
    assert place.status(head) == "success"
    assert place.said(number) == []
    place.writes()
    assert "told already" in ask(place, number, head)
    assert place.writes() == []


def test_what_the_group_adds_by_itself_is_not_approved(place: Place) -> None:
    number = place.open(who="contact")
    other = place.change("other", "halla", license="MIT")
    below = place.git("rev-parse", "main")
    head = made(place, number, below, place.git("rev-parse", f"{other}^{{tree}}"), ["-p", below])
    assert "not what merging the pull request would make" in ask(place, number, head)
    assert place.writes() == []


def test_a_group_on_what_is_no_group_gets_nothing(place: Place) -> None:
    """Else the status of its commit would let in whatever it stands on."""
    other = place.change("other", "halla", license="MIT")
    number = place.open(who="contact")
    head = grouped(place, number, other)
    assert "the base of the merge group is not approved" in ask(place, number, head)
    assert place.writes() == []


def test_a_group_stands_on_one_that_is_approved(place: Place) -> None:
    first = place.open("one", who="contact")
    second = place.open("two", who="deputy", id="halla", license="CC0-1.0")
    below = grouped(place, first)
    head = grouped(place, second, below)
    ask(place, second, head)
    assert place.status(head) == "success"


def test_a_group_on_one_that_waits_gets_nothing(place: Place) -> None:
    first = place.open("one")
    second = place.open("two", who="deputy", id="halla", license="CC0-1.0")
    head = grouped(place, second, grouped(place, first))
    assert "the base of the merge group is not approved" in ask(place, second, head)
    assert place.writes() == []


def test_a_group_that_has_moved_or_gone_is_left(place: Place) -> None:
    number = place.open(who="contact")
    head = grouped(place, number)
    below = place.git("rev-parse", "main")
    place.change_fork("place", license="MIT")
    assert "a newer run" in ask(place, number, place.head(number), below)
    place.git("update-ref", "-d", f"{START}/pr-{number}-{below}")
    assert "a newer run" in ask(place, number, head, below)
    assert place.writes() == []


def test_a_group_of_an_older_head_is_not_what_would_be_merged(place: Place) -> None:
    number = place.open(who="contact")
    head = grouped(place, number)
    place.change_fork("place", license="MIT")
    assert "not what merging" in ask(place, number, head)
    assert place.writes() == []


def test_a_group_of_another_branch_is_left(place: Place) -> None:
    number = place.open(who="contact")
    head = grouped(place, number)
    below = place.git("rev-parse", "main")
    group = f"refs/heads/gh-readonly-queue/other/pr-{number}-{below}"
    answer = place.run("run", "--asked", place.asked(group=group, base=below, head=head))
    assert (answer.code, "default branch" in answer.out) == (0, True)
    assert place.writes() == []


def test_a_base_on_which_the_group_does_not_stand_is_not_believed(place: Place) -> None:
    number = place.open(who="contact")
    head, below = grouped(place, number), place.git("rev-parse", "main")
    asked = place.asked(group=f"{START}/pr-{number}-{below}", base=head, head=head)
    answer = place.run("run", "--asked", asked)
    assert (answer.code, "not what merging" in answer.out) == (0, True)
    assert place.writes() == []
