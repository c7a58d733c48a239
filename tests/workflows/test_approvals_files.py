"""The two steps by which pull requests are judged, as they stand in their files."""

import re

from tests.workflows.files import FOLDER, workflow

ASKED, JUDGED = workflow("approvals-asked"), workflow("approvals")
WHAT_COUNTS = {
    "pull_request": {"types": ["opened", "synchronize", "reopened", "edited", "ready_for_review"]},
    "pull_request_review": {"types": ["submitted", "edited", "dismissed"]},
    "merge_group": {"types": ["checks_requested"]},
}


def events_used(name: str) -> set[str]:
    """What a workflow takes of the event, outside of its comments."""
    return set(re.findall(r"github\.event\.[\w.*-]+", str(workflow(name))))


def test_all_that_can_change_the_answer_asks_for_it() -> None:
    assert ASKED["on"] == WHAT_COUNTS


def test_who_opens_a_pull_request_is_given_nothing() -> None:
    (job,) = ASKED["jobs"].values()
    assert job["permissions"] == {}
    assert "if" not in job
    written, kept = job["steps"]
    assert set(written) == {"name", "env", "run"}
    assert kept["uses"].startswith("actions/upload-artifact@")


def test_what_is_judged_starts_where_the_default_branch_rules() -> None:
    """Events whose workflow GitHub takes from the default branch, or that only those who may push
    to it can cause."""
    assert JUDGED["on"] == {
        "workflow_run": {"workflows": [ASKED["name"]], "types": ["completed"]},
        "issue_comment": {"types": ["created"]},
        "push": {"branches": ["main"]},
        "workflow_dispatch": {},
    }
    assert "github.ref == 'refs/heads/main'" in JUDGED["jobs"]["all"]["if"]


def test_of_an_event_only_numbers_and_outcomes_are_taken() -> None:
    assert events_used("approvals") == {
        "github.event.workflow_run.conclusion",
        "github.event.workflow_run.id",
        "github.event.issue.number",
        "github.event.issue.pull_request",
        "github.event.issue.state",
    }
    assert events_used("approvals-all") == set()


def test_the_file_that_one_step_writes_is_the_one_that_the_other_reads() -> None:
    upload = ASKED["jobs"]["ask"]["steps"][1]["with"]
    checkout, download, judging = JUDGED["jobs"]["one"]["steps"]
    assert set(checkout["with"]) == {"ref", "fetch-depth", "persist-credentials"}
    assert download["with"]["name"] == upload["name"]
    folder = download["with"]["path"]
    assert folder == "${{ runner.temp }}/asked"  # not where the action or the registry is
    assert upload["path"].startswith("${{ runner.temp }}/")
    file = upload["path"].rpartition("/")[2]
    assert f"format('--asked={{0}}/asked/{file}', runner.temp)" in judging["with"]["arguments"]


def test_every_outcome_of_the_first_step_is_looked_at_once() -> None:
    """Also one that waits for a maintainer's yes (`action_required`), or that failed."""
    one, every = (re.sub(r"\s+", " ", JUDGED["jobs"][name]["if"]) for name in ("one", "all"))
    asked = "github.event_name == 'workflow_run' && github.event.workflow_run.conclusion"
    assert f"{asked} == 'success'" in one
    assert f"{asked} != 'success'" in every


def test_what_the_workflows_token_merges_is_recorded_and_the_rest_judged_anew() -> None:
    for name in ("approvals", "comments", "nightly"):
        called = [job.get("uses") for job in workflow(name)["jobs"].values()]
        assert called.count("$/.github/workflows/approvals-all.yml") == 1
    for name in ("comments", "nightly"):
        assert "approvals" in workflow(name)["jobs"]["alarm"]["needs"]
    commands = [
        (step["with"]["command"], step.get("if"))
        for step in workflow("approvals-all")["jobs"]["all"]["steps"][1:]
    ]
    assert commands == [("approvals record", None), ("approvals run", "${{ !cancelled() }}")]


def test_each_dangerous_trigger_says_why_it_is_none() -> None:
    text = (FOLDER / "workflows/approvals.yml").read_text()
    ignored = re.findall(r"(\w+): # zizmor: ignore\[dangerous-triggers\] \w+", text)
    assert ignored == ["workflow_run", "issue_comment"]
