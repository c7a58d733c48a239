"""Text from records and people, made safe for where it is shown: one function a medium."""

import re

from governance.model.characters import UNPRINTABLE

# GitHub's runner takes lines that begin with `::`, and `##[` anywhere, for commands:
# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_COMMAND = re.compile(r"^(\s*:)(?=:)|(##)(?=\[)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# Cells that spreadsheets take for formulas, also after the separators of other countries:
# https://owasp.org/www-community/attacks/CSV_Injection
# Wide and small signs are taken for theirs too, where Unicode says that they are the same.
_LIKE_FORMULA = (
    "\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\ufb29\u207a-\u207c\u208a-\u208c\u2a75\u2a76"
)
_FORMULA = re.compile(rf"(^|[;,\t])(\s*)(?=[=+\-@{_LIKE_FORMULA}])")
# GitHub makes mentions, references and commit links of the rendered text, so a backslash or an
# entity does not stop it; a zero-width space in between does. Addresses become links while
# Markdown is read, which an entity stops.
# https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting
_GAP = "&#8203;"
_SHORT_OF_A_HASH = re.compile(".{1,6}")
_MARKDOWN = re.compile(
    r"(?i)(?P<sigil>[@#])"
    r"|(?P<issue>\bgh)(?=-\d)"
    r"|(?P<hash>\b[0-9a-f]{7,}\b)"
    r"|(?P<scheme>(?:https?|ftp|mailto|xmpp)):"
    r"|(?P<www>www)\."
    r"|(?P<mark>[\\`*_{}\[\]<>|~!&$])"
)
# An address that Markdown takes whole in angle brackets, https://spec.commonmark.org/0.31.2/#autolinks;
# and those of which GitHub makes references, which show on the page that they lead to:
# https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
_ADDRESS = re.compile(
    r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f]{1,300}"
    r"|mailto:[A-Za-z0-9.+_-]{1,250}@[A-Za-z0-9.-]{1,200}"
)
_REFERENCE = re.compile(r"(?i)/(?:issues|pulls?|discussions|commits?|compare|advisories)(?:/|$)")


def shortened(text: str, most: int) -> str:
    """At most so many characters, the last one a sign that there was more."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def terminal(text: str) -> str:
    """For a terminal or a log: on one line, without what is not seen or taken for a command."""
    spaced = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return _COMMAND.sub(lambda found: f"{found.group()} ", UNPRINTABLE.sub("\ufffd", spaced))


def csv_cell(text: str) -> str:
    """For a spreadsheet: nothing that it would compute; a plain number stays one."""
    if _NUMBER.fullmatch(text):
        return text
    start = "'" if text.startswith(("\t", "\r")) else ""
    return start + _FORMULA.sub(r"\1\2'", UNPRINTABLE.sub("\ufffd", text))


def markdown(text: str) -> str:
    """For GitHub Markdown on one line: no mention, reference, link, HTML, marker or formatting."""
    return _MARKDOWN.sub(_harmless, terminal(text))


def markdown_link(url: str, *, in_file: bool = False) -> str | None:
    """An address or mailbox as a link in GitHub Markdown; None where it would do more than lead.

    It may be text then. In a file GitHub makes no references, so that more addresses only lead.
    """
    leads = _ADDRESS.fullmatch(url) and not UNPRINTABLE.search(url)
    leads = leads and (in_file or not _REFERENCE.search(url))
    return f"<{url.removeprefix('mailto:')}>" if leads else None


def _harmless(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found.group()
    if kind == "hash":
        return _GAP.join(_SHORT_OF_A_HASH.findall(text))
    if kind == "scheme":
        return f"{text[:-1]}&#58;"
    if kind == "www":
        return f"{text[:-1]}&#46;"
    return f"\\{text}" if kind == "mark" else f"{text}{_GAP}"
