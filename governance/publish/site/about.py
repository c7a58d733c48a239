"""What the registry is, how its data is taken, and the page on which a language is chosen."""

from governance.publish.home import home
from governance.publish.open_data.schemas import SUFFIX, published_schemas
from governance.publish.page import render
from governance.publish.site.beside import CALENDAR
from governance.publish.site.data.head import SCHEMAS
from governance.publish.site.data.index import CATALOGUE, data_names
from governance.publish.site.frame import INDEX, SECTIONS, Files, Frame


def about_page(frame: Frame) -> Files:
    """About the registry and its open data."""
    words = frame.words
    settings = frame.tongue.source.registry.rules.settings
    return frame.page(
        "about",
        SECTIONS["about"],
        words("site.section.about"),
        section="about",
        description=words("site.about.lead"),
        maintainer=settings.maintainer,
        home=home(settings.forge) if settings.forge else None,
        data=data_names(frame.tongue.source),
        catalogue=CATALOGUE,
        calendar=CALENDAR,
        schemas={f"{name}.json": f"{SCHEMAS}/{name}{SUFFIX}" for name in published_schemas()},
        documents=[frame.tongue.said(each.title) for each in settings.documents.values()],
    )


def languages_page(frames: list[Frame]) -> Files:
    """The first page of the site: the languages."""
    return {INDEX: render("site/languages.html", frames=frames)}
