"""Who answers in the demonstration, and how: drawn from a seed, written in Finnish and Swedish."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tests.demo.registry import Owner
from tests.github import GitHub

Habit = Literal["soon", "reminded", "deputy", "never"]
HABITS: tuple[Habit, ...] = ("soon",) * 6 + ("reminded",) * 2 + ("deputy", "never")
# What a comment begins with and what it says was checked, by language; words are those of an owner.
ACCEPT = {"fi": "/hyväksyn", "sv": "/godkänner"}
HELP = {"fi": "/apua", "sv": "/hjälp"}
EMPTY = {"fi": "/voimassa", "sv": "/aktuell"}
NOT_OURS = {
    "fi": "/ei-meidän\nTätä ei ole tehty meillä.",
    "sv": "/inte-vår\nDet här har inte gjorts hos oss.",
}
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "fi": (
        "/voimassa\nLuin läpi, linkit toimivat.",
        "/Voimassa Kävimme tämän läpi tiimissä, ei muutettavaa.",
        "/paivitetty\nKorjasin kaksi vanhentunutta linkkiä.",
        "/päivitettävä\nTekoälyä koskeva luku puuttuu.",
    ),
    "sv": (
        "/aktuell\nJag har läst igenom det, länkarna fungerar.",
        "/AKTUELL Vi gick igenom det i teamet, inget att ändra.",
        "/uppdaterad\nJag rättade två gamla länkar.",
        "/behover-uppdateras\nKapitlet om AI saknas.",
    ),
}


@dataclass
class Talk:
    """What an owner will still say on one issue: the next thing on `on`, then day after day."""

    owner: Owner
    habit: Habit
    says: list[tuple[int, str]]
    on: date


def talk(draw: random.Random, owner: Owner, day: date, *, proposed: bool) -> Talk:
    """What is said on an issue that was opened on `day`, each with the days waited before it."""
    language = owner.language
    habit = draw.choice(HABITS)
    wait = {"soon": draw.randint(1, 9), "reminded": 17, "deputy": 26, "never": 10_000}[habit]
    says: list[tuple[int, str]] = []
    if proposed:
        if draw.random() < 0.1:
            return _begun(Talk(owner, "soon", [(wait % 9 + 1, NOT_OURS[language])], day))
        says.append((draw.randint(1, 9), ACCEPT[language]))
    if draw.random() < 0.15:
        says.append((1, HELP[language]))
    says.append((wait, draw.choice(ANSWERS[language])))
    if draw.random() < 0.15:
        says[-1:] = [(wait, EMPTY[language]), (1, says[-1][1])]
    return _begun(Talk(owner, habit, says, day))


def speak(hub: GitHub, each: Talk, number: int, day: date) -> bool:
    """Say the next thing on an issue, when its day has come; whether it was said."""
    if not each.says or day < each.on:
        return False
    contact, deputy = each.owner.logins
    _, text = each.says.pop(0)
    hub.person(deputy if each.habit == "deputy" else contact).comment(number, text)
    each.on = day
    _begun(each)
    return True


def _begun(each: Talk) -> Talk:
    if each.says:
        each.on += timedelta(days=each.says[0][0])
    return each
