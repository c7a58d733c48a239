"""In date or not: what readers are told of an output, as true on the day they read it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from governance.model.record import Output
from governance.publish.site.said import Said, in_language
from governance.rules.standing import NEVER, Freshness, Standing
from governance.text.catalogue import Catalogue

# In the order in which they are told.
WORDS: Sequence[Freshness] = get_args(Freshness)
LATER: Freshness = "review-due"  # what in date becomes


@dataclass(frozen=True)
class State:
    """One of the reader's words, with a sentence that says why.

    Where `until` is a day, the word holds before it and `later` from it on: the page has both, and
    the reader's browser shows the one of her day.
    """

    word: Freshness
    sentence: Said
    until: date | None = None
    later: Said | None = None


def state_of(words: Catalogue, output: Output, standing: Standing) -> State:
    """What is told of an output."""

    def say(key: str, **values: object) -> Said:
        return in_language(words(f"site.state.{key}", **values), "", words.language)

    last, until = standing.last_review, standing.in_date_until
    match standing.freshness:
        case "not-yet-reviewed":
            return State("not-yet-reviewed", say("not_yet_reviewed", due=standing.due))
        case "no-review":
            is_never = output.status == "current" and standing.cycle == NEVER
            key = "never" if is_never else output.status
            return State("no-review", say(f"no_review.{key}"))
        case word:
            when = last.date if last else standing.anchor
            later = say("review_due", date=when, until=until)
            if word == LATER:
                return State(LATER, later)
            return State(word, say("in_date", date=when, until=until), until, later)


def counted(words: Iterable[Freshness]) -> list[tuple[Freshness, int]]:
    """How many outputs each word is told of; words told of none are left out."""
    found = Counter(words)
    return [(word, found[word]) for word in WORDS if found[word]]
