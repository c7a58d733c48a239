"""Links in the documents lead somewhere, and what they tell a reader to type is tried."""

import re
import shlex

import click
import pytest

from tests.helpers.command import tp3
from tests.helpers.repo import ROOT

DOCS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "docs/decisions/*.md", "registry/*.md", "workflows/*.md")
    for path in ROOT.glob(pattern)
)
TRIED = {  # document -> the test that runs its lines
    "README.md": "tests/cli/test_readme.py",
    "docs/maintainer.md": "tests/e2e/test_maintainer_page.py",
    "docs/erasure.md": "tests/e2e/test_erasure.py",
}
# Lines for an admin of a repository on GitHub, of which there is none here.
ON_GITHUB = re.compile(r"gh api --method (?:POST|PATCH) repos|GITHUB_TOKEN=.+ tp3 doctor")
COMMAND = re.compile(r" *(?:\w+=\S.* )?(?:tp3|make|gh|git) ")
INLINE = re.compile(r"`tp3 ([^`]+)`")
NAME = re.compile(r"[a-z]+(-[a-z]+)*( [a-z]+)?")
# What a reader fills in.
FILLED = {"N": "1", "REV": "HEAD"}


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def ids_of(text: str) -> set[str]:
    """What GitHub calls the headings."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"(?s)```.*?```", "", text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in titles}


@pytest.mark.parametrize("path", DOCS)
def test_every_link_within_the_repository_leads_somewhere(path: str) -> None:
    text = re.sub(r"(?s)```.*?```|`[^`\n]+`", "", text_of(path))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("https://", "mailto:")):
            continue
        place, _, fragment = link.partition("#")
        target = (ROOT / path).parent / place if place else ROOT / path
        assert target.exists(), (path, link)
        if fragment:
            assert fragment in ids_of(target.read_text("utf-8")), (path, link)


def typed_in(path: str) -> list[str]:
    """Lines of a document that are a command: indented, or in a fence for a console."""
    text = text_of(path)
    fenced = "".join(re.findall(r"(?s)```(?:sh|bash|console)\n(.*?)```", text))
    plain = re.sub(r"(?s)```.*?```", "", text)
    lines = [*fenced.splitlines(), *re.findall(r"^ {4,}(.+)$", plain, flags=re.MULTILINE)]
    return [line.strip() for line in lines if COMMAND.match(line)]


@pytest.mark.parametrize("path", DOCS)
def test_every_command_in_a_document_is_tried_by_a_test(path: str) -> None:
    makefile = text_of("Makefile")
    for line in typed_in(path):
        if line.startswith("make "):
            target = re.match(r"make +([a-z-]*)", line)
            assert target
            assert f"\n{target[1]}:" in makefile or not target[1], (path, line)
        elif not ON_GITHUB.match(line):
            assert path in TRIED, (path, line)
            assert path.rpartition("/")[2] in text_of(TRIED[path])


def test_there_is_something_to_try() -> None:
    assert len(typed_in("docs/maintainer.md")) > 40
    assert len(typed_in("README.md")) > 30
    assert "docs/owner-sv.md" in DOCS


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are read to the last option, and none is carried out."""
    monkeypatch.setattr(click.Command, "invoke", lambda *_: None)


def refused(line: str) -> str:
    """What the program has against a command line; the name alone of a command is none."""
    asked = "--help" if NAME.fullmatch(line) else ""
    return tp3(*(FILLED.get(word, word) for word in shlex.split(f"{line} {asked}"))).err


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("path", DOCS)
def test_every_command_in_a_sentence_or_a_table_is_one_that_the_program_takes(path: str) -> None:
    lines = INLINE.findall(re.sub(r"(?s)```.*?```", "", text_of(path)))
    assert [(line, said) for line in lines if (said := refused(line))] == []


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize(
    "line", ["codeowner", "site serv", "diff --month", "approvals record --pul N"]
)
def test_a_command_that_the_program_does_not_take_is_found(line: str) -> None:
    assert refused(line)
