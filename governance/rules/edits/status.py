"""The status of an output, as far as the lifecycle policy lets it go."""

from governance.model.edit import Put
from governance.model.fields import Status
from governance.model.problem import Refused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.edits import Edits
from governance.rules.edits.lookup import output_of


def set_status(registry: Registry, id: str, status: Status) -> Edits:
    """Another status; what it demands is checked by validation."""
    output = output_of(registry, id)
    if output.status == status:
        return {}
    must_be_allowed(registry, output, status)
    return {registry.paths["output", id]: (Put(("status",), status),)}


def must_be_allowed(registry: Registry, output: Output, status: Status) -> None:
    """Raises Refused, with what may follow, where the policy does not let the status follow."""
    rule = registry.rules.lifecycle.statuses.get(output.status)
    allowed = rule.to if rule else ()
    if status not in allowed:
        raise Refused(
            "status-transition",
            id=output.id, status=output.status, new_status=status,
            allowed_status=", ".join(allowed) or "–",
        )  # fmt: skip
