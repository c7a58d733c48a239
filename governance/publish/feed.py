"""Steps of history as feeds: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org), entry by entry.

An entry is one commit in one language, and in the feed of a record one commit for that record. Its
id says so and never changes, and whoever reads two feeds sees no entry twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from markupsafe import Markup

from governance.model.change import Step
from governance.model.registry import Registry
from governance.publish.changelog import grouped, said, step_lines
from governance.publish.json import as_line
from governance.publish.moment import moment_of, rfc3339
from governance.publish.names import organisation_name
from governance.publish.page import macro, stream
from governance.text.catalogue import Catalogue

NEWEST = 50  # entries of a feed
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Entry:
    """One step as an entry of a feed; `updated` as RFC 3339 has it, in UTC; `content` is HTML."""

    id: str
    title: str
    updated: str
    content: Markup


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself.

    `own` and `page` are the addresses of the feed, without its suffix, and of the page with the
    same, None where there are no pages; `is_whole`: they are whole addresses.
    """

    id: str
    title: str
    updated: str
    author: str
    site: str | None
    own: str | None
    page: str | None
    is_whole: bool


def feed_of(  # noqa: PLR0913, PLR0917 - a feed and what it is of
    words: Catalogue,
    registry: Registry,
    steps: Iterable[Step],
    today: date,
    about: str = "",
    title: str = "",
    own: str | None = None,
    page: str | None = None,
) -> tuple[Feed, Iterator[Entry]]:
    """A feed of the steps, newest first.

    `about` is the record (type/id) that they are of, empty for the whole registry, and `title`
    what that is called, if it is not to be told by its type and id. Of an empty feed `today` is the
    day of change. Raises Refused where the settings could not be read.
    """
    settings = registry.rules.settings
    entries = (each for step in steps if (each := _entry(words, step, about)) is not None)
    newest = next(entries, None)
    of = f":{about}" if about else ""
    feed = Feed(
        id=f"urn:tp3:changelog:{words.language}{of}",
        title=words("changelog.of", title=title or about or words.pick(settings.title)[0]),
        updated=newest.updated if newest else f"{today}T00:00:00Z",
        author=organisation_name(words, registry, settings.maintainer),
        site=settings.site,
        own=own,
        page=page,
        is_whole=settings.site is not None,
    )
    return feed, chain([newest] if newest else [], entries)


def stream_atom(words: Catalogue, feed: Feed, entries: Iterable[Entry]) -> Iterator[str]:
    """The pieces of a feed as Atom: a long one is never whole in memory."""
    return stream("changelog.atom", words=words, feed=feed, entries=entries)


def json_feed(words: Catalogue, feed: Feed, entries: Sequence[Entry]) -> str:
    """The same as JSON Feed, whose addresses are whole ones or none."""
    whole = {"home_page_url": feed.page, "feed_url": f"{feed.own}.json"} if feed.is_whole else {}
    url = {"url": feed.page} if feed.is_whole else {}
    return as_line(
        {
            "version": JSON_FEED,
            "title": feed.title,
            **whole,
            "description": words("changelog.about"),
            "language": words.language,
            "authors": [{"name": feed.author}],
            "items": [
                {
                    "id": each.id,
                    **url,
                    "title": each.title,
                    "content_html": each.content,
                    "date_published": each.updated,
                }
                for each in entries
            ],
        }
    )


def _entry(words: Catalogue, step: Step, about: str) -> Entry | None:
    lines = list(step_lines(words, [step]))
    if not lines:
        return None
    moment = moment_of(step.seconds)
    more = words("changes.more", n=len(lines) - 1) if len(lines) > 1 else ""
    of = f":{about}" if about else ""
    return Entry(
        id=f"urn:tp3:change:{words.language}:{step.commit}{of}",
        title=f"{said(lines[0])} {more}".strip(),
        updated=rfc3339(moment) if moment else f"{step.day}T00:00:00Z",
        content=macro("_changes", "groups")(words, list(grouped(lines)), 2),
    )
