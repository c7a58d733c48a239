"""What people should look at twice before they approve: pure, from the changes alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from governance.model.change import Change
from governance.model.registry import RecordType
from governance.rules.approvals.notice_address import (
    addresses,
    host_of,
    in_ascii,
    is_same,
    look_of,
    names_somebody,
    new_accounts,
    new_addresses,
    new_files,
    texts,
    without_host,
)
from governance.rules.checks.identity import skeleton

# The gravest first: what is said first is read.
Code = Literal[
    "host-hidden", "place-lookalike", "file-lookalike", "host-lookalike", "other-host",
    "account-missing", "id-lookalike", "host-unknown",
]  # fmt: skip
_GRAVITY: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True)
class Notice:
    """Something to look at: the catalogue has `comment.notice.<code>`; `record` is type and id."""

    code: Code
    record: tuple[str, str]
    values: Mapping[str, str] = field(default_factory=dict)


def notices(
    changes: Iterable[Change],
    ids: Mapping[RecordType, AbstractSet[str]],
    hosts: Collection[str],
    logins: Mapping[str, str],
) -> tuple[Notice, ...]:
    """What changes hold that can mislead, the gravest first.

    `ids` are those that the base has, by type; `hosts` those of its addresses; `logins` the
    accounts that there are.
    """
    looks = {look_of(host): host for host in sorted(hosts)}
    found: list[Notice] = []
    for change in changes:
        record = (change.type, change.id)
        old = addresses(change.old)
        for address in new_addresses(change):
            found += _of_address(record, address, old, hosts, looks)
        found += _of_files(record, new_files(change), tuple(texts(change.old)))
        missing = (each for each in new_accounts(change) if each not in logins)
        found += (Notice("account-missing", record, {"account": each}) for each in missing)
        if not change.field and change.old is None:
            found += _of_id(record, ids.get(cast("RecordType", change.type), frozenset()))
    unique = {(each.code, each.record, *each.values.values()): each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: _GRAVITY.index(each.code)))


def _of_address(
    record: tuple[str, str],
    address: str,
    old: Sequence[str],
    hosts: Collection[str],
    looks: Mapping[str, str],
) -> Iterator[Notice]:
    """The gravest thing about a new address."""
    host = host_of(address)
    values: dict[str, Any] = {"address": address, "host": in_ascii(host)}
    if names_somebody(address):
        yield Notice("host-hidden", record, values)
        return
    others = [each for each in old if not is_same(each, address)]
    if twin := next((each for each in others if look_of(each) == look_of(address)), None):
        yield Notice("place-lookalike", record, {**values, "other": twin})
    elif host not in hosts and (twin := looks.get(look_of(host))):
        yield Notice("host-lookalike", record, {**values, "other": twin})
    elif twin := next((each for each in others if _is_moved(each, address)), None):
        yield Notice("other-host", record, {**values, "other": twin})
    elif host not in hosts:
        yield Notice("host-unknown", record, values)


def _is_moved(old: str, new: str) -> bool:
    """Whether only the host of an address is another; the front page of a site is its host."""
    rest = without_host(new)
    return rest != "" and rest == without_host(old) and host_of(old) != host_of(new)


def _of_files(
    record: tuple[str, str], files: Sequence[str], old: Sequence[str]
) -> Iterator[Notice]:
    for path in files:
        others = (each for each in old if each != path and look_of(each) == look_of(path))
        if twin := next(others, None):
            yield Notice("file-lookalike", record, {"address": path, "other": twin})


def _of_id(record: tuple[str, str], known: AbstractSet[str]) -> Iterator[Notice]:
    look = skeleton(record[1])
    twins = sorted(each for each in known if each != record[1] and skeleton(each) == look)
    yield from (Notice("id-lookalike", record, {"id": record[1], "other": each}) for each in twins)
