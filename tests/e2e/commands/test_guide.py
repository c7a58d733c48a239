"""Each word that the guides tell people to type is played, in each language, to its end."""

import re
from collections.abc import Callable, Mapping

import pytest

from governance.rules.commands.parse import Command, TakeReport, parse
from governance.text.catalogue import LANGUAGES
from tests.e2e.commands.place import NOW, Place
from tests.e2e.issues.ground import Ground
from tests.github import GitHub
from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT

Played = Callable[[Place, str], bool]
TYPED = re.compile(r"`(/[^`]+)`")
WHY = "koska luin läpi"
TAKE = "take-report"  # of no owner's answer
PLAYED_BESIDE = "tests/e2e/commands/test_answers.py"


def reviewed(outcome: str) -> Played:
    """A review of the owner with what she wrote stands in the record."""

    def is_so(place: Place, id: str) -> bool:
        reviews = place.record(id).get("reviews", [])
        return [(each["outcome"], each["evidence"]) for each in reviews] == [(outcome, WHY)]

    return is_so


def needed(place: Place, id: str) -> bool:
    (need,) = place.record(id)["update_needs"]
    return reviewed("needs-work")(place, id) and WHY in need["summary"].values()


def retired(place: Place, id: str) -> bool:
    """Nothing until the maintainers approve."""
    if "reviews" in place.record(id):
        return False
    (pull,) = (each for each in place.pulls() if each["head"]["ref"].endswith(f"/{id}"))
    place.hub.person("maintainer").merge(pull["number"])
    return reviewed("retire")(place, id) and place.record(id)["status"] == "retired"


def accepted(place: Place, id: str) -> bool:
    record = place.record(id)
    return record["owner_since"] == TODAY[1] and "reviews" not in record


def helped(place: Place, id: str) -> bool:
    """The answer of the program, with every other word; nothing is entered."""
    told = place.hub.comments(place.issue(id))[-1]["body"]
    return "reviews" not in place.record(id) and len(TYPED.findall(told)) > 6


# What the parser calls a word -> what came of it.
SCENARIOS: Mapping[str, Played] = {
    "valid": reviewed("valid"),
    "edited": reviewed("edited"),
    "needs-work": needed,
    "replace": reviewed("replace"),
    "retire": retired,
    "not-mine": reviewed("not-mine"),
    "accept": accepted,
    "help": helped,
}


def words_of(path: str) -> dict[str, str]:
    """Verb -> what the page tells people to type for it."""
    found: dict[str, str] = {}
    for typed in TYPED.findall((ROOT / path).read_text("utf-8")):
        said = parse(typed)
        assert isinstance(said, Command | TakeReport), (path, typed)
        found[said.verb if isinstance(said, Command) else TAKE] = typed
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_of_the_owners_guide_does_what_it_says(
    signed_in: GitHub, tmp_path_factory: pytest.TempPathFactory, language: str
) -> None:
    typed = words_of(f"docs/owner-{language}.md")
    assert typed.keys() == SCENARIOS.keys()
    hub, folder = signed_in, tmp_path_factory.mktemp("words")
    hub.clock = NOW
    ground = Ground(folder / "ground", hub.repository, [hub.person("contact").account])
    ground.maintainer(hub.person("maintainer").account)
    ground.policy(open_per_owner=len(typed))
    for verb in typed:
        proposed = {"owner_since": None, "owner_basis": "ehdotus"} if verb == "accept" else {}
        ground.output(f"for-{verb}", **proposed)
    hub.origin, clone = ground.put_up(folder)
    place = Place(hub, ground, hub.origin, clone)
    assert tp3("-C", clone.path, *TODAY, "issues", "apply").code == 0
    for verb, word in typed.items():
        place.say(f"for-{verb}", f"{word} {WHY}")
    assert place.run().code == 0
    assert [verb for verb in typed if not SCENARIOS[verb](place, f"for-{verb}")] == []


def test_the_words_of_the_maintainers_guide_are_played_too() -> None:
    """Those of owners above, the one about a report with the other answers."""
    played = (ROOT / PLAYED_BESIDE).read_text("utf-8")
    for verb, typed in words_of("docs/maintainer.md").items():
        assert verb in SCENARIOS or typed.removesuffix("ID") in played, typed
