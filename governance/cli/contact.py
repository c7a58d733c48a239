"""tp3 contact: roles of an organisation that answer for outputs."""

from datetime import date
from typing import Any

import click

from governance.cli.edit import How, carry_out, clear_options, edit_options, open_base
from governance.cli.options import TEXT, Call, DayType, global_options, pass_call
from governance.rules.edits.contacts import add_contact, set_contact


@click.group(name="contact")
@global_options
def command() -> None:
    """Enter a contact of an organisation, or change one. A contact is a role, never a person.

    Example: tp3 contact add omnia ea-lead --title Arkkitehtuurivastaava --account github:12345678

    Example: tp3 contact set omnia ea-lead --until 2027-07-31
    """


@command.command(name="add")
@global_options
@click.argument("organisation", metavar="ORG")
@click.argument("key", type=TEXT)
@click.option("--title", required=True, multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="Title of the role; again for another language.")  # fmt: skip
@click.option("--account", type=TEXT, help="Forge and numeric id, github:12345678.")
@edit_options
@pass_call
def add(call: Call, /, how: How, organisation: str, key: str, **fields: Any) -> int:
    """Enter a contact, the last in order.

    Example: tp3 contact add omnia ea-lead --title Arkkitehtuurivastaava
    """
    base = open_base(call)
    return carry_out(call, how, base, add_contact(base.registry, organisation, key, **fields))


@command.command(name="set")
@global_options
@click.argument("organisation", metavar="ORG")
@click.argument("key", type=TEXT)
@click.option("--title", multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="Title of the role in one language; others stay.")  # fmt: skip
@click.option("--account", type=TEXT, help="Forge and numeric id, github:12345678.")
@click.option("--until", type=DayType(), metavar="DATE", help="Last day on which it answers.")
@clear_options(account="It has no account.", until="It answers until further notice.")
@edit_options
@pass_call
def set_(
    call: Call, /, how: How, organisation: str, key: str, until: date | None, **fields: Any
) -> int:
    """Change a contact.

    Example: tp3 contact set omnia ea-lead --until 2027-07-31
    """
    base = open_base(call)
    edits = set_contact(base.registry, organisation, key, until=until, **fields)
    return carry_out(call, how, base, edits)
