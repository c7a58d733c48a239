"""One output: its record, what follows from it on a day, and where each value came from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from governance.model.period import Period
from governance.model.record import Location, Output
from governance.model.registry import Registry
from governance.publish import queue as queue_words
from governance.publish.names import kind_name, organisation_name, project_name, theme_name
from governance.publish.reasons import reason_in
from governance.rules.citations import citations
from governance.rules.queue import Item, queue
from governance.rules.standing import Standing, Standings
from governance.text.catalogue import Catalogue
from governance.text.media import terminal

WIDTH = 21


def as_data(registry: Registry, id: str, today: date) -> dict[str, Any]:
    """For programs: the record as it stands, the derived values, and its rows of the queue."""
    output = registry.outputs[id]
    standing = Standings(registry, today).of(output)
    agreed = standing.agreed
    return {
        "format": 1,
        "revision": registry.revision,
        "today": today,
        "path": registry.paths["output", id],
        "output": output.model_dump(mode="json"),
        "derived": {
            "cycle": standing.cycle,
            "cycle_from": standing.cycle_from,
            "number": standing.number,
            "key": f"{id}/review/{standing.number}" if standing.due else None,
            "anchor": standing.anchor,
            "anchor_from": standing.anchor_from,
            "due": standing.due,
            "due_from": _due_from(standing),
            "due_before_moving": standing.due_before_moving,
            "agreed": agreed.model_dump(mode="json") if agreed else None,
            "days_overdue": standing.days_overdue,
            "state": standing.state,
            "freshness": standing.freshness,
            "update_status": standing.update_status,
            "owner_state": standing.owner_state,
            "ai_impact": standing.ai_impact,
            "translation_lag": dict(standing.translation_lag),
            "dated_ahead": [{"field": field, "date": day} for field, day in standing.dated_ahead],
            "related_from": [
                {"type": kind, "output": other} for kind, other in _related_from(registry, id)
            ],
            "cited_in": _cited_in(registry, id),
        },
        "queue": [queue_words.as_data(item) for item in _rows(registry, id, today)],
    }


def as_text(words: Catalogue, registry: Registry, id: str, today: date) -> str:
    """For people: a few labelled lines, each derived value with its reason."""
    output = registry.outputs[id]
    standing = Standings(registry, today).of(output)
    lines = [words.pick(output.title)[0], words.pick(output.summary)[0], ""]
    lines += [
        f"{words(f'show.label.{label}'):{WIDTH}} {terminal(text)}"
        for label, text in (
            *_record_lines(words, registry, output),
            *_derived_lines(words, registry, output, standing, today),
            *_queue_lines(words, registry, id, today),
        )
    ]
    return "\n".join(terminal(line) if line else "" for line in lines)


Labelled = Iterator[tuple[str, str]]


def _record_lines(words: Catalogue, registry: Registry, output: Output) -> Labelled:
    yield "id", output.id
    yield "file", registry.paths["output", output.id]
    yield "kind", kind_name(words, registry, output.kind)
    yield "project", project_name(registry, output.project)
    yield "status", words.term("status", output.status)
    if output.scope != "single":
        yield "scope", words.term("scope", output.scope)
    for theme in output.themes:
        yield "theme", theme_name(words, registry, theme)
    for contributor in output.contributors:
        yield "contributor", organisation_name(words, registry, contributor)
    for version in output.versions:
        day = words.day(version.date) if version.date else words("show.unknown_day")
        yield "version", f"{version.version} ({day})"
    for location in output.locations:
        yield (
            "location",
            f"{location.url or location.path} ({', '.join(_traits(location))})",
        )
    yield "accessibility", words.term("accessibility", output.accessibility)
    for relation in output.relations:
        yield "relation", f"{words.term('relation', relation.type)}: {relation.output}"


def _traits(location: Location) -> list[str]:
    shown = [location.version] if location.version else []
    return [location.language, location.format, *shown]


def _derived_lines(
    words: Catalogue, registry: Registry, output: Output, standing: Standing, today: date
) -> Labelled:
    owner = organisation_name(words, registry, output.owner)
    why = words(
        f"show.owner.{standing.owner_state}",
        basis=output.owner_basis or "",
        since=output.owner_since or today,
    )
    yield "owner", f"{owner}: {why}" if owner else why
    yield "cycle", _cycle(words, output, standing)
    if standing.due is not None and standing.days_overdue is not None:
        anchor = words(f"show.anchor.{standing.anchor_from}", date=standing.anchor)
        yield "number", words("show.number", n=standing.number, anchor=anchor)
        yield "due", f"{words.day(standing.due)}: {_due(words, standing)}"
        days = words(_days_key(standing.days_overdue), n=abs(standing.days_overdue))
        yield "state", f"{words.term('review_state', standing.state)} ({days})"
    else:
        yield "state", words.term("review_state", standing.state)
    yield "freshness", words.term("freshness", standing.freshness)
    status = words.term("update_status", standing.update_status)
    yield "update_status", f"{status}: {words(f'show.update_status.{standing.update_status}')}"
    for need in standing.open_needs:
        state = words.term("state", need.state)
        yield "need", f"{need.id}. {words.pick(need.summary)[0]} ({state})"
    if standing.last_review is not None:
        last = standing.last_review
        outcome = words.term("outcome", last.outcome)
        yield "last_review", f"{words.day(last.date)}, {outcome}: {last.evidence}"
    if standing.ai_impact is not None:
        yield "ai_impact", words.term("ai_impact", standing.ai_impact)
    for language, version in standing.translation_lag.items():
        yield "lag", words("show.lag", tongue=language, version=version)
    for field, day in standing.dated_ahead:
        yield "dated_ahead", words("queue.reason.dated-ahead", field=field, date=day, n=0)
    for kind, other in _related_from(registry, output.id):
        yield "related_from", f"{other} ({words.term('relation', kind)})"
    for place in _cited_in(registry, output.id):
        yield "cited_in", place


def _queue_lines(words: Catalogue, registry: Registry, id: str, today: date) -> Labelled:
    for item in _rows(registry, id, today):
        yield "why", queue_words.why(words, item)
        yield "next", queue_words.next_action(words, registry, item)


def _rows(registry: Registry, id: str, today: date) -> list[Item]:
    """The rows of the queue about one output."""
    return [each for each in queue(registry, today) if (each.type, each.id) == ("output", id)]


def _due_from(standing: Standing) -> str | None:
    """What decided the due date, None where there is none."""
    if standing.due is None:
        return None
    return "cycle" if standing.agreed is None else "agreed"


def _cycle(words: Catalogue, output: Output, standing: Standing) -> str:
    if standing.cycle == "never":
        return words("show.never", reason=output.review.never_reason or "")
    source = words(f"show.cycle_from.{standing.cycle_from}")
    return f"{words.period(Period.parse(standing.cycle))}: {source}"


def _due(words: Catalogue, standing: Standing) -> str:
    text = words("show.due_from.cycle", cycle=Period.parse(standing.cycle), anchor=standing.anchor)
    if standing.agreed is not None:
        agreed = standing.agreed
        reason = reason_in(words, agreed.reason)
        text = words("show.due_from.agreed", date=agreed.date, reason=reason)
    if standing.due != standing.due_before_moving and standing.due_before_moving is not None:
        text = f"{text}; {words('show.moved', date=standing.due_before_moving)}"
    return text


def _days_key(days: int) -> str:
    return "queue.reason.due" if days >= 0 else "queue.reason.due-soon"


def _related_from(registry: Registry, id: str) -> list[tuple[str, str]]:
    return sorted(
        (relation.type, other.id)
        for other in registry.outputs.values()
        for relation in other.relations
        if relation.output == id
    )


def _cited_in(registry: Registry, id: str) -> list[str]:
    return [
        cited.path if cited.line is None else f"{cited.path}:{cited.line}"
        for cited in citations(registry)
        if cited.output == id
    ]
