"""An edit changes only its lines: one example for each awkward shape, then every live record."""

import difflib
import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from governance.model.edit import Append, Edit, Put
from governance.model.problem import Refused
from governance.store import yaml
from governance.store.splice import splice
from tests.helpers.records import EDGES, live

COMMENT = re.compile(rb"(?:^| )#.*", re.MULTILINE)
ORDER = ("id", "title", "kind", "owner", "owner_since", "review", "reviews", "versions", "notes")
REVIEW = {"date": "2026-12-01", "by": "omnia", "version": "1.10"}
LINES = 'reviews:\n  - date: 2026-12-01\n    by: omnia\n    version: "1.10"\n'


def edited(before: str, *edits: Edit, order: Sequence[str] = ORDER) -> str:
    return splice(before.encode(), edits, order).decode()


def put(before: str, field: str, value: Any) -> str:
    steps = [int(step) if step.isdigit() else step for step in field.split(".")]
    return edited(before, Put(tuple(steps), value))


# before, field, value, after
SCALARS: dict[str, tuple[str, str, Any, str]] = {
    "comment": ("owner: a # why\n", "owner", "omnia", "owner: omnia # why\n"),
    "spacing": ("owner:   a   # why\nid: b", "owner", "c", "owner:   c   # why\nid: b"),
    "double stays": ('a: "x" # c\n', "a", "y", 'a: "y" # c\n'),
    "double escapes": ('a: "x"\n', "a", 'y "z" \\', 'a: "y \\"z\\" \\\\"\n'),
    "single stays": ("a: 'x' # c\n", "a", "it's: y", "a: 'it''s: y' # c\n"),
    "single cannot": ("a: 'x'\n", "a", "y\nz", 'a: "y\\nz"\n'),
    "plain cannot": ("a: x # c\n", "a", "Kaavio: y", 'a: "Kaavio: y" # c\n'),
    "quoted to null": ('a: "x" # c\n', "a", None, "a: null # c\n"),
    "number to text": ("a: 1\n", "a", "1", 'a: "1"\n'),
    "text to number": ('a: "1"\n', "a", 1, "a: 1\n"),
    "true is not 1": ("a: 1\n", "a", True, "a: true\n"),
    "1.0 is not 1": ("a: 1\n", "a", 1.0, "a: 1.0\n"),
    "date": ("owner_since: null # proposed\n", "owner_since", "2026-12-01",
             "owner_since: 2026-12-01 # proposed\n"),
    "tilde": ("a: ~\nb: 1\n", "a", "x", "a: x\nb: 1\n"),
    "empty": ("owner_since:\nb: 1\n", "owner_since", "x", "owner_since: x\nb: 1\n"),
    "empty with comment": ("a:   # why\n", "a", "x", "a: x   # why\n"),
    "empty at the end": ("b: 1\na:", "a", "x", "b: 1\na: x"),
    "quoted key": ("\"a\" : 'x'\n", "a", "y", "\"a\" : 'y'\n"),
    "explicit key": ("? a\n: x # c\n", "a", "w", "? a\n: w # c\n"),
    "own line": ("a:\n  # c\n  x # d\nb: 1\n", "a", "w", "a:\n  # c\n  w # d\nb: 1\n"),
    "folded": ("a: >-  # head\n  x\n  y\n\n# next\nb: 1\n", "a", "z",
               "a: z  # head\n\n# next\nb: 1\n"),
    "literal, kept ends": ("a: |+\n  x\n\n\nb: 1\n", "a", "z", "a: z\n\n\nb: 1\n"),
    "plain lines": ("a: x\n  y\n  z # c\nb: 1\n", "a", "w", "a: w # c\nb: 1\n"),
    "quoted lines": ("a: 'x\n\n  y' # c\nb: 1\n", "a", "w", "a: w # c\nb: 1\n"),
    "emoji before": ("b: 😀 # 😀\na: 😀 # c\n", "a", "é😀", "b: 😀 # 😀\na: é😀 # c\n"),
    "no-break space": ("a: \xa0\nb: 1\n", "a", "x", "a: x\nb: 1\n"),
    "no-break space in text": ("a: >-\n  x\n  \xa0\nb: 1\n", "a", "\xa0z",
                               'a: "\xa0z"\nb: 1\n'),
    "line of a tab in text": ("a: |- # c\n  x\n   \t\n\nb: 1\n", "a", "y: z",
                              'a: "y: z" # c\n\nb: 1\n'),
    "entry": ("a:\n  - x # c\n  -   y\n", "a.1", "z", "a:\n  - x # c\n  -   z\n"),
    "empty entry": ("a:\n  - # c\n  - y\n", "a.0", "z", "a:\n  - z # c\n  - y\n"),
    "field of an entry": ("a:\n  - b: 1 # c\n    d: 2\n", "a.0.b", 3,
                          "a:\n  - b: 3 # c\n    d: 2\n"),
    "new field of an entry": ("a:\n  -   b: 1 # c\n  - x\n", "a.0.d", 2,
                              "a:\n  -   b: 1 # c\n      d: 2\n  - x\n"),
    "in a flow mapping": ("a: { b: x, 'c':y } # c\n", "a.b", "z", "a: { b: z, 'c':y } # c\n"),
    "touching its key": ("a: {'b':x}\n", "a.b", "z", "a: {'b':z}\n"),
    "comma in flow": ("a: {b: x}\n", "a.b", "y, z", 'a: {b: "y, z"}\n'),
    "comma in block": ("a: x\n", "a", "y, z", "a: y, z\n"),
    "empty in flow": ("a: {b: , c}\n", "a.b", "w", "a: {b: w , c}\n"),
    "key alone in flow": ("a: {b: , c }\n", "a.c", "w", "a: {b: , c: w }\n"),
    "entry in flow": ("a: [x, 'y'] # c\n", "a.1", "z", "a: [x, 'z'] # c\n"),
    "document marks": ("---\na: x\n...\n", "a", "w", "---\na: w\n...\n"),
    "tab before comment": ("a: x\t# c\n", "a", "w", "a: w\t# c\n"),
    "crlf": ("a: x # c\r\nb: 1\r\n", "a", "w", "a: w # c\r\nb: 1\r\n"),
}  # fmt: skip
COLLECTIONS: dict[str, tuple[str, str, Any, str]] = {
    "words beside": ("a: null # c\n", "a", ["x", "w"], "a: [x, w] # c\n"),
    "texts below": ("a: null # c\nb: 1\n", "a", ["x y", "no"],
                    'a: # c\n  - x y\n  - "no"\nb: 1\n'),
    "mapping below": ("a: 1 # c\nb: 1", "a", {"fi": "x", "sv": None, "l": [], "m": {}},
                      "a: # c\n  fi: x\n  sv: null\n  l: []\n  m: {}\nb: 1"),
    "mapping below an empty value": ("a:   # c\n# d\nb: 1\n", "a", {"fi": "x"},
                                     "a:   # c\n  fi: x\n# d\nb: 1\n"),
    "mapping for a folded text": ("a: >- # c\n  x\n\nb: 1\n", "a", {"fi": "x"},
                                  "a: # c\n  fi: x\n\nb: 1\n"),
    "mapping for a text with a line of a tab": ("a: >-\n  x\n   \t\nb: 1\n", "a", {"fi": "x"},
                                                "a:\n  fi: x\nb: 1\n"),
    "mapping for a mapping": ("a: # c\n    # d\n    x: 1 # gone\n\n# e\nb: 1\n", "a", {"fi": "x"},
                              "a: # c\n    # d\n  fi: x\n\n# e\nb: 1\n"),
    "text for a mapping": ("a: # c\n  # d\n  x: 1\n  y: 2\n\n# e\nb: 1\n", "a", "z",
                           "a: z # c\n  # d\n\n# e\nb: 1\n"),
    "text for a list": ("a:\n- x\n- y\nb: 1\n", "a", "z", "a: z\nb: 1\n"),
    "list for a text of its own line": ("a:\n  x # c\nb: 1\n", "a", [{"k": "v"}],
                                        "a:\n  # c\n  - k: v\nb: 1\n"),
    "mapping for an entry with a comment": ("a:\n  - x # c\n  - # d\n  - z\n", "a.0",
                                            {"k": 1, "l": 2},
                                            "a:\n  - # c\n    k: 1\n    l: 2\n  - # d\n  - z\n"),
    "mapping for an empty entry with a comment": ("a:\n  - x\n  - # d\n  - z\n", "a.1", {"k": 1},
                                                  "a:\n  - x\n  - # d\n    k: 1\n  - z\n"),
    "list for flow lines": ("a: [x,\n  y] # c\nb: 1\n", "a", [{"k": "v"}],
                            "a: # c\n  - k: v\nb: 1\n"),
    "in flow": ("a: {b: x}\n", "a.b", [{"k": "https://x"}], 'a: {b: [{k: "https://x"}]}\n'),
    "mapping for an entry": ("a:\n  - x # c\n  - y\n", "a.1", {"k": "v", "l": {"m": 1}},
                             "a:\n  - x # c\n  - k: v\n    l:\n      m: 1\n"),
    "mapping for an empty entry": ("a:\n  -\n  - y\n", "a.0", {"k": 1, "l": 2},
                                   "a:\n  - k: 1\n    l: 2\n  - y\n"),
    "text for a mapping entry": ("a:\n  - k: 1\n    l: 2 # gone\n  - y\n", "a.0", "x",
                                 "a:\n  - x # gone\n  - y\n"),
    "list in a list": ("a:\n  - x\n", "a.0", [["w", {"k": "v"}], []],
                       "a:\n  - [[w, {k: v}], []]\n"),
    "crlf": ("a: 1 # c\r\nb: 1\r\n", "a", {"fi": "x", "sv": "w"},
             "a: # c\r\n  fi: x\r\n  sv: w\r\nb: 1\r\n"),
}  # fmt: skip
NEW_KEYS: dict[str, tuple[str, str, Any, str]] = {
    "behind the nearest before": ("id: a\nkind: b # c\n\n# d\nnotes: e\n", "owner", "x",
                                  "id: a\nkind: b # c\nowner: x\n\n# d\nnotes: e\n"),
    "not behind the last in the file": ("kind: b\nid: a\nnotes: c\n", "title", "x",
                                        "kind: b\nid: a\ntitle: x\nnotes: c\n"),
    "first of all": ("# c\nkind: b\n", "id", "x", "# c\nid: x\nkind: b\n"),
    "unknown to the order": ("id: a\nnotes: b\n# c\n", "z", "x", "id: a\nnotes: b\nz: x\n# c\n"),
    "behind a list": ("id: a\nreviews:\n- b: 1\n  c: 2 # d\n# e\n", "notes", "x",
                      "id: a\nreviews:\n- b: 1\n  c: 2 # d\nnotes: x\n# e\n"),
    "behind folded text": ("id: >-\n  a\n  b\n\n\n# c\nnotes: d\n", "kind", "x",
                           "id: >-\n  a\n  b\nkind: x\n\n\n# c\nnotes: d\n"),
    "behind kept ends": ("id: |+\n  a\n\n\nnotes: d\n", "kind", "x",
                         "id: |+\n  a\n\n\nkind: x\nnotes: d\n"),
    "behind spaces that count": ("id: |\n  a\n    \nnotes: d\n", "kind", "x",
                                 "id: |\n  a\n    \nkind: x\nnotes: d\n"),
    "behind a stated indent": ("id: |1-\n   a\n\nnotes: d\n", "kind", "x",
                               "id: |1-\n   a\nkind: x\n\nnotes: d\n"),
    "behind flow lines": ("id: [a,\n  b] # c\nnotes: d\n", "kind", "x",
                          "id: [a,\n  b] # c\nkind: x\nnotes: d\n"),
    "behind an empty value": ("id: # c\nnotes: d\n", "kind", "x",
                              "id: # c\nkind: x\nnotes: d\n"),
    "no line end": ("id: a", "kind", "x", "id: a\nkind: x"),
    "no line end, comment": ("id: a # c", "kind", "x", "id: a # c\nkind: x"),
    "no line end, folded": ("id: >-\n  a", "kind", "x", "id: >-\n  a\nkind: x"),
    "no line end, literal": ("id: | # c\n  a", "kind", "x", "id: |- # c\n  a\nkind: x"),
    "no line end, kept": ("id: |2+\n    a\n\n    b", "kind", "x",
                          "id: |2-\n    a\n\n    b\nkind: x"),
    "no line end, stripped": ("id: |-2\n   a", "kind", "x", "id: |-2\n   a\nkind: x"),
    "no line end, spaces": ("id: |\n  a\n\n ", "kind", "x", "id: |\n  a\nkind: x\n\n "),
    "crlf": ("id: a\r\n# c\r\n", "kind", "x", "id: a\r\nkind: x\r\n# c\r\n"),
    "crlf, no line end": ("id: a\r\nkind: b", "notes", "x", "id: a\r\nkind: b\r\nnotes: x"),
    "old Mac": ("id: a\rkind: b\r", "notes", "x", "id: a\rkind: b\rnotes: x\r"),
    "before the end of the document": ("---\nid: a\n...\n", "kind", "x",
                                       "---\nid: a\nkind: x\n...\n"),
    "indented file": ("  id: a\n  notes: b\n", "kind", "x", "  id: a\n  kind: x\n  notes: b\n"),
    "nested": ("review:\n    cycle: P1Y # c\n\n    # d\nnotes: e\n", "review.since", "x",
               "review:\n    cycle: P1Y # c\n    since: x\n\n    # d\nnotes: e\n"),
    "in flow": ("review: {cycle: P1Y} # c\n", "review.since", ["a", "b"],
                "review: {cycle: P1Y, since: [a, b]} # c\n"),
    "in flow lines": ("review: {\n  cycle: P1Y, # c\n  since: a, # d\n}\n", "review.z", "https://x",
                      'review: {\n  cycle: P1Y, # c\n  since: a, z: "https://x", # d\n}\n'),
    "in flow behind an empty value": ("a: {b: }\n", "a.c", "x", "a: {b: , c: x}\n"),
    "in flow behind a key alone": ("a: {b }\n", "a.c", "x", "a: {b , c: x}\n"),
    "in empty braces": ("a: {} # c\n", "a.b", "x", "a: # c\n  b: x\n"),
    "in braces with a comment": ("a: { # c\n  }\n", "a.b", "x", "a: {b: x # c\n  }\n"),
    "in the file's braces": ("{id: a}\n", "kind", "x", "{id: a, kind: x}\n"),
    "in the file's empty braces": ("{ }\n", "kind", "x", "{kind: x }\n"),
    "missing parents": ("id: a\nnotes: b\n", "review.plan.next", "x",
                        "id: a\nreview:\n  plan:\n    next: x\nnotes: b\n"),
    "missing parents in flow": ("a: {b: 1}\n", "a.c.d", "x", "a: {b: 1, c: {d: x}}\n"),
    "null for a parent": ("a: null # c\n", "a.b", "x", "a: # c\n  b: x\n"),
    "nothing for a parent": ("a: # c\nz: 1\n", "a.b.c", "x", "a: # c\n  b:\n    c: x\nz: 1\n"),
    "null": ("id: a\n", "kind", None, "id: a\nkind: null\n"),
    "key that needs quotes": ("a:\n  fi: x\n", "a.no", "w", 'a:\n  fi: x\n  "no": w\n'),
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        pytest.param(*case, id=name)
        for table in (SCALARS, COLLECTIONS, NEW_KEYS)
        for name, case in table.items()
    ],
)
def test_a_value_is_put(before: str, field: str, value: Any, after: str) -> None:
    assert put(before, field, value) == after


# before, entry, after
APPENDED: dict[str, tuple[str, Any, str]] = {
    "missing": ("id: a\nnotes: b\n", REVIEW, f"id: a\n{LINES}notes: b\n"),
    "missing, no line end": ("id: a", REVIEW, f"id: a\n{LINES[:-1]}"),
    "null": ("reviews: null\nnotes: b\n", REVIEW, f"{LINES}notes: b\n"),
    "nothing": ("reviews:\n\n# c\nnotes: b\n", REVIEW, f"{LINES}\n# c\nnotes: b\n"),
    "empty brackets": ("reviews: [] # none yet\nnotes: b\n", {"a": 1},
                       "reviews: # none yet\n  - a: 1\nnotes: b\n"),
    "brackets with a comment": ("reviews: [ # none yet\n  ]\n", {"a": 1},
                                "reviews: [{a: 1} # none yet\n  ]\n"),
    "one more": (f"{LINES}notes: b\n", {"date": "2027-12-01", "by": None},
                 f"{LINES}  - date: 2027-12-01\n    by: null\nnotes: b\n"),
    "without indent": ("reviews:\n- a: 1\n  b: 2\nnotes: b\n", {"a": 3, "b": 4},
                       "reviews:\n- a: 1\n  b: 2\n- a: 3\n  b: 4\nnotes: b\n"),
    "wide dash": ("reviews:\n    -   a: 1\n", {"a": 3, "b": 4},
                  "reviews:\n    -   a: 1\n    -   a: 3\n        b: 4\n"),
    "dash on its line": ("reviews:\n  - # c\n    a: 1\n", {"a": 3},
                         "reviews:\n  - # c\n    a: 1\n  - a: 3\n"),
    "comments": ("reviews:\n  # 1\n  - a: 1 # 2\n  # 3\n\n# 4\nnotes: b\n", {"a": 3},
                 "reviews:\n  # 1\n  - a: 1 # 2\n  - a: 3\n  # 3\n\n# 4\nnotes: b\n"),
    "folded end": ("reviews:\n  - a: >-\n      x\n      y\n\n# c\nnotes: b\n", {"a": 3},
                   "reviews:\n  - a: >-\n      x\n      y\n  - a: 3\n\n# c\nnotes: b\n"),
    "kept end": ("reviews:\n  - a: |+\n      x\n\nnotes: b\n", {"a": 3},
                 "reviews:\n  - a: |+\n      x\n\n  - a: 3\nnotes: b\n"),
    "literal end of the file": ("reviews:\n  - a: |\n      x", {"a": 3},
                                "reviews:\n  - a: |-\n      x\n  - a: 3"),
    "flow entries": ("reviews:\n  -  {a: 1, b: 2} # c\nnotes: b\n", {"a": 3, "b": "https://x"},
                     'reviews:\n  -  {a: 1, b: 2} # c\n  -  {a: 3, b: "https://x"}\nnotes: b\n'),
    "flow list": ("reviews: [{a: 1}] # c\n", {"a": 3}, "reviews: [{a: 1}, {a: 3}] # c\n"),
    "flow lines": ("reviews: [\n  {a: 1}, # c\n  {a: 2}, # d\n]\n", {"a": 3},
                   "reviews: [\n  {a: 1}, # c\n  {a: 2}, {a: 3}, # d\n]\n"),
    "flow of single pairs": ("reviews: [a: 1, b: 2]\n", {"c": 3},
                             "reviews: [a: 1, b: 2, {c: 3}]\n"),
    "flow words": ("reviews: [a, b] # c\n", "c", "reviews: [a, b, c] # c\n"),
    "flow texts": ("reviews: ['a', 'b']\n", "c", "reviews: ['a', 'b', 'c']\n"),
    "block texts": ("reviews:\n  - a\n  - 'b' # c\n", "c",
                    "reviews:\n  - a\n  - 'b' # c\n  - 'c'\n"),
    "empty entry": ("reviews:\n  -\nnotes: b\n", {"a": 1}, "reviews:\n  -\n  - a: 1\nnotes: b\n"),
    "crlf": ("reviews:\r\n  - a: 1 # c\r\n# d\r\n", {"a": 3, "b": 4},
             "reviews:\r\n  - a: 1 # c\r\n  - a: 3\r\n    b: 4\r\n# d\r\n"),
    "crlf, no line end": ("id: b\r\nreviews:\r\n  - a: 1", {"a": 3},
                          "id: b\r\nreviews:\r\n  - a: 1\r\n  - a: 3"),
    "nothing to say": ("reviews: []\n", {}, "reviews:\n  - {}\n"),
    "nested values": ("reviews: []\n", {"summary": {"fi": "a b"}, "l": ["a"], "m": [{"k": "v"}]},
                      "reviews:\n  - summary:\n      fi: a b\n    l: [a]\n    m:\n      - k: v\n"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "entry", "after"), [pytest.param(*case, id=name) for name, case in APPENDED.items()]
)
def test_an_entry_is_appended(before: str, entry: Any, after: str) -> None:
    assert edited(before, Append(("reviews",), entry)) == after


def test_a_list_is_made_below_missing_parents() -> None:
    edit = Append(("review", "schedule"), {"cycle": 1, "due": "2027-01-15"})
    after = "id: a\nreview:\n  schedule:\n    - cycle: 1\n      due: 2027-01-15\n"
    assert edited("id: a\n", edit) == after
    assert edited("id: a\nreview: {}\n", edit) == after
    assert edited("id: a\nreview: {cycle: P1Y}\n", edit) == (
        "id: a\nreview: {cycle: P1Y, schedule: [{cycle: 1, due: 2027-01-15}]}\n"
    )


def test_an_entry_of_a_list_in_a_list_keeps_its_column() -> None:
    assert edited("a:\n  - - x\n    - y # c\n  - z\n", Append(("a", 0), "w")) == (  # type: ignore[arg-type]
        "a:\n  - - x\n    - y # c\n    - w\n  - z\n"
    )


def test_edits_are_made_one_after_the_other() -> None:
    after = edited(
        "id: a # c\n",
        Put(("owner",), "omnia"),
        Append(("reviews",), {"by": "omnia"}),
        Append(("reviews",), {"by": "tts"}),
        Put(("reviews", 0, "by"), "winnova"),
        Put(("owner",), None),
    )
    assert after == "id: a # c\nowner: null\nreviews:\n  - by: winnova\n  - by: tts\n"


# What YAML 1.1 or 1.2 readers take for something else, or cannot read, stands in double quotes.
QUOTED = (
    "", " a", "a ", "1", "2026", "1.0", "1.10", "1.2.3", "-1", "+1", ".5", "1e3", "0x1F", "0o17",
    "1_000", "1,000", "12:30", "no", "No", "NO", "yes", "on", "off", "y", "N", "true", "False",
    "null", "NULL", "~", ".inf", ".nan", "=", "<<", "2026-1-5", "2026-11-24T10:00:00Z", "a: b",
    "a:", "a #b", "#a", "- a", "-a", "? a", "[a", "{a}", "]", ",a", "&a", "*a", "!a", "|", ">a",
    "'a'", '"a"', "%a", "@a", "`a", "a\tb", "a\nb", "a\n", "\n", "---", "...",
)  # fmt: skip
PLAIN = (
    "a", "a b", "a#b", "a:b", "https://a.fi/b?c=d#e", "2026-11-24", "P1Y", "none", "it's",
    'say "x"', "a, b", "Työpaketti 1.1, Tavoite", "a - b", "2022–2024", "😀", "a/b", "nan",
    "kyllä [1]", "å" * 3000,
)  # fmt: skip


@pytest.mark.parametrize("text", QUOTED, ids=repr)
def test_a_text_that_could_be_misread_is_quoted(text: str) -> None:
    assert put("a: x # c\n", "a", text) == f"a: {json.dumps(text)} # c\n"
    assert put("a: {b: x}\n", "a.b", text) == f"a: {{b: {json.dumps(text)}}}\n"


@pytest.mark.parametrize("text", PLAIN, ids=lambda text: text[:20])
def test_any_other_text_stays_without_quotes(text: str) -> None:
    assert put("a: x # c\n", "a", text) == f"a: {text} # c\n"


@pytest.mark.parametrize("value", [1e300, 1e-07, -0.5, 1e16, 0, -(10**16), True, False, None])
def test_other_values_are_read_as_they_were(value: Any) -> None:
    after = put("a: x # c\n", "a", value)
    assert yaml.read(after.encode()) == {"a": value}
    assert after.endswith(" # c\n")


@pytest.mark.parametrize("before", ["a: 'x'  # c\nb: >\n  y\n", "a: x\r\nb: |\r\n y"])
def test_the_same_value_changes_no_byte(before: str) -> None:
    data = yaml.read(before.encode())
    assert edited(before, *(Put((key,), value) for key, value in data.items())) == before


IMPOSSIBLE: dict[str, tuple[str, Edit, str]] = {
    "merge conflict": ("<<<<<<< a\nid: a\n=======\nid: b\n", Put(("id",), "x"), "id"),
    "duplicate key": ("id: a\nid: b\n", Put(("id",), "x"), "id"),
    "anchor": ("id: &a b\n", Put(("id",), "x"), "id"),
    "empty file": ("# c\n", Put(("id",), "x"), "id"),
    "not UTF-8 mark": ("\ufeffid: a\n", Put(("id",), "x"), "id"),
    "text is no mapping": ("a: x\n", Put(("a", "b"), "x"), "a.b"),
    "text is no list": ("a: x\n", Append(("a",), {"b": 1}), "a"),
    "no text is no list": ('a: ""\n', Append(("a",), {"b": 1}), "a"),
    "zero is no mapping": ("a: 0\n", Put(("a", "b"), "x"), "a.b"),
    "list is no mapping": ("a: [x]\n", Put(("a", "b"), "x"), "a.b"),
    "mapping is no list": ("a: {}\n", Append(("a",), {"b": 1}), "a"),
    "no such entry": ("a: [x]\n", Put(("a", 1), "x"), "a[1]"),
    "no entry from behind": ("a: [x]\n", Put(("a", -1), "x"), "a[-1]"),
    "whole file": ("a: x\n", Put((), {"a": "y"}), ""),
    "not NFC": ("a: x\n", Put(("a",), "a\u0308"), "a"),
    "invisible": ("a: x\n", Put(("a",), "a\u200bb"), "a"),
    "carriage return": ("a: x\n", Put(("a",), "a\rb"), "a"),
    "NUL": ("a: x\n", Put(("a",), "\0"), "a"),
    "half a character": ("a: x\n", Put(("a",), "\ud800"), "a"),
    "not a number": ("a: x\n", Put(("a",), float("nan")), "a"),
    "too many digits": ("a: x\n", Put(("a",), 10**30), "a"),
    "number for a key": ("a: x\n", Put(("b",), {1: "x"}), "b"),
    "too deep": ("a: x\n", Put(("a",), [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]), "a"),
    "too large": ("a: x\n", Put(("a",), "x" * 300_000), "a"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "edit", "field"),
    [pytest.param(*case, id=name) for name, case in IMPOSSIBLE.items()],
)
def test_what_cannot_be_is_refused_by_its_field(before: str, edit: Edit, field: str) -> None:
    with pytest.raises(Refused) as refused:
        edited(before, edit)
    assert (refused.value.code, refused.value.values) == ("edit-impossible", {"field": field})


@pytest.mark.parametrize("value", EDGES, ids=lambda value: repr(value)[:40])
@pytest.mark.parametrize("before", ["a: x # c\n", 'a: "x" # c\n', "a: {b: 'x'} # c\n"])
def test_an_edge_is_written_as_it_is_or_refused(before: str, value: Any) -> None:
    field = ("a", "b") if "{" in before else ("a",)
    try:
        after = edited(before, Put(field, value))
    except Refused:
        return
    found = yaml.read(after.encode())["a"]
    assert json.dumps(found["b"] if "{" in before else found) == json.dumps(value)
    assert "# c" in after


def added_lines(before: bytes, after: bytes) -> list[int]:
    """Which lines are new, where all others stayed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    assert {tag for tag, *_ in blocks} <= {"equal", "insert"}, blocks
    return [
        number for tag, _, _, low, high in blocks if tag == "insert" for number in range(low, high)
    ]


def without(data: bytes, numbers: list[int]) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(line for number, line in enumerate(lines) if number not in numbers)


@pytest.mark.parametrize("path", sorted(live()))
@pytest.mark.parametrize("crlf", [False, True], ids=["as it is", "crlf"])
def test_a_live_record_takes_edits_on_their_own_lines(path: str, crlf: bool) -> None:
    data = live()[path][1]
    data = data.replace(b"\n", b"\r\n") if crlf else data
    raw = yaml.read(data)
    order = tuple(raw)
    made: list[tuple[Edit, Any]] = [
        (Put(("zz",), "uusi: arvo"), {**raw, "zz": "uusi: arvo"}),
        (Put(("zz", "b", "c"), 1), {**raw, "zz": {"b": {"c": 1}}}),
        (Append(("zz",), REVIEW), {**raw, "zz": [REVIEW]}),
    ]
    made += [
        (Append((key,), REVIEW), {**raw, key: [*value, REVIEW]})
        for key, value in raw.items()
        if isinstance(value, list) and value and isinstance(value[0], dict)
    ]
    made += [
        (Put((key, "zz"), "x"), {**raw, key: {**value, "zz": "x"}})
        for key, value in raw.items()
        if isinstance(value, dict) and f"\n{key}: {{".encode() not in data
    ]
    for edit, wanted in made:
        after = splice(data, [edit], order)
        assert yaml.read(after) == wanted, edit
        assert without(after, added_lines(data, after)) == data, edit


@pytest.mark.parametrize("path", sorted(live()))
def test_a_live_record_takes_a_value_for_another_in_its_line(path: str) -> None:
    data = live()[path][1]
    raw = yaml.read(data)
    for key, value in raw.items():
        if isinstance(value, dict | list) or b"\n" + key.encode() + b": >" in data:
            continue
        after = splice(data, [Put((key,), "x y")], ())
        assert yaml.read(after) == {**raw, key: "x y"}
        assert COMMENT.findall(after) == COMMENT.findall(data)
        old, new = data.splitlines(keepends=True), after.splitlines(keepends=True)
        assert [a.split(b":")[0] for a, b in zip(old, new, strict=True) if a != b] == [key.encode()]
        assert splice(after, [Put((key,), value)], ()) == data or b'"' in data or b"'" in data


@pytest.mark.parametrize("path", sorted(live()))
def test_a_live_record_could_have_been_written_by_edits(path: str) -> None:
    """Written anew field by field it means the same: every live value can be put."""
    raw = yaml.read(live()[path][1])
    edits = [Put((key,), value) for key, value in raw.items()]
    assert yaml.read(splice(b"zz: null\n", edits, ())) == {"zz": None, **raw}
