"""Whatever a pull request holds, its comment mentions, links and marks only what it should."""

import json
import re
import time

import pytest

from governance.publish.approvals.room import LIMIT
from governance.publish.approvals.writing import code
from tests.helpers.edits import COURSE, HANDBOOK, LEAFLET, ORG_A
from tests.helpers.repo import Repo
from tests.publish.test_approval_comment import (
    LEAD,
    ORG_B,
    PAGE,
    PLACE,
    comment,
    edit,
    repo,
)
from tests.publish.test_issue_safety import (
    ADDRESS,
    HOSTILE,
    SEEN_BY_GITHUB,
    flat,
    read,
    shape,
)

__all__ = ["repo"]  # the fixture
# With as many addresses as the other, which are all listed.
HARMLESS = "Teksti https://a.fi https://b.fi https://d.fi/issues/1 a@b.fi"
FILE = "docs/@omnia #1 `x` <b> deadbeef12 [x](y).md"


def saying(repo: Repo, text: str, file: str) -> str:
    """A comment on a pull request all of whose texts are one: names, titles, evidence, notes."""
    said = json.dumps(text)
    repo.git("switch", "--quiet", "main")
    edit(repo, ORG_A, "fi: Organisaatio A", f"fi: {said}")
    edit(repo, ORG_A, "title: {fi: Johtaja}", f"title: {{fi: {said}}}")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, "fi: Käsikirja,", f"fi: {said},")
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    edit(repo, HANDBOOK, "owner_basis: named in the plan", f"owner_basis: {said}")
    edit(repo, HANDBOOK, "evidence: Chapters 1 to 4 were read.", f"evidence: {said}")
    edit(repo, HANDBOOK, "Linkit kuntoon", "Kuntoon")
    edit(repo, HANDBOOK, PLACE, "https://evil.example/@omnia/#1/issues/1?a=*_[x](y)")
    edit(repo, ORG_B, "title: {fi: Rehtori, sv: Rektor}", f"title: {{fi: {said}}}")
    edit(repo, COURSE, "Kurssi, sv: Kurs", f"{said}, sv: {said}")
    role = "members: {fi: rahoittajan edustajat}"
    edit(repo, "workflows/roles.yaml", role, f"members: {{fi: {said}}}")
    repo.write(file, "x")
    login = "x" if text == HARMLESS else "`a` @omnia"
    return comment(repo, reviews=[{"account": LEAD, "login": login}], logins={})


def plain(text: str) -> str:
    """A comment as it is written, without code and our own link."""
    return re.sub(r"(`+).+?\1|\[Files changed\]\([^)]*\)", "", text)


def test_hostile_texts_are_only_text(repo: Repo) -> None:
    text = saying(repo, HOSTILE, FILE)
    seen = read(text).replace("@bertta-b", "")
    assert not SEEN_BY_GITHUB.search(seen)
    assert not ADDRESS.search(plain(text))
    links = {str(each.attrs["href"]) for each in flat(text) if each.type == "link_open"}
    assert links == {f"{PAGE}/files"}
    tags = [each.content for each in flat(text) if each.type in ("html_block", "html_inline")]
    assert all(re.fullmatch(r"</?details>\s*|<details>\n<summary>\w+( \w+)?</summary>\s*", each)
               for each in tags), tags  # fmt: skip


def test_hostile_texts_change_nothing_around_them(repo: Repo) -> None:
    hostile = shape(saying(repo, HOSTILE, FILE))
    repo.git("switch", "--quiet", "main")
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    harmless = shape(saying(repo, HARMLESS, "docs/a.md"))
    assert hostile == harmless


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "`",
        "``",
        "a`b",
        "`a",
        "a``b`",
        "@omnia #1",
        "https://a.fi",
        "\\`",
        "a\nb",
        " ",
        "*_<b>",
    ],
)
def test_code_is_only_code(text: str) -> None:
    tokens = [each for each in flat(f"- x: {code(text)} ja {code(text)}.") if each.content]
    codes = [each.content for each in tokens if each.type == "code_inline"]
    assert codes == [" ".join(text.split()) or "\ufffd"] * 2
    assert {each.type for each in tokens} == {"inline", "text", "code_inline"}


@pytest.mark.parametrize(
    "page", ["x) @omnia [y](https://evil.example", "javascript:a", "https://a b"]
)
def test_a_page_that_is_none_is_no_link(repo: Repo, page: str) -> None:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    text = comment(repo, page=page)
    assert page not in text
    assert "Avaa sivu Files changed (" in text


def test_what_is_not_seen_shows() -> None:
    assert code("kasi\u202ekirja\u200b\x1b") == "`kasi\ufffdkirja\ufffd\ufffd`"


def test_places_are_shown_in_full(repo: Repo) -> None:
    long = f"https://example.org/{'a' * 1900}/loppu"
    edit(repo, HANDBOOK, PLACE, long)
    assert f"`{long}`" in comment(repo)


def test_a_text_longer_than_any_place_is_cut_within_its_code(repo: Repo) -> None:
    """Annotations have no limit of their own. Cut within code, the rest would be Markdown."""
    long = "https://a@b/" + "@omnia[x](c)" * 20_000
    edit(repo, HANDBOOK, "audience: teachers", f'audience: "{long}"')
    said = comment(repo)
    assert "@omnia" not in read(said)
    assert "#### Näin hyväksyt" in said


def test_a_host_as_long_as_a_record_takes_no_time(repo: Repo) -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 19_000)))
    edit(repo, HANDBOOK, "  of notes.", f"  https://{letters}/ https://xn--{'9' * 900}")
    begin = time.process_time()
    comment(repo)
    assert time.process_time() - begin < 5


def test_a_huge_pull_request_has_a_comment_that_fits(repo: Repo) -> None:
    """The gravest is seen, and it is said that not all is."""
    new = "locations:\n"
    end = f"{'x' * 1900}, language: fi, format: html}}\n"
    places = "".join(f"  - {{url: https://evil.example/{at}{end}" for at in range(100))
    for path in (HANDBOOK, COURSE, LEAFLET):
        text = (repo.path / path).read_text("utf-8")
        head, mark, tail = text.partition("locations:\n")
        repo.write(path, f"{head}{mark or new}{places}{tail}")
    for number in range(1500):
        repo.write(f"docs/pages/page-{number}.md", "x")
    edit(repo, HANDBOOK, PLACE, "https://exarnple.org/kasikirja")
    text = comment(repo, LEAD)
    assert 10_000 < len(text) <= LIMIT
    assert "`https://exarnple.org/kasikirja` näyttää melkein samalta" in text
    assert "joille ei ole tässä tilaa" in text
    assert "#### Näin hyväksyt" in text
    assert text.count("<details>") == text.count("</details>")
