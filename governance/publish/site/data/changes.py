"""What changed as open data: every change of the registry, by month."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from governance.model.fields import ACCOUNT
from governance.publish.changes import as_data
from governance.publish.open_data.schemas import FOLDER
from governance.publish.site.data.head import headed
from governance.publish.site.frame import Files
from governance.publish.site.source import Source

NEWEST = 200  # entries in changes.json itself
LONGEST = 1000  # entries of a file
# No persons: accounts are theirs, and so is who made or approved a commit.
_ACCOUNT = re.compile(ACCOUNT)
_LEFT_OUT = ("author", "approvers")


def changes_files(source: Source) -> Files:
    """changes.json and the files of the months, all of them the newest first."""
    by_month: dict[str, list[dict[str, Any]]] = {}
    newest: list[dict[str, Any]] = []
    for month, entry in _entries(source):
        by_month.setdefault(month, []).append(entry)
        if len(newest) < NEWEST:
            newest.append(entry)
    files: Files = {}
    parts = []
    for month, entries in sorted(by_month.items(), reverse=True):
        for name, part in _parts(month, entries):
            files[f"{FOLDER}/{name}"] = headed(
                source, "changes-month", "../", month=month, entries=part
            )
            parts.append({"month": month, "file": name, "entries": len(part)})
    is_known = source.steps is not None
    files[f"{FOLDER}/changes.json"] = headed(
        source, "changes", known=is_known, parts=parts, entries=newest
    )
    return files


def month_files(month: str, count: int) -> list[str]:
    """The names below v1/ of the files with so many changes of a month (YYYY-MM), newest first."""
    numbers = range(-(-count // LONGEST), 0, -1)
    return [f"changes/{month}{f'-{number}' if number > 1 else ''}.json" for number in numbers]


def _parts(month: str, entries: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The files of a month, the newest first.

    The oldest entries fill the first file, so that what a full one has stays as it is.
    """
    newest = (len(entries) - 1) % LONGEST + 1  # how many the last file has
    for at, name in enumerate(month_files(month, len(entries))):
        end = newest + at * LONGEST
        yield name, entries[max(end - LONGEST, 0) : end]


def _entries(source: Source) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each change that says something of the registry, and its month; the newest first."""
    for step in source.told:
        for change in step.difference.changes:
            if change.is_told:
                entry = as_data(change, commit=step.commit, date=step.day)
                for name in _LEFT_OUT:
                    del entry[name]
                for side in ("old", "new"):
                    entry[side] = _without_accounts(entry[side])
                yield f"{step.day:%Y-%m}", entry


def _without_accounts(value: Any) -> Any:
    """A plain value without the accounts in it."""
    if isinstance(value, Mapping):
        return {key: _without_accounts(each) for key, each in value.items() if not _is_one(each)}
    if isinstance(value, list | tuple):
        return [_without_accounts(each) for each in value if not _is_one(each)]
    return None if _is_one(value) else value


def _is_one(value: Any) -> bool:
    return isinstance(value, str) and _ACCOUNT.fullmatch(value) is not None
