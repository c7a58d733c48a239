"""tp3 guide: the guides for owners and maintainers."""

import click

from governance.cli.docs import open_docs
from governance.cli.gather import valid_registry
from governance.cli.options import Call, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Misused
from governance.publish.guides.documents import DRAWN, FOLDER, documents, page
from governance.publish.guides.guide import GUIDES, Name, guide


@click.command()
@global_options
@click.argument("name", type=click.Choice(GUIDES), default="owner", metavar="[owner|maintainer]")
@click.option("--write", is_flag=True, help="Write all guides and their pictures to docs/.")
@click.option("--check", is_flag=True, help="Fail where docs/ does not hold what --write writes.")
@pass_call
def command(call: Call, name: Name, write: bool, check: bool) -> int:
    """Print the guide for owners or for maintainers, with the rules of this registry.

    The maintainers' guide is in English only.

    Example: tp3 guide --lang sv
    """
    if write and check:
        raise Misused("write-or-check")
    if write or check:
        return _documents(call, check=check)
    click.echo(page(guide(name, call.catalogue.language, valid_registry(call))), nl=False)
    return 0


def _documents(call: Call, *, check: bool) -> int:
    """Write the files, or tell which are not as they would be written; the exit code."""
    docs, words = open_docs(call, f"{FOLDER}/"), call.catalogue
    wanted = documents(valid_registry(call))
    if not check:
        tell(words("guides.written", n=docs.write(wanted, DRAWN)))
        return 0
    changed = docs.changed(wanted)
    for path in changed:
        tell(words("guides.behind", path=path))
    if not changed:
        tell(words("guides.current"))
    return 1 if changed else 0
