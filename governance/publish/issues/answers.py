"""How to answer, in the words of the reader's language, and what else is good to know."""

from governance.model.policy import ReviewPolicy
from governance.model.registry import Registry
from governance.publish.guides.address import owners_guide
from governance.publish.issues.address import answering, maintainer_name, titles
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


def receipt(words: Catalogue, people: People) -> list[str]:
    """That an answer is answered; nothing where nobody's would count."""
    return [words("issues.know.receipt")] if answering(people) else []


def others(words: Catalogue, registry: Registry, people: People) -> str:
    """Who else can answer, and how to do without GitHub."""
    proxy = words("issues.know.proxy", maintainer=maintainer_name(words, registry))
    if not (besides := answering(people)[1:]):
        return proxy
    named = enumerated(words, titles(words, besides))
    return f"{words('issues.know.others', others=named)} {proxy}"


def ladder(words: Catalogue, policy: ReviewPolicy, people: People) -> list[str]:
    """What happens first if nobody answers; nothing where the policy says nothing."""
    hers = reached(people) - {"maintainers", "steering-group", "orphaning"}
    if days := [step.after for step in policy.ladder if step.to in hers]:
        return [words("issues.know.ladder", n=days[0])]
    helps = any(step.to == "maintainers" for step in policy.ladder)
    return [words("issues.know.helped")] if helps else []


def with_pictures(words: Catalogue, registry: Registry) -> list[str]:
    """Where all this is told with pictures; nothing where the site has no known place."""
    site = registry.rules.settings.site
    return [words("issues.know.guide", link=owners_guide(site, words.language))] if site else []
