"""The life of one record, wherever it stood and whether it still does."""

from pathlib import Path

import pytest

from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.edits import HANDBOOK, ORG_A, copy_base
from tests.helpers.repo import Repo

MOVED = "registry/outputs/beta/handbook.yaml"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A handbook gets an owner, moves to another project, is deleted; nothing writes to it."""
    made = Repo.init(copy_base(tmp_path_factory.mktemp("history") / "repo"))
    made.commit("first", "2026-11-20T12:00:00+02:00")
    made.git("tag", "first")
    edit(made, HANDBOOK, "owner: org-a", "owner: org-b", "2026-12-01")
    edit(made, ORG_A, "member: true", "member: false", "2026-12-02")
    made.git("mv", HANDBOOK, MOVED)
    edit(made, MOVED, "project: alpha", "project: beta", "2026-12-03")
    made.git("tag", "moved")
    (made.path / MOVED).unlink()
    made.commit("gone", "2026-12-04T12:00:00+02:00")
    return made


def edit(repo: Repo, path: str, old: str, new: str, day: str) -> None:
    text = (repo.path / path).read_text()
    assert old in text
    repo.write(path, text.replace(old, new, 1))
    repo.commit(when=f"{day}T12:00:00+02:00")


def history(repo: Repo, *arguments: object) -> Answer:
    return tp3(*TODAY, "-C", repo.path, "history", *arguments)


def test_an_output_is_followed_across_its_move_and_to_its_end(repo: Repo) -> None:
    answer = history(repo, "handbook", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert [(each["date"], each["change"], each["field"]) for each in answer.data["entries"]] == [
        ("2026-12-04", "output-removed", ""),
        ("2026-12-03", "metadata-changed", "project"),
        ("2026-12-01", "owner-changed", "owner"),
        ("2026-11-20", "output-added", ""),
    ]
    assert {each["output"] for each in answer.data["entries"]} == {"handbook"}


@pytest.mark.parametrize(
    ("rev", "count"), [("first", 1), ("moved", 3), ("2026-12-02", 2), ("HEAD", 4)]
)
def test_a_life_is_told_up_to_a_revision(repo: Repo, rev: str, count: int) -> None:
    answer = history(repo, "handbook", "--rev", rev, "--format", "json")
    assert len(answer.data["entries"]) == count
    assert answer.data["revision"] == repo.git("rev-parse", rev if "-" not in rev else "HEAD~2")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fi",
            [
                "4.12.2026  Käsikirja [handbook]: poistettu rekisteristä",
                "3.12.2026  Käsikirja [handbook]: hanke: alpha → beta",
                "1.12.2026  Käsikirja [handbook]: omistaja: Organisaatio A → Organisaatio B",
                "20.11.2026  Käsikirja [handbook]: lisätty rekisteriin",
            ],
        ),
        (
            "sv",
            [
                "4 dec. 2026  Handbok [handbook]: har tagits bort ur registret",
                "3 dec. 2026  Handbok [handbook]: projekt: alpha → beta",
                "1 dec. 2026  Handbok [handbook]: ägare: Organisation A → Organisaatio B",
                "20 nov. 2026  Handbok [handbook]: har lagts till i registret",
            ],
        ),
        (
            "en",
            [
                "4 Dec 2026  Handbook [handbook]: removed from the registry",
                "3 Dec 2026  Handbook [handbook]: project: alpha → beta",
                "1 Dec 2026  Handbook [handbook]: owner: Organisaatio A → Organisaatio B",
                "20 Nov 2026  Handbook [handbook]: added to the registry",
            ],
        ),
    ],
)
def test_a_life_is_told_in_order_of_time_in_the_readers_language(
    repo: Repo, language: str, lines: list[str]
) -> None:
    commits = repo.git("rev-list", "HEAD").split()
    del commits[2]  # the one of the organisation
    told = history(repo, "handbook", "--lang", language).out.splitlines()
    assert told == [
        f"  {line} ({commit[:10]})" for line, commit in zip(lines, commits, strict=True)
    ]


@pytest.mark.parametrize("form", ["markdown", "atom"])
def test_a_life_is_told_in_other_formats(repo: Repo, form: str) -> None:
    answer = history(repo, "handbook", "--format", form, "--lang", "en")
    assert answer.code == 0
    assert answer.out.startswith({"markdown": "## What changed\n", "atom": "<?xml "}[form])
    for said in ("removed from the registry", "Organisaatio A → Organisaatio B"):
        assert said in answer.out
    assert "org-a" not in answer.out  # nor of the organisation's own change


@pytest.mark.parametrize(
    ("id", "type"),
    [
        ("org-a", "organisation"),
        ("alpha", "project"),
        ("tools", "theme"),
        ("platform-a", "platform"),
    ],
)
def test_other_records_have_a_life_too(repo: Repo, id: str, type: str) -> None:
    entries = history(repo, id, "--format", "json").data["entries"]
    assert history(repo, f"{type}/{id}", "--format", "json").data["entries"] == entries
    assert history(repo, f"output/{id}").code == 2
    assert {(each["record"]["type"], each["record"]["id"]) for each in entries} == {(type, id)}
    assert entries[-1]["old"] is None
    assert [each["field"] for each in entries[:-1]] == (["member"] if id == "org-a" else [])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("id", ["leaflett", "handbok", "org-q"])
def test_an_unknown_record_is_wrong_usage_that_names_the_nearest(
    repo: Repo, language: str, id: str
) -> None:
    answer = history(repo, id, "--lang", language)
    assert (answer.code, answer.out) == (2, "")
    assert id in answer.err
    assert ("leaflet" in answer.err.replace(id, "")) == (id == "leaflett")


@pytest.mark.parametrize("id", ["", "*", "../alpha/handbook", "hand*", "[a-z]*", "x" * 5000, "\0"])
def test_what_is_no_id_is_no_pattern(repo: Repo, id: str) -> None:
    answer = history(repo, id)
    assert (answer.code, answer.out) == (2, "")


def test_a_record_that_is_changed_in_a_merge_has_that_step(tmp_path: Path) -> None:
    repo = Repo.init(copy_base(tmp_path))
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "side")
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b", "2026-12-01")
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license: MIT", "2026-12-02")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side", when="2026-12-03T12:00:00+02:00")
    entries = history(repo, "handbook", "--format", "json").data["entries"]
    assert [(each["date"], each["change"]) for each in entries] == [
        ("2026-12-03", "metadata-changed"),
        ("2026-12-03", "owner-changed"),
        ("2026-11-24", "output-added"),
    ]
