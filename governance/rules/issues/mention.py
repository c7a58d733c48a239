"""Mentions in texts made ahead: a permanent account, whose login is looked up when it is sent.

In a text a mention is `<!--@github:123-->`, which shows nothing. Sent, the login stands before
it: `@anna<!--@github:123-->`. So the same text can be compared with what stands without asking
for a login, and an account that no longer exists leaves nothing behind.
"""

import re
from collections.abc import Mapping

from governance.model.fields import ACCOUNT, LOGIN

_SENT = re.compile(rf"(@{LOGIN})?(<!--@({ACCOUNT})-->)")


def mention(account: str) -> str:
    """The place of a mention."""
    return f"<!--@{account}-->"


def mentioned(text: str) -> tuple[str, ...]:
    """The accounts that a text mentions, each once, in order."""
    return tuple(dict.fromkeys(found[3] for found in _SENT.finditer(text)))


def called(text: str) -> frozenset[str]:
    """The accounts that a text that was sent mentions by their login."""
    return frozenset(found[3] for found in _SENT.finditer(text) if found[1])


def with_logins(text: str, logins: Mapping[str, str]) -> str:
    """The text as it is sent: a login before each place whose account is known."""

    def put(found: re.Match[str]) -> str:
        login = logins.get(found[3])
        return f"@{login}{found[2]}" if login else found[2]

    return _SENT.sub(put, text)


def without_logins(text: str) -> str:
    """The text as it was made: places alone."""
    return _SENT.sub(r"\2", text)
