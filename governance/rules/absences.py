"""Who is away on a day, and what can be wrong in what was written of it."""

from collections.abc import Iterator
from datetime import date

from governance.model.near import near
from governance.model.private import Private
from governance.model.problem import Problem
from governance.model.registry import Registry


def away_on(private: Private, day: date) -> frozenset[str]:
    """The contacts who are away on a day, as organisation/contact."""
    return frozenset(
        name
        for name, contact in private.root.items()
        if any(absence.start <= day <= absence.end for absence in contact.away)
    )


def absence_problems(private: Private, registry: Registry, path: str) -> Iterator[Problem]:
    """Absences that end before they begin, and contacts that the registry does not know.

    A contact that is not known is a warning: the registry may have changed since it was written.
    """
    known = {
        f"{organisation.id}/{contact.key}"
        for organisation in registry.organisations.values()
        for contact in organisation.contacts
    }
    for name, entry in private.root.items():
        if name not in known:
            values = {"name": name, "near": near(name, known)}
            yield Problem(path, "absence-contact", (name,), values, "warning", on_key=True)
        for at, absence in enumerate(entry.away):
            if absence.end < absence.start:
                yield Problem(path, "absence-reversed", (name, "away", at, "to"))
