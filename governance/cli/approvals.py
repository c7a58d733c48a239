"""tp3 approvals: who must approve a pull request, and who has."""

import re
from typing import Any, BinaryIO

import click

from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.model.approval import LARGEST, parse_approvals
from governance.model.problem import Misused
from governance.publish.approvals.data import as_data
from governance.publish.approvals.text import as_text
from governance.publish.json import as_json
from governance.rules.approvals.verdict import Opinions, judge
from governance.store.load import timezone_of
from governance.store.proposal import propose


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
    """


@command.command(name="check")
@global_options
@click.option("--base", required=True, metavar="REV", help="The tip of the branch it goes into.")
@click.option("--head", required=True, metavar="REV", help="The newest commit of the pull request.")
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
    base: str,
    head: str,
    reviews: BinaryIO | None,
    author: str | None,
    admins: tuple[str, ...],
    form: str,
) -> int:
    """Tell what a pull request changes, who must approve that and who has.

    What its merge into the base would change is read from Git, without a checkout. Rules, roles
    and contacts are those of the base. What cannot be explained is refused. Exits 0 only where all
    who must have approved.

    Example: tp3 approvals check --base main --head HEAD --approvals reviews.json
    """
    if call.rev is not None:
        raise Misused("base-named")
    tip = open_revision(call, base)
    proposal = propose(tip, open_revision(call, head))
    said = parse_approvals(reviews.read(LARGEST + 1)) if reviews else ()
    opinions = Opinions(proposal.head, author, said, frozenset(admins))
    today = call.today(timezone_of(tip))
    changes = proposal.difference.changes
    verdict = judge(proposal.registry, changes, opinions, today, proposal.refusals)
    words = call.catalogue
    if form == "json":
        first = {"format": 1, "revision": proposal.base, "today": today, "head": proposal.head}
        click.echo(as_json(first | as_data(words, changes, verdict)))
    else:
        click.echo(as_text(words, proposal.registry, proposal.difference, verdict))
    return 0 if verdict.word == "approved" else 1
