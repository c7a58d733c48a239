"""What an audit found, as data and in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from governance.model.approval_line import ApprovalLine
from governance.publish.table import csv_table
from governance.rules.audit.signals import Signal
from governance.rules.audit.values import Finding
from governance.text.catalogue import Catalogue

FINDING_COLUMNS = ("commit", "code", "type", "id", "message")
APPROVAL_COLUMNS = (
    "commit", "change", "type", "id", "rule", "organisation", "contact", "account", "head",
    "source", "time", "fallback",
)  # fmt: skip
SHORT = 10  # letters of a commit's name
# What comes or goes whole is told by the words for any record.
_WORDS = {"output-added": "record-added", "output-removed": "record-removed"}

Approval = tuple[str, ApprovalLine]  # the merged commit, and what is recorded of it


def finding_data(words: Catalogue, finding: Finding) -> dict[str, Any]:
    """One finding for programs; its message is in the language of `words`."""
    record = finding.record
    return {
        "commit": finding.commit,
        "code": finding.code,
        "record": None if record is None else {"type": record[0], "id": record[1]},
        "message": message(words, finding),
    }


def finding_cells(words: Catalogue, finding: Finding) -> list[str]:
    """One finding for people: the commit, the record, what is wrong."""
    text = message(words, finding)
    return [finding.commit[:SHORT], _name(finding.record), f"{text} [{finding.code}]"]


def findings_csv(
    words: Catalogue, findings: Iterable[Finding], signals: Iterable[Signal] = ()
) -> str:
    """The findings for spreadsheets, and the signals below them."""
    rows: list[tuple[str, ...]] = [
        (each.commit, each.code, *(each.record or ("", "")), message(words, each))
        for each in findings
    ]
    rows += [
        (each.commits[0], each.code, "account", each.account, signal_message(words, each))
        for each in signals
    ]
    return csv_table(FINDING_COLUMNS, rows)


def message(words: Catalogue, finding: Finding) -> str:
    """What is wrong, in a sentence."""
    values = dict(finding.values)
    if change := values.get("change"):
        values["change"] = _change(words, change)
    if rule := values.get("rule"):
        values["rule"] = words(f"audit.rule.{rule}")
    if rules := values.get("rules"):
        named = [words(f"audit.rule.{each}") for each in rules.split()]
        values["rules"] = words.enumeration(named)
    if status := values.get("new_status"):
        values["new_status"] = words.term("status", status)
    if head := values.get("head"):
        values["head"] = head[:SHORT]
    return words(finding.key, **values)


def _change(words: Catalogue, kind: str) -> str:
    if kind == "files-changed":
        return words("audit.files-changed")
    return words.term("change", _WORDS.get(kind, kind))


def _name(record: tuple[str, str] | None) -> str:
    if record is None:
        return ""
    return record[1] if record[0] in ("output", "file") else "/".join(record)


def approval_data(approval: Approval) -> dict[str, Any]:
    """One approval for programs: the line of the note, and its commit."""
    commit, line = approval
    return {"commit": commit, **line.model_dump(mode="json")}


def approval_cells(words: Catalogue, approval: Approval) -> list[str]:
    """One approval for people: the commit, the record, what was approved, by whom for whom."""
    commit, line = approval
    by = "/".join(filter(None, (line.organisation, line.contact)))
    who = words(f"audit.rule.{line.rule}")
    return [
        commit[:SHORT],
        _name((line.record.type, line.record.id)),
        _change(words, line.change),
        f"{who} ({by})" if by else who,
        line.account,
        words(f"audit.instead.{line.fallback}") if line.fallback else "",
    ]


def approvals_csv(approvals: Iterable[Approval]) -> str:
    """The approvals for spreadsheets."""
    return csv_table(APPROVAL_COLUMNS, (list(_columns(each)) for each in approvals))


def _columns(approval: Approval) -> Iterator[str]:
    data = approval_data(approval)
    data |= data.pop("record")
    yield from (str(data[name] or "") for name in APPROVAL_COLUMNS)


def signal_data(words: Catalogue, signal: Signal) -> dict[str, Any]:
    """One signal for programs."""
    return {
        "code": signal.code,
        "account": signal.account,
        "commits": list(signal.commits),
        "message": signal_message(words, signal),
    }


def signal_cells(words: Catalogue, signal: Signal) -> list[str]:
    """One signal for people: the first commit, the account, what strikes the eye."""
    text = signal_message(words, signal)
    return [signal.commits[0][:SHORT], signal.account, f"{text} [{signal.code}]"]


def signal_message(words: Catalogue, signal: Signal) -> str:
    """What strikes the eye, in a sentence."""
    return words(f"audit.signal.{signal.code}", account=signal.account, **signal.values)
