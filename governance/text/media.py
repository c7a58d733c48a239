"""Text from records and people, made safe for where it is shown: one function a medium."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# Cells that spreadsheets take for formulas: https://owasp.org/www-community/attacks/CSV_Injection
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# GitHub makes mentions, references and commit links of the rendered text, so a backslash or an
# entity does not stop it; a zero-width space in between does. Addresses become links while
# Markdown is read, which an entity stops.
# https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting
_GAP = "&#8203;"
_MARKDOWN = re.compile(
    r"(?i)(?P<sigil>[@#])"
    r"|(?P<issue>\bgh)(?=-\d)"
    r"|(?P<hash>\b[0-9a-f])(?=[0-9a-f]{6,39}\b)"
    r"|(?P<scheme>\b(?:https?|ftp|mailto|xmpp)):"
    r"|(?P<www>\bwww)\."
    r"|(?P<mark>[\\`*_{}\[\]<>|~!&])"
)


def terminal(text: str) -> str:
    """For a terminal: line breaks and tabs as spaces, other control characters replaced."""
    spaced = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return _CONTROL.sub("\ufffd", spaced)


def csv_cell(text: str) -> str:
    """For a spreadsheet: nothing that it would compute; a plain number stays one."""
    harmful = text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if harmful else text


def markdown(text: str) -> str:
    """For GitHub Markdown on one line: no mention, reference, link, HTML, marker or formatting."""
    return _MARKDOWN.sub(_harmless, terminal(text))


def _harmless(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found.group()
    if kind == "scheme":
        return f"{text[:-1]}&#58;"
    if kind == "www":
        return f"{text[:-1]}&#46;"
    return f"\\{text}" if kind == "mark" else f"{text}{_GAP}"
