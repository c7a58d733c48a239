"""What the comment on a pull request says, in one language, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from governance.publish.approvals.beside import not_caused, pointed_out
from governance.publish.approvals.concerned import concerned
from governance.publish.approvals.effects import Effects
from governance.publish.approvals.names import Called
from governance.publish.approvals.room import Part
from governance.publish.approvals.rows import Row, demand_rows, refusal_sentence
from governance.publish.approvals.writing import code, hand_of, link, name
from governance.publish.issues.excerpt import enumerated
from governance.rules.approvals.around import Around
from governance.rules.approvals.counting import objecting
from governance.rules.approvals.values import Refusal, Verdict

_FEW = 3  # of records or organisations that a sentence names
_ICONS = {True: "✅", False: "⏳"}


def letter(called: Called, verdict: Verdict, around: Around) -> list[Part]:
    """The whole of it: how it stands, what changes, who approves and how, what follows."""
    words, proposal = called.words, called.proposal
    hand = hand_of(replace(around, mentions=around.mentions and verdict.word == "waiting"))
    rows = list(demand_rows(words, proposal.registry, proposal.difference, verdict, hand))
    changes = Effects(called, around).lines(proposal.difference)
    found = [
        _verdict(called, verdict, rows),
        _list(called, "changes", changes),
        _list(called, "notices", (f"- {each}" for each in pointed_out(called, around))),
        _list(called, "who", chain(_rows(called, rows), _objections(called, verdict, around))),
        *_how(called, verdict, around),
        _next(called, verdict, around),
        _list(called, "beside", (_item(each) for each in not_caused(called, around))),
    ]
    return [each for each in found if each.intro or each.lines]


def _verdict(called: Called, verdict: Verdict, rows: Sequence[Row]) -> Part:
    words = called.words
    waits = list(dict.fromkeys(row.who for row in rows if not row.is_met))
    word = verdict.word if verdict.answers or verdict.refusals else "free"
    said = words(f"comment.verdict.{word}", who=enumerated(words, waits, _FEW))
    refusals = (f"- {_refusal(called, each)}" for each in verdict.refusals)
    return Part(intro=said, lines=tuple(refusals))


def _refusal(called: Called, refusal: Refusal) -> str:
    """Why and what to do; names as people know them."""
    words = called.words

    def shown(field: str, value: str) -> str:
        if field == "organisation":
            return name(called.organisation(value))
        if field in ("status", "new_status"):
            return name(words.term("status", value))
        return name(words.term(field, value)) if field == "outcome" else code(value)

    values = {field: shown(field, value) for field, value in refusal.values.items()}
    type, id = refusal.record
    about = code(id) if type == "file" else called.record(type, id)
    return refusal_sentence(words, replace(refusal, values={"about": about, **values}))


def _list(called: Called, key: str, lines: Iterator[str]) -> Part:
    words = called.words
    intro = words(f"comment.{key}.intro") if words.has(f"comment.{key}.intro") else ""
    found = tuple(lines)
    return Part(words(f"comment.{key}.heading"), intro if found else "", found)


def _item(line: str) -> str:
    return line if line.lstrip().startswith("- ") else f"- {line}"


def _rows(called: Called, rows: Sequence[Row]) -> Iterator[str]:
    """Whether it is done and by whom; which records, where there are several."""
    words = called.words
    several = len({record for row in rows for record in row.records}) > 1
    titles = {
        each.id: code(each.id) if each.type == "file" else name(called.title(each.type, each.id))
        for each in called.proposal.difference.changes
    }
    for row in rows:
        said = f"- {_ICONS[row.is_met]} {row.text}"
        if several:
            about = [titles[each] for each in row.records]
            said += f" ({enumerated(words, about, _FEW)})"
        yield said


def _objections(called: Called, verdict: Verdict, around: Around) -> Iterator[str]:
    """Who of those who may approve has asked for something else."""
    heard = {account for each in verdict.answers for account in each.reach.accounts}
    for account in objecting(around.approvals):
        if account in heard:
            login = code(around.logins.get(account, account))
            yield f"- {called.words('comment.who.objects', who=login)}"


def _how(called: Called, verdict: Verdict, around: Around) -> Iterator[Part]:
    if verdict.word != "waiting":
        return
    words = called.words
    page = link("Files changed", f"{around.page}/files")
    steps = (words(f"comment.how.{step}", page=page) for step in ("open", "choose", "submit"))
    lines = tuple(f"{number}. {step}" for number, step in enumerate(steps, 1))
    again = " ".join(_again(called, verdict, around))
    after = words("comment.how.otherwise")
    yield Part(words("comment.how.heading"), again or words("comment.how.intro"), lines, after)


def _again(called: Called, verdict: Verdict, around: Around) -> Iterator[str]:
    """Who of those who are waited for approved an older head."""
    asked = {account for each in verdict.answers if not each.met for account in each.reach.accounts}
    logins = {
        each.account: around.logins.get(each.account, each.login)
        for each in around.approvals
        if each.account in asked and each.state == "approve" and each.commit != called.proposal.head
    }
    if logins:
        people = called.words.enumeration([code(each) for each in logins.values()])
        yield called.words("comment.how.again", people=people)


def _next(called: Called, verdict: Verdict, around: Around) -> Part:
    words = called.words
    others = tuple(f"- {each}" for each in concerned(called, verdict, around))
    said = words(f"comment.next.{verdict.word}")
    if others:
        said = f"{said} {words('comment.next.concerns')}"
    return Part(words("comment.next.heading"), said, others)
