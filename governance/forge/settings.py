"""Reads the settings of a repository, as far as the token may see them."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import quote

from governance.forge.answers import LabelAnswer, RefAnswer
from governance.forge.connection import NO_COMMITS, Connection
from governance.forge.guards import guard_of_protection, guard_of_ruleset
from governance.forge.settings_answers import (
    ActionsAnswer,
    BranchAnswer,
    CollaboratorAnswer,
    EnvironmentAnswer,
    FolderAnswer,
    ForksAnswer,
    PagesAnswer,
    ProtectionAnswer,
    PublishersAnswer,
    RuleAnswer,
    RulesetAnswer,
    RunsAnswer,
    SelectedAnswer,
    SettingsAnswer,
    TokenAnswer,
    WorkflowsAnswer,
)
from governance.forge.stops import Declined
from governance.model.problem import Outside
from governance.rules.doctor.actions import NIGHTLY
from governance.rules.doctor.facts import Actions, Guard, Pages, Right, Settings, Unseen, Writer

T = TypeVar("T")
FORMS = ".github/ISSUE_TEMPLATE"
NOTES = "notes/approvals"
PUBLISHING = "environments/github-pages"  # the environment that Pages demands of a workflow
# How GitHub keeps a setting from who may not see it.
_KEPT_BACK = ("github-forbidden", "github-token-none")
_UNPROTECTED = "branch not protected"  # how it tells an admin that there is no classic protection


class SettingsReader:
    """Reads settings. Raises Outside where GitHub cannot be read at all."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self) -> Settings:
        """All that is looked at; what GitHub keeps back is Unseen."""
        answer = self._connection.get("", SettingsAnswer)
        states = _seen("read", self._workflows)
        return Settings(
            repository=answer.full_name,
            page=answer.html_url,
            branch=answer.default_branch,
            is_private=answer.private,
            archived=answer.archived,
            has_issues=answer.has_issues,
            rulesets=_seen("read", lambda: self._rulesets(answer.default_branch)),
            classic=self._classic(answer.default_branch),
            methods=_unless_kept(answer.methods, "write"),
            writers=_seen("write", self._writers),
            actions=self._actions(),
            labels=_seen("read", self._labels),
            forms=_seen("read", self._forms),
            notes=_seen("read", self._notes),
            workflows=states,
            last_run=states if isinstance(states, Unseen) else self._last_run(states),
            secret_scanning=_unless_kept(answer.scans, "admin"),
            push_protection=_unless_kept(answer.stops_secrets, "admin"),
            pages=_seen("admin", self._pages) if answer.has_pages else None,
        )

    def _rulesets(self, branch: str) -> tuple[Guard, ...]:
        path = f"rules/branches/{quote(branch, safe='')}"
        rules = sorted(self._connection.pages(path, RuleAnswer), key=_ruleset)
        return tuple(
            guard_of_ruleset(list(of_it), self._ruleset(number))
            for number, of_it in groupby(rules, key=_ruleset)
        )

    def _ruleset(self, number: int) -> RulesetAnswer | Unseen:
        return _seen("read", lambda: self._connection.get(f"rulesets/{number}", RulesetAnswer))

    def _classic(self, branch: str) -> Guard | Unseen | None:
        """The classic protection; only an admin sees more of it than whether there is one."""
        path = f"branches/{quote(branch, safe='')}"
        try:
            return guard_of_protection(self._connection.get(f"{path}/protection", ProtectionAnswer))
        except Outside as stop:
            if not _is_kept_back(stop):
                raise
            if _UNPROTECTED in stop.values.get("detail", "").casefold():
                return None
        answer = _seen("read", lambda: self._connection.get(path, BranchAnswer))
        unprotected = isinstance(answer, BranchAnswer) and not answer.protected
        return None if unprotected else Unseen("admin")

    def _writers(self) -> tuple[Writer, ...]:
        found = self._connection.pages("collaborators", CollaboratorAnswer)
        return tuple(
            Writer(f"github:{each.id}", each.login)
            for each in found
            if each.permissions.push and not each.permissions.admin
        )

    def _actions(self) -> Actions:
        get, path = self._connection.get, "actions/permissions"
        run = _seen("admin", lambda: get(path, ActionsAnswer))
        token = _seen("admin", lambda: get(f"{path}/workflow", TokenAnswer))
        forks = _seen("admin", lambda: get(f"{path}/fork-pr-contributor-approval", ForksAnswer))
        owned: bool | Unseen = False
        if isinstance(run, ActionsAnswer) and run.allowed_actions == "selected":
            selected = _seen("admin", lambda: get(f"{path}/selected-actions", SelectedAnswer))
            owned = selected if isinstance(selected, Unseen) else selected.has_githubs
        return Actions(
            enabled=run if isinstance(run, Unseen) else run.enabled,
            allowed=run if isinstance(run, Unseen) else run.allowed_actions,
            github_owned=owned,
            pinned=run if isinstance(run, Unseen) else run.sha_pinning_required,
            token_reads=token if isinstance(token, Unseen) else token.reads,
            may_open_pulls=token if isinstance(token, Unseen) else token.opens_pulls,
            forks=forks if isinstance(forks, Unseen) else forks.approval_policy,
        )

    def _labels(self) -> frozenset[str]:
        return frozenset(each.value() for each in self._connection.pages("labels", LabelAnswer))

    def _forms(self) -> frozenset[str]:
        found = self._connection.find(f"contents/{FORMS}", FolderAnswer, absent=NO_COMMITS)
        entries = found.root if found else ()
        return frozenset(each.name for each in entries if each.type == "file")

    def _notes(self) -> str | None:
        found = self._connection.find(f"git/ref/{NOTES}", RefAnswer, absent=NO_COMMITS)
        return found.object.sha if found else None

    def _pages(self) -> Pages:
        answer = self._connection.get("pages", PagesAnswer)
        return Pages(
            address=answer.html_url,
            by_workflow=answer.build_type == "workflow",
            is_https_only=answer.https_enforced,
            branches=_seen("admin", self._publishers),
        )

    def _publishers(self) -> tuple[str, ...] | None:
        """The branches and tags, or patterns of such, that may publish; None where any may."""
        found = self._connection.find(PUBLISHING, EnvironmentAnswer)
        if found is None or found.deployment_branch_policy is None:
            return None
        if not found.deployment_branch_policy.custom_branch_policies:
            return ()  # those that are protected: whichever that is
        path = f"{PUBLISHING}/deployment-branch-policies"
        answer = self._connection.get(f"{path}?per_page=100", PublishersAnswer)
        return tuple(each.name for each in answer.branch_policies)

    def _workflows(self) -> Mapping[str, str]:
        answer = self._connection.get("actions/workflows?per_page=100", WorkflowsAnswer)
        return {PurePosixPath(each.path).name: each.state for each in answer.workflows}

    def _last_run(self, states: Mapping[str, str]) -> date | Unseen | None:
        """The day of the newest run of the nightly workflow that its schedule has started."""
        if NIGHTLY not in states:
            return None
        path = f"actions/workflows/{NIGHTLY}/runs?event=schedule&per_page=1"
        answer = _seen("read", lambda: self._connection.get(path, RunsAnswer))
        if isinstance(answer, Unseen):
            return answer
        return next((each.created_at.date() for each in answer.workflow_runs), None)


def _ruleset(rule: RuleAnswer) -> int:
    return rule.ruleset_id


def _seen(right: Right, read: Callable[[], T]) -> T | Unseen:
    """What can be read; Unseen where GitHub keeps it back, or has it not for this account."""
    try:
        return read()
    except Outside as stop:
        if _is_kept_back(stop):
            return Unseen(right)
        raise


def _is_kept_back(stop: Outside) -> bool:
    return isinstance(stop, Declined) or stop.code in _KEPT_BACK


def _unless_kept(value: T | None, right: Right) -> T | Unseen:
    return Unseen(right) if value is None else value
