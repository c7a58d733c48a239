"""The body of a review issue: by whether an owner answers, is only proposed, or is missing."""

from datetime import date

from governance.model.marker import Marker
from governance.model.period import Period
from governance.model.record import Output, Review
from governance.model.registry import Registry
from governance.publish.issues.address import greeting, owner_name
from governance.publish.issues.answers import REVIEWS, choices, example, ladder, others
from governance.publish.issues.excerpt import NAME, enumerated, excerpt, first_sentence
from governance.publish.issues.look_at import Surroundings, look_at
from governance.publish.names import kind_name, organisation_name, project_name
from governance.rules.issues.wording import Ask
from governance.rules.standing import Standing
from governance.text.catalogue import Catalogue


def owned(
    words: Catalogue, registry: Registry, around: Surroundings, ask: Ask, marker: Marker
) -> list[str]:
    """Asks an owner who has accepted whether the output is up to date."""
    output, standing, people = ask.output, ask.standing, ask.people
    question = words("issues.review.question", title=title(words, output))
    know = (
        *others(words, people),
        words("issues.know.less"),
        *ladder(words, registry.rules.review, people),
    )
    return [
        greeting(words, registry, people, "contact"),
        f"{question} {_until(words, standing, marker.asked, 'review')}",
        what_it_is(words, registry, output),
        " ".join(_why_now(words, standing)),
        _heading(words, "look"),
        look_at(words, registry, around, output, standing),
        _heading(words, "answer"),
        words("issues.answer.how"),
        choices(words, *REVIEWS, "not-mine", "help"),
        example(words),
        _heading(words, "know"),
        "\n".join(f"- {each}" for each in know),
    ]


def proposed(
    words: Catalogue, registry: Registry, around: Surroundings, ask: Ask, marker: Marker
) -> list[str]:
    """Asks a proposed owner first whether the output is hers; a review is welcome, too."""
    output, standing, people = ask.output, ask.standing, ask.people
    question = words(
        "issues.propose.question",
        title=title(words, output),
        organisation=owner_name(words, registry, people),
    )
    basis = (
        words("issues.propose.basis", basis=excerpt(output.owner_basis))
        if output.owner_basis
        else ""
    )
    policy = registry.rules.review
    know = (
        words("issues.propose.promise", n=policy.proposed_days),
        *others(words, people),
    )
    return [
        greeting(words, registry, people, "contact"),
        f"{question} {basis}".strip(),
        what_it_is(words, registry, output),
        f"{_duty(words, standing)} {_until(words, standing, marker.asked, 'propose')}",
        words("issues.propose.how"),
        choices(words, "accept", "not-mine"),
        words("issues.propose.review_too"),
        choices(words, *REVIEWS, "help"),
        example(words),
        _heading(words, "look"),
        look_at(words, registry, around, output, standing),
        _heading(words, "know"),
        "\n".join(f"- {each}" for each in know),
    ]


def without_owner(words: Catalogue, registry: Registry, ask: Ask) -> list[str]:
    """Asks the maintainers to find an owner: there is none, she has ended, or it is not hers."""
    basis = words("issues.nobody.basis")
    whom = next(iter(_successors(ask)), words("issues.nobody.whom"))
    return [
        greeting(words, registry, ask.people, "maintainers"),
        " ".join(_why_nobody(words, registry, ask)),
        what_it_is(words, registry, ask.output),
        words("issues.nobody.task"),
        _command(f'handover {ask.output.id} --to {whom} --proposed "{basis}"'),
        words("issues.nobody.retire"),
        _command(f"set-status {ask.output.id} retired"),
        words("issues.nobody.calm"),
    ]


def title(words: Catalogue, output: Output) -> str:
    """The output's title, in the language where there is one."""
    return excerpt(words.pick(output.title)[0], NAME)


def what_it_is(words: Catalogue, registry: Registry, output: Output) -> str:
    """Kind, project and the first sentence of the summary."""
    return words(
        "issues.about.what",
        kind=excerpt(kind_name(words, registry, output.kind), NAME),
        project=excerpt(project_name(registry, output.project), NAME),
        summary=excerpt(first_sentence(words.pick(output.summary)[0])),
    )


def _command(line: str) -> str:
    return f"```\ntp3 {line}\n```"


def _heading(words: Catalogue, section: str) -> str:
    return f"### {words(f'issues.{section}.heading')}"


def _until(words: Catalogue, standing: Standing, asked: date, section: str) -> str:
    due = standing.due or asked
    return words(f"issues.{section}.{'late' if due < asked else 'by'}", due=due)


def _why_now(words: Catalogue, standing: Standing) -> list[str]:
    """Why it is asked: never reviewed, or its cycle has run; and the date that was agreed."""
    if standing.anchor_from == "review":
        cycle = Period.parse(standing.cycle)
        said = [words("issues.review.again", anchor=standing.anchor, cycle=cycle)]
    else:
        said = [words("issues.review.first")]
    if agreed := standing.agreed:
        reason = excerpt(agreed.reason)
        said.append(words("issues.review.agreed", date=agreed.date, reason=reason))
    return said


def _duty(words: Catalogue, standing: Standing) -> str:
    cycle = Period.parse(standing.cycle)
    return words("issues.propose.duty", cycle=cycle)


def _why_nobody(words: Catalogue, registry: Registry, ask: Ask) -> list[str]:
    output, organisation = ask.output, ask.people.organisation
    shown = title(words, output)
    name = owner_name(words, registry, ask.people)
    if ask.standing.owner_state == "ended" and organisation:
        names = [
            excerpt(organisation_name(words, registry, each), NAME) for each in _successors(ask)
        ]
        carries_on = (
            words("issues.nobody.successors", successors=enumerated(words, names))
            if names
            else words("issues.nobody.successors_unknown")
        )
        ended = words(
            "issues.nobody.ended", title=shown, organisation=name, date=organisation.ended
        )
        return [ended, carries_on]
    if declined := _declined(output):
        return [
            words(
                "issues.nobody.declined",
                title=shown,
                organisation=name,
                date=declined.date,
                evidence=excerpt(declined.evidence),
            )
        ]
    return [words("issues.nobody.orphaned", title=shown)]


def _successors(ask: Ask) -> tuple[str, ...]:
    """Who carries on the work of an owner that has ended."""
    organisation = ask.people.organisation
    ended = ask.standing.owner_state == "ended"
    return organisation.successors if ended and organisation else ()


def _declined(output: Output) -> Review | None:
    """The owner's last word that the output is not hers."""
    said = (
        each
        for each in reversed(output.reviews)
        if each.outcome == "not-mine" and each.by == output.owner
    )
    return next(said, None)
