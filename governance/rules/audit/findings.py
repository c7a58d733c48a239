"""A commit and its record -> what is wrong with them, by the rules of the commit's own time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo

from governance.model.approval_line import ApprovalLine
from governance.model.change import Change
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.fitting import misfits
from governance.rules.approvals.reach import reach_of
from governance.rules.approvals.values import Demand, Refusal
from governance.rules.audit.values import Code, Finding, Merge
from governance.rules.commands.approval import met_by
from governance.rules.commands.author import author_of

# Clocks differ: so many seconds after the merge an approval may be said to be.
SLACK = 3600
_BY_REFUSAL: Mapping[str, Code] = {
    "status-initial": "transition-not-allowed",
    "status-transition": "transition-not-allowed",
    "reviewer-not-owner": "review-by-not-owner",
    "review-half": "review-half",
}
_Key = tuple[str, tuple[str, str], str]


def findings(merge: Merge, zone: tzinfo) -> Iterator[Finding]:
    """What is wrong with a commit and its record; days are counted in time zone `zone`."""
    for text in merge.broken:
        yield Finding(merge.commit, "record-unreadable", values={"line": text})
    yield from _heads_apart(merge)
    demands: Sequence[Demand] = ()
    if merge.registry is not None:
        try:
            demands, refusals = demands_of(merge.registry, merge.changes)
            unfit = tuple(misfits(merge.registry, merge.changes, merge.day))
        except Refused:
            yield Finding(merge.commit, "change-without-rule", reason="rules-unreadable")
        else:
            yield from (_refused(merge.commit, each) for each in (*refusals, *unfit))
        yield from _judged(merge, merge.registry, demands, zone)
    yield from _unasked(merge, demands)


def _refused(commit: str, refusal: Refusal) -> Finding:
    code = _BY_REFUSAL.get(refusal.code, "change-without-rule")
    return Finding(commit, code, refusal.record, refusal.code, refusal.values)


def _heads_apart(merge: Merge) -> Iterator[Finding]:
    """The lines name several heads, and of none it is known whether it is what was merged."""
    fits = list(merge.heads.values())
    if fits.count(None) > 1 and True not in fits:
        yield Finding(merge.commit, "approval-of-another-head", reason="heads-apart")


def _judged(
    merge: Merge, registry: Registry, demands: Sequence[Demand], zone: tzinfo
) -> Iterator[Finding]:
    """What was demanded, and is not recorded, or not by whom it should be."""
    told = _by_key(merge.lines)
    missing: dict[tuple[tuple[str, str], str], list[str]] = {}
    for demand in demands:
        lines = told.get((demand.rule, demand.record, demand.needs), ())
        if not lines:
            missing.setdefault((demand.record, demand.rule), []).append(demand.needs)
        for line in lines:
            code = _doubt(merge, registry, demand, line, zone)
            if code:
                yield Finding(merge.commit, code, demand.record, values=_values(line))
    for (record, rule), needs in missing.items():
        code = "entry-amended" if rule == "entry-amended" else "change-without-record"
        values = {"change": rule, "rules": " ".join(needs)}
        yield Finding(merge.commit, code, record, values=values)


def _by_key(lines: Sequence[ApprovalLine]) -> Mapping[_Key, list[ApprovalLine]]:
    found: dict[_Key, list[ApprovalLine]] = {}
    for line in lines:
        found.setdefault(_key(line), []).append(line)
    return found


def _key(line: ApprovalLine) -> _Key:
    return line.change, (line.record.type, line.record.id), line.rule


def _values(line: ApprovalLine) -> dict[str, str]:
    return {"account": line.account, "change": line.change, "rule": line.rule, "head": line.head}


def _doubt(
    merge: Merge, registry: Registry, demand: Demand, line: ApprovalLine, zone: tzinfo
) -> Code | None:
    """Why a line does not meet the demand that it names."""
    fits = merge.heads.get(line.head)
    if fits is False or (fits is None and any(merge.heads.values())):
        return "approval-of-another-head"
    if line.time.timestamp() > merge.seconds + SLACK:
        return "approval-after-merge"
    if line.said != "review" and not demand.author_counts:
        return "approval-by-author"
    days = (line.time.astimezone(zone).date(), merge.day)
    if line.organisation != demand.organisation or not any(
        _could(registry, demand, line, day) for day in dict.fromkeys(days)
    ):
        return "approval-by-no-contact"
    return None


def _could(registry: Registry, demand: Demand, line: ApprovalLine, day: date) -> bool:
    """Whether the account of a line could meet a demand on a day, as the line says it did.

    Who is an admin is not known from Git: where the admins are asked, whoever is named is taken
    for one.
    """
    if line.said == "comment":
        return _by_comment(registry, demand, line, day)
    reach = reach_of(registry, demand, day, frozenset({line.account}))
    told = line.contact, line.fallback
    return line.account in reach.accounts and told == (reach.accounts[line.account], reach.fallback)


def _by_comment(registry: Registry, demand: Demand, line: ApprovalLine, day: date) -> bool:
    output = registry.outputs.get(demand.record[1]) if demand.record[0] == "output" else None
    if output is None:
        return False
    author = author_of(registry, output, line.account, day)
    met = met_by(registry, demand, author, line.account)
    return met is not None and met.contact == line.contact


def _unasked(merge: Merge, demands: Sequence[Demand]) -> Iterator[Finding]:
    """Lines of what the commit did not change, or of what no rule had asked."""
    asked = {(each.rule, each.record, each.needs) for each in demands}
    made = {(each.kind, _record(each)) for each in merge.changes}
    for line in merge.lines:
        key = _key(line)
        if key in asked or (merge.registry is None and key[:2] in made):
            continue
        reason = "record-of-no-rule" if key[:2] in made else "record-of-no-change"
        yield Finding(merge.commit, "record-fits-no-commit", key[1], reason, _values(line))


def _record(change: Change) -> tuple[str, str]:
    return change.type, change.id
