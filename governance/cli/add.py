"""tp3 add: a new output."""

from typing import Any, get_args

import click

from governance.cli.ask import ask, ask_id
from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import TEXT, Call, global_options, pass_call
from governance.model.fields import Status
from governance.model.problem import Misused
from governance.model.registry import Registry
from governance.rules.edits.lookup import new_path
from governance.rules.edits.records import add_output
from governance.text.catalogue import Catalogue


@click.command(name="add")
@global_options
@click.argument("output", metavar="ID", type=TEXT, required=False)
@click.option("--project", type=TEXT, metavar="ID", help="The project it came from.")
@click.option("--kind", type=TEXT, help="Key of `kinds` in registry.yaml.")
@click.option("--title", multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="Title; again for another language.")  # fmt: skip
@click.option("--summary", multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="What it is, in the registry's first language; again as sv=TEXT.")  # fmt: skip
@click.option("--owner", type=TEXT, metavar="ORG", help="The proposed owner.")
@click.option("--no-owner", is_flag=True, help="Nobody owns it, by decision.")
@click.option("--owner-basis", type=TEXT, metavar="TEXT", help="Why this owner is proposed.")
@click.option("--status", type=click.Choice(get_args(Status)), default="draft", show_default=True,
              help="Lifecycle.")  # fmt: skip
@click.option("--language", type=TEXT,
              help="Language of the original.  [default: the registry's first]")  # fmt: skip
@click.option("--theme", "themes", multiple=True, type=TEXT, metavar="ID", help="A theme of it.")
@click.option("--cycle", type=TEXT, help="Review cycle such as P1Y.  [default: the kind's]")
@click.option("--source", "sources", multiple=True, type=TEXT, metavar="DOCUMENT[:PLACE]",
              help="Where the facts stand.")  # fmt: skip
@edit_options
@pass_call
def command(call: Call, /, how: How, output: str | None, no_owner: bool, **fields: Any) -> int:
    """Add an output to the registry. On a terminal, what is missing is asked for.

    Example: tp3 add uusi-ohje --project karkki --kind guideline --title "Uusi ohje"
    --summary "Mitä tehdään." --owner omnia --owner-basis "laati ohjeen"
    """
    if no_owner and (fields["owner"] or fields["owner_basis"]):
        raise Misused("owner-and-none")
    base = open_base(call)
    id = _complete(call.catalogue, base.registry, output, fields, no_owner=no_owner)
    return carry_out(call, how, base, add_output(base.registry, id, base.today, **fields))


def _complete(
    words: Catalogue,
    registry: Registry,
    given: str | None,
    fields: dict[str, Any],
    *,
    no_owner: bool,
) -> str:
    """Fill in what was not given, by asking; the id. Wrong usage where nobody can answer.

    Nothing more is asked where the project or the id is wrong.
    """
    known = registry.known
    fields["project"] = fields["project"] or ask_id(words, "project", list(known["project"]))
    id = given or ask(words, "output")
    new_path(registry, fields["project"], id)
    kinds = list(registry.rules.settings.kinds)
    fields["kind"] = fields["kind"] or ask_id(words, "kind", kinds)
    first = registry.languages[0]
    fields["title"] = fields["title"] or (ask(words, "title", first),)
    fields["summary"] = fields["summary"] or (ask(words, "summary", first),)
    if not no_owner:
        owners = list(known["organisation"])
        fields["owner"] = fields["owner"] or ask_id(words, "owner", owners)
        fields["owner_basis"] = fields["owner_basis"] or ask(words, "owner_basis")
    return id
