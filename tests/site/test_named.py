"""What the changes on the site name: called as it is called today, not by ids."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from governance.model.change import Change, Difference, Step
from governance.model.policy import RolesPolicy
from governance.model.record import Platform
from governance.publish.changelog import step_lines
from governance.publish.site.source import Source
from governance.text.catalogue import catalogue
from tests.helpers.registries import output, registry

DAY = date(2026, 12, 1)
ROLES = {
    "roles": {"maintainers": {"title": {"fi": "ylläpitäjät"}}},
    "work_packages": {"tp1": {"title": {"fi": "Digivisio"}, "lead": "org-a"}},
}
WORLD = replace(
    registry(
        [output("a", title={"fi": "Opas"}), output("b", title={"fi": "Kartta", "sv": "Karta"})],
        [
            {"id": "org-a", "names": {"fi": "Opisto"},
             "contacts": [{"key": "lead", "title": {"fi": "Vastaava"}, "account": "github:7"}]},
            {"id": "org-b", "names": {"fi": "Koulu"}},
        ],
    ),
    roles=RolesPolicy.model_validate(ROLES),
)  # fmt: skip
QUESTION = {"text": {"fi": "Kuka?"}, "role": None}
NAMED = [
    (("metadata-changed", "output", "a", "relations", [], [{"type": "part-of", "output": "b"}]),
     "suhteet muihin tuotoksiin: lisätty Kartta"),
    (("metadata-changed", "output", "a", "kind", "guide", "old"), "tyyppi: ohje → old"),
    (("contact-changed", "output", "a", "contact", None, "lead"),
     "omistajan yhteyshenkilön rooli: Vastaava"),
    (("organisation-changed", "organisation", "org-b", "successors", [], ["org-a"]),
     "seuraajat: lisätty Opisto"),
    (("organisation-changed", "organisation", "org-b", "roles", {}, {"tp1": "lead"}),
     "roolit: Digivisio: vetovastuu"),
    (("metadata-changed", "theme", "t", "working_name_until", "a", "b"),
     "tuotos, jossa teemat vahvistetaan: Opas → Kartta"),
    (("platform-changed", "platform", "x", "evidence", [], [{"criterion": "c", "claim": {}}]),
     "näyttö: lisätty c"),
    (("policy-changed", "policy", "platform", "questions", [QUESTION],
      [QUESTION | {"role": "maintainers"}]),
     "kysymykset: muutettu ”Kuka?” (rooli: ylläpitäjät)"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), NAMED)
def test_a_change_calls_what_it_names_as_the_registry_does(change: Any, said: str) -> None:
    step = Step("c" * 40, DAY, 0, "", Difference((Change(*change),), {}))
    source = Source(WORLD, DAY, [step])
    assert [each.text for each in step_lines(catalogue("fi"), source.told)] == [said]
    assert source.steps == [step]  # the data have ids


def test_a_contact_is_called_as_it_is_at_the_owner_of_that_day() -> None:
    contacts = {
        id: [{"key": "lead", "title": {"fi": title}}, {"key": "deputy", "title": {"fi": "Vara"}}]
        for id, title in (("org-a", "Opettaja"), ("org-b", "Kouluttaja"))
    }
    organisations = [{"id": id, "contacts": each} for id, each in contacts.items()]
    world = registry([output("a", owner="org-b")], organisations)

    def step(number: int, *changes: tuple[str, Any, Any]) -> Step:
        made = (
            Change(f"{field}-changed", "output", "a", field, *sides) for field, *sides in changes
        )
        return Step(str(number) * 40, DAY, number, "", Difference(tuple(made), {}))

    given = ("owner", "org-a", "org-b")
    steps = [
        step(4, ("contact", "deputy", "lead")),
        step(3, given, ("contact", "lead", "deputy")),
        step(2, ("contact", None, "lead")),
        step(1, ("owner", None, "org-a")),
    ]
    told = Source(world, DAY, steps).told
    said = [each.text for each in step_lines(catalogue("fi"), told) if "yhteyshenk" in each.text]
    assert said == [
        "omistajan yhteyshenkilön rooli: Vara → Kouluttaja",
        "omistajan yhteyshenkilön rooli: Opettaja → Vara",
        "omistajan yhteyshenkilön rooli: Opettaja",
    ]


def test_a_candidate_is_called_as_the_output_that_it_is() -> None:
    platform = {"id": "x", "name": "Opas.fi", "summary": {"fi": "Alusta."}, "output": "b"}
    world = replace(WORLD, platforms={"x": Platform.model_validate(platform)})
    change = Change("platform-changed", "platform", "x", "url", None, "https://example.org/")
    step = Step("c" * 40, DAY, 0, "", Difference((change,), {("platform", "x"): {"": "Opas.fi"}}))
    (line,) = step_lines(catalogue("sv"), Source(world, DAY, [step]).told)
    assert (line.name, line.language) == ("Karta", "sv")
