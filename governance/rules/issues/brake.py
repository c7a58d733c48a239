"""The safety brake: a plan that would do much at once is looked at by a person first."""

from collections.abc import Iterable

from governance.model.policy import Brake
from governance.rules.issues.action import Action, Op
from governance.rules.issues.wording import Sentence

_KINDS: tuple[tuple[str, tuple[Op, ...]], ...] = (
    ("brake-close", ("close",)),
    ("brake-open", ("open", "reopen")),
)


def brake(rule: Brake, actions: Iterable[Action], existing: int) -> Sentence | None:
    """Why the actions must not be carried out unseen; None where they may.

    `existing` is how many issues of open keys there are. A plan of at most `rule.free` of a kind
    always may; a larger one not over the rule's per cent of what exists.
    """
    planned = [each.op for each in actions]
    for code, ops in _KINDS:
        share = rule.close if code == "brake-close" else rule.open
        count = sum(op in ops for op in planned)
        if count > rule.free and count * 100 > existing * share:
            return Sentence(code, {"n": count, "of": existing, "share": share})
    return None
