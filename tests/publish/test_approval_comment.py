"""The comment on a pull request, as whole texts: tests/cases/approvals holds one file for each.

TP3_BLESS=1 writes what is said now: read every line aloud before you commit it.
"""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from governance.model.approval import Approval
from governance.publish.approvals.comment import ApprovalWords
from governance.rules.approvals.around import Around
from governance.rules.approvals.verdict import Opinions, judge
from governance.text.catalogue import prose
from tests.helpers.cases import CASES
from tests.helpers.edits import HANDBOOK, ORG_A, copy_base
from tests.helpers.repo import Repo
from tests.store.test_proposal import edit, proposed

FOLDER = CASES / "approvals"
BLESS = bool(os.environ.get("TP3_BLESS"))
TODAY = date(2026, 3, 2)
PAGE = "https://github.example/example/registry/pull/12"
LEAD, OTHER, KEEPER, NEW = "github:1001", "github:2001", "github:3001", "github:5001"
LOGINS = {LEAD: "aino-a", OTHER: "bertta-b", KEEPER: "kaarina-k", NEW: "uusi-u"}
ORG_B = "registry/organisations/org-b.yaml"
ROLES, POLICY = "workflows/roles.yaml", "workflows/approvals.yaml"
PLACE = "https://example.org/kasikirja"
VALID = """\
  - date: 2026-03-02
    by: org-a
    contact: lead
    outcome: valid
    evidence: Luettiin läpi, linkit toimivat.
    via: pull-request
update_needs:
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A branch on a base where org-a (fi) has LEAD, org-b (sv) OTHER, and KEEPER maintains."""
    made = Repo.init(copy_base(tmp_path / "repo"))
    edit(made, ROLES, LEAD, KEEPER)
    edit(made, ORG_B, "{fi: Organisaatio B}", "{fi: Rannikon opisto, sv: Kustens institut}")
    contact = (
        f"contacts:\n  - {{key: head, title: {{fi: Rehtori, sv: Rektor}}, account: {OTHER}}}\n"
    )
    made.write(ORG_B, (made.path / ORG_B).read_text("utf-8") + contact)
    made.commit("first")
    made.git("switch", "--quiet", "--create", "change")
    return made


def comment(repo: Repo, *accounts: str, author: str | None = None, **around: Any) -> str:
    """What is said of the work tree as a pull request that these accounts have approved."""
    repo.commit()
    found = proposed(repo)
    said = {"login": "x", "state": "approve", "at": "2026-03-01T12:00:00Z", "commit": found.head}
    given = around.pop("reviews", [{"account": each} for each in accounts])
    reviews = tuple(Approval.model_validate_json(json.dumps({**said, **each})) for each in given)
    changes = found.difference.changes
    opinions = Opinions(found.head, author, reviews)
    verdict = judge(found.registry, changes, opinions, TODAY, found.refusals)
    known = {"page": PAGE, "logins": LOGINS, "mentions": True, "today": TODAY, **around}
    return _words().comment(found, verdict, Around(approvals=reviews, **known))


def _words() -> ApprovalWords:
    return ApprovalWords(prose("fi"))


def _place(repo: Repo) -> str:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi/kasikirja")
    return comment(repo)


def _owner(repo: Repo) -> str:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    edit(repo, HANDBOOK, "contact: deputy\n", "")
    return comment(repo, LEAD)


def _policy(repo: Repo) -> str:
    for path in (ORG_A, ORG_B):
        text = (repo.path / path).read_text("utf-8")
        repo.write(path, text.replace("languages: [", "languages: [en, "))
    repo.git("switch", "--quiet", "main")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, "status: current", "status: draft")
    edit(
        repo, POLICY, "status-changed: {needs: [owner, maintainers]}", "status-changed: {needs: []}"
    )
    return comment(repo, KEEPER)


def _review_sv(repo: Repo) -> str:
    repo.git("switch", "--quiet", "main")
    edit(repo, ORG_A, "languages: [fi, sv]", "languages: [sv, fi]")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, "update_needs:\n", VALID)
    return comment(repo)


def _contacts(repo: Repo) -> str:
    teacher = f"  - key: teacher\n    title: {{fi: Opettaja, sv: Lärare}}\n    account: {NEW}\n"
    edit(repo, ORG_A, "  - key: deputy\n", f"{teacher}  - key: deputy\n")
    edit(repo, ORG_A, LEAD, "github:6666")
    return comment(repo)


def _lookalike(repo: Repo) -> str:
    edit(repo, HANDBOOK, PLACE, "https://ex\u0430mple.org/kasikirja")
    return comment(repo)


TEXTS: dict[str, Callable[[Repo], str]] = {
    "place-fi": _place,
    "owner-fi-sv": _owner,
    "policy-refused-en": _policy,
    "review-sv": _review_sv,
    "contacts-fi": _contacts,
    "lookalike-fi": _lookalike,
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_says_what_a_person_has_read(repo: Repo, name: str) -> None:
    text = TEXTS[name](repo) + "\n"
    path = FOLDER / f"{name}.md"
    if BLESS:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
