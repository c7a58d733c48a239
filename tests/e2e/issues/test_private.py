"""The private file: where it may stand, what of it is refused, and that nothing of it is shown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.issues.ground import Ground
from tests.github import GitHub
from tests.helpers.command import Answer, tp3

DAY = "2027-01-11"
ADDRESS = "etunimi.sukunimi@oppilaitos.example.fi"
AWAY = f"""\
org-a/role-1:
  email: {ADDRESS}
  away: [{{from: 2027-01-04, to: 2027-01-15}}]
"""


@pytest.fixture
def ground(signed_in: GitHub, tmp_path: Path) -> Ground:
    hub = signed_in
    contacts = [hub.person(key).account for key in ("contact", "colleague", "member")]
    made = Ground(tmp_path / "registry", hub.repository, contacts)
    made.output("aalto")
    hub.clock = datetime(2027, 1, 11, 5, tzinfo=UTC)
    return made


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TP3_PRIVATE", str(tmp_path / "away.yaml"))
    return tmp_path / "away.yaml"


def issues(ground: Ground, *arguments: str | Path, day: str = DAY, lang: str = "en") -> Answer:
    return tp3("-C", ground.root, "--today", day, "--lang", lang, "issues", *arguments)


def test_who_is_away_is_not_asked_or_assigned_and_her_address_is_nowhere(
    hub: GitHub, ground: Ground, private: Path
) -> None:
    private.write_text(AWAY)
    plan = issues(ground, "plan", "--format", "json")
    answer = issues(ground, "apply", "--format", "json")
    assert answer.code == 0, answer.err
    body = str(hub.issue(1)["body"])
    assert f"@colleague<!--@{hub.person('colleague').account}-->" in body
    assert "@contact" not in body
    assert [each["login"] for each in hub.issue(1)["assignees"]] == ["colleague"]
    said = (plan.out, plan.err, answer.out, answer.err, *(str(each) for each in hub.requests))
    shown = "\n".join((*said, *(str(each["body"]) for each in hub.issues())))
    assert ADDRESS not in shown
    assert "2027-01-15" not in shown
    private.unlink()
    assert issues(ground, "plan", "--format", "json").code == 3
    private.write_text("# kukaan ei ole poissa\n")
    assert issues(ground, "plan", "--format", "json").data["actions"] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"org-a/role-1: {ADDRESS}\n", ":1:15:"),
        (f"{ADDRESS}: {{}}\n", ":1:1:"),
        (f"org-a/role-1:\n  {ADDRESS}: x\n", ":2:3:"),
        ("org-a/role-1:\n  email: etunimi.sukunimi\n", ":2:10:"),
        (f"org-a/role-1: {{}}\n{ADDRESS}: {{}}\n{ADDRESS}: {{}}\n", ":3:1:"),
        (f"org-a/role-1: {{away: {ADDRESS}}}\n", ":1:22:"),
        (f"org-a/role-1: {{away: [{{from: {ADDRESS}, to: 2027-01-15}}]}}\n", ":1:30:"),
        ("org-a/role-1: {away: [{from: 2027-01-15, to: 2027-01-04}]}\n", ":1:46:"),
        (f"- {ADDRESS}\n", ":1:1:"),
        (f"org-a/role-1: &x {ADDRESS}\n", ":1:15:"),
        (f"org-a/role-1: '{ADDRESS}\n", ":1:"),
    ],
)
def test_what_is_wrong_is_told_by_its_place_and_never_repeated(
    ground: Ground, private: Path, text: str, place: str
) -> None:
    private.write_text(text)
    answers = [issues(ground, "plan", lang=lang) for lang in ("fi", "sv", "en")]
    assert {each.code for each in answers} == {1}
    for each in answers:
        assert f"{private}{place}" in each.err
        assert "sukunimi" not in each.err + each.out
        assert "role-1" not in each.err + each.out


def test_a_contact_that_is_not_known_is_a_warning(ground: Ground, private: Path) -> None:
    private.write_text(AWAY.replace("role-1", "rolle-1"))
    answer = issues(ground, "plan")
    assert answer.code == 0
    assert f"{private}:1:1: warning: …: the registry has no contact 'org-a/rolle-1'" in answer.err
    assert "did you mean 'org-a/role-1'" in answer.err


@pytest.mark.parametrize(
    ("place", "git"),
    [("registry/away.yaml", None), ("away.yaml", "."), ("link/away.yaml", "registry")],
)
def test_a_file_in_the_repository_is_refused(
    ground: Ground, tmp_path: Path, place: str, git: str | None
) -> None:
    """In the folder of the registry, beside it in the same repository, or by a link."""
    if git:
        (tmp_path / git / ".git").mkdir()
    (tmp_path / "link").symlink_to(ground.root)
    (tmp_path / place).write_text(AWAY)
    answer = issues(ground, "plan", "--private", tmp_path / place)
    assert answer.code == 2
    assert "--private" in answer.err


def test_a_file_that_is_too_large_or_no_text_is_refused(ground: Ground, private: Path) -> None:
    for data in (b"# " + b"x" * 300_000, b"\xff\xfe"):
        private.write_bytes(data)
        assert issues(ground, "plan").code == 1


def test_a_file_that_cannot_be_opened_stops_the_run(ground: Ground, private: Path) -> None:
    private.symlink_to(private)
    assert issues(ground, "plan").code == 3
    private.unlink()
    private.mkdir()
    answer = issues(ground, "plan")
    assert (answer.code, answer.out) == (3, "")
    assert str(private) in answer.err
