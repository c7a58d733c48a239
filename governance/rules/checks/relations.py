"""Relations between outputs."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.checks.found import on_output


def relation_self(registry: Registry) -> Iterator[Problem]:
    """No output is related to itself."""
    for name, output in registry.outputs.items():
        for at, relation in enumerate(output.relations):
            if relation.output == name:
                yield on_output(registry, name, "relation-self", ("relations", at, "output"))


def relation_cycle(registry: Registry) -> Iterator[Problem]:
    """Following one type of relation never leads back."""
    for kind in ("part-of", "replaces", "derived-from", "depends-on"):
        graph = {
            name: {each.output for each in output.relations if each.type == kind} - {name}
            for name, output in registry.outputs.items()
            if output.relations
        }
        while cycle := _cycle(graph):
            first = min(cycle)
            at = next(
                at
                for at, each in enumerate(registry.outputs[first].relations)
                if each.type == kind and each.output == cycle[1]
            )
            yield on_output(
                registry, first, "relation-cycle", ("relations", at),
                type=kind, path=" → ".join([*cycle, cycle[0]]),
            )  # fmt: skip
            graph = {name: others - set(cycle) for name, others in graph.items()}


def _cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """The ids of one cycle from its smallest id on, empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = list(reversed(error.args[1][:-1]))
        start = ring.index(min(ring))
        return ring[start:] + ring[:start]
    return []
