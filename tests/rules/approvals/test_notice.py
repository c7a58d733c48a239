"""What changes hold that can mislead: told from the changes alone."""

from collections.abc import Mapping
from typing import Any

import pytest

from governance.model.change import Change
from governance.rules.approvals.notice import Notice, notices
from governance.rules.approvals.notice_address import host_of, in_ascii, look_of

OLD = "https://example.org/kasikirja"
HOSTS = frozenset(["example.org", "karkki.info"])


def place(url: str | None = None, path: str | None = None) -> dict[str, Any]:
    return {"url": url, "path": path, "archive": None, "language": "fi", "format": "html"}


def moved(new: str, old: str = OLD) -> Change:
    return Change("location-changed", "output", "a", "locations", [place(old)], [place(new)])


def found(*changes: Change, logins: Mapping[str, str] | None = None) -> list[Notice]:
    ids = {"output": {"course", "handbook"}, "organisation": {"omnia"}}
    return list(notices(changes, ids, HOSTS, logins or {}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("https://ex\u0430mple.org/kasikirja", "place-lookalike"),  # Cyrillic
        ("https://xn--exmple-4nf.org/kasikirja", "place-lookalike"),
        ("https://exarnple.org/kasikirja", "place-lookalike"),
        ("https://example.org/kas1kirja", "place-lookalike"),
        ("https://EXAMPLE.org/k\u00e4sikirja", "place-lookalike"),
        ("https://\uff45xample.org/kasikirja", "place-lookalike"),  # wide
        ("https://karkk1.info/uusi", "host-lookalike"),
        ("https://k\u00e4rkki.info/uusi", "host-lookalike"),
        ("https://karkki.info/kasikirja", "other-host"),
        ("https://evil.example/kasikirja", "other-host"),
        ("https://evil.example/uusi", "host-unknown"),
        ("https://example.org:8443/uusi", "host-unknown"),
        ("https://example.org@evil.example/x", "host-hidden"),
    ],
)
def test_an_address_that_may_mislead(new: str, code: str) -> None:
    (notice,) = found(moved(new))
    assert (notice.code, notice.record) == (code, ("output", "a"))
    assert notice.values["address"] == new


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        "http://example.org/kasikirja",
        "https://example.org/kasikirja/",
        "https://EXAMPLE.org/kasikirja",
        "https://example.org/aivan-muu",
        "https://karkki.info/",
    ],
)
def test_other_addresses_are_not_pointed_out(new: str) -> None:
    assert found(moved(new)) == []


def test_the_host_is_named_as_the_network_knows_it() -> None:
    (notice,) = found(moved("https://ex\u0430mple.org/kasikirja"))
    assert notice.values["host"] == "xn--exmple-4nf.org"
    assert notice.values["other"] == OLD


def test_addresses_are_found_in_any_text() -> None:
    review = {"evidence": "Katsottu: https://evil.example/a, ja (https://example.org/b)."}
    (notice,) = found(Change("reviewed", "output", "a", "reviews", None, review))
    assert notice.values["address"] == "https://evil.example/a"


def test_a_file_that_can_be_taken_for_another() -> None:
    old, new = [place(path="content/ohje-1.pdf")], [place(path="content/ohje-l.pdf")]
    (notice,) = found(Change("location-changed", "output", "a", "locations", old, new))
    assert notice.code == "file-lookalike"
    assert found(Change("location-changed", "output", "a", "locations", old, old)) == []


@pytest.mark.parametrize(("id", "other"), [("c0urse", "course"), ("hand-book", "handbook")])
def test_a_new_id_that_can_be_taken_for_another(id: str, other: str) -> None:
    (notice,) = found(Change("output-added", "output", id, "", None, {"id": id}))
    assert (notice.code, notice.values) == ("id-lookalike", {"id": id, "other": other})


def test_ids_are_compared_within_a_type_and_when_they_are_new() -> None:
    assert found(Change("output-added", "output", "0mnia", "", None, {})) == []
    assert found(Change("metadata-changed", "output", "c0urse", "license", None, "x")) == []


def test_an_account_that_is_not_there() -> None:
    contacts = [{"key": "a", "account": "github:5"}, {"key": "b", "account": "github:6"}]
    change = Change("contacts-changed", "organisation", "omnia", "contacts", [], contacts)
    (notice,) = found(change, logins={"github:5": "aino"})
    assert notice.values == {"account": "github:6"}


def test_the_gravest_comes_first_and_each_once() -> None:
    unknown = [moved(f"https://evil.example/{number}") for number in range(3)]
    told = found(*unknown, unknown[0], moved("https://exarnple.org/kasikirja"))
    assert [each.code for each in told] == ["place-lookalike", *["host-unknown"] * 3]


def test_a_host_is_read_as_browsers_do() -> None:
    assert host_of("https://Example.org\\@evil.example/x") == "example.org"
    assert host_of("https://a@b@evil.example:1/x") == "evil.example:1"
    assert host_of("evil.example") == ""


@pytest.mark.parametrize("host", ["ty\u00f6.fi", "xn--ty-gka.fi"])
def test_a_finnish_host_in_ascii(host: str) -> None:
    assert in_ascii(host) == "xn--ty-gka.fi"
    assert look_of(host) == look_of("tyo.fi")


@pytest.mark.parametrize("label", ["xn--\u00e5\u00e5", "xn--99999999999", "xn---", "xn--a-"])
def test_broken_punycode_stops_nothing(label: str) -> None:
    assert isinstance(look_of(f"https://{label}.fi/"), str)


@pytest.mark.parametrize(
    ("path", "told"),
    [(".github/workflows/x.yml", True), (".GitHub/x", True), ("docs/x.md", False)],
)
def test_what_github_obeys_is_pointed_out_first(path: str, *, told: bool) -> None:
    changed = Change("files-changed", "file", path, "", None, "1" * 40)
    codes = [each.code for each in found(moved("https://new.example/x"), changed)]
    assert codes == (["machinery", "host-unknown"] if told else ["host-unknown"])
