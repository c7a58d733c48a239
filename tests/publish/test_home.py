"""Addresses on GitHub."""

from urllib.parse import unquote, urlsplit

import pytest

from governance.model.record import Forge
from governance.publish.home import file

FORGE = Forge(type="github", repository="example/registry")


@pytest.mark.parametrize("path", ["content/a b#c%20&'é.pdf", "content/a?b=1;c.pdf", "a/b-1.0.pdf"])
def test_the_address_of_a_file_leads_to_that_file_whatever_its_name(path: str) -> None:
    address = file(FORGE, path)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https", "github.com", "", "",
    )  # fmt: skip
    assert unquote(parts.path) == f"/example/registry/blob/HEAD/{path}"
    assert address.isascii()
    assert not set(address) & set(" '\"<>&")
