"""The guides for owners and maintainers, with their pictures beside them."""

import posixpath
from functools import partial

from governance.publish.guides.documents import FILES, FOLDER
from governance.publish.guides.guide import GUIDES, Guide, Name, guide
from governance.publish.guides.html import html
from governance.publish.home import file
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import in_language
from governance.text.catalogue import catalogue

_SECTIONS: dict[Name, str] = {"owner": "owners", "maintainer": "maintainers"}


def guides_pages(frame: Frame) -> Files:
    """Both guides, in the language or said to be in another one; and the pictures they show.

    The texts are those of the tool that makes the site, with the rules of the registry.
    """
    files: Files = {}
    for name in GUIDES:
        made = guide(name, frame.words.language, frame.tongue.source.registry)
        files |= frame.tongue.keep(("guide", name), made, partial(_page, frame, made))
    return files


def _page(frame: Frame, made: Guide) -> Files:
    words, name = frame.words, made.name
    path = SECTIONS[_SECTIONS[name]]
    body, sections = html(made, lambda address: _address(frame, path, address))
    files = frame.page(
        "guide",
        path,
        in_language(made.title, made.language, words.language),
        section=_SECTIONS[name],
        description=words(f"guides.description.{name}"),
        guide=made,
        body=body,
        sections=sections if name == "maintainer" else [],
        contents=catalogue(made.language),
    )
    folder = posixpath.dirname(path)
    for picture in made.pictures:
        files[f"{words.language}/{folder}/{picture.file}"] = picture.svg
    return files


def _address(frame: Frame, path: str, address: str) -> str | None:
    """Where a link of a guide leads on the site.

    Other documents are read in the repository, where it has them; None where that is nowhere.
    """
    if address.startswith(("#", "https://", "mailto:")):
        return address
    folder = posixpath.dirname(path)
    place, _, fragment = address.partition("#")
    if place in FILES:
        name, language = FILES[place]
        # From the top, since else it would be counted from the working directory.
        page = posixpath.relpath(f"/{language}/{SECTIONS[_SECTIONS[name]]}", f"/-/{folder}")
        return f"{page}#{fragment}" if fragment else page
    registry = frame.tongue.source.registry
    document = posixpath.normpath(f"{FOLDER}/{place}")
    if (forge := registry.rules.settings.forge) and document in registry.texts:
        return file(forge, document)
    return None
