"""tp3 approvals: who must approve a pull request, and who has."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

import click

from governance.cli import pulls
from governance.cli.forge import must_have_home, origin_of
from governance.cli.gather import load_registry, open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.forge.judging import Judging
from governance.model.approval import LARGEST, parse_approvals
from governance.model.problem import Misused, Outside
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
        if not re.fullmatch(r"github:[1-9][0-9]{0,18}", value):  # as in records
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


command.add_command(pulls.run)
command.add_command(pulls.record)


@dataclass(frozen=True)
class _Asked:
    """What is to be judged: revisions, and what people said in files or on GitHub."""

    base: str | None
    head: str | None
    reviews: BinaryIO | None
    author: str | None
    admins: frozenset[str]
    pull: int | None


@command.command(name="check")
@global_options
@click.option("--base", metavar="REV", help="The tip of the branch it goes into.")
@click.option("--head", metavar="REV", help="The newest commit of the pull request.")
@pulls.pull_option
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
    asked = _Asked(base, head, reviews, author, frozenset(admins), number)
    proposal, verdict, today = _judged(call, asked) if number is None else _on_github(call, asked)
    words, changes = call.catalogue, proposal.difference.changes
    if form == "json":
        first = {"format": 1, "revision": proposal.base, "today": today, "head": proposal.head}
        click.echo(as_json(first | as_data(words, changes, verdict)))
    else:
        click.echo(as_text(words, proposal.registry, proposal.difference, verdict))
    return 0 if verdict.word == "approved" else 1


def _judged(call: Call, asked: _Asked) -> tuple[Proposal, Verdict, date]:
    """By what the files say."""
    if asked.base is None or asked.head is None:
        raise Misused("revisions-needed")
    tip = open_revision(call, asked.base)
    proposal = propose(tip, open_revision(call, asked.head))
    said = parse_approvals(asked.reviews.read(LARGEST + 1)) if asked.reviews else ()
    opinions = Opinions(proposal.head, asked.author, said, asked.admins)
    today = call.today(timezone_of(tip))
    changes = proposal.difference.changes
    verdict = judge(proposal.registry, changes, opinions, today, proposal.refusals)
    return proposal, verdict, today


def _on_github(call: Call, asked: _Asked) -> tuple[Proposal, Verdict, date]:
    """By what people said on GitHub."""
    if asked.reviews or asked.author or asked.admins:
        raise Misused("pull-and-opinions")
    home = must_have_home(call, load_registry(call).registry)
    judging = Judging(home.github.reader, origin_of(call), call.today)
    pull = judging.open(asked.pull or 0)
    base = open_revision(call, asked.base) if asked.base else judging.tip()
    head = open_revision(call, asked.head) if asked.head else judging.head(pull)
    if head is None:
        raise Outside("pull-moved", url=pull.url)
    judged = judging.judged(pull, base, head)
    return judged.proposal, judged.verdict, judged.today
