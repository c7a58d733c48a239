"""Which addresses a site can stand at, asked as `validate` asks."""

import pytest

from tests.helpers.cases import BASE
from tests.helpers.load import MemoryTree, problems_in

SETTINGS = "registry/registry.yaml"
HERE = "https://example.org/rekisteri"


def said_of(address: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """Codes and fields of what is wrong with a sound registry whose site stands there."""
    files = {
        path.relative_to(BASE).as_posix(): path.read_bytes()
        for path in BASE.rglob("*")
        if path.is_file()
    }
    assert HERE in files[SETTINGS].decode()
    files[SETTINGS] = files[SETTINGS].replace(HERE.encode(), f'"{address}"'.encode())
    return [(each.code, each.field) for each in problems_in(MemoryTree(files))]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org/",
        "http://localhost:8000",
        "https://xn--rekisteri-x2a.example:443/a/b",
        "https://example.org/~a/b.c/%C3%A4;v=1/@d/...",
        "https://[2001:db8::1]:8443/",
    ],
)
def test_a_site_can_stand_at(address: str) -> None:
    assert said_of(address) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://[x",
        "https://[x]/",
        "https://[1:2]/",
        "https://[fe80::1%251]/",
        "https://[]/",
        "https://:80",
        "https://.example.org",
        "https://example..org/",
        "https://ex%61mple.org/",
        "https://example.org:",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:a/",
        "https://example.org//evil.example/",
        "https://example.org//",
        "https://example.org/a//b",
        "https://example.org/a//",
        "https://example.org?b=1",
        "https://example.org/a?b=1",
        "https://example.org/a?",
        "https://example.org/a#b",
        "https://example.org/./x",
        "https://example.org/../x",
        "https://example.org/a/..",
        "https://example.org/%2e%2E/x",
        "https://example.org/%zz",
        "https://example.org/%4",
        "https://example.org/ä",
        "https://exämple.org/",
    ],
)
def test_a_site_cannot_stand_at(address: str) -> None:
    assert said_of(address) == [("site-address", ("site",))]
