"""Branches, pull requests and statuses: what is done twice ends as if it were done once."""

from pathlib import Path

import pytest

from governance.forge.stops import Declined
from governance.model.problem import Outside
from tests.forge.opened import open_as
from tests.github import Fault, GitHub
from tests.helpers.repo import Repo, git

BRANCH = "tp3/review/ohje"


class Work:
    """A clone whose commits are pushed to where the tests' GitHub keeps its branches."""

    def __init__(self, hub: GitHub, folder: Path) -> None:
        self.origin = folder / "origin.git"
        git(folder, "init", "--quiet", "--bare", str(self.origin))
        self._repo = Repo.init(folder / "work")
        self._repo.git("remote", "add", "origin", str(self.origin))
        hub.origin = self.origin
        self.main = self.push("main", "a\n")
        self.head = self.push(BRANCH, "b\n")

    def push(self, branch: str, text: str) -> str:
        """Commit the file on top of what was pushed last; the commit."""
        self._repo.write("ohje.yaml", text)
        sha = self._repo.commit(f"change {branch}")
        self._repo.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
        return sha


@pytest.fixture
def work(hub: GitHub, tmp_path: Path) -> Work:
    return Work(hub, tmp_path)


def test_the_tip_of_a_branch(hub: GitHub, work: Work) -> None:
    reader = open_as(hub).reader
    assert (reader.branch_tip("main"), reader.branch_tip(BRANCH)) == (work.main, work.head)
    assert reader.branch_tip("tp3/review") is None


def test_a_repository_without_commits_has_no_branch(hub: GitHub) -> None:
    assert open_as(hub).reader.branch_tip("main") is None


def test_a_pull_request_is_opened_and_found(hub: GitHub, work: Work) -> None:
    session = open_as(hub)
    pull = session.writer.create_pull("Tarkistus", "Teksti", head=BRANCH, base="main")
    assert (pull.title, pull.body, pull.is_open, pull.merge_sha) == (
        "Tarkistus",
        "Teksti",
        True,
        None,
    )
    assert (pull.head, pull.head_sha, pull.base) == (BRANCH, work.head, "main")
    assert (pull.head_repository, pull.author.trusted) == ("tts/rekisteri", True)
    assert list(session.reader.pulls(head=BRANCH)) == [pull]
    assert session.reader.pull(pull.number) == pull
    assert list(session.reader.pulls(head="main")) == []
    assert session.reader.pull(999) is None
    assert session.reader.issue(pull.number) is None


@pytest.mark.parametrize("fault", list(Fault))
def test_a_pull_request_is_opened_once(hub: GitHub, work: Work, fault: Fault) -> None:
    session = open_as(hub)
    hub.faults.at(1, fault)
    pull = session.writer.create_pull("Tarkistus", "Teksti", head=BRANCH, base="main")
    assert pull.head_sha == work.head
    assert session.writer.create_pull("Toinen", "", head=BRANCH, base="main") == pull
    assert len(list(session.reader.pulls(head=BRANCH, state="all"))) == 1


def test_a_pull_request_from_nowhere_is_declined(hub: GitHub, work: Work) -> None:
    assert work.head
    with pytest.raises(Declined) as caught:
        open_as(hub).writer.create_pull("Tarkistus", "", head="tp3/ei-ole", base="main")
    assert caught.value.status == 422


def test_the_setting_that_lets_actions_open_pull_requests(hub: GitHub, work: Work) -> None:
    assert work.head
    hub.actions_may_open_pulls = False
    with pytest.raises(Outside) as caught:
        open_as(hub).writer.create_pull("Tarkistus", "", head=BRANCH, base="main")
    assert caught.value.code == "github-actions-pulls"


@pytest.mark.parametrize("fault", list(Fault))
def test_a_pull_request_is_merged_once(hub: GitHub, work: Work, fault: Fault) -> None:
    session = open_as(hub)
    number = session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main").number
    hub.faults.at(1, fault)
    merged = session.writer.merge_pull(number, work.head, title="Tarkistus", message="Teksti")
    assert merged == session.reader.branch_tip("main")
    assert merged not in (work.main, work.head)
    pull = session.reader.pull(number)
    assert pull is not None
    assert (pull.is_open, pull.merge_sha) == (False, merged)
    assert session.writer.merge_pull(number, work.head, title="x", message="") == merged


def test_a_pull_request_that_was_pushed_to_meanwhile_is_not_merged(hub: GitHub, work: Work) -> None:
    session = open_as(hub)
    number = session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main").number
    work.push(BRANCH, "c\n")
    assert session.writer.merge_pull(number, work.head, title="x", message="") is None
    assert session.reader.branch_tip("main") == work.main


def test_a_pull_request_that_somebody_closed_is_not_merged(hub: GitHub, work: Work) -> None:
    session = open_as(hub)
    number = session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main").number
    place = f"/repos/{hub.repository}/pulls/{number}"
    hub.do(hub.person("maintainer"), "PATCH", place, {"state": "closed"})
    assert session.writer.merge_pull(number, work.head, title="x", message="") is None


@pytest.mark.parametrize("fault", list(Fault))
def test_a_pull_request_is_closed_and_stays_so(hub: GitHub, work: Work, fault: Fault) -> None:
    assert work.head
    session = open_as(hub)
    number = session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main").number
    hub.faults.at(1, fault)
    session.writer.close_pull(number)
    session.writer.close_pull(number)
    pull = session.reader.pull(number)
    assert pull is not None
    assert (pull.is_open, pull.merge_sha) == (False, None)


def test_of_several_pull_requests_from_a_branch_the_one_into_the_base_is_meant(
    hub: GitHub, work: Work
) -> None:
    session = open_as(hub)
    git(work.origin, "branch", "develop", work.main)
    pull = session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main")
    hub.person("colleague").open_pull(BRANCH, "Toinen", base="develop")
    assert session.writer.create_pull("Tarkistus", "", head=BRANCH, base="main") == pull


def test_statuses_of_a_commit(hub: GitHub, work: Work) -> None:
    writer = open_as(hub).writer
    hub.faults.at(1, Fault.CUT_DONE)
    writer.set_status(work.head, "tp3", "pending", "Tarkistetaan")
    writer.set_status(work.head, "tp3", "success", "Kelpaa", "https://example.fi/1")
    combined = hub.read(f"/commits/{work.head}/status")
    assert [(each["context"], each["state"]) for each in combined["statuses"]] == [
        ("tp3", "success")
    ]
    with pytest.raises(Outside) as caught:
        writer.set_status("0" * 40, "tp3", "success", "Kelpaa")
    assert caught.value.code == "github-refused"
