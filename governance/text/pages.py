"""Whole texts that stand beside the messages, in Markdown: `<language>/<name>.md`."""

from functools import cache
from pathlib import Path

FIRST = "en"  # every text is there in this language


@cache
def page(name: str, language: str) -> tuple[str, str]:
    """The text of a name in a language, else in English; and the language it is in."""
    folder = Path(__file__).parent
    found = language if (folder / language / f"{name}.md").is_file() else FIRST
    return (folder / found / f"{name}.md").read_text("utf-8"), found
