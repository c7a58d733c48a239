"""A long history of a large registry: many commits, each with what owners and maintainers do."""

import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

START = 1_764_000_000  # seconds, 2025-11-24
HOUR = 3600
PERSON = "Aino Tekijä <aino@example.invalid>"


def write_history(source: Path, target: Path, commits: int) -> None:
    """A bare repository at `target`: the registry of `source`, then so many commits of one edit.

    The outputs take turns; every edit adds a review or a need, or changes an owner, a text or a
    place, so that the same arguments give the same hashes.
    """
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(target)], check=True)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    with subprocess.Popen(
        ["git", "-C", str(target), "fast-import", "--quiet"],
        stdin=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin is not None
        for part in _stream(source, commits):
            process.stdin.write(part)
        process.stdin.close()
        assert process.wait() == 0


def _stream(source: Path, commits: int) -> Iterator[bytes]:
    files = sorted(
        path for path in source.rglob("*") if path.is_file() and ".git" not in path.parts
    )
    yield _commit(1, 0, "feat: records")
    for path in files:
        yield _file(path.relative_to(source).as_posix(), path.read_bytes())
    outputs = {
        path.relative_to(source).as_posix(): path.read_text()
        for path in files
        if path.is_relative_to(source / "registry/outputs")
    }
    paths = list(outputs)
    for number in range(1, commits + 1):
        path = paths[number * 7919 % len(paths)]
        outputs[path] = _edited(outputs[path], number)
        yield _commit(number + 1, number, f"feat(registry): edit {number}")
        yield _file(path, outputs[path].encode())


def _commit(mark: int, number: int, message: str) -> bytes:
    data = message.encode()
    when = f"{PERSON} {START + number * HOUR // 2} +0200"
    return (
        (
            f"commit refs/heads/main\nmark :{mark}\nauthor {when}\ncommitter {when}\n"
            f"data {len(data)}\n"
        ).encode()
        + data
        + b"\n"
    )


def _file(path: str, data: bytes) -> bytes:
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _edited(text: str, number: int) -> str:
    day = (date(2026, 11, 24) + timedelta(number // 100)).isoformat()
    kind = number % 5
    if kind == 0:
        return _line(
            text, "accessibility", "conforms" if "accessibility: partial" in text else "partial"
        )
    if kind == 1:
        return _line(text, "owner", "omnia" if "owner: tts\n" in text else "tts")
    if kind == 2:
        return _entry(text, "update_needs", f"  - id: {number}\n    reported: {day}\n"
                      f"    summary:\n      fi: tarve {number}\n    state: open\n")  # fmt: skip
    return _entry(text, "reviews", f"  - date: {day}\n    by: omnia\n    outcome: valid\n"
                  f"    evidence: luettu läpi, kerta {number}\n    via: issue\n")  # fmt: skip


def _line(text: str, field: str, value: str) -> str:
    lines = text.rstrip("\n").split("\n")
    others = [f"{field}: {value}" if each.startswith(f"{field}: ") else each for each in lines]
    return "\n".join(others if others != lines else [*lines, f"{field}: {value}"]) + "\n"


def _entry(text: str, field: str, entry: str) -> str:
    before, found, after = text.partition(f"{field}:\n")
    return before + found + entry + after if found else f"{text}{field}:\n{entry}"
