"""What `tp3 run` makes of a registry: queue, indicators, chart and pages, as files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from governance.model.change import Step
from governance.model.registry import Registry
from governance.publish import queue as queue_words
from governance.publish import stats as stats_words
from governance.publish.changelog import NEWEST, stream_atom
from governance.publish.chart import chart
from governance.publish.issues.files import IssueFile, issue_files, plan_pages
from governance.publish.json import as_json
from governance.publish.months import by_year, months, year_pages
from governance.publish.page import asset, render
from governance.rules.issues.action import Plan
from governance.rules.queue import Item
from governance.rules.stats import Stats
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

Files = dict[str, str]


def run_files(  # noqa: PLR0913, PLR0917 - one argument a part of the site
    registry: Registry,
    today: date,
    items: Sequence[Item],
    found: Stats,
    plan: Plan,
    steps: Sequence[Step] | None,
) -> Files:
    """Path below the output folder -> text. The same registry and day give the same bytes.

    `plan` is compared with nothing: it has the issues that would be open. `steps` are those of its
    history, newest first; None where there is no history to be had.
    """
    catalogues = [catalogue(each) for each in LANGUAGES]
    titles = [words.pick(registry.rules.settings.title) for words in catalogues]
    files = {
        "index.html": render("languages.html", languages=catalogues, titles=titles),
        "style.css": asset("style.css"),
        "stats.json": as_json(stats_words.as_data(registry, found, today)) + "\n",
    }
    issues = issue_files(registry, plan)
    files |= plan_pages(plan) | {each.path: each.text for each in issues}
    for words in catalogues:
        files |= _language_files(
            words, registry, items, found, issues, today, has_changelog=steps is not None
        )
    if steps is not None:
        files |= _changelog_files(registry, steps, today)
    return files


def _changelog_files(registry: Registry, steps: Sequence[Step], today: date) -> Files:
    told = [
        step for step in steps if any(each.group != "other" for each in step.difference.changes)
    ]
    years = by_year(months(told, today))
    revision = steps[0].commit if steps else ""
    files: Files = {}
    for words in map(catalogue, LANGUAGES):
        pages = year_pages(words, registry, years, today, revision)
        pages["feed.atom"] = "".join(stream_atom(words, registry, told[:NEWEST], today))
        files |= {f"{words.language}/changelog/{name}": text for name, text in pages.items()}
    return files


def _language_files(  # noqa: PLR0913, PLR0917 - what a front page shows
    words: Catalogue,
    registry: Registry,
    items: Sequence[Item],
    found: Stats,
    issues: Sequence[IssueFile],
    today: date,
    *,
    has_changelog: bool,
) -> Files:
    groups = [
        (name, each)
        for group, name, each in stats_words.rows(words, registry, found)
        if group in ("total", "project")
    ]
    page = render(
        "front.html",
        words=words,
        languages=[catalogue(each) for each in LANGUAGES],
        title=words.pick(registry.rules.settings.title)[0],
        registry=registry,
        today=today,
        has_changelog=has_changelog,
        total=found.total,
        to_do=sum(item.is_to_do for item in items),
        waiting=sum(not item.is_to_do for item in items),
        chart=Markup(chart(words, groups)),  # noqa: S704 - made by our own escaping template
        groups=[
            (group, [_row(words, registry, item) for item in members])
            for group, members in queue_words.groups(items)
        ],
        columns=queue_words.header(words),
        issues=issues,
        stats_header=stats_words.header(words),
        stats_rows=[stats_words.cells(words, name, each) for name, each in groups],
    )
    folder = words.language
    return {
        f"{folder}/index.html": page,
        f"{folder}/queue.md": queue_words.as_markdown(words, registry, items, today),
        f"{folder}/queue.csv": queue_words.as_csv(words, registry, items),
        f"{folder}/stats.svg": chart(words, groups, standalone=True),
    }


def _row(words: Catalogue, registry: Registry, item: Item) -> dict[str, Any]:
    """One row of the page, with the language its title is in."""
    title, language = queue_words.title(words, registry, item)
    cells = queue_words.cells(words, registry, item)[1:]
    return {"title": title, "language": language, "item": item, "cells": cells}
