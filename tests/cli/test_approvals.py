"""tp3 approvals check: real branches, judged by the rules and contacts of their base."""

import json
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest

from governance.forge import recording, telling
from governance.model.policy import Approver
from governance.publish.approvals.rows import refusal_sentence
from governance.rules.approvals.values import Fallback, Refusal, Source, Word
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.cases import CASES
from tests.helpers.command import Answer, tp3
from tests.helpers.edits import COURSE, HANDBOOK, ORG_A, copy_base
from tests.helpers.repo import Repo
from tests.store.test_proposal import edit
from tests.text.said import SOURCE

LEAD, OTHER, KEEPER, ADMIN = "github:1001", "github:2001", "github:3001", "github:4001"
ORG_B = "registry/organisations/org-b.yaml"
ROLES = "workflows/roles.yaml"
POLICY = "workflows/approvals.yaml"
PLACE = ("https://example.org/kasikirja", "https://example.org/uusi")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """org-a's contact is LEAD, org-b's is OTHER, and KEEPER maintains the registry."""
    made = Repo.init(copy_base(tmp_path / "repo"))
    edit(made, ROLES, LEAD, KEEPER)
    contact = f"contacts:\n  - {{key: head, title: {{fi: Rehtori}}, account: {OTHER}}}\n"
    made.write(ORG_B, (made.path / ORG_B).read_text("utf-8") + contact)
    made.commit("first")
    made.git("switch", "--quiet", "--create", "change")
    return made


def check(repo: Repo, *accounts: str, form: str = "json", **given: Any) -> Answer:
    """The answer about the work tree as a pull request that these accounts have approved."""
    repo.commit()
    head = repo.git("rev-parse", "HEAD")
    reviews = given.pop("reviews", [{"account": each, "commit": head} for each in accounts])
    said = {"login": "aino", "state": "approve", "at": "2027-02-28T12:00:00Z", "commit": head}
    file = repo.path.parent / "reviews.json"
    file.write_text(json.dumps([{**said, **each} for each in reviews]))
    options = [f"--{name}={value}" for name, value in given.items()]
    return tp3(
        "-C", repo.path, "--today", "2027-03-01", "approvals", "check", "--base", "main",
        "--head", "change", "--approvals", file, "--format", form, *options,
    )  # fmt: skip


def open_demands(answer: Answer) -> list[str]:
    return sorted({each["rule"] for each in answer.data["demands"] if not each["met_by"]})


def test_a_change_waits_until_its_owner_approves(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    answer = check(repo)
    assert (answer.code, answer.data["verdict"], open_demands(answer)) == (1, "waiting", ["owner"])
    answer = check(repo, LEAD)
    assert (answer.code, answer.data["verdict"], open_demands(answer)) == (0, "approved", [])


def test_the_answer_for_programs(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    answer = check(repo, LEAD)
    assert answer.data["revision"] == repo.git("rev-parse", "main")
    assert answer.data["head"] == repo.git("rev-parse", "change")
    assert answer.data["today"] == "2027-03-01"
    assert answer.data["demands"] == [
        {
            "change": "location-changed",
            "record": {"type": "output", "id": "handbook"},
            "rule": "owner",
            "needs": {"organisation": "org-a", "accounts": [LEAD]},
            "met_by": {"account": LEAD, "contact": "lead", "source": "review"},
            "fallback": None,
        }
    ]
    assert answer.data["refusals"] == []
    assert [each["change"] for each in answer.data["entries"]] == ["location-changed"]


def test_the_author_s_own_organisation_counts(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    answer = check(repo, author=LEAD)
    assert answer.code == 0
    assert answer.data["demands"][0]["met_by"]["source"] == "author"
    assert check(repo, author=OTHER).code == 1


def test_an_owner_change_needs_both(repo: Repo) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    assert open_demands(check(repo, LEAD)) == ["taker"]
    assert open_demands(check(repo, OTHER)) == ["giver"]
    assert check(repo, OTHER, author=LEAD).code == 0


def test_rules_edited_in_the_same_pull_request_do_not_count(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    edit(repo, POLICY, "location-changed: {needs: [owner]}", "location-changed: {needs: []}")
    edit(repo, POLICY, "policy-changed: {needs: [maintainers, admins]}",
         "policy-changed: {needs: []}")  # fmt: skip
    assert open_demands(check(repo)) == ["admins", "maintainers", "owner"]
    assert check(repo, LEAD, KEEPER, ADMIN, admin=ADMIN).code == 0


def test_a_contact_added_in_the_same_pull_request_does_not_count(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    edit(repo, ORG_A, LEAD, "github:6666")
    answer = check(repo, "github:6666", KEEPER)
    assert open_demands(answer) == ["organisation", "owner"]


def test_maintainers_added_in_the_same_pull_request_do_not_count(repo: Repo) -> None:
    edit(repo, ROLES, KEEPER, "github:6666")
    assert open_demands(check(repo, "github:6666", ADMIN, admin=ADMIN)) == ["maintainers"]


def test_admins_let_the_first_maintainers_in(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, ROLES, f'    accounts: ["{KEEPER}"]\n', "")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(
        repo,
        ROLES,
        "organisations: [org-a]\n",
        f'organisations: [org-a]\n    accounts: ["{KEEPER}"]\n',
    )
    assert check(repo, KEEPER).code == 1
    answer = check(repo, ADMIN, admin=ADMIN)
    assert answer.code == 0
    assert {each["fallback"] for each in answer.data["demands"]} == {"admins", None}


@pytest.mark.parametrize(
    "review",
    [
        {"commit": "f" * 40},
        {"state": "dismissed"},
        {"state": "comment"},
        {"state": "request-changes"},
    ],
)
def test_other_reviews_do_not_count(repo: Repo, review: dict[str, str]) -> None:
    edit(repo, HANDBOOK, *PLACE)
    assert check(repo, reviews=[{"account": LEAD, **review}]).code == 1


def test_request_changes_takes_back(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    later = {"account": LEAD, "state": "request-changes", "at": "2027-02-28T12:01:00+00:00"}
    assert check(repo, reviews=[{"account": LEAD}, later]).code == 1


def test_a_change_beside_the_records_is_the_maintainers_business(repo: Repo) -> None:
    edit(repo, HANDBOOK, *PLACE)
    repo.write(".github/workflows/nightly.yml", "on: push\n")
    assert open_demands(check(repo, LEAD)) == ["maintainers"]
    assert check(repo, LEAD, KEEPER).code == 0


def test_a_kind_without_a_rule_is_refused(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, POLICY, "  location-changed: {needs: [owner]}\n", "")
    repo.commit()
    assert "change-rule-missing" in tp3("-C", repo.path, "validate").out
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, *PLACE)
    answer = check(repo, LEAD, KEEPER)
    assert (answer.code, answer.data["verdict"]) == (1, "refused")
    assert answer.data["refusals"][0]["code"] == "rule-missing"


def test_rules_that_cannot_be_read_let_nothing_in(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, POLICY, "needs: [owner]", "needs: [boss]")
    repo.commit()
    repo.git("switch", "--quiet", "--force-create", "change")
    edit(repo, HANDBOOK, *PLACE)
    answer = check(repo, LEAD, KEEPER)
    assert [each["code"] for each in answer.data["refusals"]] == ["rules-unreadable"]


def test_a_review_brings_what_it_entails(repo: Repo) -> None:
    """The commands for reviews write what is let in."""
    arguments = ("review", "handbook", "--outcome", "needs-work", "--evidence", "luku 3",
                 "--by", "org-a")  # fmt: skip
    assert tp3("-C", repo.path, "--today", "2027-02-28", *arguments).code == 0
    assert check(repo, LEAD).code == 0
    text = (repo.path / HANDBOOK).read_text("utf-8")
    head, _, rest = text.partition("  - id: 6\n")
    repo.write(HANDBOOK, head + rest[rest.index("language:") :])
    answer = check(repo, LEAD, KEEPER)
    assert [each["code"] for each in answer.data["refusals"]] == ["review-half"]


def test_a_conflict_is_told(repo: Repo) -> None:
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Yksi.")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, COURSE, "Kurssi käsikirjasta.", "Toinen.")
    repo.commit()
    repo.git("switch", "--quiet", "change")
    answer = check(repo)
    assert answer.code == 1
    assert COURSE in answer.data["refusals"][0]["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_read(repo: Repo, language: str) -> None:
    edit(repo, HANDBOOK, "owner: org-a", "owner: org-b")
    answer = check(repo, LEAD, form="text", lang=language)
    assert answer.out == (CASES / f"approvals/waiting-{language}.txt").read_text("utf-8")


def test_everything_that_changes_is_said(repo: Repo) -> None:
    """However many records: nothing is folded."""
    for number in range(8):
        repo.write(f"docs/page-{number}.md", "x")
        text = (repo.path / COURSE).read_text("utf-8").replace("id: course", f"id: course-{number}")
        repo.write(f"registry/outputs/beta/course-{number}.yaml", text)
    answer = check(repo, form="text", lang="en")
    assert all(f"[course-{number}]: added to the registry" in answer.out for number in range(8))
    assert all(f"  file changed: docs/page-{number}.md" in answer.out for number in range(8))
    assert "[16 records or files]" in answer.out


def test_people_s_text_does_no_harm(repo: Repo) -> None:
    edit(repo, HANDBOOK, "fi: Käsikirja,", 'fi: "Käsi\u202ekirja ::error::x",')
    edit(repo, HANDBOOK, *PLACE)
    reviews = [{"account": LEAD, "login": "::error::\x1b[31mx"}]
    answer = check(repo, form="text", lang="en", reviews=reviews)
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert not any(line.lstrip().startswith("::") for line in answer.out.splitlines())


def test_refusals_come_first(repo: Repo) -> None:
    (repo.path / "x").symlink_to("/etc/passwd")
    answer = check(repo, form="text", lang="en")
    assert answer.out.splitlines()[:4] == [
        "This cannot be approved as it is.",
        "",
        "Why not",
        "  x: this is a link, and only ordinary files are taken. Leave it out.",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", "[1]", '[{"account": "aino"}]', "[" * 2000, '[{"account": "github:1"}]'],
)
def test_other_approvals_are_wrong_usage(repo: Repo, text: str) -> None:
    file = repo.path.parent / "reviews.json"
    file.write_text(text)
    answer = tp3("-C", repo.path, "--today", "2027-03-01", "approvals", "check", "--base", "main",
                 "--head", "change", "--approvals", file)  # fmt: skip
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "field",
    [
        {"account": "1001"},
        {"account": "github:0"},
        {"login": ""},
        {"commit": "HEAD"},
        {"state": "approved"},
        {"at": 1772280000},
        {"at": "2027-02-28T12:00:00"},
        {"more": 1},
    ],
)
def test_each_field_of_an_approval_is_checked(repo: Repo, field: dict[str, Any]) -> None:
    answer = check(repo, reviews=[{"account": LEAD, **field}])
    assert answer.code == 2
    assert next(iter(field)) in answer.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--rev", "main"], 2),
        (["--author", "aino"], 2),
        (["--admin", "github:x"], 2),
        (["--base", "nowhere"], 2),
    ],
)
def test_wrong_usage(repo: Repo, options: list[str], code: int) -> None:
    answer = tp3("-C", repo.path, "--today", "2027-03-01", "approvals", "check", "--base", "main",
                 "--head", "change", *options)  # fmt: skip
    assert (answer.code, answer.out) == (code, "")


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "other"}:
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


def test_no_message_is_dead_and_none_is_missing() -> None:
    code = "".join(
        path.read_text("utf-8")
        for folder in ("rules/approvals", "publish/approvals", "store")
        for path in (SOURCE / folder).glob("*.py")
    )
    for key in flat(catalogue("en").messages["approvals"]):
        group, _, name = key.rpartition(".")
        named = {
            "verdict": get_args(Word),
            "who": (*get_args(Approver), "nobody"),
            "met": get_args(Source),
            "fallback": get_args(Fallback),
        }.get(group)
        if group == "refusal":
            assert f'Refusal("{name}"' in code, key
        elif group == "part":
            assert f'_part(words, "{name}"' in code, key
        elif named:
            assert name in named, key
        else:
            assert f'"approvals.{name}"' in code, key
    refusals = {part.partition('"')[0] for part in code.split('Refusal("')[1:]}
    assert refusals == set(catalogue("en").messages["approvals"]["refusal"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence(language: str) -> None:
    words = catalogue(language)
    for code, message in words.messages["approvals"]["refusal"].items():
        names = {name for _, name, _, _ in Formatter().parse(message) if name and name != "about"}
        values = dict.fromkeys(names, "retired")
        said = refusal_sentence(words, Refusal(code, ("file", "a/b"), values))
        assert "{" not in said
        assert said.endswith(".")


def test_what_is_told_of_pull_requests_has_its_words_and_no_others() -> None:
    words = catalogue("en").messages["pulls"]
    assert set(words["verdict"]) == set(get_args(Word))
    assert set(words["left"]) == set(get_args(telling.Left))
    assert set(words["result"]) == set(get_args(telling.Result)) - {"left"}
    assert set(words["unrecorded"]) == set(get_args(recording.Left))
    assert set(words["recorded"]) == {"none", "lines", "failed"}
    assert set(words["status"]) == {"entered", "failed"}
    assert set(words) == {"verdict", "left", "result", "unrecorded", "recorded", "status", "none"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_status_is_no_longer_than_github_takes(language: str) -> None:
    assert all(
        len(each) <= 140 for each in catalogue(language).messages["pulls"]["status"].values()
    )
