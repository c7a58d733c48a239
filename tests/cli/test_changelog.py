from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import Repo, copy_records

RECORD = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
REVIEW = """
reviews:
  - date: 2026-12-07
    by: jokilaaksot
    outcome: valid
    evidence: luettu läpi
    via: issue
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.init(tmp_path)
    copy_records(tmp_path)
    made.commit("records", when="2026-11-25T12:00:00+02:00")
    return made


def edit(repo: Repo, old: str, new: str, path: str = RECORD) -> None:
    text = (repo.path / path).read_text()
    assert old in text
    repo.write(path, text.replace(old, new))


def entries(repo: Repo, *arguments: object) -> list[tuple[str, str, str]]:
    answer = tp3(*TODAY, "-C", repo.path, *arguments, "--format", "json")
    assert answer.code == 0, answer.err
    return [
        (each["record"]["id"], each["change"], each["field"]) for each in answer.data["entries"]
    ]


def test_a_review_is_told_in_the_readers_language(repo: Repo) -> None:
    before = (repo.path / RECORD).read_text()
    repo.write(RECORD, before.rstrip() + REVIEW)
    repo.commit("review", when="2026-12-07T12:00:00+02:00")
    text = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--lang", "fi").out
    assert text.startswith("7.12.2026, ")
    assert "tarkistettu 7.12.2026, voimassa: luettu läpi" in text


def test_a_revert_shows_as_its_own_changes(repo: Repo) -> None:
    edit(repo, "owner: jokilaaksot", "owner: tts")
    repo.commit()
    repo.git("revert", "--no-edit", "HEAD")
    told = entries(repo, "changelog", "--from", "HEAD~2")
    assert told == [("viitearkkitehtuuri", "owner-changed", "owner")] * 2
    assert entries(repo, "diff", "HEAD~2", "HEAD") == []


def test_a_merge_is_one_step_with_what_its_branch_changed(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    edit(repo, "owner: jokilaaksot", "owner: tts")
    repo.commit()
    edit(repo, "status: current", "status: draft")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    answer = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--format", "json").data
    assert {each["change"] for each in answer["entries"]} == {"owner-changed", "status-changed"}
    assert {each["commit"] for each in answer["entries"]} == {answer["revision"]}


def test_a_file_that_cannot_be_read_is_one_entry_and_the_rest_goes_on(repo: Repo) -> None:
    repo.write(RECORD, "id: [broken")
    edit(repo, "open_per_owner: 3", "open_per_owner: 4", "workflows/review.yaml")
    repo.commit()
    assert entries(repo, "diff", "HEAD~1") == [
        (RECORD, "unreadable", ""),
        ("review", "policy-changed", "open_per_owner"),
    ]


def test_other_bytes_of_the_same_meaning_are_kept_out(repo: Repo) -> None:
    edit(repo, "status: current", "status: current # in use")
    repo.commit()
    assert entries(repo, "diff", "HEAD~1") == [("viitearkkitehtuuri", "formatting-changed", "")]
    assert entries(repo, "changelog", "--from", "HEAD~1") == []
    text = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--lang", "sv").out
    assert text == "Inga ändringar.\n"


def test_a_bulk_change_is_one_line_with_its_records(repo: Repo) -> None:
    for path in sorted((repo.path / "registry/outputs/karkki").glob("*.yaml")):
        path.write_text(
            path.read_text().replace("registered: 2026-11-24", "registered: 2026-11-25")
        )
    repo.commit()
    lines = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1").out.splitlines()
    assert lines[1] == "  7 records: other details changed"
    assert "viitearkkitehtuurin-hallintamalli" in lines[2]


def test_a_range_can_be_named_by_dates(repo: Repo) -> None:
    edit(repo, "owner: jokilaaksot", "owner: tts")
    repo.commit(when="2026-12-07T12:00:00+02:00")
    assert len(entries(repo, "diff", "2026-12-06", "2026-12-07")) == 1
    assert entries(repo, "diff", "2026-12-05", "2026-12-06") == []


def test_history_is_not_told_of_a_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    repo.git("commit", "--quiet", "--allow-empty", "--message", "second")
    repo.git("clone", "--quiet", "--depth", "1", f"file://{repo.path}", str(tmp_path / "shallow"))
    answer = tp3("-C", tmp_path / "shallow", "changelog")
    assert answer.code == 3
    assert "git fetch --unshallow" in answer.err


def test_texts_of_commits_and_records_reach_markdown_harmless(repo: Repo) -> None:
    edit(repo, "owner_basis: ", "owner_basis: '<b>@omnia</b> ' #")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--author", "@omnia #1 <a@example.invalid>", "--message", "x")
    text = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--format", "markdown").out
    assert "<b>" not in text
    assert text.count("@&#8203;omnia") == 2
    assert "@omnia" not in text
