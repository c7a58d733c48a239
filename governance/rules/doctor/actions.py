"""GitHub Actions: what runs, what it may do, whether it still runs."""

from collections.abc import Iterator
from datetime import date

from governance.model.forge import APPROVALS
from governance.rules.doctor.facts import Actions, Declared, Settings, Unseen
from governance.rules.doctor.finding import Finding, found

ON = "active"
NIGHTLY = "nightly.yml"
# It runs on weekdays: a week without a run is more than one that GitHub has dropped.
MOST_DAYS = 7
# A job of a workflow that a pull request brings makes a check of GitHub Actions, called as the job
# is. A required check is met by it, unless a status of that name stands there, too.
# https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
ALL_WAIT = "all_external_contributors"


def check_actions(settings: Settings) -> Iterator[Finding]:
    """What Actions may do here."""
    actions = settings.actions
    yield found("actions", good=actions.enabled)
    yield found("token", good=actions.token_reads)
    yield found("actions-pulls", good=actions.may_open_pulls)
    yield _allowed(actions)
    yield found("actions-pinned", good=actions.pinned)
    if not settings.is_private:
        forks = actions.forks
        good = forks if isinstance(forks, Unseen) else forks == ALL_WAIT
        yield found("actions-forks", good=good, check=APPROVALS)


def _allowed(actions: Actions) -> Finding:
    """Ours need GitHub's own actions, and no others."""
    allowed = actions.allowed
    if isinstance(allowed, Unseen):
        return found("actions-allowed", good=allowed)
    if allowed == "all":
        return found("actions-allowed", good=False)
    return found("actions-github", good=actions.github_owned if allowed == "selected" else False)


def check_workflows(settings: Settings, declared: Declared, today: date) -> Iterator[Finding]:
    """Whether all workflows are there and on, and the nightly one has run lately."""
    states, last = settings.workflows, settings.last_run
    if isinstance(states, Unseen):
        yield found("workflows-on", good=states)
    else:
        missing = tuple(sorted(declared.workflows - states.keys()))
        yield found("workflows-there", good=not missing, files=missing, branch=settings.branch)
        off = tuple(sorted(name for name in declared.workflows if states.get(name, ON) != ON))
        yield found("workflows-on", good=not off, files=off, file=off[0] if off else "")
    if isinstance(last, Unseen):
        yield found("schedule", good=last)
    elif last is None:
        yield found("schedule-begun", good=False)
    else:
        days = (today - last).days
        yield found("schedule", good=days <= MOST_DAYS, n=days)
