"""The words of issues, as the plan wants them: titles, bodies, reminders and endings."""

from functools import cached_property

from governance.model.marker import Marker
from governance.model.policy import Addressee
from governance.model.record import Output
from governance.model.registry import Registry
from governance.publish.issues.address import answering
from governance.publish.issues.ended import ended_text
from governance.publish.issues.excerpt import on_one_line
from governance.publish.issues.look_at import Surroundings, surroundings
from governance.publish.issues.need import need_body
from governance.publish.issues.nobody import without_owner
from governance.publish.issues.reminder import reminder_text
from governance.publish.issues.review import owned, proposed
from governance.publish.issues.tongue import in_other_languages, words_for
from governance.rules.issues.wording import Ask, Ending, Sentence
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

MOST_IN_TITLE = 256  # https://github.com/DavyJonesLocker/party_foul/pull/122


class IssueWords:
    """The texts of one registry's issues, each in its reader's language (a `Wording`)."""

    def __init__(self, registry: Registry) -> None:
        """The texts are asked for one by one; what they need of the whole registry is read once.

        Raises Refused, as each text does, when a policy could not be read.
        """
        self.registry = registry
        self.policy = registry.rules.review

    def title(self, ask: Ask) -> str:
        """A question and what it is about; what a record says gives way, never its id."""
        words = self._words(ask)
        about = ask.need.summary if ask.need else ask.output.title
        text = on_one_line(words.pick(about)[0])
        message, field = f"issues.title.{_form(ask)}", "need" if ask.need else "title"
        end = f" [{ask.output.id}]"
        room = MOST_IN_TITLE - len(words(message, **{field: ""})) - len(end)
        return words(message, **{field: shortened(text, room)}) + end

    def body(self, ask: Ask, marker: Marker) -> str:
        """A greeting, a line in each other language, the question, how to answer, what to look at.

        Where nobody's answer would count, no language tells how to give one.
        """
        words, form = self._words(ask), _form(ask)
        if ask.need is not None:
            parts = need_body(words, self.registry, ask, ask.need)
        elif form == "review":
            parts = owned(words, self.registry, self._around, ask, marker)
        elif form == "propose":
            parts = proposed(words, self.registry, self._around, ask)
        else:
            parts = without_owner(words, self.registry, ask)
        asks_owner = form in ("review", "propose")
        can_answer = not asks_owner or answering(ask.people)
        here = form if can_answer else f"{form}_no_contact"
        hello, *rest = parts
        return "\n\n".join([hello, in_other_languages(words, here, ask.output), *rest])

    def reminder(self, ask: Ask, marker: Marker, to: Addressee) -> str:
        """A friendly comment to those whom the step turns to. Nothing of it is in the marker."""
        del marker
        return "\n\n".join(reminder_text(self._words(ask), self.registry, ask, to))

    def ended(self, key: str, output: Output | None, ending: Ending) -> str:
        """Thanks, and what became of it."""
        words = self._of_owner(output)
        number = int(key.rpartition("/")[2])
        said = ended_text(words, self.registry, output, ending, number)
        return _with_others(said, in_other_languages(words, "ended", output))

    def twin(self, key: str, output: Output | None, winner: int) -> str:
        """Where the same question stands already."""
        del key
        words = self._of_owner(output)
        said = words("issues.ended.twin", number=winner)
        return _with_others(said, in_other_languages(words, "twin", output, number=winner))

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings(self.registry)

    def _words(self, ask: Ask) -> Catalogue:
        """The owner's language; the registry's where the owner has ended and nobody reads it."""
        ended = ask.standing.owner_state == "ended"
        return words_for(self.registry, None if ended else ask.people.organisation)

    def _of_owner(self, output: Output | None) -> Catalogue:
        owner = output.owner if output else None
        return words_for(self.registry, self.registry.organisations.get(owner or ""))


def reason(words: Catalogue, sentence: Sentence) -> str:
    """Why the plan does something, in words."""
    return words(f"issues.reason.{sentence.code}", **sentence.values)


def _form(ask: Ask) -> str:
    """Which of the questions it is."""
    if ask.kind == "need":
        return "need"
    return {"accepted": "review", "proposed": "propose"}.get(ask.standing.owner_state, "nobody")


def _with_others(said: str, others: str) -> str:
    return f"{said}\n\n---\n\n{others}"
