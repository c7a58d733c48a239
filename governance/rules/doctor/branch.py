"""The default branch: whether what nobody approved is kept out of it, and answers are not."""

from collections.abc import Callable, Iterator, Mapping

from governance.model.forge import APPROVALS, CHECKS
from governance.rules.doctor.facts import Guard, Settings, Unseen
from governance.rules.doctor.finding import Finding, found

OURS = frozenset({APPROVALS, CHECKS})  # what `commands run` sets itself
# The app that a workflow's token is of. Anybody who may write can set a status of that name too.
# https://docs.github.com/rest/apps/apps#get-an-app (github-actions)
ACTIONS = 15368

_HOLDS: Mapping[str, Callable[[Guard], bool]] = {
    "pull-request": lambda guard: guard.pulls,
    "approvals-check": lambda guard: any(each.context == APPROVALS for each in guard.checks),
    "approvals-app": lambda guard: any(
        each.context == APPROVALS and each.app == ACTIONS for each in guard.checks
    ),
    "force-push": lambda guard: guard.keeps_history,
    "deletion": lambda guard: guard.keeps_branch,
}


def check_branch(settings: Settings) -> Iterator[Finding]:
    """What protects the default branch, by whatever means GitHub has for it."""
    is_demanded = any(_HOLDS["approvals-check"](guard) for guard in settings.guards)
    for code, holds in _HOLDS.items():
        if code == "approvals-app" and not is_demanded:
            continue
        good = any(holds(guard) for guard in settings.guards) or settings.hidden or False
        yield found(code, good=good, branch=settings.branch, check=APPROVALS)
    if settings.guards:
        yield _bypass(settings)


def _bypass(settings: Settings) -> Finding:
    """Who may pass what is not held a second time, by something that nobody may pass."""
    names: list[str] = []
    unseen: Unseen | None = None
    for holds in _HOLDS.values():
        guards = [guard for guard in settings.guards if holds(guard)]
        if any(guard.bypass == () for guard in guards):
            continue
        for guard in guards:
            if isinstance(guard.bypass, Unseen):
                unseen = guard.bypass
            else:
                names += guard.bypass
    if names:
        return found("bypass", good=False, who=tuple(dict.fromkeys(names)))
    return found("bypass", good=unseen or True)


def check_merges(settings: Settings) -> Iterator[Finding]:
    """How pull requests are merged: never by rebasing, and so that answers come through."""
    limits = [guard.methods for guard in settings.guards if guard.methods is not None]
    by_guards = frozenset({"merge", "squash", "rebase"}).intersection(*limits)
    methods = settings.methods
    if "rebase" not in by_guards:
        yield found("rebase", good=True)
    elif isinstance(methods, Unseen):
        yield found("rebase", good=methods)
    else:
        # Its steps in between come in unjudged.
        yield found("rebase", good="rebase" not in methods)
    hindrances = [each for guard in settings.guards for each in guard.hindrances]
    known = by_guards if isinstance(methods, Unseen) else by_guards & methods
    if "squash" not in known:
        hindrances.append("squash")
    others = {each.context for guard in settings.guards for each in guard.checks} - OURS
    if others:
        hindrances.append("checks")
    yield found(
        "answers",
        good=not hindrances,
        hindrances=tuple(dict.fromkeys(hindrances)),
        checks=tuple(sorted(others)),
    )


def check_writers(settings: Settings, maintainers: frozenset[str]) -> Finding:
    """Who may write, and is no maintainer: a workflow in a branch of hers could set the check."""
    if isinstance(settings.writers, Unseen):
        return found("writers", good=settings.writers)
    others = tuple(each.login for each in settings.writers if each.account not in maintainers)
    return found("writers", good=not others, who=others, n=len(others))
