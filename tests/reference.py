"""Writes docs/reference.md from the program itself: python -m tests.reference [--check].

With --check nothing is written: exits 1 when the page does not fit the program.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from inspect import getdoc
from pathlib import Path

import click

from governance.cli.main import COMMANDS, tp3
from governance.rules.checks import CHECKS, code_of
from governance.text.catalogue import catalogue
from tests.text.said import PROBLEMS, said

COMMAND = "python -m tests.reference"
PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
SETTINGS = {**tp3.context_settings, "terminal_width": 100}
EXIT_CODES = {
    "0": "done; warnings do not fail",
    "1": "findings: the registry is not valid, the request was refused, or `--fail-on` was hit",
    "2": "wrong usage: an option, a record or a revision that does not exist",
    "3": "something outside failed: no repository, no network, no permission",
    "4": "a bug in tp3",
    "130": "interrupted",
}
# Command -> key of its JSON answer -> keys inside it, or a sentence where it has no fixed ones.
# tests/text/test_reference.py holds them against real answers.
INDICATORS = (
    "outputs", "current", "under_review", "in_date", "review_due", "not_yet_reviewed", "late",
    "median_lateness", "unowned", "proposed", "declined", "ended", "needs_open",
    "median_need_age", "share_in_date", "share_unowned", "share_proposed",
)  # fmt: skip
ENTRY = (
    "output", "record", "change", "field", "old", "new", "commit", "date", "author", "approvers",
)  # fmt: skip
ANSWERS: dict[str, dict[str, tuple[str, ...] | str]] = {
    "validate": {
        "problems": (
            "path", "line", "column", "severity", "code", "field", "message", "hint",
        ),
    },
    "queue": {
        "items": (
            "key", "id", "due", "days_overdue", "state", "update_status", "owner", "reasons",
            "next", "type",
        ),
    },
    "show": {
        "path": "The file of the record.",
        "output": "The record with all its fields, as its schema in `schemas/` describes them.",
        "derived": (
            "cycle", "cycle_from", "number", "key", "anchor", "anchor_from", "due", "due_from",
            "due_before_moving", "agreed",
            "days_overdue", "state", "freshness", "update_status",
            "owner_state", "ai_impact", "translation_lag", "dated_ahead", "related_from",
            "cited_in",
        ),
        "queue": "Its rows of the queue, each with the keys of `items`.",
    },
    "stats": {
        "total": INDICATORS,
        "organisations": "By id, each with the keys of `total`.",
        "projects": "By id, each with the keys of `total`.",
        "kinds": "By key, each with the keys of `total`.",
    },
    "stats --over": {
        "points": ("date", "commit", *INDICATORS[:-2]),
    },
    "platform report": {
        "outputs": "Citations of the outputs that the recommendation is part of.",
        "verdict": (
            "kind", "leader", "behind", "always", "rests_on_stale", "fewest_facts",
            "fewest_facts_to_recommend",
        ),
        "weights": "`unstated` or `decided`.",
        "criteria": ("id", "weight", "below", "above", "lead"),
        "candidates": ("id", "worst", "best", "mean", "output", "scores"),
        "order": ("ahead", "behind"),
        "dominance": ("ahead", "behind"),
        "facts": ("candidate", "criterion", "decides"),
        "needs": (
            "outputs", "drafts", "kinds", "originals", "languages", "formats", "places", "files",
            "placeless", "versions", "unversioned", "owners", "accepted", "unowned", "largest",
            "cycles", "reviews_a_year", "needs_open", "accessibility", "unlicensed",
        ),
    },
    "show ID@VERSION": {
        "output": "The id.",
        "version": ("version", "date", "changes"),
        "is_newest": "Whether no later version is known.",
        "locations": "Its places, each as the schema of outputs describes them.",
    },
    "issues plan": {
        "repository": "Where the issues live, null where the plan is compared with nothing.",
        "hash": "Names exactly this plan; `issues apply --expect HASH` carries out no other.",
        "held": "Why it waits for a person: `code`, `n`, `of`, `share`; null where it does not.",
        "actions": ("op", "key", "title", "number", "reason"),
        "notes": ("key", "number", "reason"),
    },
    "issues apply": {
        "repository": "As of the plan.",
        "hash": "As of the plan.",
        "results": ("op", "key", "title", "number", "reason", "result"),
    },
    "commands run": {
        "repository": "Where the comments stand.",
        "comments": (
            "comment", "issue", "url", "output", "result", "reply", "commit", "pull",
        ),
    },
    "approvals check": {
        "head": "The commit that approvals must be of; `revision` is the tip of the base.",
        "verdict": "`approved`, `waiting` or `refused`.",
        "demands": ("change", "record", "rule", "needs", "met_by", "fallback"),
        "refusals": ("code", "record", "message"),
        "entries": ENTRY,
    },
    "approvals run": {
        "repository": "Where the pull requests stand.",
        "pulls": ("pull", "url", "head", "verdict", "result", "reason"),
    },
    "approvals record": {
        "repository": "As of `approvals run`.",
        "merges": ("commit", "pull", "lines", "reason"),
    },
    "audit --approvals --signals": {
        "findings": ("commit", "code", "record", "message"),
        "approvals": (
            "commit", "change", "record", "rule", "organisation", "contact", "account", "head",
            "source", "time", "fallback",
        ),
        "signals": ("code", "account", "commits", "message"),
    },
    "doctor": {
        "repository": "What was looked at on GitHub, null where nothing was.",
        "findings": ("code", "level", "message", "remedy"),
    },
    "changelog": {"entries": ENTRY},
    "history": {"entries": ENTRY},
    "diff": {
        "from": "The commit that is compared with `revision`.",
        "entries": ENTRY,
    },
}  # fmt: skip
ANSWERS_ARE = (
    "Every answer of `--format json` is one object with `format` (1), `revision` (a commit, or "
    "null for the working tree) and `today`. Dates are written YYYY-MM-DD. What is not known is "
    "null. A command adds these keys:"
)
VALUES_ARE = (
    "`severity` is `error` or `warning`; `days_overdue` is negative before the due date; `key` is "
    "null where nothing is asked; a `share_` lies between 0 and 1. Of a demand, `rule` is whom the "
    "rule for the kind of change names, `needs` has the `organisation` and the `accounts` of which "
    "one must approve, `met_by` the `account`, `contact` and `source` (`author`, `review`), and "
    "`fallback` says in whose place they approve (`maintainers`, `admins`). `approvers` are the "
    "approvals of a change as far as the notes are here, each with `account`, `organisation`, "
    "`contact`, `rule` and `fallback`. Of a finding of `doctor`, `level` is `gap`, `unknown`, "
    "`warning` or `ok`, and `remedy` is null where it is `ok`. Of `platform report`, numbers are "
    "`exact` (a fraction) and `decimal`; an end of the room of a weight (`below`, `above`) is null "
    "where there is none, and says whether the order `holds` at it and which pairs are `lost` and "
    "`won` beyond it; each of the `scores` has `state`, `low`, `high`, `mean`, `stale`, `evidence`."
)
PROBLEMS_ARE = (
    "What `tp3 validate` can find, and its remedy. Names in braces are filled in. Errors exit with "
    "1, warnings with 0."
)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; the exit code."""
    text = page()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text("utf-8") == text:
            return 0
        sys.stderr.write(f"docs/reference.md does not fit the program: run `{COMMAND}`\n")
        return 1
    if arguments:
        sys.stderr.write(f"usage: {COMMAND} [--check]\n")
        return 2
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, "utf-8", newline="\n")
    return 0


def page() -> str:
    """The whole page."""
    parts = (
        f"<!-- Generated by `{COMMAND}`: do not edit. -->\n\n# Reference",
        "## Commands",
        *commands(),
        "## Exit codes",
        table(("Code", "Meaning"), EXIT_CODES.items()),
        "Results go to stdout, all else to stderr.",
        "## JSON answers",
        ANSWERS_ARE,
        table(("Command", "Key", "Inside"), answers()),
        VALUES_ARE,
        "## Problems",
        PROBLEMS_ARE,
        table(("Code", "Severity", "What is checked, or what is wrong", "What to do"), problems()),
    )
    return "\n\n".join(parts) + "\n"


def commands() -> Iterator[str]:
    """The help of tp3 and of each command."""
    context = click.Context(tp3, info_name="tp3", **SETTINGS)
    yield f"```text\n{tp3.get_help(context)}\n```"
    for name in COMMANDS:
        command = tp3.get_command(context, name)
        if command is None:
            raise LookupError(name)
        yield from help_of(command, name, context)


def help_of(command: click.Command, name: str, outer: click.Context) -> Iterator[str]:
    """The help of a command, and of each command below it."""
    context = click.Context(command, outer, name, **SETTINGS)
    yield f"### {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from help_of(found, inner, context)


def answers() -> Iterator[tuple[str, ...]]:
    """Rows: a command, a key of its answer, what is inside."""
    for command, keys in ANSWERS.items():
        for key, inside in keys.items():
            names = inside if isinstance(inside, str) else ", ".join(f"`{name}`" for name in inside)
            yield f"`{command}`", f"`{key}`", names


def problems() -> Iterator[tuple[str, ...]]:
    """Rows: every code, in order of the alphabet."""
    words = catalogue("en").messages["problem"]
    checks = {code_of(check): (getdoc(check) or "").split("\n")[0] for check in CHECKS}
    severities = {site.code: site.severity for site in said(PROBLEMS)}
    for code in sorted(severities):
        about = checks.get(code) or words[code]["message"]
        yield f"`{code}`", severities[code], about, words[code]["hint"]


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(escaped, line))} |" for line in lines)


def escaped(cell: str) -> str:
    """Text that the table takes as it is written; backticks stay code."""
    return cell.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
