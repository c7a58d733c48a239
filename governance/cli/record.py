"""tp3 show: one output, every derived value and where it came from."""

import click

from governance.cli.gather import sound_registry
from governance.cli.options import Call, complete_output, format_option, global_options, pass_call
from governance.model.near import near
from governance.model.problem import Misused
from governance.publish.json import as_json
from governance.publish.output import as_data, as_text


@click.command(name="show")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@format_option("text", "json")
@pass_call
def command(call: Call, output: str, form: str) -> None:
    """Show one output: its record, what follows from it today, and why.

    Example: tp3 show viitearkkitehtuuri --rev 2026-12-31
    """
    registry = sound_registry(call)
    if output not in registry.outputs:
        raise Misused("output-unknown", id=output, near=near(output, registry.outputs))
    today = call.today(registry.rules.settings.timezone)
    if form == "json":
        click.echo(as_json(as_data(registry, output, today)))
    else:
        click.echo(as_text(call.catalogue, registry, output, today))
