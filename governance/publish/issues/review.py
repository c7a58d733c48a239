"""The body of a review issue: by whether an owner answers or is only proposed."""

from collections.abc import Iterable
from datetime import date

from governance.model.marker import Marker
from governance.model.period import Period
from governance.model.record import Output
from governance.model.registry import Registry
from governance.publish.issues.about import title, what_it_is
from governance.publish.issues.address import answering, greeting, owner_name, sender
from governance.publish.issues.answers import (
    REVIEWS,
    choices,
    ladder,
    others,
    receipt,
    with_pictures,
)
from governance.publish.issues.excerpt import excerpt
from governance.publish.issues.look_at import Surroundings, look_at
from governance.publish.issues.tongue import command_words
from governance.publish.reasons import reason_in
from governance.rules.issues.wording import Ask
from governance.rules.standing import Standing
from governance.text.catalogue import Catalogue


def owned(
    words: Catalogue, registry: Registry, around: Surroundings, ask: Ask, marker: Marker
) -> list[str]:
    """Asks an owner who has accepted whether the output is up to date."""
    output, standing, people = ask.output, ask.standing, ask.people
    question = words("issues.review.question", title=title(words, output))
    if answering(people):
        answers = [
            words("issues.answer.how"),
            choices(words, *REVIEWS, "not-mine", "help"),
            words("issues.answer.example", **command_words(words.language)),
        ]
    else:
        answers = [words("issues.answer.no_contact_review")]
    know = (
        words("issues.know.public"),
        *receipt(words, people),
        others(words, registry, people),
        words("issues.know.less"),
        *ladder(words, registry.rules.review, people),
        *with_pictures(words, registry),
    )
    return [
        greeting(words, registry, people, "contact"),
        sender(words, registry),
        f"{question} {_until(words, standing, marker.asked)}",
        what_it_is(words, registry, output),
        " ".join(_why_now(words, standing)),
        _heading(words, "answer"),
        *answers,
        _heading(words, "look"),
        look_at(words, registry, around, output, standing),
        *_good_to_know(words, know),
    ]


def proposed(words: Catalogue, registry: Registry, around: Surroundings, ask: Ask) -> list[str]:
    """Asks a proposed owner first whether the output is hers; a review is welcome, too."""
    output, standing, people = ask.output, ask.standing, ask.people
    question = words(
        "issues.propose.question",
        title=title(words, output),
        organisation=owner_name(words, registry, people),
    )
    duty = words("issues.propose.duty", cycle=Period.parse(standing.cycle))
    typed = command_words(words.language)
    if answering(people):
        duty = f"{duty} {words('issues.propose.manager')}"
        answers = [
            words("issues.propose.how"),
            choices(words, "accept", "not-mine", "help"),
            words("issues.propose.example", **typed),
            words("issues.propose.review_too", **typed),
        ]
    else:
        answers = [words("issues.answer.no_contact_propose")]
    know = (
        words("issues.know.public"),
        *receipt(words, people),
        words("issues.propose.promise", n=registry.rules.review.proposed_days),
        others(words, registry, people),
        *with_pictures(words, registry),
    )
    return [
        greeting(words, registry, people, "contact"),
        sender(words, registry),
        f"{question} {_basis(words, registry, output)}".strip(),
        what_it_is(words, registry, output),
        f"{duty} {words('issues.propose.unhurried')}",
        _heading(words, "answer"),
        *answers,
        _heading(words, "look"),
        look_at(words, registry, around, output, standing),
        *_good_to_know(words, know),
    ]


def _heading(words: Catalogue, section: str) -> str:
    return f"### {words(f'issues.{section}.heading')}"


def _good_to_know(words: Catalogue, lines: Iterable[str]) -> list[str]:
    return [_heading(words, "know"), "\n".join(f"- {each}" for each in lines)]


def _until(words: Catalogue, standing: Standing, asked: date) -> str:
    due = standing.due or asked
    return words(f"issues.review.{'late' if due < asked else 'by'}", due=due)


def _basis(words: Catalogue, registry: Registry, output: Output) -> str:
    """Why this owner is proposed: prose of the registry, so in its first language."""
    if not output.owner_basis:
        return ""
    basis, tongue = excerpt(output.owner_basis), registry.languages[0]
    if tongue == words.language:
        return words("issues.propose.basis", basis=basis)
    return words("issues.propose.basis_in", basis=basis, tongue=tongue)


def _why_now(words: Catalogue, standing: Standing) -> list[str]:
    """Why it is asked: never reviewed, or its cycle has run; and the date that was agreed."""
    if standing.anchor_from == "review":
        cycle = Period.parse(standing.cycle)
        said = [words("issues.review.again", anchor=standing.anchor, cycle=cycle)]
    else:
        said = [words("issues.review.first")]
    if agreed := standing.agreed:
        reason = excerpt(reason_in(words, agreed.reason))
        said.append(words("issues.review.agreed", date=agreed.date, reason=reason))
    return said
