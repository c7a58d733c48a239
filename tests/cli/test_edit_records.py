"""Each command changes the lines that it is about, and no other."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command import tp3
from tests.helpers.edits import (
    COURSE,
    DAY,
    HANDBOOK,
    LEAFLET,
    ORG_A,
    committed,
    copy_base,
    edit,
    files_of,
    refused,
)
from tests.helpers.repo import ROOT, Repo, copy_records

TP3 = Path(sys.executable).parent / "tp3"
AGREED = ("schedule", "handbook", "--due", "2026-09-07", "--reason", "x")
DEPUTY = ("contact", "set", "org-a", "deputy")
HANDBOK = ("handbook", "https://example.org/handbok")
FILE = ("handbook", "content/handbook-1.10.txt")
PLACE = ("handbook", "--language", "fi", "--format", "txt")
VALID = ("--outcome", "valid", "--evidence", "luettu läpi", "--by", "org-a")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "registry-copy")


def review(outcome: str, *more: object, by: str = "org-a") -> tuple[object, ...]:
    evidence = ("--outcome", outcome, "--evidence", "luettu läpi", "--by", by)
    return "review", "handbook", *evidence, *more


def test_a_review_is_one_entry_more(root: Path) -> None:
    more = ("--version", "1.10", "--contact", "lead", "--ai-impact", "none", "--via", "issue")
    assert edit(root, *review("valid", *more, "--source", "https://a.fi/1")) == {
        HANDBOOK: [
            "+   - date: 2026-03-02",
            "+     by: org-a",
            "+     contact: lead",
            "+     outcome: valid",
            "+     evidence: luettu läpi",
            '+     version: "1.10"',
            "+     ai_impact: none",
            "+     via: issue",
            "+     source: https://a.fi/1",
        ]
    }


def test_the_same_review_twice_is_one(root: Path) -> None:
    edit(root, *review("needs-work"))
    answer = tp3("-C", root, *DAY, *review("needs-work"))
    assert (answer.code, answer.out) == (0, "Nothing changes: the registry says so already.\n")
    assert files_of(root)[HANDBOOK].count("luettu läpi".encode()) == 2


@pytest.mark.parametrize("outcome", ["needs-work", "replace"])
def test_a_review_that_finds_something_lacking_reports_a_need(root: Path, outcome: str) -> None:
    edit(root, *review(outcome, "--date", "2026-02-27", "--source", "puhelu"))
    need = (
        "  - id: 5\n    reported: 2025-10-04\n    summary: {fi: Luku 5 puuttuu}\n    state: open\n"
        "  - id: 6\n    reported: 2026-02-27\n    summary:\n      fi: luettu läpi\n"
        "    source: puhelu\n    state: open\nlanguage: fi\n"
    )
    assert need in (root / HANDBOOK).read_text()


def test_a_review_that_retires_sets_the_status(tmp_path: Path) -> None:
    root = copy_base(tmp_path)
    answer = refused(root, *review("retire"))
    assert answer.code == 1
    assert "registry/outputs/alpha/handbook.yaml:16:9" in answer.err
    arguments = ("review", "course", "--outcome", "retire", "--evidence", "vanha", "--by", "org-a")
    lines = edit(root, *arguments)[COURSE]
    assert lines[:2] == ["- status: current", "+ status: retired"]
    assert "+     outcome: retire" in lines


def test_a_status_that_may_not_become_retired_is_no_outcome(root: Path) -> None:
    policy = root / "workflows/lifecycle.yaml"
    policy.write_text(policy.read_text().replace("[superseded, retired]", "[superseded]"))
    answer = refused(
        root, "review", "course", "--outcome", "retire", "--evidence", "x", "--by", "org-a"
    )
    assert (answer.code, "It can become: superseded." in answer.err) == (1, True)


def test_a_proposed_owner_that_reviews_has_accepted(tmp_path: Path) -> None:
    root = copy_records(tmp_path)
    path = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    arguments = ("review", "viitearkkitehtuuri", "--evidence", "luettu", "--by", "jokilaaksot")
    not_mine = edit(root, *arguments, "--outcome", "not-mine", "--date", "2026-01-01")[path]
    assert not any("owner_since" in line for line in not_mine)
    lines = edit(root, *arguments, "--outcome", "valid")[path]
    assert lines[:2] == ["- owner_since: null", "+ owner_since: 2026-03-02"]
    again = edit(root, *arguments, "--outcome", "edited")[path]
    assert not any("owner_since" in line for line in again)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (review("valid", "--date", "2026-03-03"), 1, "3 Mar 2026"),
        (review("valid", "--date", "2025-08-31"), 1, "1 Sept 2025"),
        (review("not-mine", "--date", "2025-08-31"), 1, "1 Sept 2025"),
        (review("valid", by="org-c"), 2, "Did you mean 'org-"),
        (review("valid", "--contact", "laed"), 2, "Did you mean 'lead'?"),
        (review("valid", by="old-org"), 1, "[after-end]"),
        (review("valid", "--version", "1.1"), 1, "[version-unknown]"),
        (review("valid", "--via", "proxy"), 1, "[proxy-rule]"),
        (review("valid", "--evidence", "  "), 2, "Invalid value for '--evidence'"),
        (review("valid", "--evidence", "a\nb"), 2, "Invalid value for '--evidence'"),
        (review("valid", "--evidence", "a\x07b"), 2, "Invalid value for '--evidence'"),
        (review("valid", "--evidence", "aino@example.org"), 1, "[email-address]"),
        (("review", "handbok", *VALID), 2, "Did you mean 'handbook'?"),
        (("review", "leaflet", *VALID), 1, "its status is: retired"),
        (("schedule", "leaflet", "--due", "2026-05-04", "--reason", "x"), 1, "no due date"),
        (("schedule", "course", "--due", "2026-05-04", "--reason", "x"), 1, "no due date"),
        (("schedule", "handbook", "--due", "2026-03-01", "--reason", "x"), 1, "[date-order]"),
        (("schedule", "handbook", "--due", "2027-03-03", "--reason", "x"), 1, "[agreed-date-far]"),
        (("schedule", "handbook", "--due", "2026-05-04"), 2, "--spread"),
        (("schedule", "--due", "2026-05-04"), 2, "--spread"),
        (("schedule", "handbook", "--spread"), 2, "--spread"),
        (("schedule", "--spread", "--owner", "org-x"), 2, "Did you mean 'org-"),
        ((*AGREED, "--months", "3"), 2, "belong to --spread"),
        ((*AGREED, "--owner", "org-a"), 2, "belong to --spread"),
        ((*AGREED, "--from", "2026-04-01"), 2, "belong to --spread"),
        (("handover", "handbook", "--to", "old-org"), 1, "org-b"),
        (("handover", "handbook", "--to", "org-bb"), 2, "Did you mean 'org-b'?"),
        (("handover", "handbook", "--to", "org-b", "--since", "2026-03-03"), 1, "is 2 Mar 2026"),
        (("handover", "handbok", "--to", "org-b"), 2, "Did you mean 'handbook'?"),
        (("handover", "--to", "org-b"), 2, "--all-of"),
        (("handover", "handbook", "--all-of", "org-a", "--to", "org-b"), 2, "not both"),
        (("handover", "--all-of", "org-x", "--to", "org-b"), 2, "no organisation org-x"),
        (("set-status", "handbook", "draft"), 1, "It can become: superseded, retired."),
        (("set-status", "handbook", "superseded"), 1, "[status-demand]"),
        (("set-status", "handbook", "retired", "--reason", "x"), 2, "--commit"),
        (("need", "add", "handbok", "--summary", "x"), 2, "Did you mean 'handbook'?"),
        (("need", "add", "handbook", "--summary", "sv=x"), 1, "[language-missing]"),
        (("need", "add", "handbook", "--summary", "x", "--summary", "y"), 2, "(fi)"),
        (("need", "add", "handbook", "--summary", "x", "--date", "2026-03-03"), 1, "is 2 Mar 2026"),
        (("need", "set", "handbook", "9", "--state", "open"), 2, "1, 2, 3, 4, 5"),
        (("need", "set", "handbook", "5", "--state", "planned"), 1, "[need-incomplete]"),
        (("need", "set", "handbook", "5", "--state", "done", "--reason", "x"), 1, "[need-surplus]"),
        (("need", "set", "handbook", "5", "--state", "declined"), 1, "[need-incomplete]"),
        (("publish-version", "handbook", "1.10"), 1, "30 Sept 2025"),
        (("publish-version", "handbook", "1.9"), 1, "31 May 2024"),
        (("publish-version", "handbook", "1.2"), 1, "higher than 1.10"),
        (("publish-version", "handbook", "v2"), 2, "v2"),
        (("publish-version", "handbook", "2.0", "--date", "2026-03-03"), 1, "is 2 Mar 2026"),
        (("publish-version", "handbook", "2.0", "--date", "2020-01-01"), 1, "[date-order]"),
        (("contact", "set", "org-a", "laed", "--until", "2027-01-01"), 2, "Did you mean 'lead'?"),
        (("contact", "add", "org-a", "lead", "--title", "x"), 1, "contact set org-a lead"),
        (("contact", "add", "org-a", "x", "--title", "x", "--account", "aino"), 1, "account"),
        ((*DEPUTY, "--until", "2027-01-01", "--no-until"), 2, "--no-until were given"),
        ((*DEPUTY, "--account", "github:1", "--no-account"), 2, "given together"),
        (("location", "set", *HANDBOK, "--archive", "https://b.fi", "--no-archive"), 2, "together"),
        (("location", "set", *HANDBOK, "--version", "1.9", "--no-version"), 2, "given together"),
        (("location", "set", *FILE, "--archive", "https://b.fi"), 2, "Leave --archive out"),
        (("location", "set", *FILE, "--from", "HEAD"), 2, "no file is read now"),
        (("location", "add", *PLACE, "--path", "x", "--archive", "https://b.fi"), 2, "is a file"),
        (("location", "add", *PLACE, "--url", "https://b.fi", "--from", "HEAD"), 2, "is read now"),
        (("contact", "add", "org-x", "x", "--title", "x"), 2, "no organisation org-x"),
        (("--rev", "HEAD", "need", "add", "handbook", "--summary", "x"), 2, "--rev"),
    ],
)  # fmt: skip
def test_what_must_not_be_is_refused_in_a_sentence(
    root: Path, arguments: tuple[object, ...], code: int, said: str
) -> None:
    answer = refused(root, *arguments)
    assert (answer.code, said in answer.err) == (code, True), answer.err
    assert answer.out == ""


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_refusals_speak_the_language_of_the_call(root: Path, language: str) -> None:
    words = {"fi": "on jo julkaistu 30.9.2025", "sv": "är redan publicerad 30 sep. 2025"}[language]
    assert words in refused(root, "--lang", language, "publish-version", "handbook", "1.10").err


def test_refusals_say_statuses_in_words_with_what_is_typed(root: Path) -> None:
    assert refused(root, "--lang", "fi", "set-status", "handbook", "draft").err.startswith(
        "Tuotoksen handbook tila on voimassa, eikä siitä voi siirtyä tilaan luonnos (draft). "
        "Tästä tilasta voi siirtyä näihin: korvattu (superseded), poistettu käytöstä (retired)."
    )


def test_an_agreed_date_is_one_entry_more_in_the_open_cycle(root: Path) -> None:
    lines = edit(root, "schedule", "handbook", "--due", "2026-09-07", "--reason", "syksyn jälkeen")
    assert lines == {
        HANDBOOK: ["+     - {cycle: 2, date: 2026-03-02, due: 2026-09-07, reason: syksyn jälkeen}"]
    }
    answer = refused(root, "schedule", "handbook", "--due", "2026-10-05", "--reason", "taas")
    assert (answer.code, "[agreed-date-count]" in answer.err) == (1, True)


def test_a_handover_resets_the_contact_and_says_since_when(root: Path) -> None:
    assert edit(root, "handover", "handbook", "--to", "org-b", "--since", "2026-02-15") == {
        HANDBOOK: [
            "- owner: org-a", "+ owner: org-b",
            "- owner_since: 2025-02-03", "+ owner_since: 2026-02-15",
            "- owner_basis: named in the plan", "- contact: deputy",
            "+ owner_basis: null", "+ contact: null",
        ]
    }  # fmt: skip


def test_a_proposed_taker_has_not_accepted(root: Path) -> None:
    lines = edit(root, "handover", "handbook", "--to", "org-b", "--proposed", "teki ne")[HANDBOOK]
    assert {"+ owner: org-b", "+ owner_since: null", "+ owner_basis: teki ne"} <= set(lines)


def test_who_is_the_owner_by_proposal_accepts(root: Path) -> None:
    since = ("handover", "course", "--to", "org-b", "--since", "2026-02-15")
    assert edit(root, *since) == {
        COURSE: [
            "- owner_basis: gave the first course",
            "+ owner_since: 2026-02-15",
            "+ owner_basis: null",
        ]
    }
    assert edit(root, *since) == {}
    assert edit(root, "handover", "course", "--to", "org-b") == {}


def test_who_is_the_owner_keeps_the_contact(root: Path) -> None:
    assert edit(root, "handover", "handbook", "--to", "org-a") == {}
    arguments = ("handover", "handbook", "--to", "org-a", "--since", "2025-03-03")
    assert edit(root, *arguments)[HANDBOOK] == [
        "- owner_since: 2025-02-03", "+ owner_since: 2025-03-03",
        "- owner_basis: named in the plan", "+ owner_basis: null",
    ]  # fmt: skip
    asked = edit(root, "handover", "handbook", "--to", "org-a", "--proposed", "x")[HANDBOOK]
    assert {"+ owner_since: null", "+ owner_basis: x"} <= set(asked)
    assert "contact: deputy" in (root / HANDBOOK).read_text()


def test_many_are_handed_over_only_when_somebody_says_yes(root: Path) -> None:
    arguments = ("handover", "handbook", "course", "old-handbook", "--to", "org-b")
    assert edit(root, "handover", "course", "--to", "org-a").keys() == {COURSE}
    assert refused(root, *arguments).code == 2  # nobody is at a terminal
    shown = tp3("-C", root, *DAY, *arguments, "--dry-run")
    assert (shown.code, shown.out.count("\n--- a/")) == (0, 3)
    assert edit(root, *arguments, "--yes").keys() == {
        HANDBOOK, COURSE, "registry/outputs/alpha/old-handbook.yaml",
    }  # fmt: skip
    assert edit(root, *arguments, "--yes") == {}


def test_all_of_an_owner_is_all_that_is_not_retired(root: Path) -> None:
    leaflet = root / LEAFLET
    leaflet.write_text(leaflet.read_text().replace("owner: null", "owner: org-b\nowner_basis: x"))
    changed = edit(root, "handover", "--all-of", "org-b", "--to", "org-a", "--yes")
    assert changed.keys() == {COURSE, "registry/outputs/alpha/old-handbook.yaml"}


def test_a_status_is_one_line(root: Path) -> None:
    reason = ("--reason", "x", "--dry-run")
    shown = tp3("-C", root, *DAY, "set-status", "course", "retired", *reason)
    assert (shown.code, "+status: retired" in shown.out) == (0, True)
    assert edit(root, "set-status", "course", "retired") == {
        COURSE: ["- status: current", "+ status: retired"]
    }
    assert edit(root, "set-status", "course", "retired") == {}
    assert "It can become: –." in refused(root, "set-status", "course", "current").err


def test_a_need_is_reported_in_languages_and_never_takes_a_used_number(root: Path) -> None:
    arguments = ("--summary", "sv=Bilder saknas", "--summary", "Kuvat puuttuvat")
    assert edit(root, "need", "add", "handbook", *arguments, "--source", "puhelu") == {
        HANDBOOK: [
            "+   - id: 6",
            "+     reported: 2026-03-02",
            "+     summary:",
            "+       fi: Kuvat puuttuvat",
            "+       sv: Bilder saknas",
            "+     source: puhelu",
            "+     state: open",
        ]
    }


def test_a_need_has_what_its_state_demands_and_nothing_else(root: Path) -> None:
    need = ("need", "set", "handbook")
    planned = edit(root, *need, "5", "--state", "planned", "--target", "2026-06-01")[HANDBOOK]
    assert planned == ["-     state: open", "+     state: planned", "+     target: 2026-06-01"]
    declined = edit(root, *need, "5", "--state", "declined", "--reason", "turha")[HANDBOOK]
    assert sorted(declined) == [
        "+     closed: 2026-03-02", "+     reason: turha", "+     state: declined",
        "-     state: planned",
    ]  # fmt: skip
    reopened = edit(root, *need, "1", "--state", "open")[HANDBOOK]
    assert {"+     closed: null", "+     version: null", "+     state: open"} <= set(reopened)
    assert tp3("-C", root, "validate").code == 0


def test_a_version_is_written_in_quotes(root: Path) -> None:
    arguments = ("2.0", "--changes", "Luku 5", "--changes", "sv=Kapitel 5", "--date", "2026-02-01")
    # The file of the newest version must be there, and this one is of 1.10.
    assert edit(root, "publish-version", "handbook", *arguments) == {
        HANDBOOK: [
            '+   - version: "2.0"',
            "+     date: 2026-02-01",
            "+     changes:",
            "+       fi: Luku 5",
            "+       sv: Kapitel 5",
        ]
    }


def test_a_place_is_an_address_or_a_file_whose_content_is_recorded(root: Path) -> None:
    add = ("location", "add", "course", "--language", "fi", "--format", "html")
    assert edit(root, *add, "--url", "https://a.fi/x")[COURSE] == [
        "+ locations:",
        "+   - url: https://a.fi/x",
        "+     language: fi",
        "+     format: html",
    ]
    assert refused(root, *add, "--url", "https://a.fi/x").code == 1
    assert refused(root, *add).code == 2
    assert refused(root, *add, "--url", "https://a.fi", "--path", "x").code == 2
    assert refused(root, *add, "--url", "ftp://a.fi").code == 1
    for missing in ("content/none.txt", "../x", "/etc/passwd", "content"):
        assert refused(root, *add, "--path", missing).code == 1
    (root / "content/x.txt").write_text("x")
    digest = hashlib.sha256(b"x").hexdigest()
    lines = edit(root, *add, "--path", "content/x.txt")[COURSE]
    assert f"+     sha256: {digest}" in lines


def test_a_place_is_changed_by_its_name(root: Path) -> None:
    change = ("location", "set", "handbook")
    old = '{url: "https://example.org/kasikirja", language: fi, format: html'
    archive = ("--archive", "https://arkisto.fi/x")
    assert edit(root, *change, "https://example.org/kasikirja", *archive)[HANDBOOK] == [
        f"-   - {old}}}",
        f'+   - {old}, archive: "https://arkisto.fi/x"}}',
    ]
    near = refused(root, *change, "https://example.org/kasikirj", "--format", "pdf")
    assert (near.code, "Did you mean 'https://example.org/kasikirja'?" in near.err) == (2, True)
    path = "content/handbook-1.10.txt"
    (root / path).write_text("new")
    assert edit(root, *change, path, "--refreeze")[HANDBOOK][1] == (
        f"+     sha256: {hashlib.sha256(b'new').hexdigest()}"
    )
    assert refused(root, *change, "https://example.org/kasikirja", "--refreeze").code == 2


OLDER = ("location", "add", "handbook", "--language", "sv", "--format", "txt",
         "--path", "content/guide.txt")  # fmt: skip


@pytest.fixture
def guide(tmp_path: Path) -> Repo:
    """content/guide.txt was "old" in HEAD~2, is "new" in HEAD~1 and since then gone."""
    repo = committed(tmp_path / "guide")
    for content in ("old", "new"):
        repo.write("content/guide.txt", content)
        repo.commit()
    (repo.path / "content/guide.txt").unlink()
    repo.commit()
    return repo


def test_the_content_of_an_older_version_is_taken_from_the_revision_that_had_it(
    guide: Repo,
) -> None:
    gone = refused(guide.path, *OLDER, "--version", "1.9")
    assert (gone.code, "--from" in gone.err) == (1, True)
    for rev, code, said in (("HEAD", 1, "revision HEAD"), ("HEAD~9", 2, "HEAD~9"), ("", 2, "")):
        answer = refused(guide.path, *OLDER, "--version", "1.9", "--from", rev)
        assert (answer.code, said in answer.err) == (code, True), answer.err
    lines = edit(guide.path, *OLDER, "--version", "1.9", "--from", "HEAD~2")[HANDBOOK]
    assert f"+     sha256: {hashlib.sha256(b'old').hexdigest()}" in lines
    show = [TP3, "-C", guide.path, "show", "handbook@1.9", "--content"]
    assert subprocess.run(show, check=True, capture_output=True).stdout == b"old"


def test_two_versions_do_not_silently_have_the_same_content(guide: Repo) -> None:
    guide.write("content/guide.txt", "new")
    edit(guide.path, *OLDER, "--version", "1.10")
    same = refused(guide.path, *OLDER, "--version", "1.9")
    assert (same.code, "version 1.10" in same.err, "--from" in same.err) == (1, True, True)
    assert refused(guide.path, *OLDER, "--version", "1.9", "--from", "HEAD~1").code == 1
    edit(guide.path, *OLDER, "--version", "1.9", "--from", "HEAD~2")
    change = ("location", "set", "handbook", "content/guide.txt")
    again = (*change, "--of-version", "1.9", "--refreeze")
    assert (refused(guide.path, *again).code, edit(guide.path, *again, "--from", "HEAD~2")) == (
        1,
        {},
    )
    assert refused(guide.path, *change, "--of-version", "1.9", "--from", "HEAD~2").code == 2
    # Another language of the same version may be the same file.
    add = ("location", "add", "handbook", "--language", "fi", "--format", "txt")
    edit(guide.path, *add, "--path", "content/guide.txt", "--version", "1.10")


def test_what_a_place_says_is_cleared(root: Path) -> None:
    cleared = ("--no-version", "--no-archive")
    line = edit(root, "location", "set", *HANDBOK, *cleared)[HANDBOOK][1]
    assert ("archive: null" in line, "version: null" in line) == (True, True)
    assert edit(root, "location", "set", *HANDBOK, *cleared) == {}


def test_one_of_two_equal_places_must_be_told_apart(root: Path) -> None:
    add = ("location", "add", "course", "--url", "https://a.fi/x", "--format", "html")
    edit(root, *add, "--language", "fi")
    edit(root, *add, "--language", "sv")
    change = ("location", "set", "course", "https://a.fi/x", "--format", "pdf")
    assert refused(root, *change).code == 2
    assert edit(root, *change, "--of-language", "sv")[COURSE] == [
        "-     format: html",
        "+     format: pdf",
    ]


def test_a_contact_is_the_last_in_order_and_keeps_its_other_languages(root: Path) -> None:
    add = ("contact", "add", "org-a", "expert", "--title", "Asiantuntija")
    assert edit(root, *add, "--account", "github:12345678")[ORG_A] == [
        "+   - key: expert",
        "+     title:",
        "+       fi: Asiantuntija",
        "+     account: github:12345678",
    ]
    change = ("contact", "set", "org-a", "deputy", "--title", "sv=Biträdande ledare")
    assert edit(root, *change, "--until", "2027-07-31")[ORG_A] == [
        "-     title: {fi: Varajohtaja, sv: Vice ledare}",
        "+     title: {fi: Varajohtaja, sv: Biträdande ledare}",
        "-     until: 2030-12-31",
        "+     until: 2027-07-31",
    ]


def test_what_a_contact_says_is_cleared(root: Path) -> None:
    change = ("contact", "set", "org-a", "deputy", "--no-until", "--no-account")
    assert "+     until: null" in edit(root, *change)[ORG_A]
    assert edit(root, *change) == {}


NEW = ("add", "uusi-ohje", "--project", "alpha", "--kind", "guideline", "--title", "Uusi ohje",
       "--summary", "Mitä tehdään.")  # fmt: skip


def test_a_new_output_is_a_file_in_the_style_of_the_house(root: Path) -> None:
    more = ("--owner", "org-b", "--owner-basis", "laati sen", "--theme", "tools", "--cycle", "P6M")
    changed = edit(root, *NEW, *more, "--source", "plan:Luku 2", "--summary", "sv=Vad som görs.")
    path = "registry/outputs/alpha/uusi-ohje.yaml"
    assert changed.keys() == {path}
    assert (root / path).read_text() == (
        "# yaml-language-server: $schema=../../../schemas/output.schema.json\n"
        "id: uusi-ohje\n"
        "title:\n  fi: Uusi ohje\n"
        "summary:\n  fi: Mitä tehdään.\n  sv: Vad som görs.\n"
        "kind: guideline\nproject: alpha\nowner: org-b\nowner_since: null\n"
        "owner_basis: laati sen\nstatus: draft\nregistered: 2026-03-02\n"
        "review:\n  cycle: P6M\nlanguage: fi\nthemes: [tools]\n"
        "sources:\n  - document: plan\n    place: Luku 2\n"
    )
    assert (root / path).stat().st_mode & 0o777 == 0o644
    assert refused(root, *NEW, "--no-owner").code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (NEW, 2, "Missing option '--owner'"),
        ((*NEW, "--owner", "org-b"), 2, "Missing option '--owner-basis'"),
        ((*NEW, "--no-owner", "--owner", "org-b"), 2, "--no-owner"),
        ((*NEW, "--no-owner", "--project", "alpa"), 2, "Did you mean 'alpha'?"),
        (("add", "uusi-ohje", "--project", "alpa"), 2, "Did you mean 'alpha'?"),
        (("add", "uusi-ohje", "--project", "Alp ha"), 2, "Did you mean 'alpha'?"),
        (("add", "Uusi", "--project", "alpha"), 2, "Uusi is no id"),
        (("add", "course", "--project", "alpha"), 1, COURSE),
        ((*NEW, "--no-owner", "--kind", "guidelin"), 2, "Did you mean 'guideline'?"),
        ((*NEW, "--no-owner", "--theme", "tool"), 2, "Did you mean 'tools'?"),
        ((*NEW, "--no-owner", "--status", "retired"), 1, "cannot begin"),
        ((*NEW, "--no-owner", "--cycle", "1 year"), 1, "cycle"),
        ((*NEW, "--no-owner", "--source", "plam"), 1, "[document-unknown]"),
        (("add", "Uusi", *NEW[2:], "--no-owner"), 2, "is no id"),
        (("add", "../../x", *NEW[2:], "--no-owner"), 2, "is no id"),
        (("add", "course", *NEW[2:], "--no-owner"), 1, COURSE),
    ],
)
def test_a_new_output_must_be_whole(
    root: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = refused(root, *arguments)
    assert (answer.code, said in answer.err) == (code, True), answer.err


@pytest.mark.parametrize(
    "mess", ["<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n", "x: [\n", "unknown: 1\n"]
)
def test_a_file_that_cannot_be_read_is_not_edited_and_stops_no_other(root: Path, mess: str) -> None:
    course = root / COURSE
    course.write_text(course.read_text() + mess)
    for arguments in (
        ("review", "course", *VALID),
        ("handover", "--all-of", "org-a", "--to", "org-b", "--yes"),
        ("schedule", "--spread", "--yes"),
    ):
        answer = refused(root, *arguments)
        assert (answer.code, COURSE in answer.err) == (1, True), answer.err
    assert edit(root, "need", "add", "handbook", "--summary", "x").keys() == {HANDBOOK}


def test_what_was_wrong_before_stops_no_edit_unless_it_is_needed(root: Path) -> None:
    for path, old, new in (
        (COURSE, "kind: training", "kind: trainin"),
        (HANDBOOK, "contributors: [org-b", "contributors: [org-x, org-b"),
    ):
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))
    assert edit(root, "need", "add", "handbook", "--summary", "x").keys() == {HANDBOOK}
    assert edit(root, "need", "add", "course", "--summary", "x").keys() == {COURSE}
    for arguments in (("course", "--due", "2026-05-04", "--reason", "x"), ("--spread", "--yes")):
        answer = refused(root, "schedule", *arguments)
        assert (answer.code, COURSE in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("workflows/review.yaml", "proposed_days", "proposed_dayz"),
        ("registry/registry.yaml", "Europe/Helsinki", "Europe/Helsinky"),
        ("registry/registry.yaml", "format: 1", "format: 2"),
    ],
)
def test_without_rules_nothing_is_edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))
    assert refused(root, "need", "add", "handbook", "--summary", "x").code == 1


def test_comments_and_all_other_bytes_stay(tmp_path: Path) -> None:
    root = copy_records(tmp_path)
    path = root / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    path.write_bytes(
        path.read_bytes()
        .replace(b"\nreview:", b"  # kept\n# kept too\nreview:")
        .replace(b"\n", b"\r\n")
    )
    changed = edit(root, "need", "add", "viitearkkitehtuuri", "--summary", "x")
    lines = changed[path.relative_to(root).as_posix()]
    assert all(line.startswith("+") for line in lines)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_the_live_registry_takes_every_kind_of_edit_and_stays_valid(tmp_path: Path) -> None:
    root = copy_records(tmp_path)
    id = "viitearkkitehtuuri"
    for arguments in (
        ("review", id, "--outcome", "needs-work", "--evidence", "x", "--by", "jokilaaksot"),
        ("need", "set", id, "1", "--state", "in-progress", "--target", "2026-12-31"),
        ("publish-version", id, "1.0"),
        ("need", "set", id, "1", "--state", "done", "--version", "1.0"),
        ("location", "add", id, "--url", "https://a.fi", "--language", "fi", "--format", "html"),
        ("contact", "add", "omnia", "lead", "--title", "x"),
        ("handover", id, "--to", "omnia"),
        ("set-status", id, "retired"),
    ):
        assert edit(root, *arguments), arguments
    assert tp3("-C", root, "validate").code == 0
    assert files_of(root).keys() == {
        path for path in files_of(ROOT) if path.startswith(("registry/", "workflows/"))
    }
