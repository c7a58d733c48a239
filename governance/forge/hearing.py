"""What people said of a pull request, and how it stands by that."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from governance.forge.answers import is_ghost
from governance.forge.reader import Reader
from governance.model.change import Change
from governance.model.forge import Pull
from governance.model.issue import Comment
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.approvals.values import Answer, Refusal, Verdict
from governance.rules.approvals.verdict import Opinions, judge
from governance.rules.commands.approval import answers_to
from governance.rules.commands.author import author_of


@dataclass(frozen=True)
class Entered:
    """An output, and the comment that made an entry in it."""

    output: str
    comment: Comment


def opinions_of(reader: Reader, pull: Pull) -> Opinions:
    """What is known of a pull request beside its files; the admins are asked for by `heard`.

    Raises Outside where GitHub cannot be read.
    """
    author = None if is_ghost(pull.author) else pull.author.account
    return Opinions(pull.head_sha, author, tuple(reader.reviews(pull.number)))


def heard(  # noqa: PLR0913, PLR0917 - as `judge`, and who the admins are
    registry: Registry,
    changes: Sequence[Change],
    opinions: Opinions,
    day: date,
    admins: Callable[[], AbstractSet[str]],
    refusals: Iterable[Refusal] = (),
) -> Verdict:
    """How it stands; `admins` is asked only where it depends on them. Raises what that raises."""
    refused = tuple(refusals)
    verdict = judge(registry, changes, opinions, day, refused)
    if not any(_depends_on_admins(each) for each in verdict.answers):
        return verdict
    return judge(registry, changes, replace(opinions, admins=admins()), day, refused)


def _depends_on_admins(answer: Answer) -> bool:
    return "admins" in (answer.demand.needs, answer.reach.fallback)


def with_comment(
    registry: Registry,
    changes: Sequence[Change],
    answers: tuple[Answer, ...],
    entered: Entered,
    zone: str,
) -> tuple[Answer, ...]:
    """The answers to what a comment has changed, with what it has approved by that.

    The comment comes before what else its author said. `zone` is the registry's time zone.
    """
    output, comment = registry.outputs.get(entered.output), entered.comment
    if output is None or not answers:
        return answers
    account = comment.author.account
    day = comment.created.astimezone(ZoneInfo(zone)).date()
    author = author_of(registry, output, account, day)
    try:
        by_comment = answers_to(registry, changes, author, account, day)
    except Refused:
        return answers
    both = zip(answers, by_comment, strict=True)
    return tuple(replace(each, met=said.met) if said.met else each for each, said in both)
