"""Who approved a change, as the notes have it: for programs, and in words without persons."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from governance.model.approval_line import ApprovalLine
from governance.model.change import Change
from governance.text.catalogue import Catalogue

# What is recorded of a commit.
Recorded = Callable[[str], Sequence[ApprovalLine]]


def nothing_recorded(commit: str) -> Sequence[ApprovalLine]:  # noqa: ARG001 - of no commit
    """The approvals of a commit where there are no notes."""
    return ()


def as_data(approvals: Iterable[ApprovalLine], change: Change) -> list[dict[str, Any]]:
    """Who approved a change, for programs."""
    names = ("account", "organisation", "contact", "rule", "fallback")
    return [
        {name: getattr(line, name) for name in names}
        for line in approvals
        if _is_of(line) == _is(change)
    ]


def roles(
    words: Catalogue, approvals: Sequence[ApprovalLine], changes: Iterable[Change]
) -> tuple[str, ...]:
    """In which roles changes were approved, each once: organisation/contact, or whose it was."""
    if not approvals:
        return ()
    wanted = {_is(change) for change in changes}
    return tuple(dict.fromkeys(_role(words, line) for line in approvals if _is_of(line) in wanted))


def _role(words: Catalogue, line: ApprovalLine) -> str:
    if line.organisation and line.contact:
        return f"{line.organisation}/{line.contact}"
    is_admins = "admins" in (line.rule, line.fallback)
    return words(f"audit.rule.{'admins' if is_admins else 'maintainers'}")


def _is_of(line: ApprovalLine) -> tuple[str, str, str]:
    return line.change, line.record.type, line.record.id


def _is(change: Change) -> tuple[str, str, str]:
    return change.kind, change.type, change.id
