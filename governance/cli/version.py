"""tp3 publish-version: a new version of an output."""

from datetime import date
from typing import Any

import click

from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import (
    TEXT,
    Call,
    DayType,
    TextType,
    complete_output,
    global_options,
    pass_call,
)
from governance.model.version import is_version
from governance.rules.edits.versions import publish_version


class VersionType(TextType):
    """A version number, MAJOR.MINOR."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The number; fails as wrong usage where it is none."""
        text = super().convert(value, param, ctx)
        if not is_version(text):
            self.fail(f"{text!r} is no version; write it as 1.0", param, ctx)
        return text


@click.command(name="publish-version")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.argument("version", type=VersionType())
@click.option("--changes", multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="What changed, for the change log; again for another language.")  # fmt: skip
@click.option("--date", "day", type=DayType(), metavar="DATE",
              help="Day of publication.  [default: today]")  # fmt: skip
@edit_options
@pass_call
def command(
    call: Call,
    how: How,
    output: str,
    version: str,
    changes: tuple[str, ...],
    day: date | None,
) -> int:
    """Enter a published version, higher than the newest one.

    Example: tp3 publish-version viitearkkitehtuuri 2.0 --changes "Luku 3 kirjoitettiin uudelleen"
    """
    base = open_base(call)
    edits = publish_version(
        base.registry, output, version, base.today, day=day or base.today, changes=changes
    )
    return carry_out(call, how, base, edits)
