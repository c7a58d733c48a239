"""Outputs and organisations as tables for spreadsheets."""

from collections.abc import Iterator
from functools import partial

from governance.model.record import Output
from governance.publish.site.kept import Kept
from governance.publish.site.said import said
from governance.publish.site.source import Source
from governance.publish.table import csv_line, csv_table, csv_text
from governance.rules.contacts import has_ended
from governance.rules.standing import Standing
from governance.rules.versions import newest

OUTPUTS = (
    "id", "title", "kind", "project", "owner", "owner_state", "status", "freshness",
    "in_date_until", "due", "update_status", "version", "language", "license",
)  # fmt: skip
ORGANISATIONS = (
    "id", "name", "member", "ended", "has_ended", "languages", "outputs", "under_review",
    "in_date", "needs_open",
)  # fmt: skip


def outputs_csv(source: Source, kept: Kept) -> str:
    """The outputs; titles in the language of the registry."""
    lines = (
        kept.of(
            ("outputs.csv", id),
            (output, standing := source.standing(id)),
            partial(_output, source, output, standing),
        )
        for id, output in sorted(source.outputs.items())
    )
    return csv_text(OUTPUTS, lines)


def organisations_csv(source: Source) -> str:
    """The organisations with how much they own; names in the language of the registry."""
    return csv_table(ORGANISATIONS, _organisations(source))


def _output(source: Source, output: Output, standing: Standing) -> str:
    title = said(output.title, source.registry.languages[0]).text
    cells = _cells(
        output.id, title, output.kind, output.project, output.owner,
        standing.owner_state, output.status, standing.freshness, standing.in_date_until,
        standing.due, standing.update_status, newest(output), output.language, output.license,
    )  # fmt: skip
    return csv_line(cells)


def _organisations(source: Source) -> Iterator[list[str]]:
    language = source.registry.languages[0]
    for id, each in source.registry.organisations.items():
        counted = source.stats.organisations.get(id)
        yield _cells(
            id, said(each.names, language).text, _word(is_so=each.member), each.ended,
            _word(is_so=has_ended(each, source.today)), " ".join(each.languages),
            counted.outputs if counted else 0, counted.under_review if counted else 0,
            counted.in_date if counted else 0, counted.needs_open if counted else 0,
        )  # fmt: skip


def _cells(*values: object) -> list[str]:
    return ["" if each is None else str(each) for each in values]


def _word(*, is_so: bool) -> str:
    return "true" if is_so else "false"
