"""The registry as a catalogue for data portals: DCAT-AP 3 as JSON-LD.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/. An output that can be had somewhere is a
dataset, which DCAT takes to be texts and pictures as well; its places are the distributions. An
output of which no place is known is only a resource of the catalogue.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from governance.model.record import Location, Organisation, Output
from governance.publish.home import file
from governance.publish.json import as_entry, stream_entries
from governance.publish.open_data.schemas import FOLDER
from governance.publish.site.data.index import CATALOGUE, LICENCE, data_names
from governance.publish.site.frame import SECTIONS, Files
from governance.publish.site.kept import Kept
from governance.publish.site.linked import terms
from governance.publish.site.linked.node import Node, full
from governance.publish.site.source import Source
from governance.rules.standing import NEVER
from governance.rules.versions import newest
from governance.text.catalogue import LANGUAGES, catalogue

_BY_LANGUAGE = {"@container": "@language"}
CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", **_BY_LANGUAGE},
    "description": {"@id": "dct:description", **_BY_LANGUAGE},
    "name": {"@id": "foaf:name", **_BY_LANGUAGE},
    "label": {"@id": "skos:prefLabel", **_BY_LANGUAGE},
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
}
# Relations between outputs, as Dublin Core and PROV call them.
_RELATIONS: Mapping[str, str] = {
    "part-of": "dct:isPartOf",
    "replaces": "dct:replaces",
    "derived-from": "prov:wasDerivedFrom",
    "depends-on": "dct:requires",
}


def catalogue_files(source: Source, kept: Kept) -> Files:
    """catalog.jsonld; addresses in it are seen from where it stands, or whole ones."""
    site = source.registry.rules.settings.site
    base = {"@base": f"{site.rstrip('/')}/{FOLDER}/{CATALOGUE}"} if site else {}
    pieces = stream_entries({"@context": {**base, **CONTEXT}}, "@graph", _graph(source, kept))
    return {f"{FOLDER}/{CATALOGUE}": "".join([*pieces, "\n"])}


def _graph(source: Source, kept: Kept) -> Iterator[str]:
    """Each node as JSON."""
    agents = (_agent(each) for each in source.registry.organisations.values())
    for node in (_catalogue(source), _data(source), *agents, *_concepts(source)):
        yield as_entry(node)
    for id, output in sorted(source.outputs.items()):
        made_of = (output, source.standing(id))
        yield kept.of(("catalog", id), made_of, partial(_entry, source, output))


def _entry(source: Source, output: Output) -> str:
    return as_entry(_output(source, output))


def _catalogue(source: Source) -> Node:
    settings = source.registry.rules.settings
    found: dict[bool, list[Node]] = {True: [{"@id": "#data"}], False: []}
    for id, output in sorted(source.outputs.items()):
        found[_can_be_had(source, output)].append(_to("#output", id))
    return {
        "@id": "#catalog",
        "@type": "dcat:Catalog",
        "title": settings.title,
        "description": _said("site.front.lead"),
        "dct:publisher": _to("#organisation", settings.maintainer),
        "dct:language": [_language(each) for each in LANGUAGES],
        "dct:license": _licence(LICENCE),
        "dcat:themeTaxonomy": {"@id": "#themes"},
        "foaf:homepage": {"@id": "../index.html", "@type": "foaf:Document"},
        **_dated(source),
        "dcat:dataset": found[True],
        "dcat:resource": found[False],
    }


def _data(source: Source) -> Node:
    """The files of data themselves."""
    settings = source.registry.rules.settings
    return {
        "@id": "#data",
        "@type": "dcat:Dataset",
        "title": _said("data.dataset"),
        "description": _said("data.dataset_text"),
        "dct:publisher": _to("#organisation", settings.maintainer),
        "dct:language": [_language(each) for each in source.registry.languages],
        "dct:accrualPeriodicity": {
            "@id": f"{terms.AUTHORITY}frequency/IRREG",
            "@type": "dct:Frequency",
        },
        "dcat:landingPage": _pages(SECTIONS["about"]),
        **_dated(source),
        "dcat:distribution": [
            {
                "@id": f"#data/{name}",
                "@type": "dcat:Distribution",
                "title": _said(f"site.data.{name.replace('.', '_')}"),
                "dcat:accessURL": {"@id": name},
                "dcat:downloadURL": {"@id": name},
                "dct:license": _licence(LICENCE),
                **_format(name.rpartition(".")[2]),
            }
            for name in data_names(source)
        ],
    }


def _output(source: Source, output: Output) -> Node:
    standing = source.standing(output.id)
    is_dataset = _can_be_had(source, output)
    languages = dict.fromkeys((output.language, *(each.language for each in output.locations)))
    dates = sorted(each.date for each in output.versions if each.date)
    owner = output.owner if standing.owner_state == "accepted" else None
    is_reviewed = standing.due or (output.status == "current" and standing.cycle == NEVER)
    often = terms.frequency(standing.cycle) if is_reviewed else None
    return full(
        {
            "@id": f"#output/{output.id}",
            "@type": "dcat:Dataset" if is_dataset else "dcat:Resource",
            "title": output.title,
            "description": output.summary,
            "dct:identifier": f"registry:{output.id}",
            "dct:type": _to("#kind", output.kind),
            "dct:publisher": _to("#organisation", owner) if owner else None,
            "dct:contributor": [_to("#organisation", each) for each in output.contributors],
            "dcat:theme": [_to("#theme", each) for each in output.themes],
            "dct:language": [_language(each) for each in languages],
            "dct:accrualPeriodicity": {"@id": often, "@type": "dct:Frequency"} if often else None,
            "dct:license": None if is_dataset else _licence(output.license),
            "dcat:version": newest(output),
            "issued": dates[0] if dates else None,
            "modified": dates[-1] if dates else None,
            "dcat:landingPage": _pages(f"outputs/{output.id}/index.html"),
            **_relations(output),
            "dcat:distribution": list(_distributions(source, output)),
        }
    )


def _can_be_had(source: Source, output: Output) -> bool:
    return any(True for _ in _distributions(source, output))


def _distributions(source: Source, output: Output) -> Iterator[Node]:
    """The places where an output can be had; a file of the repository only where that has one."""
    forge = source.registry.rules.settings.forge
    for each in output.locations:
        home = file(forge, each.path) if forge and each.path else None
        address = each.url or home
        if address:
            yield full(
                {
                    "@id": f"#output/{output.id}/{_key(each)}",
                    "@type": "dcat:Distribution",
                    "dcat:accessURL": [{"@id": url} for url in (address, each.archive) if url],
                    "dct:language": _language(each.language),
                    "dct:license": _licence(output.license),
                    **_format(each.format),
                    "spdx:checksum": _checksum(each.sha256),
                }
            )


def _key(location: Location) -> str:
    """What stays the same while the place does."""
    named = (location.url, location.path, location.language, location.version)
    return sha256(repr(named).encode()).hexdigest()[:12]


def _checksum(value: str | None) -> Node | None:
    if value is None:
        return None
    algorithm = {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"}
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": algorithm,
        "spdx:checksumValue": {"@value": value, "@type": "xsd:hexBinary"},
    }


def _relations(output: Output) -> Node:
    found: dict[str, list[Node]] = {}
    for each in output.relations:
        found.setdefault(_RELATIONS[each.type], []).append(_to("#output", each.output))
    return dict(found)


def _agent(organisation: Organisation) -> Node:
    return {
        "@id": f"#organisation/{organisation.id}",
        "@type": "foaf:Agent",
        "name": organisation.names,
    }


def _concepts(source: Source) -> Iterator[Node]:
    """The themes and the kinds, as two vocabularies of ours."""
    registry = source.registry
    named = {
        "theme": {id: each.title for id, each in registry.themes.items()},
        "kind": registry.rules.settings.kinds,
    }
    for type, members in named.items():
        scheme = f"#{type}s"
        yield {"@id": scheme, "@type": "skos:ConceptScheme", "title": _said(f"data.{type}s")}
        for id, title in members.items():
            yield {
                "@id": f"#{type}/{id}",
                "@type": "skos:Concept",
                "label": title,
                "skos:inScheme": {"@id": scheme},
            }


def _dated(source: Source) -> Node:
    return {"modified": min(source.steps[0].day, source.today)} if source.steps else {}


def _format(format: str) -> Node:
    type, media = terms.file_type(format), terms.media_type(format)
    if type is None:
        return {}
    return {
        "dct:format": {"@id": type, "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": f"{terms.MEDIA_TYPES}{media}", "@type": "dct:MediaType"},
    }


def _language(code: str) -> Node:
    return {"@id": terms.language(code), "@type": "dct:LinguisticSystem"}


def _licence(spdx: str | None) -> Node | None:
    if spdx is None:
        return None
    return {"@id": terms.licence(spdx), "@type": "dct:LicenseDocument"}


def _pages(path: str) -> list[Node]:
    """A page in each language."""
    return [{"@id": f"../{each}/{path}", "@type": "foaf:Document"} for each in LANGUAGES]


def _to(type: str, id: str) -> Node:
    return {"@id": f"{type}/{id}"}


def _said(key: str) -> dict[str, str]:
    return {each: catalogue(each)(key) for each in LANGUAGES}
