"""Addresses that can work: of the site, below which all pages stand; of what pages lead to."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from governance.model.problem import Field, Problem
from governance.model.registry import SETTINGS_PATH, Registry

# Host and path as https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2 and -3.3 have them: a name
# with letters of other alphabets is written as the name system has it, `xn--…`. Browsers take
# dots out of a path, also where they are encoded: https://url.spec.whatwg.org/#path-state
_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_DOTS = r"(?:\.|%2[eE]){1,2}(?:/|$)"
_SEGMENT = rf"(?!{_DOTS})(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{{2}})+"
_ADDRESS = re.compile(
    rf"https?://(?:(?P<name>{_NAME})|\[(?P<six>[^\]]*)\])(?::(?P<port>[0-9]{{1,5}}))?(?:/{_SEGMENT})*/?"
)
# Of others, only what no browser opens is wrong: a name may have any letters, what follows it any
# signs but spaces and those that end an address in a text. A name that ends in a number is taken
# for an IPv4 address: https://url.spec.whatwg.org/#host-parsing
_LABEL = r"(?:[A-Za-z0-9_-]|[^\x00-\x7f]){1,63}"
_ELSEWHERE = re.compile(
    rf"https?://(?:(?P<name>{_LABEL}(?:\.{_LABEL})*)\.?|\[(?P<six>[^\]]*)\])"
    r"(?::(?P<port>[0-9]{1,5})?)?(?:[/?#][^\s<>\"\\^`{|}]*)?"
)
_NUMBERED = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)")
_WEB = ("https://", "http://")
_PORTS = range(1, 2**16)


def site_address(registry: Registry) -> Iterator[Problem]:
    """The address of the site has a host and a plain path, and pages can stand below it."""
    if registry.settings and registry.settings.site and not _can_hold(registry.settings.site):
        yield Problem(SETTINGS_PATH, "site-address", ("site",), {"value": registry.settings.site})


def web_address(registry: Registry) -> Iterator[Problem]:
    """A browser can open each address that readers are led to."""
    for path, field, address in _told(registry):
        if address is not None and not _can_be_opened(address):
            yield Problem(path, "web-address", field, {"value": address})


def _told(registry: Registry) -> Iterator[tuple[str, Field, str | None]]:
    for id, output in registry.outputs.items():
        path = registry.paths["output", id]
        for at, location in enumerate(output.locations):
            yield path, ("locations", at, "url"), location.url
            yield path, ("locations", at, "archive"), location.archive
    for id, project in registry.projects.items():
        yield registry.paths["project", id], ("site",), project.site
    for id, platform in registry.platforms.items():
        path = registry.paths["platform", id]
        yield path, ("url",), platform.url
        for at, evidence in enumerate(platform.evidence):
            if evidence.source.startswith(_WEB):
                yield path, ("evidence", at, "source"), evidence.source
    if settings := registry.settings:
        for key, document in settings.documents.items():
            yield SETTINGS_PATH, ("documents", key, "url"), document.url
        if (settings.contact_address or "").startswith(_WEB):
            yield SETTINGS_PATH, ("contact_address",), settings.contact_address


def _can_hold(address: str) -> bool:
    return _is_sound(_ADDRESS.fullmatch(address))


def _can_be_opened(address: str) -> bool:
    host = re.split("[/?#]", address, maxsplit=3)[2]
    is_plain = unicodedata.is_normalized("NFKC", host)  # wide letters and dots lead elsewhere
    return is_plain and _is_sound(_ELSEWHERE.fullmatch(address))


def _is_sound(found: re.Match[str] | None) -> bool:
    if found is None or (found["port"] and int(found["port"]) not in _PORTS):
        return False
    if found["six"] is not None:
        return _is_number(found["six"], IPv6Address) and "%" not in found["six"]
    return not _NUMBERED.fullmatch(found["name"]) or _is_number(found["name"], IPv4Address)


def _is_number(text: str, of: Callable[[str], object]) -> bool:
    try:
        of(text)
    except AddressValueError:
        return False
    return True
