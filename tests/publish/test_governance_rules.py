"""Each rule of the live policies is changed, one after the other, and the document follows."""

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args

import pytest

from governance.model.fields import AiImpact, NeedState
from governance.model.registry import POLICY_MODELS, Registry, policy_path
from governance.publish.document.html import body
from governance.publish.document.markdown import as_markdown
from governance.publish.governance.document import governance_document
from governance.rules.commands.verbs import WORDS
from governance.store import yaml
from governance.store.files import WorkingTree
from governance.store.load import load
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.repo import ROOT

Place = tuple[str | int, ...]
# Where facts come from, and who acts: no rules. `id` names a criterion to programs only. What is
# open about the platform, and the outputs it concerns, stand in the platform report.
UNTOLD = ("sources", "notes", "accounts", "place", "id", "outputs", "questions")
# Where nobody must approve, it does not matter whose side counts.
MEANINGLESS = {("approvals", "rules", "formatting-changed", "author_counts")}
OTHERS = {
    "to": ("contact", "deputy"),
    "lead": ("omnia", "tts"),
    "carries_on": ("oa", "karkki"),
    "weights": ("decided", "unstated"),
}
# Of what is none now, because the file says so or says nothing.
ADDED: dict[str, Any] = {
    "needs": ["owner"],
    "demands": ["needs-closed"],
    "organisations": ["omnia"],
    "members": dict.fromkeys(LANGUAGES, "muut"),
    "carries_on": "oa",
    "extra_holidays": [{"date": "2027-05-07", "title": dict.fromkeys(LANGUAGES, "helavapaa")}],
    "removed_holidays": ["2027-12-06"],
}


@cache
def raw(name: str) -> Any:
    """A policy as data, with every rule that its file leaves at what it is by itself."""
    data = yaml.read((ROOT / policy_path(name)).read_bytes())
    model = POLICY_MODELS[name].model_validate(data)
    return model.model_dump(mode="json", by_alias=True)


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value, every list of values, and every entry of a list or mapping of entries."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNTOLD:
                yield from leaves(inner, (*place, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield place, value
        for at, inner in enumerate(value):
            yield from leaves(inner, (*place, at))
    else:
        yield place, value


def variants(place: Place, value: Any) -> list[Any]:
    """Other values that the field can have: of a list, one for each entry that is left out."""
    if value:
        less = [value[:at] + value[at + 1 :] for at in range(len(value))] if is_list(value) else []
        return less or [changed(place, value)]
    return [changed(place, value)] if isinstance(value, int) else [ADDED[str(place[-1])]]


def is_list(value: Any) -> bool:
    return isinstance(value, list)


def changed(place: Place, value: Any) -> Any:
    """Another value that the field can have."""
    key = place[-1]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value[:1] == "P" and value[1:2].isdigit():
        return "P11M"
    if value[:2].isdigit():
        return "03-03"
    others = OTHERS.get(str(key))
    if others is None:
        return f"{value} toisin"
    return others[1] if value == others[0] else others[0]


RULES = [
    (name, place, altered)
    for name in POLICY_MODELS
    for place, value in leaves(raw(name))
    if (name, *place) not in MEANINGLESS
    for altered in variants(place, value)
]


@cache
def live() -> Registry:
    return load(WorkingTree(ROOT)).registry


def with_rule(name: str, place: Place, value: Any) -> Registry:
    data = copy.deepcopy(raw(name))
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    policy: Any = {name: POLICY_MODELS[name].model_validate(data)}
    return replace(live(), **policy)


def told(registry: Registry, language: str) -> object:
    """The document: as HTML, as Markdown, and as that of which both are made."""
    made = governance_document(catalogue(language), registry)
    if language == "fi":
        return body(made)
    return as_markdown(made) if language == "sv" else made


@cache
def told_now(language: str) -> object:
    return told(live(), language)


@pytest.mark.parametrize(
    ("name", "place", "altered"),
    RULES,
    ids=[".".join(map(str, each[:1] + each[1])) for each in RULES],
)
def test_a_rule_that_changes_changes_the_document(name: str, place: Place, altered: Any) -> None:
    registry = with_rule(name, place, altered)
    # A text in one language is told in that one.
    languages = [place[-1]] if place[-1] in LANGUAGES else LANGUAGES
    for language in map(str, languages):
        assert told(registry, language) != told_now(language)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("lifecycle", "statuses"), ("approvals", "rules"), ("roles", "roles"),
        ("roles", "work_packages"),
    ],
)  # fmt: skip
def test_a_rule_that_goes_leaves_the_document(name: str, key: str) -> None:
    for entry in raw(name)[key]:
        if entry in ("maintainers", "swedish-language-link"):
            continue  # the prose names them, which `validate` watches
        entries = {each: rule for each, rule in raw(name)[key].items() if each != entry}
        registry = with_rule(name, (key,), entries)
        assert told(registry, "fi") != told_now("fi"), entry


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ([], "Sääntöjen muutoksen saa tehdä ilman hyväksyntää."),
        (["taker"], "Sääntöjen muutoksen hyväksyy uusi omistaja."),
        (["admins"], "Sääntöjen muutoksen hyväksyvät tietovaraston pääkäyttäjät."),
        (
            ["giver", "taker"],
            "Sääntöjen muutoksen hyväksyvät luovuttava omistaja ja uusi omistaja.",
        ),
    ],
)
def test_who_approves_is_told_in_a_sentence(needs: list[str], told: str) -> None:
    registry = with_rule("approvals", ("rules", "policy-changed", "needs"), needs)
    assert told in as_markdown(governance_document(catalogue("fi"), registry))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_the_prose_tells_is_what_there_is(language: str) -> None:
    words = catalogue(language)
    text = as_markdown(governance_document(words, live()))
    assert [verb for verb in WORDS if f"`/{WORDS[verb][language]}`" not in text] == []
    for group, values in (("state", get_args(NeedState)), ("ai_impact", get_args(AiImpact))):
        named = ".*".join(re.escape(words.term(group, value)) for value in values)
        assert re.search(named, text), group


def test_no_rule_was_forgotten() -> None:
    assert len(RULES) > 300
    assert {name for name, _, _ in RULES} == set(POLICY_MODELS)
