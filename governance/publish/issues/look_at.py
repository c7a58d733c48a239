"""What the one who is asked should look at, and where it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from governance.model.record import Location, Output
from governance.model.registry import Registry
from governance.publish.issues.excerpt import (
    NAME,
    SHORT,
    SHOWN,
    bullets,
    enumerated,
    excerpt,
    quoted,
)
from governance.rules.citations import citations
from governance.rules.standing import Standing
from governance.text.catalogue import Catalogue
from governance.text.media import markdown_link


@dataclass(frozen=True)
class Surroundings:
    """What leans on each output: other outputs as (type, id), and places that cite it."""

    related_from: Mapping[str, tuple[tuple[str, str], ...]]
    cited_in: Mapping[str, tuple[str, ...]]


def surroundings(registry: Registry) -> Surroundings:
    """What leans on the outputs of a registry, read once for all of them."""
    related: dict[str, list[tuple[str, str]]] = {}
    for output in registry.outputs.values():
        for relation in output.relations:
            related.setdefault(relation.output, []).append((relation.type, output.id))
    cited: dict[str, dict[str, None]] = {}
    for each in citations(registry):
        cited.setdefault(each.output, {})[each.path] = None
    return Surroundings(
        {id: tuple(sorted(found)) for id, found in related.items()},
        {id: tuple(sorted(found)) for id, found in cited.items()},
    )


def look_at(
    words: Catalogue, registry: Registry, around: Surroundings, output: Output, standing: Standing
) -> str:
    """A list of what to look at."""
    return "\n".join(
        (
            *where(words, output, "places"),
            *_versions(words, output, standing),
            *_needs(words, standing),
            *_artificial_intelligence(words, standing),
            *_leaning(words, registry, around, output),
        )
    )


def where(words: Catalogue, output: Output, intro: str) -> Iterator[str]:
    """The places where the output is; `intro` is the message before them."""
    if not output.locations:
        yield f"- {words('issues.look.nowhere')}"
        return
    yield f"- {words(f'issues.look.{intro}')}"
    yield from bullets(words, [_place(words, each) for each in output.locations], "  ")


def _place(words: Catalogue, location: Location) -> str:
    place = (
        _address(location.url)
        if location.url
        else words("issues.look.file", path=excerpt(location.path or "", NAME))
    )
    traits = [words.term("tongue", location.language), excerpt(location.format, SHORT)]
    if location.version:
        traits.append(words("issues.look.version", version=location.version))
    if location.archive:
        traits.append(words("show.archive", url=_address(location.archive)))
    return words("issues.look.location", place=place, traits=", ".join(traits))


def _address(url: str) -> str:
    return markdown_link(url) or excerpt(url, NAME)


def _versions(words: Catalogue, output: Output, standing: Standing) -> Iterator[str]:
    if output.versions:
        newest = output.versions[-1]
        day = words.day(newest.date) if newest.date else words("show.unknown_day")
        yield f"- {words('issues.look.newest', version=newest.version, day=day)}"
    else:
        yield f"- {words('issues.look.no_version')}"
    if standing.translation_lag:
        lags = [
            words("issues.look.lag_in", tongue=language, version=version)
            for language, version in standing.translation_lag.items()
        ]
        yield f"- {words('issues.look.lag', lags=enumerated(words, lags))}"


def _needs(words: Catalogue, standing: Standing) -> Iterator[str]:
    if standing.open_needs:
        yield f"- {words('issues.look.needs')}"
        needs = [
            words(
                "issues.look.need",
                need=excerpt(words.pick(each.summary)[0], NAME),
                state=each.state,
            )
            for each in standing.open_needs
        ]
        yield from bullets(words, needs, "  ")


def _artificial_intelligence(words: Catalogue, standing: Standing) -> Iterator[str]:
    if standing.ai_impact is None:
        yield f"- {words('issues.look.ai_unknown')}"
    else:
        yield f"- {words('issues.look.ai', ai_impact=standing.ai_impact)}"


def _leaning(
    words: Catalogue, registry: Registry, around: Surroundings, output: Output
) -> Iterator[str]:
    """Outputs that are related either way, and places that cite this one."""
    related = [("related", str(each.type), each.output) for each in output.relations]
    related += [("related_from", *each) for each in around.related_from.get(output.id, ())]
    by_type: dict[tuple[str, str], list[str]] = {}
    for side, type, id in related:
        other = registry.outputs.get(id)
        title = words.pick(other.title)[0] if other else id
        by_type.setdefault((side, type), []).append(quoted(words, title, SHORT))
    if by_type:
        clauses = [
            words(f"issues.{side}.{type}", titles=enumerated(words, found, SHOWN // 2))
            for (side, type), found in by_type.items()
        ]
        yield f"- {words('issues.look.related', related='; '.join(clauses))}"
    if cited := around.cited_in.get(output.id):
        places = [excerpt(path, SHORT) for path in cited]
        yield f"- {words('issues.look.cited', places=enumerated(words, places))}"
