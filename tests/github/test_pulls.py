"""Pull requests and statuses, against a bare repository that real Git pushes to."""

from pathlib import Path
from typing import Any

import pytest

from tests.github import BOT, Denied, GitHub
from tests.github.client import Client
from tests.helpers.repo import Repo, git

BRANCH = "tp3/review/ohje"


class Work:
    """A clone whose branches are pushed to the hub's origin."""

    def __init__(self, hub: GitHub, folder: Path) -> None:
        self.origin = folder / "origin.git"
        git(folder, "init", "--quiet", "--bare", str(self.origin))
        self.repo = Repo.init(folder / "work")
        self.repo.git("remote", "add", "origin", str(self.origin))
        self.push("main", {"ohje.yaml": "a\nb\nc\nd\ne\n", "pois.txt": "x\n"})
        hub.origin = self.origin

    def push(self, branch: str, files: dict[str, str], *, at: str = "HEAD") -> str:
        """Commit files and push them as a branch; the commit."""
        if at != "HEAD":
            self.repo.git("checkout", "--quiet", "--detach", at)
        for path, text in files.items():
            self.repo.write(path, text)
        sha = self.repo.commit(f"change {branch}")
        self.repo.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
        return sha

    def tip(self, branch: str = "main") -> str:
        return git(self.origin, "rev-parse", f"refs/heads/{branch}")

    def show(self, path: str, branch: str = "main") -> str:
        return git(self.origin, "show", f"refs/heads/{branch}:{path}")


@pytest.fixture
def work(hub: GitHub, tmp_path: Path) -> Work:
    return Work(hub, tmp_path)


@pytest.fixture
def bot(hub: GitHub) -> Client:
    return Client(hub)


def propose(bot: Client, head: str = BRANCH, base: str = "main", **more: Any) -> int:
    answer = bot("POST", "~/pulls", {"title": "Katselmus", "head": head, "base": base} | more)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["number"])


def reason(answer: Any) -> tuple[int, str]:
    errors = answer.json().get("errors") or [{}]
    first = errors[0] if isinstance(errors[0], dict) else {"message": errors[0]}
    return answer.status_code, first.get("message") or first.get("field") or answer.json()[
        "message"
    ]


def test_a_pull_request_is_opened_for_a_pushed_branch(bot: Client, work: Work) -> None:
    base = work.tip()
    head = work.push(BRANCH, {"ohje.yaml": "A\nb\nc\nd\ne\n"})
    number = propose(bot, body="Teksti")
    pull = bot.get(f"~/pulls/{number}")
    assert (pull["head"]["sha"], pull["head"]["ref"]) == (head, BRANCH)
    assert (pull["base"]["sha"], pull["base"]["ref"]) == (base, "main")
    assert (pull["state"], pull["merged"], pull["body"]) == ("open", False, "Teksti")
    assert (pull["commits"], pull["additions"], pull["deletions"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"head": "ei-ole"}, (422, "head")),
        ({"base": "ei-ole"}, (422, "base")),
        ({"head": "main"}, (422, "No commits between main and main")),
        ({"head": BRANCH}, (422, f"A pull request already exists for tts:{BRANCH}.")),
        ({"head": f"tts:{BRANCH}"}, (422, f"A pull request already exists for tts:{BRANCH}.")),
        ({"head": BRANCH, "title": " "}, (422, "title")),
    ],
)
def test_what_is_no_pull_request(
    bot: Client, work: Work, fields: dict[str, str], why: tuple[int, str]
) -> None:
    work.push(BRANCH, {"uusi.txt": "1"})
    propose(bot)
    data = {"title": "T", "head": "main", "base": "main"} | fields
    assert reason(bot("POST", "~/pulls", data)) == why


def test_a_pull_request_is_an_issue_too(hub: GitHub, bot: Client, work: Work) -> None:
    issue = bot.open()
    work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    hub.person("contact").comment(number, "Kiitos")
    bot("POST", f"~/issues/{number}/labels", {"labels": ["tp3"]})
    listed = bot.get("~/issues")
    assert [(each["number"], "pull_request" in each) for each in listed] == [
        (number, True),
        (issue, False),
    ]
    assert listed[0]["html_url"].endswith(f"/pull/{number}")
    assert bot.get(f"~/pulls/{number}")["comments"] == 1
    assert bot("GET", f"~/pulls/{issue}").status_code == 404


def test_the_head_follows_the_branch(bot: Client, work: Work) -> None:
    work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    second = work.push(BRANCH, {"uusi.txt": "2"})
    assert bot.get(f"~/pulls/{number}")["head"]["sha"] == second


@pytest.mark.parametrize("how", ["branch deleted", "nothing left"])
def test_a_pull_request_closes_when_its_branch_is_gone(bot: Client, work: Work, how: str) -> None:
    base = work.tip()
    work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    if how == "branch deleted":
        assert bot("DELETE", f"~/git/refs/heads/{BRANCH}").status_code == 204
    else:
        git(work.origin, "update-ref", f"refs/heads/{BRANCH}", base)
    pull = bot.get(f"~/pulls/{number}")
    assert (pull["state"], pull["merged"]) == ("closed", False)
    assert bot.get("~/pulls") == []


def test_pushed_to_the_base_by_hand_it_counts_as_merged(bot: Client, work: Work) -> None:
    head = work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    git(work.origin, "update-ref", "refs/heads/main", head)
    pull = bot.get(f"~/pulls/{number}")
    assert (pull["state"], pull["merged"]) == ("closed", True)


def test_a_merge_joins_both_sides(hub: GitHub, bot: Client, work: Work) -> None:
    start = work.tip()
    head = work.push(BRANCH, {"ohje.yaml": "A\nb\nc\nd\ne\n"})
    number = propose(bot)
    base = work.push("main", {"ohje.yaml": "a\nb\nc\nd\nE\n"}, at=start)
    answer = bot("PUT", f"~/pulls/{number}/merge", {"sha": head})
    assert answer.status_code == 200
    assert answer.json()["sha"] == work.tip()
    assert git(work.origin, "log", "-1", "--format=%P %an|%s|%aI", "main") == (
        f"{base} {head} {BOT}|Merge pull request #1 from tts/{BRANCH}|2026-11-24T07:00:02+00:00"
    )
    assert work.show("ohje.yaml") == "A\nb\nc\nd\nE"
    pull = bot.get(f"~/pulls/{number}")
    assert (pull["state"], pull["merged"], pull["merged_by"]["login"]) == ("closed", True, BOT)
    assert pull["merge_commit_sha"] == work.tip()
    assert bot("GET", f"~/pulls/{number}/merge").status_code == 204
    assert hub.issue(number)["state"] == "closed"
    assert hub.issue(number)["author_association"] == "CONTRIBUTOR"
    tip = work.tip()
    assert reason(bot("PUT", f"~/pulls/{number}/merge")) == (405, "Pull Request is not mergeable")
    assert work.tip() == tip


def test_a_squash_has_one_parent(bot: Client, work: Work) -> None:
    base = work.tip()
    work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    data = {"merge_method": "squash", "commit_title": "Yksi", "commit_message": "Kaksi"}
    bot("PUT", f"~/pulls/{number}/merge", data)
    assert git(work.origin, "log", "-1", "--format=%P|%B", "main") == f"{base}|Yksi\n\nKaksi"


def test_what_may_not_be_merged(hub: GitHub, bot: Client, work: Work) -> None:
    start = work.tip()
    first = work.push(BRANCH, {"ohje.yaml": "A\nb\nc\nd\ne\n"})
    number = propose(bot)
    place = f"~/pulls/{number}/merge"
    work.push(BRANCH, {"uusi.txt": "1"})
    moved = "Head branch was modified. Review and try the merge again."
    assert reason(bot("PUT", place, {"sha": first})) == (409, moved)
    assert reason(bot("PUT", place, {"merge_method": "rebase"}))[0] == 405
    work.push("main", {"ohje.yaml": "Z\nb\nc\nd\ne\n"}, at=start)
    assert reason(bot("PUT", place)) == (405, "Pull Request is not mergeable")
    assert bot.get(f"~/pulls/{number}")["mergeable"] is None
    pull = bot.get(f"~/pulls/{number}")
    assert (pull["mergeable"], pull["mergeable_state"]) == (False, "dirty")
    with pytest.raises(Denied, match="403"):
        hub.person("contact").merge(number)
    bot("PATCH", f"~/pulls/{number}", {"state": "closed"})
    assert reason(bot("PUT", place)) == (405, "Pull Request is not mergeable")


def test_pull_requests_are_listed_by_head_state_and_base(bot: Client, work: Work) -> None:
    for branch in ("a/1", "a/2"):
        work.push(branch, {"uusi.txt": branch})
        propose(bot, branch)
    bot("PATCH", "~/pulls/1", {"state": "closed"})

    def listed(query: str) -> list[int]:
        return [pull["number"] for pull in bot.get(f"~/pulls?{query}")]

    assert listed("") == [2]
    assert listed("state=all") == [2, 1]
    assert listed("state=all&direction=asc&per_page=1") == [1]
    assert listed("state=all&head=tts:a/1") == [1]
    assert listed("state=closed&head=tts:a/2") == []
    assert listed("state=all&head=a/1") == [2, 1]  # without the owner GitHub filters nothing
    assert listed("state=all&base=muu") == []


def test_files_and_commits_of_a_pull_request(bot: Client, work: Work) -> None:
    start = work.tip()
    work.repo.git("rm", "--quiet", "pois.txt")
    head = work.push(BRANCH, {"ohje.yaml": "A\nb\nc\nd\ne\n", "uusi.txt": "1\n2\n"})
    number = propose(bot)
    work.push("main", {"muu.txt": "1"}, at=start)
    files = bot.get(f"~/pulls/{number}/files")
    assert [(file["filename"], file["status"], file["changes"]) for file in files] == [
        ("ohje.yaml", "modified", 2),
        ("pois.txt", "removed", 1),
        ("uusi.txt", "added", 2),
    ]
    assert files[0]["patch"].startswith("@@ -1,4 +1,4 @@\n-a\n+A\n")
    assert [commit["sha"] for commit in bot.get(f"~/pulls/{number}/commits")] == [head]


def test_a_closed_pull_request_opens_again(bot: Client, work: Work) -> None:
    work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    bot("PATCH", f"~/pulls/{number}", {"state": "closed"})
    assert propose(bot) == number + 1
    bot("PATCH", f"~/pulls/{number + 1}", {"state": "closed"})
    pull = bot("PATCH", f"~/pulls/{number}", {"state": "open", "title": "Uusi nimi"}).json()
    assert (pull["state"], pull["title"]) == ("open", "Uusi nimi")
    bot("PUT", f"~/pulls/{number}/merge")
    assert bot("PATCH", f"~/pulls/{number}", {"state": "open"}).status_code == 422


def test_reviews(hub: GitHub, bot: Client, work: Work) -> None:
    first = work.push(BRANCH, {"uusi.txt": "1"})
    number = propose(bot)
    review = hub.person("contact").review(number)
    work.push(BRANCH, {"uusi.txt": "2"})
    hub.person("colleague").review(number, "REQUEST_CHANGES", "Ei vielä")
    reviews = bot.get(f"~/pulls/{number}/reviews")
    assert [(each["user"]["login"], each["state"]) for each in reviews] == [
        ("contact", "APPROVED"),
        ("colleague", "CHANGES_REQUESTED"),
    ]
    assert (reviews[0]["commit_id"], reviews[0]["author_association"]) == (first, "NONE")
    place = f"~/pulls/{number}/reviews"
    own = (422, "Can not approve your own pull request")
    assert reason(bot("POST", place, {"event": "APPROVE"})) == own
    bot("PUT", f"{place}/{review}/dismissals", {"message": "vanha"})
    assert bot.get(f"{place}/{review}")["state"] == "DISMISSED"


def test_statuses_are_combined(bot: Client, work: Work) -> None:
    sha = work.push(BRANCH, {"uusi.txt": "1"})

    def say(state: str, context: str) -> None:
        data = {"state": state, "context": context, "description": "Kuvaus"}
        assert bot("POST", f"~/statuses/{sha}", data).status_code == 201

    assert bot.get(f"~/commits/{sha}/status")["state"] == "pending"
    say("failure", "tp3/validate")
    say("success", "tp3/approval")
    assert bot.get(f"~/commits/{BRANCH}/status")["state"] == "failure"
    say("success", "TP3/validate")
    combined = bot.get(f"~/commits/{BRANCH}/status")
    assert (combined["state"], combined["total_count"], combined["sha"]) == ("success", 2, sha)
    assert len(bot.get(f"~/commits/{sha}/statuses")) == 3


def test_statuses_that_are_refused(hub: GitHub, bot: Client, work: Work) -> None:
    data = {"state": "success"}
    none = "0" * 40
    assert reason(bot("POST", f"~/statuses/{none}", data)) == (
        422,
        f"No commit found for SHA: {none}",
    )
    long = data | {"description": "x" * 141}
    assert bot("POST", f"~/statuses/{work.tip()}", long).status_code == 422
    answer = Client(hub, "contact")("POST", f"~/statuses/{work.tip()}", data)
    assert answer.status_code == 403


def test_branches_refs_and_commits(bot: Client, work: Work) -> None:
    sha = work.push(BRANCH, {"uusi.txt": "1"})
    assert bot.get(f"~/branches/{BRANCH}")["commit"]["sha"] == sha
    assert [branch["name"] for branch in bot.get("~/branches")] == ["main", BRANCH]
    assert bot("GET", "~/branches/ei-ole").status_code == 404
    ref = bot.get(f"~/git/ref/heads/{BRANCH}")
    assert (ref["ref"], ref["object"]["sha"]) == (f"refs/heads/{BRANCH}", sha)
    assert [ref["ref"] for ref in bot.get("~/git/matching-refs/heads/tp3/")] == [ref["ref"]]
    commit = bot.get(f"~/commits/{BRANCH}")
    assert (commit["sha"], commit["files"][0]["filename"]) == (sha, "uusi.txt")
    assert bot("GET", "~/commits/ei-ole").status_code == 422
    assert bot.get(f"~/git/commits/{sha}")["message"] == f"change {BRANCH}"


def test_refs_are_made_moved_and_deleted(hub: GitHub, bot: Client, work: Work) -> None:
    main = work.tip()
    sha = work.push(BRANCH, {"uusi.txt": "1"})
    new = {"ref": "refs/heads/uusi", "sha": main}
    assert bot("POST", "~/git/refs", new).status_code == 201
    assert reason(bot("POST", "~/git/refs", new)) == (422, "Reference already exists")
    assert bot("PATCH", "~/git/refs/heads/uusi", {"sha": sha}).status_code == 200
    back = bot("PATCH", "~/git/refs/heads/uusi", {"sha": main})
    assert reason(back) == (422, "Update is not a fast forward")
    forced = {"sha": main, "force": True}
    assert bot("PATCH", "~/git/refs/heads/uusi", forced).status_code == 200
    assert work.tip("uusi") == main
    assert Client(hub, "contact")("DELETE", "~/git/refs/heads/uusi").status_code == 403
    assert bot("DELETE", "~/git/refs/heads/uusi").status_code == 204
    assert reason(bot("DELETE", "~/git/refs/heads/uusi")) == (422, "Reference does not exist")


def test_without_an_origin_there_are_no_commits(bot: Client) -> None:
    assert reason(bot("GET", "~/branches/main")) == (409, "Git Repository is empty.")


def test_the_workflow_token_may_be_kept_from_pull_requests(
    hub: GitHub, bot: Client, work: Work
) -> None:
    work.push(BRANCH, {"uusi.txt": "1"})
    hub.actions_may_open_pulls = False
    answer = bot("POST", "~/pulls", {"title": "T", "head": BRANCH, "base": "main"})
    assert reason(answer) == (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    )
    assert hub.person("colleague").open_pull(BRANCH, "T") == 1


@pytest.mark.usefixtures("work")
def test_workflows_are_started_and_releases_made(hub: GitHub, bot: Client) -> None:
    data = {"ref": "main", "inputs": {"today": "2027-01-01"}}
    assert bot("POST", "~/actions/workflows/site.yml/dispatches", data).status_code == 204
    assert hub.dispatched == [("site.yml", "main", {"today": "2027-01-01"})]
    gone = {"ref": "ei-ole"}
    assert bot("POST", "~/actions/workflows/site.yml/dispatches", gone).status_code == 422
    assert bot("PUT", "~/actions/workflows/nightly.yml/enable").status_code == 204
    assert hub.enabled == ["nightly.yml"]
    release = {"tag_name": "registry-2026-11", "name": "Marraskuu", "body": "x"}
    assert bot("POST", "~/releases", release).status_code == 201
    assert bot.get("~/releases/tags/registry-2026-11")["name"] == "Marraskuu"
