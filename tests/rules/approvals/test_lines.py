"""What is recorded of a pull request: a line for each demand that was met, and no other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from governance.model.approval_line import ApprovalLine
from governance.model.issue import Comment, Person
from governance.rules.approvals.lines import Occasion, lines_of
from governance.rules.approvals.values import Answer, Met, Reach, Verdict
from tests.helpers.registries import output
from tests.rules.approvals.world import (
    ADMIN,
    HEAD,
    KEEPER,
    LEAD,
    NOON,
    OTHER,
    base,
    edited,
    judged,
    of,
    peopled,
    said,
)

PAGE = "https://github.example/o/r"
MERGED = datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
OCCASION = Occasion(f"{PAGE}/pull/7", HEAD, MERGED)
REVIEW = f"{OCCASION.pull}#pullrequestreview-9"
OLD = base()
RETIRED = edited(OLD, status="retired")


def recorded(verdict: Verdict, occasion: Occasion = OCCASION) -> list[ApprovalLine]:
    return list(lines_of(verdict.answers, occasion))


def test_a_line_says_who_approved_what_for_whom_and_where() -> None:
    review = said(LEAD).model_copy(update={"url": REVIEW})
    (line,) = recorded(judged(OLD, RETIRED, review))
    assert line.model_dump(mode="json") == {
        "change": "status-changed",
        "record": {"type": "output", "id": "a"},
        "rule": "owner",
        "organisation": "org-a",
        "contact": "lead",
        "account": LEAD,
        "head": HEAD,
        "source": REVIEW,
        "time": "2027-03-01T12:00:00Z",
        "fallback": None,
    }


def test_what_is_not_met_is_not_recorded() -> None:
    assert recorded(judged(OLD, RETIRED, OTHER)) == []
    assert [each.rule for each in recorded(judged(OLD, RETIRED, KEEPER))] == ["maintainers"]
    both = recorded(judged(OLD, RETIRED, KEEPER, LEAD))
    assert [each.rule for each in both] == ["owner", "maintainers"]


def test_a_review_whose_address_is_not_known_is_one_all_the_same() -> None:
    (line,) = recorded(judged(OLD, RETIRED, said(LEAD, minute=5)))
    assert (line.said, line.source) == ("review", f"{OCCASION.pull}#pullrequestreview")
    assert line.time == NOON.replace(minute=5)


def test_an_authors_word_holds_until_the_merge() -> None:
    (line,) = recorded(judged(OLD, RETIRED, author=LEAD))
    assert (line.said, line.source, line.time) == ("author", OCCASION.pull, MERGED)
    assert (line.account, line.contact) == (LEAD, "lead")


COMMENT = Comment(
    id=4,
    issue=3,
    body="/poistettava",
    author=Person(LEAD, "lead", trusted=False),
    created=NOON,
    edited=False,
    url=f"{PAGE}/issues/3#issuecomment-4",
)


def met_by(source: str, account: str = LEAD, contact: str | None = "lead") -> Answer:
    answer = of(judged(OLD, RETIRED), "owner")
    return replace(answer, met=Met(account, contact, source))  # type: ignore[arg-type]


def test_a_comment_is_recorded_where_and_when_it_was_written() -> None:
    asked = replace(OCCASION, comment=COMMENT)
    (line,) = lines_of([met_by("comment")], asked)
    assert (line.said, line.source, line.time) == ("comment", COMMENT.url, NOON)
    (line,) = lines_of([met_by("author")], asked)
    assert (line.said, line.source, line.time) == ("author", OCCASION.pull, MERGED)
    (line,) = lines_of([met_by("comment")], OCCASION)
    assert (line.source, line.time) == (OCCASION.pull, MERGED)


def test_a_maintainer_who_speaks_for_who_could_be_reached_is_nobody_s_fallback() -> None:
    (line,) = lines_of([met_by("comment", KEEPER, None)], replace(OCCASION, comment=COMMENT))
    assert (line.account, line.contact, line.fallback) == (KEEPER, None, None)


def test_who_was_not_asked_instead_of_others_did_not_approve_instead_of_them() -> None:
    reach = Reach({KEEPER: None}, "maintainers")
    (line,) = lines_of(
        [replace(met_by("comment"), reach=reach)], replace(OCCASION, comment=COMMENT)
    )
    assert (line.account, line.fallback) == (LEAD, None)


@pytest.mark.parametrize(
    ("keepers", "account", "fallback"),
    [((KEEPER,), KEEPER, "maintainers"), ((), ADMIN, "admins")],
)
def test_in_whose_place_somebody_approved_is_recorded(
    keepers: tuple[str, ...], account: str, fallback: str
) -> None:
    old = base(output(owner="no-account", owner_since=None), keepers=keepers)
    verdict = judged(old, edited(old, title={"fi": "uusi"}), account)
    (line,) = recorded(verdict)
    assert (line.account, line.contact, line.fallback) == (account, None, fallback)
    assert (line.organisation, line.rule) == ("no-account", "owner")


def test_no_organisation_stands_behind_the_maintainers() -> None:
    renamed = peopled(OLD, "org-a", names={"fi": "uusi"})
    lines = recorded(judged(OLD, renamed, KEEPER, LEAD))
    told = {each.rule: (each.organisation, each.contact, each.fallback) for each in lines}
    assert told == {"organisation": ("org-a", "lead", None), "maintainers": (None, None, None)}
    assert {(each.record.type, each.record.id) for each in lines} == {("organisation", "org-a")}
