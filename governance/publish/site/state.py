"""In date or not: what readers are told of an output, as true on the day they read it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from governance.model.record import Output
from governance.publish.site.said import Said, in_language
from governance.rules.standing import NEVER, Freshness, Standing
from governance.text.catalogue import Catalogue

# In the order in which they are told.
WORDS: Sequence[Freshness] = get_args(Freshness)


@dataclass(frozen=True)
class State:
    """One of the reader's words, with a sentence that says why.

    Where `until` is a day, that holds before it and `later` from it on: the page has both, and the
    reader's browser shows the one of her day.
    """

    word: Freshness
    sentence: Said
    until: date | None = None
    later: "State | None" = None

    @property
    def words(self) -> list[Freshness]:
        """The word, and after it the one that it turns to, if it does."""
        words = (self.word, self.later.word if self.later else self.word)
        return list(dict.fromkeys(words))


def state_of(words: Catalogue, output: Output, standing: Standing, today: date) -> State:
    """What is told of an output from `today` on."""

    def say(word: Freshness, key: str, **values: object) -> State:
        text = words(f"site.state.{key}", **values)
        return State(word, in_language(text, "", words.language))

    if standing.freshness == "no-review":
        is_never = output.status == "current" and standing.cycle == NEVER
        return say("no-review", f"no_review.{'never' if is_never else output.status}")
    last, until, due = standing.last_review, standing.in_date_until, standing.due
    if last and until:
        now = say("in-date", "in_date", date=last.date, until=until)
        later = say("review-due", "review_due", date=last.date, until=until)
    else:
        now = say("not-yet-reviewed", "not_yet_reviewed", due=due)
        later = say("not-yet-reviewed", "first_overdue", due=due)
        until = due + timedelta(days=1) if due else None
    if until is None:
        return now
    return replace(now, until=until, later=later) if today < until else later


def counted(words: Iterable[Freshness]) -> list[tuple[Freshness, int]]:
    """How many outputs each word is told of; words told of none are left out."""
    found = Counter(words)
    return [(word, found[word]) for word in WORDS if found[word]]
