"""What stands around a pull request: who depends on it, what is there already, what drifted."""

from pathlib import Path

import pytest

from governance.store.outlook import Outlook, outlook
from tests.helpers.edits import COURSE, HANDBOOK, LEAFLET, ORG_A, copy_base
from tests.helpers.repo import Repo
from tests.store.test_proposal import edit, proposed

OLD_PLACE, NEW_PLACE = "https://example.org/kasikirja", "https://other.example/kasikirja"
DEPENDS = "{type: depends-on, output: handbook}"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.init(copy_base(tmp_path / "repo"))
    made.commit("first")
    made.git("switch", "--quiet", "--create", "change")
    return made


def seen(repo: Repo, prefix: str = "") -> Outlook:
    """What stands around the work tree as a pull request."""
    repo.commit()
    return outlook(proposed(repo, prefix=prefix))


def on_base(repo: Repo, path: str, old: str, new: str) -> None:
    """An edit of the base, which the branch has not seen."""
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, path, old, new)
    repo.commit()
    repo.git("switch", "--quiet", "change")


def drifted(look: Outlook) -> list[tuple[str, str]]:
    return [(each.id, each.field) for each in look.drift.changes]


def test_the_changed_records_are_read_on_both_sides(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    look = seen(repo)
    owners = [each.outputs["handbook"].owner for each in (look.before, look.after)]
    assert owners == ["org-a", "org-b"]
    assert list(look.before.outputs) == ["handbook"]
    assert sorted(look.before.organisations) == ["old-org", "org-a", "org-b"]


@pytest.mark.parametrize(
    "relation",
    [DEPENDS, '{type: depends-on, "output": "handbook"}', "{output: 'handbook', type: depends-on}"],
)
def test_who_depends_on_it_however_it_is_written(repo: Repo, relation: str) -> None:
    on_base(repo, COURSE, DEPENDS, relation)
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    found = seen(repo).dependents
    assert {id: [each.id for each in outputs] for id, outputs in found.items()} == {
        "handbook": ["course"]
    }


def test_being_a_part_is_no_dependence(repo: Repo) -> None:
    edit(repo, LEAFLET, "Esite", "Lehtinen")
    look = seen(repo)
    assert [each.id for each in look.dependents["leaflet"]] == ["handbook", "old-handbook"]
    assert {"org-a", "org-b"} <= look.before.organisations.keys()  # who owns them


def test_where_the_base_leads_is_known_when_an_address_is_new(repo: Repo) -> None:
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license: CC0-1.0")
    assert seen(repo).hosts == frozenset()
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    hosts = seen(repo).hosts
    assert "example.org" in hosts
    assert "other.example" not in hosts


def test_where_an_address_in_a_sentence_leads(repo: Repo) -> None:
    on_base(repo, COURSE, "gave the first course", "see (HTTPS://Paren.example), or https://b.fi.")
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    assert {"paren.example", "b.fi"} <= seen(repo).hosts


def test_all_ids_of_the_base_are_known(repo: Repo) -> None:
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    ids = seen(repo).ids
    assert set(ids["output"]) == {"course", "handbook", "leaflet", "old-handbook"}
    assert set(ids["organisation"]) == {"old-org", "org-a", "org-b"}


def test_drift_is_what_the_base_did_to_the_same_records(repo: Repo) -> None:
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    on_base(repo, HANDBOOK, "license: CC-BY-4.0", "license: CC0-1.0")
    on_base(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    look = seen(repo)
    assert drifted(look) == [("handbook", "license")]
    assert look.drift.names["output", "handbook"]["fi"] == "Käsikirja"


def test_what_a_merge_of_the_base_brought_is_no_drift(repo: Repo) -> None:
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    on_base(repo, HANDBOOK, "license: CC-BY-4.0", "license: CC0-1.0")
    repo.git("merge", "--quiet", "main")
    assert drifted(seen(repo)) == []


def test_what_was_wrong_before_and_what_only_the_change_makes_wrong(repo: Repo) -> None:
    on_base(repo, HANDBOOK, "contributors: [org-b, old-org]", "contributors: [org-b, nobody]")
    repo.git("merge", "--quiet", "main")
    edit(repo, HANDBOOK, "themes: [tools, teaching]", "themes: [tools, nothing]")
    look = seen(repo)
    assert [each.code for each in look.standing] == ["organisation-unknown"]
    assert [each.code for each in look.coming] == ["theme-unknown"]


def test_what_is_wrong_with_other_records_is_not_told(repo: Repo) -> None:
    """Also not of the organisations that a changed record names, which are read with it."""
    on_base(repo, ORG_A, "{wp1: lead, ", "{wp9: lead, ")
    repo.git("merge", "--quiet", "main")
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    look = seen(repo)
    assert (look.standing, look.coming) == ((), ())


def test_a_sound_change_has_no_problems_although_little_is_read(repo: Repo) -> None:
    for path, old in ((HANDBOOK, "Two lines"), (COURSE, "Kurssi"), (ORG_A, "Maintains")):
        edit(repo, path, old, "Muuta")
    edit(repo, "registry/outputs/alpha/old-handbook.yaml", "Vanha", "Entinen")
    look = seen(repo)
    assert (look.standing, look.coming) == ((), ())


def test_a_moved_and_a_new_record(repo: Repo) -> None:
    repo.git("mv", COURSE, COURSE.replace("beta", "alpha"))
    edit(repo, COURSE.replace("beta", "alpha"), "project: beta", "project: alpha")
    text = (repo.path / LEAFLET).read_text("utf-8").replace("id: leaflet", "id: poster")
    repo.write(LEAFLET.replace("leaflet", "poster"), text)
    look = seen(repo)
    assert sorted(look.after.outputs) == ["course", "poster"]
    assert look.after.outputs["course"].project == "alpha"
    assert (look.standing, look.coming) == ((), ())


def test_what_names_a_record_that_goes_is_wrong_after_it(repo: Repo) -> None:
    repo.git("rm", "--quiet", LEAFLET)
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    look = seen(repo)
    assert [(each.code, each.path) for each in look.coming] == [("output-unknown", HANDBOOK)]


def test_a_registry_below_the_root_of_its_repository(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    copy_base(repo.path / "inner")
    repo.commit()
    repo.git("switch", "--quiet", "--create", "change")
    edit(repo, f"inner/{HANDBOOK}", OLD_PLACE, NEW_PLACE)
    look = seen(repo, prefix="inner")
    assert "handbook" in look.dependents
    assert "example.org" in look.hosts
    assert (look.standing, look.coming) == ((), ())


def test_a_conflict_has_nothing_around_it(repo: Repo) -> None:
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    on_base(repo, HANDBOOK, OLD_PLACE, "https://third.example/kasikirja")
    look = seen(repo)
    assert (look.dependents, look.drift.changes, look.coming) == ({}, (), ())


def test_nothing_of_somebody_s_settings_changes_the_search(repo: Repo) -> None:
    for name, value in (("lineNumber", "true"), ("column", "true"), ("patternType", "fixed")):
        repo.git("config", f"grep.{name}", value)
    repo.git("config", "color.grep", "always")
    (repo.path / ".git/info").mkdir(exist_ok=True)
    (repo.path / ".git/info/attributes").write_text("*.yaml binary\n")
    edit(repo, HANDBOOK, OLD_PLACE, NEW_PLACE)
    look = seen(repo)
    assert "handbook" in look.dependents
    assert "example.org" in look.hosts
