"""What a doctor found, as data and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any

from governance.rules.doctor.finding import Finding
from governance.text.catalogue import Catalogue


@dataclass(frozen=True)
class Place:
    """The repository that was looked at, owner/name, and its page on the web."""

    repository: str = ""
    page: str = ""


def finding_data(words: Catalogue, finding: Finding, place: Place) -> dict[str, Any]:
    """One finding for programs; what it says is in the language of `words`."""
    return {
        "code": finding.code,
        "level": finding.level,
        "message": _message(words, finding),
        "remedy": _remedy(words, finding, place),
    }


def finding_cells(words: Catalogue, finding: Finding, place: Place) -> list[str]:
    """One finding for people: how bad it is, what it is, what to do."""
    remedy = _remedy(words, finding, place)
    return [
        words(f"doctor.level.{finding.level}"),
        f"{_message(words, finding)} [{finding.code}]",
        words("doctor.remedy", text=remedy) if remedy else "",
    ]


def _message(words: Catalogue, finding: Finding) -> str:
    key, values = f"doctor.finding.{finding.code}", _values(words, finding)
    if finding.level == "unknown":
        return words("doctor.unseen", what=words(f"{key}.hidden", **values))
    return words(f"{key}.{'ok' if finding.level == 'ok' else 'bad'}", **values)


def _remedy(words: Catalogue, finding: Finding, place: Place) -> str | None:
    if finding.level == "ok":
        return None
    if finding.right:
        return words(f"doctor.right.{finding.right}")
    values = dict(_values(words, finding))
    if file := values.get("file"):
        values["file"] = quote(str(file))  # stands in a command that somebody copies
    values |= {
        "repository": place.repository,
        "page": place.page,
        "whole": words("doctor.whole", repository=place.repository),
    }
    return words(f"doctor.finding.{finding.code}.remedy", **values)


def _values(words: Catalogue, finding: Finding) -> Mapping[str, object]:
    """The values of a finding in words, its lists as parts of a sentence."""
    values = dict(finding.values)
    if finding.code == "bypass":
        values["who"] = tuple(_who(words, each) for each in _list(values.get("who")))
    if finding.code == "answers":
        checks = words.enumeration(_list(values["checks"]))
        values["hindrances"] = "; ".join(
            words(f"doctor.hindrance.{each}", checks=checks) for each in _list(values["hindrances"])
        )
    return {
        name: words.enumeration(each) if isinstance(each, tuple) else each
        for name, each in values.items()
    }


def _who(words: Catalogue, actor: str) -> str:
    """Who may pass a rule: a kind of account, and perhaps which one."""
    kind, _, id = actor.partition(":")
    key = f"doctor.who.{kind}"
    return words(key, id=id) if words.has(key) else actor


def _list(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
