"""What docs/erasure.md tells a maintainer to type takes a person out of the whole history."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.traces import (
    ID,
    KEEPER,
    LEAVING,
    MAIL,
    OTHER,
    STAYING,
    TODAY,
    Registry,
    make,
    traces,
)
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import ROOT, Repo, git

PAGE = (ROOT / "docs/erasure.md").read_text("utf-8")
STAND_IN = "github:9000000002027031501"
# What the page writes, and what stands for it in the registry of the test.
PLACEHOLDERS = {
    "organisation=omnia": "organisation=jokilaaksot",
    "her words": "vilma",
    "github:1234": LEAVING,
    "1234+her-login@users.noreply.github.com": MAIL,
    "her-login": "vilma-v",
    r"Her\s+Name": r"Vilma\s+Väistyvä",
    "her.{1,12}name": "vilma.{1,12}istyv",
}
# Lines that are added because of how she is written here.
MORE = (
    r"regex:Vilma V\\xE4istyv\\xE4==>(name removed)",
    "vilma@example.invalid==>removed@example.invalid",
)
END = "vilma-v==>removed\n"


def blocks(heading: str) -> list[str]:
    """The blocks of commands in a section of the page, each as a script."""
    section = PAGE.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"(?:^    .*\n)+", section, flags=re.MULTILINE)
    scripts = [re.sub("^    ", "", block, flags=re.MULTILINE) for block in found]
    for placeholder, value in PLACEHOLDERS.items():
        scripts = [script.replace(placeholder, value) for script in scripts]
    return scripts


def third(url: str) -> list[str]:
    """The blocks of step 3: write down, rewrite, look, push."""
    first, *others = blocks("3.")
    first = first.replace("https://github.com/OWNER/REPO.git", url)
    return [first.replace(END, END + "\n".join(MORE) + "\n"), *others]


@dataclass
class Erased:
    """The registry after all three steps; clones from the beginning, before step 3, after it."""

    registry: Registry
    old: Repo
    before: Repo
    after: Repo
    looked: str

    @property
    def folder(self) -> Path:
        return self.registry.folder


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Erased:
    registry = make(tmp_path_factory.mktemp("erasure"))
    home, old = registry.home, registry.clone("old")
    for day, step in (("2027-02-01", "1."), ("2027-02-02", "2.")):
        home.git("checkout", "--quiet", "-B", "topic")
        registry.run("".join(blocks(step)), home.path, day)
        registry.land(day, (STAYING, KEEPER), "Merge", "--no-ff")
    registry.push()
    before = registry.clone("before")
    said = registry.run("".join(third(f"file://{registry.origin}")), registry.folder, "2027-02-15")
    looked = said.rpartition("of the manual.\n")[2]
    return Erased(registry, old, before, registry.clone("after"), looked)


def ask(repo: Repo, *arguments: str) -> Answer:
    return tp3("-C", repo.path, *TODAY, "--lang", "en", *arguments)


def test_nothing_in_a_fresh_clone_leads_to_her(erased: Erased) -> None:
    assert traces(erased.before.path) >= {
        "vilma", LEAVING, "4711+", "review-56", "comment-56", "väistyv", r"v\xe4istyv",
    }  # fmt: skip
    assert traces(erased.after.path) == set()
    assert erased.looked.strip() == "0"  # what the page looks for itself, and finds not
    assert STAYING in erased.after.git("show", "HEAD:registry/organisations/jokilaaksot.yaml")


def test_the_forge_keeps_what_nobody_can_push_to_until_it_is_told(erased: Erased) -> None:
    mirror = erased.folder / "mirror"
    git(erased.folder, "clone", "--quiet", "--mirror", f"file://{erased.registry.origin}", "mirror")
    assert "vilma" in traces(mirror)
    told = (erased.folder / "erasure/pulls.txt").read_text().strip()
    assert int(told) == erased.registry.pulls
    work = erased.folder / "erasure/erase/.git/filter-repo"
    first = (work / "first-changed-commits").read_text().split()[0]
    assert first == erased.before.git("rev-list", "--max-parents=0", "main")
    pulls = git(mirror, "for-each-ref", "--format=delete %(refname)", "refs/pull")
    git(mirror, "update-ref", "--stdin", data=f"{pulls}\n".encode())
    git(mirror, "gc", "--quiet", "--prune=now")
    assert traces(mirror) == set()


def test_citations_versions_and_the_change_log_stand(erased: Erased) -> None:
    assert f"{ID}@1.0" in ask(erased.after, "show", f"{ID}@1.0").out
    contents = f"tp3 show {ID}@1.0 --content; tp3 show {ID}@1.1 --content"
    said = erased.registry.run(contents, erased.after.path, "2027-02-15")
    assert said == "ensimmäinen\ntoinen\n"
    assert f"registry:{ID}@1.0" in erased.after.git("show", "main:docs/ohje.md")
    at_end = ask(erased.after, "--rev", "registry-2026-12", "show", ID, "--format", "json")
    commit = erased.after.git("rev-parse", "registry-2026-12^{commit}")
    assert at_end.data["revision"] == commit
    assert commit in erased.after.git("rev-list", "main").split()


def fact(entry: dict[str, Any]) -> tuple[Any, ...]:
    """What an entry of the change log says of nobody."""
    roles = [(each["organisation"], each["contact"], each["rule"]) for each in entry["approvers"]]
    return entry["date"], entry["change"], entry["record"], entry["field"], roles


def test_validate_and_the_change_log_say_what_they_said(erased: Erased) -> None:
    clones = (erased.before, erased.after)
    before, after = (ask(each, "validate", "--format", "json") for each in clones)
    assert before.code == after.code == 0
    assert before.data["problems"] == after.data["problems"]
    assert ask(erased.after, "changelog", "--check").code == 0
    told = [ask(each, "changelog", "--format", "json").data["entries"] for each in clones]
    stood, stands = ([fact(entry) for entry in entries] for entries in told)
    assert stood == stands
    said = {str(each["old"]) for each in told[1] if each["change"] == "entry-amended"}
    assert any("(name removed) luki läpi" in each for each in said)


def test_the_audit_still_says_which_role_approved_what(erased: Erased) -> None:
    clones = (erased.before, erased.after)
    before, after = (ask(each, "audit", "--approvals", "--format", "json") for each in clones)
    assert (before.code, after.code) == (0, 0), before.out + after.out
    stood, stands = before.data["approvals"], after.data["approvals"]
    assert len(stood) == len(stands) > 0
    for old, new in zip(stood, stands, strict=True):
        changed = {key for key in old if old[key] != new[key]}
        leaving = {"account", "source"} if old["account"] == LEAVING else set()
        # A clone has no head that was squashed; the commit before the first change is unchanged.
        assert leaving <= changed <= leaving | {"commit", "head"}
        assert new["account"] == (STAND_IN if leaving else old["account"])


def test_in_an_old_clone_the_audit_finds_that_history_was_rewritten(erased: Erased) -> None:
    erased.old.git("fetch", "--quiet", "origin", "+refs/notes/approvals:refs/notes/approvals")
    answer = ask(erased.old, "audit", "--format", "json")
    assert answer.code == 1
    assert "record-fits-no-commit" in {each["code"] for each in answer.data["findings"]}


def test_who_merged_meanwhile_loses_nothing(erased: Erased) -> None:
    stale = erased.before.git("rev-parse", "main")
    push = f"git commit --allow-empty -m x\nbefore={stale}\n{third('')[3].splitlines()[0]}"
    with pytest.raises(AssertionError, match="stale info"):
        erased.registry.run(
            f"before={stale}; {push}", erased.folder / "erasure/erase", "2027-02-15"
        )


def test_what_the_rewriting_undoes_the_audit_says(erased: Erased) -> None:
    """Words that the second step put in, and a file that is no text."""
    folder = erased.folder / "again"
    folder.mkdir()
    write, rewrite = third(f"file://{erased.before.path}")[:2]
    write = write.replace("(name removed)", "yhteyshenkilö")
    option = re.findall("`(--strip-blobs-with-ids [^`]+)`", PAGE)[0]
    first = erased.before.git("log", "--format=%H", "--diff-filter=A", "--", "content/opas.txt")
    (folder / "erasure").mkdir()
    (folder / "erasure/blobs.txt").write_text(
        erased.before.git("rev-parse", f"{first}:content/opas.txt") + "\n"
    )
    write = write.replace("mkdir erasure && ", "")
    rewrite = rewrite.replace("--mailmap", f"{option} --mailmap")
    erased.registry.run(write + rewrite, folder, "2027-02-15")
    clone = Repo(folder / "erasure/erase")
    found = ask(clone, "audit", "--format", "json").data["findings"]
    assert {each["code"] for each in found} == {"record-fits-no-commit"}
    assert {each["record"]["id"] for each in found} == {ID, OTHER, "content/opas.txt"}
    assert ask(clone, "validate").code == ask(clone, "show", f"{ID}@1.0").code == 0
    gone = ask(clone, "show", f"{ID}@1.0", "--content")
    assert (gone.code, gone.out) == (1, "")
    assert "SHA-256" in gone.err
