"""Ways that lead back to where they began."""

from collections.abc import Iterable, Iterator, Mapping


def rings(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """The rings of a graph, no name in two of them, each from its smallest name on.

    A name that leads to itself is no ring.
    """
    left: set[str] = set()
    for start in sorted(graph):
        trail = {} if start in left else {start: iter(sorted(graph[start]))}
        while trail:
            name, onward = next(reversed(trail.items()))
            following = next(onward, None)
            if following is None:
                left.add(name)
                del trail[name]
            elif following in trail and following != name:
                names = list(trail)
                ring = names[names.index(following) :]
                left.update(ring)
                for each in ring:
                    del trail[each]
                first = ring.index(min(ring))
                yield ring[first:] + ring[:first]
            elif following in graph and following not in trail and following not in left:
                trail[following] = iter(sorted(graph[following]))
