"""The models and the generated JSON Schemas give the same verdict on every record."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.model import layout
from governance.store import yaml
from tests.conftest import SOAK
from tests.helpers.records import (
    EDGES,
    MODELS,
    ROOT,
    broken,
    live_data,
    model_takes,
    valid,
    validator,
    verdicts,
)

CASES = ROOT / "tests/cases"
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
EACH = settings(max_examples=1000 if SOAK else 30, suppress_health_check=SLOW)
AGREED = ({"model": True, "schema": True}, {"model": False, "schema": False})


def case_records() -> list[tuple[str, str, Any]]:
    found = []
    for path in sorted(CASES.rglob("*.yaml")):
        parts = path.relative_to(CASES).parts
        start = next((at for at, part in enumerate(parts) if part in layout.RECORD_FOLDERS), None)
        place = None if start is None else layout.classify("/".join(parts[start:]))
        if place is None or not path.is_file():
            continue
        try:
            data = yaml.read(path.read_bytes())
        except yaml.Malformed:
            continue
        found.append((path.relative_to(CASES).as_posix(), layout.schema_name(place), data))
    return found


def test_both_agree_on_every_record_of_the_cases() -> None:
    records = case_records()
    disagreed = [path for path, name, data in records if verdicts(name, data) not in AGREED]
    assert records
    assert disagreed == []


def test_both_take_every_live_record() -> None:
    refused = [data for name, data in live_data() if verdicts(name, data) != AGREED[0]]
    assert refused == []


@pytest.mark.parametrize("name", MODELS)
@EACH
@given(st.data())
def test_both_take_what_is_made_from_the_fields(name: str, data: st.DataObject) -> None:
    record = data.draw(valid(MODELS[name]))
    assert verdicts(name, record) == {"model": True, "schema": True}


@pytest.mark.parametrize("name", MODELS)
@EACH
@given(st.data())
def test_both_agree_on_what_was_broken(name: str, data: st.DataObject) -> None:
    record = data.draw(broken(valid(MODELS[name])))
    assert verdicts(name, record) in AGREED


@settings(EACH, max_examples=20_000 if SOAK else 300)
@given(st.data())
def test_both_agree_on_broken_live_records(data: st.DataObject) -> None:
    name, record = data.draw(st.sampled_from(live_data()))
    changed = data.draw(broken(st.just(record)))
    assert verdicts(name, changed) in AGREED


@pytest.mark.parametrize("name", MODELS)
def test_both_agree_on_every_edge_in_every_field(name: str) -> None:
    """Each value at the border of a rule, in each field of one full live record."""
    record = max(
        (data for kind, data in live_data() if kind == name), key=lambda each: len(str(each))
    )
    fields = [info.alias or key for key, info in MODELS[name].model_fields.items()]
    disagreed = [
        (field, edge)
        for field in fields
        for edge in EDGES
        if verdicts(name, {**record, field: edge}) not in AGREED
    ]
    assert disagreed == []


@pytest.mark.parametrize("edge", EDGES, ids=repr)
def test_no_record_is_taken_that_is_no_mapping(edge: Any) -> None:
    taken = [name for name in MODELS if model_takes(name, edge) or validator(name).is_valid(edge)]
    assert taken == []
