"""The rules of approval said a second time, from the words of the design and over plain data.

Nothing here comes from governance/rules/approvals, so that a mistake there is not made twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Plain = Mapping[str, Any]
Key = tuple[str, str]


@dataclass
class World:
    """The base: plain records, and the policies as they are written."""

    rules: dict[str, dict[str, Any]]
    outputs: dict[str, dict[str, Any]]
    organisations: dict[str, dict[str, Any]]
    maintainers: list[str]
    keeper: str
    transitions: dict[str, list[str]]
    first: list[str]


@dataclass
class Pull:
    """A pull request: what was done to which record, by kind, and what people said."""

    done: dict[Key, list[tuple[str, Plain]]]
    reviews: list[Plain]
    author: str | None
    admins: set[str]
    head: str
    today: str
    after: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """The verdict; what is waited for (record, kind, approver); who is asked instead; why not."""

    word: str
    waits: frozenset[tuple[Key, str, str]]
    instead: frozenset[tuple[Key, str, str, str | None]]
    why: frozenset[str]


def second_statement(world: World, pull: Pull) -> Said:
    """What must come of a pull request."""
    said_yes = yes(pull)
    why: set[str] = set()
    waits: set[tuple[Key, str, str]] = set()
    instead: set[tuple[Key, str, str, str | None]] = set()
    for key, done in pull.done.items():
        kinds = [kind for kind, _ in done]
        if "unreadable" in kinds:
            why.add("unreadable")
            kinds = [kind for kind in kinds if kind != "unreadable"]
        if "output-added" in kinds:
            kinds += brought(pull.after[key[1]])
        for kind in kinds:
            # In the design's words: a kind without a rule, an unknown value: refused.
            if kind not in world.rules:
                why.add("rule-missing")
                continue
            rule = world.rules[kind]
            for approver in rule["needs"]:
                people, fallback = who(world, pull, key, approver)
                instead.add((key, kind, approver, fallback))
                approved = set(said_yes)
                # "Who opens a pull request counts for the organisations whose contact she is,
                # unless the rule says author_counts: false."
                approved.discard(pull.author or "")
                if rule["author_counts"] and pull.author:
                    approved.add(pull.author)
                if not people & approved:
                    waits.add((key, kind, approver))
        if key[0] == "output":
            why |= set(unfit(world, pull, key, done))
    word = "refused" if why else "waiting" if waits else "approved"
    return Said(word, frozenset(waits), frozenset(instead), frozenset(why))


def brought(new: Plain) -> list[str]:
    """What a new output holds that nobody but its owner may say."""
    accepted = ["owner-accepted"] if new["owner_since"] else []
    return accepted + (["reviewed"] if new["reviews"] else [])


def yes(pull: Pull) -> set[str]:
    """The accounts whose approval stands.

    "a review 'approve' ... whose commit is the present head, not dismissed and not followed by
    'request changes' of the same account." What a dismissed review said is not known any more.
    """
    standing: set[str] = set()
    for review in sorted(pull.reviews, key=lambda each: (each["at"], each["state"] != "approve")):
        if review["state"] == "approve" and review["commit"] == pull.head:
            standing.add(review["account"])
        if review["state"] in ("request-changes", "dismissed"):
            standing.discard(review["account"])
    return standing


def who(world: World, pull: Pull, key: Key, approver: str) -> tuple[set[str], str | None]:
    """The accounts one of which must approve, and in whose place.

    "Fallback, named in the record: the owner's contacts; none reachable: TP3 maintainers; none:
    repository admins."
    """
    chain: list[tuple[Iterable[str], str | None]] = [(pull.admins, "admins")]
    if approver != "admins":
        chain.insert(0, (world.maintainers, "maintainers"))
    if approver not in ("admins", "maintainers"):
        chain.insert(0, (contacts(world, pull, organisation(world, pull, key, approver)), None))
    chain[0] = (chain[0][0], None)  # whom the rule names itself is nobody's fallback
    people, fallback = next((each for each in chain if each[0]), chain[-1])
    return set(people), fallback


def organisation(world: World, pull: Pull, key: Key, approver: str) -> str | None:
    """Whose contacts: "`owner-changed` needs giver and taker", and a record has one owner."""
    type, id = key
    if type == "organisation" and approver == "organisation":
        return id
    if type != "output":
        return None
    before, after = world.outputs.get(id), pull.after.get(id)
    old, new = before or after, after or before
    assert old
    assert new
    chosen: str | None = (new if approver == "taker" else old)["owner"]
    return chosen


def contacts(world: World, pull: Pull, id: str | None) -> list[str]:
    """Accounts of an organisation's contacts.

    "rules, roles and contacts from the base only"; "From the day after `ended` an organisation's
    contacts do not count".
    """
    found = world.organisations.get(id or "")
    if found is None or (found.get("ended") and found["ended"] < pull.today):
        return []
    return [
        each["account"]
        for each in found["contacts"]
        if each.get("account") and not (each.get("until") and each["until"] < pull.today)
    ]


def unfit(world: World, pull: Pull, key: Key, done: list[tuple[str, Plain]]) -> Iterable[str]:
    """What is refused whoever approves."""
    before, after = world.outputs.get(key[1]), pull.after.get(key[1])
    if before is None and after is not None and after["status"] not in world.first:
        yield "status-initial"
    if (
        before
        and after
        and after["status"]
        not in (
            before["status"],
            *world.transitions.get(before["status"], []),
        )
    ):
        yield "status-transition"
    owner = (before or after or {})["owner"]
    theirs = world.organisations.get(owner or "", {})
    nobody = owner is None or bool(theirs.get("ended") and theirs["ended"] < pull.today)
    may = {owner, (after or before or {})["owner"]} | ({world.keeper} if nobody else set())
    evidence: list[str] = []
    for kind, entry in done:
        if kind != "reviewed":
            continue
        if entry["by"] not in may:
            yield "reviewer-not-owner"
        # "needs-work and replace add an update need (the evidence is its summary), retire sets
        # the status; ... approvals refuse one without the other."
        if entry["outcome"] in ("needs-work", "replace"):
            evidence.append(entry["evidence"])
        retired = before and after and before["status"] != "retired" == after["status"]
        if entry["outcome"] == "retire" and not retired:
            yield "review-half"
    summaries = [entry["summary"] for kind, entry in done if kind == "need-reported"]
    for text in set(evidence):
        if sum(text in each.values() for each in summaries) < evidence.count(text):
            yield "review-half"
