"""What the steps of the ladder say: a friendly comment to those whom the step turns to."""

from collections.abc import Mapping

from governance.model.policy import Addressee
from governance.model.registry import Registry
from governance.publish.issues.about import title
from governance.publish.issues.address import answering, greeting, in_role, owner_name, turned_to
from governance.publish.issues.tongue import command_words, in_other_languages
from governance.rules.issues.wording import Ask
from governance.text.catalogue import Catalogue

_TO_ANSWER = ("contact", "deputy", "organisation", "orphaning")
# Which line the other languages have: who cannot answer in the issue is told no command.
_HERE: Mapping[Addressee, str] = {
    "contact": "remind",
    "deputy": "remind",
    "organisation": "remind",
    "maintainers": "remind_maintainers",
    "steering-group": "remind_steering",
    "orphaning": "remind_orphaning",
}


def reminder_text(words: Catalogue, registry: Registry, ask: Ask, to: Addressee) -> list[str]:
    """Whom it greets, what it asks, and a line in each other language.

    Raises Refused when a policy could not be read.
    """
    people = ask.people
    said = words(
        f"issues.remind.{to}",
        n=len(turned_to(people, to)),
        title=title(words, ask.output),
        due=ask.standing.due,
        organisation=owner_name(words, registry, people),
        deciding=in_role(words, registry, "maintainers", people.maintainers),
        **command_words(words.language),
    )
    if to in _TO_ANSWER and answering(people):
        said = f"{said} {words('issues.remind.answer', **command_words(words.language))}"
    here = in_other_languages(words, _HERE[to], ask.output)
    return [greeting(words, registry, people, to), said, "---", here]
