"""The body of a review issue whose output has nobody who answers."""

from governance.model.record import Output, Review
from governance.model.registry import Registry
from governance.publish.issues.about import title, what_it_is
from governance.publish.issues.address import greeting, owner_name
from governance.publish.issues.excerpt import NAME, enumerated, excerpt
from governance.publish.names import organisation_name
from governance.rules.issues.wording import Ask
from governance.text.catalogue import Catalogue


def without_owner(words: Catalogue, registry: Registry, ask: Ask) -> list[str]:
    """Asks the maintainers to find an owner: there is none, she has ended, or it is not hers."""
    basis = words("issues.nobody.basis")
    whom = next(iter(_successors(ask)), words("issues.nobody.whom"))
    return [
        greeting(words, registry, ask.people, "maintainers"),
        " ".join(_why_nobody(words, registry, ask)),
        what_it_is(words, registry, ask.output),
        words("issues.nobody.task"),
        _command(f'handover {ask.output.id} --to {whom} --proposed "{basis}" --commit'),
        words("issues.nobody.retire"),
        _command(f"set-status {ask.output.id} retired --commit"),
        f"{words('issues.nobody.calm')} {words('issues.know.public')}",
    ]


def _command(line: str) -> str:
    return f"```\ntp3 {line}\n```"


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
