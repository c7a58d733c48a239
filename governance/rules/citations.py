"""Citations of outputs in documents, governance texts and platforms.

They are looked for loosely and read strictly, so that a misspelt one is never skipped in silence.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from governance.model.fields import Data
from governance.model.problem import Field
from governance.model.registry import POLICY_MODELS, Registry, policy_path
from governance.rules.strings import strings

# What begins within a word, a path or a host name is something else; `_` may be emphasis.
# The word stands first and is looked back over, since a search for a word is quick.
_MENTION = re.compile(
    r"registry:(?<![^\W_]registry:)(?<![^\W_]_registry:)(?<![./-]registry:)"
    r"[^\s<>()\[\]{}|\"'`*,;“”„’\u2018«»–—…]+",
    re.IGNORECASE,
)
_SENTENCE_END = ".:!?_~\\"
_CITATION = re.compile(
    r"registry:([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:@((?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)))?"
)
_PLACEHOLDERS = ("registry:ID", "registry:ID@VERSION")


class Mention(NamedTuple):
    """What looks like a citation, as it is written, and where it stands.

    `line` and `column` are None where the field says it (in a record).
    """

    path: str
    field: Field
    line: int | None
    column: int | None
    text: str


class Citation(NamedTuple):
    """One mention registry:ID or registry:ID@VERSION and where it stands."""

    path: str
    field: Field
    line: int | None
    column: int | None
    output: str
    version: str | None


def citations(registry: Registry) -> Iterator[Citation]:
    """Every well-formed citation of an output."""
    for mention in _mentions(registry):
        if found := _CITATION.fullmatch(mention.text):
            yield Citation(*mention[:-1], found[1], found[2])


def written(text: str) -> str | None:
    """The output that a text cites; None where it is anything else than one citation."""
    found = _CITATION.fullmatch(text)
    return found[1] if found else None


def newest(registry: Registry, id: str) -> str:
    """A citation of the newest version of an output, of the output alone where none is known."""
    versions = registry.outputs[id].versions if id in registry.outputs else ()
    return f"registry:{id}@{versions[-1].version}" if versions else f"registry:{id}"


def malformed(registry: Registry) -> Iterator[Mention]:
    """Every mention that is meant as a citation and is none."""
    for mention in _mentions(registry):
        if not _CITATION.fullmatch(mention.text):
            yield mention


def _mentions(registry: Registry) -> Iterator[Mention]:
    for path, text in registry.texts.items():
        if path.endswith(".md"):
            if "registry:" not in text.lower():
                continue
            for number, line in enumerate(text.split("\n"), 1):
                for start, found in mentioned(line):
                    yield Mention(path, (), number, start + 1, found)
    for path, record in _records(registry):
        for field, text in strings(record):
            for _, found in mentioned(text):
                yield Mention(path, field, None, None, found)


def _records(registry: Registry) -> Iterator[tuple[str, Data]]:
    for name, platform in registry.platforms.items():
        yield registry.paths["platform", name], platform
    for name in POLICY_MODELS:
        if (policy := getattr(registry, name)) is not None:
            yield policy_path(name), policy


def mentioned(text: str) -> Iterator[tuple[int, str]]:
    """What looks like a citation in a text, and where it begins."""
    for found in _MENTION.finditer(text):
        written = found.group().rstrip(_SENTENCE_END)
        if written.lower() != "registry" and written not in _PLACEHOLDERS:
            yield found.start(), written
