"""A copy of the live registry on a GitHub of the tests, with contacts made up: nobody real."""

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.github import GitHub
from tests.helpers.repo import ROOT, Repo, git

PARTS = ("registry", "workflows", "docs", ".github")


@dataclass(frozen=True)
class Owner:
    """An organisation with two made-up contacts, and the language in which they are spoken to."""

    id: str
    language: str

    @property
    def logins(self) -> tuple[str, str]:
        """The contact's, and the deputy's."""
        return (f"{self.id}-1", f"{self.id}-2")


def logins(owners: Iterable[Owner]) -> tuple[str, ...]:
    """Those of all contacts."""
    return tuple(login for owner in owners for login in owner.logins)


def copied(
    hub: GitHub, folder: Path, owners: Sequence[Owner], alter: Callable[[Path], None]
) -> Repo:
    """Put the copy behind the hub, as it is after `alter`; a clone of it.

    It has one commit. The hub's maintainer is one of the registry's.
    """
    source = folder / "source"
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part)
    settings = source / "registry/registry.yaml"
    forge = f"forge: {{type: github, repository: {hub.repository}}}"
    settings.write_text(settings.read_text().replace("forge: null", forge))
    roles = source / "workflows/roles.yaml"
    maintainers = f"    organisations: [tts]\n    accounts: [{hub.person('maintainer').account}]\n"
    roles.write_text(roles.read_text().replace("    organisations: [tts]\n", maintainers))
    for owner in owners:
        _add_contacts(hub, source / f"registry/organisations/{owner.id}.yaml", owner)
    alter(source)
    repo = Repo.init(source)
    repo.commit("records")
    hub.origin = folder / "origin.git"
    git(folder, "clone", "--quiet", "--bare", str(source), str(hub.origin))
    git(folder, "clone", "--quiet", str(hub.origin), str(folder / "clone"))
    return Repo(folder / "clone")


def _add_contacts(hub: GitHub, path: Path, owner: Owner) -> None:
    contacts = [
        f"  - {{key: role-{n}, account: {hub.person(login).account}, "
        f"title: {{fi: Yhteyshenkilö {n}, sv: Kontaktperson {n}, en: Contact person {n}}}}}\n"
        for n, login in enumerate(owner.logins, 1)
    ]
    text = re.sub(r"(?m)^languages: .*$", f"languages: [{owner.language}]", path.read_text())
    path.write_text(f"{text}contacts:\n{''.join(contacts)}")
