"""The guides say what the rules, the commands, the forms and GitHub's page say."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from governance.publish.guides.guide import GUIDES, guide
from governance.publish.guides.html import html
from governance.publish.home import FORMS
from governance.rules.commands.parse import Command, parse
from governance.store.files import WorkingTree
from governance.store.load import load
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.command import tp3
from tests.helpers.repo import ROOT, copy_few

REVIEW, APPROVALS = "workflows/review.yaml", "workflows/approvals.yaml"
SVG = "{http://www.w3.org/2000/svg}"
OWNERS = {language: (ROOT / f"docs/owner-{language}.md").read_text() for language in LANGUAGES}


def test_docs_hold_what_the_rules_of_the_live_registry_make_of_them() -> None:
    answer = tp3("-C", ROOT, "--lang", "en", "guide", "--check")
    assert (answer.code, answer.err) == (0, "The guides are up to date.\n")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copy_few(tmp_path_factory.mktemp("guide") / "made")
    for language in LANGUAGES:
        assert tp3("-C", made, "--lang", language, "guide").out == OWNERS[language]
    return made


RULES = {
    "ladder": (REVIEW, "{after: 10, to: contact}", "{after: 11, to: contact}"),
    "steps": (REVIEW, "  - {after: 20, to: organisation}", "  #"),
    "proposed": (REVIEW, "proposed_days: 20", "proposed_days: 21"),
    "cap": (REVIEW, "open_per_owner: 3", "open_per_owner: 4"),
    "quiet": (REVIEW, "{fi: heinäkuu, sv: juli, en: July}", "{fi: kesä, sv: sommar, en: summer}"),
    "handover": (APPROVALS, "{needs: [giver, taker]}", "{needs: [maintainers]}"),
    "maintainer": ("registry/organisations/tts.yaml", "fi: Työtehoseura ry", "fi: Uusi hoitaja"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_changes_changes_the_owners_guide_in_each_language(
    registry: Path, rule: str
) -> None:
    path, old, new = RULES[rule]
    text = (registry / path).read_text("utf-8")
    assert text.count(old) == 1
    (registry / path).write_text(text.replace(old, new), "utf-8")
    for language in LANGUAGES:
        answer = tp3("-C", registry, "--lang", language, "guide")
        assert answer.code == 0, answer.err
        assert answer.out != OWNERS[language], language
    assert "docs/owner-sv.md" in tp3("-C", registry, "guide", "--check").err
    (registry / path).write_text(text, "utf-8")


def test_a_registry_without_a_ladder_says_so(registry: Path) -> None:
    path = registry / REVIEW
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"ladder:\n(?:  .*\n)+", "ladder: []\n", text), "utf-8")
    answer = tp3("-C", registry, "--lang", "en", "guide")
    path.write_text(text, "utf-8")
    assert "from the question:\n\n- No reminders are sent.\n\n" in answer.out


def test_what_is_written_is_found_to_be_so_and_what_is_altered_is_named(registry: Path) -> None:
    written = tp3("-C", registry, "guide", "--write")
    assert (written.code, len(written.out.splitlines())) == (0, 13)
    assert tp3("-C", registry, "guide", "--write").out == ""
    assert tp3("-C", registry, "guide", "--check").code == 0
    (registry / "docs/images/owner-ask.fi.svg").write_text("<svg/>", "utf-8")
    for name in ("other.svg", "owner-own/theirs.svg"):
        (registry / "docs/images" / name).parent.mkdir(exist_ok=True)
        (registry / "docs/images" / name).write_text("<svg/>", "utf-8")
    assert tp3("-C", registry, "guide", "--write").out == ""
    assert (registry / "docs/images/owner-own/theirs.svg").exists()
    left = {path.name for path in (registry / "docs/images").glob("o*.svg")}
    assert ("other.svg" in left, "owner-ask.fi.svg" in left, len(left)) == (True, False, 10)
    page = registry / "docs/owner-fi.md"
    page.write_text(page.read_text("utf-8").replace("Hyväksy", "Hylkää"), "utf-8")
    altered = tp3("-C", registry, "guide", "--check")
    assert altered.code == 1
    assert "docs/owner-fi.md" in altered.err
    assert "docs/owner-sv.md" not in altered.err


def test_docs_are_written_of_the_working_tree_only(registry: Path) -> None:
    assert tp3("-C", registry, "guide", "--write", "--check").code == 2
    assert tp3("-C", ROOT, "--rev", "HEAD", "guide", "--write").code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_owners_are_told_to_type_is_understood_in_their_language(language: str) -> None:
    typed = re.findall(r"`(/[^`]+)`", OWNERS[language])
    pictured = catalogue(language)("guides.picture.answer.typed")
    assert len(typed) > 8
    for each in (*typed, pictured):
        found = parse(each)
        assert isinstance(found, Command), each
        assert found.language == language, each


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_called_as_github_shows_them(language: str) -> None:
    for form in FORMS:
        (path,) = (ROOT / ".github/ISSUE_TEMPLATE").glob(f"*-{form}-{language}.yml")
        shown = yaml.safe_load(path.read_text("utf-8"))["name"]
        assert catalogue(language)(f"guides.form.{form}") == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_page_are_linked_where_the_registry_has_a_home(
    registry: Path, language: str
) -> None:
    settings = registry / "registry/registry.yaml"
    text = settings.read_text("utf-8")
    home = "forge: {type: github, repository: example/registry}"
    settings.write_text(text.replace("forge: null", home), "utf-8")
    answer = tp3("-C", registry, "--lang", language, "guide")
    settings.write_text(text, "utf-8")
    form = re.compile(r"\]\(https://github\.com/example/registry/issues/new\?template=(.+?)\)")
    files = form.findall(answer.out)
    assert len(files) == 4
    assert all((ROOT / ".github/ISSUE_TEMPLATE" / file).is_file() for file in files)
    notice = catalogue(language)("guides.no_channel", maintainer="").partition(".** ")[0]
    assert (notice in OWNERS[language], notice in answer.out) == (True, False)
    assert "](https://github.com/example/registry)." in answer.out


@pytest.mark.parametrize(
    ("language", "address", "shown"),
    [
        ("fi", "mailto:rekisteri@example.invalid", "rekisteri@example.invalid"),
        ("sv", "https://github.com/example/registry/issues", None),
        ("en", "https://example.invalid/ask?about=registry", None),
    ],
)
def test_the_maintainers_are_told_where_they_are_reached_and_else_that_it_comes_later(
    registry: Path, language: str, address: str, shown: str | None
) -> None:
    settings = registry / "registry/registry.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}contact_address: {address}\n", "utf-8")
    answer = tp3("-C", registry, "--lang", language, "guide")
    settings.write_text(text, "utf-8")
    later = {"fi": "avataan myöhemmin", "sv": "öppnas senare", "en": "opens later"}[language]
    assert (later in OWNERS[language], later in answer.out) == (True, False)
    assert answer.out.count(f", <{shown or address}>.") == 2
    assert "@" not in OWNERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_called_as_in_the_comment_of_a_pull_request(language: str) -> None:
    words = catalogue(language)
    told = " ".join(str(each) for each in words.messages["comment"]["how"].values())
    named = set(re.findall(r"\*\*([A-Z][a-z]+ ?[a-z]*)\*\*", told))
    assert named >= {"Submit review", "Approve", "Request changes", "Review changes"}
    assert {each for each in named if f"**{each}**" not in OWNERS[language]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_small_drawings_with_their_words(language: str) -> None:
    shown = re.findall(r"!\[(.+)\]\(images/(.+)\)", OWNERS[language])
    assert len(shown) == 3
    for alternative, file in shown:
        path = ROOT / "docs/images" / file
        assert path.stat().st_size < 15_000
        drawing = ET.parse(path).getroot()
        title = drawing.find(f"{SVG}title")
        assert title is not None
        assert title.text == alternative
        names = {each.tag for each in drawing.iter()}
        assert names <= {SVG + name for name in ("svg", "title", "rect", "path", "circle", "text")}
        assert not any("style" in each.attrib or "href" in each.attrib for each in drawing.iter())
        ground = drawing[1]
        assert (ground.tag, ground.get("fill")) == (f"{SVG}rect", "#fcfbf8")  # also in the dark


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_text_of_a_record_is_only_text(registry: Path, language: str, name: str) -> None:
    path = registry / "registry/organisations/tts.yaml"
    sound = path.read_text("utf-8")
    evil = "</p><script>x</script>[a](javascript:b) ![c](d) {review.ladder} @omnia"
    path.write_text(sound.replace("fi: Työtehoseura ry", f'fi: "{evil}"'), "utf-8")
    loaded = load(WorkingTree(registry)).registry
    path.write_text(sound, "utf-8")
    made = guide(name, language, loaded)  # type: ignore[arg-type]
    body, _ = html(made, lambda address: address)
    assert ("script" in body) == (name == "owner")
    assert "<script" not in body
    assert "javascript:b)" in body or name != "owner"
    assert 'href="javascript' not in body
    assert body.count("<img") == len(made.pictures)
    assert "@omnia" not in made.text
