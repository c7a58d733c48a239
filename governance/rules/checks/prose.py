"""The prose of the governance document names rules that exist, and leaves none out."""

import re
from collections.abc import Iterator

from governance.model.near import near
from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.told import TABLES, Saying, language_of, sayings

# Looked for loosely and read strictly, so that a misspelt one is never shown as it stands.
_MENTION = re.compile(r"\{[^{}]*\}?|\}")
LONGEST = 60  # characters of a bad one that are shown


def placeholder_unknown(registry: Registry) -> Iterator[Problem]:
    """What stands in braces is the place of a rule."""
    for path, text, known in _prose(registry):
        for line, column, found, _ in _mentions(text):
            if found[1:-1] not in known or not found.endswith("}"):
                shown = found if len(found) <= LONGEST else f"{found[: LONGEST - 3]}..."
                values = {"text": shown, "near": near(found.strip("{}"), known)}
                yield Problem(path, "placeholder-unknown", (), values, line=line, column=column)


def placeholder_inline(registry: Registry) -> Iterator[Problem]:
    """Tables stand on lines of their own."""
    for path, text, _ in _prose(registry):
        for line, column, found, is_alone in _mentions(text):
            if found[1:-1] in TABLES and not is_alone:
                yield Problem(
                    path, "placeholder-inline", (), {"text": found}, line=line, column=column
                )


def rule_untold(registry: Registry) -> Iterator[Problem]:
    """The document tells every rule."""
    for path, text, known in _prose(registry):
        told = {found[1:-1] for _, _, found, _ in _mentions(text)}
        for name, saying in known.items():
            if saying.is_rule and name not in told:
                yield Problem(path, "rule-untold", (), {"rule": name}, "warning")


def _prose(registry: Registry) -> Iterator[tuple[str, str, dict[str, Saying]]]:
    """The prose in each language and what it can name; nothing while a rule cannot be read."""
    if not registry.has_rules:
        return
    for path, text in registry.texts.items():
        if language_of(path) is not None:
            yield path, text, dict(sayings(registry.rules))


def _mentions(text: str) -> Iterator[tuple[int, int, str, bool]]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _MENTION.finditer(line):
            yield number, found.start() + 1, found.group(), line.strip() == found.group()
