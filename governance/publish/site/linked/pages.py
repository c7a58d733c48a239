"""What pages say of themselves to search engines, as schema.org has it (https://schema.org)."""

from governance.model.record import Location, Organisation, Output
from governance.publish.open_data.schemas import FOLDER
from governance.publish.site.data.index import CATALOGUE, LICENCE, data_names
from governance.publish.site.documents import Here, documents_of
from governance.publish.site.frame import INDEX, Frame
from governance.publish.site.linked import terms
from governance.publish.site.linked.node import Node, full
from governance.publish.site.said import Said
from governance.rules.versions import newest


def site_things(frame: Frame) -> list[Node]:
    """The first page: the site, and the registry as a catalogue of data."""
    t = frame.tongue
    source = t.source
    maintainer = source.registry.rules.settings.maintainer
    root = frame.root("")
    catalogue = f"{root}{FOLDER}/{CATALOGUE}"
    publisher = _organisation(frame, maintainer, root)
    about = {
        "name": _text(frame.name),
        "description": t.words("site.front.lead"),
        "url": frame.page_address(INDEX, ""),
        "publisher": publisher,
    }
    return [
        {"@type": "WebSite", **about, "inLanguage": t.language},
        {
            "@type": "DataCatalog",
            "@id": f"{catalogue}#catalog",
            **about,
            "license": terms.licence(LICENCE),
            "dataset": {
                "@type": "Dataset",
                "@id": f"{catalogue}#data",
                "name": t.words("data.dataset"),
                "description": t.words("data.dataset_text"),
                "license": terms.licence(LICENCE),
                "creator": publisher,
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "name": name,
                        "contentUrl": f"{root}{FOLDER}/{name}",
                        "encodingFormat": terms.media_type(name.rpartition(".")[2]),
                    }
                    for name in data_names(source)
                ],
            },
        },
    ]


def output_things(frame: Frame, output: Output) -> list[Node]:
    """The page of an output: the work. What kind of work it is, the registry says in words."""
    t, id = frame.tongue, output.id
    path = f"outputs/{id}/{INDEX}"
    up = "../" * path.count("/")
    root = frame.root(up)
    standing = t.source.standing(id)
    dates = sorted(each.date.isoformat() for each in output.versions if each.date)
    languages = dict.fromkeys((output.language, *(each.language for each in output.locations)))
    owner = output.owner if standing.owner_state == "accepted" else None
    return [
        full(
            {
                "@type": "CreativeWork",
                "@id": terms.thing("output", id, root),
                "name": _text(t.titles[id]),
                "description": _text(t.said(output.summary)),
                "identifier": f"registry:{id}",
                "url": frame.page_address(path, up),
                "genre": _text(t.kinds[output.kind]),
                "inLanguage": list(languages),
                "version": newest(output),
                "datePublished": dates[0] if dates else None,
                "dateModified": dates[-1] if dates else None,
                "creativeWorkStatus": t.words.term("status", output.status),
                "license": terms.licence(output.license) if output.license else None,
                "maintainer": _organisation(frame, owner, root) if owner else None,
                "contributor": [_organisation(frame, each, root) for each in output.contributors],
                "about": [
                    {"@type": "Thing", "name": _text(t.themes[each])} for each in output.themes
                ],
                "isPartOf": [
                    {"@id": terms.thing("output", each.output, root)}
                    for each in output.relations
                    if each.type == "part-of"
                ],
                "encoding": [
                    *(_page(frame, each, up) for each in documents_of(t, id)),
                    *(_encoding(each) for each in output.locations if each.url),
                ],
            }
        )
    ]


def organisation_things(frame: Frame, organisation: Organisation) -> list[Node]:
    """The page of an organisation."""
    path = f"organisations/{organisation.id}/{INDEX}"
    up = "../" * path.count("/")
    ended = organisation.ended.isoformat() if organisation.ended else None
    return [
        full(
            {
                **_organisation(frame, organisation.id, frame.root(up)),
                "alternateName": list(organisation.former_names),
                "url": frame.page_address(path, up),
                "dissolutionDate": ended,
            }
        )
    ]


def _organisation(frame: Frame, id: str, root: str) -> Node:
    name = _text(frame.tongue.organisations[id])
    return {"@type": "Organization", "@id": terms.thing("organisation", id, root), "name": name}


def _encoding(location: Location) -> Node:
    return full(
        {
            "@type": "MediaObject",
            "contentUrl": location.url,
            "inLanguage": location.language,
            "encodingFormat": terms.media_type(location.format) or location.format,
        }
    )


def _page(frame: Frame, document: Here, up: str) -> Node:
    return {
        "@type": "MediaObject",
        "contentUrl": frame.page_address(document.page, up),
        "inLanguage": document.language,
        "encodingFormat": terms.media_type("html"),
    }


def _text(said: Said) -> object:
    """A text, with its language where that is not the page's."""
    return {"@value": said.text, "@language": said.language} if said.is_foreign else said.text
