"""What once broke the change log, or made it say what was not so."""

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.repo import Repo, live

ID = "viitearkkitehtuuri"
RECORD = f"registry/outputs/karkki/{ID}.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return live(tmp_path / "repo")


def call(repo: Repo, *arguments: object) -> Answer:
    return tp3("-C", repo.path, *TODAY, *arguments)


def append(repo: Repo, text: str, path: str = RECORD) -> None:
    repo.write(path, (repo.path / path).read_text("utf-8") + text)


@pytest.mark.parametrize(
    "path", [RECORD, "registry/organisations/omnia.yaml", "registry/registry.yaml"]
)
def test_a_file_that_is_too_long_in_one_commit_does_not_end_the_log(repo: Repo, path: str) -> None:
    before = (repo.path / path).read_text("utf-8")
    append(repo, "#" * 300_000, path)
    repo.commit()
    repo.write(path, before)
    repo.commit()
    for arguments in (["changelog"], ["history", ID], ["changelog", "--format", "atom"]):
        answer = call(repo, *arguments)
        assert answer.code == 0, answer.err
    entries = call(repo, "changelog", "--format", "json").data["entries"]
    unreadable = [each for each in entries if each["change"] == "unreadable"]
    assert {each["record"]["id"] for each in unreadable} == {path}
    assert call(repo, "run", "--out", repo.path.parent / "out").code == 0


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("workflows/review.yaml", "from: 07-01", "from: 02-30"),
        ("registry/registry.yaml", "timezone: Europe/Helsinki", "timezone: Ei/Missään"),
        ("registry/registry.yaml", "calendar: FI", "calendar: ZZ"),
        (RECORD, "cycle: P1Y", "cycle: P100Y"),
        (RECORD, "kind: reference-architecture", "kind: no-kind"),
    ],
)  # fmt: skip
def test_a_value_that_nothing_can_be_made_of_is_told_as_it_stood(
    repo: Repo, path: str, old: str, new: str
) -> None:
    """A check refuses it, the schema does not: it may stand in one commit of the history."""
    before = (repo.path / path).read_text("utf-8")
    assert old in before
    repo.write(path, before.replace(old, new, 1))
    repo.commit()
    repo.write(path, before)
    repo.commit()
    for language in ("fi", "sv", "en"):
        answer = call(repo, "changelog", "--from", "HEAD~2", "--lang", language)
        assert answer.code == 0, answer.err


def test_agreed_dates_that_change_places_are_told(repo: Repo) -> None:
    """Of two dates agreed on one day the last counts, so their order has a meaning."""
    text = (repo.path / RECORD).read_text("utf-8")
    first = "    - cycle: 1\n      date: 2026-11-24\n      due: 2026-12-08\n"
    reason = "      reason: ensimmäisten tarkistusten jaksotus\n"
    second = "    - {cycle: 1, date: 2026-11-24, due: 2027-05-31, reason: sovittu}\n"
    assert first + reason in text
    repo.write(RECORD, text.replace(first + reason, first + reason + second))
    repo.commit()
    repo.write(RECORD, text.replace(first + reason, second + first + reason))
    repo.commit()
    assert (
        "merkintöjen järjestys muuttui: sovitut päivät"
        in call(repo, "changelog", "--from", "HEAD~1", "--lang", "fi").out
    )


def test_reviews_of_many_outputs_are_folded_by_their_outcome(repo: Repo) -> None:
    outcomes = ["valid"] * 6 + ["needs-work"] * 6
    paths = sorted((repo.path / "registry/outputs").glob("*/*.yaml"))[: len(outcomes)]
    for path, outcome in zip(paths, outcomes, strict=True):
        path.write_text(
            f"{path.read_text('utf-8')}reviews:\n  - {{date: 2027-01-01, by: omnia, "
            f"outcome: {outcome}, evidence: luettu, via: issue}}\n",
            "utf-8",
        )
    repo.commit()
    text = call(repo, "changelog", "--from", "HEAD~1", "--lang", "en").out
    changed, reviewed = text.split("Reviewed without change")
    assert "6 outputs were reviewed: needs updating" in changed
    assert "6 outputs were reviewed: still valid" in reviewed


def test_a_text_that_looks_like_a_date_is_told_as_it_is(repo: Repo) -> None:
    text = (repo.path / RECORD).read_text("utf-8")
    repo.write(RECORD, text.replace("  fi: Ammatillisen koulutuksen viitearkki", '  fi: "20270301"'
                                    "\n#", 1))  # fmt: skip
    repo.commit()
    assert "→ 20270301" in call(repo, "history", ID).out


def test_settings_of_git_in_the_environment_change_nothing(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = call(repo, "history", ID).out
    for name in ("LITERAL", "ICASE", "GLOB", "NOGLOB"):
        monkeypatch.setenv(f"GIT_{name}_PATHSPECS", "1")
        assert call(repo, "history", ID).out == told
        monkeypatch.delenv(f"GIT_{name}_PATHSPECS")


def test_a_branch_without_commits_is_named(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "new")
    answer = call(repo, "changelog")
    assert answer.code == 3
    assert "no commits yet" in answer.err


def test_a_day_of_a_far_century_is_wrong_usage(repo: Repo) -> None:
    for day in ("0001-01-20", "9999-12-31", "2027-02-30"):
        answer = tp3("-C", repo.path, "changelog", "--check", "--today", day)
        assert answer.code == 2
        assert "write it as 2027-03-01" in answer.err


def test_a_handover_is_one_line_without_the_reason_of_the_old_proposal(repo: Repo) -> None:
    answer = call(repo, "handover", ID, "--to", "omnia")
    assert answer.code == 0, answer.err
    repo.commit()
    text = call(repo, "changelog", "--from", "HEAD~1", "--lang", "fi").out
    assert "ehdotetun omistajan peruste" not in text
    assert text.count(f"[{ID}]") == 1


def test_a_record_that_stands_twice_for_a_commit_does_not_end_the_log(repo: Repo) -> None:
    shutil.copy(repo.path / RECORD, repo.path / f"registry/outputs/oa/{ID}.yaml")
    repo.commit()
    repo.git("rm", "--quiet", f"registry/outputs/oa/{ID}.yaml")
    repo.commit()
    assert call(repo, "changelog").code == 0
    assert call(repo, "history", ID).code == 0


def test_a_difference_that_git_cannot_tell_is_not_told_as_none(repo: Repo, tmp_path: Path) -> None:
    """Without the trees below the root git prints nothing, and fails."""
    append(repo, "notes: more\n")
    repo.commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    repo.git("clone", "--quiet", "--bare", "--filter=tree:1", f"file://{repo.path}", str(partial))
    answer = tp3("-C", partial, *TODAY, "diff", "HEAD~1")
    assert answer.code == 3, answer.out


def test_a_net_difference_is_a_feed_of_one_entry(repo: Repo) -> None:
    append(repo, "notes: more\n")
    repo.commit()
    feed = ET.fromstring(call(repo, "diff", "HEAD~1", "--format", "atom").out)
    (entry,) = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert ".." in (entry.findtext("{http://www.w3.org/2005/Atom}id") or "")
    assert f"[{ID}]" in (entry.findtext("{http://www.w3.org/2005/Atom}title") or "")
