"""A comment -> the command in its first line; nobody may trust what is written there."""

import re
from dataclasses import dataclass
from typing import Literal

from governance.rules.commands.one_line import one_line
from governance.rules.commands.own_words import Line, own_words
from governance.rules.commands.verbs import Verb
from governance.rules.commands.words import Word, meant, slashes, word_at, written

LONGEST_ID = 100
_COMMAND = re.compile(r" {0,3}/ {0,2}(?=[^\W\d_])")
_REPORT = re.compile(r"(?i) {0,3}/ {0,2}tp3\b[ \t]*(?P<rest>.*)")
# What may stand before an answer that lacks its slash, or that was pasted as code.
_BARE = re.compile(r"[\s`*_~\"'”(–—-]*(?:/ {0,2})?(?=[^\W\d_])")
_BEFORE_EVIDENCE = " \t\n:;,.!?*_–—-"
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_PATH = re.compile(r"[\w-]*[/\\.]\w")


@dataclass(frozen=True)
class Command:
    """What somebody answers, in the language of the word that she used.

    `evidence` is one line that a record takes, empty where there is none; `left_out` says that an
    e-mail address was left out of it.
    """

    verb: Verb
    language: str
    evidence: str = ""
    left_out: bool = False


@dataclass(frozen=True)
class TakeReport:
    """`/tp3 accept ID`: what was reported becomes a need to update the output `id`.

    `language` is that of the word; of `accept`, which all are told to write, it is not known.
    """

    id: str
    language: str | None = None


@dataclass(frozen=True)
class Unclear:
    """A command was meant, and it cannot be told which.

    `word` is what was typed without its slash, `near` the command most like it, with its slash.
    Misplaced: a command stands somewhere else than at the beginning of the first line. No slash:
    it stands there, but without its slash or as code.
    """

    code: Literal["unknown-verb", "two-verbs", "misplaced", "no-slash"]
    word: str = ""
    near: str = ""
    language: str | None = None


Parsed = Command | TakeReport | Unclear | None


def parse(comment: str) -> Parsed:
    """The command in the first line of somebody's own words; None for ordinary talk.

    Quotations before it, of the issue or a mail, are passed over. What stands in a quotation or
    is shown as code is no command.
    """
    lines = own_words(comment)
    if not lines:
        return None
    first = lines[0]
    if not first.is_code and (report := _REPORT.match(first.text)):
        return _take_report(report["rest"])
    start = None if first.is_code else _COMMAND.match(first.text)
    if start is None:
        return _misplaced(lines) or _without_slash(first)
    word = word_at(first.text, start.end())
    if word is None:
        typed, near = meant(first.text, start.end())
        if not near and _PATH.match(first.text, start.end()):
            return _misplaced(lines)
        return Unclear("unknown-verb", typed[:LONGEST_ID], near)
    rest = [Line(first.text[word.end :], is_code=False), *lines[1:]]
    if any(each.verb != word.verb for line in rest for each in _words(line)):
        return Unclear("two-verbs", language=word.language)
    if first.text[word.end :].lstrip().startswith("?"):  # she asks, and has not answered
        return Command(word.verb, word.language)
    evidence = one_line("\n".join(_without(line, word) for line in rest).lstrip(_BEFORE_EVIDENCE))
    return Command(word.verb, word.language, *evidence)


def _take_report(rest: str) -> TakeReport | Unclear:
    words = rest.split()
    word = word_at(words[0], 0) if words else None
    if word is None or word.verb != "accept":
        return Unclear("unknown-verb", " ".join(["tp3", *words[:1]])[:LONGEST_ID], "/tp3 accept")
    id = words[1].strip("`[]<>().,;:\"'").casefold() if len(words) > 1 else ""
    return TakeReport(id[:LONGEST_ID], None if word.language == "en" else word.language)


def _misplaced(lines: list[Line]) -> Unclear | None:
    found = next((word for line in lines for word in _words(line)), None)
    return None if found is None else Unclear("misplaced", language=found.language)


def _without_slash(first: Line) -> Unclear | None:
    start = _BARE.match(first.text)
    word = word_at(first.text, start.end()) if start else None
    if word is None:
        return None
    return Unclear("no-slash", near=written(word.verb, word.language), language=word.language)


def _words(line: Line) -> list[Word]:
    """The commands in a line of talk."""
    if line.is_code or "/" not in line.text:
        return []
    text = _CODE_SPAN.sub("", line.text)
    found = (word_at(text, start) for start in slashes(text))
    return [word for word in found if word]


def _without(line: Line, word: Word) -> str:
    """The line without the command said again."""
    text = line.text
    if line.is_code or "/" not in text:
        return text
    for start in reversed(slashes(text)):
        again = word_at(text, start)
        if again and again.verb == word.verb:
            text = text[: text.rindex("/", 0, start)] + text[again.end :]
    return text
