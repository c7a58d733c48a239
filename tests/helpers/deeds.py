"""What may happen in a registry, and what must not: for histories in which an audit looks.

A deed says what it did, by record and kind of change. A breach says what must be found of it:
that, and nothing else.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

from tests.helpers.chronicle import (
    ADMIN,
    FORMER,
    KEEPER,
    SECOND,
    STRANGER,
    Chronicle,
    Deed,
    Merged,
)
from tests.rules.approvals.second import Key

Done = dict[Key, list[str]]
Found = tuple[str, str, Key | None]  # commit, code, record
Breach = Callable[[Chronicle], list[Found]]


def output_of(story: Chronicle, *ids: str) -> tuple[dict[str, Any], Key]:
    id = story.draw.choice(ids)
    return story.world.outputs[id], ("output", id)


STEADY = ("a1", "b1", "c1", "old1", "orphan")


def text(story: Chronicle) -> Done:
    output, key = output_of(story, *STEADY)
    output["title"] = {"fi": f"Nimi {story.draw.random()}"}
    return {key: ["text-changed"]}


def place(story: Chronicle) -> Done:
    output, key = output_of(story, *STEADY)
    address = f"https://example.invalid/{story.draw.random()}"
    output["locations"] = [{"url": address, "language": "fi", "format": "html"}]
    output["license"] = f"CC-BY-{story.draw.randrange(10**9)}.0"
    done = ["location-changed"]
    return {key: [*done, "metadata-changed"]}


def entry(story: Chronicle, by: str, **fields: Any) -> dict[str, Any]:
    base = {"date": story.now.date().isoformat(), "by": by, "outcome": "valid"}
    base |= {"evidence": f"luettu {story.draw.random()}", "via": "pull-request"}
    return base | fields


def review(story: Chronicle) -> Done:
    output, key = output_of(story, "a1", "b1", "c1")
    outcome = story.draw.choice(("valid", "edited", "needs-work"))
    made = entry(story, output["owner"], outcome=outcome)
    output["reviews"].append(made)
    if outcome != "needs-work":
        return {key: ["reviewed"]}
    number = len(output["update_needs"]) + 1
    need = {"id": number, "reported": made["date"], "summary": {"fi": made["evidence"]}}
    output["update_needs"].append(need | {"state": "open"})
    return {key: ["reviewed", "need-reported"]}


def review_in_place(story: Chronicle) -> Done:
    """Where no owner acts, the maintainers review."""
    output, key = output_of(story, "old1", "orphan")
    output["reviews"].append(entry(story, "org-m"))
    return {key: ["reviewed"]}


def accept(story: Chronicle) -> Done:
    output = story.world.outputs["new-b"]
    since = None if output["owner_since"] else story.now.date().isoformat()
    output["owner_since"] = since
    return {("output", "new-b"): ["owner-accepted"]}


def hand_over(story: Chronicle) -> Done:
    output, key = output_of(story, "b1", "c1")
    others = [each for each in ("org-b", "org-c", "org-old") if each != output["owner"]]
    output["owner"] = story.draw.choice(others)
    return {key: ["owner-changed"]}


def retire(story: Chronicle) -> Done:
    output = story.world.outputs["a2"]
    output["status"] = "current" if output["status"] == "retired" else "retired"
    return {("output", "a2"): ["status-changed"]}


def agree(story: Chronicle) -> Done:
    return agree_on(story, "a1", "old1")


def agree_on_a(story: Chronicle) -> Done:
    return agree_on(story, "a1")


def agree_on(story: Chronicle, *ids: str) -> Done:
    output, key = output_of(story, *ids)
    day = story.now.date().isoformat()
    reason = f"sovittu {story.draw.random()}"
    agreed = {"cycle": 2, "date": day, "due": "2027-12-01", "reason": reason}
    output["review"]["schedule"].append(agreed)
    return {key: ["scheduled"]}


def add(story: Chronicle) -> Done:
    id = f"x{story.draw.randrange(10**9)}"
    story.world.outputs[id] = deepcopy(story.world.outputs["a1"]) | {"id": id}
    new = story.world.outputs[id]
    accepted = ["owner-accepted"] if new["owner_since"] else []
    return {("output", id): ["output-added", *accepted, "reviewed"]}


def remove(story: Chronicle) -> Done:
    extra = [id for id in story.world.outputs if id.startswith("x")]
    if not extra:
        return text(story)
    id = story.draw.choice(extra)
    del story.world.outputs[id]
    return {("output", id): ["output-removed"]}


def amend(story: Chronicle) -> Done:
    """Also history may be corrected, if all who must approve that."""
    output, key = output_of(story, *STEADY)
    output["reviews"][0]["evidence"] = f"korjattu {story.draw.random()}"
    return {key: ["entry-amended"]}


def people(story: Chronicle) -> Done:
    id = story.draw.choice(("org-b", "org-c", "org-old"))
    number = story.draw.randint(1000, 9999)
    contact = {"key": f"k{number}", "title": {"fi": "uusi"}, "account": f"github:{number}"}
    story.world.organisations[id]["contacts"].append(contact)
    return {("organisation", id): ["contacts-changed"]}


def organisation(story: Chronicle) -> Done:
    id = story.draw.choice(("org-a", "org-c"))
    story.world.organisations[id]["former_names"] = [f"Vanha {story.draw.random()}"]
    return {("organisation", id): ["organisation-changed"]}


def rules(story: Chronicle) -> Done:
    """The rules change: from then on others count."""
    kind = story.draw.choice(("text-changed", "location-changed", "reviewed"))
    rule = story.world.rules[kind]
    rule["needs"] = ["owner"] if len(rule["needs"]) > 1 else ["owner", "maintainers"]
    return {("policy", "approvals"): ["policy-changed"]}


def roles(story: Chronicle) -> Done:
    known = story.world.maintainers
    story.world.maintainers = [SECOND] if known == [KEEPER] else [KEEPER]
    return {("policy", "roles"): ["policy-changed"]}


def files(story: Chronicle) -> Done:
    story.others["README.md"] += f"{story.draw.random()}\n"
    return {("file", "README.md"): ["files-changed"]}


def nothing(story: Chronicle) -> Done:
    """Other bytes, same meaning: nobody must approve."""
    output, key = output_of(story, *STEADY)
    output["title"] = output.pop("title")
    reordered = dict(reversed(output.items()))
    output.clear()
    output.update(reordered)
    return {key: ["formatting-changed"]}


def two(story: Chronicle) -> Done:
    return {**review(story), **organisation(story), **files(story)}


INNOCENT: tuple[Deed, ...] = (
    text, place, review, review_in_place, accept, hand_over, retire, agree, add, remove, amend,
    people, organisation, rules, roles, files, nothing, two,
)  # fmt: skip


def unrecorded(story: Chronicle) -> list[Found]:
    merged = story.merge(story.draw.choice((text, review, hand_over, organisation)))
    key, (kind, *_) = next(iter(merged.done.items()))
    of_record = [each for each in merged.lines if _record(each) == key and each["change"] == kind]
    merged.lines.remove(story.draw.choice(of_record))
    return [(merged.commit, "change-without-record", key)]


def not_recorded_at_all(story: Chronicle) -> list[Found]:
    merged = story.merge(story.draw.choice((text, add, people, rules)), "pushed")
    merged.lines.clear()
    ((key, kinds),) = merged.done.items()
    return [(merged.commit, "change-without-record", key) for _ in kinds]


def amended(story: Chronicle) -> list[Found]:
    merged = story.merge(story.draw.choice((amend, revert)))
    merged.lines.clear()
    ((key, _),) = merged.done.items()
    return [(merged.commit, "entry-amended", key)]


def revert(story: Chronicle) -> Done:
    """The first review is taken back."""
    output, key = output_of(story, *STEADY)
    output["reviews"] = output["reviews"][1:] or [entry(story, "org-m")]
    return {key: ["entry-amended"]}


def transition(story: Chronicle) -> list[Found]:
    story.world.outputs["draft-a"]["status"] = "draft"
    story.merge(nothing)

    def forbidden(story: Chronicle) -> Done:
        story.world.outputs["draft-a"]["status"] = "superseded"
        return {("output", "draft-a"): ["status-changed"]}

    merged = story.merge(forbidden)
    return [(merged.commit, "transition-not-allowed", ("output", "draft-a"))]


def begun_retired(story: Chronicle) -> list[Found]:
    def forbidden(story: Chronicle) -> Done:
        done = add(story)
        ((key, _),) = done.items()
        story.world.outputs[key[1]]["status"] = "retired"
        return done

    merged = story.merge(forbidden)
    ((key, _),) = merged.done.items()
    return [(merged.commit, "transition-not-allowed", key)]


def by_another(story: Chronicle) -> list[Found]:
    def forbidden(story: Chronicle) -> Done:
        output, key = output_of(story, "a1")
        output["reviews"].append(entry(story, "org-m"))
        return {key: ["reviewed"]}

    merged = story.merge(forbidden)
    ((key, _),) = merged.done.items()
    return [(merged.commit, "review-by-not-owner", key)]


def half(story: Chronicle) -> list[Found]:
    def forbidden(story: Chronicle) -> Done:
        output, key = output_of(story, "a1", "b1")
        output["reviews"].append(entry(story, output["owner"], outcome="replace"))
        return {key: ["reviewed"]}

    merged = story.merge(forbidden)
    ((key, _),) = merged.done.items()
    return [(merged.commit, "review-half", key)]


def no_rule(story: Chronicle) -> list[Found]:
    """The rule for a kind is taken away in due form; then one of that kind comes in."""

    def taken(story: Chronicle) -> Done:
        story.world.rules.pop("cycle-changed", None)
        story.others["README.md"] += f"{story.draw.random()}\n"
        done: Done = {("file", "README.md"): ["files-changed"]}
        return done if gone else {**done, ("policy", "approvals"): ["policy-changed"]}

    gone = "cycle-changed" not in story.world.rules
    story.merge(taken)

    def forbidden(story: Chronicle) -> Done:
        output, key = output_of(story, *STEADY)
        cycle = output["review"]["cycle"]
        output["review"]["cycle"] = "P2Y" if cycle == "P1Y" else "P1Y"
        return {key: []}

    merged = story.merge(forbidden)
    ((key, _),) = merged.done.items()
    return [(merged.commit, "change-without-rule", key)]


def unreadable(story: Chronicle) -> list[Found]:
    path = f"registry/themes/t{story.draw.randrange(10**9)}.yaml"

    def forbidden(story: Chronicle) -> Done:
        story.others[path] = "id: [\n"
        return {("file", path): []}

    merged = story.merge(forbidden)
    return [(merged.commit, "change-without-rule", ("file", path))]


def stranger(story: Chronicle) -> list[Found]:
    """By a stranger, another's contact, one whose role has ended, or a maintainer instead."""
    merged = story.merge(agree_on_a, "merged")
    ((key, _),) = merged.done.items()
    line = next(each for each in merged.lines if each["rule"] == "owner")
    wrong: dict[str, Any] = story.draw.choice(
        (
            {"account": STRANGER},
            {"account": FORMER, "contact": "old"},
            {"account": ADMIN, "contact": None, "fallback": "admins"},
            {"organisation": "org-old"},
            {"contact": "nobody"},
        )
    )
    line |= wrong
    return [(merged.commit, "approval-by-no-contact", key)]


def own_contact(story: Chronicle) -> list[Found]:
    """Somebody makes herself a contact and approves that, in one pull request."""

    def forbidden(story: Chronicle) -> Done:
        contact = {"key": "me", "title": {"fi": "minä"}, "account": STRANGER}
        story.world.organisations["org-a"]["contacts"].append(contact)
        return {("organisation", "org-a"): ["contacts-changed"]}

    merged = story.merge(forbidden)
    line = next(each for each in merged.lines if each["rule"] == "organisation")
    line |= {"account": STRANGER, "contact": "me"}
    story.merge(cleared)
    return [(merged.commit, "approval-by-no-contact", ("organisation", "org-a"))]


def cleared(story: Chronicle) -> Done:
    contacts = story.world.organisations["org-a"]["contacts"]
    contacts[:] = [each for each in contacts if each["key"] != "me"]
    return {("organisation", "org-a"): ["contacts-changed"]}


def own_rules(story: Chronicle) -> list[Found]:
    """Somebody makes herself a maintainer and approves that, in one pull request."""

    def forbidden(story: Chronicle) -> Done:
        story.world.maintainers = [*story.world.maintainers, STRANGER]
        return {("policy", "roles"): ["policy-changed"]}

    before = list(story.world.maintainers)
    merged = story.merge(forbidden)
    for line in merged.lines:
        line |= {"account": STRANGER, "fallback": None}

    def back(story: Chronicle) -> Done:
        story.world.maintainers = before
        return {("policy", "roles"): ["policy-changed"]}

    story.merge(back)
    return [(merged.commit, "approval-by-no-contact", ("policy", "roles"))]


def alone(story: Chronicle) -> list[Found]:
    """The author's own word, where the rule does not count it."""
    merged = story.merge(people, "merged")
    ((key, _),) = merged.done.items()
    line = story.draw.choice(merged.lines)
    line["source"] = line["source"].partition("#")[0]
    return [(merged.commit, "approval-by-author", key)]


def another_head(story: Chronicle) -> list[Found]:
    merged = story.merge(text, story.draw.choice(("merged", "squashed", "pushed")))
    ((key, _),) = merged.done.items()
    other = str(story.merges[0].commit)
    line = story.draw.choice(merged.lines)
    line["head"] = other
    return [(merged.commit, "approval-of-another-head", key)]


def slipped_in(story: Chronicle) -> list[Found]:
    """What was approved is merged, and something else of the same kind with it."""
    merged = story.merge(text, story.draw.choice(("merged", "squashed")))
    ((key, _),) = merged.done.items()
    story.world.outputs[key[1]]["title"] = {"fi": f"Toinen nimi {story.draw.random()}"}
    story.slip_in(merged)
    return [(merged.commit, "approval-of-another-head", key) for _ in merged.lines]


def too_late(story: Chronicle) -> list[Found]:
    merged = story.merge(place)
    ((key, _),) = merged.done.items()
    late = (merged.when + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    story.draw.choice(merged.lines)["time"] = late
    return [(merged.commit, "approval-after-merge", key)]


def invented(story: Chronicle) -> list[Found]:
    """An approval of what the commit did not do, or of what nobody had to approve."""
    merged = story.merge(text)
    ((key, _),) = merged.done.items()
    wrong = story.draw.choice(
        (("owner-changed", key, "giver"), ("text-changed", key, "admins"),
         ("text-changed", ("output", "draft-a"), "owner"))
    )  # fmt: skip
    merged.lines.append(story.line(merged, *wrong))
    return [(merged.commit, "record-fits-no-commit", wrong[1])]


def of_no_commit(story: Chronicle) -> list[Found]:
    commit = f"{story.draw.randrange(16**40):040x}"
    merged = Merged(commit, commit, story.now, {("output", "a1"): ["text-changed"]})
    merged.lines.append(story.line(merged, "text-changed", ("output", "a1"), "owner"))
    story.merges.append(merged)
    return [(commit, "record-fits-no-commit", None)]


def scribbled(story: Chronicle) -> list[Found]:
    merged = story.merge(text)
    merged.lines.append("hyväksytty puhelimessa")  # type: ignore[arg-type]
    return [(merged.commit, "record-unreadable", None)]


def forced(story: Chronicle) -> list[Found]:
    story.merge(text)
    lost = story.drop(story.draw.choice((text, review, hand_over)))
    return [(lost.commit, "history-forced", None)]


BREACHES: tuple[Breach, ...] = (
    unrecorded, not_recorded_at_all, amended, transition, begun_retired, by_another, half, no_rule,
    unreadable, stranger, own_contact, own_rules, alone, another_head, slipped_in, too_late,
    invented, of_no_commit, scribbled, forced,
)  # fmt: skip


def _record(line: dict[str, Any]) -> Key:
    return line["record"]["type"], line["record"]["id"]
