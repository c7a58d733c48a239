"""Text from records and people, made safe for where it is shown: one function a medium."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!@&])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto):|\bwww\.")
_REFERENCE = re.compile(r"(?i)\b(gh-|[0-9a-f]{7,40}\b)")
# Cells that spreadsheets take for formulas: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def terminal(text: str) -> str:
    """For a terminal: without control characters, line breaks shown as spaces."""
    return _CONTROL.sub("\ufffd", text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def csv_cell(text: str) -> str:
    """For a spreadsheet: nothing that it would compute."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """For GitHub Markdown on one line: no mention, reference, link, HTML, marker or formatting."""
    flat = terminal(text)
    unlinked = _LINK.sub(
        lambda found: found.group().replace(":", "&#58;").replace(".", "&#46;"), flat
    )
    parts = re.split(r"(&#\d+;)", unlinked)
    return "".join(
        part if part.startswith("&#") else _MARKDOWN.sub(r"\\\1", part) for part in parts
    )
