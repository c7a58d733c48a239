"""Real Git repositories with fixed names and dates."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOON = "2026-11-24T12:00:00+02:00"
PEOPLE = {
    "GIT_AUTHOR_NAME": "Aino Tekijä",
    "GIT_AUTHOR_EMAIL": "aino@example.invalid",
    "GIT_COMMITTER_NAME": "Olli Viejä",
    "GIT_COMMITTER_EMAIL": "olli@example.invalid",
}


def git(folder: Path, *arguments: str, when: str = NOON, data: bytes | None = None) -> str:
    """Run git in a folder, isolated from the user's settings; what it printed."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **PEOPLE,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }
    settings = ("-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *settings, "-C", str(folder), *arguments],
        env=environment,
        input=data,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="surrogateescape").strip()


@dataclass(frozen=True)
class Repo:
    """A repository with a work tree."""

    path: Path

    @classmethod
    def init(cls, path: Path, *options: str) -> "Repo":
        """A new, empty repository."""
        path.mkdir(parents=True, exist_ok=True)
        git(path, "init", "--quiet", *options)
        return cls(path)

    def git(self, *arguments: str, when: str = NOON, data: bytes | None = None) -> str:
        """Run git here; what it printed."""
        return git(self.path, *arguments, when=when, data=data)

    def write(self, path: str, content: str | bytes) -> None:
        """Put a file into the work tree."""
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str = "change", when: str = NOON) -> str:
        """Commit the whole work tree; the commit's hash."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, when=when)
        return self.git("rev-parse", "HEAD")


def live(path: Path) -> Repo:
    """The records of the live registry in a repository of their own, in one commit."""
    made = Repo.init(path)
    copy_records(made.path)
    made.commit()
    return made


def copy_records(target: Path) -> Path:
    """A copy of the live registry without Git."""
    for part in ("registry", "workflows"):
        shutil.copytree(ROOT / part, target / part)
    return target


def name_no_outputs(target: Path) -> None:
    """Take out of a copy of the live registry what names outputs by their ids, beside outputs."""
    for text in (target / "workflows/text").glob("*.md"):
        text.unlink()
    platforms = (target / "registry/platforms").glob("*.yaml")
    for path in (*platforms, target / "workflows/platform.yaml"):
        path.write_text(re.sub(r"(?m)^outputs?: .*\n", "", path.read_text("utf-8")), "utf-8")
    forget_outputs(target)


def forget_outputs(target: Path) -> None:
    """Take out of such a copy what settings and themes say of outputs."""
    for path in (target / "registry/registry.yaml", *(target / "registry/themes").glob("*.yaml")):
        said = path.read_text("utf-8")
        said = re.sub(r"(?m)^(?:pages:.*\n(?: .*\n)*|working_name_until: .*\n)", "", said)
        path.write_text(said, "utf-8")


def copy_few(target: Path) -> Path:
    """The same with only the organisations that other records or the rules name."""
    copy_records(target)
    files = [path for path in target.rglob("*.yaml") if path.parent.name != "organisations"]
    named = set(re.findall(r"[a-z0-9-]+", " ".join(path.read_text("utf-8") for path in files)))
    for path in (target / "registry/organisations").glob("*.yaml"):
        if path.stem not in named:
            path.unlink()
    return target
