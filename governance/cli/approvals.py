"""tp3 approvals: who must approve a pull request, and who has."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

import click

from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.model.approval import LARGEST, parse_approvals
from governance.model.fields import ACCOUNT
from governance.model.problem import Misused
from governance.publish.approvals.data import as_data
from governance.publish.approvals.text import as_text
from governance.publish.json import as_json
from governance.rules.approvals.values import Verdict
from governance.rules.approvals.verdict import Opinions, judge
from governance.store.load import timezone_of
from governance.store.proposal import Proposal, propose


class AccountType(click.ParamType[str]):
    """An account by forge and numeric id."""

    name = "account"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The account; fails as wrong usage where it is none."""
        if not re.fullmatch(ACCOUNT, value):
            self.fail(f"{value!r} is no account; write it as github:12345678", param, ctx)
        return str(value)


@click.group(name="approvals")
@global_options
def command() -> None:
    """Tell who must approve a pull request, and who has.

    Example: tp3 approvals check --base main --head HEAD

    Example: tp3 approvals run

    Example: tp3 approvals record
    """


pull_option = click.option(
    "--pull", "number", type=click.IntRange(1, 10**10), metavar="N",
    help="A pull request on GitHub, by its number.",
)  # fmt: skip


@command.command(name="check")
@global_options
@click.option("--base", metavar="REV", help="The tip of the branch it goes into.")
@click.option("--head", metavar="REV", help="The newest commit of the pull request.")
@pull_option
@click.option("--approvals", "reviews", type=click.File("rb"), metavar="FILE",
              help="What was said in its reviews: a JSON list of {account, login, commit, "
              "state: approve|request-changes|comment|dismissed, at}.")  # fmt: skip
@click.option("--author", type=AccountType(), metavar="ACCOUNT",
              help="Who opened it, such as github:12345678.")  # fmt: skip
@click.option("--admin", "admins", type=AccountType(), multiple=True, metavar="ACCOUNT",
              help="An admin of the repository. May be given several times.")  # fmt: skip
@format_option("text", "json")
@pass_call
def check(
    call: Call,
    base: str | None,
    head: str | None,
    number: int | None,
    reviews: BinaryIO | None,
    author: str | None,
    admins: tuple[str, ...],
    form: str,
) -> int:
    """Tell what a pull request changes, who must approve that and who has.

    What its merge into the base would change is read from Git, without a checkout. Rules, roles
    and contacts are those of the base. What cannot be explained is refused. Exits 0 only where all
    who must have approved.

    With the number of a pull request its reviews are read from GitHub, and where no revisions are
    named, its own are fetched from origin.

    Example: tp3 approvals check --base main --head HEAD --approvals reviews.json

    Example: tp3 approvals check --pull 12
    """
    if call.rev is not None:
        raise Misused("base-named")
    if number is None:
        opinions = _Opinions(reviews, author, frozenset(admins))
        proposal, verdict, today = _judged(call, base, head, opinions)
    elif reviews or author or admins:
        raise Misused("pull-and-opinions")
    else:
        from governance.cli.pulls import judge_pull  # what asks GitHub costs 0.3 s

        found = judge_pull(call, number, base, head)
        proposal, verdict, today = found.proposal, found.verdict, found.today
    words, changes = call.catalogue, proposal.difference.changes
    if form == "json":
        first = {"format": 1, "revision": proposal.base, "today": today, "head": proposal.head}
        click.echo(as_json(first | as_data(words, changes, verdict)))
    else:
        click.echo(as_text(words, proposal.registry, proposal.difference, verdict))
    return 0 if verdict.word == "approved" else 1


@command.command(name="run")
@global_options
@pull_option
@click.option("--asked", type=click.File("rb"), metavar="FILE",
              help="Only what this file names, made by a job without rights.")  # fmt: skip
@format_option("text", "json")
@pass_call
def run(call: Call, number: int | None, asked: BinaryIO | None, form: str) -> int:
    """Tell on pull requests who must approve them and who has, and set their status.

    Without a number: on every open one into the default branch. Each has one comment, which is
    edited in place, and the status tp3/approvals on its newest commit. Nothing is written where
    nothing changed. It does no harm to run it twice.

    Example: tp3 approvals run --pull 12
    """
    from governance.cli.pulls import tell_pulls

    call.must_be_now()
    if number is not None and asked:
        raise Misused("pull-or-asked")
    return tell_pulls(call, number, asked, form)


@command.command(name="record")
@global_options
@pull_option
@format_option("text", "json")
@pass_call
def record(call: Call, number: int | None, form: str) -> int:
    """Keep in Git who approved what was merged: a line a demand, in refs/notes/approvals.

    Without a number: of all that was merged in the last 14 days and has no record yet. What was
    pushed without a pull request gets none: `tp3 audit` finds it. It does no harm to run it twice.

    Example: tp3 approvals record
    """
    from governance.cli.pulls import record_pulls

    call.must_be_now()
    return record_pulls(call, number, form)


@dataclass(frozen=True)
class _Opinions:
    """What people said, as files and options have it."""

    reviews: BinaryIO | None
    author: str | None
    admins: frozenset[str]


def _judged(
    call: Call, base: str | None, head: str | None, opinions: _Opinions
) -> tuple[Proposal, Verdict, date]:
    if base is None or head is None:
        raise Misused("revisions-needed")
    tip = open_revision(call, base)
    proposal = propose(tip, open_revision(call, head))
    said = parse_approvals(opinions.reviews.read(LARGEST + 1)) if opinions.reviews else ()
    known = Opinions(proposal.head, opinions.author, said, opinions.admins)
    today = call.today(timezone_of(tip))
    changes = proposal.difference.changes
    verdict = judge(proposal.registry, changes, known, today, proposal.refusals)
    return proposal, verdict, today
