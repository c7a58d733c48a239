"""How to answer, in the words of the reader's language, and what else is good to know."""

from governance.model.policy import ReviewPolicy
from governance.publish.issues.address import titles
from governance.publish.issues.excerpt import enumerated
from governance.rules.commands.verbs import WORDS, Verb
from governance.rules.issues.people import reached
from governance.rules.issues.wording import People
from governance.text.catalogue import Catalogue

REVIEWS: tuple[Verb, ...] = ("valid", "edited", "needs-work", "replace", "retire")


def choices(words: Catalogue, *verbs: Verb) -> str:
    """A list of answers, each with its word and what it says."""
    return "\n".join(
        f"- `/{WORDS[verb][words.language]}` – {words(f'issues.answer.{verb}')}" for verb in verbs
    )


def example(words: Catalogue) -> str:
    """An answer to copy."""
    word = WORDS["valid"][words.language]
    return f"{words('issues.answer.example')}\n\n```\n/{word}\n{words('issues.answer.sample')}\n```"


def others(words: Catalogue, people: People) -> list[str]:
    """Who else can answer, and how without an account."""
    if not any(each.account for each in people.contacts):
        return [words("issues.know.no_account")]
    if not people.deputies:
        return [words("issues.know.proxy")]
    named = enumerated(words, titles(words, people.deputies))
    return [f"{words('issues.know.others', others=named)} {words('issues.know.proxy')}"]


def ladder(words: Catalogue, policy: ReviewPolicy, people: People) -> list[str]:
    """What happens if nobody answers, in one sentence; nothing where the policy says nothing."""
    whom = reached(people)
    steps = [
        words(f"issues.ladder.{step.to}", n=step.after) for step in policy.ladder if step.to in whom
    ]
    return [words("issues.know.ladder", steps=words.enumeration(steps))] if steps else []
