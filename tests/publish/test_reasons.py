"""Why a day was set: what the program wrote itself is in the language of the reader."""

from typing import Any

import pytest

from governance.model.change import Change
from governance.publish.changes import sentence
from governance.publish.output import as_text
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.questions import TODAY, guide, issue, of_guide, questions

OWNERS = {"fi": "karjala", "sv": "kusten", "en": "college"}


def told(language: str, reason: str) -> list[str]:
    """The issue to an owner, `tp3 show` and the change log in a language, of one set day."""
    entry = {"cycle": 1, "date": "2026-11-24", "due": "2027-03-15", "reason": reason}
    new: dict[str, Any] = {"reviews": [], "review": {"cycle": "P1Y", "schedule": [entry]}}
    made, words = questions(guide(OWNERS[language], **new)), catalogue(language)
    return [
        issue(made, of_guide(made, "review"))[1],
        as_text(words, made, "opas", TODAY),
        sentence(words, Change("scheduled", "output", "opas", "review.schedule.1", None, entry)),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_of_the_program_is_in_the_language_of_the_reader(language: str) -> None:
    own = catalogue(language)("edit.spread")
    for written in LANGUAGES:
        for text in told(language, catalogue(written)("edit.spread")):
            assert own in text


def test_a_reason_that_somebody_gave_stays_as_it_was_written() -> None:
    for language in LANGUAGES:
        assert all("lukuvuoden alku" in text for text in told(language, "lukuvuoden alku"))
