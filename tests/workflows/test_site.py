"""How the site is published: what of, when, and what never is."""

from tests.helpers.repo import Repo
from tests.workflows.act import Machine, by_hand
from tests.workflows.files import FOLDER, WORKFLOWS, workflow

RECORD = "registry/outputs/alpha/handbook.yaml"
CALLED = "$/.github/workflows/site.yml"


def test_what_is_wrong_is_not_published(machine: Machine, registry: Repo) -> None:
    """What is right, is: see test_comments.py."""
    text = (registry.path / RECORD).read_text()
    registry.write(RECORD, text.replace("owner: org-a", "owner: org-c"))
    registry.commit()
    machine.push(registry)
    done = machine.run("site", by_hand(), {})
    assert done.jobs == {"build": "failure"}  # and no alarm: who runs it by hand sees it
    assert "org-c" in done.out
    assert not machine.published.exists()


def test_it_is_published_only_after_what_the_records_ask_for_has_been_done() -> None:
    """By the workflow itself only on the main branch, and otherwise by those who call it."""
    callers = {
        (path.stem, job["needs"], job["if"])
        for path in WORKFLOWS
        for job in workflow(path.stem)["jobs"].values()
        if job.get("uses") == CALLED
    }
    succeeded = "${{{{ !cancelled() && needs.{0}.result == 'success'{1} }}}}"
    moved = " && needs.answer.outputs.has-moved == 'true'"
    assert callers == {
        ("nightly", "issues", succeeded.format("issues", "")),
        ("comments", "answer", succeeded.format("answer", moved)),
    }
    data = workflow("site")
    assert data["on"] == {"workflow_call": {}, "workflow_dispatch": {}}
    assert data["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert data["jobs"]["deploy"]["needs"] == "build"
    assert "if" not in data["jobs"]["deploy"]


def test_what_may_publish_runs_nothing_of_ours_and_is_in_one_place() -> None:
    deploy = workflow("site")["jobs"]["deploy"]
    assert [each["uses"].partition("@")[0] for each in deploy["steps"]] == ["actions/deploy-pages"]
    assert deploy["environment"]["name"] == "github-pages"
    naming = [
        path.stem for path in FOLDER.glob("workflows/*") if "deploy-pages" in path.read_text()
    ]
    assert naming == ["site"]
