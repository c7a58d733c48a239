"""A made registry in which a person left every trace that there can be."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers.command import tp3
from tests.helpers.repo import PEOPLE, ROOT, Repo, copy_records, git, name_no_outputs

TODAY = ("--today", "2027-02-15")
LEAVING, STAYING, KEEPER = "github:4711", "github:47110", "github:91"
REVIEWED = {LEAVING: 56, STAYING: 560, KEEPER: 561}
ID, OTHER = "viitearkkitehtuuri", "kokonaisarkkitehtuurin-kaytanteet"
FOLDER = "registry/outputs/karkki"
CITED = "registry/outputs/digikyvykkyys/hankesuunnitelma.yaml"  # by the platforms
NAME = "Vilma Väistyvä"
MAIL = "4711+vilma-v@users.noreply.github.com"
# All that leads to her, however it is written.
TRACES = re.compile(
    rb"vilma|v(\xc3\xa4|\\xe4|\\u00e4)istyv|github:4711(?![0-9])|4711\+"
    rb"|(review|comment)-56(?![0-9])",
    re.IGNORECASE,
)
# Takes the place of an editor in which a maintainer finds other words.
EDITOR = r"""
import pathlib, re, sys
for path in map(pathlib.Path, sys.argv[1:]):
    text = re.sub(r"Vilma\s+V(ä|\\xE4)istyv(ä|\\xE4)", "yhteyshenkilö", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
"""


def traces(repo: Path) -> set[str]:
    """What leads to her in any object that is there, or in the name of a ref."""
    objects = subprocess.run(
        ["git", "-C", str(repo), "cat-file", "--batch-all-objects", "--batch"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    refs = git(repo, "for-each-ref").encode()
    return {found.group().decode().lower() for found in TRACES.finditer(objects + refs)}


@dataclass
class Registry:
    """A registry with its remote; every pull request is approved, merged and recorded."""

    folder: Path
    home: Repo
    origin: Path
    pulls: int = 0

    def run(self, script: str, folder: Path, day: str, **names: str) -> str:
        """What a script says in bash, on a day; it stops at the first command that fails."""
        environment = os.environ | PEOPLE | names | {
            "GIT_AUTHOR_DATE": f"{day}T12:00:00+02:00",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00+02:00",
            "PATH": f"{self.folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "EDITOR": f"{sys.executable} {self.folder / 'editor.py'}",
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder, env=environment, capture_output=True, check=False, text=True,
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def edit(self, *arguments: str, day: str) -> None:
        answer = tp3("-C", self.home.path, "--today", day, *arguments)
        assert answer.code == 0, answer.err

    def propose(self, day: str, message: str, author: str = "Aino <aino@example.invalid>") -> None:
        """Commit what was edited, as the head of a pull request."""
        when = f"{day}T10:00:00+02:00"
        self.home.git("checkout", "--quiet", "-B", "topic")
        self.home.git("add", "--all")
        self.home.git("commit", "--quiet", "--message", message, "--author", author, when=when)

    def land(self, day: str, by: tuple[str, ...], message: str, *how: str) -> None:
        """Merge the branch `topic` as GitHub does, and record who approved it."""
        self.pulls += 1
        head, when = self.home.git("rev-parse", "topic"), f"{day}T12:00:00+02:00"
        file = self.folder / "reviews.json"
        said = {"commit": head, "state": "approve", "at": f"{day}T09:00:00Z", "login": "x"}
        file.write_text(json.dumps([said | {"account": account} for account in by]))
        answer = tp3(
            "-C", self.home.path, "--today", day, "approvals", "check", "--base", "main",
            "--head", "topic", "--approvals", file, "--format", "json",
        )  # fmt: skip
        assert answer.code == 0, answer.out + answer.err
        self.home.git("update-ref", f"refs/pull/{self.pulls}/head", head)
        self.home.git("checkout", "--quiet", "main")
        self.home.git("merge", "--quiet", *how, "--message", message, "topic", when=when)
        if "--squash" in how:
            self.home.git("commit", "--quiet", "--message", message, when=when)
        lines = (self._line(each, head, day) for each in answer.data["demands"])
        note = "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
        self.home.git("notes", "--ref=approvals", "add", "--message", note, "HEAD")

    def _line(self, demand: dict[str, Any], head: str, day: str) -> dict[str, Any]:
        account = demand["met_by"]["account"]
        page = f"https://github.example/tts/rekisteri/pull/{self.pulls}"
        return {
            "change": demand["change"],
            "record": demand["record"],
            "rule": demand["rule"],
            "organisation": demand["needs"]["organisation"],
            "contact": demand["met_by"]["contact"],
            "account": account,
            "head": head,
            "source": f"{page}#pullrequestreview-{REVIEWED[account]}",
            "time": f"{day}T09:00:00Z",
            "fallback": demand["fallback"],
        }

    def push(self) -> None:
        self.home.git("push", "--quiet", "origin", "main", "refs/tags/*", "refs/notes/*")
        # Nobody but the forge itself writes these.
        git(self.origin, "fetch", "--quiet", str(self.home.path), "refs/pull/*:refs/pull/*")

    def clone(self, name: str) -> Repo:
        """As somebody gets it who clones today, with the records of approvals."""
        git(self.folder, "clone", "--quiet", f"file://{self.origin}", name)
        made = Repo(self.folder / name)
        made.git("fetch", "--quiet", "origin", "refs/notes/approvals:refs/notes/approvals")
        return made


def make(folder: Path) -> Registry:
    """A registry of which she was the first contact, with its remote; all is pushed."""
    made = Registry(folder, Repo.init(folder / "home"), folder / "origin.git")
    (folder / "editor.py").write_text(EDITOR, "utf-8")
    (folder / "bin").mkdir()
    program = f"{sys.executable} -c 'from governance.cli.main import main; main()'"
    (folder / "bin/tp3").write_text(f'#!/bin/sh\nexec {program} {" ".join(TODAY)} "$@"\n')
    (folder / "bin/tp3").chmod(0o755)
    _begin(made)
    _work(made)
    git(folder, "init", "--quiet", "--bare", str(made.origin))
    git(made.origin, "config", "receive.hideRefs", "refs/pull")
    made.home.git("remote", "add", "origin", f"file://{made.origin}")
    made.push()
    return made


def _begin(made: Registry) -> None:
    """Records, two contacts of an owner, a maintainer; words about her in two ways of writing."""
    copy_records(made.home.path)
    kept = {f"{FOLDER}/{each}.yaml" for each in (ID, OTHER)}
    for file in (made.home.path / "registry/outputs").glob("*/*.yaml"):
        if str(file.relative_to(made.home.path)) not in {*kept, CITED}:
            file.unlink()  # fewer records are sooner read
    name_no_outputs(made.home.path)
    day = "2026-11-30"
    for key, account in (("ea-lead", LEAVING), ("deputy", STAYING)):
        title = ("--title", "Arkkitehtuurivastaava")
        made.edit("contact", "add", "jokilaaksot", key, *title, "--account", account, day=day)
    made.edit("handover", ID, OTHER, "--to", "jokilaaksot", "--since", day, "--yes", day=day)
    roles = made.home.path / "workflows/roles.yaml"
    before = "    organisations: [tts]\n"
    after = f"{before}    accounts: ['{KEEPER}']\n"
    roles.write_text(roles.read_text("utf-8").replace(before, after), "utf-8")
    for id, notes in (
        (ID, ">-\n  Lisätietoja: Vilma\n  Väistyvä"),
        (OTHER, '"Vilma V\\xE4istyv\\xE4 tuntee"'),
    ):
        with (made.home.path / f"{FOLDER}/{id}.yaml").open("a", encoding="utf-8") as file:
            file.write(f"notes: {notes}\n")
    made.home.commit("records", when=f"{day}T12:00:00+02:00")


def _work(made: Registry) -> None:
    """A review, versions with their files, a text that cites them, the change log of a month."""
    hers = f"{NAME} <{MAIL}>"
    comment = "https://github.example/tts/rekisteri/issues/5#issuecomment-56"
    made.edit("review", ID, "--outcome", "valid", "--evidence", f"{NAME} luki läpi", "--by",
              "jokilaaksot", "--contact", "ea-lead", "--via", "issue", "--source", comment,
              day="2026-12-02")  # fmt: skip
    made.propose("2026-12-02", "vilma-v: luettu", hers)
    merged = "Merge pull request #1 from vilma-v/patch-1"
    made.land("2026-12-02", (LEAVING,), merged, "--no-ff")
    squashed = f"Uusi versio\n\nCo-authored-by: {NAME} <vilma@example.invalid>"
    for day, number, text in (
        ("2026-12-03", "1.0", "ensimmäinen\n"),
        ("2026-12-04", "1.1", "toinen\n"),
    ):
        made.home.write("content/opas.txt", text)
        made.edit("publish-version", ID, number, "--changes", f"Luku {number}", day=day)
        made.edit("location", "add", ID, "--path", "content/opas.txt", "--language", "fi",
                  "--format", "txt", "--version", number, day=day)  # fmt: skip
        made.propose(day, "Versio", hers)
        made.land(day, (LEAVING, KEEPER), squashed, "--squash")
    made.home.write("docs/ohje.md", f"Katso registry:{ID}@1.0.\n")
    made.propose("2026-12-10", "Ohje")
    made.land("2026-12-10", (KEEPER,), "Ohje", "--no-ff")
    made.run("git tag -a -m 'by vilma-v' registry-2026-12 main", made.home.path, "2027-01-01",
             GIT_COMMITTER_NAME=NAME, GIT_COMMITTER_EMAIL=MAIL)  # fmt: skip
    made.edit("changelog", "--write", day="2027-01-15")
    made.propose("2027-01-15", "Muutosloki")
    made.land("2027-01-15", (KEEPER,), "Muutosloki", "--no-ff")
