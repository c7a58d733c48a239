"""What somebody wrote herself in a comment: without quotations, signatures and hidden remarks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from governance.rules.commands.one_line import visible

LONGEST = 65_536  # characters of a comment on GitHub
_INDENTED = re.compile(r" {4}|\t")  # https://spec.commonmark.org/0.31.2/#indented-code-blocks
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>[ \t]*(?P<quoted>\S?)")
_LONGEST_SIGN = 400  # characters of a line that may introduce a mail or a signature
# With these lines the mail begins that was replied to, or the sender's signature.
_ENDS = re.compile(
    r"""(?ix) \s* (?:
    (?: -- | — | _{10,} ) \s* $
    | -{2,} \s* (?: original\ message | alkuperäinen\ viesti | ursprungligt\ meddelande ) \b
    | (?: sent\ from | get\ outlook\ for | hanki\ outlook\ for | skickat\ från
        | hämta\ outlook\ för | lähetetty\ .{0,40}(?:phone|puhelime|android|samsung|outlook) )
    | (?: (?:ystävällisin|parhain)\ terveisin | terveisin | yst\.?\ ?terv | med\ vänlig\ hälsning
        | vänliga?\ hälsning | (?:best|kind)\ regards | mvh ) \b .{0,60} $
    )"""
)
_INTRODUCED = re.compile(
    r"(?i)\s*(?:on|den|am|le|ma|ti|ke|to|pe|la|su)\b(?=.*[0-9]).{0,300}"
    r"\b(?:wrote|kirjoitti|skrev)\b.{0,200}:\s*$"
)
_SENDER = re.compile(r"(?i)\s*\*?(?:from|lähettäjä|från)\s*:")
_SENT = re.compile(
    r"(?i)\s*\*?(?:sent|date|to|lähetetty|päivämäärä|vastaanottaja|skickat|datum|till)\s*:"
)


class Line(NamedTuple):
    """A line of somebody's own words; `is_code` where GitHub shows it as code."""

    text: str
    is_code: bool


def own_words(comment: str) -> list[Line]:
    """The lines that the author wrote herself, beginning with the first that is not blank."""
    lines = visible(comment[:LONGEST]).split("\n")
    found = list(_shown(_unquoted(_without_mail(lines))))
    start = next((at for at, line in enumerate(found) if line.text.strip()), len(found))
    return found[start:]


def _without_mail(lines: list[str]) -> list[str]:
    """The lines without the signature and the mail that follows them.

    What introduces a quotation goes too; what was written below the quotation stays.
    """
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        length = _length_of_sign(line, following)
        if length:
            rest = (each for each in lines[at + length :] if each.strip())
            if not _QUOTE.match(next(rest, "")):
                break
        else:
            kept.append(line)
        at += length or 1
    return kept


def _length_of_sign(line: str, following: str) -> int:
    """How many lines say that a mail or a signature follows; 0 where none does."""
    if len(line) > _LONGEST_SIGN or _QUOTE.match(line):
        return 0
    if _ENDS.match(line) or _INTRODUCED.match(line):
        return 1
    if len(following) > _LONGEST_SIGN:
        return 0
    introduced = following.strip() and _INTRODUCED.match(f"{line} {following}")
    return 2 if introduced or (_SENDER.match(line) and _SENT.match(following)) else 0


def _unquoted(lines: list[str]) -> Iterator[Line]:
    """The lines outside quotations, those of a code block as code without its fences."""
    fence = ""
    lazy, blank = False, True
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            else:
                yield Line(line, is_code=True)
        elif quote := _QUOTE.match(line):
            lazy = bool(quote["quoted"])
        elif not line.strip():
            lazy = False
            yield Line(line, is_code=False)
        elif found:
            lazy, fence = False, found[1]
            yield Line("", is_code=True)
        elif not lazy:  # https://spec.commonmark.org/0.31.2/#laziness
            yield Line(line, is_code=blank and _INDENTED.match(line) is not None)
        blank = not line.strip()


def _shown(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines without HTML comments, which GitHub does not show."""
    hidden = False
    for line in lines:
        if line.is_code and not hidden:
            yield line
            continue
        text, rest = "", line.text
        while rest:
            if hidden:
                _, end, rest = rest.partition("-->")
                hidden = not end
            else:
                shown, start, rest = rest.partition("<!--")
                text += f"{shown} " if start else shown
                hidden = bool(start)
        yield Line(text, is_code=False)
