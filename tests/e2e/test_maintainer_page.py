"""What docs/maintainer.md tells a maintainer to type does what it says, line after line."""

import re
import shlex
import shutil
import textwrap
from pathlib import Path

import pytest

from governance.model.issue import ALARM, OVERVIEW, REPORT
from governance.text.catalogue import catalogue
from tests.helpers.command import tp3
from tests.helpers.repo import PEOPLE, ROOT, Repo, copy_records

PAGE = (ROOT / "docs/maintainer.md").read_text()
LINES = re.findall(r"^    tp3 (.*)$", PAGE, flags=re.MULTILINE)
EVIDENCE = re.findall(r"^    evidence:\n(?:     .*\n)+", PAGE, flags=re.MULTILINE)
DAY = "2027-02-15"
EDITING = {
    "review", "schedule", "handover", "need", "publish-version", "location", "contact",
}  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    made = Repo.init(tmp_path)
    copy_records(tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    candidate = tmp_path / "registry/platforms/karkki-info.yaml"
    (evidence,) = EVIDENCE
    text = candidate.read_text("utf-8")
    assert "evidence: []\n" in text
    text = text.replace("evidence: []\n", textwrap.dedent(evidence))
    candidate.write_text(text, "utf-8")
    made.commit("records", when="2026-12-01T12:00:00+02:00")
    for name, value in PEOPLE.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{DAY}T12:00:00+02:00")
    return made


def test_a_day_of_work_as_the_page_tells_it(repo: Repo) -> None:
    for line in LINES:
        head = repo.git("rev-parse", "HEAD")
        words = shlex.split(line)
        answer = tp3("-C", repo.path, "--today", DAY, *words)
        nothing_recorded = words[0] == "audit"  # as the page says of a registry without approvals
        assert answer.code == (3 if nothing_recorded else 0), f"{line}: {answer.err}"
        assert answer.out or answer.err, line
        if words[0] in EDITING:
            assert (repo.git("rev-parse", "HEAD") != head) == ("--commit" in words), line
    assert repo.git("status", "--porcelain", "--", "registry", "workflows") == ""
    assert "docs/changelog/2027.fi.md" in repo.git(
        "status", "--porcelain", "--untracked-files=all", "docs/changelog"
    )


def test_evidence_as_the_page_has_it_counts(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "--today", DAY, "platform", "report", "--lang", "fi")
    assert answer.code == 0
    assert "https://karkki.info/saavutettavuus" in answer.out


def test_the_page_has_the_work_that_comes_up_most() -> None:
    assert {shlex.split(line)[0] for line in LINES} >= EDITING


def test_the_page_names_every_workflow() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        assert f"`{path.stem}`" in PAGE, path.name


def test_settings_are_called_as_the_doctor_calls_them() -> None:
    step = PAGE.split("4. **Workflows**")[1].split("6. **")[0]
    named = re.findall(r'"([^"]+)"', " ".join(step.split()))
    assert len(named) > 6
    told = str(catalogue("en").messages["doctor"])
    assert [each for each in named if f"“{each}”" not in told] == []


def test_the_overview_alarms_and_reports_have_the_labels_that_the_page_names() -> None:
    labels = re.findall(r"`(tp3-[a-z]+)`", PAGE)
    assert {*labels} == {ALARM, REPORT, OVERVIEW}


def test_settings_of_the_registry_as_the_page_has_them_are_valid(repo: Repo) -> None:
    path = repo.path / "registry/registry.yaml"
    text = path.read_text("utf-8")
    for name in ("forge", "site"):
        [line] = re.findall(rf"^       ({name}: .*)$", PAGE, flags=re.MULTILINE)
        assert text.count(f"\n{name}: null\n") == 1
        text = text.replace(f"\n{name}: null\n", f"\n{line}\n")
    path.write_text(text, "utf-8")
    call = ("-C", repo.path, "--today", DAY, "--lang", "en")
    assert tp3(*call, "validate").code == 0
    assert tp3(*call, "guide", "--check").code == 1
    assert tp3(*call, "guide", "--write").code == tp3(*call, "guide", "--check").code == 0
