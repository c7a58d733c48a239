"""A small registry on disk whose records a test changes from day to day."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.cases import BASE
from tests.helpers.repo import Repo, git

ROOM = {"free": 30, "open": 50, "close": 50}


class Ground:
    """The registry of the cases with outputs of its own; `contacts` are the accounts of org-a."""

    def __init__(self, root: Path, repository: str, contacts: list[str]) -> None:
        self.root = root
        self.outputs: dict[str, dict[str, Any]] = {}
        shutil.copytree(BASE, root)
        for folder in ("registry/outputs", "registry/platforms", "docs", "content"):
            shutil.rmtree(root / folder)
        (root / "registry/outputs/alpha").mkdir(parents=True)
        settings = root / "registry/registry.yaml"
        settings.write_text(settings.read_text().replace("example/registry", repository))
        self.organisation("org-a", "fi", contacts)
        self.organisation("org-b", "sv", contacts[:1])
        self.policy(brake=ROOM)

    def put_up(self, folder: Path) -> tuple[Path, Repo]:
        """Commit what stands; a bare origin that has it, and a clone in which commands run."""
        repo = Repo.init(self.root)
        repo.commit("records")
        origin = folder / "origin.git"
        git(folder, "clone", "--quiet", "--bare", str(self.root), str(origin))
        repo.git("remote", "add", "origin", str(origin))
        git(folder, "clone", "--quiet", str(origin), str(folder / "clone"))
        return origin, Repo(folder / "clone")

    def organisation(self, id: str, language: str, accounts: list[str], **fields: Any) -> None:
        """Write an organisation whose contacts have these accounts."""
        contacts = [
            {"key": f"role-{n}", "title": {"fi": f"Rooli {n}", "sv": f"Roll {n}"}, "account": each}
            for n, each in enumerate(accounts, 1)
        ]
        names = {"fi": f"Organisaatio {id}", "sv": f"Organisation {id}"}
        record = {"id": id, "names": names, "languages": [language], "contacts": contacts}
        self._write(f"registry/organisations/{id}.yaml", record | fields)

    def maintainer(self, account: str) -> None:
        """Let an account act as a maintainer."""
        roles = self.root / "workflows/roles.yaml"
        roles.write_text(roles.read_text().replace("github:1001", account))

    def policy(self, **fields: Any) -> None:
        """Change parts of the review policy."""
        path = self.root / "workflows/review.yaml"
        self._write("workflows/review.yaml", yaml.safe_load(path.read_text()) | fields)

    def output(self, id: str, **fields: Any) -> None:
        """Write an output, or change parts of it."""
        base = {
            "id": id,
            "title": {"fi": f"Tuotos {id}", "sv": f"Resultat {id}"},
            "summary": {"fi": f"Mitä {id} on."},
            "kind": "guideline",
            "project": "alpha",
            "owner": "org-a",
            "owner_since": "2026-01-01",
            "status": "current",
            "registered": "2026-01-01",
            "language": "fi",
        }
        self.outputs[id] = self.outputs.get(id, base) | fields
        self._write(f"registry/outputs/alpha/{id}.yaml", self.outputs[id])

    def remove(self, id: str) -> None:
        """Take an output away."""
        del self.outputs[id]
        (self.root / f"registry/outputs/alpha/{id}.yaml").unlink()

    def review(self, id: str, day: str, outcome: str = "valid") -> None:
        """Enter a review by the owner."""
        old = self.outputs[id]
        entry = {
            "date": day, "by": old["owner"], "outcome": outcome, "evidence": "luettu",
            "via": "issue",
        }  # fmt: skip
        self.output(id, reviews=[*old.get("reviews", []), entry])

    def take_back(self, id: str) -> None:
        """Revert the last review."""
        self.output(id, reviews=self.outputs[id].get("reviews", [])[:-1])

    def need(self, id: str, day: str) -> None:
        """Enter a need."""
        old = self.outputs[id].get("update_needs", [])
        need = {"id": len(old) + 1, "reported": day, "summary": {"fi": f"tarve {len(old) + 1}"}}
        self.output(id, update_needs=[*old, need | {"state": "open"}])

    def end_needs(self, id: str, day: str, state: str) -> None:
        """End all needs of an output."""
        ended = {
            "state": state,
            "closed": day,
            **({"reason": "syy"} if state == "declined" else {}),
        }
        needs = [
            each | ended if each["state"] == "open" else each
            for each in self.outputs[id].get("update_needs", [])
        ]
        self.output(id, update_needs=needs)

    def is_open(self, key: str, day: str) -> bool:
        """Whether a key is open, said once more and without the rules of the program."""
        id, kind, number = key.split("/")
        record = self.outputs.get(id)
        if record is None:
            return False
        if kind == "need":
            states = {each["id"]: each["state"] for each in record.get("update_needs", [])}
            return states.get(int(number)) == "open"
        done = [
            each
            for each in record.get("reviews", [])
            if each["date"] <= day and each["outcome"] != "not-mine"
        ]
        return record["status"] == "current" and len(done) + 1 == int(number)

    def _write(self, path: str, data: Any) -> None:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (self.root / path).write_text(text, "utf-8")
