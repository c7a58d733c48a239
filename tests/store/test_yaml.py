"""The strict reader: what a value means, and where it stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.store import yaml
from tests.helpers.records import live, places

# https://yaml.org/spec/1.2.2/#103-core-schema
MEANINGS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nULL": "nULL", "none": "none",
    "nil": "nil",
    "true": True, "True": True, "TRUE": True, "tRUE": "tRUE", "false": False, "False": False,
    "FALSE": False,
    "yes": "yes", "no": "no", "on": "on", "off": "off", "y": "y", "n": "n", "NO": "NO",
    "0": 0, "-0": 0, "12": 12, "+12": 12, "-12": -12, "010": 10, "0o10": 8, "0x1F": 31,
    "0b1": "0b1",
    "-0x1F": "-0x1F", "1_000": "1_000", "1:30": "1:30", "12:30:45": "12:30:45", "1,000": "1,000",
    "1.0": 1.0, "1.": 1.0, ".5": 0.5, "-.5": -0.5, "1e3": 1000.0, "1.10": 1.1, "1.2.3": "1.2.3",
    ".": ".",
    "1e": "1e", "e1": "e1", "-": [None], "+": "+", "2026-11-24": "2026-11-24", "0xG": "0xG",
    "0o9": "0o9",
    "2026-11-24T10:00:00Z": "2026-11-24T10:00:00Z", "=": "=", "<<": "<<", "\u0663": "\u0663",
    "\uff11": "\uff11",
    "'1'": "1", '"1"': "1", "'null'": "null", '""': "", "''": "", "'~'": "~", '"\\x41"': "A",
    "'a''b'": "a'b",
    '"a\\nb"': "a\nb", "'a\\nb'": "a\\nb", "a # b": "a", "a#b": "a#b", "a:b": "a:b", "😀": "😀",
    "nan": "nan",
    "|\n  a\n  b": "a\nb\n", "|-\n  a": "a", "|+\n  a\n": "a\n\n", ">\n  a\n  b": "a b\n",
    ">-\n  a\n\n  b": "a\nb",
    "\n  a\n  b": "a b", "{}": {}, "[]": [], "[1, a]": [1, "a"], "{a: 1, b}": {"a": 1, "b": None},
}  # fmt: skip
REFUSED = {
    ".inf": "yaml-number", "-.Inf": "yaml-number", ".nan": "yaml-number", ".NaN": "yaml-number",
    "9" * 19: "yaml-number", "1e400": "yaml-number", "0x" + "f" * 17: "yaml-number",
    "1." + "0" * 40: "yaml-number",
    "a: b": "yaml-syntax", "[": "yaml-syntax", "@a": "yaml-syntax", "`a": "yaml-syntax",
    "%a": "yaml-syntax",
    "'a": "yaml-syntax", "{a: 1, a: 2}": "yaml-duplicate-key", "{1: a}": "yaml-key",
    "{null: a}": "yaml-key",
    "{'1': a}": None, "&a b": "yaml-anchor", "!!str 1": "yaml-tag", "! 1": "yaml-tag",
    "*a": "yaml-anchor",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items(), ids=repr)
def test_a_value_means_what_the_core_schema_says(text: str, meaning: Any) -> None:
    found = yaml.read(f"a: {text}\n".encode() if text != "-" else b"a:\n  -")["a"]
    assert found == meaning
    assert type(found) is type(meaning)


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=repr)
def test_what_is_refused_is_refused_on_its_line(text: str, code: str | None) -> None:
    data = f"x: y\na: {text}".encode()
    if code is None:
        assert yaml.read(data)
        return
    with pytest.raises(yaml.Malformed) as found:
        yaml.read(data)
    assert (found.value.code, found.value.line) == (code, 2)


@given(st.integers(-(10**16), 10**16))
def test_every_whole_number_is_read_back(number: int) -> None:
    assert yaml.read(f"a: {number}".encode()) == {"a": number}


SOURCE = (
    "id: a\r\n"
    "title: {fi: 😀 ä, sv: 'b',   \"en\": [1, {x: y}]}\r\n"
    "notes: >-\r\n"
    "  text\r\n"
    "empty:\r\n"
    "list:\r\n"
    "- one\r\n"
    "-   two: 2\r\n"
    "    three:\r\n"
    "-\r\n"
    "  four: |\r\n"
    "    x\r\n"
    "'quoted key' :  \"value\"\r\n"
    '😀: "😀" # comment\r\n'
    "last: [ ]\r\n"
)
AT: list[tuple[tuple[str | int, ...], bool, tuple[int, int]]] = [
    ((), False, (1, 1)),
    (("id",), False, (1, 5)),
    (("id",), True, (1, 1)),
    (("title",), False, (2, 8)),
    (("title", "fi"), True, (2, 9)),
    (("title", "fi"), False, (2, 13)),
    (("title", "sv"), True, (2, 18)),  # characters are counted: the emoji before it is one
    (("title", "sv"), False, (2, 22)),
    (("title", "en"), True, (2, 29)),
    (("title", "en", 1), False, (2, 39)),
    (("title", "en", 1, "x"), False, (2, 43)),
    (("title", "en", 2), False, (2, 35)),  # nothing there: the list
    (("title", "de"), False, (2, 8)),
    (("notes",), False, (3, 8)),
    (("empty",), False, (5, 1)),  # an empty value is where its key is
    (("list",), False, (7, 1)),
    (("list", 0), False, (7, 3)),
    (("list", 1), False, (8, 5)),
    (("list", 1, "two"), False, (8, 10)),
    (("list", 1, "three"), False, (9, 5)),
    (("list", 2, "four"), False, (11, 9)),
    (("list", "one"), False, (7, 1)),
    (("list", 9, "deeper", 3), False, (7, 1)),
    (("quoted key",), True, (13, 1)),
    (("quoted key",), False, (13, 17)),
    (("😀",), False, (14, 4)),
    (("last",), False, (15, 7)),
    (("missing",), False, (1, 1)),
    (("id", "deeper"), False, (1, 5)),
]


@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=repr)
@pytest.mark.parametrize(("field", "on_key", "place"), AT, ids=repr)
def test_a_key_and_a_value_are_located(
    newline: str, field: tuple[str | int, ...], on_key: bool, place: tuple[int, int]
) -> None:
    data = SOURCE.replace("\r\n", newline).encode()
    assert yaml.locate(data, field, on_key=on_key) == place


@pytest.mark.parametrize("data", [b"", b"# c\n", b"a: [", b"[" * 100_000, b"\xff", b"a: b\n\0"])
def test_the_place_in_what_is_no_yaml_is_its_beginning(data: bytes) -> None:
    assert yaml.locate(data, ("a", 0, "b")) == (1, 1)


def starts_with(text: str, value: Any) -> bool:
    """Whether source text may be the beginning of a value."""
    if isinstance(value, dict):
        return text.startswith("{") or starts_with(text, next(iter(value)))
    if isinstance(value, list):
        return text.startswith(("[", "- ", "-\n"))
    if isinstance(value, bool) or value is None:
        return text.lower().startswith((str(value).lower(), "null", "~"))
    if isinstance(value, int):
        return text.startswith(str(value))
    start = value.split(maxsplit=1)[0][:8]
    return text.startswith((start, f'"{start}', f"'{start}", ">", "|"))


@pytest.mark.parametrize("path", live())
def test_every_key_and_value_of_a_live_record_is_located(path: str) -> None:
    data = live()[path][1]
    lines = data.decode().splitlines(keepends=True)
    record = yaml.read(data)
    wrong = []
    for field in places(record)[1:]:
        value: Any = record
        for step in field:
            value = value[step]
        line, column = yaml.locate(data, field)
        key_line, key_column = yaml.locate(data, field, on_key=True)
        at_key = lines[key_line - 1][key_column - 1 :].lstrip("'\"")
        text = lines[line - 1][column - 1 :]
        if isinstance(field[-1], str) and not at_key.startswith(field[-1]):
            wrong.append((field, at_key))
        if not starts_with(text, value) and not (value is None and text.startswith(str(field[-1]))):
            wrong.append((field, text))
    assert wrong == []
