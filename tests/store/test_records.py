"""Records against the commits that there are: what was merged, and what stands no more."""

from pathlib import Path

import pytest

from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.ground import Ground, ground_of
from governance.store.notes import Notes, open_notes
from governance.store.records import is_merged, strays
from tests.helpers.repo import Repo, copy_records

ZONE = "Europe/Helsinki"
FILE = "registry/README.md"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The live records, and a second commit."""
    made = Repo.init(tmp_path / "repo")
    copy_records(made.path)
    for text in ("a", "b"):
        made.write(FILE, f"{text}\n1\n2\n3\n4\n5\n6\n7\nz\n")
        made.commit()
    return made


def tree_of(repo: Repo, rev: str = "HEAD") -> RevisionTree:
    repository = open_repository(repo.path)
    return RevisionTree(repository, resolve(repository, rev))


def ground(repo: Repo, rev: str = "HEAD") -> Ground:
    return ground_of(tree_of(repo, rev), ZONE)


def fits(repo: Repo, head: str) -> bool | None:
    return is_merged(tree_of(repo), ground(repo), head)


def branch(repo: Repo, name: str, text: str, start: str = "HEAD") -> str:
    """A proposal from somewhere; its commit."""
    before = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", name, start)
    repo.write(FILE, text)
    made = repo.commit(name)
    repo.git("checkout", "--quiet", "-B", "main", before)
    return made


PROPOSED = "b\n1\n2\n3\n4\n5\n6\n7\nproposed\n"


def test_the_second_parent_of_a_merge_is_what_was_merged(repo: Repo) -> None:
    head = branch(repo, "proposal", PROPOSED)
    twin = branch(repo, "twin", PROPOSED)
    repo.git("merge", "--quiet", "--no-ff", "--message", "merge", head)
    assert fits(repo, head) is True
    assert head != twin
    assert fits(repo, twin) is False
    assert fits(repo, "1" * 40) is False


def test_what_was_changed_while_merging_was_in_no_head(repo: Repo) -> None:
    head = branch(repo, "proposal", PROPOSED, "HEAD~1")
    repo.write("other.txt", "the branch went on")
    repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy-option=theirs", head)
    merge = repo.commit("merge")
    assert fits(repo, head) is True
    for path, text in ((FILE, "c\n1\n"), ("other.txt", "x"), ("new.txt", "x")):
        repo.git("checkout", "--quiet", "-B", "main", merge)
        repo.write(path, text)
        repo.git("add", "--all")
        repo.git("commit", "--quiet", "--amend", "--no-edit")
        assert fits(repo, head) is False


def test_a_merge_of_several_is_more_than_any_of_them(repo: Repo) -> None:
    heads = [branch(repo, "proposal", PROPOSED)]
    repo.git("checkout", "--quiet", "-b", "second", "HEAD~1")
    repo.write("other.txt", "x")
    heads.append(repo.commit())
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "octopus", *heads)
    assert [fits(repo, each) for each in heads] == [False, False]


def test_a_commit_that_was_pushed_is_its_own_head(repo: Repo) -> None:
    assert fits(repo, repo.git("rev-parse", "HEAD")) is True


def test_a_squashed_head_is_known_by_what_it_makes(repo: Repo) -> None:
    head = branch(repo, "proposal", PROPOSED)
    behind = branch(repo, "behind", "a\n1\n2\n3\n4\n5\n6\n7\nproposed\n", "HEAD~1")
    other = branch(repo, "other", "b\n1\n2\n3\n4\n5\n6\n7\nsomething else\n")
    contrary = branch(repo, "contrary", "c\n1\n2\n3\n4\n5\n6\n7\nproposed\n", "HEAD~1")
    repo.git("merge", "--quiet", "--squash", head)
    repo.commit("squash")
    assert fits(repo, head) is True
    assert fits(repo, behind) is True
    assert fits(repo, other) is False
    assert fits(repo, contrary) is False  # it could not even be merged


def test_of_what_is_not_here_nothing_is_known(repo: Repo) -> None:
    assert fits(repo, "1" * 40) is None
    assert fits(repo, repo.git("rev-parse", f"HEAD:{FILE}")) is None
    first = repo.git("rev-parse", "HEAD~1")
    assert is_merged(tree_of(repo), ground(repo, "HEAD~1"), first) is True
    newer = repo.git("rev-parse", "HEAD")
    assert is_merged(tree_of(repo), ground(repo, "HEAD~1"), newer) is None


def noted(repo: Repo, *objects: str) -> Notes:
    for each in objects:
        repo.git("notes", "--ref=approvals", "add", "--force", "--message", "x", each)
    notes = open_notes(tree_of(repo))
    assert notes is not None
    return notes


def test_what_stands_on_the_line_is_no_stray(repo: Repo) -> None:
    notes = noted(repo, "HEAD", "HEAD~1")
    assert list(strays(notes, tree_of(repo), ())) == []
    assert list(strays(notes, tree_of(repo, "HEAD~1"), ())) == []


@pytest.mark.parametrize("is_remote", [False, True])
def test_the_line_is_that_of_the_branch_wherever_one_stands(repo: Repo, is_remote: bool) -> None:
    """On an older commit, with the branch's newest one known as HEAD or as origin has it."""
    notes, older = noted(repo, "HEAD"), tree_of(repo, "HEAD~1")
    newest = repo.git("rev-parse", "HEAD")
    if is_remote:
        repo.git("checkout", "--quiet", "--detach", "HEAD~1")
        repo.git("branch", "--quiet", "--delete", "--force", "main")
        assert list(strays(notes, older, ())) == [(newest, "apart")]
        repo.git("update-ref", "refs/remotes/origin/main", newest)
        repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert list(strays(notes, older, ())) == []


def test_a_branch_without_commits_does_no_harm(repo: Repo) -> None:
    notes, newest = noted(repo, "HEAD"), tree_of(repo)
    repo.git("checkout", "--quiet", "--orphan", "new")
    assert list(strays(notes, newest, ())) == []


def test_what_was_merged_once_or_never_stands_apart(repo: Repo) -> None:
    lost = branch(repo, "proposal", PROPOSED)
    blob = repo.git("rev-parse", f"HEAD:{FILE}")
    found = dict(strays(noted(repo, lost, blob), tree_of(repo), ()))
    assert found == {lost: "apart", blob: "unknown"}
    assert dict(strays(noted(repo), tree_of(repo), {lost})) == {blob: "unknown"}


def test_a_line_that_another_branch_has_swallowed_stands_apart(repo: Repo) -> None:
    """Merged the wrong way round, the old line is the second parent's."""
    notes = noted(repo, "HEAD")
    old = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-B", "main", "HEAD~1")
    repo.write("other.txt", "x")
    repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--message", "foxtrot", old)
    assert list(strays(notes, tree_of(repo), ())) == [(old, "apart")]
