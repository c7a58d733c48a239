"""An address that was published leads somewhere for ever."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.cases import BASE
from tests.helpers.command import tp3
from tests.helpers.pages import files_of, read_page, read_site
from tests.helpers.repo import Repo
from tests.site.ground import LANGUAGES, must_lead_somewhere, rewrite

NAME = "Vanha käsikirja"  # of an output that is taken out; 16 bytes
HANDBOOK = "registry/outputs/alpha/handbook.yaml"
OLD = "registry/outputs/alpha/old-handbook.yaml"
COURSE = "registry/outputs/{}/course.yaml"
LEAFLET = "registry/outputs/beta/leaflet.yaml"
NEWER = '  - {version: "1.11", date: 2026-02-20}\n'
REPLACES = "  - {type: replaces, output: old-handbook}\n"
EXTRA = """id: extra
title: {fi: Ylimääräinen, sv: Extra}
summary: {fi: Jotakin.}
kind: guideline
project: gamma
owner: org-c
owner_basis: named in the plan
status: draft
registered: 2026-03-01
language: fi
themes: [passing]
versions: [{version: "0.9", date: null}, {version: "0.10", date: null}]
"""


def records(repo: Repo) -> None:
    shutil.copytree(BASE, repo.path, dirs_exist_ok=True)


def something_passing(repo: Repo) -> None:
    """An organisation, a project, a theme and an output that others will miss one day."""
    repo.write("registry/organisations/org-c.yaml", "id: org-c\nnames: {fi: Organisaatio C}\n"
               "languages: [fi]\n")  # fmt: skip
    repo.write("registry/projects/gamma.yaml",
               "id: gamma\ntitle: {fi: Gamma-hanke}\nshort_name: Gamma\n")  # fmt: skip
    repo.write("registry/themes/passing.yaml", "id: passing\ntitle: {fi: Ohimenevä}\n")
    repo.write("registry/outputs/gamma/extra.yaml", EXTRA)
    rewrite(repo, HANDBOOK, "locations:\n", f"{NEWER}locations:\n")


def moved_and_mended(repo: Repo) -> None:
    """An output in another project; a version that was none; an owner who owns nothing now."""
    text = (repo.path / COURSE.format("beta")).read_text("utf-8")
    (repo.path / COURSE.format("beta")).unlink()
    repo.write(COURSE.format("alpha"), text.replace("project: beta", "project: alpha"))
    rewrite(repo, HANDBOOK, NEWER, "")
    rewrite(repo, "registry/outputs/gamma/extra.yaml",
            "owner: org-c\nowner_basis: named in the plan", "owner: null")  # fmt: skip
    rewrite(repo, "registry/organisations/org-c.yaml", "languages: [fi]",
            "languages: [fi]\nended: 2026-04-30\nsuccessors: [org-b]")  # fmt: skip


def passed(repo: Repo) -> None:
    """All of that is gone, and an output that had been replaced."""
    for path in (
        "registry/organisations/org-c.yaml", "registry/projects/gamma.yaml", OLD,
        "registry/themes/passing.yaml", "registry/outputs/gamma/extra.yaml",
    ):  # fmt: skip
        (repo.path / path).unlink()
    rewrite(repo, HANDBOOK, REPLACES, "")
    rewrite(repo, "docs/guide.md", " It took the place of registry:old-handbook.", "")


def broken(repo: Repo) -> None:
    """A revision of which no site can be made."""
    repo.write(LEAFLET, "id: [leaflet\n")


def mended(repo: Repo) -> None:
    shutil.copyfile(BASE / LEAFLET, repo.path / LEAFLET)


def only_a_file(repo: Repo) -> None:
    """What the change log passes over, in a year of its own."""
    repo.write("README.md", "# Registry\n")


# Each step, the day of its commit, and whether a site is built of it on that day.
STORY: list[tuple[Callable[[Repo], None], str, bool]] = [
    (records, "2026-01-12", False),
    (something_passing, "2026-03-02", True),
    (moved_and_mended, "2026-05-04", True),
    (passed, "2026-06-01", True),
    (broken, "2026-06-02", False),
    (mended, "2026-06-03", False),
    (only_a_file, "2028-02-01", True),
    (lambda repo: rewrite(repo, LEAFLET, "Esite", "Lehtinen"), "2029-01-15", True),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, Path]:
    """A registry at the end of its story, and its site, built again and again in one folder."""
    folder = tmp_path_factory.mktemp("permanent")
    repo, out = Repo.init(folder / "repo"), folder / "out"
    seen: set[str] = set()
    for number, (step, day, is_built) in enumerate(STORY):
        step(repo)
        repo.commit(f"step {number}", f"{day}T12:00:00+02:00")
        if is_built:
            build(repo, out, day)
            stand = addresses(out)
            assert not seen - stand, (step.__name__, sorted(seen - stand))
            seen |= stand
    return repo, out


def addresses(out: Path) -> set[str]:
    """What one may link or subscribe to: not the parts of the search, named by what they hold."""
    return {path for path in files_of(out) if not path.startswith("pagefind/")}


def build(repo: Repo, out: Path, today: str) -> None:
    answer = tp3("-C", repo.path, "--today", today, "site", "build", "--out", out)
    assert (answer.code, answer.err) == (0, "")


def test_every_address_of_an_earlier_site_stands_and_leads_on(told: tuple[Repo, Path]) -> None:
    _, out = told
    must_lead_somewhere(read_site(out), files_of(out))


def test_an_output_that_was_taken_out_says_so_when_and_what_is_in_its_place(
    told: tuple[Repo, Path],
) -> None:
    _, out = told
    page = read_page(out, "fi/outputs/old-handbook/index.html")
    assert page.one("h1").text == NAME
    assert "Tuotos ei ole enää rekisterissä. Se poistettiin 1.6.2026." in page.text
    assert "Tilalla on: Käsikirja." in page.text
    inside = {place for place, _ in page.inside}
    assert {"fi/outputs/handbook/index.html", "fi/changelog/2026-06.html"} <= inside
    foreign = read_page(out, "sv/outputs/old-handbook/index.html")
    assert next(each for each in foreign.all("bdi")).language == "fi"
    month = read_page(out, "en/changelog/2026-06.html")
    assert "en/outputs/old-handbook/index.html" in {place for place, _ in month.inside}


def test_a_version_that_was_taken_out_leads_to_its_output(told: tuple[Repo, Path]) -> None:
    _, out = told
    there = read_page(out, "en/outputs/handbook/1.11.html")
    assert "The output no longer lists version 1.11. It was taken out on 4 May 2026." in there.text
    assert "en/outputs/handbook/index.html" in {place for place, _ in there.inside}
    of_gone = read_page(out, "en/outputs/extra/0.10.html")
    assert "It was taken out on 1 Jun 2026." in of_gone.text
    gone = read_page(out, "en/outputs/extra/index.html")
    assert "version 0.9, version 0.10" in " ".join(gone.text.lower().split())


def test_an_organisation_that_is_gone_names_who_goes_on_and_its_calendar_is_empty(
    told: tuple[Repo, Path],
) -> None:
    _, out = told
    folder = "sv/organisations/org-c"
    assert "I stället finns: Organisaatio B." in read_page(out, f"{folder}/index.html").text
    assert "VEVENT" not in (out / folder / "reviews.ics").read_text()
    assert "Organisaatio C" in (out / folder / "feed.atom").read_text()


def test_search_engines_are_told_of_what_there_is(told: tuple[Repo, Path]) -> None:
    _, out = told
    listed = (out / "sitemap.xml").read_text()
    for path in ("fi/outputs/old-handbook/index.html", "404.html"):
        assert path not in listed
        robots = read_page(out, path).one("meta", name="robots")
        assert robots.get("content") == "noindex"


def test_what_was_erased_from_the_history_is_not_shown_again(
    told: tuple[Repo, Path], tmp_path: Path
) -> None:
    """docs/erasure.md rewrites the history: another name stands in it from the beginning."""
    repo, _ = told
    repo.git("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    whole = clone.git("fast-export", "main").replace(NAME, "(removed)       ")
    clone.git("checkout", "--quiet", "--orphan", "erased")
    clone.git("fast-import", "--quiet", "--force", data=whole.encode())
    clone.git("reset", "--quiet", "--hard", "main")
    build(clone, tmp_path / "out", "2029-01-15")
    assert addresses(tmp_path / "out") == addresses(told[1])
    for path in (tmp_path / "out").rglob("*.html"):
        assert NAME not in path.read_text("utf-8"), path


def test_without_history_nothing_of_an_earlier_site_is_taken_away(
    told: tuple[Repo, Path], tmp_path: Path
) -> None:
    repo, out = told
    again = tmp_path / "out"
    shutil.copytree(out, again)
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "shallow"))
    answer = tp3("-C", tmp_path / "shallow", "--today", "2029-01-15", "--lang", "en", "site",
                 "build", "--out", again)  # fmt: skip
    assert answer.code == 0
    assert "git fetch --unshallow" in answer.err
    assert "Pages of the earlier site were left as they are" in answer.err
    assert addresses(again) == addresses(out)


def test_where_there_is_no_page_one_is_shown_that_works_at_any_depth(
    told: tuple[Repo, Path],
) -> None:
    """The registry names https://example.org/rekisteri: the page leads below that path."""
    _, out = told
    page = read_page(out, "404.html")
    assert {each.language for each in page.all("li")} == set(LANGUAGES)
    assert len(page.links) == 5
    for link in page.links:
        assert link.startswith("/rekisteri/")
        assert (out / link.removeprefix("/rekisteri/")).is_file(), link
