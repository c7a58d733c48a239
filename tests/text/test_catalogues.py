"""The three catalogues say the same, and say everything that the program can say."""

from collections.abc import Iterator
from string import Formatter
from typing import Any, get_args

import pytest

from governance.model import fields, invalid, policy, problem, record
from governance.model.record import (
    Organisation,
    Output,
    ReviewPlan,
    Settings,
    Statement,
    UpdateNeed,
)
from governance.model.registry import POLICY_MODELS, RECORD_MODELS
from governance.model.schema import schemas
from governance.rules import standing
from governance.rules.checks import CHECKS, code_of
from governance.rules.standing import NEVER
from governance.store.tree import EntryKind
from governance.text.catalogue import LANGUAGES, catalogue
from tests.text.said import PROBLEMS, STOPS, Said, said

PLURAL = {"one", "other"}  # and perhaps `zero`, which no rule of a language chooses
STOPS_WITHOUT_HINT = {"bug"}  # raised by nobody: the one door says it
SAID = {
    "problem": [*said(PROBLEMS)],
    "stop": [*said(STOPS), Said("bug", frozenset(), "error", "governance/cli/main.py")],
}
EVERY = [(section, each) for section, sites in SAID.items() for each in sites]


def is_plural(value: object) -> bool:
    return isinstance(value, dict) and PLURAL <= value.keys() <= {*PLURAL, "zero"}


def flat(messages: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in messages.items():
        if isinstance(value, dict) and not is_plural(value):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(message: str | dict[str, str]) -> list[str]:
    return list(message.values()) if isinstance(message, dict) else [message]


MESSAGES = {language: dict(flat(dict(catalogue(language).messages))) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_messages_with_same_plurals_and_fields(language: str) -> None:
    def shape(messages: dict[str, Any]) -> dict[str, Any]:
        return {
            key: (
                sorted(value) if isinstance(value, dict) else [],
                sorted(set().union(*map(fields_of, texts(value)))),
            )
            for key, value in messages.items()
        }

    assert shape(MESSAGES[language]) == shape(MESSAGES["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    words = catalogue(language)
    assert {words._locale.plural_form(n) for n in range(200)} == PLURAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_has_a_form_of_its_own_where_the_table_has_one(language: str) -> None:
    words = catalogue(language)
    forms = words.messages["queue"]["reason"]["due"]
    assert words("queue.reason.due", n=0) == forms["zero"]
    assert words("queue.reason.due", n=1) == forms["one"].format(n=1)
    assert words("queue.reason.due", n=2) == forms["other"].format(n=2)
    assert words("queue.summary", n=0) == words.messages["queue"]["summary"]["other"].format(n=0)


@pytest.mark.parametrize(("section", "site"), EVERY, ids=lambda each: getattr(each, "code", each))
def test_every_code_has_its_sentences_made_of_values_that_it_passes(
    section: str, site: Said
) -> None:
    parts = ["message"] if site.code in STOPS_WITHOUT_HINT else ["message", "hint"]
    for part in parts:
        message = MESSAGES["en"].get(f"{section}.{site.code}.{part}")
        assert message, f"no {part} for {site.code} ({site.place})"
        missing = set().union(*map(fields_of, texts(message))) - site.values
        assert not missing, f"{site.code} ({site.place}) does not pass {missing}"


def test_every_check_gives_its_own_code() -> None:
    known = {site.code for site in SAID["problem"]}
    assert {code_of(check) for check in CHECKS} <= known


@pytest.mark.parametrize("section", SAID)
def test_no_message_is_dead(section: str) -> None:
    used = {site.code for site in SAID[section]}
    assert set(catalogue("en").messages[section]) == used


def test_values_of_a_code_are_the_same_everywhere() -> None:
    for section, sites in SAID.items():
        shapes: dict[str, frozenset[str]] = {}
        for site in sites:
            assert shapes.setdefault(site.code, site.values) == site.values, (section, site)


def test_near_and_summary_take_what_the_commands_pass() -> None:
    assert fields_of(MESSAGES["en"]["near"]) == {"near"}
    for form in PLURAL:
        assert fields_of(MESSAGES["en"]["validate.summary"][form]) == {"n", "warnings", "files"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_part_of_a_line_and_the_rest_are_sentences(language: str) -> None:
    for key, text in MESSAGES[language].items():
        section, _, part = key.partition(".")[0], *key.rpartition(".")[1:]
        if section not in SAID:
            continue
        if section == "problem" and part == "message":
            assert not text[0].isupper(), key
            assert not text.endswith("."), key
        else:
            assert not text[0].islower(), key
            assert text.endswith((".", "{expected}")), key


def literals(model: type[fields.Data], name: str) -> set[str]:
    annotation = model.model_fields[name].annotation
    nested = get_args(annotation)
    return set(nested) if isinstance(nested[0], str) else set(get_args(nested[1]))


TERMS = {
    "severity": set(get_args(problem.Severity)),
    "expected": {*invalid._TYPES.values(), "plain"},
    "form": {*invalid.FORMS.values(), "date"},
    "entry": set(get_args(EntryKind)) - {"file"},
    "demand": set(get_args(policy.Demand)),
    "status": set(get_args(fields.Status)),
    "state": set(get_args(fields.NeedState)),
    "outcome": set(get_args(fields.Outcome)),
    "review_state": set(get_args(standing.ReviewState)),
    "freshness": set(get_args(standing.Freshness)),
    "update_status": set(get_args(standing.UpdateStatus)),
    "ai_impact": set(get_args(fields.AiImpact)),
    "relation": set(get_args(fields.RelationType)),
    "scope": literals(Output, "scope"),
    "accessibility": literals(Output, "accessibility"),
    "role": literals(Organisation, "roles"),
    "to": set(get_args(policy.Addressee)),
    "tongue": set(LANGUAGES),
    "conformance": set(get_args(Statement.model_fields["state"].annotation)),
    "cycle": {NEVER},
    "via": set(get_args(fields.Via)),
    "weights": set(get_args(policy.PlatformPolicy.model_fields["weights"].annotation)),
    # By kind, but for what comes or goes whole; other files are told by their path.
    "change": {*get_args(policy.ChangeKind), "unreadable", "record-added", "record-removed"}
    - {"output-added", "output-removed", "files-changed"},
    "policy": {*POLICY_MODELS, "annotations", "registry"},
    # Whatever a typed change can name: its field ends in one of these.
    "part": {
        name
        for model in (
            *RECORD_MODELS.values(),
            *POLICY_MODELS.values(),
            Settings,
            ReviewPlan,
            UpdateNeed,
        )
        for name in model.model_fields
    },
}


@pytest.mark.parametrize("group", TERMS)
def test_every_value_has_a_word(group: str) -> None:
    words = set(catalogue("en").messages["term"][group])
    # Parts of entries, such as a review's outcome, have words beside those of the records.
    assert words == TERMS[group] if group != "part" else words > TERMS[group]


def test_every_name_in_an_entry_has_a_word() -> None:
    models = [each for each in fields.Data.__subclasses__()
              if each.__module__ in (record.__name__, policy.__name__)]  # fmt: skip
    names = {field.alias or name for each in models for name, field in each.model_fields.items()}
    assert len(models) > 20
    assert names <= set(catalogue("en").messages["term"]["part"])


def test_every_kind_of_change_has_a_sentence() -> None:
    told = TERMS["change"] - {"location-changed"} | {"files-changed"}
    assert set(catalogue("en").messages["change"]) >= told
    of_many = TERMS["change"] - {"unreadable"} | {"owner-withdrawn"}  # what is told by its path
    assert set(catalogue("en").messages["changes"]["many"]) == of_many


def test_no_other_words() -> None:
    assert catalogue("en").messages["term"].keys() == TERMS.keys()


def test_every_pattern_of_a_record_has_a_form_in_words() -> None:
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str) and value.get("format") != "date":
                found.add(value["pattern"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(schemas())
    assert found <= invalid.FORMS.keys()
