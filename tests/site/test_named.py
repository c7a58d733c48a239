"""What the changes on the site name: called as it is called today, not by ids."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from governance.model.change import Change, Difference, Step
from governance.model.policy import RolesPolicy
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
