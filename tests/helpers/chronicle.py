"""A registry's history in real Git, of which every approval is known and recorded.

Who had to approve is said here over plain data, apart from the rules of the program.
"""

import json
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pygit2
import yaml
from pygit2.enums import FileMode

from tests.helpers.repo import ROOT
from tests.rules.approvals.second import Key, Pull, World, contacts, organisation

Plain = dict[str, Any]
START = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
PAGE = "https://github.example/tts/rekisteri"
LEAD, DEPUTY, FORMER, OTHER, ENDED, KEEPER, SECOND, ADMIN, STRANGER = (
    f"github:{n}" for n in (11, 12, 13, 21, 41, 91, 92, 99, 777)
)
RULES = yaml.safe_load((ROOT / "workflows/approvals.yaml").read_text("utf-8"))["rules"]
REF = "refs/notes/approvals"
NOBODY = pygit2.Signature("Aino Tekijä", "aino@example.invalid", 0, 0)


@dataclass
class Merged:
    """A commit of the default branch: what it did, and the lines that are recorded of it."""

    commit: str
    head: str
    when: datetime
    done: dict[Key, list[str]]
    lines: list[Plain] = field(default_factory=list)


class Chronicle:
    """Writes a history. `files` are what the default branch has now, `merges` what was merged."""

    def __init__(self, path: Path, draw: random.Random, maintainers: list[str]) -> None:
        self.repository = pygit2.init_repository(str(path), bare=True, initial_head="main")
        self.draw = draw
        self.now = START
        self.merges: list[Merged] = []
        self.tip: pygit2.Oid | None = None
        self.world = World(
            rules=deepcopy(RULES),
            outputs={},
            organisations={
                "org-a": _organisation("org-a", lead=LEAD, deputy=DEPUTY, old=FORMER),
                "org-b": _organisation("org-b", lead=OTHER),
                "org-c": _organisation("org-c"),
                "org-old": _organisation("org-old", lead=ENDED) | {"ended": "2026-12-31"},
                "org-m": _organisation("org-m"),
            },
            maintainers=maintainers,
            keeper="org-m",
            transitions={
                "draft": ["current", "retired"],
                "current": ["superseded", "retired"],
                "superseded": ["current", "retired"],
                "retired": ["current"],
            },
            first=["draft", "current"],
        )
        self.world.organisations["org-a"]["contacts"][2]["until"] = "2026-12-31"
        for id, owner in (
            ("a1", "org-a"), ("a2", "org-a"), ("b1", "org-b"), ("c1", "org-c"),
            ("old1", "org-old"), ("orphan", None),
        ):  # fmt: skip
            self.world.outputs[id] = _output(id, owner)
        self.world.outputs["new-b"] = _output("new-b", "org-b") | {"owner_since": None}
        self.world.outputs["draft-a"] = _output("draft-a", "org-a") | {"status": "draft"}
        self.others: dict[str, str] = {"README.md": "# Rekisteri\n"}
        self.tip = self._commit([], self._tree(self.files()), "refs/heads/main")

    @property
    def path(self) -> str:
        """The repository's folder."""
        return self.repository.path

    def merge(self, deed: "Deed", how: str | None = None) -> Merged:
        """Merge a pull request: what it did by record and kind, with all approvals recorded.

        `how`: merged (a merge commit), squashed, forgotten (squashed, and its head is gone) or
        pushed (no merge at all).
        """
        before = deepcopy(self.world)
        self.now += timedelta(hours=self.draw.randint(5, 60))
        done = deed(self)
        commit, head = self._merged(how or self.draw.choice(("merged", "squashed", "forgotten")))
        found = Merged(commit, head, self.now, done)
        found.lines = self._lines(before, found)
        self.merges.append(found)
        return found

    def slip_in(self, merged: Merged) -> None:
        """Make the newest commit anew of what the files are now, as who merges by hand can."""
        assert self.tip is not None
        parents = self.repository[self.tip].peel(pygit2.Commit).parent_ids
        self.tip = self._commit(parents, self._tree(self.files()), "refs/heads/main")
        merged.commit = str(self.tip)

    def drop(self, deed: "Deed") -> Merged:
        """Merge a pull request and take it out of the history again, as who can force a push."""
        before, tip = deepcopy(self.world), self.tip
        assert tip is not None
        lost = self.merge(deed)
        self.world, self.tip = before, tip
        self.repository.references.create("refs/heads/main", tip, force=True)
        return lost

    def record(self) -> None:
        """Write the notes, as git lays them out when there are few."""
        index = pygit2.Index()
        for each in self.merges:
            text = "".join(sorted({f"{_text(line)}\n" for line in each.lines}))
            if text:
                blob = self.repository.create_blob(text.encode())
                index.add(pygit2.IndexEntry(each.commit, blob, FileMode.BLOB))
        tree = index.write_tree(self.repository)
        made = self.repository.create_commit(None, NOBODY, NOBODY, "notes", tree, [])
        self.repository.references.create(REF, made, force=True)

    def line(self, merged: Merged, kind: str, key: Key, rule: str, **fields: Any) -> Plain:
        """A line of a note by a stranger, with some fields set."""
        base = {
            "change": kind,
            "record": {"type": key[0], "id": key[1]},
            "rule": rule,
            "organisation": None,
            "contact": None,
            "account": STRANGER,
            "head": merged.head,
            "source": f"{PAGE}/pull/1#pullrequestreview-1",
            "time": (merged.when - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "fallback": None,
        }
        return base | fields

    def _lines(self, before: World, merged: Merged) -> list[Plain]:
        today, after = str(merged.when.date()), self.world.outputs
        pull = Pull(merged.done, [], None, {ADMIN}, merged.head, today, after)
        found = []
        number = self.draw.randint(1, 9999)
        for key, kinds in merged.done.items():
            for kind in kinds:
                rule = before.rules[kind]
                for needs in rule["needs"]:
                    given = self._given(before, pull, key, needs)
                    source = f"{PAGE}/pull/{number}#pullrequestreview-{number}"
                    if rule.get("author_counts", True) and self.draw.random() < 0.3:
                        source = f"{PAGE}/pull/{number}"
                    found.append(self.line(merged, kind, key, needs, source=source, **given))
        return found

    def _given(self, before: World, pull: Pull, key: Key, needs: str) -> Plain:
        """Who approves: somebody of the organisation, else a maintainer, else an admin."""
        ours = (
            None if needs in ("maintainers", "admins") else organisation(before, pull, key, needs)
        )
        people = contacts(before, pull, ours)
        if people:
            account = self.draw.choice(people)
            known = before.organisations[ours or ""]["contacts"]
            role = next(each["key"] for each in known if each["account"] == account)
            return {"organisation": ours, "contact": role, "account": account}
        if needs != "admins" and before.maintainers:
            fallback = None if needs == "maintainers" else "maintainers"
            account = self.draw.choice(before.maintainers)
        else:
            account, fallback = ADMIN, None if needs == "admins" else "admins"
        return {"organisation": ours, "account": account, "fallback": fallback}

    def _merged(self, how: str) -> tuple[str, str]:
        """Bring what the files are now into the default branch; the commit and the head."""
        base = self.tip
        assert base is not None
        tree = self._tree(self.files())
        if how == "pushed":
            self.tip = self._commit([base], tree, "refs/heads/main")
            return str(self.tip), str(self.tip)
        head = self._head(base, tree)
        parents = [base, head] if how == "merged" else [base]
        self.tip = self._commit(parents, tree, "refs/heads/main")
        gone = f"{self.draw.randrange(16**40):040x}"
        return str(self.tip), gone if how == "forgotten" else str(head)

    def _head(self, base: pygit2.Oid, tree: pygit2.Oid) -> pygit2.Oid:
        """A proposal; half of them were made before the newest commit of the default branch."""
        older = self.repository[base].peel(pygit2.Commit)
        if older.parent_ids and self.draw.random() < 0.5:
            first = older.parents[0]
            at_first, at_base, at_end = (
                {entry.path: entry.id for entry in self._index(each)}
                for each in (first.tree_id, older.tree_id, tree)
            )
            changed = {
                path
                for path in at_base.keys() | at_end.keys()
                if at_base.get(path) != at_end.get(path)
            }
            if all(at_first.get(path) == at_base.get(path) for path in changed):
                index = self._index(first.tree_id)
                for path in changed:
                    if path in at_end:
                        index.add(pygit2.IndexEntry(path, at_end[path], FileMode.BLOB))
                    else:
                        index.remove(path)
                return self._commit([first.id], index.write_tree(self.repository))
        return self._commit([base], tree)

    def _index(self, tree: pygit2.Oid) -> pygit2.Index:
        index = pygit2.Index()
        index.read_tree(self.repository[tree].peel(pygit2.Tree))
        return index

    def _tree(self, files: Mapping[str, str]) -> pygit2.Oid:
        index = pygit2.Index()
        for path, text in files.items():
            blob = self.repository.create_blob(text.encode())
            index.add(pygit2.IndexEntry(path, blob, FileMode.BLOB))
        return index.write_tree(self.repository)

    def _commit(
        self, parents: list[pygit2.Oid], tree: pygit2.Oid, branch: str | None = None
    ) -> pygit2.Oid:
        who = pygit2.Signature("Aino", "aino@example.invalid", int(self.now.timestamp()), 0)
        made = self.repository.create_commit(None, who, who, "change", tree, parents)
        if branch:
            self.repository.references.create(branch, made, force=True)
        return made

    def files(self) -> Mapping[str, str]:
        """What the default branch is to have now."""
        world = self.world
        role = {"title": {"fi": "ylläpito"}, "accounts": world.maintainers}
        statuses = {status: {"to": to} for status, to in world.transitions.items()}
        records: dict[str, Plain] = {
            "registry/registry.yaml": {
                "format": 1, "title": {"fi": "Rekisteri"}, "languages": ["fi"],
                "timezone": "Europe/Helsinki", "calendar": "FI", "maintainer": world.keeper,
                "kinds": {"guideline": {"fi": "ohje"}},
            },
            "workflows/approvals.yaml": {"rules": world.rules},
            "workflows/lifecycle.yaml": {"initial": world.first, "statuses": statuses},
            "workflows/roles.yaml": {"roles": {"maintainers": role}},
        }  # fmt: skip
        records |= {f"registry/organisations/{id}.yaml": each
                    for id, each in world.organisations.items()}  # fmt: skip
        records |= {f"registry/outputs/p/{id}.yaml": each for id, each in world.outputs.items()}
        texts = {path: yaml.safe_dump(each, sort_keys=False) for path, each in records.items()}
        for name in ("review", "platform"):
            texts[f"workflows/{name}.yaml"] = (ROOT / f"workflows/{name}.yaml").read_text("utf-8")
        return texts | self.others


def _text(line: Plain | str) -> str:
    return line if isinstance(line, str) else json.dumps(line, separators=(",", ":"))


def _organisation(id: str, **accounts: str) -> Plain:
    contacts = [
        {"key": key, "title": {"fi": "rooli"}, "account": account}
        for key, account in accounts.items()
    ]
    return {"id": id, "names": {"fi": id}, "languages": ["fi"], "contacts": contacts}


def _output(id: str, owner: str | None) -> Plain:
    return {
        "id": id,
        "title": {"fi": id},
        "summary": {"fi": "Mitä se on."},
        "kind": "guideline",
        "project": "p",
        "owner": owner,
        "owner_since": "2026-01-01" if owner else None,
        "status": "current",
        "registered": "2026-01-01",
        "review": {"cycle": "P1Y", "schedule": []},
        "reviews": [
            {"date": "2026-03-01", "by": owner or "org-m", "outcome": "valid",
             "evidence": "luettu läpi", "via": "pull-request"}
        ],
        "update_needs": [],
        "language": "fi",
        "locations": [],
    }  # fmt: skip


Deed = Callable[[Chronicle], dict[Key, list[str]]]
