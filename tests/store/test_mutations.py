"""Broken files are found with their line, or still valid; nothing makes the reader fall over."""

import copy
import random
from typing import Any

import pytest
import yaml as pyyaml

from governance.model import layout
from governance.model.problem import Problem
from governance.store import yaml
from tests.conftest import SEED, SOAK
from tests.helpers.load import MemoryTree, problems_in
from tests.helpers.records import EDGES, live, places, verdicts

COUNT = 10_000 if SOAK else 200
PARTS = 20
PIECES = (
    b"\0", b"\t", b"\n", b"\r", b"\r\n", b"&a ", b"*a", b"!!str ", b"!", b"---\n", b"...\n",
    b"%YAML 1.1\n",
    b"<<: ", b"? ", b": ", b"- ", b"[", b"]", b"{", b"}", b"'", b'"', b"|", b">", b"#", b"@", b"`",
    b"\\",
    b"\xff", b"\xc3", b"\xef\xbb\xbf", "\u202e".encode(), "\u2028".encode(), "\x85".encode(),
    b'"\\u202e"', b'"\\r"', b'"\\uD800"', b"1e999", b"0x1F", b".inf", b"99999999999999999999", b"~",
    "a\u0308".encode(), "😀".encode(),
)  # fmt: skip


def broken_bytes(chance: random.Random, data: bytes) -> bytes:
    at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    lines = data.splitlines(keepends=True)
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(8)
    if way == 0 and data:
        at = min(at, len(data) - 1)
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if way == 1:
        return data[:at] + chance.choice(PIECES) + data[at:]
    if way == 2:
        return data[:at] + data[min(to, at + chance.randrange(1, 30)) :]
    if way == 3:
        return b"".join([*lines[:one], lines[one], *lines[one:]])
    if way == 4:
        lines[one], lines[two] = lines[two], lines[one]
        return b"".join(lines)
    if way == 5:
        return data[:at]
    if way == 6:
        return b"".join(
            [*lines[:one], b" " * chance.randrange(1, 5) + lines[one], *lines[one + 1 :]]
        )
    return b"".join([*lines[:one], lines[one].lstrip(), *lines[one + 1 :]])


def broken_data(chance: random.Random, data: bytes) -> bytes:
    record = {"": copy.deepcopy(yaml.read(data))}
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(places(record)[1:])
        inside: Any = record
        for step in path[:-1]:
            inside = inside[step]
        way = chance.randrange(4)
        if way == 0 and path != ("",):
            del inside[path[-1]]
        elif way == 1 and isinstance(inside, dict) and path != ("",):
            inside[chance.choice(["", "id", "fi\n", "x", "\0", "date"])] = inside.pop(path[-1])
        elif way == 2 and isinstance(inside, list):
            inside.insert(0, copy.deepcopy(inside[path[-1]]))
        else:
            inside[path[-1]] = copy.deepcopy(chance.choice(EDGES))
    style = chance.choice([None, None, True])
    dumped: bytes = pyyaml.dump(
        record[""], Dumper=NoAliases, allow_unicode=True, encoding="utf-8", default_flow_style=style
    )
    return dumped


class NoAliases(pyyaml.SafeDumper):
    """Writes a value that stands twice twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def lines_of(data: bytes) -> int:
    return max(1, len(data.decode(errors="replace").splitlines()))


def misplaced(problems: list[Problem], files: dict[str, bytes]) -> list[Problem]:
    return [
        each
        for each in problems
        if each.path in files
        and each.code != "yaml-size"
        and not (1 <= (each.line or 0) <= lines_of(files[each.path]) and (each.column or 0) >= 1)
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_broken_file_is_found_with_its_line_or_valid(part: int) -> None:
    base = {path: data for path, (_, data) in live().items()}
    for number in range(part, COUNT, PARTS):
        seed = f"{SEED}/{number}"
        chance = random.Random(seed)
        path = chance.choice(sorted(base))
        way = broken_bytes if number % 2 else broken_data
        files = {**base, path: way(chance, base[path])}
        try:
            problems = problems_in(MemoryTree(files))
            raw = yaml.read(files[path])
        except yaml.Malformed:
            assert any(each.path == path for each in problems), seed
        except Exception as error:
            raise AssertionError(f"seed {seed}: {path}: {files[path]!r}") from error
        else:
            place = layout.classify(path)
            said = verdicts(layout.schema_name(place), raw) if place else {}
            assert said["model"] == said["schema"], seed
            assert said["model"] or any(each.path == path for each in problems), seed
        assert misplaced(problems, files) == [], seed
