"""Pull requests at random: the rules said a second time come to the same verdict."""

from collections import Counter

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from governance.rules.approvals.values import Verdict
from governance.rules.approvals.verdict import Opinions, judge
from tests.conftest import SEED, SOAK
from tests.rules.approvals.generated import approvals_of, pulls, registry_of, worlds
from tests.rules.approvals.second import Said, second_statement
from tests.rules.approvals.world import DAY

COUNT = 5000 if SOAK else 250


def said(verdict: Verdict) -> Said:
    """The same, of the verdict that counts."""
    asked = {
        (each.demand.record, each.demand.rule, each.demand.needs): each for each in verdict.answers
    }
    return Said(
        verdict.word,
        frozenset(key for key, each in asked.items() if each.met is None),
        frozenset((*key, each.reach.fallback) for key, each in asked.items()),
        frozenset(each.code for each in verdict.refusals),
    )


def test_same_verdict() -> None:
    words: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=COUNT, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        world = data.draw(worlds())
        pull, changes = data.draw(pulls(world))
        base = registry_of(world, world.outputs, world.organisations)
        approvals = approvals_of(pull)
        opinions = Opinions(pull.head, pull.author, approvals, frozenset(pull.admins))
        verdict = judge(base, changes, opinions, DAY)
        expected = second_statement(world, pull)
        assert said(verdict) == expected
        words[expected.word] += 1

    compare()
    assert min(words[each] for each in ("approved", "waiting", "refused")) > COUNT / 40, words
