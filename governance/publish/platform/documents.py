"""The report as documents in the repository: a page and its pictures in each language.

A document tells of the day on which it was made, so the registry may have gone on since then. What
was altered by hand is told apart from that by a seal: the SHA-256 of the page and its pictures.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from governance.publish.document.blocks import Code, Document, Paragraph, Picture
from governance.publish.document.markdown import as_markdown
from governance.publish.platform.page import platform_document
from governance.rules.platform.report import Report
from governance.text.catalogue import LANGUAGES, catalogue

COMMAND = "tp3 platform report --write"
FOLDER, NAME = "docs", "alustaesitys"
_SEAL = re.compile(
    rf"\A<!-- {COMMAND} ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) sha256:([0-9a-f]{{64}}) -->\n\n"
)


def documents(report: Report) -> dict[str, dict[str, str]]:
    """Language -> path -> text, for every language; the page comes first."""
    return {
        language: _document(platform_document(catalogue(language), report), report.today)
        for language in LANGUAGES
    }


def path_of(language: str) -> str:
    """The page of a language."""
    return f"{FOLDER}/{NAME}.{language}.md"


def made_on(text: str) -> date | None:
    """The day on which a page was made; None where it does not say."""
    found = _SEAL.match(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def is_sealed(present: Mapping[str, str], language: str) -> bool:
    """Whether the page of a language and its pictures are as they were made."""
    path = path_of(language)
    found = _SEAL.match(present.get(path, ""))
    pictures = {each: text for each, text in present.items() if each.endswith(f".{language}.svg")}
    return found is not None and found[2] == _hash(_SEAL.sub("", present[path]), pictures)


def _document(page: Document, today: date) -> dict[str, str]:
    made = Paragraph((catalogue(page.language)("platform.generated"), Code(COMMAND)))
    text = as_markdown(replace(page, blocks=(made, *page.blocks)), NAME)
    pictures = {
        f"{FOLDER}/{NAME}/{each.name}.{page.language}.svg": _alone(each)
        for each in page.blocks
        if isinstance(each, Picture)
    }
    seal = f"<!-- {COMMAND} {today} sha256:{_hash(text, pictures)} -->"
    return {path_of(page.language): f"{seal}\n\n{text}", **pictures}


def _alone(picture: Picture) -> str:
    """A chart as a file: it has a ground of its own, so that it is read on a dark page, too."""
    head, end, rest = picture.svg.partition(">")
    ground = '<rect width="100%" height="100%" fill="#fcfbf8"/>'
    return f'{head} color="#1a2124"{end}\n{ground}{rest}\n'


def _hash(page: str, pictures: Mapping[str, str]) -> str:
    texts = [page, *(f"{path}\n{pictures[path]}" for path in sorted(pictures))]
    return sha256("\0".join(texts).encode()).hexdigest()
