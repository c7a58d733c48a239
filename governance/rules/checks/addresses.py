"""Addresses that can work: of the site, one below which every page has its own; of outputs."""

import re
import unicodedata
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from governance.model.problem import Problem
from governance.model.registry import SETTINGS_PATH, Registry
from governance.rules.checks.records import on_output

# Host and path as https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2 and -3.3 have them: a name
# with letters of other alphabets is written as the name system has it, `xn--…`. Browsers take
# dots out of a path, also where they are encoded: https://url.spec.whatwg.org/#path-state
_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_DOTS = r"(?:\.|%2[eE]){1,2}(?:/|$)"
_SEGMENT = rf"(?!{_DOTS})(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{{2}})+"
_ADDRESS = re.compile(
    rf"https?://(?:{_NAME}|\[(?P<six>[^\]]*)\])(?::(?P<port>[0-9]{{1,5}}))?(?:/{_SEGMENT})*/?"
)
# Of others' addresses only what no browser opens is wrong: a host may have any letters here, and
# what follows it any signs. Parts of a name: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_PART = r"\w(?:[\w-]{0,61}\w)?"
_ELSEWHERE = re.compile(
    rf"https?://(?:{_PART}(?:\.{_PART})*\.?|\[(?P<six>[^\]]*)\])(?::(?P<port>[0-9]{{1,5}})?)?"
    r"(?:[/?#](?:[^%]|%[0-9A-Fa-f]{2})*)?"
)
_PORTS = range(1, 2**16)


def site_address(registry: Registry) -> Iterator[Problem]:
    """The address of the site has a host and a plain path, and pages can stand below it."""
    if registry.settings and registry.settings.site and not _can_hold(registry.settings.site):
        yield Problem(SETTINGS_PATH, "site-address", ("site",), {"value": registry.settings.site})


def location_address(registry: Registry) -> Iterator[Problem]:
    """A browser can open the address of a location, and of its copy in an archive."""
    for name, output in registry.outputs.items():
        for at, location in enumerate(output.locations):
            for key in ("url", "archive"):
                address = getattr(location, key)
                if address is not None and not _can_be_opened(address):
                    field = ("locations", at, key)
                    yield on_output(registry, name, "location-address", field, value=address)


def _can_hold(address: str) -> bool:
    return _is_sound(_ADDRESS.fullmatch(address))


def _can_be_opened(address: str) -> bool:
    host = re.split("[/?#]", address, maxsplit=3)[2]
    is_plain = unicodedata.is_normalized("NFKC", host)  # wide letters and dots lead elsewhere
    return is_plain and _is_sound(_ELSEWHERE.fullmatch(address))


def _is_sound(found: re.Match[str] | None) -> bool:
    if found is None or (found["port"] and int(found["port"]) not in _PORTS):
        return False
    return found["six"] is None or _is_six(found["six"])


def _is_six(text: str) -> bool:
    try:
        return IPv6Address(text).scope_id is None
    except AddressValueError:
        return False
