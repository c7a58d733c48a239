"""The monthly workflow: its own steps, run by bash in a clone of a bare origin, with no real gh."""

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.cases import BASE
from tests.helpers.repo import ROOT, Repo, git

PATH = ROOT / ".github/workflows/changelog.yml"
WORKFLOW: dict[Any, Any] = yaml.safe_load(PATH.read_text())
JOB: dict[str, Any] = WORKFLOW["jobs"]["changelog"]
RECORD = "registry/outputs/alpha/handbook.yaml"
RUN_AT = "2027-02-01T06:17:00+02:00"
# Releases are files in $RELEASES, open pull requests lines in $RELEASES.pulls: whether from a fork,
# from, into. With $RACE another run makes the release, or opens the pull request, just before us.
GH = """#!/usr/bin/env bash
set -eu
[[ -n $GH_TOKEN ]]
echo "$*" >>"$RELEASES.log"
case "$1 $2" in
"auth setup-git") ;;
"release view") [[ -e $RELEASES/$3 ]] ;;
"release create")
  git ls-remote --exit-code origin "refs/tags/$3" >/dev/null
  [[ -z ${RACE:-} ]] || echo 'by the other run' >"$RELEASES/$3"
  [[ ! -e $RELEASES/$3 ]]
  [[ "$4 $5 $7" == '--verify-tag --title --notes-file' ]]
  cp "$8" "$RELEASES/$3"
  ;;
"pr list")
  [[ "$3 $5 $7 $8 $9" == '--head --base --json url,isCrossRepository --jq' ]]
  grep --line-regexp "false $4 $6" "$RELEASES.pulls" || true
  ;;
"pr create")
  [[ "$3 $5 $7 $9" == '--base --head --title --body' ]]
  git ls-remote --exit-code origin "refs/heads/$6" >/dev/null
  echo "false $6 $4" >>"$RELEASES.pulls"
  [[ -z ${RACE:-} ]]
  echo "the pull request of $6"
  ;;
*) exit 2 ;;
esac
"""
PYTHON = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n'
TP3 = """#!/bin/sh
exec python3 -c 'from governance.cli.main import main; main()' --today "$DAY" "$@"
"""


@dataclass(frozen=True)
class World:
    """An origin with its history, and the machine on which the workflow runs."""

    folder: Path
    december: str
    january: str

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    def git(self, *arguments: str) -> str:
        return git(self.origin, *arguments)

    def clone(self, name: str) -> Path:
        git(self.folder, "clone", "--quiet", str(self.origin), name)
        return self.folder / name

    def steps(self, month: str = "") -> str:
        """The run steps of the workflow, one after the other, as a script."""
        values = {"${{ inputs.month }}": month, "${{ github.token }}": "a-token"}
        lines = ["set -e", 'cd "$(dirname "$0")"']
        for step in JOB["steps"]:
            if "run" in step:
                given = step.get("env", {}).items()
                env = [shlex.quote(f"{name}={values.get(value, value)}") for name, value in given]
                lines.append(" ".join(["env", *env, "bash", "-e", "-c", shlex.quote(step["run"])]))
        return "\n".join(lines) + "\n"

    def run(self, clone: Path, month: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Run the workflow in a clone on the first of February."""
        script = clone / "steps.sh"
        script.write_text(self.steps(month))
        environment = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "GIT_AUTHOR_DATE": RUN_AT,
            "GIT_COMMITTER_DATE": RUN_AT,
            "RELEASES": str(self.folder / "releases"),
            "DAY": RUN_AT[:10],
            **more,
        }
        return subprocess.run(
            ["bash", str(script)], env=environment, capture_output=True, text=True, check=False
        )

    @property
    def refs(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()

    @property
    def tags(self) -> list[str]:
        return self.git("tag", "--list").splitlines()

    def released(self, tag: str) -> str:
        return (self.folder / "releases" / tag).read_text()

    @property
    def pulls(self) -> list[str]:
        """The open pull requests from branches here."""
        lines = (self.folder / "releases.pulls").read_text().splitlines()
        return [line.removeprefix("false ") for line in lines if line.startswith("false ")]

    @property
    def created(self) -> int:
        """How often a release was asked for."""
        log = (self.folder / "releases.log").read_text().splitlines()
        return sum(line.startswith("release create") for line in log)


def made(folder: Path) -> World:
    """December ends with a change; January has none, but a merge of a branch begun in December."""
    seed = Repo.init(folder / "seed")
    shutil.copytree(BASE, seed.path, dirs_exist_ok=True)
    shutil.copytree(ROOT / ".github/scripts", seed.path / ".github/scripts")
    seed.commit("records", when="2026-12-05T12:00:00+02:00")
    seed.git("checkout", "--quiet", "-b", "side")
    seed.write("side.txt", "begun in December")
    seed.commit("side", when="2026-12-31T23:45:00+02:00")
    seed.git("checkout", "--quiet", "main")
    text = (seed.path / RECORD).read_text()
    seed.write(RECORD, text.replace("P1Y", "P2Y"))
    december = seed.commit("cycle", when="2026-12-31T23:30:00+02:00")
    seed.write("early.txt", "in Finland the year has begun")
    seed.commit("early", when="2026-12-31T22:30:00+00:00")
    seed.git("merge", "--quiet", "--no-edit", "side", when="2027-01-15T12:00:00+02:00")
    january = seed.git("rev-parse", "HEAD")
    git(folder, "clone", "--quiet", "--bare", "seed", "origin.git")
    git(folder / "origin.git", "branch", "--delete", "--force", "side")
    (folder / "releases").mkdir()
    (folder / "releases.pulls").write_text("true tp3/changelog main\n")
    (folder / "bin").mkdir()
    for name, program in {"gh": GH, "tp3": TP3, "python3": PYTHON}.items():
        (folder / "bin" / name).write_text(program)
        (folder / "bin" / name).chmod(0o755)
    return World(folder, december, january)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return made(tmp_path)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> World:
    """After the run of the first of February."""
    world = made(tmp_path_factory.mktemp("cut"))
    done = world.run(world.clone("a"))
    assert done.returncode == 0, done.stderr
    return world


def meanwhile(clone: Path, ref: str, commands: str) -> None:
    """Let something happen, once, between the first look at origin and the push of a ref."""
    hook = clone / ".git/hooks/pre-push"
    hook.write_text(
        "#!/usr/bin/env bash\nset -e\n"
        f"grep --quiet ' refs/{ref}' || exit 0\n"
        f"mkdir {shlex.quote(str(clone / '.git/once'))} 2>/dev/null || exit 0\n"
        f"unset $(git rev-parse --local-env-vars)\n{commands}\n"
    )
    hook.chmod(0o755)


def test_the_tag_stands_on_the_last_commit_of_the_month(cut: World) -> None:
    assert cut.tags == ["registry-2027-01"]
    assert cut.git("cat-file", "-t", "registry-2027-01") == "tag"
    assert cut.git("rev-parse", "registry-2027-01^{commit}") == cut.january


def test_a_month_without_changes_says_so_in_three_languages(cut: World) -> None:
    assert cut.released("registry-2027-01").split("\n\n") == [
        *("# Suomeksi", "Ei muutoksia."),
        *("# På svenska", "Inga ändringar."),
        *("# In English", "No changes.", ""),
    ]


def test_the_change_log_is_proposed_in_one_commit_and_main_is_left_alone(cut: World) -> None:
    assert cut.git("rev-parse", "main") == cut.january
    assert cut.git("rev-parse", "tp3/changelog~1") == cut.january
    assert cut.pulls == ["tp3/changelog main"]
    assert len(cut.git("log", "-1", "--format=%b", "tp3/changelog")) > 40
    assert cut.git("diff", "--name-only", "main", "tp3/changelog").splitlines() == [
        f"docs/changelog/{year}.{language}.md"
        for year in (2026, 2027)
        for language in ("en", "fi", "sv")
    ]
    assert "## Tammikuu 2027" in cut.git("show", "tp3/changelog:docs/changelog/2027.fi.md")


def test_a_second_run_changes_nothing(cut: World) -> None:
    before = cut.refs
    done = cut.run(cut.clone("second"), GIT_COMMITTER_DATE="2027-02-02T06:17:00+02:00")
    assert done.returncode == 0, done.stderr
    assert cut.refs == before  # a new head would have lost the approvals of the old one
    assert cut.pulls == ["tp3/changelog main"]
    assert cut.created == 1


def test_an_earlier_month_is_cut_by_its_name(world: World) -> None:
    assert world.run(world.clone("a"), "2026-12").returncode == 0
    assert world.git("rev-parse", "registry-2026-12^{commit}") == world.december
    notes = world.released("registry-2026-12")
    places = [notes.index(f"# {each}\n") for each in ("Suomeksi", "På svenska", "In English")]
    assert places == sorted(places)
    for change in (
        "31.12.2026 **Käsikirja**",
        "31 dec. 2026 **Handbok**",
        "31 Dec 2026 **Handbook**",
    ):
        assert f"- {change} `handbook` " in notes


def test_before_the_registry_there_is_nothing_to_cut(world: World) -> None:
    done = world.run(world.clone("a"), "2026-11")
    assert done.returncode == 0, done.stderr
    assert "nothing to cut: the registry begins after 2026-11" in done.stdout
    assert world.tags == []


@pytest.mark.parametrize("month", ["2027-2", "2027-01-01", "$(id)", "2027-01\n2027-01", "-f"])
def test_what_is_no_month_stops_before_anything_is_done(world: World, month: str) -> None:
    before = world.refs
    done = world.run(world.clone("a"), month)
    assert done.returncode == 2
    assert "Write the month as 2027-02." in done.stderr
    assert world.refs == before


@pytest.mark.parametrize(("month", "code"), [("2027-13", 2), ("2027-02", 1)])
def test_a_month_that_is_none_or_has_not_ended_is_not_cut(
    world: World, month: str, code: int
) -> None:
    assert world.run(world.clone("a"), month).returncode == code
    assert world.tags == []


@pytest.mark.parametrize("ref", ["heads/tp3/changelog", "tags/registry-2027-01"])
def test_two_runs_at_once_do_what_one_does(world: World, cut: World, ref: str) -> None:
    slow, quick = world.clone("slow"), world.clone("quick")
    (quick / "steps.sh").write_text(world.steps())
    meanwhile(slow, ref, f"bash {shlex.quote(str(quick / 'steps.sh'))}")
    done = world.run(slow)
    assert done.returncode == 0, done.stderr
    assert (slow / ".git/once").exists()
    assert world.refs == cut.refs
    assert world.pulls == cut.pulls
    assert world.created == 1


def test_what_another_run_makes_first_is_left_alone(world: World) -> None:
    assert world.run(world.clone("a"), RACE="1").returncode == 0
    assert world.pulls == ["tp3/changelog main"]
    assert world.released("registry-2027-01") == "by the other run\n"


def test_what_was_proposed_and_never_merged_is_written_anew(world: World) -> None:
    assert world.run(world.clone("a")).returncode == 0
    later = world.clone("later")
    git(later, "commit", "--quiet", "--allow-empty", "--message", "merged since", when=RUN_AT)
    git(later, "push", "--quiet", "origin", "main")
    assert world.run(world.clone("b"), DAY="2027-03-01").returncode == 0
    assert world.git("log", "-1", "--format=%s", "tp3/changelog~1") == "merged since"
    assert "Helmikuu 2027" in world.git("show", "tp3/changelog:docs/changelog/2027.fi.md")
    assert world.pulls == ["tp3/changelog main"]
    assert world.tags == ["registry-2027-01", "registry-2027-02"]


def test_a_merged_change_log_is_not_proposed_again(world: World) -> None:
    assert world.run(world.clone("a")).returncode == 0
    world.git("update-ref", "refs/heads/main", "refs/heads/tp3/changelog")
    before = world.refs
    done = world.run(world.clone("b"))
    assert "docs/changelog is as it should be" in done.stdout
    assert world.refs == before


@pytest.mark.parametrize("refused", ["heads", "tags"])
def test_a_refused_push_fails_and_leaves_nothing_half_done(world: World, refused: str) -> None:
    hook = world.origin / "hooks/update"
    hook.write_text(f'#!/bin/sh\ncase "$1" in refs/{refused}/*) exit 1 ;; esac\n')
    hook.chmod(0o755)
    done = world.run(world.clone("a"))
    assert done.returncode != 0
    assert world.tags == []
    assert list((world.folder / "releases").iterdir()) == []
    hook.unlink()
    assert world.run(world.clone("b")).returncode == 0
    assert world.tags == ["registry-2027-01"]
    assert world.created == 1


def test_notes_too_long_for_a_release_say_where_the_change_log_is(world: World) -> None:
    clone = world.clone("long")
    review = "{date: 2025-03-03, by: org-a, outcome: valid, via: issue, evidence: %s}"
    reviews = [f"  - {review % ('x' * 1000)}\n"] * 45
    text = (clone / RECORD).read_text()
    (clone / RECORD).write_text(text.replace("reviews:\n", f"reviews:\n{''.join(reviews)}", 1))
    git(clone, "commit", "--quiet", "--all", "--message", "long", when="2027-01-20T12:00:00+02:00")
    git(clone, "push", "--quiet")
    assert world.run(world.clone("a")).returncode == 0
    notes = world.released("registry-2027-01")
    assert "`docs/changelog/2027.sv.md`" in notes
    assert len(notes) < 200
