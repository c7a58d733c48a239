"""What is known of a repository's settings and of this clone, before anything is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

# Who would see it: who may read and has a token of her own, who may write, an admin of the
# repository, an owner of its organisation.
Right = Literal["read", "write", "admin", "organisation"]
# Where our notes stand beside those of origin. `apart`: each has what the other has not.
Standing = Literal["same", "behind", "ahead", "apart", "not-here"]


@dataclass(frozen=True)
class Unseen:
    """A setting that could not be seen, and who would see it."""

    right: Right


@dataclass(frozen=True)
class Check:
    """A check that must pass; `app` is whose it must be, None anybody's."""

    context: str
    app: int | None


@dataclass(frozen=True)
class Guard:
    """One thing that protects the default branch: a ruleset, or the classic protection.

    `bypass` is who may pass it. `methods` are the ways of merging that it allows, None all.
    `hindrances` are its demands that an answer given by comment cannot meet.
    """

    bypass: tuple[str, ...] | Unseen
    pulls: bool = False
    checks: tuple[Check, ...] = ()
    keeps_history: bool = False
    keeps_branch: bool = False
    methods: frozenset[str] | None = None
    hindrances: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writer:
    """An account that may write to the repository without being its admin."""

    account: str
    login: str


@dataclass(frozen=True)
class Actions:
    """What GitHub Actions may do. `allowed`: all, selected, local_only."""

    enabled: bool | Unseen
    allowed: str | Unseen
    github_owned: bool | Unseen
    pinned: bool | Unseen
    token_reads: bool | Unseen
    may_open_pulls: bool | Unseen
    forks: str | Unseen


@dataclass(frozen=True)
class Pages:
    """How the site is published. `branches` are those that may publish it, None any.

    `by_workflow`: by our workflow, and not as GitHub finds the files in a branch.
    """

    address: str
    by_workflow: bool
    is_https_only: bool
    branches: tuple[str, ...] | Unseen | None


@dataclass(frozen=True)
class Settings:
    """The settings of a repository on GitHub, as far as the token may see them.

    `classic` is None where there is no classic protection. `workflows`: file name -> state.
    `forms` are the names of files in the default branch; `notes` is the newest commit of theirs.
    `pages` is None where no site is published.
    """

    repository: str
    page: str
    branch: str
    is_private: bool
    archived: bool
    has_issues: bool
    rulesets: tuple[Guard, ...] | Unseen
    classic: Guard | Unseen | None
    methods: frozenset[str] | Unseen
    writers: tuple[Writer, ...] | Unseen
    actions: Actions
    labels: frozenset[str] | Unseen
    forms: frozenset[str] | Unseen
    notes: str | Unseen | None
    workflows: Mapping[str, str] | Unseen
    last_run: date | Unseen | None
    secret_scanning: bool | Unseen
    push_protection: bool | Unseen
    pages: Pages | Unseen | None

    @property
    def guards(self) -> tuple[Guard, ...]:
        """All that is seen to protect the default branch."""
        rulesets = () if isinstance(self.rulesets, Unseen) else self.rulesets
        return (*rulesets, self.classic) if isinstance(self.classic, Guard) else rulesets

    @property
    def hidden(self) -> Unseen | None:
        """Who would see what protects the default branch besides, where there may be more."""
        parts = (self.rulesets, self.classic)
        return next((each for each in parts if isinstance(each, Unseen)), None)


@dataclass(frozen=True)
class Clone:
    """The clone at hand. `git` is the version of git, None where there is none to be run."""

    git: tuple[int, ...] | None
    is_shallow: bool
    has_notes: bool
    fetches_notes: bool


@dataclass(frozen=True)
class Declared:
    """What the registry and its files say, held against GitHub.

    `forge` is the repository that it names, `site` the address of its site. `codeowners`: whether
    the file is what the roles say; `gone`: accounts of maintainers that do not exist any more.
    `notes`: None where one side has none. `forms` and `workflows` are the names of the files that
    stand here.
    """

    forge: str
    site: str | None
    maintainers: frozenset[str]
    gone: tuple[str, ...]
    codeowners: bool
    forms: frozenset[str]
    workflows: frozenset[str]
    notes: Standing | None
