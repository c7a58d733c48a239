"""Addresses in changes: which are new, where they lead, and which can be taken for each other."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from governance.model.change import Change
from governance.model.fields import ACCOUNT
from governance.rules.checks.identity import skeleton

_ADDRESS = re.compile(r"https?://[^\s<>\"^`{|}\x00-\x20\x7f]+", re.IGNORECASE)
_HOST = re.compile(r"https?://([^/?#\\]*)", re.IGNORECASE)  # browsers read \ as /
# Letters that look like small Latin ones, after https://www.unicode.org/reports/tr39/: Cyrillic,
# Greek and Armenian, and a few of Latin's own. Wide and ornate ones are made plain by NFKD.
_LOOKS = {
    "a": "\u0251\u03b1\u0430",
    "b": "\u03b2\u0432\u044c",
    "c": "\u0441",
    "d": "\u0111\u0501",
    "e": "\u03b5\u0435",
    "g": "\u0261\u0581",
    "h": "\u043d\u04bb\u0570",
    "i": "\u0131\u03b9\u0456",
    "j": "\u0458",
    "k": "\u03ba\u043a",
    "l": "\u0142\u04cf",
    "m": "\u043c",
    "n": "\u03b7\u043f\u0578",
    "o": "\u00f8\u03bf\u043e\u0585",
    "p": "\u03c1\u0440",
    "q": "\u051b",
    "r": "\u0433",
    "s": "\u0455",
    "t": "\u03c4\u0442",
    "u": "\u03c5\u057d",
    "v": "\u03bd",
    "w": "\u03c9\u051d",
    "x": "\u03c7\u0445",
    "y": "\u03b3\u0443\u04af",
}
_LETTERS = str.maketrans({other: latin for latin, others in _LOOKS.items() for other in others})
# No part of a host is longer (https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4), and the time
# that punycode takes grows faster than the square of the length.
_LABEL = 63
_NETWORK = re.compile(rf"(?i)xn--[a-z0-9-]{{1,{_LABEL - 4}}}(?![a-z0-9-])")


def texts(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def addresses(value: Any) -> tuple[str, ...]:
    """The web addresses in plain data, each once, in order."""
    return tuple(dict.fromkeys(each for text in texts(value) for each in _in_text(text)))


def _in_text(text: str) -> Iterator[str]:
    """A text that is an address, or those in it, without what ends the sentence."""
    if _ADDRESS.fullmatch(text):
        yield text
    else:
        yield from (each.rstrip(".,;:!?)'") for each in _ADDRESS.findall(text))


def new_addresses(change: Change) -> tuple[str, ...]:
    """The web addresses that a change brings."""
    old = set(addresses(change.old))
    return tuple(each for each in addresses(change.new) if each not in old)


def new_files(change: Change) -> tuple[str, ...]:
    """The files of this repository that a change names as places."""
    old = set(_files(change.old))
    return tuple(each for each in dict.fromkeys(_files(change.new)) if each not in old)


def new_accounts(change: Change) -> tuple[str, ...]:
    """The accounts that a change brings."""
    old = set(_accounts(change.old))
    return tuple(each for each in dict.fromkeys(_accounts(change.new)) if each not in old)


def _accounts(value: Any) -> Iterator[str]:
    return (each for each in texts(value) if re.fullmatch(ACCOUNT, each))


def _files(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(path := value.get("path"), str):
            yield path
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)


def host_of(address: str) -> str:
    """Where an address really leads, in small letters; with a port, where it names one."""
    found = _HOST.match(address)
    return found[1].rpartition("@")[2].lower().rstrip(".") if found else ""


def names_somebody(address: str) -> bool:
    """Whether something stands before the host that can be taken for it: good.fi@evil.example."""
    found = _HOST.match(address)
    return found is not None and "@" in found[1]


def in_ascii(host: str) -> str:
    """A host as the network knows it: https://www.rfc-editor.org/rfc/rfc3492."""
    labels = unicodedata.normalize("NFKC", host).lower().split(".")
    return ".".join(
        each if each.isascii() or len(each) > _LABEL else f"xn--{each.encode('punycode').decode()}"
        for each in labels
    )


def look_of(text: str) -> str:
    """What texts have in common that a reader can take for each other."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", _readable(text)).lower())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return skeleton(bare.translate(_LETTERS))


def is_same(address: str, other: str) -> bool:
    """Whether two addresses differ in nothing that leads elsewhere: http or https, a slash."""
    return (host_of(address), without_host(address)) == (host_of(other), without_host(other))


def without_host(address: str) -> str:
    """What follows the host of an address."""
    return _HOST.sub("", address, count=1).rstrip("/")


def _readable(text: str) -> str:
    """Hosts written for the network as they are shown to people."""
    return _NETWORK.sub(lambda found: _shown(found[0]), text)


def _shown(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return label
