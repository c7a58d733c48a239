"""The guides as files of a repository: the pages in docs/, and the pictures that they show."""

from collections.abc import Iterator, Mapping

from governance.model.registry import Registry
from governance.publish.guides.guide import PICTURES, Guide, Name, guide
from governance.text.catalogue import LANGUAGES, catalogue

COMMAND = "tp3 guide --write"
FOLDER = "docs"
DRAWN = f"{FOLDER}/{PICTURES}/owner-*.svg"  # the pictures; others may stand beside them
# File -> the guide that it holds, and its language.
FILES: Mapping[str, tuple[Name, str]] = {
    **{f"owner-{language}.md": ("owner", language) for language in LANGUAGES},
    "maintainer.md": ("maintainer", "en"),
}


def documents(registry: Registry) -> dict[str, str]:
    """Path -> text of every page and picture.

    Raises Refused where settings or a policy could not be read.
    """
    found = {}
    for file, (name, language) in FILES.items():
        made = guide(name, language, registry)
        found[f"{FOLDER}/{file}"] = page(made)
        for picture in made.pictures:
            found[f"{FOLDER}/{PICTURES}/{picture.file}"] = picture.svg
    return found


def page(made: Guide) -> str:
    """A guide as a page of its own, in Markdown."""
    others = " · ".join(_others(made))
    blocks = [f"<!-- {COMMAND} -->", f"# {made.title}", *([others] if others else []), made.text]
    return "\n\n".join(blocks)


def _others(made: Guide) -> Iterator[str]:
    """Links to the same guide in the other languages."""
    for file, (name, language) in FILES.items():
        if name == made.name and language != made.language:
            yield f"[{catalogue(language)('site.language_name')}]({file})"
