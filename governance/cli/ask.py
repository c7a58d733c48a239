"""Asks at the terminal: whether several records may change, and for what is missing."""

import sys
import unicodedata
from collections.abc import Sequence

import click

from governance.cli.options import TEXT
from governance.cli.show import tell
from governance.model.near import near
from governance.model.problem import Misused
from governance.text.catalogue import Catalogue

FEW = 30  # ids that are all shown to choose from


def may(words: Catalogue, count: int, *, yes: bool) -> bool:
    """Whether several records may change: --yes, or a person on a terminal who says so."""
    if count == 1 or yes:
        return True
    if not is_asked():
        raise Misused("edit-confirm", count=str(count))
    return _agrees(words, words("edit.confirm", n=count))


def _agrees(words: Catalogue, question: str) -> bool:
    """Whether somebody says yes, in the language of the call or in English. Nothing said is no."""
    yes, no = words("edit.answer.yes"), words("edit.answer.no")
    shown = f"{question} [{yes[0]}/{no[0].upper()}]"
    while True:
        typed = click.prompt(shown, default="", show_default=False, err=True)
        answer = unicodedata.normalize("NFC", typed).strip().lower()
        if answer in (yes, yes[0], "yes", "y"):
            return True
        if answer in ("", no, no[0], "no", "n"):
            return False


def is_asked() -> bool:
    """Whether a person at a terminal can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(words: Catalogue, option: str, language: str = "") -> str:
    """What is missing, asked for at the terminal; wrong usage where nobody can answer.

    `language` is the one that a text is to be written in, where that matters.
    """
    if not is_asked():
        context = click.get_current_context()
        parameter = next(each for each in context.command.params if each.name == option)
        raise click.MissingParameter(ctx=context, param=parameter)
    answer: str = click.prompt(words(f"edit.ask.{option}", tongue=language), type=TEXT, err=True)
    return answer


def ask_id(words: Catalogue, option: str, known: Sequence[str]) -> str:
    """One of the known ids, asked for until it is one."""
    if is_asked() and len(known) <= FEW:
        tell(", ".join(known))
    while (answer := ask(words, option)) not in known:
        meant = near(answer, known)
        tell(words("near", near=meant) if meant else words("edit.unknown", id=answer))
    return answer
