"""The platform report as data: exact numbers as fractions beside their decimals."""

from dataclasses import asdict
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from governance.rules.citations import newest
from governance.rules.platform.assessment import Cell, ranges
from governance.rules.platform.facts import unknown
from governance.rules.platform.report import Report
from governance.rules.platform.scores import Pair
from governance.rules.platform.sensitivity import End


def as_data(report: Report) -> dict[str, Any]:
    """For programs. A score that nobody has given is null, with its range beside it."""
    registry = report.registry
    policy = registry.rules.platform
    criteria = [each.id for each in policy.criteria]
    return {
        "format": 1,
        "revision": registry.revision,
        "today": report.today,
        "outputs": [newest(registry, id) for id in policy.outputs],
        "verdict": {
            **asdict(report.verdict),
            "rests_on_stale": report.rests_on_stale,
            "fewest_facts": report.fewest,
            "fewest_facts_to_recommend": report.to_recommend,
        },
        "weights": policy.weights,
        "criteria": [
            {
                "id": each.id,
                "weight": each.weight,
                "below": _end(room.below),
                "above": _end(room.above),
                "lead": {"below": _end(lead.below), "above": _end(lead.above)} if lead else None,
            }
            for each, room, lead in zip_longest(policy.criteria, report.rooms, report.leads)
        ],
        "candidates": [
            {
                "id": name,
                "worst": _number(report.totals[name].low),
                "best": _number(report.totals[name].high),
                "mean": _number(report.means[name]),
                "output": _cited(report, name),
                "scores": {
                    id: _cell(cell) for id, cell in zip(criteria, report.known[name], strict=True)
                },
            }
            for name in report.known
        ],
        "order": _pairs(report.order),
        "dominance": _pairs(report.dominance),
        "facts": [
            {
                "candidate": fact.candidate,
                "criterion": criteria[fact.at],
                "decides": _pairs(report.deciding.get(fact, frozenset())),
            }
            for fact in unknown(ranges(report.known))
        ],
        "needs": _needs(report),
    }


def _cited(report: Report, name: str) -> str | None:
    output = report.output(name)
    return None if output is None else newest(report.registry, output.id)


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "state": "assessed" if cell.is_assessed else "not-assessed",
        "low": cell.range.low,
        "high": cell.range.high,
        "mean": _number(cell.mean),
        "stale": cell.is_stale,
        "evidence": [
            {
                "score": each.evidence.score,
                "source": each.evidence.source,
                "checked": each.evidence.checked,
                "age": each.age,
            }
            for each in cell.pieces
        ],
    }


def _end(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {
        "weight": _number(end.weight),
        "holds": end.holds,
        "lost": _pairs(end.lost),
        "won": _pairs(end.won),
    }


def _needs(report: Report) -> dict[str, Any]:
    found = asdict(report.needs)
    found["reviews_a_year"] = _number(report.needs.reviews_a_year)
    return {name: dict(each) if isinstance(each, tuple) else each for name, each in found.items()}


def _pairs(pairs: frozenset[Pair]) -> list[dict[str, str]]:
    return [{"ahead": one, "behind": other} for one, other in sorted(pairs)]


def _number(value: Fraction | None) -> dict[str, Any] | None:
    """The number itself as a fraction, and near it as a decimal."""
    return None if value is None else {"exact": str(value), "decimal": round(float(value), 4)}
