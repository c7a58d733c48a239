"""Who may answer what, on which day, and what an answer makes of the record."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from governance.forge.commands import Result
from governance.model.change import Change
from governance.model.edit import Append, Put
from governance.model.fields import Outcome
from governance.model.issue import Issue, Person
from governance.model.policy import ApprovalsPolicy, LifecyclePolicy, RolesPolicy
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.reply import reply_text
from governance.rules.commands.approval import still_needed
from governance.rules.commands.author import Author, Role
from governance.rules.commands.decide import Decision, Entry, Said, decide
from governance.rules.commands.parse import parse
from governance.rules.commands.reply import Part, Reply
from governance.rules.commands.report import decide_report
from governance.rules.commands.verbs import WORDS
from governance.rules.standing import Standings
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.edits import read_whole
from tests.helpers.registries import output, registry, review
from tests.text.said import SOURCE

TODAY = date(2027, 3, 1)
URL = "https://github.example/o/r/issues/7#issuecomment-1"
REPORT = "https://github.example/o/r/issues/8"
LEAD, DEPUTY, OLD, OTHER, HELPER = (f"github:{n}" for n in (1, 2, 3, 4, 5))
CONTACTS = [
    {"key": "lead", "title": {"fi": "Johtaja"}, "account": LEAD},
    {"key": "deputy", "title": {"fi": "Varajohtaja"}, "account": DEPUTY},
    {"key": "old", "title": {"fi": "Entinen"}, "account": OLD, "until": "2026-12-31"},
]
Fields = dict[str, Any]
ORG_A = {"id": "org-a", "names": {"fi": "A-koulu", "sv": "A-skola"}, "contacts": CONTACTS}
ORG_B = {
    "id": "org-b",
    "languages": ["sv", "fi"],
    "contacts": [{"key": "lead", "title": {"fi": "Johtaja"}, "account": OTHER}],
}
GONE = {"id": "old-org", "ended": "2026-12-31", "successors": ["org-b"], "contacts": CONTACTS}
NEED = {"id": 1, "reported": "2026-02-01", "summary": {"fi": "Luku 3"}, "state": "open"}
ENTRY = {"by": "org-a", "contact": "lead", "via": "issue", "source": URL}


def made(*, demands: tuple[str, ...] = ("needs-closed",), **fields: Any) -> Registry:
    """A registry of one output, whose lifecycle and maintainer are known."""
    base = registry([output(**fields)], [ORG_A, ORG_B, GONE])
    statuses = {
        "draft": {"to": ["current"]},
        "current": {"to": ["retired"]},
        "superseded": {"to": []},
        "retired": {"to": [], "demands": list(demands)},
    }
    maintainers = {"title": {"fi": "ylläpito"}, "accounts": [HELPER]}
    return read_whole(
        replace(
            base,
            lifecycle=LifecyclePolicy.model_validate({"initial": ["draft"], "statuses": statuses}),
            roles=RolesPolicy.model_validate({"roles": {"maintainers": maintainers}}),
        )
    )


def said(text: str, account: str | None = LEAD, day: date = TODAY, **how: Any) -> Said:
    return Said(parse(text), account, day, URL, **how)


def answered(
    text: str,
    account: str | None = LEAD,
    day: date = TODAY,
    key: str = "a/review/1",
    how: dict[str, Any] | None = None,
    **fields: Any,
) -> Decision:
    """What follows from a comment about an output with these fields."""
    return decide(made(**fields), key, said(text, account, day, **how or {}), TODAY)


def standing(**fields: Any) -> str:
    """How its owner stands to an output."""
    found = made(**fields)
    return Standings(found, TODAY).of(found.outputs["a"]).owner_state


def edits_of(decision: Decision) -> list[Any]:
    assert isinstance(decision, Entry), decision
    (edits,) = decision.edits.values()
    return list(edits)


def code_of(decision: Decision) -> str | None:
    """The code of a reply, which has words in every language."""
    assert not isinstance(decision, Entry), decision
    if decision:
        assert reply_text(replace(decision, languages=LANGUAGES))
    return decision.code if decision else None


def entry(**fields: Any) -> dict[str, Any]:
    return {"date": "2027-03-01", **ENTRY, **fields}


def test_a_contact_s_answer_is_exactly_one_entry() -> None:
    decision = answered("/voimassa Luin läpi")
    assert edits_of(decision) == [
        Append(("reviews",), entry(outcome="valid", evidence="Luin läpi"))
    ]
    assert isinstance(decision, Entry)
    assert decision.author == Author("contact", "lead")


def test_a_deputy_may_answer_as_well() -> None:
    (edit,) = edits_of(answered("/aktuell läst", DEPUTY))
    assert edit.entry["contact"] == "deputy"


@pytest.mark.parametrize(
    ("text", "outcome"), [("/päivitettävä", "needs-work"), ("/korvattava", "replace")]
)
def test_what_is_lacking_is_a_need_as_well(text: str, outcome: str) -> None:
    assert edits_of(answered(f"{text} luku 3", update_needs=[NEED])) == [
        Append(("reviews",), entry(outcome=outcome, evidence="luku 3")),
        Append(
            ("update_needs",),
            {
                "id": 2, "reported": "2027-03-01", "summary": {"fi": "luku 3"}, "source": URL,
                "state": "open",
            },
        ),
    ]  # fmt: skip


def test_what_is_not_needed_any_more_is_retired() -> None:
    assert edits_of(answered("/poistettava vanha")) == [
        Put(("status",), "retired"),
        Append(("reviews",), entry(outcome="retire", evidence="vanha")),
    ]


def test_a_proposed_owner_accepts_by_any_completing_answer() -> None:
    proposed: Fields = {"owner_since": None, "owner_basis": "ehdotus"}
    assert edits_of(answered("/valid read", **proposed))[0] == Put(("owner_since",), "2027-03-01")
    assert edits_of(answered("/ei-meidän B:n", **proposed)) == [
        Append(("reviews",), entry(outcome="not-mine", evidence="B:n"))
    ]
    assert edits_of(answered("/hyväksyn", **proposed)) == [Put(("owner_since",), "2027-03-01")]
    assert edits_of(answered("/godkänner gärna", **proposed)) == [
        Put(("owner_since",), "2027-03-01")
    ]


def test_nobody_accepts_for_a_proposed_owner() -> None:
    proposed: Fields = {"owner_since": None, "owner_basis": "ehdotus"}
    (edit,) = edits_of(answered("/valid phoned", HELPER, **proposed))
    assert isinstance(edit, Append)
    proxy = entry(outcome="valid", evidence="phoned", via="proxy", contact=None)
    told = answered("/valid phoned", HELPER, **proposed, reviews=[proxy])
    assert isinstance(told, Reply)
    assert [part.code for part in told.parts] == [
        "entered.valid", "evidence", "for-owner", "owner-still-asked", "next",
    ]  # fmt: skip
    assert code_of(answered("/hyväksyn", HELPER, **proposed)) == "accept-by-owner"


def test_a_need_is_said_in_the_language_of_the_word_as_well() -> None:
    _, need = edits_of(answered("/behöver-uppdateras kapitel 3"))
    assert need.entry["summary"] == {"fi": "kapitel 3", "sv": "kapitel 3"}
    _, need = edits_of(answered("/päivitettävä luku 3"))
    assert need.entry["summary"] == {"fi": "luku 3"}


def test_the_day_is_the_comment_s_and_never_another() -> None:
    (edit,) = edits_of(answered("/valid read", day=date(2027, 2, 20)))
    assert edit.entry["date"] == "2027-02-20"
    with pytest.raises(Refused) as stop:
        answered("/valid read", day=date(2027, 3, 2))
    assert stop.value.code == "comment-ahead"
    assert answered("See you tomorrow", day=date(2027, 3, 2)) is None


def test_a_maintainer_enters_for_somebody_what_the_policy_lets_her() -> None:
    decision = answered("/valid phoned, read", HELPER)
    expected = entry(outcome="valid", evidence="phoned, read", via="proxy")
    del expected["contact"]
    assert edits_of(decision) == [Append(("reviews",), expected)]
    assert code_of(answered("/retire old", HELPER)) == "proxy-refused"
    assert code_of(answered("/accept", HELPER, owner_since=None)) == "accept-by-owner"


@pytest.mark.parametrize(
    ("account", "fields", "code"),
    [
        ("github:99", {}, "from.stranger"),
        ("github:0", {}, "from.stranger"),
        (OTHER, {}, "from.other"),
        (OLD, {}, "from.former"),
        (None, {}, "from.gone"),
        (LEAD, {"owner": "old-org"}, "from.ended"),
        ("github:99", {"owner": None, "owner_since": None}, "orphaned"),
        (HELPER, {"owner": None, "owner_since": None}, "orphaned"),
        (HELPER, {"owner": "old-org"}, "owner-ended"),
    ],
)
def test_nobody_else_answers(account: str | None, fields: dict[str, Any], code: str) -> None:
    assert code_of(answered("/voimassa Luin läpi", account, **fields)) == code


def test_a_contact_counts_on_the_day_of_her_comment() -> None:
    assert edits_of(answered("/voimassa luettu", OLD, date(2026, 12, 31)))
    assert code_of(answered("/voimassa luettu", OLD, date(2027, 1, 1))) == "from.former"


@pytest.mark.parametrize("text", ["/voimassa luettu", "/apua", "/hyväksyn"])
def test_a_stranger_gets_one_answer_in_an_issue(text: str) -> None:
    assert code_of(answered(text, "github:99")) == "from.stranger"
    assert answered(text, "github:99", how={"answered_before": True}) is None
    assert answered(text, how={"answered_before": True}) is not None


@pytest.mark.parametrize("text", ["Voimassa, luin läpi", "`/voimassa` luin", "Ei ole meidän"])
def test_an_answer_without_its_slash_is_told_to_a_contact_while_she_is_asked(text: str) -> None:
    assert code_of(answered(text)) == "no-slash"
    assert answered(text, "github:99") is None
    assert answered(text, HELPER) is None
    assert answered(text, reviews=[DONE]) is None
    assert answered(text, key="a/need/1", update_needs=[NEED]) is None
    assert reported(text) is None


def test_who_asks_for_help_without_a_slash_gets_it() -> None:
    assert code_of(answered("Apua, en osaa!")) == "help"
    assert answered("Apua, en osaa!", "github:99") is None


@pytest.mark.parametrize("text", ["/voimasa luettu", "/lgtm", "Hei!\n/valid", "/valid /retire x"])
def test_what_is_unclear_is_asked_of_those_who_may_answer(text: str) -> None:
    assert answered(text, "github:99") is None
    assert code_of(answered(text, HELPER)) == code_of(answered(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/voimasa luettu", "unknown-verb-near"),
        ("/lgtm", "unknown-verb"),
        ("/tp3 accept a", "unknown-verb"),
        ("/voimassa /dras-in x", "two-verbs"),
        ("Hei!\n/voimassa luettu", "misplaced"),
        ("/apua", "help"),
        ("/hjälp mig", "help"),
        ("/voimassa", "ask.valid"),
        ("/päivitetty !", "ask.edited"),
        ("/päivitettävä", "ask.needs-work"),
        ("/korvattava", "ask.replace"),
        ("/poistettava\n> tämä", "ask.retire"),
        ("/ei meidän", "ask.not-mine"),
        ("Kiitos muistutuksesta!", None),
        ("> /voimassa luettu", None),
    ],
)
def test_what_is_no_answer_yet_is_asked_about(text: str, code: str | None) -> None:
    assert code_of(answered(text)) == code


def test_an_edited_comment_never_counts() -> None:
    edited: Fields = {"edited": True}
    assert code_of(answered("/voimassa luettu", how=edited)) == "edited"
    assert code_of(answered("/hyväksyn", how=edited, owner_since=None)) == "edited"
    assert code_of(answered("/voimassa luettu", "github:99", how=edited)) == "from.stranger"
    assert code_of(answered("/apua", how=edited)) == "help"


DONE = review("2027-02-01", evidence="x")
NOT_MINE = review("2027-02-01", "not-mine")
NOT_MINE_DAY = date(2027, 2, 1)
PROPOSED: Fields = {"owner_since": None, "owner_basis": "ehdotus"}


@pytest.mark.parametrize(
    ("text", "day", "fields", "code"),
    [
        ("/voimassa luettu", TODAY, {"reviews": [DONE]}, "already"),
        ("/ei-meidän luettu", TODAY, {"reviews": [DONE]}, "already"),
        ("/voimassa luettu", date(2027, 1, 31), {"reviews": [NOT_MINE]}, "later-answer"),
        ("/ei-meidän luettu", TODAY, {"reviews": [NOT_MINE]}, "declined-already"),
        ("/hyväksyn", TODAY, {}, "accepted-already"),
        ("/hyväksyn", TODAY, {"reviews": [NOT_MINE]}, "no-stands"),
        ("/hyväksyn", NOT_MINE_DAY, {**PROPOSED, "reviews": [NOT_MINE]}, "no-stands"),
        ("/hyväksyn", date(2027, 1, 31), {**PROPOSED, "reviews": [NOT_MINE]}, "no-stands"),
        ("/voimassa luettu", TODAY, {"status": "retired"}, "not-current"),
        ("/hyväksyn", TODAY, {"status": "draft", "owner_since": None}, "not-current"),
        ("/poistettava vanha", TODAY, {"update_needs": [NEED]}, "needs-open"),
    ],
)
def test_what_cannot_be_entered_is_said(
    text: str, day: date, fields: dict[str, Any], code: str
) -> None:
    assert code_of(answered(text, day=day, **fields)) == code


def test_only_the_key_s_own_cycle_is_completed() -> None:
    assert code_of(answered("/voimassa luettu", key="a/review/2")) == "not-open"
    assert edits_of(answered("/voimassa luettu", key="a/review/2", reviews=[DONE]))
    assert code_of(answered("/voimassa luettu", key="b/review/1")) == "output-gone"
    assert answered("/voimasa", key="b/review/1") is None
    assert answered("/voimassa luettu", key="overview") is None
    assert answered("/voimassa luettu", key="alarm/nightly") is None


def test_needs_take_no_reviews() -> None:
    need: Fields = {"key": "a/need/1", "update_needs": [NEED]}
    assert code_of(answered("/voimassa luettu", **need)) == "need-issue"
    assert code_of(answered("/voimassa luettu", "github:99", **need)) == "need-issue"
    assert answered("/voimasa", **need) is None
    assert answered("/voimassa x", **need, how={"answered_before": True}) is None


def test_a_status_that_may_not_follow_is_no_outcome() -> None:
    base = made()
    statuses = {"current": {"to": ["superseded"]}, "retired": {"to": []}}
    policy = LifecyclePolicy.model_validate({"initial": ["draft"], "statuses": statuses})
    decision = decide(replace(base, lifecycle=policy), "a/review/1", said("/retire old"), TODAY)
    assert code_of(decision) == "retire-refused"


STOOD: Fields = {"reviews": [entry(outcome="valid", evidence="Luin läpi")]}


def test_an_entry_that_stands_is_told_and_not_made_again() -> None:
    decision = answered("/voimassa Luin läpi", **STOOD)
    assert decision == Reply(
        ("fi",),
        (
            Part("entered.valid"),
            Part("evidence", {"evidence": "Luin läpi"}),
            Part("next", {"due": date(2028, 3, 1)}),
        ),
    )
    later = answered("/voimassa Luin läpi", how={"edited": True, "answered_before": True}, **STOOD)
    assert later == decision


def test_what_happens_next_is_told() -> None:
    need = {**NEED, "id": 3, "source": URL}
    proxy = entry(outcome="needs-work", evidence="luku 3", via="proxy", contact=None)
    fields: Fields = {"reviews": [proxy], "update_needs": [need], "owner_since": "2027-03-01"}
    decision = answered("/needs-work ch 3, a@example.org", HELPER, **fields)
    assert isinstance(decision, Reply)
    assert [part.code for part in decision.parts] == [
        "entered.needs-work", "evidence", "address-left-out", "for-owner", "next-after-need",
    ]  # fmt: skip
    assert decision.parts[0].values == {"n": 3}
    own = entry(outcome="valid", evidence="luettu")
    accepting = answered("/valid read", reviews=[own], owner_since="2027-03-01")
    assert isinstance(accepting, Reply)
    assert [part.code for part in accepting.parts] == [
        "entered.valid", "evidence", "owner-too", "next",
    ]  # fmt: skip
    not_mine = answered("/inte vår B", reviews=[entry(outcome="not-mine", evidence="B")])
    assert isinstance(not_mine, Reply)
    assert [part.code for part in not_mine.parts] == ["entered.not-mine", "evidence"]
    retired = entry(outcome="retire", evidence="vanha")
    gone = answered("/poistettava vanha", status="retired", reviews=[retired])
    assert isinstance(gone, Reply)
    assert [part.code for part in gone.parts] == ["entered.retire", "evidence"]


def test_an_acceptance_that_stands_is_told() -> None:
    decision = answered("/godkänner", owner_since="2027-03-01")
    assert decision == Reply(("sv",), (Part("entered.accept"), Part("review-late")))
    early = answered("/godkänner", owner_since="2027-03-01", registered="2026-06-01")
    left = Part("review-left", {"due": date(2027, 6, 1)})
    assert early == Reply(("sv",), (Part("entered.accept"), left))
    never: Fields = {"review": {"cycle": "never", "never_reason": "x"}}
    told = answered("/accept", owner_since="2027-03-01", **never)
    assert isinstance(told, Reply)
    assert told.parts == (Part("entered.accept"),)


def test_after_a_no_an_acceptance_of_a_later_day_or_a_review_counts() -> None:
    declined: Fields = {**PROPOSED, "reviews": [NOT_MINE]}
    later = date(2027, 2, 2)
    assert edits_of(answered("/hyväksyn", day=later, **declined)) == [
        Put(("owner_since",), "2027-02-02")
    ]
    assert standing(owner_since="2027-02-02", reviews=[NOT_MINE]) == "accepted"
    assert edits_of(answered("/voimassa luettu", day=NOT_MINE_DAY, **declined))[0] == Put(
        ("owner_since",), "2027-02-01"
    )
    done = review("2027-02-01", evidence="luettu")
    assert standing(owner_since="2027-02-01", reviews=[NOT_MINE, done]) == "accepted"


def test_an_acceptance_that_a_no_of_its_day_outdoes_is_told_so() -> None:
    decision = answered(
        "/godkänner", day=NOT_MINE_DAY, owner_since="2027-02-01", reviews=[NOT_MINE]
    )
    assert decision == Reply(("sv",), (Part("entered.accept"), Part("no-stands")))


def test_an_answer_is_in_the_language_it_was_asked_in() -> None:
    def languages(text: str, **fields: Any) -> tuple[str, ...]:
        decision = answered(text, HELPER, **fields)
        assert isinstance(decision, Reply)
        return decision.languages

    assert languages("/apua") == ("fi",)
    assert languages("/hjälp") == ("sv",)
    assert languages("/foo") == ("fi",)
    assert languages("/foo", owner="org-b") == ("sv",)
    assert languages("/foo", owner=None, owner_since=None) == LANGUAGES


def report(title: str = "Luku 3 puuttuu") -> Issue:
    now = datetime(2027, 2, 1, tzinfo=UTC)
    who = Person("github:99", "somebody", trusted=False)
    return Issue(
        8, title, "", True, frozenset({"tp3-report"}), frozenset(), who, now, REPORT
    )  # fmt: skip


def reported(
    text: str, account: str = LEAD, title: str = "Luku 3 puuttuu", **fields: Any
) -> Decision:
    how = fields.pop("how", {})
    return decide_report(made(**fields), report(title), said(text, account, **how), TODAY)


@pytest.mark.parametrize("account", [LEAD, HELPER])
def test_a_report_becomes_a_need(account: str) -> None:
    decision = reported("/tp3 accept a", account, title="sv=Luku\u200b 3 (a@example.org)")
    assert edits_of(decision) == [
        Append(
            ("update_needs",),
            {
                "id": 1, "reported": "2027-03-01", "summary": {"fi": "sv=Luku 3 (…)"},
                "source": REPORT, "state": "open",
            },
        )
    ]  # fmt: skip


def test_a_report_is_a_need_in_the_language_of_the_word_as_well() -> None:
    (edit,) = edits_of(reported("/tp3 godkänn a", title="Kapitel 3"))
    assert edit.entry["summary"] == {"fi": "Kapitel 3", "sv": "Kapitel 3"}


def test_a_maintainer_takes_a_report_of_an_output_without_owner() -> None:
    fields: Fields = {"owner": None, "owner_since": None}
    assert edits_of(reported("/tp3 accept a", HELPER, **fields))
    assert code_of(reported("/tp3 accept a", "github:99", **fields)) == "report.orphaned"


@pytest.mark.parametrize(
    ("text", "account", "more", "code"),
    [
        ("/tp3 accept a", "github:99", {}, "report.stranger"),
        ("/tp3 accept a", OTHER, {}, "report.stranger"),
        ("/tp3 accept", LEAD, {}, "report.output"),
        ("/tp3 accept <b>", LEAD, {}, "report.output"),
        ("/tp3 accept zzz", LEAD, {}, "report.output"),
        ("/tp3 accept a", LEAD, {"status": "retired"}, "report.closed"),
        ("/tp3 accept a", LEAD, {"title": "!?"}, "report.untitled"),
        ("/tp3 accept a", LEAD, {"how": {"edited": True}}, "edited"),
        ("/tp3 accept a", LEAD, {"update_needs": [{**NEED, "source": REPORT}]}, "report.taken"),
        ("/voimassa luettu", LEAD, {}, "report.only"),
        ("/apua", "github:99", {}, "report.only"),
        ("/tp3 validate", HELPER, {}, "report.only"),
        ("/tp3 validate", "github:99", {}, None),
        ("/voimasa", LEAD, {}, None),
        ("Kiitos!", LEAD, {}, None),
        ("/tp3 accept a", "github:99", {"how": {"answered_before": True}}, None),
        ("/tp3 accept b", "github:99", {"how": {"answered_before": True}}, None),
        ("/voimassa luettu", LEAD, {"how": {"answered_before": True}}, None),
    ],
)
def test_a_report_takes_only_its_command(
    text: str, account: str, more: dict[str, Any], code: str | None
) -> None:
    assert code_of(reported(text, account, **more)) == code


def test_the_nearest_output_is_offered() -> None:
    base = read_whole(registry([output("handbook")], [ORG_A]))
    decision = decide_report(base, report(), said("/tp3 accept handbok"), TODAY)
    assert code_of(decision) == "report.output-near"


RULES = {
    "reviewed": {"needs": ["owner"]},
    "status-changed": {"needs": ["owner", "maintainers"]},
    "owner-accepted": {"needs": ["owner"], "author_counts": False},
}


@pytest.mark.parametrize(
    ("kinds", "is_maintainer", "needed"),
    [
        (["reviewed"], False, set()),
        (["reviewed", "status-changed"], False, {"maintainers"}),
        (["reviewed", "status-changed"], True, set()),
        (["owner-accepted"], False, {"owner"}),
        ([], False, set()),
    ],
)
def test_the_comment_is_the_owner_s_approval(
    kinds: list[Any], is_maintainer: bool, needed: set[str]
) -> None:
    base = replace(made(), approvals=ApprovalsPolicy.model_validate({"rules": RULES}))
    changes = [Change(kind, "output", "a") for kind in kinds]
    author = Author("contact", "lead")
    assert still_needed(base, changes, author, is_maintainer=is_maintainer) == needed


def test_a_change_without_a_rule_is_refused() -> None:
    with pytest.raises(Refused) as stop:
        still_needed(
            made(), [Change("scheduled", "output", "a")], Author("contact"), is_maintainer=False
        )
    assert stop.value.code == "change-without-rule"


NO_FIELDS: Fields = {}
UNOWNED: Fields = {"owner": None, "owner_since": None}


def replies() -> list[Reply]:
    """One of each that these tests know to be given."""
    found = [
        answered("/voimassa Luin @läpi <b>#1</b>", account, **fields)
        for account in ("github:99", OTHER, OLD, None)
        for fields in (NO_FIELDS, UNOWNED)
    ]
    found += [answered(text) for text in ("/apua", "/foo@bar", "/voimasa x", "/valid", "/accept")]
    found += [answered("/voimassa Luin läpi", **STOOD), reported("/tp3 accept zzz")]
    return [each for each in found if isinstance(each, Reply)]


def test_no_message_is_dead_and_none_is_missing() -> None:
    folders = ("rules/commands", "forge", "publish", "cli")
    said: set[str] = set()
    for path in (each for folder in folders for each in (SOURCE / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value.removeprefix("commands."))
    spelt = {
        *(f"ask.{verb}" for verb in WORDS if verb not in ("accept", "help")),
        *(f"entered.{outcome}" for outcome in get_args(Outcome)),
        *(f"from.{role}" for role in get_args(Role) if role not in ("contact", "maintainer")),
        *(f"result.{result}" for result in get_args(Result)),
        *(f"pull.{part}" for part in ("approved", "waits", "checked", "checked-waits")),
    }
    messages = set(flat(catalogue("en").messages["commands"]))
    assert spelt <= messages
    assert messages <= spelt | said, messages - spelt - said


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "other"}:
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key


@pytest.mark.parametrize("reply", replies(), ids=lambda each: str(each.code))
def test_every_reply_has_words_in_every_language(reply: Reply) -> None:
    whole = reply_text(replace(reply, languages=LANGUAGES))
    parts = whole.split("\n\n---\n\n")
    assert len(set(parts)) == len(LANGUAGES)
    assert not any("@" in part or "<" in part.replace("\\<", "") for part in parts)


def test_a_help_text_names_every_word_of_its_language() -> None:
    reply = answered("/apua")
    assert isinstance(reply, Reply)
    text = reply_text(reply)
    for word in ("voimassa", "päivitetty", "päivitettävä", "korvattava", "poistettava"):
        assert f"`/{word}`" in text
    assert "`/ei-meidän`" in text
    assert "soita tai kirjoita: A-koulu" in text
    assert "`/hyväksyn`" in text
