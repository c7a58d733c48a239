"""What people approved is recorded once, and an audit takes what is recorded."""

import random
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from governance.forge.hearing import Entered
from governance.forge.record import Merge, Recorder
from governance.model.approval import Approval
from governance.model.issue import Comment, Person
from governance.rules.approvals.verdict import Opinions
from governance.store.branch import Origin
from governance.store.git import RevisionTree, open_repository, resolve
from tests.conftest import SEED
from tests.helpers.chronicle import (
    ADMIN,
    KEEPER,
    LEAD,
    OTHER,
    PAGE,
    START,
    STRANGER,
    Chronicle,
    Merged,
)
from tests.helpers.command import TODAY, tp3
from tests.helpers.deeds import INNOCENT, Done, agree_on_a, entry, files, nothing, text
from tests.helpers.repo import Repo, git


@pytest.fixture
def story(tmp_path: Path) -> Chronicle:
    made = Chronicle(tmp_path / "origin.git", random.Random(SEED), [KEEPER])
    made.merge(files)
    return made


def clone_of(story: Chronicle, tmp_path: Path) -> Repo:
    git(tmp_path, "clone", "--quiet", story.path, "clone")
    return Repo(tmp_path / "clone")


def merge_of(clone: Repo, merged: Merged) -> tuple[Recorder, Merge]:
    repository = open_repository(clone.path)
    tree = RevisionTree(repository, resolve(repository, merged.commit))
    return Recorder(Origin(repository)), Merge(tree, merged.head)


def opinions(merged: Merged, *accounts: str, late: bool = False) -> Opinions:
    """Reviews of the head by accounts, else by all who approved."""
    at = merged.when + timedelta(minutes=5 if late else -5)
    given = accounts or dict.fromkeys(each["account"] for each in merged.lines)
    reviews = tuple(
        Approval(account=account, login="x", commit=merged.head, state="approve", at=at)
        for account in given
    )
    return Opinions(merged.head, None, reviews, frozenset({ADMIN}))


def record(clone: Repo, merged: Merged, said: Opinions) -> int:
    recorder, merge = merge_of(clone, merged)
    return recorder.pull(merge, f"{PAGE}/pull/7", said, lambda: said.admins)


def audit(clone: Repo, merged: Merged) -> list[str]:
    """Codes of the findings about one commit."""
    answer = tp3("-C", clone.path, *TODAY, "audit", "--format", "json")
    return [each["code"] for each in answer.data["findings"] if each["commit"] == merged.commit]


@pytest.mark.parametrize("maintainers", [[KEEPER], []], ids=["maintained", "bootstrap"])
def test_what_all_approved_leaves_nothing_for_an_audit(
    tmp_path: Path, maintainers: list[str]
) -> None:
    story = Chronicle(tmp_path / "origin.git", random.Random(SEED), maintainers)
    merges = [story.merge(deed) for deed in (files, *INNOCENT)]
    clone = clone_of(story, tmp_path)
    for merged in merges:
        assert record(clone, merged, opinions(merged)) == len(merged.lines)
        assert record(clone, merged, opinions(merged)) == 0
    answer = tp3("-C", clone.path, *TODAY, "audit")
    assert (answer.code, answer.out) == (0, "")


def test_what_only_one_of_two_approved_is_found(story: Chronicle, tmp_path: Path) -> None:
    merged = story.merge(agree_on_a)
    clone = clone_of(story, tmp_path)
    assert record(clone, merged, opinions(merged, LEAD, STRANGER)) == 1
    assert audit(clone, merged) == ["change-without-record"]


def test_what_was_approved_after_the_merge_is_not_recorded(
    story: Chronicle, tmp_path: Path
) -> None:
    merged = story.merge(agree_on_a)
    clone = clone_of(story, tmp_path)
    assert record(clone, merged, opinions(merged, late=True)) == 0


def test_who_opened_it_is_recorded_as_its_author(story: Chronicle, tmp_path: Path) -> None:
    merged = story.merge(agree_on_a)
    clone = clone_of(story, tmp_path)
    said = Opinions(merged.head, LEAD, opinions(merged, KEEPER).approvals, frozenset())
    assert record(clone, merged, said) == 2
    assert audit(clone, merged) == []
    answer = tp3("-C", clone.path, *TODAY, "audit", "--approvals", "--format", "json")
    sources = {each["account"]: each["source"] for each in answer.data["approvals"]}
    assert sources == {
        LEAD: f"{PAGE}/pull/7",
        KEEPER: f"{PAGE}/pull/7#pullrequestreview",
    }


def comment_by(account: str, merged: Merged) -> Comment:
    return Comment(
        id=1,
        issue=2,
        body="/voimassa luettu",
        author=Person(account, "x", trusted=False),
        created=merged.when - timedelta(minutes=5),
        edited=False,
        url=f"{PAGE}/issues/2#issuecomment-1",
    )


def answered(story: Chronicle) -> Done:
    story.world.outputs["b1"]["reviews"].append(entry(story, "org-b", via="issue"))
    return {("output", "b1"): ["reviewed"]}


@pytest.mark.parametrize(("account", "contact"), [(OTHER, "lead"), (KEEPER, None)])
def test_a_comment_is_the_owners_approval_also_by_a_maintainer_for_her(
    story: Chronicle, tmp_path: Path, account: str, contact: str | None
) -> None:
    merged = story.merge(answered)
    clone = clone_of(story, tmp_path)
    recorder, merge = merge_of(clone, merged)
    entered = Entered("b1", comment_by(account, merged))
    assert recorder.entry(merge, entered) == 1
    assert recorder.entry(merge, entered) == 0
    assert audit(clone, merged) == []
    answer = tp3("-C", clone.path, *TODAY, "audit", "--approvals", "--format", "json")
    (line,) = answer.data["approvals"]
    assert (line["account"], line["contact"], line["organisation"]) == (account, contact, "org-b")
    assert (line["source"], line["fallback"]) == (entered.comment.url, None)


def test_a_comment_of_a_stranger_approves_nothing(story: Chronicle, tmp_path: Path) -> None:
    merged = story.merge(answered)
    recorder, merge = merge_of(clone_of(story, tmp_path), merged)
    assert recorder.entry(merge, Entered("b1", comment_by(STRANGER, merged))) == 0


def retired(story: Chronicle) -> Done:
    output = story.world.outputs["b1"]
    output["reviews"].append(entry(story, "org-b", outcome="retire", via="issue"))
    output["status"] = "retired"
    return {("output", "b1"): ["reviewed", "status-changed"]}


@pytest.mark.parametrize("reviewed", [True, False])
def test_what_waited_for_others_has_the_comment_and_their_word(
    story: Chronicle, tmp_path: Path, reviewed: bool
) -> None:
    merged = story.merge(retired)
    clone = clone_of(story, tmp_path)
    recorder, merge = merge_of(clone, merged)
    entered = Entered("b1", comment_by(OTHER, merged))
    said = opinions(merged, KEEPER) if reviewed else Opinions(merged.head, KEEPER)
    page = f"{PAGE}/pull/7"
    assert recorder.pull(merge, page, said, frozenset, entered) == 3
    assert audit(clone, merged) == []
    answer = tp3("-C", clone.path, *TODAY, "audit", "--approvals", "--format", "json")
    sources = {each["rule"]: each["source"] for each in answer.data["approvals"]}
    assert sources == {
        "owner": entered.comment.url,
        "maintainers": f"{page}#pullrequestreview" if reviewed else page,
    }


def test_before_there_were_rules_nothing_is_recorded(story: Chronicle, tmp_path: Path) -> None:
    merged = story.merge(text)
    clone = clone_of(story, tmp_path)
    first = clone.git("rev-list", "--max-parents=0", "HEAD")
    beginning = Merged(first, first, merged.when, {})
    assert record(clone, beginning, opinions(merged)) == 0


def test_merges_that_were_missed_are_found_and_no_others(story: Chronicle, tmp_path: Path) -> None:
    story.now += timedelta(days=1)  # what was merged before is of an earlier day
    merges = [story.merge(deed) for deed in (text, nothing, agree_on_a, files)]
    clone = clone_of(story, tmp_path)
    recorder, merge = merge_of(clone, merges[-1])
    days = [each.when.astimezone(ZoneInfo("Europe/Helsinki")).date() for each in merges]
    expected = [merges[3].commit, merges[2].commit, merges[0].commit]
    assert list(recorder.missed(merge.commit, days[0])) == expected
    record(clone, merges[2], opinions(merges[2]))
    assert list(recorder.missed(merge.commit, days[0])) == [expected[0], expected[2]]
    assert list(recorder.missed(merge.commit, days[3])) == expected[:1]
    assert list(recorder.missed(merge.commit, days[3] + timedelta(days=1))) == []
    assert first_of(story) not in list(recorder.missed(merge.commit, START.date()))


def first_of(story: Chronicle) -> str:
    """The commit that has no parent, and so no rules before it."""
    return git(Path(story.path), "rev-list", "--max-parents=0", "main")
