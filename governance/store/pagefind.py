"""Runs pagefind, a program that makes the index in which a reader's browser searches."""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, Any

from governance.model.problem import Outside

ENTRY = "pagefind-entry.json"
PIECE = 1 << 20  # bytes read at a time
# What a page of ours loads; the rest are ready-made search forms.
_LOADED = re.compile(
    r"pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.(?!unknown)\w+\.pagefind|.*\.pf_\w+"
)

# By such words its parts tell each other what weighs how much; in a text they are only words.
_ORDER = re.compile(r"___(?=(END_)?PAGEFIND_)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: an address below the site, in a language, with its title and text.

    Its kind is shown beside the title. `foreign` has the languages of "title" and "text" where they
    are others. `parts` are more words by which it is found.
    """

    address: str
    language: str
    title: str
    text: str
    kind: str
    foreign: Mapping[str, str] = field(default_factory=dict)
    parts: str = ""


def search_index(entries: Iterable[Entry]) -> dict[str, bytes]:
    """The files of the index, and the script that searches in it, by path below their folder.

    The same entries give the same bytes, in whatever order they come. Raises Outside when
    pagefind is not installed or does not run here.
    """
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - is not everywhere

        program = get_executable()
    except (ImportError, FileNotFoundError):
        program = None
    if program is None:
        raise Outside("search-none")
    try:
        program = program.absolute()
        process = Popen(
            [program, "--service"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            # where it works it takes settings: https://pagefind.app/docs/config-sources/
            cwd=program.anchor, env=_readable(os.environ),
        )  # fmt: skip
        try:
            return _made(process, entries)
        finally:
            process.kill()
            process.communicate()
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise Outside("search-failed", detail=str(error)) from None


def _readable(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that are UTF-8; of any other one pagefind ends, such as the path of a folder.

    It reads them all: https://doc.rust-lang.org/std/env/fn.vars.html#panics
    """
    return {
        name: value
        for name, value in environment.items()
        if f"{name}{value}".encode(errors="replace") == os.fsencode(f"{name}{value}")
    }


def _made(process: Popen[bytes], entries: Iterable[Entry]) -> dict[str, bytes]:
    files = {each["path"]: b64decode(each["content"]) for each in _talk(process, entries)["files"]}
    # Its order is another each time.
    files[ENTRY] = json.dumps(json.loads(files[ENTRY]), sort_keys=True).encode()
    return {path: files[path] for path in sorted(files) if _LOADED.fullmatch(path)}


def _talk(process: Popen[bytes], entries: Iterable[Entry]) -> dict[str, Any]:
    """What pagefind answers last, when it is asked for the index of the entries.

    As its own libraries speak with it: https://pagefind.app/docs/py-api/, class PagefindService.
    Not through the one for Python, which waits a tenth of a second for each answer.
    """
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    messages = [_said(each) for each in _messages(entries)]
    with ThreadPoolExecutor(1) as another:  # so that neither waits for the other to read
        another.submit(_tell, process.stdin, messages)
        try:
            answers = _answers(process.stdout)
            *_, last = (next(answers) for _ in messages)
        finally:
            process.kill()  # or who tells would wait for a reader for ever
        return last


def _messages(entries: Iterable[Entry]) -> Iterator[dict[str, object]]:
    index = {"index_id": 0}  # the first of a process
    yield {"type": "NewIndex", "config": {"keep_index_url": True}}
    for each in sorted(entries, key=lambda each: each.address):
        # Values are searched, names are not. Nor are filters, but they come in any order.
        foreign = {f"{name}:{language}": "" for name, language in each.foreign.items()}
        yield {
            **index,
            "type": "AddRecord",
            "url": each.address,
            "content": _ORDER.sub("__", each.text),
            "language": each.language,
            "meta": {"title": each.title, "kind": each.kind, "parts": each.parts, **foreign},
            "filters": {},
            "sort": {},
        }
    yield {**index, "type": "GetFiles"}


def _said(message: Mapping[str, object]) -> bytes:
    text = json.dumps({"message_id": 0, "payload": message}, ensure_ascii=False)
    return b64encode(text.encode(errors="replace")) + b","


def _tell(stream: IO[bytes], messages: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):  # who reads the answers finds out
        stream.writelines(messages)
        stream.flush()


def _answers(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The answers, one after another. Raises EOFError at their end, ValueError for a complaint."""
    begun = b""
    while piece := os.read(stream.fileno(), PIECE):
        *whole, begun = (begun + piece).split(b",")
        for each in whole:
            answer = json.loads(b64decode(each))["payload"]
            if answer["type"] == "Error":
                raise ValueError(answer["message"])
            yield answer
    raise EOFError("it ended by itself")
