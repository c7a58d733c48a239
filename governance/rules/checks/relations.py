"""Relations between outputs, and between organisations and their successors."""

from collections.abc import Iterator
from itertools import pairwise

from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.checks.records import on_output, on_record
from governance.rules.checks.rings import rings


def relation_self(registry: Registry) -> Iterator[Problem]:
    """No output is related to itself."""
    for name, output in registry.outputs.items():
        for at, relation in enumerate(output.relations):
            if relation.output == name:
                yield on_output(registry, name, "relation-self", ("relations", at, "output"))


def relation_cycle(registry: Registry) -> Iterator[Problem]:
    """Following relations, of whatever types, never leads back."""
    related = {name: each.relations for name, each in registry.outputs.items() if each.relations}
    graph = {name: [each.output for each in relations] for name, relations in related.items()}
    for ring in rings(graph):
        path = ring[0]
        for one, other in pairwise([*ring, ring[0]]):
            kind = next(each.type for each in related[one] if each.output == other)
            path += f" ({kind}) → {other}"
        at = graph[ring[0]].index(ring[1])
        yield on_output(registry, ring[0], "relation-cycle", ("relations", at), path=path)


def successor_cycle(registry: Registry) -> Iterator[Problem]:
    """Following successors never leads back."""
    graph = {
        name: each.successors for name, each in registry.organisations.items() if each.successors
    }
    for ring in rings(graph):
        at = graph[ring[0]].index(ring[1])
        yield on_record(
            registry, "organisation", ring[0], "successor-cycle", ("successors", at),
            path=" → ".join([*ring, ring[0]]),
        )  # fmt: skip
