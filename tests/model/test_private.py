"""The model of the private file and its JSON Schema give the same verdict on every file."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from governance.model.private import Private
from governance.model.schema import schemas
from tests.helpers.records import EDGES

SCHEMA = Draft202012Validator(
    schemas()["private"], format_checker=Draft202012Validator.FORMAT_CHECKER
)
NAME = "omnia/ea-lead"
SPELL = {"from": "2027-01-04", "to": "2027-01-15"}
EMAILS = (
    "a@b.fi", "a@b", "a@@b.fi", "a b@c.fi", "a@b..fi", "a@.fi", "<a@b.fi>", "a@b.fi\n", "a@b.fi.",
    "ä.ö@ä.fi", f"{'a' * 249}@b.fi", f"{'a' * 250}@b.fi",
)  # fmt: skip
NAMES = ("a/b", "a", "a/b/c", "/b", "a/", "A/b", "a-/b", "a/b\n", "a.b/c", "a@b.fi")


def takes(data: Any) -> bool:
    """Whether both take it; they must agree."""
    try:
        Private.model_validate(data)
        taken = True
    except ValidationError:
        taken = False
    assert SCHEMA.is_valid(data) == taken, data
    return taken


def test_what_a_file_says() -> None:
    assert takes({})
    assert takes({NAME: {}})
    assert takes({NAME: {"email": None, "away": []}})
    assert takes({NAME: {"email": "nimi@example.fi", "away": [SPELL, SPELL]}})


@pytest.mark.parametrize("edge", [*EDGES, *EMAILS], ids=repr)
def test_both_agree_on_every_edge_in_every_place(edge: Any) -> None:
    found = [
        takes(data)
        for data in (
            edge,
            {NAME: edge},
            {NAME: {"email": edge}},
            {NAME: {"away": edge}},
            {NAME: {"away": [edge]}},
            {NAME: {"away": [SPELL | {"from": edge}]}},
            {NAME: {"away": [SPELL | {"to": edge}]}},
            {NAME: {"away": [SPELL | {"why": edge}]}},
            {NAME: {"phone": edge}},
        )
    ]
    assert not any(found[-2:])


def test_who_is_named_and_how_she_is_reached() -> None:
    assert [name for name in NAMES if takes({name: {}})] == ["a/b"]
    emails = [each for each in EMAILS if takes({NAME: {"email": each}})]
    assert emails == ["a@b.fi", "ä.ö@ä.fi", f"{'a' * 249}@b.fi"]
