"""A long history of a large registry: many commits, each with what owners and maintainers do."""

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from governance.model.approval_line import ApprovalLine
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.reach import reach_of
from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.ground import grounds

START = 1_764_000_000  # seconds, 2025-11-24
HOUR = 3600
ADMIN = "github:1"
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
    owner = re.search(r"^owner: ([a-z][a-z0-9-]*)$", text, re.MULTILINE)
    by = owner[1] if owner else "tts"
    return _entry(text, "reviews", f"  - date: {day}\n    by: {by}\n    outcome: valid\n"
                  f"    evidence: luettu läpi, kerta {number}\n    via: issue\n")  # fmt: skip


def _line(text: str, field: str, value: str) -> str:
    lines = text.rstrip("\n").split("\n")
    others = [f"{field}: {value}" if each.startswith(f"{field}: ") else each for each in lines]
    return "\n".join(others if others != lines else [*lines, f"{field}: {value}"]) + "\n"


def _entry(text: str, field: str, entry: str) -> str:
    before, found, after = text.partition(f"{field}:\n")
    return before + found + entry + after if found else f"{text}{field}:\n{entry}"


def write_approvals(target: Path) -> None:
    """Notes on every commit of a bare repository: an admin has approved all that was demanded."""
    repository = open_repository(target)
    newest = RevisionTree(repository, resolve(repository, "HEAD"))
    parts = [f"commit refs/notes/approvals\ncommitter {PERSON} {START} +0200\ndata 0\n"]
    for ground in grounds(None, newest, "Europe/Helsinki"):
        if ground.registry is None:
            continue
        demands, _ = demands_of(ground.registry, ground.step.difference.changes)
        when = datetime.fromtimestamp(ground.commit.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines = []
        for each in demands:
            fallback = reach_of(ground.registry, each, ground.step.day, {ADMIN}).fallback
            told = {
                "change": each.rule,
                "record": {"type": each.record[0], "id": each.record[1]},
                "rule": each.needs,
                "organisation": each.organisation,
                "contact": None,
                "account": ADMIN,
                "head": ground.commit.id,
                "source": "https://example.invalid/pull/1#pullrequestreview-1",
                "time": when,
                "fallback": fallback,
            }
            lines.append(ApprovalLine.model_validate(told).text)
        text = "".join(f"{each}\n" for each in sorted(lines)).encode()
        parts.append(f"N inline {ground.commit.id}\ndata {len(text)}\n{text.decode()}\n")
    subprocess.run(
        ["git", "-C", str(target), "fast-import", "--quiet"], input="".join(parts).encode(),
        check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
