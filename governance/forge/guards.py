"""What protects the default branch on GitHub: its rulesets, and the classic protection."""

from collections.abc import Iterable, Sequence

from governance.forge.settings_answers import (
    ActorAnswer,
    ProtectionAnswer,
    RuleAnswer,
    RulesetAnswer,
)
from governance.rules.doctor.facts import Check, Guard, Unseen

# Rules that an answer given by comment cannot meet, by their types.
_HINDRANCES = {
    "update": "update",
    "required_deployments": "deployments",
    "merge_queue": "queue",
}
NOBODY = "never"
# The roles that every repository has: https://docs.github.com/rest/repos/rules#create-a-repository-ruleset
_ROLES = {2: "maintain", 4: "write", 5: "admins"}


def guard_of_ruleset(rules: Sequence[RuleAnswer], ruleset: RulesetAnswer | Unseen) -> Guard:
    """The rules of one ruleset that apply to the branch, and who may pass them."""
    parameters = [rule.parameters for rule in rules]
    types = {rule.type for rule in rules}
    limits = [each.allowed_merge_methods for each in parameters if each.allowed_merge_methods]
    limits += [frozenset({each.merge_method.lower()}) for each in parameters if each.merge_method]
    return Guard(
        bypass=_who_passes(ruleset, rules[0].ruleset_source_type),
        pulls="pull_request" in types,
        checks=tuple(
            Check(check.context, check.integration_id)
            for each in parameters
            for check in each.required_status_checks
        ),
        keeps_history="non_fast_forward" in types,
        keeps_branch="deletion" in types,
        methods=frozenset.intersection(*limits) if limits else None,
        hindrances=tuple(_hindrances(rules)),
    )


def guard_of_protection(answer: ProtectionAnswer) -> Guard:
    """The classic protection. Admins pass it unless they are named, too."""
    checks, reviews = answer.required_status_checks, answer.required_pull_request_reviews
    bypass = [] if answer.enforce_admins.enabled else ["admins"]
    hindrances = ["lock"] if answer.lock_branch.enabled else []
    if reviews:
        allowed = reviews.bypass_pull_request_allowances
        bypass += [f"user:{each.login}" for each in allowed.users]
        bypass += [f"team:{each.slug}" for each in allowed.teams]
        bypass += [f"app:{each.slug}" for each in allowed.apps]
        if reviews.required_approving_review_count or reviews.require_last_push_approval:
            hindrances.append("reviews")
    return Guard(
        bypass=tuple(bypass),
        pulls=reviews is not None,
        checks=tuple(Check(each.context, each.app_id) for each in checks.checks) if checks else (),
        keeps_history=not answer.allow_force_pushes.enabled,
        keeps_branch=not answer.allow_deletions.enabled,
        hindrances=tuple(hindrances),
    )


def _who_passes(ruleset: RulesetAnswer | Unseen, source: str) -> tuple[str, ...] | Unseen:
    unseen = Unseen("admin" if source == "Repository" else "organisation")
    if isinstance(ruleset, Unseen):
        return unseen
    if ruleset.bypass_actors is not None:
        return tuple(_actor(each) for each in ruleset.bypass_actors)
    return unseen if ruleset.current_user_can_bypass in (None, NOBODY) else ("viewer",)


def _actor(actor: ActorAnswer) -> str:
    if actor.actor_type == "RepositoryRole" and actor.actor_id in _ROLES:
        return _ROLES[actor.actor_id]
    return f"{actor.actor_type}:{actor.actor_id or ''}"


def _hindrances(rules: Iterable[RuleAnswer]) -> Iterable[str]:
    for rule in rules:
        if rule.type in _HINDRANCES:
            yield _HINDRANCES[rule.type]
        asked = rule.parameters
        if (
            asked.required_approving_review_count
            or asked.require_last_push_approval
            or asked.required_reviewers
        ):
            yield "reviews"
