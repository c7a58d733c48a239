"""Registries that sites are built of: one that has lived a while, and an empty one."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.command import Answer, tp3
from tests.helpers.pages import Page
from tests.helpers.repo import Repo, copy_few, forget_outputs

DAY, LATER = "2027-06-15", "2027-08-02"
LANGUAGES = ("fi", "sv", "en")
OUTPUT = "registry/outputs/karkki/{}.yaml"
REVIEWED, DRAWN, OLD, NEW, AHEAD = (
    "viitearkkitehtuuri",
    "viitearkkitehtuurikuvaukset",
    "kypsyystason-arviointityokalu",
    "kokonaisarkkitehtuurin-kaytanteet",
    "tieto-osaava-sivusto",  # its first review is due on DAY
)
ACCOUNT = "987654321"
LIVED = """versions:
  - {version: "1.0", date: 2023-11-30}
  - {version: "1.1", date: 2027-02-01, changes: {fi: Uusi luku tekoälystä}}
locations:
  - {url: "https://example.invalid/fi", language: fi, format: html}
  - {url: "https://example.invalid/sv", language: sv, format: pdf, version: "1.0"}
reviews:
  - {date: 2027-03-01, by: jokilaaksot, outcome: valid, evidence: luettu läpi, via: issue}
update_needs:
  - id: 1
    reported: 2027-04-01
    summary: {fi: Kuvat puuttuvat}
    state: planned
    target: 2027-09-01
"""


def build(repo: Repo, out: Path, *arguments: object) -> Answer:
    answer = tp3("-C", repo.path, "--today", DAY, "site", "build", "--out", out, *arguments)
    assert (answer.code, answer.err) == (0, "")
    return answer


def rewrite(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text("utf-8")
    assert old in text, (path, old)
    repo.write(path, text.replace(old, new, 1))


def lived(path: Path) -> Repo:
    """The live records, then a review, versions, a need, a replaced output."""
    made = Repo.init(copy_few(path))
    made.commit("records", "2026-11-25T12:00:00+02:00")
    path = OUTPUT.format(REVIEWED)
    made.write(path, (made.path / path).read_text("utf-8") + LIVED)
    rewrite(made, path, "owner_since: null", "owner_since: 2027-02-01")
    made.commit("review", "2027-03-01T12:00:00+02:00")
    rewrite(made, OUTPUT.format(OLD), "status: current", "status: superseded")
    made.write(
        OUTPUT.format(NEW),
        (made.path / OUTPUT.format(NEW)).read_text("utf-8")
        + f"relations:\n  - {{type: replaces, output: {OLD}}}\n",
    )
    rewrite(made, "registry/registry.yaml", "site: null", "site: https://example.invalid/digi")
    rewrite(made, "registry/registry.yaml", "forge: null",
            "forge: {type: github, repository: example/registry}")  # fmt: skip
    rewrite(made, "registry/organisations/jokilaaksot.yaml", "member: true",
            "member: true\ncontacts:\n  - {key: lead, title: {fi: Arkkitehtuurivastaava}, "
            f"account: 'github:{ACCOUNT}'}}")  # fmt: skip
    made.commit("replaced", "2027-05-02T12:00:00+03:00")
    return made


def empty(path: Path) -> Repo:
    """A registry without outputs: few pages, so it costs little."""
    repo = Repo.init(copy_few(path))
    without_outputs(repo.path)
    return repo


def without_outputs(root: Path) -> None:
    """Take the outputs away, and what names them."""
    shutil.rmtree(root / "registry/outputs")
    shutil.rmtree(root / "registry/platforms")
    for text in (root / "workflows/text").glob("*.md"):
        text.write_text(re.sub(r"registry:[a-z-]+", "X", text.read_text("utf-8")), "utf-8")
    forget_outputs(root)
    policy = root / "workflows/platform.yaml"
    said = re.sub(r"^outputs: .*", "outputs: []", policy.read_text("utf-8"), flags=re.MULTILINE)
    policy.write_text(said, "utf-8")


def in_one_language(root: Path) -> None:
    """Take out what is said in other languages than Finnish."""
    for folder in ("registry", "workflows"):
        for path in (root / folder).rglob("*.yaml"):
            head, _, text = path.read_text("utf-8").partition("\n")
            said = yaml.safe_dump(_finnish(yaml.safe_load(text)), allow_unicode=True)
            path.write_text(f"{head}\n{said}", "utf-8")
    for language in ("sv", "en"):
        (root / f"workflows/text/governance.{language}.md").unlink()


def _finnish(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _finnish(each) for key, each in value.items() if key not in ("sv", "en")}
        return kept | ({"languages": ["fi"]} if "languages" in kept else {})
    return [_finnish(each) for each in value] if isinstance(value, list) else value


def output(pages: dict[str, Page], id: str, language: str = "fi") -> Page:
    return pages[f"{language}/outputs/{id}/index.html"]


def must_lead_somewhere(pages: dict[str, Page], files: set[str]) -> None:
    anchors = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for place, fragment in page.inside:
            assert place in files, (name, place)
            assert not fragment or fragment in anchors[place], (name, place, fragment)
