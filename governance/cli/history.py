"""tp3 history: the life of one record."""

from itertools import chain

import click

from governance.cli.changelog import show
from governance.cli.gather import open_revision
from governance.cli.options import Call, complete_output, format_option, global_options, pass_call
from governance.model.layout import classify
from governance.model.near import near
from governance.model.problem import Misused
from governance.model.registry import FOLDERS
from governance.store.git import RevisionTree
from governance.store.history import record_steps
from governance.store.load import timezone_of


@click.command()
@global_options
@click.argument("id", metavar="[TYPE/]ID", shell_complete=complete_output)
@format_option("text", "json", "markdown", "atom")
@pass_call
def command(call: Call, id: str, form: str) -> None:
    """Show what happened to one record, the newest first, also when it was moved or is gone.

    An output; or an organisation, project, theme or platform when no output has the id, or when
    its type is said, as in platform/teams.

    Example: tp3 history viitearkkitehtuuri --lang sv
    """
    tree = open_revision(call, call.rev or "HEAD")
    zone = timezone_of(tree)
    said, _, name = id.rpartition("/")
    is_id = classify(f"{FOLDERS['theme']}/{name}.yaml") is not None
    for type in FOLDERS:
        wanted = is_id and said in ("", type)
        walked = record_steps((type, name), tree, zone) if wanted else iter(())
        first = next(walked, None)
        if first is not None:
            show(call, tree, chain([first], walked), form, about=f"{type}/{name}")
            return
    raise Misused("record-unknown", id=id, near=near(name, _ids(tree)))


def _ids(tree: RevisionTree) -> list[str]:
    """The ids of all records there are."""
    paths = (entry.path for folder in FOLDERS.values() for entry in tree.walk(folder))
    return [path.rpartition("/")[2].removesuffix(".yaml") for path in paths if ".yaml" in path]
