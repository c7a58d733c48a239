"""Changes in words: people read no value as a program writes it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from governance.model.change import Change, Difference
from governance.publish.changelog import FOLDED, difference_lines
from governance.publish.changes import sentence
from governance.store import yaml
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.repo import ROOT

OF_A_PROGRAM = re.compile(r"[\[{]['\"]|['\"][\]}]|\b(?:True|False|None)\b")
FILES = [*(ROOT / "workflows").glob("*.yaml"), *(ROOT / "registry").glob("platforms/*.yaml")]


def altered(value: Any) -> Iterator[tuple[Any, Any]]:
    """A value that came, that went, and that lost or changed a part of each kind."""
    yield from ((None, value), (value, None))
    if isinstance(value, list) and value:
        yield value, value[1:]
        yield from (([old], [new]) for new in value[:1] for old, _ in altered(new) if old)
    if isinstance(value, dict):
        for key, part in value.items():
            yield from (
                (value | {key: old}, value | {key: new})
                for old, new in ((part, None), (None, part), (part, [part]))
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_change_of_a_policy_or_candidate_shows_a_value_of_a_program(language: str) -> None:
    words, said = catalogue(language), 0
    for path in FILES:
        type = "platform" if path.parent.name == "platforms" else "policy"
        for field, value in yaml.read(path.read_bytes()).items():
            for old, new in altered(value):
                text = sentence(words, Change(f"{type}-changed", type, path.stem, field, old, new))
                assert not OF_A_PROGRAM.search(text), (path.name, field, text)
                said += 1
    assert said > 100


def test_what_was_added_is_called_by_its_text_in_the_language_of_the_reader() -> None:
    question = {"text": {"fi": "Kuka päättää?", "en": "Who decides?"}, "sources": []}
    change = Change("policy-changed", "policy", "platform", "questions", [], [question])
    assert sentence(catalogue("en"), change) == "questions: added “Who decides?”"
    assert sentence(catalogue("sv"), change) == "frågor: tillagt ”Kuka päättää?”"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (1.5, 12345, "1,5 → 12\xa0345"),
        (0.0001, 0.0004, "0.0001 → 0.0004"),
        (9.5e24, 1e25, "9.5e+24 → 1e+25"),
    ],
)
def test_a_number_is_told_without_loss(old: float, new: float, said: str) -> None:
    change = Change("metadata-changed", "output", "x", "annotations.tp3/b", old, new)
    assert said in sentence(catalogue("fi"), change)


def test_a_list_in_another_order_is_told_as_that() -> None:
    change = Change(
        "policy-changed", "settings", "registry", "languages", ["fi", "sv"], ["sv", "fi"]
    )
    assert sentence(catalogue("en"), change) == "languages: in another order"


def test_a_contact_is_called_by_the_title_of_its_role() -> None:
    contact = {"key": "lead", "title": {"fi": "Arkkitehtuurivastaava"}, "account": "github:1"}
    change = Change("contacts-changed", "organisation", "x", "contacts", [], [contact])
    said = "yhteyshenkilöiden roolit: lisätty Arkkitehtuurivastaava"
    assert sentence(catalogue("fi"), change) == said


def contact(key: str, account: str) -> dict[str, Any]:
    return {"key": key, "title": {"fi": "Arkkitehti"}, "account": f"github:{account}"}


A, B = contact("a", "111111"), contact("b", "222222")
OTHER_A = A | {"account": "github:333333"}
OF_ACCOUNTS = [
    ("contacts", [A], [OTHER_A], "muutettu Arkkitehti (muutettu GitHub-tili)"),
    ("contacts", [A, B], [OTHER_A, B], "muutettu Arkkitehti (a) (muutettu GitHub-tili)"),
    ("contacts", [A], [OTHER_A, B],
     "lisätty Arkkitehti (b); muutettu Arkkitehti (a) (muutettu GitHub-tili)"),
    ("contacts", [A, B], [OTHER_A],
     "poistettu Arkkitehti (b); muutettu Arkkitehti (a) (muutettu GitHub-tili)"),
    ("contacts", [A], [A | {"title": {"fi": "Vastaava"}}], "muutettu Arkkitehti (muutettu nimi)"),
    ("accounts", [A["account"]], [], "poistettu GitHub-tili"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "old", "new", "said"), OF_ACCOUNTS)
def test_an_account_is_never_told_and_contacts_of_one_title_are_told_apart(
    field: str, old: Any, new: Any, said: str
) -> None:
    text = sentence(
        catalogue("fi"), Change("contacts-changed", "organisation", "x", field, old, new)
    )
    assert text.partition(": ")[2] == said


def test_a_field_without_a_word_is_called_by_its_title_and_yes_is_a_word() -> None:
    role = {"title": {"fi": "ylläpitäjät"}, "duties": []}
    old, new = {"maintainers": role}, {"maintainers": role | {"duties": [{"text": {"fi": "x"}}]}}
    change = Change("policy-changed", "policy", "roles", "roles", old, new)
    assert sentence(catalogue("fi"), change) == "roolit: muutettu ylläpitäjät"
    member = Change("organisation-changed", "organisation", "x", "member", True, False)
    assert sentence(catalogue("fi"), member).endswith("kyllä → ei")


SINCE = "2027-01-01"
ALIKE = [
    ("output-added", None, {"id": "x", "title": {"fi": "x"}}, "Lisättiin 5 tuotosta"),
    ("reviewed", None, {"outcome": "valid"}, "Tarkistettiin 5 tuotosta, tulos: voimassa"),
    ("status-changed", "draft", "current", "5 tuotoksen tila muuttui"),
    ("owner-accepted", None, SINCE, "5 tuotoksen omistaja hyväksyi omistajuuden"),
    ("owner-accepted", SINCE, None, "5 tuotoksen omistajan hyväksyntä poistettiin"),
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), ALIKE)
def test_what_happened_to_many_alike_is_one_sentence(
    kind: Any, old: Any, new: Any, said: str
) -> None:
    field = "" if kind == "output-added" else "field"
    changes = tuple(Change(kind, "output", f"x{n}", field, old, new) for n in range(FOLDED))
    lines = list(difference_lines(catalogue("fi"), Difference(changes, {})))
    assert [each.text for each in lines] == [said]


P = "policy-changed"
IN_WORDS = [
    (P, "settings", "accessibility", {"state": "partial"}, {"state": "fails"},
     "saavutettavuus: tilanne: täyttää vaatimukset osittain → ei täytä vaatimuksia"),
    (P, "settings", "kinds", {}, {"dataset": {"fi": "Tietoaineisto"}},
     "tuotosten tyypit: lisätty Tietoaineisto"),
    (P, "settings", "kinds", {"document": {"fi": "x"}}, {},
     "tuotosten tyypit: poistettu Dokumentti"),
    (P, "settings", "pages", {}, {"platform": "alustaesitys"},
     "sivuston asiakirjat tuotoksina: alustaesitys: Esitys alustasta"),
    (P, "policy", "quiet_periods", [{"to": "07-31", "title": {"fi": "heinäkuu"}}],
     [{"to": "08-01", "title": {"fi": "heinäkuu"}}],
     "hiljaiset ajat: muutettu heinäkuu (päättyy: 31. heinäkuuta → 1. elokuuta)"),
    (P, "settings", "languages", ["fi"], ["fi", "sv"], "kielet: lisätty ruotsi"),
    (P, "policy", "cycles", {"tool": "P1Y"}, {"tool": "P6M"},
     "tarkistusvälit tyypeittäin: Työkalu: 1 vuosi → 6 kuukautta"),
    (P, "policy", "lateness", [{"up_to": "P6M", "overdue": 30}], [{"up_to": "P6M", "overdue": 40}],
     "myöhästymisen rajat: muutettu 6 kuukautta (myöhässä, päiviä jälkeen: 30 → 40)"),
    (P, "policy", "ladder", [], [{"after": 10, "to": "deputy"}],
     "muistutusten portaat: lisätty varahenkilö"),
    (P, "policy", "proxy", {"outcomes": ["valid"]}, {"outcomes": ["edited"]},
     "toisen puolesta kirjatut tarkistukset: muutettu tulokset"),
    (P, "policy", "statuses", {"draft": {"to": []}}, {"draft": {"to": ["current"]}},
     "tilat: muutettu luonnos"),
    (P, "policy", "rules", {"reviewed": {"needs": []}}, {"reviewed": {"needs": ["owner"]}},
     "säännöt: muutettu ”Tarkistus kirjataan”"),
    (P, "policy", "weights", "unstated", "decided", "painoarvot: ei päätetty → päätetty"),
    (P, "policy", "outputs", [], ["alustaesitys"], "tuotokset: lisätty Esitys alustasta"),
    ("platform-changed", "platform", "evidence",
     [{"criterion": "kayttajahallinta", "source": "registry:alustaesitys"}],
     [{"criterion": "kayttajahallinta", "source": "registry:alustaesitys@1.0"}],
     "näyttö: muutettu käyttäjähallinta (lähde: Esitys alustasta → Esitys alustasta 1.0)"),
    ("metadata-changed", "output", "kind", "tool", "dataset", "tyyppi: Työkalu → dataset"),
    ("metadata-changed", "output", "contributors", ["tts"], [], "muut osallistujat: poistettu TTS"),
    ("organisation-changed", "organisation", "roles", {}, {"tp1": "co-lead"},
     "roolit: Digivisio: avustava vetovastuu"),
    ("contacts-changed", "organisation", "contacts",
     [{"key": "lead", "title": {"fi": "Vastaava"}, "account": "github:1"}],
     [{"key": "lead", "title": {"fi": "Vastaava"}, "account": "github:2"}],
     "yhteyshenkilöiden roolit: muutettu Vastaava (muutettu GitHub-tili)"),
]  # fmt: skip
NAMES = {
    ("kind", "tool"): "Työkalu",
    ("kind", "document"): "Dokumentti",
    ("output", "alustaesitys"): "Esitys alustasta",
    ("criterion", "kayttajahallinta"): "käyttäjähallinta",
    ("organisation", "tts"): "TTS",
    ("work-package", "tp1"): "Digivisio",
}


@pytest.mark.parametrize(("kind", "type", "field", "old", "new", "said"), IN_WORDS)
def test_ids_and_codes_are_told_by_their_names(  # noqa: PLR0913, PLR0917 - a change and its words
    kind: Any, type: str, field: str, old: Any, new: Any, said: str
) -> None:
    change = Change(kind, type, "x", field, old, new)
    assert sentence(catalogue("fi"), change, NAMES) == said
