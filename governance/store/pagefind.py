"""Runs pagefind, a program that makes the index in which a reader's browser searches."""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from governance.model.problem import Outside

ENTRY = "pagefind-entry.json"
PIECE = 1 << 20  # bytes read at a time
# What a page of ours loads; the rest are ready-made search forms.
_LOADED = re.compile(
    r"pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.(?!unknown)\w+\.pagefind|.*\.pf_\w+"
)


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
        with Popen([program, "--service"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
            try:
                return _made(process, entries)
            finally:
                process.kill()
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise Outside("search-failed", detail=str(error)) from None


def _made(process: Popen[bytes], entries: Iterable[Entry]) -> dict[str, bytes]:
    index = _ask(process, type="NewIndex", config={"keep_index_url": True})["index_id"]
    for each in sorted(entries, key=lambda each: each.address):
        # Values are searched and names are not. Nor are filters, but their order is another each time.
        foreign = {f"{name}:{language}": "" for name, language in each.foreign.items()}
        _ask(
            process,
            type="AddRecord",
            index_id=index,
            url=each.address,
            content=each.text,
            language=each.language,
            meta={"title": each.title, "kind": each.kind, "parts": each.parts, **foreign},
            filters={},
            sort={},
        )
    answer = _ask(process, type="GetFiles", index_id=index)
    files = {each["path"]: b64decode(each["content"]) for each in answer["files"]}
    # Its order is another each time.
    files[ENTRY] = json.dumps(json.loads(files[ENTRY]), sort_keys=True).encode()
    return {path: files[path] for path in sorted(files) if _LOADED.fullmatch(path)}


def _ask(process: Popen[bytes], **message: Any) -> dict[str, Any]:
    """One message and its answer, as pagefind's own libraries speak with it.

    Not through its library for Python, which waits a tenth of a second for each answer.
    https://pagefind.app/docs/py-api/, class PagefindService
    """
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    sent = json.dumps({"message_id": 0, "payload": message}).encode()
    process.stdin.write(b64encode(sent) + b",")
    process.stdin.flush()
    received = bytearray()
    while not received.endswith(b","):
        part = os.read(process.stdout.fileno(), PIECE)
        if not part:
            raise EOFError(f"exit code {process.wait()}")
        received += part
    answer: dict[str, Any] = json.loads(b64decode(received[:-1]))["payload"]
    if answer["type"] == "Error":
        raise ValueError(answer["message"])
    return answer
