"""The change log in each format and language, by range and by month, and as documents."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.edits import COURSE, HANDBOOK, LEAFLET, copy_base, files_of
from tests.helpers.repo import Repo

LANGUAGES = ("fi", "sv", "en")
FORMATS = ("text", "json", "markdown", "atom")
REVIEW_RULES = "workflows/review.yaml"
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LAST_REVIEW = "    source: telephone call\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.init(copy_base(tmp_path / "repo"))
    made.commit("first", "2026-11-25T12:00:00+02:00")
    return made


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text()
    assert old in text
    repo.write(path, text.replace(old, new, 1))


def edited(repo: Repo, when: str, *edits: tuple[str, str, str]) -> None:
    """One commit of edits, at noon of a day."""
    for each in edits:
        edit(repo, *each)
    repo.commit(when=f"{when}T12:00:00+02:00")


def review(evidence: str, outcome: str = "valid") -> tuple[str, str, str]:
    """The edit that enters a review."""
    lines = (
        "  - date: 2026-12-07",
        "    by: org-a",
        f"    outcome: {outcome}",
        f"    evidence: {evidence}",
        "    via: issue",
    )
    return (HANDBOOK, LAST_REVIEW, LAST_REVIEW + "\n".join(lines) + "\n")


NEW_OWNER = (HANDBOOK, "owner: org-a", "owner: org-b")


def changelog(repo: Repo, *options: object) -> str:
    answer = tp3(*TODAY, "-C", repo.path, "changelog", *options)
    assert (answer.code, answer.err) == (0, ""), answer.err
    return answer.out


def feed(repo: Repo, *options: object) -> ET.Element:
    return ET.fromstring(changelog(repo, "--format", "atom", *options))


@pytest.mark.parametrize(
    ("language", "groups", "said"),
    [
        (
            "fi",
            ["Muuttunut", "Tarkistettu, ei muutoksia", "Tietojen korjauksia"],
            ["7.12.2026  Käsikirja [handbook]: omistaja: Organisaatio A → Organisaatio B",
             "tarkistettu 7.12.2026, voimassa: luettu läpi",
             "nimi: ruotsiksi: Handbok → Handledning"],
        ),
        (
            "sv",
            ["Ändrat", "Granskat utan ändringar", "Rättelser av uppgifter"],
            ["7 dec. 2026  Handbok [handbook]: ägare: Organisation A → Organisaatio B",
             "granskat 7 dec. 2026, gäller: luettu läpi",
             "namn: på svenska: Handbok → Handledning"],
        ),
        (
            "en",
            ["What changed", "Reviewed without change", "Corrections to records"],
            ["7 Dec 2026  Handbook [handbook]: owner: Organisaatio A → Organisaatio B",
             "reviewed on 7 Dec 2026, still valid: luettu läpi",
             "title: in Swedish: Handbok → Handledning"],
        ),
    ],
)  # fmt: skip
def test_what_changed_stands_apart_from_reviews_and_corrections_in_the_readers_language(
    repo: Repo, language: str, groups: list[str], said: list[str]
) -> None:
    title = (HANDBOOK, "sv: Handbok,", "sv: Handledning,")
    edited(repo, "2026-12-07", NEW_OWNER, review("luettu läpi"), title)
    lines = changelog(repo, "--from", "HEAD~1", "--lang", language).splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == groups
    told = [line for line in lines if line.startswith(" ")]
    for part, line in zip(said, told, strict=True):
        assert part in line


def test_a_review_with_an_outcome_is_a_change(repo: Repo) -> None:
    edited(repo, "2026-12-07", review("luettu", "needs-work"))
    assert changelog(repo, "--from", "HEAD~1").startswith("What changed\n")


def test_programs_get_each_change_with_its_commit(repo: Repo) -> None:
    edited(repo, "2026-12-07", NEW_OWNER)
    answer = tp3(*TODAY, "-C", repo.path, "changelog", "--from", "HEAD~1", "--format", "json").data
    commit = repo.git("rev-parse", "HEAD")
    assert answer == {
        "format": 1,
        "revision": commit,
        "today": "2027-03-01",
        "entries": [
            {
                "output": "handbook",
                "record": {"type": "output", "id": "handbook"},
                "change": "owner-changed",
                "field": "owner",
                "old": "org-a",
                "new": "org-b",
                "commit": commit,
                "date": "2026-12-07",
                "author": "Aino Tekijä",
                "approvers": [],
            }
        ],
    }


def test_a_change_of_no_output_says_so_to_programs(repo: Repo) -> None:
    edited(repo, "2026-12-07", (REVIEW_RULES, "open_per_owner: 3", "open_per_owner: 4"))
    for command in ("changelog --from", "diff"):
        options = [*command.split(), "HEAD~1", "--format", "json"]
        (entry,) = tp3(*TODAY, "-C", repo.path, *options).data["entries"]
        assert entry["output"] is None
        assert entry["record"] == {"type": "policy", "id": "review"}


def test_a_net_difference_has_neither_commit_nor_day(repo: Repo) -> None:
    edited(repo, "2026-12-07", NEW_OWNER)
    answer = tp3(*TODAY, "-C", repo.path, "diff", "HEAD~1", "--format", "json").data
    assert answer["from"] == repo.git("rev-parse", "HEAD~1")
    assert answer["revision"] == repo.git("rev-parse", "HEAD")
    (entry,) = answer["entries"]
    assert (entry["commit"], entry["date"], entry["author"]) == (None, None, None)
    text = tp3(*TODAY, "-C", repo.path, "diff", "HEAD~1", "--lang", "en").out
    assert text == "What changed\n  Handbook [handbook]: owner: Organisaatio A → Organisaatio B\n"


def test_other_bytes_of_the_same_meaning_and_other_files_are_kept_out(repo: Repo) -> None:
    edit(repo, HANDBOOK, "status: current", "status: current # in use")
    edited(repo, "2026-12-07", ("docs/guide.md", "\n", "\nmore\n"))
    assert changelog(repo, "--from", "HEAD~1") == "No changes.\n"
    told = tp3(*TODAY, "-C", repo.path, "diff", "HEAD~1").out
    assert told.startswith("Other files\n")
    assert "same meaning" in told
    assert "docs/guide.md" in told


@pytest.mark.parametrize(
    ("language", "none"),
    [("fi", "Ei muutoksia."), ("sv", "Inga ändringar."), ("en", "No changes.")],
)
def test_no_changes_are_said_in_each_format(repo: Repo, language: str, none: str) -> None:
    options = ("--from", "HEAD", "--lang", language)
    assert changelog(repo, *options) == f"{none}\n"
    assert changelog(repo, *options, "--format", "markdown") == f"{none}\n"
    answer = tp3(*TODAY, "-C", repo.path, "changelog", *options, "--format", "json")
    assert answer.data["entries"] == []
    empty = feed(repo, *options)
    assert empty.findall(f"{ATOM}entry") == []
    assert empty.findtext(f"{ATOM}updated") == "2027-03-01T00:00:00Z"


def courses(repo: Repo, count: int) -> list[str]:
    """So many outputs alike, committed."""
    paths = [f"registry/outputs/beta/course-{number}.yaml" for number in range(count)]
    text = (repo.path / COURSE).read_text()
    for path in paths:
        repo.write(path, text.replace("id: course", f"id: {Path(path).stem}"))
    repo.commit("courses", "2026-11-26T12:00:00+02:00")
    return paths


def moved_day(paths: Iterable[str]) -> list[tuple[str, str, str]]:
    return [(path, "registered: 2025-01-15", "registered: 2025-01-16") for path in paths]


def test_many_records_changed_alike_are_one_line_with_the_list_behind(repo: Repo) -> None:
    paths = courses(repo, 6)
    edited(repo, "2026-12-07", *moved_day(paths), NEW_OWNER)
    ids = [Path(path).stem for path in paths]
    lines = changelog(repo, "--from", "HEAD~1").splitlines()
    assert len([line for line in lines if "registered" in line or "course" in line]) == 1
    said = "Other details of 6 outputs were changed"
    (many,) = (at for at, line in enumerate(lines) if said in line)
    assert lines[many + 1].split(", ") == [f"    {ids[0]}", *ids[1:]]
    assert any("Handbook" in line for line in lines)
    html = MarkdownIt().render(changelog(repo, "--from", "HEAD~1", "--format", "markdown"))
    details = re.search(r"<details><summary>(.*?)</summary>(.*?)</details>", html, re.DOTALL)
    assert details is not None
    assert details[1] == "Show them"
    assert re.findall(r"<code>(.*?)</code>", details[2]) == ids
    behind = feed(repo, "--from", "HEAD~1").find(f".//{XHTML}details")
    assert behind is not None
    assert behind.findtext(f"{XHTML}p") == ", ".join(ids)


def test_the_annotation_schema_comes_changes_and_goes(repo: Repo) -> None:
    path = "registry/annotations.schema.json"
    text = (repo.path / path).read_text()
    edited(repo, "2026-12-07", (path, "{", '{"title": "x",'))
    (repo.path / path).unlink()
    repo.commit()
    repo.write(path, text)
    repo.commit()
    for rev, said in (
        ("HEAD", "added"),
        ("HEAD~1", "removed"),
        ("HEAD~2", "[annotations]: changed"),
    ):
        line = changelog(repo, "--from", f"{rev}~1", "--to", rev).splitlines()[1]
        assert said in line
        assert ("registry" in line.partition(":")[2]) == (said in ("added", "removed"))


def test_a_few_records_changed_alike_stand_each_for_itself(repo: Repo) -> None:
    paths = courses(repo, 4)
    edited(repo, "2026-12-07", *moved_day(paths))
    lines = changelog(repo, "--from", "HEAD~1", "--lang", "fi").splitlines()
    assert len([line for line in lines if "[course-" in line]) == 4


HOSTILE = (
    "<script>alert(1)</script> @omnia #1 ]]> <!-- tp3:1 {} --> [x](https://a.fi) www.a.fi **b**"
)

OURS = ("h2", "ul", "li", "strong", "code", "details", "summary")  # elements that we write


@pytest.fixture
def hostile(repo: Repo) -> Repo:
    """Every text that somebody may choose is an attack: of records, files, commits and people."""
    edit(repo, HANDBOOK, "sv: Handbok, en: Handbook", f"sv: '{HOSTILE}', en: '{HOSTILE}'")
    edit(repo, HANDBOOK, "named in the plan", f"'{HOSTILE}'")
    edit(repo, *review(f"'{HOSTILE}'"))
    edit(repo, LEAFLET, "summary: {fi: Yhden", f"summary: {{en: '{HOSTILE}', fi: Yhden")
    edit(repo, "registry/registry.yaml", "en: Example registry", f"en: '{HOSTILE}'")
    edit(repo, "registry/organisations/org-a.yaml", "sv: Organisation A", f"sv: '{HOSTILE}'")
    repo.write("registry/\x07\x1b[2J\n<script> @omnia ]]>.yaml", "x")
    repo.write("registry/outputs/alpha/::set-output name=x::.yaml", "x")
    repo.git("add", "--all")
    person = "\x1b[31m@omnia <script>"
    repo.git(
        "-c", f"user.name={person}", "commit", "--quiet", "--author", f"{person} <a@x>",
        "--message", HOSTILE,
    )  # fmt: skip
    # From now on the record is called by its hostile title.
    edited(repo, "2026-11-30", (HANDBOOK, "license: CC-BY-4.0", "license: MIT"))
    return repo


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_harmful_reaches_the_terminal(hostile: Repo, language: str) -> None:
    for command in (["changelog"], ["diff", "HEAD~2"], ["history", "handbook"]):
        out = tp3(*TODAY, "-C", hostile.path, *command, "--lang", language).out
        assert "script" in out
        assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out) is None
        assert not any(line.lstrip().startswith("::") for line in out.splitlines())


@pytest.mark.parametrize("command", [["changelog"], ["history", "handbook"]], ids=" ".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_harmful_reaches_markdown(hostile: Repo, command: list[str], language: str) -> None:
    options = ["--format", "markdown", "--lang", language]
    out = tp3(*TODAY, "-C", hostile.path, *command, *options).out
    html = MarkdownIt("gfm-like", {"linkify": False}).render(out)
    assert "alert(1)" in html
    assert set(re.findall(r"<(\w+)", html)) <= {*OURS, "p"}
    assert re.search(r"@\w", out) is None
    assert "<!--" not in out
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_harmful_reaches_the_feed(hostile: Repo, language: str) -> None:
    read = feed(hostile, "--lang", language)
    assert "<script>alert(1)</script>" in "".join(read.itertext())
    names = {each.tag for each in read.iter() if each.tag.startswith(XHTML)}
    assert names <= {f"{XHTML}{name}" for name in (*OURS, "div", "time", "p")}
    out = changelog(hostile, "--format", "atom", "--lang", language)
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out) is None
    assert "<!--" not in out
    assert "]]>" not in out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_atom_demands(repo: Repo, language: str) -> None:
    edited(repo, "2026-12-07", NEW_OWNER)
    edited(repo, "2026-12-08", (HANDBOOK, "owner: org-b", "owner: org-a"))
    edited(repo, "2026-12-09", ("docs/guide.md", "\n", "\nmore\n"))
    read = feed(repo, "--lang", language)
    assert read.tag == f"{ATOM}feed"
    assert read.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = read.findall(f"{ATOM}entry")
    assert len(entries) == 3  # a commit that says nothing of the registry is none
    for each in (read, *entries):
        for name in ("id", "title", "updated"):
            (element,) = each.findall(f"{ATOM}{name}")
            assert element.text
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each.findtext(f"{ATOM}updated") or ""
        )
    assert read.findtext(f"{ATOM}author/{ATOM}name")
    ids = [each.findtext(f"{ATOM}id") or "" for each in (read, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.match(r"[a-z]+:", id) for id in ids)
    updated = [datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "") for each in entries]
    assert updated == sorted(updated, reverse=True)
    assert read.findtext(f"{ATOM}updated") == "2026-12-08T10:00:00Z"
    for entry in entries:
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{XHTML}div"]
    assert "Käsikirja" in (entries[0].findtext(f"{ATOM}title") or "") or language != "fi"


def test_entries_of_the_feed_keep_their_ids_when_more_is_told(repo: Repo) -> None:
    def ids() -> list[str | None]:
        return [each.findtext(f"{ATOM}id") for each in feed(repo).findall(f"{ATOM}entry")]

    before = ids()
    edited(repo, "2026-12-07", NEW_OWNER)
    assert ids()[1:] == before


def test_a_month_is_told_alone_by_the_days_of_the_registry(repo: Repo) -> None:
    repo.commit("x", "2026-11-30T12:00:00+02:00")
    edit(repo, *NEW_OWNER)
    # 22:30 UTC is already December in Helsinki.
    repo.commit("y", "2026-11-30T22:30:00+00:00")
    edited(repo, "2027-01-01", (HANDBOOK, "owner: org-b", "owner: org-a"))
    options = ("--month", "2026-12", "--format", "json")
    entries = tp3(*TODAY, "-C", repo.path, "changelog", *options).data["entries"]
    assert [(each["new"], each["date"]) for each in entries] == [("org-b", "2026-12-01")]


@pytest.mark.parametrize(
    "options",
    [
        ["--from", "HEAD~1", "--month", "2026-12"],
        ["--to", "HEAD", "--month", "2026-12"],
        ["--month", "2026-12", "--write"],
        ["--month", "2026-12", "--check"],
        ["--write", "--check"],
        ["--from", "HEAD", "--write"],
        ["--to", "HEAD", "--check"],
        ["--month", "2026-13"],
        ["--month", "December"],
        ["--month", "2026-12-01"],
        ["--format", "csv"],
        ["--rev", "HEAD", "--write"],
        ["--rev", "HEAD", "--check"],
    ],
    ids=" ".join,
)
def test_options_that_exclude_each_other_are_wrong_usage(repo: Repo, options: list[str]) -> None:
    before = files_of(repo.path)
    answer = tp3(*TODAY, "-C", repo.path, "changelog", *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err
    assert files_of(repo.path) == before


def test_in_a_bare_repository_there_is_no_place_for_documents(repo: Repo, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(bare))
    for option in ("--write", "--check"):
        answer = tp3(*TODAY, "-C", bare, "changelog", option)
        assert (answer.code, answer.out) == (3, "")
    assert not (bare / "docs").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_revision_is_told_up_to_itself(repo: Repo, form: str) -> None:
    before = changelog(repo, "--format", form)
    edited(repo, "2026-12-07", NEW_OWNER)
    assert changelog(repo, "--rev", "HEAD~1", "--format", form) == before
    assert changelog(repo, "--to", "HEAD~1", "--format", form) == before
    assert changelog(repo, "--format", form) != before


def write(repo: Repo, today: str) -> Answer:
    answer = tp3("--today", today, "-C", repo.path, "changelog", "--write")
    assert answer.code == 0, answer.err
    return answer


def check(repo: Repo, today: str) -> Answer:
    return tp3("--today", today, "-C", repo.path, "changelog", "--check")


def documents(repo: Repo) -> dict[str, str]:
    folder = repo.path / "docs/changelog"
    return {path.name: path.read_text() for path in sorted(folder.glob("*"))}


@pytest.fixture
def written(repo: Repo) -> Repo:
    """Changes in November, December and February, none in January; told up to January."""
    edited(repo, "2026-12-07", NEW_OWNER)
    edited(repo, "2027-02-03", (HANDBOOK, "owner: org-b", "owner: org-a"))
    write(repo, "2027-02-10")
    return repo


def test_ended_months_are_written_by_year_and_language(written: Repo) -> None:
    found = documents(written)
    assert list(found) == [f"{y}.{lang}.md" for y in (2026, 2027) for lang in ("en", "fi", "sv")]

    def headings(name: str) -> list[str]:
        return re.findall(r"^#{1,2} (.*)$", found[name], re.MULTILINE)

    assert headings("2026.fi.md") == ["Muutosloki 2026", "Joulukuu 2026", "Marraskuu 2026"]
    assert headings("2026.sv.md")[1:] == ["December 2026", "November 2026"]
    assert headings("2027.en.md") == ["Change log 2027", "January 2027"]
    assert "Organisation A → Organisaatio B" in found["2026.sv.md"]
    assert found["2027.en.md"].endswith("## January 2027\n\nNo changes.\n")
    assert "`tp3 changelog --write`" in found["2027.en.md"]


def test_writing_again_changes_nothing(written: Repo) -> None:
    before = documents(written)
    again = write(written, "2027-02-28")
    assert again.out == ""
    assert documents(written) == before
    assert check(written, "2027-02-28").code == 0
    later = write(written, "2027-03-01")
    assert sorted(later.out.split()) == [
        f"docs/changelog/2027.{lang}.md" for lang in ("en", "fi", "sv")
    ]
    assert documents(written)["2026.fi.md"] == before["2026.fi.md"]


def test_the_commit_of_the_documents_is_no_change_of_them(written: Repo) -> None:
    written.commit("documents", "2027-02-10T13:00:00+02:00")
    assert write(written, "2027-02-28").out == ""


def test_before_the_first_month_has_ended_the_document_says_so(repo: Repo) -> None:
    write(repo, "2026-11-30")
    assert list(documents(repo)) == ["2026.en.md", "2026.fi.md", "2026.sv.md"]
    assert "No month has ended yet." in documents(repo)["2026.en.md"]
    assert check(repo, "2026-11-30").code == 0


def test_a_document_edited_by_hand_is_found_and_named(written: Repo) -> None:
    path = "docs/changelog/2026.sv.md"
    edit(written, path, "Organisaatio B", "Organisaatio C")
    answer = check(written, "2027-02-10")
    assert answer.code == 1
    assert path in answer.err
    assert "2026.fi.md" not in answer.err
    assert documents(written)["2026.sv.md"].count("Organisaatio C") == 1  # it only looks


def test_a_document_of_months_in_another_order_is_found(written: Repo) -> None:
    text = documents(written)["2026.fi.md"]
    start, month, rest = text.partition("## Joulukuu 2026")
    written.write("docs/changelog/2026.fi.md", start + rest[rest.index("## ") :] + month)
    assert check(written, "2027-02-10").code == 1


def test_that_months_are_missing_is_said_and_what_was_right_stays_so(written: Repo) -> None:
    current = check(written, "2027-02-28")
    assert current.code == 0
    assert "docs/changelog" not in current.err
    for day in ("2027-03-31", "2027-04-01", "2028-02-01"):
        late = check(written, day)
        assert late.code == 0
        for language in LANGUAGES:
            assert f"docs/changelog/2027.{language}.md" in late.err
        assert "2026" not in late.err
    assert "docs/changelog/2028.fi.md" in late.err


def test_a_document_of_a_year_before_that_is_missing_is_found(written: Repo) -> None:
    (written.path / "docs/changelog/2026.fi.md").unlink()
    answer = check(written, "2027-02-10")
    assert (answer.code, answer.out) == (1, "")
    assert "docs/changelog/2026.fi.md" in answer.err
    assert "2026.sv.md" not in answer.err
    assert "2027" not in answer.err


def test_a_document_of_a_year_that_never_was_is_found(written: Repo) -> None:
    written.write("docs/changelog/2019.fi.md", "# Muutosloki 2019\n")
    answer = check(written, "2027-02-10")
    assert answer.code == 1
    assert "docs/changelog/2019.fi.md" in answer.err


def test_a_month_cut_out_between_others_is_found(written: Repo) -> None:
    path = "docs/changelog/2026.en.md"
    text = (written.path / path).read_text("utf-8")
    start, end = text.index("## December 2026"), text.index("## November 2026")
    written.write(path, text[:start] + text[end:])
    answer = check(written, "2027-02-10")
    assert answer.code == 1
    assert path in answer.err


def test_documents_hold_nothing_harmful(hostile: Repo) -> None:
    write(hostile, "2026-12-01")
    for text in documents(hostile).values():
        html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
        assert "alert(1)" in html
        assert "<script" not in html
        assert "<!--" not in text
        assert re.search(r"@\w", text) is None


def test_a_link_in_the_place_of_a_document_is_not_followed(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("kept")
    (repo.path / "docs/changelog").mkdir()
    (repo.path / "docs/changelog/2026.fi.md").symlink_to(outside)
    tp3("--today", "2027-02-10", "-C", repo.path, "changelog", "--write")
    assert outside.read_text() == "kept"
