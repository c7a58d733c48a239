"""How texts, people and places are written in a comment on a pull request: safe in Markdown."""

import re

from governance.model.characters import UNPRINTABLE
from governance.publish.approvals.rows import Hand, Person
from governance.rules.approvals.around import Around
from governance.text.media import markdown

# https://docs.github.com/enterprise-cloud@latest/admin/concepts/identity-and-access-management/enterprise-managed-users
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
_TICKS = re.compile("`+")


def code(text: str) -> str:
    """A text as code on one line: no link, mention or formatting, nothing of it left out.

    https://spec.commonmark.org/0.31.2/#code-spans
    """
    line = UNPRINTABLE.sub("\ufffd", " ".join(text.split()))
    fence = "`" * (max((len(each) for each in _TICKS.findall(line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def hand_of(around: Around) -> Hand:
    """People by their role and present login; mentioned only where they are waited for."""

    def write(person: Person) -> str:
        present = around.logins.get(person.account, person.login)
        who = code(present or person.account)
        if person.is_waited_for and around.mentions and _LOGIN.fullmatch(present):
            who = f"@{present}"
        return f"{markdown(person.title)} ({who})" if person.title else who

    return Hand(markdown, write)
