"""tp3 location: where an output can be read."""

from typing import Any

import click

from governance.cli.edit import Base, How, carry_out, clear_options, edit_options, open_base
from governance.cli.gather import open_revision
from governance.cli.options import TEXT, Call, complete_output, global_options, pass_call
from governance.rules.edits.lookup import output_of
from governance.rules.edits.versions import add_location, location_at, set_location


@click.group(name="location")
@global_options
def command() -> None:
    """Enter a place where an output can be read, or change one.

    Example: tp3 location add viitearkkitehtuuri --url https://a.fi/x --language fi --format html

    Example: tp3 location set viitearkkitehtuuri https://a.fi/x --archive https://arkisto.fi/x
    """


@command.command(name="add")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.option("--url", type=TEXT, help="Web address.")
@click.option("--path", type=TEXT, help="File in this repository; its content is recorded too.")
@click.option("--language", required=True, type=TEXT, help="Language of what is there.")
@click.option("--format", required=True, type=TEXT, help="Format of what is there, such as html.")
@click.option("--version", type=TEXT, help="The version it shows.  [default: always the newest]")
@click.option("--archive", type=TEXT, metavar="URL", help="Archived copy of the address.")
@click.option("--from", "revision", metavar="REV",
              help="With --path: the revision that had the file of an older version.")  # fmt: skip
@edit_options
@pass_call
def add(
    call: Call, /, how: How, output: str, path: str | None, revision: str | None, **fields: Any
) -> int:
    """Enter a place: an address, or a file in this repository.

    Example: tp3 location add viitearkkitehtuuri --url https://a.fi/x --language fi --format html
    """
    base = open_base(call)
    digest = None if path is None else _digest(call, base, path, revision)
    edits = add_location(base.registry, output, path=path, rev=revision, sha256=digest, **fields)
    return carry_out(call, how, base, edits)


@command.command(name="set")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.argument("place", type=TEXT)
@click.option("--of-version", type=TEXT, help="Which one is meant, by its version.")
@click.option("--of-language", type=TEXT, help="Which one is meant, by its language.")
@click.option("--new-place", type=TEXT, metavar="PLACE", help="Another address or path.")
@click.option("--archive", type=TEXT, metavar="URL", help="Archived copy of the address.")
@click.option("--language", type=TEXT, help="Language of what is there.")
@click.option("--format", type=TEXT, help="Format of what is there.")
@click.option("--version", type=TEXT, help="The version it shows.")
@click.option("--refreeze", is_flag=True, help="Record the content of the file as it is now.")
@click.option("--from", "revision", metavar="REV",
              help="With --refreeze: record its content as it was in this revision.")  # fmt: skip
@clear_options(
    version="It shows always the newest version.", archive="There is no archived copy of it."
)
@edit_options
@pass_call
def set_(
    call: Call,
    /,
    how: How,
    output: str,
    place: str,
    of_version: str | None,
    of_language: str | None,
    new_place: str | None,
    refreeze: bool,
    revision: str | None,
    **fields: Any,
) -> int:
    """Change a place, which is named by its address or path.

    Example: tp3 location set viitearkkitehtuuri https://a.fi/x --archive https://arkisto.fi/x
    """
    base = open_base(call)
    at = location_at(
        output_of(base.registry, output), place, version=of_version, language=of_language
    )
    digest = _digest(call, base, new_place or place, revision) if refreeze else None
    edits = set_location(
        base.registry,
        output,
        at,
        place=new_place,
        refreeze=refreeze,
        rev=revision,
        sha256=digest,
        **fields,
    )
    return carry_out(call, how, base, edits)


def _digest(call: Call, base: Base, path: str, rev: str | None) -> str | None:
    """The SHA-256 of the file as it is, or as it was in a revision; None where none stands."""
    tree = base.tree if rev is None else open_revision(call, rev)
    return tree.sha256(path)
