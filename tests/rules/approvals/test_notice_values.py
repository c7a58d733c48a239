"""What is pointed out in changes, value by value: people read these words, and nothing else."""

from typing import Any

import pytest

from governance.model.change import Change
from governance.rules.approvals.notice import Notice
from governance.rules.approvals.notice_address import host_of
from tests.rules.approvals.test_notice import OLD, found, moved, place

RECORD = ("output", "a")


def places(old: list[Any], new: list[Any]) -> Change:
    return Change("location-changed", *RECORD, "locations", old, new)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "new", "host", "other"),
    [
        ("place-lookalike", "https://exarnple.org/kasikirja", "exarnple.org", OLD),
        ("host-lookalike", "https://karkk1.info/uusi", "karkk1.info", "karkki.info"),
        ("other-host", "https://evil.example/kasikirja", "evil.example", OLD),
        ("host-unknown", "https://evil.example/uusi", "evil.example", None),
    ],
)
def test_an_address_is_told_with_its_host_and_what_it_is_taken_for(
    code: Any, new: str, host: str, other: str | None
) -> None:
    values = {"address": new, "host": host} | ({"other": other} if other else {})
    assert found(moved(new)) == [Notice(code, RECORD, values)]


def test_a_file_is_told_with_what_it_is_taken_for() -> None:
    old, new = "content/ohje-1.pdf", "content/ohje-l.pdf"
    values = {"address": new, "other": old}
    lookalike = Notice("file-lookalike", RECORD, values)
    assert found(places([place(path=old)], [place(path=new)])) == [lookalike]
    assert found(places([place(path=old)], [{"more": [place(path=new)]}])) == [lookalike]
    assert found(places([place(path=old)], [place(path="content/muu.pdf")])) == []


def test_what_stood_before_is_not_new() -> None:
    evil, more = "https://evil.example/a", "https://evil.example/b"
    (notice,) = found(places([place(evil)], [place(evil), place(more)]))
    assert notice.values["address"] == more
    one, two = ([{"key": key, "account": f"github:{key}"} for key in keys] for keys in ("5", "56"))
    record = ("organisation", "omnia")
    change = Change("contacts-changed", *record, "contacts", one, two)  # type: ignore[arg-type]
    assert found(change) == [Notice("account-missing", record, {"account": "github:6"})]
    files = [place(path="content/ohje-1.pdf"), place(path="content/ohje-l.pdf")]
    assert found(places(files, files)) == []


def test_all_that_a_new_record_holds_is_told() -> None:
    fields = {"id": "c0urse", "locations": [place("https://evil.example/a")]}
    told = found(Change("output-added", "output", "c0urse", "", None, fields))
    record = ("output", "c0urse")
    assert [(each.code, each.record) for each in told] == [
        ("id-lookalike", record), ("host-unknown", record),
    ]  # fmt: skip


def test_files_have_no_ids_that_look_alike() -> None:
    assert found(Change("files-changed", "file", "c0urse", "", None, "b")) == []


def test_an_address_differs_by_more_than_a_slash() -> None:
    old = "https://unknown.example/a"
    assert found(moved(f"{old}/", old)) == []
    assert [each.code for each in found(moved(f"{old}/b", old))] == ["host-unknown"]
    kept = "https://copies.example/https://example.org/x"
    other = "https://copies.example/https://evil.example/x"
    assert [each.code for each in found(moved(other, kept))] == ["host-unknown"]


def test_a_dot_at_its_end_makes_no_other_host() -> None:
    assert host_of("https://example.org./x") == "example.org"
    assert host_of("https://.example.org/x") == ".example.org"
    assert found(moved("https://example.org./aivan-muu")) == []


def test_what_ends_a_sentence_is_no_part_of_an_address() -> None:
    review = {"evidence": "Katso https://evil.example/XX! Onko (https://evil.example/a?)"}
    told = found(Change("reviewed", *RECORD, "reviews", None, review))  # type: ignore[arg-type]
    assert {each.values["address"] for each in told} == {
        "https://evil.example/XX", "https://evil.example/a",
    }  # fmt: skip
