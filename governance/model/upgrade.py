"""Data of older formats, brought step by step to the present one before the models see it."""

from collections.abc import Callable, Mapping
from typing import Any

from governance.model.registry import FORMAT

# (kind of file: output, organisation, ..., registry, or a policy's name; its data) -> its data
Step = Callable[[str, dict[str, Any]], dict[str, Any]]

# The step at n makes format n + 1 of format n. Format 1 is the first.
STEPS: Mapping[int, Step] = {}


def upgrade(kind: str, data: Any, source: int, steps: Mapping[int, Step]) -> Any:
    """Data of format `source` as the present format has it, by a step for each format between."""
    for number in range(source, FORMAT):
        if isinstance(data, dict):
            data = steps[number](kind, data)
    return data
