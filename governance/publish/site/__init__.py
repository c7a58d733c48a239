"""The public site: pages in three languages, open data, feeds and calendars."""

from governance.publish.page import asset, picture
from governance.publish.site.about import about_page, languages_page
from governance.publish.site.calendar import calendar_files
from governance.publish.site.changes import changes_pages
from governance.publish.site.data import data_files
from governance.publish.site.documents import (
    accessibility_pages,
    governance_pages,
    platform_pages,
)
from governance.publish.site.feeds import feed_files
from governance.publish.site.frame import Files, Frame
from governance.publish.site.front import front_page
from governance.publish.site.gatherings import projects_pages, themes_pages
from governance.publish.site.gone import gone_pages
from governance.publish.site.guides import guides_pages
from governance.publish.site.indicators import indicators_pages
from governance.publish.site.kept import Kept
from governance.publish.site.linked.catalog import catalogue_files
from governance.publish.site.missing import missing_page
from governance.publish.site.organisations import organisations_pages
from governance.publish.site.output import output_files
from governance.publish.site.outputs import outputs_pages
from governance.publish.site.queue import queue_pages
from governance.publish.site.search import search_page
from governance.publish.site.sitemap import sitemap_files
from governance.publish.site.source import Source
from governance.publish.site.tongue import Tongue
from governance.text.catalogue import LANGUAGES, catalogue

__all__ = ["Kept", "Source", "site_files"]

PAGES = (
    front_page,
    outputs_pages,
    organisations_pages,
    themes_pages,
    projects_pages,
    queue_pages,
    changes_pages,
    indicators_pages,
    governance_pages,
    platform_pages,
    accessibility_pages,
    guides_pages,
    about_page,
    search_page,
    calendar_files,
    feed_files,
)
ASSETS = ("site.css", "guide.css", "site.js", "search.js", "icon.svg")
PICTURES = ("card.png",)  # what a page is shown with where somebody shares it


def site_files(source: Source, kept: Kept | None = None, top: str | None = None) -> Files:
    """Path below the folder of the site -> what stands there. The same source gives the same bytes.

    `kept` has what earlier builds made: what is made of the same again is taken from there. `top`
    is the path at which a server has the site, if it is not that of the site's address. Raises
    Refused where settings or a policy could not be read.
    """
    kept = kept or Kept()
    kept.begin(source.ground)
    frames = [Frame(Tongue(source, catalogue(each), kept)) for each in LANGUAGES]
    files = languages_page(frames) | {name: asset(f"site/{name}") for name in ASSETS}
    files |= {name: picture(f"site/{name}") for name in PICTURES}
    for frame in frames:
        for make in PAGES:
            files |= make(frame)
        for output in source.outputs.values():
            files |= output_files(frame, output)
    files |= data_files(source, kept) | catalogue_files(source, kept)
    files |= sitemap_files(frames[0].address, files) | missing_page(frames, top)
    for frame in frames:
        files |= gone_pages(frame)
    return files
