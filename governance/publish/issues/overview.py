"""The standing overview issue: the queue in short, with links to the issues of its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.model.registry import Registry
from governance.publish import queue as queue_words
from governance.publish.issues.excerpt import NAME, excerpt
from governance.publish.issues.tongue import others_than, words_for
from governance.publish.names import organisation_name
from governance.rules.contacts import acting_contacts
from governance.rules.issues import overview as rule
from governance.rules.issues.action import Action, Plan
from governance.rules.issues.mention import called
from governance.rules.issues.observed import Observed, Seen, by_key
from governance.rules.issues.plan import Planner
from governance.rules.queue import Item, Reason, queue
from governance.text.catalogue import Catalogue
from governance.text.media import markdown_link

MOST = 60_000  # characters: room for people's words below GitHub's limit of 65,536
ROWS = 10  # of a group
_BY_DUE = ("overdue", "due", "due-soon", "waiting")
_OWNERLESS = frozenset({"orphaned", "owner-declined", "owner-ended"})
_OF_OWNERS = _OWNERLESS | {"owner-proposed"}
# What is counted of accepted owners. Who is only proposed is on nobody's list of what is late.
_COUNTED: Mapping[str, Reason] = {
    "overdue": "overdue",
    "due": "due",
    "needs_late": "need-past-target",
    "waiting": "waiting",
}


@dataclass(frozen=True)
class Asked:
    """What is known of the issues: the number of each key, and keys that people must look at.

    `steering` are on the steering group's list, `unanswered` those whose proposed owner has let
    her days pass, `closed` those whose issue a person closed while the key is open, `unassigned`
    those whose contact is mentioned but nobody is assigned: GitHub did not take her, or somebody
    has taken her away since.
    """

    numbers: Mapping[str, int]
    steering: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    unassigned: frozenset[str] = frozenset()


def overview(
    registry: Registry, items: Sequence[Item], asked: Asked, today: date, most: int = MOST
) -> str:
    """The text, in the registry's first language; its last line says the time of its data.

    No row names how many days something is late: it says the same until something happens. What
    is longer than `most` characters is cut between rows. Raises Refused when the settings could
    not be read.
    """
    words = words_for(registry, None)
    view = _View(words, registry, items, asked)
    site = registry.rules.settings.site
    head = [
        words("issues.overview.intro"),
        "",
        *(view.counts() or [words("issues.overview.empty")]),
    ]
    tail = [
        "",
        _rest(words, site),
        *_apart(["---", *(_here(other, site) for other in others_than(words))]),
        words("issues.overview.time", today=today),
    ]
    cut = ["", words("issues.overview.cut")]
    room = most - sum(len(line) + 1 for line in (*head, *cut, *tail))
    kept: list[str] = []
    for line in view.sections():
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*head, *kept, *cut, *tail])
        kept.append(line)
    return "\n".join([*head, *kept, *tail])


def without_time(text: str) -> str:
    """The text without its last line, which says only the time of its data."""
    return text.strip().rpartition("\n")[0].strip()


def overview_actions(
    registry: Registry, planner: Planner, plan: Plan, observed: Observed
) -> tuple[Action, ...]:
    """What the overview issue needs once the plan leaves `observed` behind.

    Raises Refused when a policy could not be read.
    """
    words = words_for(registry, None)
    standings = planner.standings
    items = queue(registry, standings.today, standings=standings, issues=plan.issues)
    return rule.overview(
        observed.overviews,
        standings.today,
        title=words("issues.overview.title"),
        text=overview(registry, items, asked_of(planner, plan, observed, items), standings.today),
        without_time=without_time,
        twin=lambda number: words("issues.overview.twin", number=number),
    )


def asked_of(planner: Planner, plan: Plan, observed: Observed, items: Iterable[Item]) -> Asked:
    """What is known of the issues of the queue's keys."""
    found, _ = by_key(observed.issues)
    keys = {item.key for item in items if item.key}
    first = {key: issues[0] for key, issues in found.items() if key in keys}
    standing = {key: seen for key, seen in first.items() if seen.issue.is_open}
    return Asked(
        {key: seen.issue.number for key, seen in first.items()},
        frozenset(key for key, seen in standing.items() if _is_for_steering_group(planner, seen)),
        frozenset(key for key, seen in standing.items() if _is_unanswered(planner, key, seen)),
        plan.issues.closed,
        frozenset(key for key, seen in standing.items() if _is_unassigned(planner, key, seen)),
    )


def _is_for_steering_group(planner: Planner, seen: Seen) -> bool:
    """Whether the ladder has come as far as the steering group."""
    sent = planner.policy.ladder[: seen.marker.step] if seen.marker else ()
    return any(step.to == "steering-group" for step in sent)


def _is_unanswered(planner: Planner, key: str, seen: Seen) -> bool:
    """Whether a proposed owner was asked and has let her days pass."""
    output = planner.registry.outputs[key.split("/", maxsplit=1)[0]]
    if seen.marker is None or planner.standings.of(output).owner_state != "proposed":
        return False
    passed = planner.clock.elapsed(seen.marker.asked)
    return "/review/" in key and passed >= planner.policy.proposed_days


def _is_unassigned(planner: Planner, key: str, seen: Seen) -> bool:
    """Whether a contact of the owner was called and could have been assigned, and nobody is."""
    registry = planner.registry
    owner = registry.outputs[key.split("/", maxsplit=1)[0]].owner
    contacts = acting_contacts(registry.organisations.get(owner or ""), planner.standings.today)
    wanted = {each.account for each in contacts} & called(seen.body.ours)
    return bool(wanted) and not seen.issue.assignees


def _is_proposed(item: Item) -> bool:
    """Whether it is the review of an output whose owner has not said yes."""
    return "owner-proposed" in item.reasons


def _rest(words: Catalogue, site: str | None) -> str:
    """Where all rows can be seen."""
    if site is None:
        return words("issues.overview.command")
    return words("issues.overview.site", link=_page(words, site))


def _here(words: Catalogue, site: str | None) -> str:
    """What this is, for readers of another language."""
    said = words("issues.here.overview")
    return f"{said} {words('issues.overview.site', link=_page(words, site))}" if site else said


def _page(words: Catalogue, site: str) -> str:
    url = f"{site.rstrip('/')}/{words.language}/index.html"
    return markdown_link(url) or excerpt(url)


def _apart(paragraphs: Iterable[str]) -> Iterator[str]:
    """The lines of paragraphs, with an empty one around each."""
    yield ""
    for each in paragraphs:
        yield from (each, "")


@dataclass(frozen=True)
class _View:
    words: Catalogue
    registry: Registry
    items: Sequence[Item]
    asked: Asked

    def counts(self) -> list[str]:
        """How much there is of what; nothing where there is none of it."""
        found = {
            name: sum(item.group == group for item in self.items if not _is_proposed(item))
            for name, group in _COUNTED.items()
        }
        found["orphaned"] = sum(not _OWNERLESS.isdisjoint(item.reasons) for item in self.items)
        found["unanswered"] = len(self.asked.unanswered)
        found["closed"] = len(self.asked.closed)
        found["unassigned"] = len(self.asked.unassigned)
        cap = self.registry.rules.review.open_per_owner
        return [
            f"- {self.words(f'issues.overview.{name}', n=n, cap=cap)}"
            for name, n in found.items()
            if n
        ]

    def sections(self) -> Iterator[str]:
        """A heading and the first rows of each list; one line a row."""
        for name, keys in (
            ("steering", self.asked.steering),
            ("closed_list", self.asked.closed),
        ):
            rows = [item for item in self.items if item.key in keys]
            if rows:
                yield from self._section(self.words(f"issues.overview.{name}"), rows)
        for group, rows in queue_words.groups([i for i in self.items if not _is_proposed(i)]):
            yield from self._section(self.words(f"queue.group.{group}"), rows)
        yield from self._of_proposed()

    def _of_proposed(self) -> Iterator[str]:
        """Who was asked and has not said yes, first where that is looked into; and who will be."""
        proposed = [item for item in self.items if _is_proposed(item)]
        proposed.sort(key=lambda item: item.key not in self.asked.unanswered)
        asked = [item for item in proposed if item.key in self.asked.numbers]
        unasked = [item for item in proposed if item.key not in self.asked.numbers]
        for name, rows in (("proposed_list", asked), ("unasked_list", unasked)):
            if rows:
                yield from self._section(self.words(f"issues.overview.{name}"), rows)

    def _section(self, heading: str, rows: Sequence[Item]) -> Iterator[str]:
        yield from _apart([f"### {heading} ({len(rows)})"])
        yield from (f"- {self._row(item)}" for item in rows[:ROWS])
        if len(rows) > ROWS:
            yield f"- {self.words('issues.and_more', n=len(rows) - ROWS)}"

    def _row(self, item: Item) -> str:
        number = self.asked.numbers.get(item.key or "")
        title = excerpt(queue_words.title(self.words, self.registry, item)[0], NAME)
        owner = excerpt(organisation_name(self.words, self.registry, item.owner), NAME)
        link = f"#{number} " if number else ""
        about_owner = [
            self.words(f"queue.reason.{each}")
            for each in item.reasons
            if each in _OF_OWNERS and each != item.group
        ]
        if item.key in self.asked.unanswered:
            about_owner = [self.words("issues.overview.looked_into")]
        elif _is_proposed(item):
            about_owner = []
        parts = [f"{link}**{title}** (`{item.id}`)", owner, *about_owner, self._detail(item)]
        return ", ".join(part for part in parts if part)

    def _detail(self, item: Item) -> str:
        """What the heading does not say, without counting days."""
        due = item.due
        if item.group in ("need-past-target", "need-open"):
            need = excerpt(self.words.pick(item.details["need"])[0])
            target = self.words("issues.overview.target", due=due) if due else ""
            return f"{need}, {target}" if target else need
        if not _OF_OWNERS.isdisjoint(item.reasons):
            return ""
        if item.group in _BY_DUE:
            return self.words("issues.overview.due_by", due=due) if due else ""
        return excerpt(queue_words.why(self.words, item))
