from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from governance.model.answer import put_off
from governance.model.issue import DONE_KEY, OPEN_KEY
from governance.model.marker import Body, Marker
from governance.model.record import Output
from tests.helpers.questions import LADDER
from tests.helpers.registries import output, registry, review
from tests.rules.issues.world import ORGS, STRANGER, World

POLICY = {"ladder": LADDER, "quiet_periods": [
    {"from": "07-01", "to": "07-31", "title": {"fi": "heinäkuu"}},
    {"from": "12-21", "to": "01-06", "title": {"fi": "joulu"}},
]}  # fmt: skip
# An output registered on 2026-01-01 with a cycle of a year is due on Monday 2027-01-04, due soon
# from 2026-12-05; the first day to ask in is Monday 2026-12-07.
ASKED = "2026-12-07"
KEY = "a/review/1"


def world(*outputs: Output, orgs: Any = ORGS, **policy: Any) -> World:
    return World(registry(outputs or [output()], orgs, policy=POLICY | policy))


def with_output(made: World, **fields: Any) -> None:
    outputs = made.registry.outputs | {"a": output(**fields)}
    made.registry = replace(made.registry, outputs=outputs)


def test_a_review_opens_on_the_first_working_day_on_which_it_is_due_soon() -> None:
    made = world()
    assert made.run("2026-12-04") == []
    assert made.run("2026-12-05") == []  # Saturday
    assert made.run("2026-12-06") == []  # Independence Day, a Sunday
    assert made.run(ASKED) == [("open", KEY, "new")]
    assert made.issues[1].title == "review: a [a]"
    assert made.marker(1) == Marker(KEY, date(2026, 12, 7), 0)


def test_nobody_is_asked_in_a_quiet_period() -> None:
    assert world().run("2026-12-22") == []
    assert world().run("2027-01-07") == [("open", KEY, "new")]


def test_a_need_opens_when_it_is_recorded_and_closes_with_it() -> None:
    need = {"id": 1, "reported": "2026-02-01", "summary": {"fi": "luku puuttuu"}, "state": "open"}
    made = world(output(update_needs=[need]))
    assert made.run("2026-07-15") == [("open", "a/need/1", "new")]
    assert made.run("2026-12-04") == []
    with_output(made, update_needs=[need | {"state": "done", "closed": "2026-12-04"}])
    assert made.run("2026-12-04") == [("close", "a/need/1", "need-done")]
    assert made.issues[1].labels == {DONE_KEY}
    assert not made.issues[1].is_open


def test_a_completed_cycle_closes_its_issue_and_keeps_what_people_wrote() -> None:
    made = world()
    made.run(ASKED)
    made.change(1, body=f"{made.issues[1].body}\nMuistiinpano: katso luku 3")
    with_output(made, reviews=[review("2026-12-10")])
    assert made.run("2026-12-10") == [("close", KEY, "reviewed")]
    assert "a/review/1 ended: reviewed" in made.issues[1].body
    assert "Muistiinpano: katso luku 3" in made.issues[1].body


def test_a_review_taken_back_reopens_its_issue_and_asks_anew() -> None:
    made = world()
    made.run(ASKED)
    with_output(made, reviews=[review("2026-12-08")])
    made.run("2026-12-08")
    with_output(made)
    assert made.run("2026-12-09") == [("reopen", KEY, "reverted")]
    assert made.issues[1].is_open
    assert made.issues[1].labels == {OPEN_KEY}
    assert made.marker(1) == Marker(KEY, date(2026, 12, 9), 0)


def test_the_issue_of_a_cycle_that_never_came_is_closed_with_the_review_taken_back() -> None:
    made = world(output(reviews=[review("2026-01-10")]))
    made.open(Body(Marker("a/review/3", date(2026, 12, 1)), "x", "").text)
    assert made.run("2026-06-01") == [("close", "a/review/3", "gone")]


def test_each_step_is_sent_on_its_working_day() -> None:
    """From 2026-12-07: nine working days before Christmas is quiet, then on from 2027-01-07."""
    made = world()
    made.run(ASKED)
    for number in range(8, 55):
        made.run(str(date(2026, 12, 1) + timedelta(days=number - 1)))
    assert [each.split()[1] for each in made.said(1)] == ["contact", "deputy", "organisation"]
    assert [each.created.date().isoformat() for each in made.comments[1]] == [
        "2027-01-07", "2027-01-14", "2027-01-21",
    ]  # fmt: skip


def test_after_missed_days_the_lowest_step_is_sent_and_the_next_keeps_its_distance() -> None:
    made = world()
    made.run(ASKED)
    assert made.run("2027-02-15") == [("comment", KEY, "ladder"), ("update", KEY, "ladder")]
    assert made.said(1) == [f"reminds contact of {KEY}"]
    assert made.marker(1).step == 1
    for day in range(16, 22):
        assert made.run(f"2027-02-{day}") == []
    made.run("2027-02-22")  # five working days on
    assert made.said(1)[1:] == [f"reminds deputy of {KEY}"]


def test_a_step_that_was_sent_before_the_run_was_killed_is_not_sent_again() -> None:
    made = world()
    made.run(ASKED)
    [comment, update] = made.plan("2027-01-07").actions
    made.apply([comment], "2027-01-07")
    assert made.run("2027-01-08") == [("update", KEY, "ladder")]
    assert made.said(1) == [f"reminds contact of {KEY}"]
    assert made.marker(1) == update.marker


def test_a_marker_in_a_strangers_comment_says_nothing() -> None:
    made = world()
    made.run(ASKED)
    forged = f"{Marker(KEY, date(2026, 12, 7), 6).line}\nhush"
    made.say(1, forged, datetime(2026, 12, 8, tzinfo=UTC), STRANGER)
    assert ("comment", KEY, "ladder") in made.run("2027-01-07")


def test_a_step_of_another_key_is_not_this_ones() -> None:
    """As where somebody has quoted what we said in another issue, or an issue was transferred."""
    made = world()
    made.run(ASKED)
    made.say(
        1,
        f"{Marker('b/review/1', date(2026, 12, 7), 6).line}\nx",
        datetime(2026, 12, 8, tzinfo=UTC),
    )
    assert ("comment", KEY, "ladder") in made.run("2027-01-07")
    assert made.marker(1).step == 1


def test_steps_that_would_reach_nobody_are_passed_over() -> None:
    made = world(orgs=({"id": "org-a"}, {"id": "org-b"}))
    made.run(ASKED)
    assert made.run("2027-01-25") == []
    made.run("2027-02-08")
    assert made.said(1) == [f"reminds maintainers of {KEY}"]


def test_a_proposed_owner_is_asked_once_and_never_reminded() -> None:
    made = world(output(owner_since=None))
    assert made.run(ASKED) == [("open", KEY, "new")]
    assert made.run("2027-05-10") == []
    with_output(made, owner_since="2027-05-10")
    assert made.run("2027-05-11") == [("update", KEY, "asked-again")]
    assert made.run("2027-05-21") == []
    assert made.run("2027-05-24") == [("comment", KEY, "ladder"), ("update", KEY, "ladder")]


def test_a_proposed_owner_who_does_not_answer_leaves_the_cap() -> None:
    made = world(*(output(name, owner_since=None) for name in "abc"), open_per_owner=1)
    assert made.run(ASKED) == [("open", KEY, "new")]
    assert made.run("2027-01-20") == []
    assert made.run("2027-01-21") == [("open", "b/review/1", "new")]


def test_a_declined_output_stays_open_without_reminders_and_outside_the_cap() -> None:
    made = world(output(), output("b"), open_per_owner=1)
    made.run(ASKED)
    with_output(made, reviews=[review("2026-12-08", "not-mine")])
    assert made.run("2026-12-09") == [("open", "b/review/1", "new")]
    assert [each for each in made.run("2027-06-01") if each[1] == KEY] == []


def test_handover_in_the_middle_keeps_the_issue_and_begins_the_ladder_anew() -> None:
    made = world()
    made.run(ASKED)
    made.run("2027-01-07")
    with_output(made, owner="org-b", owner_since="2027-01-12")
    assert made.run("2027-01-12") == [("update", KEY, "asked-again")]
    assert made.marker(1) == Marker(KEY, date(2027, 1, 12), 0)
    assert "asks org-b" in made.issues[1].body
    assert made.run("2027-01-25") == []
    made.run("2027-01-26")
    assert made.said(1) == [f"reminds contact of {KEY}"] * 2


def test_handover_to_a_proposed_owner_begins_anew_as_well() -> None:
    made = world()
    made.run(ASKED)
    made.run("2027-01-07")
    with_output(made, owner="org-b", owner_since=None)
    assert made.run("2027-01-22") == [("update", KEY, "asked-again")]
    assert made.marker(1) == Marker(KEY, date(2027, 1, 22), 0)


def test_a_handover_dated_back_begins_anew_on_the_day_it_is_seen() -> None:
    made = world()
    made.run(ASKED)
    made.run("2027-01-07")
    with_output(made, owner="org-b", owner_since="2026-12-01")
    assert made.run("2027-01-22") == [("update", KEY, "asked-again")]
    assert made.marker(1) == Marker(KEY, date(2027, 1, 22), 0)
    assert made.run("2027-01-25") == []


def test_a_lost_label_is_put_back_before_another_issue_takes_its_room() -> None:
    made = world(output("a"), open_per_owner=1)
    made.run(ASKED)
    late = output("late", registered="2020-01-01")
    made.registry = replace(made.registry, outputs=made.registry.outputs | {"late": late})
    made.change(1, labels=frozenset())
    assert made.run("2026-12-08") == [("label", KEY, "label-lost")]


def test_an_answer_that_was_put_off_holds_the_ladder_only_while_it_is_tried_again() -> None:
    made = world()
    made.run(ASKED)
    made.say(1, "/voimassa luettu", datetime(2027, 1, 5, tzinfo=UTC), STRANGER)
    [answer] = made.comments[1]
    made.say(1, put_off(answer.id, "odota"), datetime(2027, 1, 5, 1, tzinfo=UTC))
    assert made.run("2027-01-07") == []
    assert made.run("2027-01-20") == [("comment", KEY, "ladder"), ("update", KEY, "ladder")]


def test_an_ended_organisation_is_reminded_no_more() -> None:
    made = world(orgs=({**ORGS[0], "ended": "2026-12-31"}, ORGS[1]))
    made.run(ASKED)
    assert [op for op, _, _ in made.run("2027-06-01")] in ([], ["update"])
    assert made.said(1) == []


def test_nothing_is_asked_where_nobody_could_answer() -> None:
    assert world(output(owner=None, owner_since=None)).run(ASKED) == []
    ended = ({**ORGS[0], "ended": "2026-06-30"}, ORGS[1])
    assert world(orgs=ended).run(ASKED) == []


@pytest.mark.parametrize("status", ["retired", "superseded", "draft"])
def test_an_output_out_of_use_closes_its_review(status: str) -> None:
    made = world()
    made.run(ASKED)
    with_output(made, status=status)
    assert made.run("2026-12-09") == [("close", KEY, "not-current")]


def test_an_output_that_is_gone_closes_its_issue() -> None:
    made = world()
    made.run(ASKED)
    made.registry = replace(made.registry, outputs={})
    assert made.run("2026-12-09") == [("close", KEY, "gone")]


def test_a_date_moved_on_keeps_the_issue_and_asks_again_when_it_is_due_soon() -> None:
    made = world()
    made.run(ASKED)
    agreed = {"cycle": 1, "date": "2026-12-08", "due": "2027-05-03", "reason": "r"}
    with_output(made, review={"cycle": "P1Y", "schedule": [agreed]})
    assert made.run("2026-12-09") == [("update", KEY, "asked-again")]
    assert made.run("2027-04-16") == []
    assert made.said(1) == []
    made.run("2027-04-21")
    assert made.said(1) == [f"reminds contact of {KEY}"]


def test_the_most_late_fill_an_owners_room_and_the_rest_waits() -> None:
    made = world(output("z", registered="2025-01-01"), output("a"), output("b"), open_per_owner=2)
    assert made.run(ASKED) == [("open", KEY, "new"), ("open", "z/review/1", "new")]
    notes = made.plan(ASKED).notes
    assert [(each.key, each.reason.code) for each in notes] == [("b/review/1", "waiting")]


def test_who_waits_for_room_waits_on_quiet_days_as_well() -> None:
    made = world(output("a"), output("b"), open_per_owner=1)
    made.run(ASKED)
    for day in ("2026-12-12", "2026-12-22"):
        found = made.plan(day)
        assert found.actions == ()
        assert (found.issues.waiting, found.issues.closed) == ({"b/review/1"}, frozenset())


def test_an_issue_that_is_open_keeps_its_room_when_another_becomes_more_late() -> None:
    made = world(output("a"), open_per_owner=1)
    made.run(ASKED)
    late = output("late", registered="2020-01-01")
    made.registry = replace(made.registry, outputs=made.registry.outputs | {"late": late})
    assert made.run("2026-12-08") == []


def test_what_a_person_closed_stays_closed_and_is_told() -> None:
    made = world()
    made.run(ASKED)
    made.change(1, is_open=False)
    assert made.run("2027-01-20") == []
    [note] = made.plan("2027-01-20").notes
    assert (note.key, note.number, note.reason.code) == (KEY, 1, "closed-by-person")
    with_output(made, reviews=[review("2027-01-20")])
    assert made.run("2027-01-21") == [("close", KEY, "reviewed")]


def test_of_twins_the_lowest_number_wins() -> None:
    made = world()
    made.run(ASKED)
    made.open(f"{made.issues[1].body}\nmine", made.issues[1].title)
    assert made.run("2026-12-08") == [("close", KEY, "twin")]
    assert made.issues[1].is_open
    assert made.issues[2].labels == {DONE_KEY}
    assert "go on in 1" in made.issues[2].body
    assert made.issues[2].body.endswith("mine")


def test_a_lost_label_is_put_back() -> None:
    made = world()
    made.run(ASKED)
    made.change(1, labels=frozenset({"bug"}))
    assert made.run("2026-12-08") == [("label", KEY, "label-lost")]
    assert made.issues[1].labels == {"bug", OPEN_KEY}
    assert made.marker(1).asked == date(2026, 12, 7)


@pytest.mark.parametrize(
    "body", ["", "kiitos!", "<!-- tp3:1 {broken} -->\nx\n\n<!-- /tp3 -->\nkiitos!"]
)
def test_a_lost_marker_is_found_by_the_title_and_peoples_words_stay(body: str) -> None:
    made = world()
    made.run(ASKED)
    made.change(1, body=body)
    assert made.run("2026-12-08") == [("update", KEY, "marker-damaged")]
    assert made.marker(1) == Marker(KEY, date(2026, 12, 7), 0)
    assert ("kiitos!" in body) == made.issues[1].body.endswith("kiitos!")


def test_a_lost_marker_of_several_keys_is_of_the_one_that_was_open_then() -> None:
    made = world()
    made.run(ASKED)
    made.change(1, body="", title="Tuotos [a]")
    needs = [{"id": 1, "reported": "2026-12-10", "summary": {"fi": "x"}, "state": "open"}]
    changed = output("a", reviews=[review("2026-12-08", "not-mine")], update_needs=needs)
    made.registry = replace(made.registry, outputs={"a": changed})
    assert made.run("2026-12-10") == [
        ("update", KEY, "marker-damaged"),
        ("open", "a/need/1", "new"),
    ]
    assert made.run("2026-12-10") == []


def test_our_text_without_its_frame_is_not_said_twice() -> None:
    made = world()
    made.run(ASKED)
    text = made.issues[1].body.split("\n", 1)[1]
    made.change(1, body=f"ensin tämä\n{text}")
    made.run("2026-12-08")
    assert made.issues[1].body.count("asks org-a") == 1
    assert "ensin tämä" in made.issues[1].body


def test_a_strangers_issue_with_a_forged_marker_is_left_alone_though_it_has_the_label() -> None:
    made = world()
    forged = Body(Marker(KEY, date(2026, 12, 1), 6), "x", "").text
    made.open(forged, "review: a [a]", author=STRANGER)
    assert made.run(ASKED) == [("open", KEY, "new")]
    notes = made.plan(ASKED).notes
    assert [(each.number, each.reason.code) for each in notes] == [(1, "stray")]


def test_a_plan_that_would_open_much_waits_for_a_persons_yes() -> None:
    made = world(*(output(f"a{n}") for n in range(5)), open_per_owner=9,
                 brake={"free": 4, "open": 50, "close": 20})  # fmt: skip
    held = made.plan(ASKED).brake
    assert (held.code, held.values) == ("brake-open", {"n": 5, "of": 0, "share": 50})


def test_what_was_done_and_would_be_asked_anew_counts_as_opening() -> None:
    made = world(*(output(f"a{n}") for n in range(5)), open_per_owner=9,
                 brake={"free": 4, "open": 50, "close": 100})  # fmt: skip
    made.run(ASKED)
    asked = made.registry
    done = {id: output(id, reviews=[review("2026-12-08")]) for id in asked.outputs}
    made.registry = replace(asked, outputs=done)
    made.run("2026-12-08")
    made.registry = asked
    found = made.plan("2026-12-09")
    assert {each.op for each in found.actions} == {"reopen"}
    assert (found.brake.code, found.brake.values["n"]) == ("brake-open", 5)


def test_a_plan_that_would_close_much_waits_for_a_persons_yes() -> None:
    made = world(*(output(f"a{n}") for n in range(9)), open_per_owner=9)
    made.run(ASKED)
    made.registry = world(output("a0"), brake={"free": 4, "open": 50, "close": 20}).registry
    held = made.plan("2026-12-08").brake
    assert (held.code, held.values) == ("brake-close", {"n": 8, "of": 9, "share": 20})


def test_the_digest_names_the_plan_and_changes_with_it() -> None:
    assert world().plan(ASKED).digest == world().plan(ASKED).digest
    assert world().plan(ASKED).digest != world().plan("2026-12-08").digest
