"""How texts, people and places are written in a comment on a pull request: safe in Markdown."""

import re

from governance.model.characters import UNPRINTABLE
from governance.model.fields import LOGIN
from governance.publish.approvals.rows import Hand, Person
from governance.publish.issues.excerpt import NAME, excerpt
from governance.rules.approvals.around import Around
from governance.text.catalogue import Catalogue

LINE = 1000  # characters of what is told in a line
WHOLE = 2000  # as an address of a record may have; so no place is shortened, and each has its limit
_PAGE = re.compile(r"https?://[A-Za-z0-9._~:/%+-]{1,300}")
_TICKS = re.compile("`+")


def code(text: str) -> str:
    """A text as code on one line: no link, mention or formatting.

    Nothing of it is left out, unless it is longer than any place; then its end is shown, too.

    https://spec.commonmark.org/0.31.2/#code-spans
    """
    line = UNPRINTABLE.sub("\ufffd", " ".join(text.split())) or "\ufffd"
    if len(line) > WHOLE:
        line = f"{line[: WHOLE // 2]} … {line[-WHOLE // 2 :]}"
    fence = "`" * (max((len(each) for each in _TICKS.findall(line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def link(text: str, address: str) -> str:
    """A link to a page of the forge; the text alone where the address could do more than lead."""
    return f"[{text}]({address})" if _PAGE.fullmatch(address) else text


def name(text: str) -> str:
    """What a record, a role or an organisation is called."""
    return excerpt(text, NAME)


def told(text: str) -> str:
    """A sentence about a record."""
    return excerpt(text, LINE)


def account(words: Catalogue, around: Around, id: str) -> str:
    """An account by its permanent id, and the login it has at present."""
    login = around.logins.get(id)
    if login is None:
        return words("comment.account.missing", account=code(id))
    return words("comment.account.known", account=code(id), login=code(login))


def hand_of(around: Around) -> Hand:
    """People by their role and present login; mentioned only where they are waited for."""

    def write(person: Person) -> str:
        present = around.logins.get(person.account, person.login)
        who = code(present or person.account)
        if person.is_waited_for and around.mentions and re.fullmatch(LOGIN, present):
            who = f"@{present}"
        return f"{name(person.title)} {who}" if person.title else who

    return Hand(name, write, around.author)
