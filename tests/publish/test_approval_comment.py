"""The comment on a pull request, as whole texts: tests/cases/approvals holds one file for each.

TP3_BLESS=1 writes what is said now: read every line aloud before you commit it.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from governance.model.approval import Approval
from governance.publish.approvals.comment import LONGEST_STATUS, ApprovalWords
from governance.rules.approvals.around import Around
from governance.rules.approvals.notice import Code
from governance.rules.approvals.values import (
    Answer,
    Demand,
    Met,
    Reach,
    Refusal,
    Verdict,
    Word,
)
from governance.rules.approvals.verdict import Opinions, judge
from governance.text.catalogue import LANGUAGES, catalogue, prose
from tests.helpers.cases import CASES
from tests.helpers.edits import COURSE, HANDBOOK, ORG_A, copy_base
from tests.helpers.repo import Repo
from tests.store.test_proposal import edit, proposed
from tests.text.said import SOURCE

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
    return _words().comment(found, verdict, Around(approvals=reviews, author=author, **known))


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


def _drift(repo: Repo) -> str:
    """The base has gone on, and something in the record was wrong before."""
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license: CC0-1.0")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, HANDBOOK, "contributors: [org-b, old-org]", "contributors: [org-b, no-such]")
    repo.commit()
    repo.git("switch", "--quiet", "change")
    return comment(repo, reviews=[{"account": LEAD, "commit": "f" * 40}])


def _added(repo: Repo) -> str:
    text = (repo.path / COURSE).read_text("utf-8").replace("id: course", "id: c0urse")
    place = "locations: [{url: https://evil.example/kurs, language: sv, format: pdf}]"
    text = text.replace("status: current", "status: draft")
    repo.write(COURSE.replace("course", "c0urse"), f"{text}{place}\n")
    repo.write("docs/kurs.md", "Ny")
    return comment(repo, KEEPER)


def _fallback(repo: Repo) -> str:
    """Nobody of the owner can be reached."""
    repo.git("switch", "--quiet", "main")
    edit(repo, ORG_B, f", account: {OTHER}", "")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, COURSE, "Kurssi, sv: Kurs", "Kurssi, sv: Kursen")
    return comment(repo)


TEXTS: dict[str, Callable[[Repo], str]] = {
    "place-fi": _place,
    "owner-fi-sv": _owner,
    "policy-refused-en": _policy,
    "review-sv": _review_sv,
    "contacts-fi": _contacts,
    "lookalike-fi": _lookalike,
    "drift-fi": _drift,
    "fallback-sv": _fallback,
    "added-approved-fi": _added,
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_says_what_a_person_has_read(repo: Repo, name: str) -> None:
    text = TEXTS[name](repo) + "\n"
    path = FOLDER / f"{name}.md"
    if BLESS:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == TEXTS.keys()


def test_nobody_is_mentioned_where_the_repository_is_another_one(repo: Repo) -> None:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    assert "Johtaja @aino-a." in comment(repo)
    text = comment(repo, mentions=False)
    assert "@" not in text
    assert "Johtaja `aino-a`." in text


def test_only_those_who_are_waited_for_are_mentioned(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    assert set(re.findall(r"@[\w-]+", comment(repo, LEAD))) == {"@bertta-b"}
    assert "@" not in comment(repo, LEAD, OTHER)
    (repo.path / "x").symlink_to("/etc/passwd")
    assert "@" not in comment(repo)


def test_an_account_in_the_rules_is_shown_with_its_login(repo: Repo) -> None:
    edit(repo, ROLES, KEEPER, f'{KEEPER}", "{NEW}')
    said = comment(repo)
    assert f"  - uusi tili: tili `{NEW}`, GitHubissa nyt `uusi-u`" in said
    assert said.count("uusi tili") == 1


def test_an_account_that_is_gone_is_shown_by_its_number(repo: Repo) -> None:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    assert "Johtaja `github:1001`." in comment(repo, logins={})


def test_who_opened_it_is_not_waited_for(repo: Repo) -> None:
    edit(repo, HANDBOOK, "evidence: Chapters 1 to 4 were read.", "evidence: Nothing was read.")
    text = comment(repo, author=LEAD)
    assert "Organisaatio A (omistaja): odottaa hyväksyntää. Ehdotuksen tekijä ei voi itse" in text
    assert "@aino-a" not in text


def test_languages_are_those_of_whom_it_concerns(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    first = [comment(repo, *each).partition("**")[2][:7] for each in ((), (LEAD,), (OTHER,))]
    assert first == ["Odottaa", "Väntar ", "Odottaa"]


def test_who_cannot_be_reached_is_not_turned_to_first(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, ORG_B, f", account: {OTHER}", "")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, COURSE, "Kurssi, sv: Kurs", "Kurssi, sv: Kursen")
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    assert comment(repo).startswith("**Odottaa")


@pytest.mark.parametrize(
    ("account", "commit", "again"),
    [(LEAD, "f" * 40, True), (OTHER, "f" * 40, False), (LEAD, None, False)],
)
def test_only_who_approved_an_older_version_is_asked_again(
    repo: Repo, account: str, commit: str | None, *, again: bool
) -> None:
    edit(repo, HANDBOOK, "status: current", "status: superseded")
    review = {"account": account} | ({"commit": commit} if commit else {})
    assert ("Aiemman version" in comment(repo, reviews=[review])) == again


@pytest.mark.parametrize(
    ("account", "states", "objects"),
    [
        (LEAD, ("request-changes",), True),
        (LEAD, ("request-changes", "comment"), True),
        (LEAD, ("request-changes", "approve"), False),
        (LEAD, ("request-changes", "dismissed"), False),
        (OTHER, ("request-changes",), False),
    ],
)
def test_who_may_approve_and_asks_for_changes_is_named(
    repo: Repo, account: str, states: tuple[str, ...], *, objects: bool
) -> None:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    reviews = [
        {"account": account, "state": state, "at": f"2026-03-01T12:0{minute}:00Z"}
        for minute, state in enumerate(states)
    ]
    text = comment(repo, reviews=reviews)
    assert ("`aino-a` on pyytänyt muutoksia" in text) == objects
    assert "bertta-b" not in text


@pytest.mark.parametrize("languages", ["[se, sv]", "[sv]"])
def test_a_language_that_we_do_not_speak_gives_way_to_the_next(repo: Repo, languages: str) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, ORG_A, "languages: [fi, sv]", f"languages: {languages}")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    text = comment(repo)
    assert text.startswith("**Väntar")
    assert "<details>" not in text


def test_a_conflict_is_told_without_knowing_more(repo: Repo) -> None:
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, HANDBOOK, PLACE, "https://example.org/toinen")
    repo.commit()
    repo.git("switch", "--quiet", "change")
    text = comment(repo)
    assert text.startswith("**Tätä ehdotusta ei voi ottaa vastaan")
    assert f"`{HANDBOOK}`: kohdehaarassa" in text


def test_where_nothing_must_be_approved_nobody_is_waited_for(repo: Repo) -> None:
    edit(repo, HANDBOOK, "license: CC-BY-4.0", "license:  CC-BY-4.0")
    text = comment(repo)
    assert text.startswith("**Tähän ehdotukseen ei tarvita kenenkään hyväksyntää.**")


def test_the_same_base_is_searched_once(repo: Repo) -> None:
    """The second pull request finds what the first one has looked for, and nothing else."""
    edit(repo, HANDBOOK, PLACE, "https://evil.example/uusi")
    repo.commit()
    words, one = _words(), proposed(repo)
    around = Around(PAGE, LOGINS, True, TODAY)
    verdict = judge(one.registry, one.difference.changes, Opinions(one.head), TODAY)
    texts = [words.comment(each, verdict, around) for each in (one, proposed(repo))]
    assert texts[0] == texts[1]
    assert "`evil.example`" in texts[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", get_args(Word))
def test_a_status_is_short(language: str, word: Word) -> None:
    demand = Demand((), ("output", "a"), "reviewed", "owner", "org-a", author_counts=True)
    answer = Answer(demand, Reach({}), Met(LEAD, None, "author") if word == "approved" else None)
    refusals = (Refusal("unreadable", ("output", "a")),) if word == "refused" else ()
    status = ApprovalWords(prose(language)).status(Verdict((answer,) * 500, refusals))
    assert 0 < len(status) <= LONGEST_STATUS


def test_the_accounts_that_are_looked_up(repo: Repo) -> None:
    edit(repo, ORG_A, LEAD, NEW)
    repo.commit()
    found = proposed(repo)
    verdict = judge(found.registry, found.difference.changes, Opinions(found.head), TODAY)
    assert _words().accounts(found, verdict) == {LEAD, KEEPER, NEW}


def _keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict) and not {"one", "other"} <= value.keys():
            yield from _keys(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def test_no_message_is_dead_and_none_is_missing() -> None:
    code = "".join(path.read_text("utf-8") for path in (SOURCE / "publish/approvals").glob("*.py"))
    named = {
        "verdict": (*get_args(Word), "free"),
        "status": get_args(Word),
        "next": (*get_args(Word), "concerns"),
        "notice": get_args(Code),
        "review": ("moved", "set", "gone"),
        "file": ("came", "went", "changed"),
        "rule": ("came", "went", "changed"),
        "place": ("added", "altered", "removed", "order"),
        "contact": ("added", "altered", "removed", "order"),
        "how": ("open", "choose", "submit"),
    }
    keys = set(_keys(catalogue("en").messages["comment"]))
    for key in keys:
        group, _, name = key.rpartition(".")
        is_said = f'comment.{key}"' in code or f"comment.{key}'" in code
        is_part = name in {"heading", "intro"} and f'"{group}"' in code
        is_told = group == "concerns" and f'"{name}"' in code
        assert is_said or is_part or is_told or name in named.get(group, ()), key
    for group, names in named.items():
        assert {f"{group}.{name}" for name in names} - {"next.free"} <= keys


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ROLES, "roles:", "rules:"),
        ("workflows/review.yaml", "cycles:", "circles:"),
        ("registry/registry.yaml", "format: 1", "format: 99"),
        ("registry/registry.yaml", "guideline: {", "other: {"),
        (HANDBOOK, "kind: guideline", "kind: {}"),
        (ORG_A, "member: true", "member: maybe"),
    ],
)
def test_a_base_that_cannot_be_read_is_told_and_stops_nothing(
    repo: Repo, path: str, old: str, new: str
) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, path, old, new)
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, PLACE, "https://example.org/uusi")
    assert comment(repo)


@pytest.mark.parametrize("path", [HANDBOOK, ORG_A, ROLES, "registry/registry.yaml"])
def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(repo: Repo, path: str) -> None:
    repo.write(path, "id: [")
    assert f"`{path}`" in comment(repo)


def test_several_things_of_one_record(repo: Repo) -> None:
    """Places that move keep their pairs, an address is said once, a contact goes by its role."""
    edit(repo, HANDBOOK, PLACE, "https://example.org/a")
    edit(repo, HANDBOOK, "https://example.org/handbok", "https://example.org/b")
    edit(repo, HANDBOOK, "contact: deputy", "contact: lead")
    edit(repo, HANDBOOK, "contributors: [org-b, old-org]", "contributors: [old-org]")
    edit(repo, HANDBOOK, "named in the plan", "katso https://evil.example/x")
    edit(repo, HANDBOOK, "Chapters 1 to 4 were read.", "katso https://evil.example/x")
    text = comment(repo)
    assert text.count("  - paikka muuttuu:\n") == 2
    assert text.count("uusi osoite: `https://evil.example/x`") == 1
    assert "omistajan yhteyshenkilön rooli: Varajohtaja → Johtaja" in text
    assert "muut osallistujat: poistettu Rannikon opisto" in text
    assert "arkistokopio: `https://example.org/arkisto/handbok`" in text


def test_a_contact_that_hides_behind_the_key_of_another_is_shown(repo: Repo) -> None:
    twin = "  - key: lead\n    title: {fi: Johtaja}\n    account: github:6666\n"
    edit(repo, ORG_A, "sources: [{document: plan}]", f"{twin}sources: [{{document: plan}}]")
    assert "tili `github:6666`, jota GitHubissa ei ole" in comment(repo)


def test_files_beside_the_records_are_named(repo: Repo) -> None:
    repo.git("rm", "--quiet", "docs/guide.md")
    repo.write("README.md", "uusi")
    repo.write("registry/README.md", "muutettu")
    text = comment(repo)
    assert "uusi: `README.md`" in text
    assert "muutettu: `registry/README.md`" in text
    assert "poistettu: `docs/guide.md`" in text
