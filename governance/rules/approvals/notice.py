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
    "machinery", "host-hidden", "place-lookalike", "file-lookalike", "host-lookalike",
    "other-host", "account-missing", "id-lookalike", "host-unknown",
]  # fmt: skip
MACHINERY = ".github/"  # what GitHub itself obeys: workflows, actions, forms
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
        if change.kind == "files-changed" and change.id.casefold().startswith(MACHINERY):
            found.append(Notice("machinery", record, {"path": change.id}))
        if new := new_addresses(change):
            old = _Old.of(addresses(change.old))
            for address in new:
                found += _of_address(record, address, old, hosts, looks)
        found += _of_files(record, change)
        missing = (each for each in new_accounts(change) if each not in logins)
        found += (Notice("account-missing", record, {"account": each}) for each in missing)
        if not change.field and change.old is None:
            found += _of_id(record, ids.get(cast("RecordType", change.type), frozenset()))
    unique = {(each.code, each.record, *each.values.values()): each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: _GRAVITY.index(each.code)))


@dataclass(frozen=True)
class _Old:
    """The addresses that a change finds: by how they look, and by what follows their host."""

    looks: Mapping[str, str]
    rests: Mapping[str, str]

    @classmethod
    def of(cls, found: Sequence[str]) -> "_Old":
        return cls(
            {look_of(each): each for each in found},
            {rest: each for each in found if (rest := without_host(each))},
        )


def _of_address(
    record: tuple[str, str],
    address: str,
    old: _Old,
    hosts: Collection[str],
    looks: Mapping[str, str],
) -> Iterator[Notice]:
    """The gravest thing about a new address; that a whole site moved shows by its host alone."""
    host = host_of(address)
    values: dict[str, Any] = {"address": address, "host": in_ascii(host)}
    twin, moved = old.looks.get(look_of(address)), old.rests.get(without_host(address))
    if names_somebody(address):
        yield Notice("host-hidden", record, values)
    elif any(each is not None and is_same(each, address) for each in (twin, moved)):
        return
    elif twin is not None:
        yield Notice("place-lookalike", record, {**values, "other": twin})
    elif host not in hosts and look_of(host) in looks:
        yield Notice("host-lookalike", record, {**values, "other": looks[look_of(host)]})
    elif moved is not None and host_of(moved) != host:
        yield Notice("other-host", record, {**values, "other": moved})
    elif host not in hosts:
        yield Notice("host-unknown", record, values)


def _of_files(record: tuple[str, str], change: Change) -> Iterator[Notice]:
    if files := new_files(change):
        looks = {look_of(each): each for each in texts(change.old)}
        for path in files:
            twin = looks.get(look_of(path), path)
            if twin != path:
                yield Notice("file-lookalike", record, {"address": path, "other": twin})


def _of_id(record: tuple[str, str], known: AbstractSet[str]) -> Iterator[Notice]:
    look = skeleton(record[1])
    twins = sorted(each for each in known if each != record[1] and skeleton(each) == look)
    yield from (Notice("id-lookalike", record, {"id": record[1], "other": each}) for each in twins)
