"""tp3 governance: the governance model as a document."""

import click

from governance.cli.gather import all_problems, load_registry, place_of
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Refused
from governance.model.registry import SETTINGS_PATH, Registry
from governance.publish.document.html import page
from governance.publish.document.markdown import as_markdown
from governance.publish.governance.document import governance_document


@click.command()
@global_options
@format_option("markdown", "html")
@pass_call
def command(call: Call, form: str) -> int:
    """Print the governance model: the prose of workflows/text/ with the rules that are run.

    Example: tp3 governance --lang fi --format html > hallintamalli.html
    """
    made = governance_document(call.catalogue, _with_sound_rules(call))
    if made.notice is not None:
        tell(made.notice.text)
    click.echo(as_markdown(made) if form == "markdown" else page(made), nl=form == "html")
    return 0


def _with_sound_rules(call: Call) -> Registry:
    """A registry whose rules and prose are valid.

    Raises Refused, with the first place, where that is not so.
    """
    loaded = load_registry(call)
    problems = [each for each in all_problems(loaded) if _is_of_rules(each.path)]
    errors = [each for each in problems if each.severity == "error"]
    if errors:
        raise Refused("registry-broken", count=str(len(errors)), place=place_of(errors[0]))
    return loaded.registry


def _is_of_rules(path: str) -> bool:
    return path == SETTINGS_PATH or path.startswith("workflows/")
