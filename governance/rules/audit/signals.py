"""Signs that somebody approves without reading. They prove nothing, and are for maintainers only.

What is known of rubber stamps: many in a row, seconds apart, always in the same words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from governance.rules.audit.values import Merge

BURST, WITHIN = 5, timedelta(minutes=10)  # so many pull requests, all in this time
HASTE, OFTEN = timedelta(seconds=20), 3  # so soon after the last one, so many times
ALIKE = 3  # outputs reviewed in the same words


@dataclass(frozen=True, slots=True)
class Signal:
    """What strikes the eye in the approvals of one account; `commits` are those concerned.

    The catalogue has `audit.signal.<code>`.
    """

    code: Literal["burst", "haste", "same-words"]
    account: str
    commits: tuple[str, ...]
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Act:
    """One pull request that an account approved; its approvals of it are one act."""

    when: datetime
    commit: str


class Watch:
    """Looks at commits, one after the other, for what strikes the eye in their approvals."""

    def __init__(self) -> None:
        self._acts: dict[str, dict[str, _Act]] = {}
        self._words: dict[tuple[str, str], dict[str, str]] = {}

    def see(self, merge: Merge) -> None:
        """Look at one commit."""
        for line in merge.lines:
            acts = self._acts.setdefault(line.account, {})
            if line.head not in acts or line.time < acts[line.head].when:
                acts[line.head] = _Act(line.time, merge.commit)
        for account, output, evidence in _said(merge):
            outputs = self._words.setdefault((account, evidence), {})
            outputs.setdefault(output, merge.commit)

    def signals(self) -> Iterator[Signal]:
        """What struck the eye, by account."""
        for account, acts in sorted(self._acts.items()):
            ordered = sorted(acts.values(), key=lambda act: (act.when, act.commit))
            yield from _burst(account, ordered)
            yield from _haste(account, ordered)
        for (account, evidence), outputs in sorted(self._words.items()):
            if len(outputs) >= ALIKE:
                values: dict[str, str | int] = {"n": len(outputs), "evidence": evidence}
                commits = tuple(dict.fromkeys(outputs.values()))
                yield Signal("same-words", account, commits, values)


def _said(merge: Merge) -> Iterator[tuple[str, str, str]]:
    """By whom each review of a commit was approved, of which output, and in which words."""
    for change in merge.changes:
        if change.kind == "reviewed":
            evidence = " ".join(change.new["evidence"].casefold().split())
            record = ("output", change.id)
            for line in merge.lines:
                if (line.change, (line.record.type, line.record.id)) == ("reviewed", record):
                    yield line.account, change.id, evidence


def _burst(account: str, acts: Sequence[_Act]) -> Iterator[Signal]:
    """The most in the time of a burst, once an account."""
    most: Sequence[_Act] = ()
    first = 0
    for last, act in enumerate(acts):
        while act.when - acts[first].when > WITHIN:
            first += 1
        if last + 1 - first > len(most):
            most = acts[first : last + 1]
    if len(most) >= BURST:
        yield Signal("burst", account, _commits(most), {"n": len(most)})


def _haste(account: str, acts: Sequence[_Act]) -> Iterator[Signal]:
    soon = [after for before, after in pairwise(acts) if after.when - before.when <= HASTE]
    if len(soon) >= OFTEN:
        yield Signal("haste", account, _commits(soon), {"n": len(soon)})


def _commits(acts: Iterable[_Act]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act.commit for act in acts))
