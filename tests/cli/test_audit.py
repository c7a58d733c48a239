"""Histories in real Git, with breaches planted: each is found, and nobody else is accused."""

import random
import re
import shlex
from copy import deepcopy
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import SEED, SOAK
from tests.helpers.chronicle import KEEPER, OTHER, REF, START, Chronicle, Merged
from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.deeds import (
    BREACHES,
    INNOCENT,
    Done,
    Found,
    amend,
    entry,
    files,
    retire,
    text,
)
from tests.helpers.repo import Repo, git


def audit(path: object, *arguments: object) -> Answer:
    answer = tp3("-C", path, *TODAY, "audit", *arguments)
    assert "Traceback" not in answer.err, answer.err
    return answer


def found_in(path: object, *arguments: object) -> list[Found]:
    answer = audit(path, *arguments, "--format", "json")
    found = []
    for each in answer.data["findings"]:
        record = each["record"] and (each["record"]["type"], each["record"]["id"])
        found.append((each["commit"], each["code"], record))
    assert answer.code == (1 if found else 0), answer.err
    return found


@pytest.mark.parametrize("number", range(200 if SOAK else 6))
def test_every_planted_breach_is_found_and_nobody_else_is_accused(
    tmp_path: Path, number: int
) -> None:
    draw = random.Random(SEED + number)
    story = Chronicle(tmp_path / "r.git", draw, [] if number % 3 == 2 else [KEEPER])
    breaches = list(BREACHES)
    draw.shuffle(breaches)
    story.merge(files)
    expected: list[Found] = []
    for breach in breaches:
        for deed in draw.choices(INNOCENT, k=draw.randint(0, 2)):
            story.merge(deed)
        expected += breach(story)
    story.record()
    found = found_in(story.path)
    assert sorted(map(str, found)) == sorted(map(str, expected))
    story.repository.references.delete(REF)  # and without the records nothing is claimed
    answer = audit(story.path, "--format", "json")
    assert (answer.code, answer.out) == (3, "")


# What the audit says, and in which form.


@pytest.fixture
def story(tmp_path: Path) -> Chronicle:
    """A history with one breach: nobody is recorded for the last change."""
    made = Chronicle(tmp_path / "r.git", random.Random(SEED), [KEEPER])
    made.merge(text)
    made.merge(amend)
    made.merge(retire).lines.clear()
    made.record()
    return made


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Hyväksyntää ei ole merkitty (tila muuttui). Puuttuu: omistaja ja TP3:n "),
        ("sv", "Inget godkännande är antecknat (status har ändrats). Saknas: ägaren och "),
        ("en", "No approval is recorded (status changed). Missing: owner and TP3 "),
    ],
)
def test_a_finding_is_a_line_in_the_readers_language(
    story: Chronicle, language: str, said: str
) -> None:
    answer = audit(story.path, "--lang", language)
    commit = story.merges[-1].commit
    assert answer.out.startswith(f"{commit[:10]}\ta2\t{said}")
    assert answer.out.endswith(" [change-without-record]\n")
    assert (answer.code, answer.out.count("\n"), answer.err.count("\n")) == (1, 1, 1)


def test_programs_get_findings_and_only_what_they_ask_for(story: Chronicle) -> None:
    answer = audit(story.path, "--format", "json").data
    commit = story.merges[-1].commit
    assert answer == {
        "format": 1,
        "revision": commit,
        "today": "2027-03-01",
        "findings": [
            {
                "commit": commit,
                "code": "change-without-record",
                "record": {"type": "output", "id": "a2"},
                "message": "No approval is recorded (status changed). "
                "Missing: owner and TP3 maintainers.",
            }
        ],
    }
    listed = audit(story.path, "--approvals", "--format", "json").data["approvals"]
    assert [each["commit"] for each in listed] == [
        merged.commit for merged in story.merges[::-1] for _ in merged.lines
    ]
    assert {**listed[-1], "commit": ""} == {"commit": "", **story.merges[0].lines[0]}


def test_a_spreadsheet_gets_findings_or_approvals(story: Chronicle) -> None:
    header, row = audit(story.path, "--format", "csv").out.splitlines()
    assert header == "commit,code,type,id,message"
    assert row.startswith(f"{story.merges[-1].commit},change-without-record,output,a2,")
    header, *rows = audit(story.path, "--format", "csv", "--approvals").out.splitlines()
    assert header.startswith("commit,change,type,id,rule,organisation,contact,account,head,")
    assert len(rows) == sum(len(each.lines) for each in story.merges)


def test_people_read_who_approved_what_for_whom(story: Chronicle) -> None:
    story.merge(amend)
    story.record()
    answer = audit(story.path, "--from", "HEAD~1", "--approvals", "--lang", "fi")
    assert answer.code == 0
    first, second = (line.split("\t") for line in answer.out.splitlines())
    assert {first[2], second[2]} == {"aiempaa merkintää muutettiin"}
    assert {each[3].split(" (")[0] for each in (first, second)} == {"omistaja", "TP3:n ylläpitäjät"}
    assert "ei huomautettavaa" in answer.err


def test_only_the_range_is_looked_at(story: Chronicle) -> None:
    commit = story.merges[-1].commit
    assert found_in(story.path, "--to", "HEAD~1") == []
    assert found_in(story.path, "--from", "HEAD~1") == [
        (commit, "change-without-record", ("output", "a2"))
    ]
    assert found_in(story.path, "--from", "HEAD") == []
    assert audit(story.path, "--from", "HEAD", "--to", "HEAD~1").code == 2
    twice = audit(story.path, "--rev", "HEAD", "--to", "HEAD~1")
    assert (twice.code, twice.out) == (2, "")
    assert "--rev" in twice.err


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("2027-01-01", "2030-01-01", 1), ("2027-01-01", "2027-01-11", 0), ("2030-01-01", None, 0)],
)
def test_a_range_may_be_days(story: Chronicle, first: str, last: str | None, expected: int) -> None:
    ends = ("--to", last) if last else ()
    assert len(found_in(story.path, "--from", first, *ends)) == expected


def test_without_the_records_nobody_is_said_to_have_approved_nothing(
    story: Chronicle, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", story.path, "clone")
    clone = Repo(tmp_path / "clone")
    for form in ("text", "json", "csv"):
        answer = audit(clone.path, "--format", form, "--lang", "fi")
        assert (answer.code, answer.out) == (3, "")
        [remedy] = re.findall("`(git config .*?)`", answer.err)
    for command in remedy.split(" && "):
        clone.git(*shlex.split(command)[1:])
    assert found_in(clone.path) == found_in(story.path)


def test_a_shallow_clone_is_told_how_to_get_the_rest(story: Chronicle, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{story.path}", "clone")
    clone = Repo(tmp_path / "clone")
    clone.git("fetch", "--quiet", "origin", "refs/notes/approvals:refs/notes/approvals")
    answer = audit(clone.path, "--lang", "en")
    assert answer.code == 3
    assert "git fetch --unshallow" in answer.err


def test_in_a_fresh_clone_a_rewritten_history_shows_by_its_records(
    story: Chronicle, tmp_path: Path
) -> None:
    lost = story.drop(text)
    story.record()
    git(tmp_path, "clone", "--quiet", f"file://{story.path}", "clone")
    clone = Repo(tmp_path / "clone")
    clone.git("fetch", "--quiet", "origin", "refs/notes/approvals:refs/notes/approvals")
    assert (lost.commit, "history-forced", None) in found_in(story.path)
    assert (lost.commit, "record-fits-no-commit", None) in found_in(clone.path)


def test_records_of_what_came_later_accuse_nobody(story: Chronicle, tmp_path: Path) -> None:
    """A clone that stands on an older commit, and knows the newest."""
    git(tmp_path, "clone", "--quiet", story.path, "clone")
    clone = Repo(tmp_path / "clone")
    clone.git("fetch", "--quiet", "origin", "refs/notes/approvals:refs/notes/approvals")
    clone.git("checkout", "--quiet", "HEAD~2")
    assert found_in(clone.path) == []


def test_what_was_before_the_rules_is_not_judged(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    for number in range(2):
        repo.write("README.md", str(number))
        repo.commit()
    story = Chronicle(tmp_path / "other.git", random.Random(SEED), [KEEPER])
    for path, content in story.files().items():
        repo.write(path, content)
    first = repo.commit()
    (repo.path / "workflows/approvals.yaml").unlink()
    gone = repo.commit()
    repo.write("README.md", "more")
    after = repo.commit()
    repo.git("notes", "--ref=approvals", "add", "--message", "x", first)
    assert found_in(repo.path) == [
        (after, "change-without-rule", None),
        (gone, "change-without-record", ("policy", "approvals")),
        (first, "record-unreadable", None),
    ]


def test_in_a_folder_of_a_repository_what_lies_beside_it_is_judged_too(tmp_path: Path) -> None:
    story = Chronicle(tmp_path / "r.git", random.Random(SEED), [KEEPER])
    repo = Repo.init(tmp_path / "repo")
    for path, content in story.files().items():
        repo.write(f"inner/{path}", content)
    repo.commit()
    repo.write("beside.txt", "x")
    commit = repo.commit()
    repo.git("notes", "--ref=approvals", "add", "--message", "x", "HEAD~1")
    inner = repo.path / "inner"
    found = found_in(inner, "--from", "HEAD~1")
    assert found == [(commit, "change-without-record", ("file", "../beside.txt"))]


def test_hostile_records_reach_no_terminal(story: Chronicle) -> None:
    story.merges[0].lines.append("\x1b[31m::error::x =1+1\u202e")  # type: ignore[arg-type]
    story.record()
    for form in ("text", "json", "csv"):
        answer = audit(story.path, "--format", form)
        assert answer.code == 1
        assert not {"\x1b", "\u202e"} & set(answer.out + answer.err)


def hasty(story: Chronicle) -> list[Merged]:
    """One person approves six reviews, each seconds after the other, in the same words."""
    ids = [f"h{number}" for number in range(6)]

    def new(story: Chronicle) -> Done:
        for id in ids:
            story.world.outputs[id] = deepcopy(story.world.outputs["b1"]) | {"id": id}
        return {("output", id): ["output-added"] for id in ids}

    def same(story: Chronicle, id: str) -> Done:
        words = story.draw.choice(("Luettu, kunnossa.", "luettu,  KUNNOSSA."))
        made = entry(story, "org-b", evidence=words)
        story.world.outputs[id]["reviews"].append(made)
        return {("output", id): ["reviewed"]}

    story.merge(new)
    merges = [story.merge(partial(same, id=id)) for id in ids]
    for number, merged in enumerate(merges):
        for line in merged.lines:
            line["time"] = (START + timedelta(seconds=15 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return merges


def test_signs_of_haste_are_told_to_who_asks(story: Chronicle) -> None:
    merges = hasty(story)
    story.record()
    assert "signals" not in audit(story.path, "--format", "json").data
    told = audit(story.path, "--signals", "--format", "json").data["signals"]
    assert [(each["code"], each["account"]) for each in told] == [
        ("burst", OTHER), ("haste", OTHER), ("same-words", OTHER),
    ]  # fmt: skip
    assert {*told[2]["commits"]} == {each.commit for each in merges}
