"""Answers are whole enough for github3.py, which demands far more fields than we read."""

from pathlib import Path
from typing import Any

import github3
import pytest
from github3.session import GitHubSession

from tests.github import BOT, GitHub
from tests.helpers.repo import Repo, git


@pytest.fixture
def repository(hub: GitHub, tmp_path: Path) -> Any:
    hub.origin = tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", str(hub.origin))
    work = Repo.init(tmp_path / "work")
    work.write("ohje.yaml", "a\n")
    work.commit()
    work.git("push", "--quiet", str(hub.origin), "HEAD:refs/heads/main")
    work.write("ohje.yaml", "b\n")
    work.commit()
    work.git("push", "--quiet", str(hub.origin), "HEAD:refs/heads/tp3/review/ohje")
    return opened(hub, BOT)


def opened(hub: GitHub, key: str) -> Any:
    session = GitHubSession()
    session.base_url = hub.url
    session.token_auth(hub.token(key))
    return github3.GitHub(session=session).repository(*hub.repository.split("/"))


def test_the_repository(repository: Any) -> None:
    assert (repository.full_name, repository.default_branch) == ("tts/rekisteri", "main")
    assert repository.branch("main").commit.sha
    assert repository.ref("heads/main").object.sha == repository.branch("main").commit.sha
    assert [branch.name for branch in repository.branches()] == ["main", "tp3/review/ohje"]
    assert "maintainer" in [person.login for person in repository.assignees()]
    assert repository.is_assignee("member")
    assert not repository.is_assignee("contact")


def test_issues_comments_and_labels(hub: GitHub, repository: Any) -> None:
    repository.create_label("tp3", "0e8a16", "avain")
    issue = repository.create_issue("Asia", "Teksti", labels=["tp3"], assignees=["colleague"])
    assert (issue.title, issue.body, issue.user.login) == ("Asia", "Teksti", BOT)
    hub.person("contact").comment(issue.number, "/voimassa")
    issue.create_comment("Kiitos")
    assert [comment.body for comment in issue.comments()] == ["/voimassa", "Kiitos"]
    issue.edit(title="Toinen", state="closed", labels=[])
    found = list(repository.issues(state="all"))
    assert [(each.title, each.state, each.comments_count) for each in found] == [
        ("Toinen", "closed", 2)
    ]
    issue.reopen()
    issue.add_labels("muu")
    issue.remove_label("muu")
    issue.lock()
    issue.unlock()
    events = [event.event for event in repository.issue(issue.number).events()]
    assert events[:4] == ["closed", "unlabeled", "renamed", "reopened"]


def test_all_pages(repository: Any) -> None:
    for each in range(5):
        repository.create_issue(str(each))
    found = repository.issues()
    found.params["per_page"] = 2
    assert [each.title for each in found] == ["4", "3", "2", "1", "0"]


def test_pull_requests(hub: GitHub, repository: Any) -> None:
    pull = repository.create_pull("Katselmus", "main", "tp3/review/ohje", "Teksti")
    sha = pull.head.sha
    repository.create_status(sha, "success", description="Kunnossa", context="tp3/validate")
    assert repository.commit(sha).status().state == "success"
    assert [file.filename for file in pull.files()] == ["ohje.yaml"]
    assert [commit.sha for commit in pull.commits()] == [sha]
    review = (
        opened(hub, "colleague").pull_request(pull.number).create_review("Hyvä", sha, "APPROVE")
    )
    assert review.state == "APPROVED"
    assert [each.state for each in pull.reviews()] == ["APPROVED"]
    assert pull.merge("Viesti", sha=sha)
    assert repository.pull_request(pull.number).is_merged()
    assert [each.number for each in repository.pull_requests(state="all")] == [pull.number]
    repository.ref("heads/tp3/review/ohje").delete()
    assert [branch.name for branch in repository.branches()] == ["main"]


def test_errors(hub: GitHub, repository: Any) -> None:
    with pytest.raises(github3.exceptions.NotFoundError):
        repository.issue(1)
    with pytest.raises(github3.exceptions.UnprocessableEntity):
        repository.create_issue("x" * 257)
    with pytest.raises(github3.exceptions.UnprocessableEntity):
        repository.create_issue("Asia", assignees=["contact"])
    number = repository.create_issue("Asia").number
    with pytest.raises(github3.exceptions.ForbiddenError):
        opened(hub, "contact").issue(number).close()
    hub.person("contact").expired = True
    with pytest.raises(github3.exceptions.AuthenticationFailed):
        opened(hub, "contact")
