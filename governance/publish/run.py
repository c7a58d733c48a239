"""What `tp3 run` makes of a registry: queue, indicators, chart and pages, as files."""

import json
from datetime import date
from typing import Any

from markupsafe import Markup

from governance.model.registry import Registry
from governance.publish import queue as queue_words
from governance.publish import stats as stats_words
from governance.publish.chart import chart
from governance.publish.page import asset, render
from governance.publish.table import csv_table
from governance.rules.queue import Item, queue
from governance.rules.stats import Stats, stats
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

Files = dict[str, str]


def run_files(registry: Registry, today: date) -> Files:
    """Path below the output folder -> text. The same registry and day give the same bytes."""
    items = queue(registry, today)
    found = stats(registry, today)
    files = {
        "index.html": render("languages.html", languages=[catalogue(each) for each in LANGUAGES]),
        "style.css": asset("style.css"),
        "stats.json": _json(stats_words.as_data(registry, found, today)),
    }
    for language in LANGUAGES:
        files |= _language_files(catalogue(language), registry, items, found, today)
    return files


def _language_files(
    words: Catalogue, registry: Registry, items: tuple[Item, ...], found: Stats, today: date
) -> Files:
    groups = [
        (name, each)
        for group, name, each in stats_words.rows(words, registry, found)
        if group in ("total", "project")
    ]
    rows = [queue_words.cells(words, registry, item) for item in items]
    page = render(
        "front.html",
        words=words,
        languages=[catalogue(each) for each in LANGUAGES],
        title=words.pick(registry.rules.settings.title)[0],
        registry=registry,
        today=today,
        total=found.total,
        chart=Markup(chart(words, groups)),  # noqa: S704 - made by our own escaping template
        groups=[
            (group, [_row(words, registry, item) for item in members])
            for group, members in queue_words.groups(items)
        ],
        columns=queue_words.header(words),
        stats_header=stats_words.header(words),
        stats_rows=[stats_words.cells(words, name, each) for name, each in groups],
    )
    folder = words.language
    return {
        f"{folder}/index.html": page,
        f"{folder}/queue.md": queue_words.as_markdown(words, registry, items, today),
        f"{folder}/queue.csv": csv_table(queue_words.header(words), rows),
        f"{folder}/stats.svg": chart(words, groups, standalone=True),
    }


def _row(words: Catalogue, registry: Registry, item: Item) -> dict[str, Any]:
    """One row of the page, with the language its title is in."""
    output = registry.outputs.get(item.id)
    title = (
        words.pick(output.title)
        if output
        else (registry.platforms[item.id].name, registry.languages[0])
    )
    return {
        "title": title[0],
        "language": title[1],
        "item": item,
        "cells": queue_words.cells(words, registry, item)[1:],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
