"""What is pointed out about a pull request, and what stands beside it that it did not cause."""

from collections.abc import Iterable, Iterator

from governance.model.problem import Problem
from governance.publish.approvals.effects import Effects
from governance.publish.approvals.names import Called
from governance.publish.approvals.writing import code, told
from governance.publish.problems import hint, message
from governance.rules.approvals.around import Around
from governance.rules.approvals.notice import notices
from governance.store.proposal import record_of


def pointed_out(called: Called, around: Around) -> Iterator[str]:
    """What people should look at twice, the gravest first."""
    look, words = called.look, called.words
    changes = called.proposal.difference.changes
    for each in notices(changes, look.ids, look.hosts, around.logins):
        values = {key: code(value) for key, value in each.values.items()}
        yield words(f"comment.notice.{each.code}", **values)
    yield from _problems(called, look.coming)


def not_caused(called: Called, around: Around) -> Iterator[str]:
    """What changed in the same records meanwhile, and what was wrong with them before."""
    yield from Effects(called, around).lines(called.look.drift)
    yield from _problems(called, called.look.standing)


def _problems(called: Called, problems: Iterable[Problem]) -> Iterator[str]:
    """Each once, wherever in a record it stands."""
    yield from dict.fromkeys(_problem(called, each) for each in problems)


def _problem(called: Called, problem: Problem) -> str:
    said = f"{message(called.words, problem).rstrip('.')}. {hint(called.words, problem)}"
    record = called.record(*record_of(problem.path))
    return called.words("comment.problem", record=record, problem=told(said))
