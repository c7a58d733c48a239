"""A command under the issue of a review -> the edit that it makes, or what it is answered.

Everything is judged by the registry of the default branch, and by the day of the comment.
"""

from dataclasses import dataclass
from datetime import date

from governance.model.fields import Outcome
from governance.model.problem import Refused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.commands.author import Author, author_of
from governance.rules.commands.entered import accepted, entered, entry_of
from governance.rules.commands.parse import Command, Parsed, TakeReport, Unclear
from governance.rules.commands.reply import Part, Reply, Value
from governance.rules.commands.verbs import Verb
from governance.rules.commands.words import written
from governance.rules.contacts import has_ended
from governance.rules.edits import Edits
from governance.rules.edits.lookup import must_be_readable
from governance.rules.edits.owners import accept_ownership
from governance.rules.edits.reviews import review
from governance.rules.standing import Standings

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Said:
    """What somebody wrote in a comment.

    `account` is None where it is gone. `answered_before`: she has had an answer in this issue, to
    an earlier comment.
    """

    parsed: Parsed
    account: str | None
    day: date
    url: str
    edited: bool = False
    answered_before: bool = False


@dataclass(frozen=True)
class Entry:
    """The edits that a comment makes to one output; its author's role says who approves by it."""

    output: str
    edits: Edits
    author: Author


Decision = Entry | Reply | None


def decide(registry: Registry, key: str, said: Said, today: date) -> Decision:
    """What follows from a comment under the issue of a key; None where nothing does.

    Once the edit stands in the registry, the same comment is answered with what was entered.
    Raises Refused where a policy or the output could not be read, and for a comment of a day that
    is still to come.
    """
    if said.parsed is None or key.count("/") != 2:  # noqa: PLR2004 - id/kind/number
        return None
    must_have_come(said, today)
    id, kind, number = key.split("/")
    case = _Case(registry, readable_output(registry, id), int(number), said, today)
    return case.under_need() if kind == "need" else case.under_review()


def must_have_come(said: Said, today: date) -> None:
    """Raises Refused for a comment of after today: an entry has the comment's own day."""
    if said.day > today:
        day = said.day.isoformat()
        raise Refused("comment-ahead", url=said.url, date=day, today=today.isoformat())


@dataclass(frozen=True)
class _Case:
    registry: Registry
    output: Output | None
    number: int
    said: Said
    today: date

    def under_need(self) -> Reply | None:
        """Needs are planned and closed by maintainers; what is said there is talk."""
        if isinstance(self.said.parsed, Unclear) or self.said.answered_before:
            return None
        return self._reply("need-issue")

    def under_review(self) -> Decision:
        output, said = self.output, self.said
        parsed = said.parsed
        if isinstance(parsed, TakeReport):
            parsed = Unclear("unknown-verb", "tp3")
        if output is None:
            return None if isinstance(parsed, Unclear) else self._reply("output-gone")
        if (entry := entry_of(output, said.url)) is not None:
            left_out = isinstance(parsed, Command) and parsed.left_out
            parts = entered(self.registry, output, entry, self.today, left_out=left_out)
            return Reply(self._languages(), parts)
        author = author_of(self.registry, output, said.account, said.day)
        if isinstance(parsed, Unclear):
            return self._unclear(output, parsed, author)
        if not author.decides:
            return None if said.answered_before else self._turned_away(author)
        if not isinstance(parsed, Command) or parsed.verb == "help":
            return self._help()
        if said.edited:
            return self._reply("edited")
        return self._refused(output) or self._answered(output, parsed, author)

    def _refused(self, output: Output) -> Reply | None:
        """Why nothing can be answered about the output now, whoever asks."""
        if output.status != "current":
            return self._reply("not-current", status=output.status)
        owner = self.registry.organisations.get(output.owner or "")
        if owner is None:
            return self._reply("orphaned")
        if has_ended(owner, self._day):
            return self._reply("owner-ended", owner=owner.names, ended=owner.ended or self._day)
        return None

    def _answered(self, output: Output, command: Command, author: Author) -> Decision:
        if command.verb == "accept":
            return self._accept(output, author)
        last = max((each.date for each in output.reviews), default=self._day)
        standing = Standings(self.registry, self.today).of(output)
        if standing.number > self.number:
            return self._confirmed(output)
        if standing.number < self.number:
            return self._reply("not-open")
        if last > self._day:
            return self._reply("later-answer", date=last)
        if command.verb == "not-mine" and standing.owner_state == "declined":
            return self._reply("declined-already")
        outcome = _OUTCOMES[command.verb]
        by_proxy = author.role == "maintainer"
        if by_proxy and outcome not in self.registry.rules.review.proxy.outcomes:
            return self._reply("proxy-refused", outcome=outcome)
        if not command.evidence:
            return self._reply(f"ask.{command.verb}")
        if command.verb == "retire" and (reply := self._kept(output)):
            return reply
        edits = review(
            self.registry, output.id, self.today, day=self._day, by=output.owner or "",
            contact=author.key, outcome=outcome, evidence=command.evidence,
            via="proxy" if by_proxy else "issue", source=self.said.url,
            language=command.language,
        )  # fmt: skip
        return Entry(output.id, edits, author)

    def _accept(self, output: Output, author: Author) -> Decision:
        if author.role != "contact":
            return self._reply("accept-by-owner")
        since = output.owner_since
        as_owner = output.model_copy(update={"owner_since": since or self._day})
        declined = Standings(self.registry, self.today).of(as_owner).owner_state == "declined"
        if declined and since != self._day:  # a day has no hours: no acceptance outdoes that no
            return self._reply("no-stands")
        if since is None:
            edits = accept_ownership(self.registry, output.id, self.today, day=self._day)
            return Entry(output.id, edits, author)
        if since == self._day:
            return Reply(self._languages(), accepted(self.registry, output, self.today))
        return self._reply("accepted-already", since=since)

    def _confirmed(self, output: Output) -> Reply:
        last = Standings(self.registry, self.today).of(output).last_review
        day = last.date if last else self._day
        by = self.registry.organisations.get(last.by) if last else None
        return self._reply("already", date=day, owner=by.names if by else {"": ""})

    def _kept(self, output: Output) -> Reply | None:
        """Why the output cannot be retired now."""
        statuses = self.registry.rules.lifecycle.statuses
        rule, retired = statuses.get(output.status), statuses.get("retired")
        if rule is None or "retired" not in rule.to:
            return self._reply("retire-refused")
        open_needs = Standings(self.registry, self.today).of(output).open_needs
        if retired and "needs-closed" in retired.demands and open_needs:
            return self._reply("needs-open", n=len(open_needs))
        return None

    def _turned_away(self, author: Author) -> Reply:
        output = self.output
        owner = self.registry.organisations.get(output.owner or "") if output else None
        if owner is None:
            return self._reply("orphaned")
        last_day = author.last_day or self._day
        return self._reply(f"from.{author.role}", owner=owner.names, date=last_day)

    def _unclear(self, output: Output, parsed: Unclear, author: Author) -> Reply | None:
        """What is asked of those who may answer; a word without its slash only of contacts.

        Of others, and once the review is done, it is talk.
        """
        if not author.decides:
            return None
        if parsed.code == "no-slash":
            is_asked = Standings(self.registry, self.today).of(output).number == self.number
            if author.role != "contact" or not is_asked:
                return None
            if parsed.near == written("help", parsed.language or ""):
                return self._help()
            return self._reply(parsed.code, near=parsed.near)
        if parsed.code != "unknown-verb":
            return self._reply(parsed.code)
        if parsed.near:
            return self._reply("unknown-verb-near", typed=parsed.word, near=parsed.near)
        return self._reply("unknown-verb", typed=parsed.word)

    def _reply(self, code: str, **values: Value) -> Reply:
        return Reply(self._languages(), (Part(code, values),))

    def _help(self) -> Reply:
        """How to answer, who maintains the registry, and its guide where the site is known."""
        settings = self.registry.rules.settings
        id = settings.maintainer
        maintainer = self.registry.organisations.get(id)
        parts = [Part("help", {"maintainer": maintainer.names if maintainer else id})]
        if settings.site:
            parts.append(Part("guide", {"site": settings.site}))
        return Reply(self._languages(), tuple(parts))

    def _languages(self) -> tuple[str, ...]:
        """The language she wrote the command in, else her organisation's; else all."""
        return languages_of(self.registry, self.output, self.said.parsed)

    @property
    def _day(self) -> date:
        """The day of an entry."""
        return self.said.day


def readable_output(registry: Registry, id: str) -> Output | None:
    """An output; None where there is none. Raises Refused where its file cannot be read."""
    if id in registry.known["output"]:
        must_be_readable(registry, "output", id)
    return registry.outputs.get(id)


def languages_of(registry: Registry, output: Output | None, parsed: Parsed) -> tuple[str, ...]:
    """In which languages a comment about an output is answered."""
    typed = getattr(parsed, "language", None)
    owner = registry.organisations.get(output.owner or "") if output else None
    spoken = (typed, *(owner.languages if owner else ()))
    known = next((each for each in spoken if each in LANGUAGES), None)
    return (known,) if known else LANGUAGES


_OUTCOMES: dict[Verb, Outcome] = {
    "valid": "valid",
    "edited": "edited",
    "needs-work": "needs-work",
    "replace": "replace",
    "retire": "retire",
    "not-mine": "not-mine",
}
