"""Makes the plan of the issues: from the registry, and what stands where they live."""

from dataclasses import dataclass
from pathlib import Path

from governance.cli.forge import Home
from governance.cli.options import Call
from governance.cli.private import away
from governance.forge.observe import observe
from governance.model.registry import Registry
from governance.publish.issues.overview import overview_actions
from governance.publish.issues.wording import IssueWords
from governance.rules.issues.action import Action, Plan
from governance.rules.issues.observed import Observed
from governance.rules.issues.plan import Planner
from governance.rules.standing import Standings


@dataclass(frozen=True)
class Base:
    """What a plan is made from: the registry, and what stands where its issues live."""

    registry: Registry
    planner: Planner
    home: Home | None
    observed: Observed

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.planner.plan(self.observed)

    def overview(self, plan: Plan, observed: Observed) -> tuple[Action, ...]:
        """What the overview issue needs once the plan leaves `observed` behind."""
        return overview_actions(self.registry, self.planner, plan, observed)


def base_of(call: Call, registry: Registry, home: Home | None, private: Path | None = None) -> Base:
    """Asks where the issues live what stands there; without a home nothing does.

    Raises Outside where that cannot be asked, and what `away` raises for the private file.
    """
    standings = Standings(registry, call.today(registry.rules.settings.timezone))
    absent = away(call, registry, private, standings.today)
    planner = Planner(standings, IssueWords(registry), absent)
    observed = observe(home.github.reader, planner) if home else Observed()
    return Base(registry, planner, home, observed)
