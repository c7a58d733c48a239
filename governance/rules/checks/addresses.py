"""The address of the site: one below which every page has an address of its own."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from governance.model.problem import Problem
from governance.model.registry import SETTINGS_PATH, Registry

# Host and path as https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2 and -3.3 have them: a name
# with letters of other alphabets is written as the name system has it, `xn--…`. Browsers take
# dots out of a path, also where they are encoded: https://url.spec.whatwg.org/#path-state
_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_DOTS = r"(?:\.|%2[eE]){1,2}(?:/|$)"
_SEGMENT = rf"(?!{_DOTS})(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{{2}})+"
_ADDRESS = re.compile(
    rf"https?://(?:{_NAME}|\[(?P<six>[^\]]*)\])(?::(?P<port>[0-9]{{1,5}}))?(?:/{_SEGMENT})*/?"
)
_PORTS = range(1, 2**16)


def site_address(registry: Registry) -> Iterator[Problem]:
    """The address of the site has a host and a plain path, and pages can stand below it."""
    if registry.settings and registry.settings.site and not _can_hold(registry.settings.site):
        yield Problem(SETTINGS_PATH, "site-address", ("site",), {"value": registry.settings.site})


def _can_hold(address: str) -> bool:
    found = _ADDRESS.fullmatch(address)
    if found is None or (found["port"] and int(found["port"]) not in _PORTS):
        return False
    return found["six"] is None or _is_six(found["six"])


def _is_six(text: str) -> bool:
    try:
        return IPv6Address(text).scope_id is None
    except AddressValueError:
        return False
