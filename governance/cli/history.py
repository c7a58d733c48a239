"""tp3 history: the life of one record."""

import click

from governance.cli import changelog
from governance.cli.gather import open_revision
from governance.cli.options import Call, complete_output, format_option, global_options, pass_call
from governance.model.layout import classify
from governance.model.near import near
from governance.model.problem import Misused
from governance.model.registry import FOLDERS, RecordType
from governance.publish.changelog import as_timeline, difference_lines
from governance.store.git import RevisionTree
from governance.store.history import record_steps
from governance.store.load import timezone_of


@click.command()
@global_options
@click.argument("id", metavar="ID", shell_complete=complete_output)
@format_option("text", "json", "markdown", "atom")
@pass_call
def command(call: Call, id: str, form: str) -> None:
    """Show what happened to one record, the newest first, also when it was moved or is gone.

    An output, or an organisation, project, theme or platform when no output has the id.

    Example: tp3 history viitearkkitehtuuri --lang sv
    """
    tree = open_revision(call, call.rev or "HEAD")
    zone = timezone_of(tree)
    for type in FOLDERS if classify(f"{FOLDERS['theme']}/{id}.yaml") else ():
        walked = list(record_steps((type, id), tree, zone))
        if walked:
            break
    else:
        raise Misused("output-unknown", id=id, near=near(id, _ids(tree, "output")))
    if form != "text":
        changelog.show(call, tree, iter(walked), form)
        return
    words = call.catalogue
    lines = (
        line
        for step in walked
        for line in difference_lines(words, step.difference, step.day, step.commit)
    )
    click.echo(as_timeline(words, lines))


def _ids(tree: RevisionTree, type: RecordType) -> list[str]:
    entries = (entry.path for entry in tree.walk(FOLDERS[type]))
    return [path.rpartition("/")[2].removesuffix(".yaml") for path in entries if ".yaml" in path]
