"""What happened in every kind of history that Git can hold, told from real repositories."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from governance.model.change import Change, Step
from governance.rules.changes import changes
from governance.store import git
from governance.store.git import RevisionTree
from governance.store.history import compare, record_steps, steps
from governance.store.load import load
from tests.conftest import SOAK
from tests.helpers.command import TODAY, tp3
from tests.helpers.edits import COURSE, HANDBOOK, LEAFLET, ORG_A, copy_base
from tests.helpers.load import tp3 as tp3_process
from tests.helpers.long_history import write_history
from tests.helpers.repo import Repo, copy_records
from tests.helpers.repo import git as run_git
from tests.model.test_upgrade import made_old
from tests.model.test_upgrade import step as upgrade_step

ZONE = "Europe/Helsinki"
SETTINGS = "registry/registry.yaml"
REVIEW_RULES = "workflows/review.yaml"
Told = list[tuple[str, str, str]]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.init(copy_base(tmp_path / "repo"))
    made.commit("first")
    return made


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text()
    assert old in text
    repo.write(path, text.replace(old, new, 1))


def edited(repo: Repo, path: str, old: str, new: str, when: str | None = None) -> str:
    edit(repo, path, old, new)
    return repo.commit(**({"when": when} if when else {}))


def revision(repo: Repo, rev: str = "HEAD", prefix: str = "") -> RevisionTree:
    repository = git.open_repository(repo.path)
    return RevisionTree(repository, git.resolve(repository, rev), prefix)


def walked(repo: Repo, old: str | None = None, new: str = "HEAD", **options: object) -> list[Step]:
    start = revision(repo, old) if old else None
    return list(steps(start, revision(repo, new), ZONE, **options))  # type: ignore[arg-type]


def told(found: list[Change] | tuple[Change, ...]) -> Told:
    return [(each.kind, each.id, each.field) for each in found]


def told_by_step(repo: Repo, old: str | None = None, new: str = "HEAD") -> list[Told]:
    """What each step tells, the oldest first."""
    return [told(step.difference.changes) for step in reversed(walked(repo, old, new))]


def net(repo: Repo, old: str, new: str = "HEAD") -> Told:
    return told(compare(revision(repo, old), revision(repo, new)).changes)


def life(repo: Repo, id: str = "handbook") -> list[Told]:
    """What each step of a record's history tells, the oldest first."""
    found = list(record_steps(("output", id), revision(repo), ZONE))
    return [told(step.difference.changes) for step in reversed(found)]


OWNER_CHANGED = ("owner-changed", "handbook", "owner")


def test_the_first_commit_adds_everything(repo: Repo) -> None:
    ((*found,),) = told_by_step(repo)
    records = [each for each in found if each[0] != "files-changed"]
    assert ("output-added", "handbook", "") in records
    assert ("organisation-changed", "org-a", "") in records
    assert ("policy-changed", "review", "") in records
    assert ("policy-changed", "registry", "") in records
    assert ("policy-changed", "annotations", "") in records
    assert sum(kind == "output-added" for kind, _, _ in records) == 4
    assert {each[1] for each in found if each[0] == "files-changed"} == {
        "content/handbook-1.10.txt",
        "docs/guide.md",
        "registry/README.md",
        "workflows/text/model.fi.md",
    }


def test_a_step_knows_its_commit_its_day_in_the_registrys_zone_and_its_author(repo: Repo) -> None:
    # 23:30 UTC is 01:30 of the next day in Helsinki.
    commit = edited(repo, HANDBOOK, "owner: org-a", "owner: org-b", "2026-12-01T23:30:00+00:00")
    (step,) = walked(repo, "HEAD~1")
    assert (step.commit, str(step.day), step.author) == (commit, "2026-12-02", "Aino Tekijä")
    assert step.difference.names["output", "handbook"]["sv"] == "Handbok"
    assert step.difference.names["organisation", "org-b"]


def test_a_revert_shows_as_its_own_changes(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("revert", "--no-edit", "HEAD")
    assert told_by_step(repo, "HEAD~2") == [[OWNER_CHANGED], [OWNER_CHANGED]]
    new, old = (step.difference.changes[0] for step in walked(repo, "HEAD~2"))
    assert (old.old, old.new, new.old, new.new) == ("org-a", "org-b", "org-b", "org-a")
    assert net(repo, "HEAD~2") == []


def on_a_branch(repo: Repo, name: str, *edits: tuple[str, str, str]) -> None:
    """Edits, a commit each, on a branch of their own beside the main one."""
    repo.git("checkout", "--quiet", "-b", name, "main")
    for each in edits:
        edited(repo, *each)
    repo.git("checkout", "--quiet", "main")


def test_a_merge_is_one_step_with_what_its_branch_changed(repo: Repo) -> None:
    on_a_branch(
        repo,
        "side",
        (HANDBOOK, "owner: org-a", "owner: org-b"),
        (HANDBOOK, "license: CC-BY-4.0", "license: MIT"),
    )
    edited(repo, HANDBOOK, "accessibility: partial", "accessibility: conforms")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert told_by_step(repo, "main~2") == [
        [("metadata-changed", "handbook", "accessibility")],
        [("metadata-changed", "handbook", "license"), OWNER_CHANGED],
    ]


def test_a_merge_settled_by_hand_tells_what_was_settled(repo: Repo) -> None:
    on_a_branch(repo, "side", (HANDBOOK, "owner: org-a", "owner: org-b"))
    edited(repo, HANDBOOK, "owner: org-a", "owner: old-org")
    repo.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    edited(repo, HANDBOOK, "owner: old-org", "owner: null")
    (step,) = walked(repo, "HEAD~1")
    assert [(each.old, each.new) for each in step.difference.changes] == [("old-org", None)]


def test_a_merge_of_many_branches_is_one_step(repo: Repo) -> None:
    on_a_branch(repo, "one", (HANDBOOK, "owner: org-a", "owner: org-b"))
    on_a_branch(repo, "two", (COURSE, "owner: org-b", "owner: org-a"))
    on_a_branch(repo, "three", (LEAFLET, "fi: Esite", "fi: Lehtinen"))
    edited(repo, ORG_A, "member: true", "member: false")
    repo.git("merge", "--quiet", "--no-edit", "one", "two", "three")
    assert len(repo.git("rev-parse", "HEAD^@").split()) == 4
    assert told_by_step(repo, "HEAD~1") == [
        [("owner-changed", "course", "owner"), OWNER_CHANGED, ("text-changed", "leaflet", "title")]
    ]


def test_a_branch_without_common_ancestor_is_walked_to_its_first_commit(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit("first of the other")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    first, second = told_by_step(repo, "main", "other")
    assert ("output-added", "handbook", "") in first
    assert second == [OWNER_CHANGED]
    assert net(repo, "main", "other") == [OWNER_CHANGED]
    assert net(repo, "other", "main") == [OWNER_CHANGED]


def test_a_record_that_cannot_be_read_is_one_entry_and_the_rest_goes_on(repo: Repo) -> None:
    edit(repo, HANDBOOK, "id: handbook", "id: [broken")
    edited(repo, COURSE, "owner: org-b", "owner: org-a")
    edited(repo, HANDBOOK, "id: [broken", "id: handbook")
    assert told_by_step(repo, "HEAD~2") == [
        [("owner-changed", "course", "owner"), ("unreadable", HANDBOOK, "")],
        [("unreadable", HANDBOOK, "")],
    ]
    assert net(repo, "HEAD~2") == [("owner-changed", "course", "owner")]


@pytest.mark.parametrize("broken", ["", "no mapping", "\0", "format: [", "format: one\n"])
def test_settings_that_cannot_be_read_are_one_entry_and_the_rest_goes_on(
    repo: Repo, broken: str
) -> None:
    whole = (repo.path / SETTINGS).read_text()
    repo.write(SETTINGS, broken)
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.write(SETTINGS, whole)
    edited(repo, HANDBOOK, "owner: org-b", "owner: org-a")
    assert told_by_step(repo, "HEAD~2") == [[OWNER_CHANGED, ("unreadable", SETTINGS, "")]] * 2


@pytest.mark.parametrize("number", ["2", "0", "99999999", "-1"])
def test_a_revision_in_a_format_we_do_not_know_is_one_entry(repo: Repo, number: str) -> None:
    edit(repo, SETTINGS, "format: 1", f"format: {number}")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    edited(repo, HANDBOOK, "owner: org-b", "owner: old-org")
    edited(repo, SETTINGS, f"format: {number}", "format: 1")
    edited(repo, HANDBOOK, "owner: old-org", "owner: org-a")
    unknown = [("unreadable", SETTINGS, "")]
    assert told_by_step(repo, "HEAD~4") == [unknown, unknown, unknown, [OWNER_CHANGED]]
    assert net(repo, "HEAD~4") == []
    assert net(repo, "HEAD~3") == unknown
    answer = tp3(*TODAY, "-C", repo.path, "changelog", "--to", "HEAD~2", "--format", "json")
    assert (answer.code, answer.data["entries"][0]["change"]) == (0, "unreadable")


def test_an_upgrade_of_the_format_changes_no_meaning(tmp_path: Path) -> None:
    repo = Repo.init(made_old(copy_base(tmp_path / "repo")))
    repo.commit("format 0", "2026-11-20T12:00:00+02:00")
    edited(repo, HANDBOOK, 'owner: "org-a since', 'owner: "org-b since')
    edit(repo, HANDBOOK, 'owner: "org-b since', 'owner: "org-a since')
    repo.commit("back")
    fresh = copy_base(tmp_path / "fresh")
    for path in fresh.rglob("*.yaml"):
        repo.write(path.relative_to(fresh).as_posix(), path.read_bytes())
    repo.commit("format 1")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    found = walked(repo, None, upgrades={0: upgrade_step})
    last, upgraded, *edits, first = [told(step.difference.changes) for step in found]
    assert last == edits[0] == edits[1] == [OWNER_CHANGED]
    assert ("output-added", "handbook", "") in first
    assert ("format-changed", "registry", "format") in upgraded
    outputs = ("course", "handbook", "leaflet", "old-handbook")
    assert set(upgraded) - {("format-changed", "registry", "format")} == {
        ("formatting-changed", id, "") for id in outputs
    }
    life = record_steps(("output", "handbook"), revision(repo), ZONE, {0: upgrade_step})
    assert [told(step.difference.changes)[0][0] for step in life] == [
        "owner-changed",
        "formatting-changed",
        "owner-changed",
        "owner-changed",
        "output-added",
    ]
    old, new = revision(repo, "HEAD~4"), revision(repo)
    difference = compare(old, new, {0: upgrade_step})
    assert {each[0] for each in told(difference.changes)} == {
        "format-changed",
        "formatting-changed",
        "owner-changed",
    }


MOVED = "registry/outputs/beta/handbook.yaml"


def test_a_moved_record_is_one_record_whose_history_goes_on(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("mv", HANDBOOK, MOVED)
    edited(repo, MOVED, "project: alpha", "project: beta")
    edited(repo, MOVED, "owner: org-b", "owner: org-a")
    repo.git("mv", MOVED, HANDBOOK)
    edited(repo, HANDBOOK, "project: beta", "project: alpha")
    moved = [("metadata-changed", "handbook", "project")]
    told_since = [[OWNER_CHANGED], moved, [OWNER_CHANGED], moved]
    assert told_by_step(repo, "HEAD~4") == told_since
    assert life(repo) == [[("output-added", "handbook", "")], *told_since]
    assert net(repo, "HEAD~4") == []
    assert net(repo, "HEAD~4", "HEAD~1") == moved


def test_a_record_deleted_and_added_again_goes_and_comes(repo: Repo) -> None:
    text = (repo.path / HANDBOOK).read_text()
    (repo.path / HANDBOOK).unlink()
    repo.commit()
    repo.write(HANDBOOK, text)
    repo.commit()
    gone, come = [("output-removed", "handbook", "")], [("output-added", "handbook", "")]
    assert told_by_step(repo, "HEAD~2") == [gone, come]
    assert life(repo) == [come, gone, come]
    assert net(repo, "HEAD~2") == []


def test_a_link_in_a_records_place_is_one_entry(repo: Repo) -> None:
    data = (repo.path / HANDBOOK).read_bytes()
    (repo.path / HANDBOOK).unlink()
    (repo.path / HANDBOOK).symlink_to("old-handbook.yaml")
    edited(repo, COURSE, "owner: org-b", "owner: org-a")
    (repo.path / HANDBOOK).unlink()
    repo.write(HANDBOOK, data)
    repo.commit()
    assert told_by_step(repo, "HEAD~2") == [
        [("owner-changed", "course", "owner"), ("unreadable", HANDBOOK, "")],
        [("unreadable", HANDBOOK, "")],
    ]
    assert life(repo)[1:] == [[("unreadable", HANDBOOK, "")]] * 2


def test_a_link_is_no_record_even_if_its_target_reads_like_one(repo: Repo) -> None:
    blob = repo.git("rev-parse", f"HEAD:{LEAFLET}")
    repo.git("update-index", "--cacheinfo", f"120000,{blob},{HANDBOOK}")
    repo.git("commit", "--quiet", "--message", "link")
    assert told_by_step(repo, "HEAD~1") == [[("unreadable", HANDBOOK, "")]]


def test_a_file_that_may_now_be_run_says_nothing_else(repo: Repo) -> None:
    repo.git("update-index", "--chmod=+x", HANDBOOK)
    repo.git("commit", "--quiet", "--message", "mode")
    assert told_by_step(repo, "HEAD~1") == [[]]


def test_a_submodule_in_a_records_place_is_one_entry(repo: Repo) -> None:
    (repo.path / HANDBOOK).unlink()
    repo.git("rm", "--cached", "--quiet", HANDBOOK)
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{HANDBOOK}")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},docs/other")
    repo.write(".gitmodules", '[submodule "o"]\npath = docs/other\nurl = x\nignore = all\n')
    repo.git("add", ".gitmodules")
    repo.git("commit", "--quiet", "--message", "submodule")
    assert told_by_step(repo, "HEAD~1") == [
        [
            ("unreadable", HANDBOOK, ""),
            ("files-changed", ".gitmodules", ""),
            ("files-changed", "docs/other", ""),
        ]
    ]


def test_a_file_out_of_place_among_the_records_is_one_entry(repo: Repo) -> None:
    repo.write("registry/outputs/alpha/Hand Book.yml", "id: x\n")
    repo.write("workflows/other.yaml", "x: 1\n")
    repo.commit()
    assert told_by_step(repo, "HEAD~1") == [
        [
            ("unreadable", "registry/outputs/alpha/Hand Book.yml", ""),
            ("unreadable", "workflows/other.yaml", ""),
        ]
    ]


def test_a_record_that_is_too_long_is_one_entry_and_the_rest_goes_on(repo: Repo) -> None:
    short = (repo.path / HANDBOOK).read_bytes()
    for record in (COURSE, HANDBOOK, LEAFLET):
        edit(repo, record, "registered: 2025-01-15", "registered: 2025-01-16")
    repo.write(HANDBOOK, short + b"# " + b"x" * 1024 * 1024 + b"\n")
    repo.commit()
    assert told_by_step(repo, "HEAD~1") == [
        [
            ("metadata-changed", "course", "registered"),
            ("unreadable", HANDBOOK, ""),
            ("metadata-changed", "leaflet", "registered"),
        ]
    ]


@pytest.mark.parametrize("name", ["deep/inside", "reg[i]stry *?", "-x", "ä ö", ":(top)", "a\\b"])
def test_a_registry_in_a_folder_of_the_repository_is_told_without_the_rest(
    tmp_path: Path, name: str
) -> None:
    repo = Repo.init(tmp_path / "repo")
    root = copy_base(repo.path / name)
    shutil.copytree(root, repo.path / "registry *x")  # what a pattern might take too
    repo.write("README.md", "outside")
    repo.commit()
    edit(repo, "README.md", "outside", "still outside")
    edited(repo, f"registry *x/{HANDBOOK}", "owner: org-a", "owner: old-org")
    edit(repo, f"{name}/docs/guide.md", "\n", "\nmore\n")
    edited(repo, f"{name}/{HANDBOOK}", "owner: org-a", "owner: org-b")
    edited(repo, "README.md", "still", "yet")
    tree = revision(repo, "HEAD", name)
    found = [told(step.difference.changes) for step in steps(None, tree, ZONE)]
    assert found[:-1] == [[], [OWNER_CHANGED, ("files-changed", "docs/guide.md", "")], []]
    assert ("output-added", "handbook", "") in found[-1]
    followed = record_steps(("output", "handbook"), tree, ZONE)
    assert [told(each.difference.changes) for each in followed] == [
        [OWNER_CHANGED],
        [("output-added", "handbook", "")],
    ]
    answer = tp3(*TODAY, "-C", root, "diff", "HEAD~2", "--format", "json")
    assert [each["change"] for each in answer.data["entries"]] == ["owner-changed", "files-changed"]


def entries(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    answer = tp3(*TODAY, "-C", folder, *arguments, "--format", "json")
    assert answer.code == 0, answer.err
    return [(each["change"], each["record"]["id"]) for each in answer.data["entries"]]


def test_a_bare_clone_tells_the_same(repo: Repo, tmp_path: Path) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(bare))
    for command in (["changelog"], ["diff", "HEAD~1"], ["history", "handbook"]):
        assert entries(bare, *command) == entries(repo.path, *command)


COMMANDS = (["changelog"], ["changelog", "--check"], ["history", "handbook"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_history_is_not_told_of_a_shallow_clone(
    repo: Repo, tmp_path: Path, command: list[str]
) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.commit("third")
    clone = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth", "2", repo.path.as_uri(), str(clone))
    answer = tp3(*TODAY, "-C", clone, *command)
    assert (answer.code, answer.out) == (3, "")
    assert "git fetch --unshallow" in answer.err


@pytest.mark.parametrize("command", [*COMMANDS, ["diff", "HEAD~1"]], ids=" ".join)
def test_history_is_not_told_of_a_clone_without_its_files(
    repo: Repo, tmp_path: Path, command: list[str]
) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    repo.git("clone", "--quiet", "--filter=blob:none", repo.path.as_uri(), str(clone))
    answer = tp3(*TODAY, "-C", clone, *command)
    assert (answer.code, answer.out) == (3, "")
    assert "--filter" in answer.err


def raw_commit(repo: Repo, *lines: bytes, message: bytes = b"m") -> str:
    """A commit of the index on HEAD, in the very bytes that are given."""
    tree, parent = repo.git("write-tree"), repo.git("rev-parse", "HEAD")
    data = f"tree {tree}\nparent {parent}\n".encode() + b"\n".join(lines) + b"\n\n" + message
    id = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=data)
    repo.git("update-ref", "HEAD", id)
    return id


PERSON = b"A <a@example.invalid> 1764500000 +0200"


@pytest.mark.parametrize(
    ("author", "encoding", "name"),
    [
        ("Åke Öst", "latin-1", "Åke Öst"),
        ("Åke Öst", "utf-8", "Åke Öst"),
        ("Åke", None, "\ufffdke"),
        ("a\x1b[31mb\x07", "utf-8", "a\x1b[31mb\x07"),
        ("", "utf-8", ""),
        ("a\rb", "utf-8", "a\rb"),
    ],
)
def test_an_author_may_be_written_in_any_encoding(
    repo: Repo, author: str, encoding: str | None, name: str
) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("add", "--all")
    person = author.encode(encoding or "latin-1") + PERSON[1:]
    header = [f"encoding {encoding}".encode()] if encoding == "latin-1" else []
    raw_commit(repo, b"author " + person, b"committer " + PERSON, *header)
    (step,) = walked(repo, "HEAD~1")
    assert (step.author, told(step.difference.changes)) == (name, [OWNER_CHANGED])
    for form in ("text", "markdown", "atom", "json"):
        answer = tp3(*TODAY, "-C", repo.path, "changelog", "--format", form)
        assert answer.code == 0, answer.err
        assert "\x1b" not in answer.out
        assert "\x07" not in answer.out


@pytest.mark.parametrize(
    ("seconds", "days"),
    [
        (b"0", {"1970-01-01"}),
        (b"4102444800", {"2100-01-01"}),
        # What no calendar has is some day or other, and never the end of the tale.
        (b"-86400", {"1969-12-31", "1970-01-01"}),
        (b"-62135596800", {"1900-01-01"}),
        (b"99999999999999", {"2199-12-31"}),
        (b"99999999999999999999999", None),
        (b"never", None),
    ],
)
def test_a_time_that_no_calendar_has_ends_nothing(
    repo: Repo, seconds: bytes, days: set[str] | None
) -> None:
    first = repo.git("rev-parse", "HEAD")
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license: MIT")
    repo.git("add", "--all")
    person = b"A <a@example.invalid> " + seconds + b" +0000"
    raw_commit(repo, b"author " + person, b"committer " + person)
    edited(repo, COURSE, "owner: org-b", "owner: org-a", "2026-12-03T12:00:00+02:00")
    new, old = walked(repo, first)
    assert told(new.difference.changes) == [("owner-changed", "course", "owner")]
    assert told(old.difference.changes) == [("metadata-changed", "handbook", "license")]
    assert days is None or str(old.day) in days
    for command in (["changelog"], ["changelog", "--format", "atom"]):
        answer = tp3(*TODAY, "-C", repo.path, *command)
        assert answer.code == 0, answer.err
    # libgit2 does not read a commit whose time is no number that it can hold.
    assert tp3(*TODAY, "-C", repo.path, "history", "handbook").code == (0 if days else 3)
    answer = tp3(*TODAY, "-C", repo.path, "run", "--out", repo.path.parent / "out")
    assert answer.code == 0, answer.err
    named = {each.stem for each in (repo.path.parent / "out/site/v1/changes").glob("*.json")}
    ahead = {day[:7] for day in days or () if day > TODAY[1]}
    assert all(re.fullmatch("[0-9]{4}-[0-9]{2}", each) for each in named)
    assert not named & ahead


def test_a_commit_of_after_today_is_told(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b", "2031-01-01T12:00:00+02:00")
    answer = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--format", "json")
    assert [each["date"] for each in answer.data["entries"]] == ["2031-01-01"]


@pytest.mark.parametrize(
    "message",
    [
        b"\x1b]0;title\x07\x1b[2J",
        b"<script>alert(1)</script> ]]> <!-- tp3:1 {} -->",
        b"commit " + b"0" * 40 + b"\n\nauthor x",
        b":100644 100644 a b M\0\0x",
        b"\xff\xfe",
        b"",
        b"one\0two",
    ],
)
def test_the_message_of_a_commit_does_no_harm(repo: Repo, message: bytes) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("add", "--all")
    raw_commit(repo, b"author " + PERSON, b"committer " + PERSON, message=message)
    assert told_by_step(repo, "HEAD~1") == [[OWNER_CHANGED]]


def test_a_commit_without_a_committer_is_an_answer_and_no_bug(repo: Repo) -> None:
    raw_commit(repo, b"author " + PERSON)
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    assert tp3(*TODAY, "-C", repo.path, "changelog").code in (0, 3)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Four commits on days of their own with tags; nothing writes to it."""
    repo = Repo.init(copy_base(tmp_path_factory.mktemp("line") / "repo"))
    repo.commit("first", "2026-11-20T12:00:00+02:00")
    repo.git("tag", "start")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b", "2026-12-01T12:00:00+02:00")
    repo.git("tag", "--annotate", "--message", "a tag", "middle")
    edited(repo, COURSE, "owner: org-b", "owner: org-a", "2026-12-02T12:00:00+02:00")
    edited(repo, LEAFLET, "fi: Esite", "fi: Lehtinen", "2026-12-05T12:00:00+02:00")
    return repo


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--from", "start"], ["leaflet", "course", "handbook"]),
        (["--from", "start", "--to", "middle"], ["handbook"]),
        (["--from", "middle", "--to", "HEAD~1"], ["course"]),
        (["--from", "2026-11-30"], ["leaflet", "course", "handbook"]),
        (["--from", "2026-12-01", "--to", "2026-12-04"], ["course"]),
        (["--from", "2026-12-02", "--to", "2026-12-03"], []),
        (["--from", "HEAD"], []),
        (["--from", "main", "--to", "HEAD"], []),
        (["--month", "2026-12"], ["leaflet", "course", "handbook"]),
        (["--month", "2026-10"], []),
        (["--from", "start", "--rev", "middle"], ["handbook"]),
    ],
    ids=" ".join,
)
def test_a_range_is_named_by_revisions_tags_days_or_a_month(
    line: Repo, options: list[str], expected: list[str]
) -> None:
    assert [id for _, id in entries(line.path, "changelog", *options)] == expected
    if not expected:
        assert tp3(*TODAY, "-C", line.path, "changelog", *options).out == "No changes.\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["changelog", "--from", "HEAD", "--to", "HEAD~1"], "comes before"),
        (["changelog", "--from", "2026-12-04", "--to", "2026-12-01"], "comes before"),
        (["changelog", "--from", "main", "--to", "start"], "comes before"),
        (["changelog", "--from", "nowhere"], "nowhere"),
        (["changelog", "--to", "nowhere"], "nowhere"),
        (["diff", "nowhere"], "nowhere"),
        (["diff", "HEAD", "nowhere"], "nowhere"),
        (["diff", "2026-02-30"], "2026-02-30"),
        (["history", "handbook", "--rev", "nowhere"], "nowhere"),
        (["changelog", "--from", "--output=x"], "--output=x"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_range_that_is_none_is_wrong_usage(line: Repo, command: list[str], said: str) -> None:
    answer = tp3(*TODAY, "-C", line.path, *command)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_range_from_a_day_before_the_first_commit_is_everything(line: Repo) -> None:
    assert entries(line.path, "changelog", "--from", "2020-01-01") == entries(
        line.path, "changelog"
    )


def test_a_net_difference_may_go_back_in_time(line: Repo) -> None:
    assert net(line, "HEAD", "start") == [
        ("owner-changed", "course", "owner"),
        OWNER_CHANGED,
        ("text-changed", "leaflet", "title"),
    ]


NAMES = ("a b.md", "ääkköset.md", "a\nb.md", 'q"uote.md', "tab\t.md", "-x.md", ":colon.md", "\\n")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_of_any_name_is_told_by_its_path(repo: Repo, name: str) -> None:
    repo.write(f"docs/{name}", "new")
    repo.write(name, "new")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    assert net(repo, "HEAD~1") == [
        OWNER_CHANGED,
        *(("files-changed", path, "") for path in sorted((name, f"docs/{name}"))),
    ]


@pytest.mark.parametrize("folder", ["docs", "registry"])
def test_a_name_that_is_no_text_ends_nothing(repo: Repo, folder: str) -> None:
    Path(os.fsdecode(os.fsencode(repo.path / folder) + b"/caf\xe9.md")).write_text("x")
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    for form in ("text", "json", "markdown", "atom"):
        answer = tp3(*TODAY, "-C", repo.path, "changelog", "--format", form)
        assert answer.code == 0, answer.err
    for form in ("text", "json"):
        done = tp3_process(*TODAY, "-C", repo.path, "diff", "HEAD~1", "--format", form)
        assert done.code == 0, done.err
        assert "handbook" in done.out
        assert "caf" in done.out
    assert tp3(*TODAY, "-C", repo.path, "changelog", "--write").code == 0
    assert tp3(*TODAY, "-C", repo.path, "changelog", "--check").code == 0


def test_replaced_and_grafted_commits_are_told_as_they_are(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    edited(repo, COURSE, "owner: org-b", "owner: org-a")
    wanted = told_by_step(repo)
    first, middle, last = (repo.git("rev-parse", rev) for rev in ("HEAD~2", "HEAD~1", "HEAD"))
    repo.git("replace", middle, first)
    blob = repo.git("rev-parse", f"HEAD:{HANDBOOK}")
    repo.git("replace", blob, repo.git("rev-parse", f"HEAD:{COURSE}"))
    assert told_by_step(repo) == wanted
    grafts = repo.path / ".git/info/grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{last} {first}\n")
    assert told_by_step(repo) == wanted


def test_settings_of_the_user_change_nothing(repo: Repo) -> None:
    repo.git("mv", HANDBOOK, MOVED)
    repo.write("docs/ä.md", "new")
    edited(repo, MOVED, "project: alpha", "project: beta")
    wanted = walked(repo)
    for name, value in {
        "log.showSignature": "true",
        "log.date": "relative",
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "diff.external": "false",
        "diff.ignoreSubmodules": "all",
        "core.quotePath": "true",
        "core.abbrev": "4",
        "i18n.logOutputEncoding": "UTF-16",
        "color.ui": "always",
        "format.pretty": "fuller",
    }.items():
        repo.git("config", name, value)
    assert walked(repo) == wanted


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A bare repository of many commits with what owners and maintainers do."""
    folder = tmp_path_factory.mktemp("long")
    source = copy_records(folder / "live") if SOAK else copy_base(folder / "base")
    write_history(source, folder / "bare.git", 500 if SOAK else 60)
    return Repo(folder / "bare.git")


def of_records(found: tuple[Change, ...]) -> set[Change]:
    """Without what the registries as such do not know; lists made hashable."""
    kept = [each for each in found if each.kind not in ("files-changed", "formatting-changed")]
    return {replace(each, old=str(each.old), new=str(each.new)) for each in kept}


def registries(repo: Repo) -> Iterator[tuple[str, str | None]]:
    commits = repo.git("rev-list", "--first-parent", "HEAD").split()
    yield from zip(commits, [*commits[1:], None], strict=True)


def test_each_step_tells_what_the_two_whole_registries_differ_in(long: Repo) -> None:
    by_commit = {step.commit: step for step in walked(long)}
    assert len(by_commit) > 50
    for commit, parent in list(registries(long))[:-1]:
        assert parent is not None
        old, new = (load(revision(long, rev)).registry for rev in (parent, commit))
        told = by_commit[commit].difference.changes
        assert of_records(told) == of_records(changes(old, new)), commit
        assert told != (), commit


def test_the_history_of_a_record_is_what_the_steps_say_of_it(long: Repo) -> None:
    everything = walked(long)
    for id in load(revision(long)).registry.outputs:
        wanted = [
            (step.commit, found)
            for step in everything
            if (
                found := [
                    each
                    for each in step.difference.changes
                    if (each.type, each.id) == ("output", id)
                ]
            )
        ]
        followed = record_steps(("output", id), revision(long), ZONE)
        assert [(each.commit, [*each.difference.changes]) for each in followed] == wanted


def test_a_net_difference_is_what_the_two_whole_registries_differ_in(long: Repo) -> None:
    for rev in ("HEAD~50", "HEAD~13", "HEAD~1"):
        old, new = revision(long, rev), revision(long)
        wanted = changes(*(load(each).registry for each in (old, new)))
        assert of_records(compare(old, new).changes) == of_records(wanted)
        assert of_records(compare(new, new).changes) == set()


def test_a_repository_that_git_cannot_read_is_named(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    id = repo.git("rev-parse", f"HEAD~1:{HANDBOOK}")
    loose = repo.path / ".git/objects" / id[:2] / id[2:]
    loose.chmod(0o644)
    loose.unlink()
    answer = tp3(*TODAY, "-C", repo.path, "changelog")
    assert (answer.code, answer.out) == (3, "")
    assert id in answer.err


def test_without_git_history_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_base(tmp_path / "no-git")
    for command in (["changelog"], ["diff", "HEAD~1"], ["history", "handbook"]):
        assert tp3(*TODAY, "-C", root, *command).code == 3
    repo = Repo.init(root)
    repo.commit()
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = tp3(*TODAY, "-C", root, "changelog")
    assert answer.code == 3
    assert "git" in answer.err


def test_an_owner_is_called_by_its_newest_name(repo: Repo) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.write(
        ORG_A, re.sub("names: .*", "names: {fi: Uusi nimi}", (repo.path / ORG_A).read_text())
    )
    repo.commit()
    _, step = walked(repo, "HEAD~2")
    assert step.difference.names["organisation", "org-a"] == {"fi": "Uusi nimi"}


def test_a_clone_of_a_clone_shares_objects_and_tells_the_same(repo: Repo, tmp_path: Path) -> None:
    edited(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.git("repack", "-a", "-d", "--quiet")
    shared = tmp_path / "shared"
    run_git(tmp_path, "clone", "--quiet", "--shared", str(repo.path), str(shared))
    assert told_by_step(Repo(shared)) == told_by_step(repo)
