"""The real words in the plan: what is applied is not planned again, and the overview follows."""

from dataclasses import replace
from datetime import date, timedelta

from governance.model.issue import OVERVIEW, Issue
from governance.model.marker import Body
from governance.model.registry import Registry
from governance.publish.issues.overview import overview_actions
from governance.publish.issues.wording import IssueWords
from governance.rules.issues.action import Action, Plan, rewritten
from governance.rules.issues.mention import with_logins
from governance.rules.issues.plan import Planner
from governance.rules.queue import Issues, queue
from governance.rules.standing import Standings
from tests.helpers.questions import ACCOUNTS, guide, questions
from tests.helpers.registries import output, registry
from tests.rules.issues.world import World

LATE = date(2027, 6, 1)

FIRST = date(2026, 12, 10)


def planned(world: World, today: date) -> tuple[Planner, Plan]:
    planner = Planner(Standings(world.registry, today), IssueWords(world.registry))
    return planner, planner.plan(world.observed(planner))


def run(world: World, today: date) -> list[Action]:
    """Plan and apply one day, logins looked up; nothing is left afterwards."""
    _, plan = planned(world, today)
    logins = {account: f"login-{at}" for at, account in enumerate(ACCOUNTS)}
    sent = [replace(each, ours=with_logins(each.ours, logins)) for each in plan.actions]
    world.apply(sent, today.isoformat())
    assert planned(world, today)[1].actions == ()
    return list(plan.actions)


def run_until(world: World, last: date) -> dict[date, list[Action]]:
    days = (FIRST + timedelta(days=n) for n in range((last - FIRST).days + 1))
    return {day: actions for day in days if (actions := run(world, day))}


def told(world: World, today: date, *overviews: Issue) -> tuple[Action, ...]:
    planner, plan = planned(world, today)
    observed = replace(world.observed(planner), overviews=overviews)
    return overview_actions(world.registry, planner, plan, observed)


def part(text: str, heading: str) -> list[str]:
    """The rows below a heading."""
    following = text.split(f"### {heading}")[1].split("\n###", maxsplit=1)[0]
    return [line for line in following.split("\n") if line.startswith("- ")]


def made() -> Registry:
    """The guide, whose owner lets everything pass, and an output whose owner is proposed."""
    return questions(
        guide("karjala", update_needs=[]),
        output("uutinen", title={"fi": "Uutinen"}, owner="kusten", owner_since=None),
    )


def test_days_on_which_nothing_happens_change_no_issue() -> None:
    done = run_until(World(made()), date(2027, 6, 30))
    for day, actions in done.items():
        assert {each.op for each in actions} <= {"open", "comment", "update"}, day
        for update in (each for each in actions if each.op == "update"):
            # Only a step of the ladder gives a reason to write to an issue again.
            assert update.reason.code == "ladder", (day, update)


def test_the_overview_lists_what_people_must_look_at() -> None:
    world = World(made())
    run_until(world, date(2027, 4, 30))
    numbers = {each.title.rpartition(" [")[2][:-1]: each.number for each in world.issues.values()}
    (action,) = told(world, date(2027, 5, 3))
    assert (action.op, action.title) == ("open", "Päivitysjono lyhyesti")
    (unanswered,) = part(action.ours, "Ehdotettu omistaja ei ole vielä vastannut")
    assert unanswered == (
        f"- #{numbers['uutinen']} **Uutinen** (`uutinen`), Rannikon ammattiopisto, "
        "ylläpitäjät selvittävät"
    )
    steering = part(action.ours, "Ohjausryhmän lista")
    assert any(f"#{numbers['opas']} " in row for row in steering)
    assert not any(f"#{numbers['uutinen']} " in row for row in steering)
    world.change(numbers["opas"], is_open=False)
    (action,) = told(world, date(2027, 5, 3))
    (closed,) = part(action.ours, "Suljettu ilman vastausta")
    assert closed.startswith(f"- #{numbers['opas']} ")


def test_the_overview_is_written_again_only_when_it_says_something_else() -> None:
    world = World(made())
    run_until(world, date(2027, 2, 1))
    (opening,) = told(world, date(2027, 2, 1))
    body = rewritten(Body(None, "", ""), opening.marker, opening.ours).text
    number = world.open(f"{body}\n\nOma muistiinpano", opening.title, labels=frozenset({OVERVIEW}))
    stands = world.issues.pop(number)
    assert told(world, date(2027, 2, 2), stands) == ()
    world.change(next(iter(world.issues)), is_open=False)
    (update,) = told(world, date(2027, 2, 2), stands)
    assert (update.op, update.number, update.reason.code) == ("update", number, "text-changed")
    twin = replace(stands, number=number + 1)
    (closing, _) = told(world, date(2027, 2, 2), stands, twin)
    assert (closing.op, closing.number) == ("close", number + 1)
    assert f"#{number}" in closing.ours


def test_who_waits_is_told_by_the_issues_that_stand() -> None:
    """The queue takes the most late for the one that has room; here it is another."""
    made = registry([output("a"), output("b")], policy={"open_per_owner": 1})
    rows = queue(made, LATE)
    assert [(each.id, each.group) for each in rows] == [("a", "overdue"), ("b", "waiting")]
    told = queue(made, LATE, issues=Issues(waiting=frozenset({"a/review/1"})))
    assert [(each.id, each.group) for each in told] == [("b", "overdue"), ("a", "waiting")]
