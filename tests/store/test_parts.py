"""Two versions of a file, read by parts, tell what they tell when both are read whole."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model import layout
from governance.model.change import Change
from governance.model.fields import Data
from governance.model.registry import FORMAT
from governance.rules.changes import record_changes
from governance.store import emit, yaml
from governance.store.load import model_of
from governance.store.parts import Plain, Unreadable, plain_record
from governance.store.record_versions import Versions
from tests.conftest import SEED, SOAK
from tests.helpers.records import live, valid
from tests.store.test_mutations import broken_bytes

EXAMPLES = settings(max_examples=2000 if SOAK else 60)
COUNT = 40_000 if SOAK else 1500
PARTS = 10
PLACES = {
    place: layout.classify(path)
    for place, path in {
        "output": "registry/outputs/p/a.yaml",
        "organisation": "registry/organisations/a.yaml",
        "project": "registry/projects/a.yaml",
        "theme": "registry/themes/a.yaml",
        "platform": "registry/platforms/a.yaml",
        "settings": "registry/registry.yaml",
        "lifecycle": "workflows/lifecycle.yaml",
        "review": "workflows/review.yaml",
        "approvals": "workflows/approvals.yaml",
        "roles": "workflows/roles.yaml",
        "platform-policy": "workflows/platform.yaml",
    }.items()
}


@dataclass(frozen=True)
class Contents:
    """Files by id, as Git gives them."""

    files: Mapping[str, bytes]

    def read(self, id: str) -> bytes:
        return self.files[id]


def by_parts(place: layout.Place, versions: list[bytes]) -> list[tuple[Change, ...] | None]:
    """What each version of a file tells of the one before, walked back; None: unreadable."""
    files = {str(at): data for at, data in enumerate(versions)}
    reader = Versions(None, Contents(files), {})  # type: ignore[arg-type]
    return [
        told(place, lambda at=at: reader.pair(place, *pair_of(at)))
        for at in range(len(versions) - 1, 0, -1)
    ]


def pair_of(at: int) -> tuple[tuple[str, int], tuple[str, int]]:
    return (str(at - 1), FORMAT), (str(at), FORMAT)


def told(place: layout.Place, pair: Any) -> tuple[Change, ...] | None:
    try:
        return record_changes(place.type or place.kind, place.name, *pair())
    except Unreadable:
        return None


def whole(model: type[Data], data: bytes) -> Plain | None:
    try:
        return plain_record(model, yaml.read(data))
    except (Unreadable, yaml.Malformed):
        return None


def check(place: layout.Place, versions: list[bytes], hint: object = "") -> None:
    """By parts the same is told as of whole versions, for each of a chain of them.

    What is broken on both sides need not be looked at.
    """
    read = [whole(model_of(place), data) for data in versions]
    for at, found in zip(range(len(versions) - 1, 0, -1), by_parts(place, versions), strict=True):
        old, new = read[at - 1], read[at]
        if old is None and new is None:
            continue
        wanted = (
            None if old is None or new is None else told(place, lambda old=old, new=new: (old, new))
        )
        assert found == wanted, (hint, versions[at - 1], versions[at])


def written(chance: random.Random, data: Mapping[str, Any]) -> bytes:
    """A record as somebody may have written it."""
    keys = list(data)
    if chance.random() < 0.3:
        chance.shuffle(keys)
    lines: list[str] = []
    if chance.random() < 0.5:
        lines += ["# yaml-language-server: $schema=x"]
    for key in keys:
        if chance.random() < 0.2:
            lines += chance.choice([[""], ["# of the next: [one"], ["", "  # it's"], ["#"]])
        lines += part(chance, key, data[key])
    end = chance.choice(["\n", "\n", "\n", "", "\n\n", "\n# the end\n"])
    text = "\n".join(lines) + end
    if chance.random() < 0.1:
        text = text.replace("\n", "\r\n")
    return text.encode()


def part(chance: random.Random, key: str, value: Any) -> list[str]:
    way = chance.randrange(4)
    if isinstance(value, str) and value and way == 0 and value.isprintable():
        return [f"{key}: {chance.choice(['|', '>', '|+', '|-', '>-'])}", f"  {value}"]
    if way == 1:
        return [f"{key}: {emit.flow(value)}"]
    if way == 2:
        dumped = pyyaml.safe_dump({key: value}, allow_unicode=True, width=chance.choice([20, 80]))
        return dumped.rstrip("\n").split("\n")
    return emit.pair(key, value)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """A file as a hand or a merge may have left it; often it can still be read."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    extra = chance.choice(
        [
            b"<<<<<<< HEAD", b"=======", b">>>>>>> side", b"  junk: x", b"- x", b"x", b"---",
            b"...",
            b"\ttab: x", b"notes: 'open", b'notes: "open', b"notes: [open", b"notes: |", b"notes:",
            b"id: again", b"  # \xe2\x80\xae", b"# \xff", b"? x", b"%YAML 1.2", b"notes : x", b" ",
            b"notes: a\rid: b", b"'id': x", b"# a comment", b"unknown: x",
        ]
    )  # fmt: skip
    return b"\n".join([*lines[:at], extra, *lines[at:]])


@st.composite
def chains(draw: st.DrawFn) -> tuple[layout.Place, list[bytes]]:
    """Versions of one record: some fields of each are those of another, some are damaged."""
    place = draw(st.sampled_from(list(PLACES.values())))
    assert place is not None
    made = draw(st.lists(valid(model_of(place)), min_size=2, max_size=3))
    chance = draw(st.randoms(use_true_random=False))
    versions = []
    for record in made:
        other = chance.choice(made)
        mixed = {**record, **{key: other[key] for key in other if chance.random() < 0.7}}
        data = written(chance, mixed)
        versions.append(damaged(chance, data) if chance.random() < 0.3 else data)
    return place, versions


@EXAMPLES
@given(chains())
def test_versions_of_a_record_tell_by_parts_what_they_tell_whole(
    chain: tuple[layout.Place, list[bytes]],
) -> None:
    check(*chain)


@pytest.mark.parametrize("part", range(PARTS))
def test_edits_of_live_files_tell_by_parts_what_they_tell_whole(part: int) -> None:
    base = {path: data for path, (_, data) in live().items()}
    for number in range(part, COUNT, PARTS):
        seed = f"{SEED}/{number}"
        chance = random.Random(seed)
        path = chance.choice(sorted(base))
        place = layout.classify(path)
        assert place is not None
        versions = [base[path]]
        for _ in range(chance.randint(1, 4)):
            data = chance.choice(versions)
            way = chance.choice([broken_bytes, damaged, rewritten]) if data else damaged
            versions.append(way(chance, data))
        check(place, versions, seed)


def rewritten(chance: random.Random, data: bytes) -> bytes:
    """The same record in another hand, perhaps without one of its fields."""
    try:
        record = yaml.read(data)
    except yaml.Malformed:
        return data
    if not isinstance(record, dict) or not all(isinstance(key, str) for key in record):
        return data
    if record and chance.random() < 0.3:
        del record[chance.choice(list(record))]
    try:
        return written(chance, record)
    except (pyyaml.YAMLError, ValueError):
        return data


THEME = PLACES["theme"]
ID = b"id: a\ntitle: {fi: a}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"# head\n" + ID, b"# head\n  junk: x\n" + ID),
        (b"# head\n" + ID, b"# head\n- junk\n" + ID),
        (b"# head\n" + ID, b"# \xe2\x80\xae\n" + ID),
        (b"# head\n" + ID, b"# \xff\n" + ID),
        (ID, b"notes: |\n  a\n" + ID),
        (b"notes: |\n  a\n" + ID, ID + b"notes: |\n  a\n"),
        (b"notes: |\n  a\n" + ID, ID + b"notes: |\n  a"),
        (b"notes: |+\n  a\n\n" + ID, ID + b"notes: |+\n  a\n"),
        (b"notes: |\n  a\n" + ID, ID + b"notes: >\n  a\n"),
        (ID, ID + b"notes: 'open\n"),
        (ID + b"notes: a\n", ID + b"notes: a\nnotes: a\n"),
        (ID, b"<<<<<<< HEAD\n" + ID),
        (ID, ID + b"notes: b\rid: c\n"),
        (ID.replace(b"\n", b"\r\n"), ID),
        (b"title: {fi: a}\nid: a\n", ID),
        (b"---\n" + ID, ID),
        (ID, ID + b"...\n"),
        (ID, b"id: a\n"),
        (ID, b""),
        (b"\n", ID),
        (ID + b'notes: "a\nsources: b"\n', ID + b'notes: "c\nsources: b"\n'),
        (ID + b"notes: 'a\nsources: b'\n", ID + b"notes: 'a\nsources: c'\n"),
    ],
)
def test_hard_corners_tell_by_parts_what_they_tell_whole(old: bytes, new: bytes) -> None:
    assert THEME is not None
    check(THEME, [old, new])
    check(THEME, [new, old])
    check(THEME, [old, new, old, ID, new])


SETTINGS = b"""format: 1
title: {fi: a}
languages: [fi]
timezone: UTC
calendar: FI
maintainer: a
kinds: {guide: {fi: a},
forge: {fi: b}}
"""


@pytest.mark.parametrize(
    ("old", "new"), [(b"{fi: a},", b"{fi: c},"), (b"{fi: b}}", b"{fi: c}}"), (b"UTC", b"EET")]
)
def test_what_is_open_goes_on_over_what_looks_like_a_field(old: bytes, new: bytes) -> None:
    place = PLACES["settings"]
    assert place is not None
    changed = SETTINGS.replace(old, new)
    assert whole(model_of(place), changed) != whole(model_of(place), SETTINGS)
    check(place, [SETTINGS, changed])
