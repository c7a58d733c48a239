"""GitHub's answers about the settings of a repository: the fields that are read.

https://docs.github.com/rest?apiVersion=2022-11-28
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel

from governance.forge.answers import Moment, RepositoryAnswer

OFF = "disabled"


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class _StatusAnswer(_Answer):
    status: str


class _SecurityAnswer(_Answer):
    secret_scanning: _StatusAnswer = _StatusAnswer(status=OFF)
    secret_scanning_push_protection: _StatusAnswer = _StatusAnswer(status=OFF)


class SettingsAnswer(RepositoryAnswer):
    """A repository with what only its writers and admins see."""

    html_url: str
    private: bool
    has_pages: bool = False
    allow_merge_commit: bool | None = None
    allow_squash_merge: bool | None = None
    allow_rebase_merge: bool | None = None
    security_and_analysis: _SecurityAnswer | None = None

    @property
    def methods(self) -> frozenset[str] | None:
        """The ways of merging that are on; None where they could not be seen."""
        ways = {
            "merge": self.allow_merge_commit,
            "squash": self.allow_squash_merge,
            "rebase": self.allow_rebase_merge,
        }
        if None in ways.values():
            return None
        return frozenset(way for way, on in ways.items() if on)

    @property
    def scans(self) -> bool | None:
        """Whether secrets are looked for; None where it could not be seen."""
        found = self.security_and_analysis
        return None if found is None else found.secret_scanning.status != OFF

    @property
    def stops_secrets(self) -> bool | None:
        """Whether a push with a secret is stopped; None where it could not be seen."""
        found = self.security_and_analysis
        return None if found is None else found.secret_scanning_push_protection.status != OFF


class _CheckAnswer(_Answer):
    context: str
    integration_id: int | None = None


class _ParametersAnswer(_Answer):
    """The parameters of any rule: each kind has some of them."""

    required_approving_review_count: int = 0
    require_last_push_approval: bool = False
    required_reviewers: tuple[object, ...] = ()
    allowed_merge_methods: frozenset[str] | None = None
    required_status_checks: tuple[_CheckAnswer, ...] = ()
    merge_method: str | None = None


class RuleAnswer(_Answer):
    """A rule that applies to a branch, and the ruleset that it is of."""

    type: str
    ruleset_id: int
    ruleset_source_type: str
    parameters: Annotated[
        _ParametersAnswer, BeforeValidator(lambda given: {} if given is None else given)
    ] = _ParametersAnswer()


class ActorAnswer(_Answer):
    """Who may pass a ruleset."""

    actor_type: str
    actor_id: int | None = None


class RulesetAnswer(_Answer):
    """A ruleset; who may pass it is told to those only who may change it."""

    bypass_actors: tuple[ActorAnswer, ...] | None = None
    current_user_can_bypass: str | None = None


class _SwitchAnswer(_Answer):
    enabled: bool


class _AppCheckAnswer(_Answer):
    context: str
    app_id: int | None = None


class _ChecksAnswer(_Answer):
    checks: tuple[_AppCheckAnswer, ...]


class _LoginAnswer(_Answer):
    login: str


class _SlugAnswer(_Answer):
    slug: str


class _AllowancesAnswer(_Answer):
    users: tuple[_LoginAnswer, ...] = ()
    teams: tuple[_SlugAnswer, ...] = ()
    apps: tuple[_SlugAnswer, ...] = ()


class _ReviewsAnswer(_Answer):
    required_approving_review_count: int = 0
    require_last_push_approval: bool = False
    bypass_pull_request_allowances: _AllowancesAnswer = _AllowancesAnswer()


class ProtectionAnswer(_Answer):
    """The classic protection of a branch. What is left out protects nothing."""

    required_status_checks: _ChecksAnswer | None = None
    enforce_admins: _SwitchAnswer = _SwitchAnswer(enabled=False)
    required_pull_request_reviews: _ReviewsAnswer | None = None
    allow_force_pushes: _SwitchAnswer = _SwitchAnswer(enabled=True)
    allow_deletions: _SwitchAnswer = _SwitchAnswer(enabled=True)
    lock_branch: _SwitchAnswer = _SwitchAnswer(enabled=False)


class BranchAnswer(_Answer):
    """A branch: whether anything protects it is told to everybody."""

    protected: bool


class _RightsAnswer(_Answer):
    push: bool
    admin: bool


class CollaboratorAnswer(_Answer):
    """An account with rights in the repository."""

    id: int
    login: str
    permissions: _RightsAnswer


class ActionsAnswer(_Answer):
    """Whether Actions run, and which."""

    enabled: bool
    allowed_actions: str = "all"
    sha_pinning_required: bool = False


class SelectedAnswer(_Answer):
    """Which actions are allowed where only selected ones are."""

    github_owned_allowed: bool = False
    patterns_allowed: tuple[str, ...] = ()

    @property
    def has_githubs(self) -> bool:
        """Whether GitHub's own actions may run."""
        return self.github_owned_allowed or "actions/*" in self.patterns_allowed


class TokenAnswer(_Answer):
    """What a workflow's token may do where the workflow does not say."""

    default_workflow_permissions: str
    can_approve_pull_request_reviews: bool

    @property
    def reads(self) -> bool:
        """Whether it may only read."""
        return self.default_workflow_permissions == "read"

    @property
    def opens_pulls(self) -> bool:
        """Whether it may open pull requests: one switch for that and for approving them."""
        return self.can_approve_pull_request_reviews


class ForksAnswer(_Answer):
    """Whose workflows wait for a maintainer's yes."""

    approval_policy: str


class PagesAnswer(_Answer):
    """How the site is published."""

    html_url: str
    build_type: str | None = None
    https_enforced: bool = False


class _PolicyAnswer(_Answer):
    custom_branch_policies: bool


class EnvironmentAnswer(_Answer):
    """An environment: without a policy any branch may deploy to it."""

    deployment_branch_policy: _PolicyAnswer | None = None


class _PublisherAnswer(_Answer):
    name: str


class PublishersAnswer(_Answer):
    """The branches and tags that may deploy to an environment."""

    branch_policies: tuple[_PublisherAnswer, ...]


class _WorkflowAnswer(_Answer):
    path: str
    state: str


class WorkflowsAnswer(_Answer):
    """The workflows that GitHub knows."""

    workflows: tuple[_WorkflowAnswer, ...]


class _RunAnswer(_Answer):
    created_at: Moment


class RunsAnswer(_Answer):
    """Runs of a workflow, newest first."""

    workflow_runs: tuple[_RunAnswer, ...]


class _EntryAnswer(_Answer):
    name: str
    type: str


class FolderAnswer(RootModel[tuple[_EntryAnswer, ...]]):
    """What stands in a folder of the default branch."""
