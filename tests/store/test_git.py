"""Revisions are read straight from Git, in every kind of repository; what cannot be, says why."""

import os
import shutil
from datetime import date
from pathlib import Path

import pygit2
import pytest

from governance.model.problem import Misused, Outside
from governance.model.registry import FOLDERS
from governance.store import git
from governance.store.load import load, timezone_of
from tests.helpers.load import Done, tp3
from tests.helpers.repo import Repo, copy_records
from tests.helpers.repo import git as run_git

HELSINKI = "Europe/Helsinki"
THEME = "registry/themes/verkosto.yaml"


def resolve(repository: pygit2.Repository, rev: str) -> pygit2.Commit:
    """The commit of a revision or a day, as `--rev` takes it."""
    if git.is_date(rev):
        return git.as_of(repository, rev, HELSINKI)
    return git.resolve(repository, rev)


def themes(folder: Path, rev: str = "HEAD") -> set[str]:
    """The themes of a revision, which tell the commits of `history` apart."""
    repository = git.open_repository(folder)
    commit = resolve(repository, rev)
    return set(load(git.RevisionTree(repository, commit)).registry.themes)


def write_theme(repo: Repo, name: str) -> None:
    text = (repo.path / THEME).read_text("utf-8").replace("id: verkosto", f"id: {name}")
    repo.write(f"{FOLDERS['theme']}/{name}.yaml", text)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """first - second - merge of `side` - fourth, on days of their own; nothing writes to it."""
    repo = Repo.init(copy_records(tmp_path_factory.mktemp("history") / "repo"))
    repo.commit("first", "2026-11-20T12:00:00+02:00")
    write_theme(repo, "second")
    # 23:30 UTC is 01:30 of the next day in Helsinki.
    repo.commit("second", "2026-11-21T23:30:00+00:00")
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    write_theme(repo, "aside")
    repo.commit("aside", "2026-11-23T12:00:00+02:00")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "side", when="2026-11-25T12:00:00+02:00")
    write_theme(repo, "fourth")
    repo.commit("fourth", "2026-11-26T12:00:00+02:00")
    repo.git("tag", "plain", "HEAD~2")
    repo.git("tag", "--annotate", "--message", "a tag", "annotated", "HEAD~2")
    return repo


def added(folder: Path, rev: str) -> set[str]:
    return themes(folder, rev) & {"second", "aside", "fourth"}


@pytest.mark.parametrize(
    ("rev", "expected"),
    [
        ("HEAD", {"second", "aside", "fourth"}),
        ("main", {"second", "aside", "fourth"}),
        ("refs/heads/main", {"second", "aside", "fourth"}),
        ("HEAD~1", {"second", "aside"}),
        ("HEAD~2", {"second"}),
        ("HEAD^1^2", {"aside"}),
        ("HEAD^{/aside}", {"aside"}),
        ("plain", {"second"}),
        ("annotated", {"second"}),
        ("annotated^{}", {"second"}),
        ("side", {"aside"}),
        ("2026-11-20", set()),
        ("2026-11-21", set()),
        ("2026-11-22", {"second"}),
        ("2026-11-23", {"second"}),
        ("2026-11-24", {"second"}),
        ("2026-11-25", {"second", "aside"}),
        ("2026-11-26", {"second", "aside", "fourth"}),
        ("2199-12-31", {"second", "aside", "fourth"}),
    ],
)
def test_a_revision_is_what_git_or_the_calendar_says(
    history: Repo, rev: str, expected: set[str]
) -> None:
    assert added(history.path, rev) == expected


def test_a_whole_and_a_short_hash_are_revisions(history: Repo) -> None:
    whole = history.git("rev-parse", "HEAD~2")
    assert added(history.path, whole) == added(history.path, whole[:8]) == {"second"}


def test_a_commit_late_in_the_evening_is_of_the_next_day_only_further_east(history: Repo) -> None:
    repository = git.open_repository(history.path)
    commit = git.resolve(repository, "plain")
    assert git.commit_day(commit, "UTC") == date(2026, 11, 21)
    assert git.commit_day(commit, HELSINKI) == date(2026, 11, 22)
    assert git.as_of(repository, "2026-11-21", "UTC").id == commit.id


@pytest.mark.parametrize(
    "rev",
    [
        "nothing", "HEAD~100", "0" * 40, "abcdef1", "HEAD:",
        f"HEAD:{THEME}",
        "HEAD^{tree}", "main@{2026-11-20}", "main@{yesterday}", "@{1.day.ago}", "", " ", "-x",
        "--help",
        "HEAD..main", "a\0b", "ä", "HEAD^{/no such text}", ":/nothing",
        "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0664",
    ],
)  # fmt: skip
def test_what_is_no_commit_is_misuse(history: Repo, rev: str) -> None:
    with pytest.raises(Misused) as stop:
        resolve(git.open_repository(history.path), rev)
    assert stop.value.code == "revision-unknown"


@pytest.mark.parametrize("day", ["2026-11-19", "1900-01-01"])
def test_a_day_before_the_first_commit_is_misuse_that_names_it(history: Repo, day: str) -> None:
    with pytest.raises(Misused) as stop:
        resolve(git.open_repository(history.path), day)
    assert (stop.value.code, stop.value.values["first"]) == ("revision-too-early", "2026-11-20")


@pytest.mark.parametrize("rev", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_day_that_does_not_exist_is_misuse(history: Repo, rev: str) -> None:
    with pytest.raises(Misused) as stop:
        resolve(git.open_repository(history.path), rev)
    assert stop.value.code == "date-invalid"


def test_the_object_of_a_tree_or_a_file_is_no_revision(history: Repo) -> None:
    for name in ("HEAD^{tree}", f"HEAD:{THEME}"):
        rev = history.git("rev-parse", name)
        done = tp3("-C", history.path, "--rev", rev, "validate")
        assert done.code == 2
        assert rev in done.err


def bare(history: Repo, to: Path) -> Path:
    history.git("clone", "--quiet", "--bare", ".", str(to / "bare.git"))
    return to / "bare.git"


def worktree(history: Repo, to: Path) -> Path:
    clone = run_clone(history, to / "main")
    run_git(clone, "worktree", "add", "--quiet", "--detach", str(to / "linked"))
    return to / "linked"


def detached(history: Repo, to: Path) -> Path:
    clone = run_clone(history, to / "detached")
    run_git(clone, "checkout", "--quiet", "--detach")
    return clone


def shared(history: Repo, to: Path) -> Path:
    return run_clone(history, to / "shared", "--shared")


def packed(history: Repo, to: Path) -> Path:
    clone = run_clone(history, to / "packed")
    run_git(clone, "gc", "--quiet", "--aggressive")
    run_git(clone, "commit-graph", "write")
    return clone


def inside(history: Repo, to: Path) -> Path:
    return run_clone(history, to / "clone") / "registry/outputs/karkki"


def run_clone(history: Repo, to: Path, *options: str) -> Path:
    history.git("clone", "--quiet", *options, history.path.as_uri(), str(to))
    return to


@pytest.mark.parametrize("make", [bare, worktree, detached, shared, packed, inside])
def test_every_kind_of_whole_repository_is_read(
    history: Repo, tmp_path: Path, make: object
) -> None:
    folder: Path = make(history, tmp_path)  # type: ignore[operator]
    done = tp3("-C", folder, "--rev", "2026-11-22", "validate", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert history.git("rev-parse", "plain") in done.out


def test_a_bare_repository_is_read_at_its_head_without_a_revision(
    history: Repo, tmp_path: Path
) -> None:
    done = tp3("-C", bare(history, tmp_path), "validate", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert history.git("rev-parse", "HEAD") in done.out


def test_the_revision_is_read_and_not_the_work_tree(history: Repo, tmp_path: Path) -> None:
    clone = run_clone(history, tmp_path / "clone")
    (clone / THEME).write_text("broken: [")
    assert tp3("-C", clone, "validate").code == 1
    assert tp3("-C", clone, "--rev", "HEAD", "validate").code == 0


def test_a_registry_in_a_folder_of_the_repository_is_read(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    copy_records(repo.path / "data/tp3")
    repo.write("registry/themes/not-ours.yaml", "id: [\n")
    repo.commit()
    done = tp3("-C", repo.path / "data/tp3", "--rev", "HEAD", "validate", "--format", "json")
    assert (done.code, done.err) == (0, "")


def test_a_link_to_the_registry_is_followed_to_its_repository(
    history: Repo, tmp_path: Path
) -> None:
    clone = run_clone(history, tmp_path / "clone")
    (tmp_path / "link").symlink_to(clone)
    assert tp3("-C", tmp_path / "link", "--rev", "HEAD", "validate").code == 0


def test_days_are_not_counted_in_a_time_zone_that_cannot_be_read(history: Repo) -> None:
    repository = git.open_repository(history.path)
    tree = git.RevisionTree(repository, git.resolve(repository, "HEAD"), "workflows")
    with pytest.raises(Outside) as stop:
        timezone_of(tree)
    assert stop.value.code == "timezone-unreadable"


def test_a_branch_can_be_read_where_head_names_nothing(history: Repo, tmp_path: Path) -> None:
    path = bare(history, tmp_path)
    run_git(path, "symbolic-ref", "HEAD", "refs/heads/nowhere")
    assert tp3("-C", path, "--rev", "main", "validate").code == 0


# What cannot be read --------------------------------------------------------------------------


def stopped(done: Done, code: int, *words: str) -> None:
    assert done.code == code, done
    assert done.out == ""
    assert "Traceback" not in done.err
    assert [word for word in words if word not in done.err] == []


def test_a_shallow_clone_says_how_to_get_the_rest(history: Repo, tmp_path: Path) -> None:
    clone = run_clone(history, tmp_path / "shallow", "--depth", "1")
    assert tp3("-C", clone, "--rev", "HEAD", "validate").code == 0
    assert tp3("-C", clone, "--rev", "2026-11-26", "validate").code == 0
    for rev in ("HEAD~1", "2026-11-22", "plain", history.git("rev-parse", "plain")):
        stopped(
            tp3("-C", clone, "--rev", rev, "validate"), 3, "git fetch --unshallow", "fetch-depth"
        )


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_says_how_to_get_the_rest(history: Repo, tmp_path: Path, kind: str) -> None:
    served = bare(history, tmp_path)
    run_git(served, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    run_git(
        tmp_path,
        "clone",
        "--quiet",
        f"--filter={kind}",
        "--no-checkout",
        served.as_uri(),
        str(clone),
    )
    for form in (("validate",), ("queue",)):
        stopped(tp3("-C", clone, "--rev", "HEAD", *form), 3, "--filter", "fetch")


def test_a_partial_clone_is_read_where_its_files_are(history: Repo, tmp_path: Path) -> None:
    served = bare(history, tmp_path)
    run_git(served, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", served.as_uri(), str(clone))
    assert tp3("-C", clone, "--rev", "HEAD", "validate").code == 0
    assert tp3("-C", clone, "validate").code == 0


def test_a_damaged_repository_is_not_taken_for_a_partial_one(tmp_path: Path) -> None:
    repo = Repo.init(copy_records(tmp_path / "repo"))
    repo.commit()
    name = repo.git("rev-parse", f"HEAD:{THEME}")
    (repo.path / ".git/objects" / name[:2] / name[2:]).unlink()
    stopped(tp3("-C", repo.path, "--rev", "HEAD", "validate"), 3, "git fsck")


def test_a_repository_of_sha_256_is_named(tmp_path: Path) -> None:
    repo = Repo.init(copy_records(tmp_path / "repo"), "--object-format=sha256")
    repo.commit()
    stopped(tp3("-C", repo.path, "--rev", "HEAD", "validate"), 3, "SHA-256", "--object-format=sha1")
    assert tp3("-C", repo.path, "validate").code == 0


def test_a_repository_of_another_user_is_named(history: Repo, tmp_path: Path) -> None:
    clone = run_clone(history, tmp_path / "clone")
    if os.geteuid() == 0:
        for path in (clone, *clone.rglob("*")):
            os.chown(path, 12345, 12345, follow_symlinks=False)
        done = tp3("-C", clone, "--rev", "HEAD", "validate")
        stopped(done, 3, "another user", f"--add safe.directory {clone}")
        home = Path(os.environ["HOME"])
        (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {clone}\n")
        assert tp3("-C", clone, "--rev", "HEAD", "validate").code == 0
        (home / ".gitconfig").unlink()
    said = git._cannot_open(clone, "repository path '/x' is not owned by current user")
    assert said.code == "git-owner"


def test_outside_of_git_only_the_work_tree_is_read(tmp_path: Path) -> None:
    root = copy_records(tmp_path / "root")
    assert tp3("-C", root, "validate").code == 0
    stopped(tp3("-C", root, "--rev", "HEAD", "validate"), 3, str(root), "git clone")


def test_an_empty_repository_is_named(tmp_path: Path) -> None:
    repo = Repo.init(copy_records(tmp_path / "repo"))
    assert tp3("-C", repo.path, "validate").code == 0
    for rev in ("HEAD", "2026-11-22", "main"):
        stopped(tp3("-C", repo.path, "--rev", rev, "validate"), 3, "no commits", "git commit")


def test_an_empty_bare_repository_is_named(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "bare.git", "--bare")
    stopped(tp3("-C", repo.path, "validate"), 3, "no commits")


def test_a_repository_without_a_registry_is_named(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    repo.commit()
    stopped(tp3("-C", repo.path, "validate"), 3, "registry/registry.yaml", "tp3 -C")


@pytest.mark.parametrize("kind", ["no folder", "a file"])
def test_where_there_is_no_folder_is_misuse(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "x"
    if kind == "a file":
        target.write_text("")
    stopped(tp3("-C", target, "validate"), 2, str(target))


@pytest.mark.parametrize("broken", ["HEAD", "config", "objects"])
def test_a_broken_repository_is_named(history: Repo, tmp_path: Path, broken: str) -> None:
    clone = run_clone(history, tmp_path / "clone")
    target = clone / ".git" / broken
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.write_bytes(b"\xff[[[")
    done = tp3("-C", clone, "--rev", "HEAD", "validate")
    stopped(done, 3)
    assert done.err


def test_the_name_of_a_language_other_than_english_is_followed(tmp_path: Path) -> None:
    root = copy_records(tmp_path / "root")
    finnish = tp3("-C", root, "--rev", "HEAD", "--lang", "fi", "validate")
    swedish = tp3("-C", root, "--rev", "HEAD", "--lang", "sv", "validate")
    assert finnish.code == swedish.code == 3
    assert "Git" in finnish.err
    assert finnish.err != swedish.err


def test_a_theft_by_rev_is_only_a_question(history: Repo, tmp_path: Path) -> None:
    """What --rev is given never reaches a shell or git's own options."""
    done = tp3("-C", history.path, "--rev", f"--output={tmp_path}/x", "validate")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []
