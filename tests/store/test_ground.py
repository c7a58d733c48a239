"""The rules of any time, followed back through history, are those that are loaded there."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from governance.model.registry import FORMAT, Registry
from governance.model.upgrade import Step
from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.ground import ground_of, grounds
from governance.store.load import load
from tests.conftest import SEED, SOAK
from tests.helpers.chronicle import KEEPER, Chronicle
from tests.helpers.deeds import BREACHES, INNOCENT
from tests.helpers.edits import HANDBOOK, ORG_A, copy_base
from tests.helpers.repo import Repo
from tests.model.test_upgrade import made_old
from tests.model.test_upgrade import step as upgrade_step

ZONE = "Europe/Helsinki"
RULES = ("settings", "lifecycle", "review", "approvals", "roles", "platform")
UPGRADES: Mapping[int, Step] = {0: upgrade_step}


def tree_of(path: object, rev: str = "HEAD") -> RevisionTree:
    repository = open_repository(Path(str(path)))
    return RevisionTree(repository, resolve(repository, rev))


def must_be_as_loaded(
    found: Registry, tree: RevisionTree, changed: set[str], upgrades: Mapping[int, Step]
) -> None:
    """What was followed back is what stands there, and enough of it."""
    whole = load(tree, upgrades).registry
    assert found.revision == tree.revision
    for name in RULES:
        assert getattr(found, name) == getattr(whole, name), name
    owners = {id: each.owner for id, each in found.outputs.items()}
    assert owners == {id: each.owner for id, each in whole.outputs.items() if id in owners}
    assert changed & whole.outputs.keys() <= owners.keys()
    for owner in filter(None, owners.values()):
        assert (owner in found.known["organisation"]) == (owner in whole.known["organisation"])
    for id in found.known["organisation"]:
        assert found.organisations.get(id) == whole.organisations.get(id)


def must_all_be_as_loaded(newest: RevisionTree, upgrades: Mapping[int, Step] = UPGRADES) -> int:
    count = 0
    for ground in grounds(None, newest, ZONE, upgrades):
        if ground.commit.parent is None:
            assert ground.registry is None
            continue
        assert ground.registry is not None
        changes = ground.step.difference.changes
        changed = {each.id for each in changes if each.type == "output"}
        must_be_as_loaded(ground.registry, newest.at(ground.commit.parent), changed, upgrades)
        alone = ground_of(newest.at(ground.commit.id), ZONE, upgrades)
        assert (alone.step.day, alone.step.difference.changes) == (ground.step.day, changes)
        assert alone.registry == ground.registry
        count += 1
    return count


@pytest.mark.parametrize("number", range(20 if SOAK else 2))
def test_at_any_commit_of_a_long_story(tmp_path: Path, number: int) -> None:
    draw = random.Random(SEED + number)
    story = Chronicle(tmp_path / "r.git", draw, [KEEPER])
    for each in draw.sample(BREACHES, len(BREACHES)):
        each(story)
        story.merge(draw.choice(INNOCENT))
    assert must_all_be_as_loaded(tree_of(story.path)) > len(BREACHES)


def written(repo: Repo, path: str, change: Callable[[str], str]) -> None:
    repo.write(path, change((repo.path / path).read_text("utf-8")))
    repo.commit()


def test_what_was_written_in_an_older_format(tmp_path: Path) -> None:
    """Owners and contacts changed while the format was old, and after."""
    repo = Repo.init(made_old(copy_base(tmp_path / "repo")))
    repo.commit("format 0")
    written(repo, HANDBOOK, lambda text: text.replace('"org-a since', '"org-b since'))
    written(repo, ORG_A, lambda text: text.replace("github:1001", "github:2002"))
    written(repo, HANDBOOK, lambda text: text.replace('"org-b since', '"org-a since'))
    fresh = copy_base(tmp_path / "fresh")
    for path in fresh.rglob("*.yaml"):
        repo.write(path.relative_to(fresh).as_posix(), path.read_bytes())
    repo.commit(f"format {FORMAT}")
    written(repo, HANDBOOK, lambda text: text.replace("owner: org-a", "owner: org-b"))
    assert must_all_be_as_loaded(tree_of(repo.path)) == 5


def test_records_that_cannot_be_read_are_known_and_not_read(tmp_path: Path) -> None:
    """An organisation, an output and the settings, each broken for a while or a link."""
    repo = Repo.init(copy_base(tmp_path / "repo"))
    repo.commit()
    for path in (ORG_A, "workflows/roles.yaml", "registry/registry.yaml"):
        good = (repo.path / path).read_text("utf-8")
        unknown = good.replace("id:", "unknown:").replace("roles:", "rolls:")
        for broken in ("[", unknown, "#" * 300_000):
            repo.write(path, broken)
            repo.commit()
            written(repo, HANDBOOK, lambda text: text.replace("notes: |", "notes: |\n  more", 1))
        repo.write(path, good)
        repo.commit()
    written(repo, HANDBOOK, lambda text: "id: [\n" + text)
    written(repo, HANDBOOK, lambda text: text.removeprefix("id: [\n"))
    (repo.path / ORG_A).unlink()
    (repo.path / ORG_A).symlink_to("org-b.yaml")
    repo.commit()
    written(repo, HANDBOOK, lambda text: text.replace("notes: |", "notes: |\n  more", 1))
    assert must_all_be_as_loaded(tree_of(repo.path)) > 20


RULES_OF_APPROVAL = "workflows/approvals.yaml"


def test_before_the_rules_were_made_there_is_no_ground_and_later_there_always_is(
    tmp_path: Path,
) -> None:
    repo = Repo.init(copy_base(tmp_path / "repo"))
    rules = (repo.path / RULES_OF_APPROVAL).read_text("utf-8")
    for present in (False, False, True, False, True):
        if present:
            repo.write(RULES_OF_APPROVAL, rules)
        else:
            (repo.path / RULES_OF_APPROVAL).unlink(missing_ok=True)
        repo.commit()
    written(repo, HANDBOOK, lambda text: text.replace("notes: |", "notes: |\n  more", 1))
    found = [each.registry for each in grounds(None, tree_of(repo.path), ZONE)]
    assert [each and each.approvals is not None for each in found] == [
        True, False, True, None, None, None,
    ]  # fmt: skip
    at_first = [each.registry for each in grounds(None, tree_of(repo.path, "HEAD~4"), ZONE)]
    assert at_first == [None, None]
    without = tree_of(repo.path, "HEAD~2")  # where they are gone again
    assert [each.registry is None for each in grounds(None, without, ZONE)] == [
        False, True, True, True,
    ]  # fmt: skip


def test_owners_of_whom_there_is_no_record_are_not_known(tmp_path: Path) -> None:
    repo = Repo.init(copy_base(tmp_path / "repo"))
    repo.commit()
    written(repo, HANDBOOK, lambda text: text.replace("owner: org-a", "owner: org-new"))
    written(repo, HANDBOOK, lambda text: text.replace("notes: |", "notes: |\n  more", 1))
    repo.write("registry/organisations/org-new.yaml", (repo.path / ORG_A).read_text("utf-8")
               .replace("id: org-a", "id: org-new"))  # fmt: skip
    repo.commit()
    written(repo, HANDBOOK, lambda text: text.replace("  more\n", "", 1))
    newest, _, before, *_ = grounds(None, tree_of(repo.path), ZONE)
    assert newest.registry
    assert before.registry
    assert (
        newest.registry.organisations.keys() == newest.registry.known["organisation"] == {"org-new"}
    )
    assert not before.registry.known["organisation"]
    assert must_all_be_as_loaded(tree_of(repo.path)) == 4


def test_a_link_in_the_place_of_rules_is_none(tmp_path: Path) -> None:
    repo = Repo.init(copy_base(tmp_path / "repo"))
    rules = (repo.path / RULES_OF_APPROVAL).read_text("utf-8")
    repo.write("workflows/text/rules.fi.md", rules)
    repo.commit()
    (repo.path / RULES_OF_APPROVAL).unlink()
    (repo.path / RULES_OF_APPROVAL).symlink_to("text/rules.fi.md")
    repo.commit()
    written(repo, HANDBOOK, lambda text: text.replace("notes: |", "notes: |\n  more", 1))
    assert must_all_be_as_loaded(tree_of(repo.path)) == 2
