"""What a pull request would make of its base: explained by typed changes, or refused."""

import os
import shutil
from pathlib import Path

import pytest

from governance.model.problem import Outside
from governance.store import git
from governance.store.git import RevisionTree
from governance.store.proposal import Proposal, propose
from tests.helpers.edits import COURSE, HANDBOOK, LEAFLET, ORG_A, copy_base, files_of
from tests.helpers.repo import Repo

LEAF_TEXT = "summary: {fi: Yhden sivun esite.}"
ROOT = "registry/outputs"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.init(copy_base(tmp_path / "repo"))
    made.commit("first")
    made.git("switch", "--quiet", "--create", "change")
    return made


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text("utf-8")
    assert old in text
    repo.write(path, text.replace(old, new, 1))


def proposed(repo: Repo, base: str = "main", head: str = "change", prefix: str = "") -> Proposal:
    repository = git.open_repository(repo.path)
    trees = (RevisionTree(repository, git.resolve(repository, rev), prefix) for rev in (base, head))
    return propose(*trees)


def committed(repo: Repo, prefix: str = "") -> Proposal:
    """What the work tree would make of the base."""
    repo.commit()
    return proposed(repo, prefix=prefix)


def told(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(each.kind, each.id, each.field) for each in proposal.difference.changes]


def refused(proposal: Proposal) -> list[tuple[str, str]]:
    return [(each.code, each.record[1]) for each in proposal.refusals]


def test_a_change_is_told_by_its_meaning(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    repo.write("docs/guide.md", "uusi")
    repo.write("README.md", "uusi")
    found = committed(repo)
    assert told(found) == [
        ("owner-changed", "handbook", "owner"),
        ("files-changed", "README.md", ""),
        ("files-changed", "docs/guide.md", ""),
    ]
    assert found.refusals == ()


def test_of_the_base_only_the_rules_and_who_may_approve_are_read(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    base = committed(repo).registry
    assert base.revision == repo.git("rev-parse", "main")
    assert base.outputs["handbook"].owner == "org-a"
    assert list(base.outputs) == ["handbook"]
    assert list(base.organisations) == ["org-a", "org-b"]
    assert base.rules.roles.roles["maintainers"].accounts == ("github:1001",)


def test_only_what_the_merge_would_bring_counts(repo: Repo) -> None:
    edit(repo, HANDBOOK, "contact: deputy", "contact: lead")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license: CC0-1.0")
    repo.commit()
    assert told(proposed(repo)) == [("contact-changed", "handbook", "contact")]


def test_what_the_base_has_already_is_no_change(repo: Repo) -> None:
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "change")
    found = proposed(repo)
    assert (told(found), found.refusals) == ([], ())


def test_a_merged_branch_that_lags_behind_the_base_reverts_nothing(repo: Repo) -> None:
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    repo.commit()
    assert told(proposed(repo)) == []


def test_a_conflict_is_refused_by_its_path(repo: Repo) -> None:
    edit(repo, LEAFLET, LEAF_TEXT, "summary: {fi: yksi}")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, LEAFLET, LEAF_TEXT, "summary: {fi: toinen}")
    repo.commit()
    assert refused(proposed(repo)) == [("merge-conflict", LEAFLET)]


@pytest.mark.parametrize("how", ["tree", "info", "config"])
def test_no_attribute_settles_a_conflict(repo: Repo, tmp_path: Path, how: str) -> None:
    """Neither `merge=union` nor a program of somebody's settings is asked."""
    attributes = {"tree": repo.path / ".gitattributes", "config": tmp_path / "attributes"}
    mark = tmp_path / "ran"
    if how in attributes:
        attributes[how].write_text("*.yaml merge=trap\n")
    repo.git("config", "merge.trap.driver", f"touch {mark}; true")
    repo.git("config", "core.attributesFile", str(attributes["config"]))
    test_a_conflict_is_refused_by_its_path(repo)
    assert not mark.exists()


def test_histories_without_a_common_beginning_are_refused(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    copy_base(repo.path)
    repo.commit()
    assert refused(proposed(repo, head="other")) == [("merge-unrelated", "")]


def test_nothing_is_checked_out(repo: Repo) -> None:
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    before = files_of(repo.path), repo.git("for-each-ref"), repo.git("status", "--porcelain")
    assert told(proposed(repo))
    assert before == (
        files_of(repo.path),
        repo.git("for-each-ref"),
        repo.git("status", "--porcelain"),
    )


def test_a_bare_clone_is_enough(repo: Repo, tmp_path: Path) -> None:
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    repo.commit()
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    assert told(proposed(Repo(tmp_path / "bare"))) == told(proposed(repo))


def test_a_shallow_clone_is_not(repo: Repo, tmp_path: Path) -> None:
    url = f"file://{repo.path}"
    repo.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, str(tmp_path / "shallow"))
    with pytest.raises(Outside) as stop:
        proposed(Repo(tmp_path / "shallow"), "origin/main", "origin/change")
    assert stop.value.code == "git-shallow"


def test_a_git_that_cannot_merge_so_is_told(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\nexit 129\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(Outside) as stop:
        proposed(repo)
    assert stop.value.code == "git-old"


@pytest.mark.parametrize("path", ["content/x", "docs/x.md", HANDBOOK, f"{ROOT}/alpha/new.yaml"])
def test_a_link_is_refused_wherever_it_stands(repo: Repo, path: str) -> None:
    (repo.path / path).unlink(missing_ok=True)
    (repo.path / path).symlink_to("/etc/passwd")
    assert ("path-link", path) in refused(committed(repo))


def test_a_folder_that_becomes_a_link_is_refused(repo: Repo) -> None:
    (repo.path / "registry").rename(repo.path / "elsewhere")
    (repo.path / "registry").symlink_to("elsewhere")
    assert ("path-link", "registry") in refused(committed(repo))


def test_another_repository_is_refused(repo: Repo) -> None:
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/other")
    repo.git("commit", "--quiet", "--message", "submodule")
    assert refused(proposed(repo)) == [("path-submodule", "content/other")]


@pytest.mark.parametrize("path", [HANDBOOK, "docs/guide.md", "workflows/roles.yaml"])
def test_a_change_of_permissions_alone_is_refused(repo: Repo, path: str) -> None:
    (repo.path / path).chmod(0o755)
    assert ("path-mode", path) in refused(committed(repo))


def test_a_program_may_be_added(repo: Repo) -> None:
    repo.write("tool.sh", "#!/bin/sh\n")
    (repo.path / "tool.sh").chmod(0o755)
    assert refused(committed(repo)) == []


@pytest.mark.parametrize(
    "name", ["..", ".", ".git", ".GIT", ".git ", "git~1", "a\\b", "c:x", "a\tb"]
)
def test_a_name_that_leads_elsewhere_is_refused(repo: Repo, name: str) -> None:
    """Git itself does not make such a tree, but somebody's program may."""
    blob = repo.git("hash-object", "-w", "--stdin", data=b"x")
    inner = repo.git("mktree", "-z", data=f"100644 blob {blob}\t{name}\0".encode())
    listed = repo.git("ls-tree", "-z", "HEAD").encode()
    whole = repo.git("mktree", "-z", data=listed + f"040000 tree {inner}\todd\0".encode())
    commit = repo.git("commit-tree", whole, "-p", "HEAD", "-m", "odd")
    found = proposed(repo, head=commit)
    assert ("path-unsafe", f"odd/{name}") in refused(found)


def test_a_name_that_no_line_of_the_notes_has_room_for_is_refused(repo: Repo) -> None:
    path = "/".join(["content", *["ä" * 100] * 5])
    repo.write(path, "x")
    assert refused(committed(repo)) == [("path-unsafe", path)]
    repo.write(path, "x")
    repo.git("mv", "content/" + "ä" * 100, "content/b")
    assert refused(committed(repo)) == []


def test_a_name_of_no_letters_is_refused(repo: Repo) -> None:
    (repo.path / os.fsdecode(b"content/\xff.txt")).write_text("x")
    assert [code for code, _ in refused(committed(repo))] == ["path-unsafe"]


@pytest.mark.parametrize(
    "path",
    ["registry/x.yml", "registry/outputs/x.yaml", "workflows/X.yaml", "registry/Outputs/a/b.yaml"],
)
def test_what_is_out_of_place_is_unreadable(repo: Repo, path: str) -> None:
    repo.write(path, "id: x\n")
    assert told(committed(repo)) == [("unreadable", path, "")]


@pytest.mark.parametrize("text", ["status: curent", "status: [current]", "status: !x current"])
def test_an_unknown_value_is_unreadable(repo: Repo, text: str) -> None:
    edit(repo, HANDBOOK, "status: current", text)
    assert told(committed(repo)) == [("unreadable", HANDBOOK, "")]


def test_an_output_may_move_with_its_project(repo: Repo) -> None:
    repo.git("mv", COURSE, f"{ROOT}/alpha/course.yaml")
    edit(repo, f"{ROOT}/alpha/course.yaml", "project: beta", "project: alpha")
    found = committed(repo)
    assert told(found) == [("metadata-changed", "course", "project")]
    assert found.refusals == ()
    assert found.registry.outputs["course"].owner == "org-b"


def test_it_moves_no_other_way(repo: Repo) -> None:
    repo.git("mv", COURSE, f"{ROOT}/alpha/course.yaml")
    codes = {code for code, _ in refused(committed(repo))}
    assert codes == {"path-unexplained", "output-moved"}


def test_a_second_record_of_an_id_is_refused(repo: Repo) -> None:
    """Else a stranger's copy would be a new output, and the owner would not be asked."""
    shutil.copy(repo.path / COURSE, repo.path / f"{ROOT}/alpha/course.yaml")
    assert refused(committed(repo)) == [("output-moved", "course")]


def test_a_change_hidden_behind_a_second_record_is_refused(repo: Repo) -> None:
    shutil.copy(repo.path / COURSE, repo.path / f"{ROOT}/alpha/course.yaml")
    edit(repo, COURSE, "owner: org-b", "owner: org-a")
    assert ("output-moved", "course") in refused(committed(repo))


def test_two_new_records_of_an_id_are_refused(repo: Repo) -> None:
    text = (repo.path / COURSE).read_text("utf-8").replace("id: course", "id: new")
    for project in ("alpha", "beta"):
        repo.write(f"{ROOT}/{project}/new.yaml", text)
    assert ("output-moved", "new") in refused(committed(repo))


def test_a_new_id_is_an_output_that_goes_and_one_that_comes(repo: Repo) -> None:
    repo.git("mv", COURSE, f"{ROOT}/beta/renamed.yaml")
    edit(repo, f"{ROOT}/beta/renamed.yaml", "id: course", "id: renamed")
    assert told(committed(repo)) == [
        ("output-removed", "course", ""),
        ("output-added", "renamed", ""),
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "record"),
    [
        (COURSE, "kind: training", "kind:  training", "course"),
        ("workflows/roles.yaml", "roles:\n", "roles: # kuka\n", "roles"),
        ("registry/registry.yaml", "format: 1", "format:  1", "registry"),
        ("registry/annotations.schema.json", "{", "{ ", "annotations"),
    ],
)
def test_other_bytes_of_the_same_meaning_are_explained(
    repo: Repo, path: str, old: str, new: str, record: str
) -> None:
    edit(repo, path, old, new)
    found = committed(repo)
    assert told(found) == [("formatting-changed", record, "")]
    assert found.refusals == ()


def test_texts_beside_the_records_are_files(repo: Repo) -> None:
    repo.write("workflows/text/model.fi.md", "uusi")
    assert told(committed(repo)) == [("files-changed", "workflows/text/model.fi.md", "")]


def test_settings_that_cannot_be_read_are_told_once(repo: Repo) -> None:
    edit(repo, "registry/registry.yaml", "format: 1", "format: 2")
    edit(repo, COURSE, "owner: org-b", "owner: org-a")
    found = committed(repo)
    assert told(found) == [("unreadable", "registry/registry.yaml", "")]


def test_what_the_base_cannot_read_is_no_nobody(repo: Repo) -> None:
    """A broken line elsewhere in the base's record must not make it an orphan."""
    repo.git("switch", "--quiet", "main")
    edit(repo, COURSE, "scope: per-provider", "scope: nonsense")
    edit(repo, ORG_A, "member: true", "member: nonsense")
    repo.commit()
    repo.git("switch", "--quiet", "--create", "next")
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    edit(repo, HANDBOOK, "contact: deputy", "contact: lead")
    repo.commit()
    base = proposed(repo, head="next").registry
    assert list(base.outputs) == ["handbook"]
    assert "org-a" not in base.organisations
    assert "org-a" in base.known["organisation"]


def test_beside_a_registry_in_a_folder_every_path_counts(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    copy_base(repo.path / "data/tp3")
    repo.write("data/other.txt", "x")
    repo.commit()
    repo.git("switch", "--quiet", "--create", "change")
    edit(repo, f"data/tp3/{COURSE}", "Kurssi käsikirjasta.", "Toinen.")
    repo.write("data/other.txt", "y")
    repo.write(".github/workflows/x.yml", "y")
    (repo.path / "evil").symlink_to("data")
    found = committed(repo, prefix="data/tp3")
    assert told(found) == [
        ("text-changed", "course", "summary"),
        ("files-changed", "../../.github/workflows/x.yml", ""),
        ("files-changed", "../other.txt", ""),
        ("files-changed", "../../evil", ""),
    ]
    assert refused(found) == [("path-link", "evil")]


def test_a_new_owner_of_a_new_output_is_read(repo: Repo) -> None:
    text = (repo.path / COURSE).read_text("utf-8").replace("id: course", "id: new")
    repo.write(f"{ROOT}/beta/new.yaml", text)
    found = committed(repo)
    assert told(found) == [("output-added", "new", "")]
    assert list(found.registry.organisations) == ["org-b"]


def test_an_organisation_that_changes_is_read_as_it_was(repo: Repo) -> None:
    edit(repo, ORG_A, "github:1001", "github:6666")
    found = committed(repo)
    (contact, *_) = found.registry.organisations["org-a"].contacts
    assert told(found) == [("contacts-changed", "org-a", "contacts")]
    assert contact.account == "github:1001"


@pytest.mark.parametrize(("count", "found"), [(100, []), (101, [("too-much", "")])])
def test_more_accounts_than_can_be_looked_up_are_refused(
    repo: Repo, count: int, found: list[tuple[str, str]]
) -> None:
    contacts = "".join(
        f"  - {{key: k{at}, title: {{fi: x}}, account: 'github:{at + 5000}'}}\n"
        for at in range(count)
    )
    text = f"id: org-x\nnames: {{fi: X}}\nlanguages: [fi]\nmember: true\ncontacts:\n{contacts}"
    repo.write("registry/organisations/org-x.yaml", text)
    proposal = committed(repo)
    assert refused(proposal) == found
    assert len(told(proposal)) == (0 if found else 1)


def test_more_records_than_can_be_read_in_time_are_refused(repo: Repo) -> None:
    """Git sends a thousand equal files as one."""
    blob = repo.git("hash-object", "-w", "--stdin", data=b"# x\n" * 65_000)
    listed = "".join(f"100644 {blob}\tregistry/themes/t{at}.yaml\n" for at in range(260))
    repo.git("update-index", "--index-info", data=listed.encode())
    repo.git("commit", "--quiet", "--message", "many")
    assert refused(proposed(repo)) == [("too-much", "")]
