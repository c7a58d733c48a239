"""The issue forms: GitHub takes them, and the three languages ask the same."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from governance.model.issue import LABELS, REPORT
from governance.text.catalogue import catalogue
from tests.workflows.files import FOLDER, FORMS, read

LANGUAGES = ("fi", "sv", "en")
SUBJECTS = ("need", "output", "contact", "owner")
VENDOR = files("check_jsonschema") / "builtin_schemas/vendor"
each_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


def form(subject: str, language: str) -> dict[str, Any]:
    (path,) = (FOLDER / "ISSUE_TEMPLATE").glob(f"[0-9][0-9]-{subject}-{language}.yml")
    return read(path.read_text())


def fields(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What can be filled in."""
    return [each for each in data["body"] if each["type"] != "markdown"]


def texts(data: object) -> list[str]:
    """Every text of a form."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value)]
    return [data] if isinstance(data, str) else []


def test_each_subject_has_a_form_in_each_language_ordered_by_language() -> None:
    expected = [
        f"{place}{number}-{subject}-{language}"
        for place, language in enumerate(LANGUAGES, 1)
        for number, subject in enumerate(SUBJECTS, 1)
    ]
    assert [path.stem for path in FORMS] == expected


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        (FORMS, "github-issue-forms"),
        ([FOLDER / "ISSUE_TEMPLATE/config.yml"], "github-issue-config"),
    ],
)
def test_the_public_schema_takes_them(paths: list[Path], name: str) -> None:
    schema = json.loads((VENDOR / f"{name}.json").read_text())
    for path in paths:
        jsonschema.validate(read(path.read_text()), schema, jsonschema.Draft7Validator)


@each_form
def test_a_form_keeps_the_rules_that_no_schema_holds(path: Path) -> None:
    """From GitHub's page "Common validation errors when creating issue forms"."""
    data = read(path.read_text())
    ids = [each["id"] for each in fields(data)]
    labels = [each["attributes"]["label"] for each in fields(data)]
    assert ids
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", each) for each in ids)
    assert not any(re.search("password|salasana|lösenord", each, re.IGNORECASE) for each in labels)
    assert all(text.strip() for text in texts(data))
    for each in fields(data):
        options = each["attributes"].get("options", [])
        assert all(isinstance(option, str) and option.lower() != "none" for option in options)
        assert len(set(options)) == len(options)


def test_names_differ_so_that_each_form_can_be_chosen() -> None:
    assert len({read(path.read_text())["name"] for path in FORMS}) == len(FORMS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_three_languages_ask_the_same_in_the_same_order(subject: str) -> None:
    def shape(language: str) -> list[object]:
        data = form(subject, language)
        asked = [
            (
                each.get("id"),
                each["type"],
                sorted(each["attributes"]),
                len(each["attributes"].get("options", [])),
                each["attributes"].get("multiple"),
                each.get("validations"),
            )
            for each in data["body"]
        ]
        return [sorted(data), data.get("labels"), *asked]

    assert shape("fi") == shape("sv") == shape("en")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_languages_share_no_text_but_examples(subject: str) -> None:
    seen = [
        {text for text in texts(form(subject, language)) if " " in text.strip()}
        for language in LANGUAGES
    ]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]


@each_form
def test_only_a_report_of_a_need_lands_in_the_inbox_and_nothing_is_marked_as_ours(
    path: Path,
) -> None:
    labels = read(path.read_text()).get("labels", [])
    assert labels == ([REPORT] if "-need-" in path.stem else [])
    assert set(labels) <= set(LABELS) - {"tp3"}


@each_form
def test_little_is_demanded_and_it_is_said_that_all_can_read_it(path: Path) -> None:
    data = read(path.read_text())
    demanded = [each["id"] for each in fields(data) if each.get("validations", {}).get("required")]
    assert len(demanded) in {2, 3}
    assert len(fields(data)) <= 6
    assert data["body"][0]["type"] == "markdown"
    hint = data["body"][0]["attributes"]["value"]
    assert re.search("sähköpostiosoitteita|e-postadresser|e-mail addresses", hint)
    assert re.search("on julkinen|är offentlig|is public", hint)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_should_be_a_contact_is_led_to_the_form_by_its_name(language: str) -> None:
    told = catalogue(language).messages["commands"]["from"]["stranger"]
    assert form("contact", language)["name"] in told


@each_form
def test_a_form_holds_no_marker_and_no_command(path: Path) -> None:
    text = path.read_text()
    assert "<!--" not in text
    assert not re.search(r"(?m)^\s*/|@", text)
