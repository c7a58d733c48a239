"""Opens the repository in which the issues of a registry live."""

from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from governance.cli.options import Call, github_variables
from governance.cli.show import tell
from governance.forge.github import GitHub, open_github
from governance.model.problem import Outside
from governance.model.registry import Registry

if TYPE_CHECKING:
    from governance.store.branch import Origin  # costs 0.1 s, and issues do without it

API = "https://api.github.com"


@dataclass(frozen=True)
class Home:
    """Where the issues live. `mentions`: people may be mentioned and assigned here."""

    github: GitHub
    repository: str
    mentions: bool


def home_of(call: Call, registry: Registry) -> Home | None:
    """The repository of a registry's issues, None where none is named.

    Without `forge` issues do not exist. With it the environment's repository wins: where that is
    another one, such as a fork or a trial, nobody is mentioned or assigned. Settings that cannot
    be read (None) leave it to the environment. Raises Outside where the address or the token
    cannot be one.
    """
    variables = github_variables()
    settings = registry.settings
    if settings is not None and settings.forge is None:
        return None
    forge = settings.forge if settings else None
    repository = variables.repository or (forge.repository if forge else None)
    if repository is None:
        return None

    def say(key: str, /, **values: str | int) -> None:
        tell(call.catalogue(key, **values))

    github = open_github(
        api_url=variables.api_url or API,
        repository=repository,
        token=variables.token,
        trusted=maintainers_of(registry),
        say=say,
        sleep=sleep,
    )
    same = forge is not None and forge.repository.lower() == repository.lower()
    return Home(github, repository, mentions=same)


def must_have_home(call: Call, registry: Registry) -> Home:
    """The repository of a registry's issues. Raises Outside where none is named."""
    home = home_of(call, registry)
    if home is None:
        raise Outside("forge-none")
    return home


def origin_of(call: Call) -> "Origin":
    """The remote `origin` of the repository that the call is about, signed in by the token."""
    from governance.store.branch import Origin, Signature
    from governance.store.git import open_repository, root_inside

    repository = open_repository(call.root or call.directory)
    variables = github_variables()
    signature = None
    if variables.token:
        host = urlsplit(variables.api_url or API).netloc.removeprefix("api.")
        signature = Signature(variables.token.strip(), host)
    return Origin(repository, root_inside(repository, call.root), signature)


def maintainers_of(registry: Registry) -> tuple[str, ...]:
    """The maintainers' accounts, as far as the registry can be read."""
    roles = registry.roles.roles if registry.roles else {}
    return roles["maintainers"].accounts if "maintainers" in roles else ()
