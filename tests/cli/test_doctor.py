"""tp3 doctor: a repository that is set up well, each gap by itself, what cannot be seen."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from governance.publish.codeowners import PATH, codeowners
from tests.e2e.issues.ground import Ground
from tests.github import BOT, Fault, GitHub, Role
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import ROOT, Repo, git

WORKFLOWS = ("approvals.yml", "keepalive.yml", "nightly.yml")
FORM = ".github/ISSUE_TEMPLATE/32-output-en.yml"
LABELS = ("tp3", "tp3-done", "tp3-overview", "tp3-report", "tp3-alarm")
TODAY = "2026-11-25"
MAINTAINER = "github:3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose origin has the registry, its workflows and forms, and a note."""
    folder = tmp_path_factory.mktemp("doctor")
    clone = folder / "clone"
    ground = Ground(clone, "tts/rekisteri", [])
    ground.maintainer(MAINTAINER)
    repo = Repo.init(clone)
    repo.write(FORM, "name: Output\n")
    for name in WORKFLOWS:
        repo.write(f".github/workflows/{name}", "on: push\n")
    shutil.copy(ROOT / ".github/ruleset.json", clone / ".github")
    repo.write(
        PATH,
        codeowners(["maintainer"]),
    )
    repo.commit()
    git(folder, "init", "--quiet", "--bare", "origin.git")
    repo.git("remote", "add", "origin", str(folder / "origin.git"))
    repo.git("notes", "--ref", "approvals", "add", "-m", "{}")
    repo.git("push", "--quiet", "origin", "main", "refs/notes/approvals")
    return folder


@pytest.fixture
def well(hub: GitHub, made: Path) -> GitHub:
    """A GitHub that is set up as the README says."""
    hub.origin = made / "origin.git"
    ask(hub, "POST", "/rulesets", json.loads((ROOT / ".github/ruleset.json").read_text()))
    settings = hub.settings
    settings.methods["allow_rebase_merge"] = False
    settings.security = {
        "secret_scanning": "enabled",
        "secret_scanning_push_protection": "enabled",
    }
    settings.actions |= {"allowed_actions": "selected", "sha_pinning_required": True}
    settings.selected["github_owned_allowed"] = True
    settings.token["can_approve_pull_request_reviews"] = True
    settings.forks = "all_external_contributors"
    settings.runs["nightly.yml"] = [hub.clock]
    settings.pages = {
        "html_url": "https://example.org/rekisteri/",
        "build_type": "workflow",
        "https_enforced": True,
    }
    settings.publishers = ["main"]
    hub.workflows = dict.fromkeys(WORKFLOWS, "active")
    hub.person("colleague").role = Role.TRIAGE
    for name in LABELS:
        ask(hub, "POST", "/labels", {"name": name, "color": "ededed"})
    return hub


def ask(hub: GitHub, method: str, path: str, body: Any) -> None:
    hub.do(hub.person("maintainer"), method, f"/repos/{hub.repository}{path}", body)


class Doctor:
    """The command in one clone, as somebody."""

    def __init__(self, hub: GitHub, clone: Path, patch: pytest.MonkeyPatch) -> None:
        self.hub, self.clone, self._patch = hub, clone, patch

    def __call__(self, *options: str, who: str | None = "maintainer", lang: str = "en") -> Answer:
        environment = self.hub.environment(who or BOT)
        for name, value in environment.items():
            self._patch.setenv(name, value)
        if who is None:
            self._patch.delenv("GITHUB_TOKEN")
        place = ("-C", self.clone, "--today", TODAY, "--lang", lang)
        answer = tp3(*place, "doctor", *options)
        assert self.hub.token(who or BOT) not in answer.out + answer.err
        return answer


def bad(answer: Answer) -> dict[str, dict[str, Any]]:
    """What is not as it should be, by code."""
    return {each["code"]: each for each in answer.data["findings"] if each["level"] != "ok"}


@pytest.fixture
def doctor(well: GitHub, made: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    return Doctor(well, made / "clone", monkeypatch)


def rule(hub: GitHub, type: str) -> dict[str, Any]:
    rules = hub.settings.rulesets[1]["rules"]
    found: dict[str, Any] = next(each for each in rules if each["type"] == type)
    return found


def without(type: str) -> Callable[[GitHub], None]:
    def change(hub: GitHub) -> None:
        hub.settings.rulesets[1]["rules"].remove(rule(hub, type))

    return change


def demanding(type: str, **parameters: object) -> Callable[[GitHub], None]:
    return lambda hub: rule(hub, type)["parameters"].update(parameters)


def set_to(part: str, **values: object) -> Callable[[GitHub], None]:
    return lambda hub: getattr(hub.settings, part).update(values)


CHECKS = "required_status_checks"
ADMINS = {"actor_type": "RepositoryRole", "actor_id": 5, "bypass_mode": "always"}


@pytest.mark.parametrize(
    ("change", "codes", "remedy"),
    [
        (without("pull_request"), {"pull-request", "rebase"}, "gh api --method POST"),
        (without(CHECKS), {"approvals-check"}, "Require status checks to pass"),
        (
            demanding(CHECKS, required_status_checks=[{"context": "tp3/checks"}]),
            {"approvals-check"},
            "add tp3/approvals",
        ),
        (
            demanding(CHECKS, required_status_checks=[{"context": "tp3/approvals"}]),
            {"approvals-app"},
            "GitHub Actions as the source",
        ),
        (without("non_fast_forward"), {"force-push"}, "Block force pushes"),
        (without("deletion"), {"deletion"}, "Restrict deletions"),
        (
            lambda hub: hub.settings.rulesets[1]["bypass_actors"].append(ADMINS),
            {"bypass"},
            "Bypass list",
        ),
        (
            lambda hub: setattr(hub.settings, "forks", "first_time_contributors"),
            {"actions-forks"},
            "Require approval for all external contributors",
        ),
        (
            lambda hub: setattr(hub.person("colleague"), "role", Role.WRITE),
            {"writers"},
            "settings/access",
        ),
    ],
)
def test_each_way_in_is_a_gap(
    doctor: Doctor, change: Callable[[GitHub], None], codes: set[str], remedy: str
) -> None:
    doctor.hub.settings.methods["allow_rebase_merge"] = "rebase" in codes
    change(doctor.hub)
    answer = doctor("--format", "json")
    found = bad(answer)
    assert answer.code == 1
    assert found.keys() == codes
    assert {each["level"] for each in found.values()} == {"gap"}
    assert remedy in " ".join(each["remedy"] for each in found.values())


def test_a_repository_set_up_as_the_file_says_is_sound(doctor: Doctor) -> None:
    answer = doctor()
    assert answer.code == 0, answer.out
    assert {line.split("\t")[0] for line in answer.out.splitlines()} == {"ok"}
    assert "nothing lets a change in" in answer.err


def test_the_answer_for_programs(doctor: Doctor) -> None:
    data = doctor("--format", "json").data
    assert list(data) == ["format", "revision", "today", "repository", "findings"]
    assert (data["revision"], data["today"], data["repository"]) == (None, TODAY, "tts/rekisteri")
    assert {tuple(each) for each in data["findings"]} == {("code", "level", "message", "remedy")}


def test_what_does_not_let_a_change_in_is_a_warning(doctor: Doctor) -> None:
    hub, settings = doctor.hub, doctor.hub.settings
    settings.security.clear()
    settings.actions = {"enabled": True, "allowed_actions": "all", "sha_pinning_required": False}
    settings.token = {
        "default_workflow_permissions": "write",
        "can_approve_pull_request_reviews": False,
    }
    settings.methods["allow_squash_merge"] = False
    settings.runs["nightly.yml"] = [hub.clock - timedelta(days=70)]
    hub.workflows["nightly.yml"] = "disabled_inactivity"
    del hub.workflows["approvals.yml"]
    hub.person("maintainer").delete_label("tp3-report")
    rule(hub, "pull_request")["parameters"]["required_approving_review_count"] = 1
    settings.pages = {
        "html_url": "http://tts.github.io/rekisteri/",
        "build_type": "legacy",
        "https_enforced": False,
    }
    settings.publishers = None
    answer = doctor("--format", "json")
    assert answer.code == 0
    found = bad(answer)
    assert {each["level"] for each in found.values()} == {"warning"}
    assert found.keys() == {
        "answers", "token", "actions-pulls", "actions-allowed", "actions-pinned",
        "workflows-there", "workflows-on", "schedule", "labels", "secret-scanning",
        "push-protection", "pages-source", "pages-https", "pages-branch", "pages-address",
    }  # fmt: skip
    assert "`site: http://tts.github.io/rekisteri/`" in found["pages-address"]["remedy"]
    assert "71 days" in found["schedule"]["message"]
    assert "gh workflow enable nightly.yml --repo tts/rekisteri" in found["schedule"]["remedy"]
    assert f"{hub.page}/settings/actions" in found["token"]["remedy"]
    assert "squash merging is off" in found["answers"]["message"]
    assert "tp3 issues apply" in found["labels"]["remedy"]


def test_a_workflow_s_token_sees_little_and_that_is_no_all_clear(doctor: Doctor) -> None:
    doctor.hub.person(BOT).permissions = {}
    answer = doctor("--format", "json", who=BOT)
    assert answer.code == 1
    found = bad(answer)
    assert {each["level"] for each in found.values()} == {"unknown"}
    assert {"bypass", "token", "secret-scanning"} <= found.keys()
    assert "An admin of the repository sees it" in found["bypass"]["remedy"]
    assert "GITHUB_TOKEN=$(gh auth token) tp3 doctor" in found["bypass"]["remedy"]


@pytest.mark.parametrize("who", ["stranger", None])
def test_who_only_reads_sees_what_protects_the_branch(doctor: Doctor, who: str | None) -> None:
    answer = doctor("--format", "json", who=who)
    assert answer.code == 1
    levels = {each["code"]: each["level"] for each in answer.data["findings"]}
    assert levels["pull-request"] == levels["approvals-app"] == "ok"
    assert levels["bypass"] == levels["writers"] == levels["token"] == "unknown"


def test_the_clone_is_told_of_when_github_is_not_reached(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor.hub.on_request = lambda _: Fault.UNAVAILABLE
    monkeypatch.setattr("governance.cli.forge.sleep", lambda _: None)
    answer = doctor("--format", "json")
    assert answer.code == 3
    assert {each["code"] for each in answer.data["findings"]} == {
        "git-version", "clone-whole", "clone-notes",
    }  # fmt: skip
    assert answer.data["repository"] is None
    assert "failed several times" in answer.err


def test_a_token_that_is_refused_is_said(doctor: Doctor) -> None:
    doctor.hub.person("maintainer").expired = True
    answer = doctor()
    assert answer.code == 3
    assert "[clone-whole]" in answer.out
    assert "Traceback" not in answer.err


def test_without_a_forge_nobody_knows_and_nothing_is_asked(doctor: Doctor, tmp_path: Path) -> None:
    clone = shutil.copytree(doctor.clone, tmp_path / "clone")
    settings = clone / "registry/registry.yaml"
    lines = settings.read_text().splitlines()
    settings.write_text("\n".join("forge: null" if x.startswith("forge") else x for x in lines))
    doctor.clone = clone
    answer = doctor()
    assert answer.code == 3
    assert len(answer.out.splitlines()) == 3
    assert "`forge` in registry/registry.yaml is null" in answer.err
    assert not [each for each in doctor.hub.requests if "/repos/" in str(each)]


def test_another_repository_than_the_registry_names(doctor: Doctor) -> None:
    doctor.hub.rename_repository("kokeilu")
    found = bad(doctor("--format", "json"))
    assert found.keys() == {"forge"}
    assert "tts/kokeilu" in found["forge"]["message"]


def test_a_new_login_makes_codeowners_stale_and_a_gone_account_is_named(doctor: Doctor) -> None:
    doctor.hub.person("maintainer").rename("uusi-nimi")
    assert bad(doctor("--format", "json")).keys() == {"codeowners"}
    doctor.hub.person("maintainer").leave()
    doctor.hub.person("colleague").role = Role.ADMIN
    found = bad(doctor("--format", "json", who="colleague"))
    assert found.keys() == {"codeowners-account"}
    assert MAINTAINER in found["codeowners-account"]["message"]


def test_files_that_are_not_in_the_default_branch_yet(doctor: Doctor, tmp_path: Path) -> None:
    clone = shutil.copytree(doctor.clone, tmp_path / "clone")
    Repo(clone).write(".github/ISSUE_TEMPLATE/new.yml", "name: New\n")
    Repo(clone).write(".github/workflows/new.yml", "on: push\n")
    doctor.clone = clone
    found = bad(doctor("--format", "json"))
    assert found.keys() == {"forms", "workflows-there"}
    assert "new.yml" in found["forms"]["message"]


def fresh(doctor: Doctor, folder: Path, *options: str) -> Repo:
    """A new clone, in which the doctor works from here on."""
    git(folder, "clone", "--quiet", *options, f"file://{doctor.hub.origin}", "clone")
    doctor.clone = folder / "clone"
    return Repo(doctor.clone)


def test_a_shallow_clone_without_notes(doctor: Doctor, tmp_path: Path) -> None:
    clone = fresh(doctor, tmp_path, "--depth", "1")
    assert bad(doctor("--format", "json")).keys() == {"clone-whole", "clone-notes"}
    clone.git("fetch", "--quiet", "--unshallow")
    clone.git("config", "--add", "remote.origin.fetch", "refs/notes/*:refs/notes/*")
    assert not bad(doctor("--format", "json"))


def test_the_remedy_fetches_notes_as_soon_as_there_are_some(doctor: Doctor, tmp_path: Path) -> None:
    """Where there are none yet, it must not make each `git fetch` fail."""
    clone = fresh(doctor, tmp_path)
    git(tmp_path, "clone", "--quiet", "--bare", f"file://{doctor.hub.origin}", "new.git")
    clone.git("remote", "set-url", "origin", str(tmp_path / "new.git"))
    remedy = bad(doctor("--format", "json"))["clone-notes"]["remedy"].strip("`")
    subprocess.run(["sh", "-e", "-c", remedy], cwd=clone.path, check=True)
    assert not bad(doctor("--format", "json"))
    clone.git("push", "--quiet", "origin", "HEAD:refs/notes/approvals")
    clone.git("fetch", "--quiet")
    assert clone.git("rev-parse", "refs/notes/approvals") == clone.git("rev-parse", "HEAD")


def test_notes_that_were_pushed_over(doctor: Doctor, tmp_path: Path) -> None:
    clone = fresh(doctor, tmp_path)
    fetching = ("fetch", "--quiet", "origin")
    clone.git("notes", "--ref", "approvals", "add", "-m", "other")
    assert not bad(doctor("--format", "json"))  # what GitHub has is not here: nothing is known
    clone.git(*fetching, "refs/notes/approvals:refs/notes/theirs")
    assert bad(doctor("--format", "json")).keys() == {"notes-kept"}
    clone.git(*fetching, "+refs/notes/approvals:refs/notes/approvals")
    assert not bad(doctor("--format", "json"))
    clone.git("notes", "--ref", "approvals", "append", "-m", "more")
    assert bad(doctor("--format", "json")).keys() == {"notes-kept"}


def test_a_broken_registry_is_refused_with_its_place(doctor: Doctor, tmp_path: Path) -> None:
    doctor.clone = shutil.copytree(doctor.clone, tmp_path / "clone")
    (doctor.clone / "workflows/roles.yaml").write_text("roles: [\n")
    answer = doctor()
    assert answer.code == 1
    assert "workflows/roles.yaml:" in answer.err


def test_names_from_outside_are_harmless_on_a_terminal(doctor: Doctor) -> None:
    context = "x\x1b[31m\n::add-mask::y"
    checks = [*rule(doctor.hub, CHECKS)["parameters"][CHECKS], {"context": context}]
    rule(doctor.hub, CHECKS)["parameters"][CHECKS] = checks
    answer = doctor()
    assert "\x1b" not in answer.out
    assert not any(line.startswith("::") for line in answer.out.splitlines())


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_worst_stands_first_in_every_language(doctor: Doctor, lang: str) -> None:
    doctor.hub.settings.rulesets.clear()
    doctor.hub.settings.security.clear()
    answer = doctor(lang=lang)
    word = {"fi": "AUKKO", "sv": "LUCKA", "en": "GAP"}[lang]
    assert answer.code == 1
    assert answer.out.startswith(word)
    assert [line.startswith(word) for line in answer.out.splitlines()].count(True) == 4
    assert "4" in answer.err
