"""tp3 site: the public site, as files."""

from pathlib import Path

import click

from governance.cli.gather import valid_registry
from governance.cli.options import Call, global_options, out_option, pass_call
from governance.cli.site_files import (
    BELOW,
    INDEX,
    folder_of,
    must_be_free,
    searchable_site,
    source_of,
    write_site,
)


@click.group(name="site")
@global_options
def command() -> None:
    """Make the public site: pages in three languages, open data, feeds and calendars.

    Example: tp3 site build --out /tmp/site
    """


@command.command(name="build")
@global_options
@out_option("build/site")
@pass_call
def build(call: Call, out: Path | None) -> None:
    """Write the site; every link in it is relative, so it works wherever it is put.

    An address that was published stays, as far as history tells. Other pages of an earlier site
    that would not be written again are removed; without history none is. Nothing is written when
    the registry is not valid, or where somebody else's file would be replaced. In a bare
    repository say where with --out. SOURCE_DATE_EPOCH in the environment is told as the time at
    which it was made.

    Example: tp3 site build --out /tmp/site --today 2027-03-01
    """
    below = "" if out else BELOW
    folder = folder_of(call, out, below)
    source = source_of(call, valid_registry(call))
    files = searchable_site(call, source)
    must_be_free(out, {below: files})
    write_site(call, folder, files, below, is_whole=source.steps is not None)
    page = str(folder / below / "index.html")
    search = sum(path.startswith(f"{INDEX}/") for path in files)
    click.echo(call.catalogue("site.written", n=len(files), search=search, page=page))


@command.command(name="serve")
@global_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Listen on this port of this machine; 0 takes any free one.")  # fmt: skip
@pass_call
def serve_command(call: Call, port: int) -> None:
    """Show the site in a browser on this machine, and again whenever a file changes.

    Made of the files as they stand, in memory: nothing is written. While the registry is not
    valid, its problems are told and the last good site stays. Ctrl-C ends it.

    Example: tp3 site serve --port 8080
    """
    from governance.cli.serve import serve

    serve(call, port)
