"""tp3 site serve: the site on this machine, made again whenever a file changes."""

from threading import Thread
from time import perf_counter

import click

from governance.cli.options import Call
from governance.cli.serve.builds import Builds
from governance.cli.serve.server import Build, Server, Window
from governance.cli.serve.watch import changes
from governance.cli.show import stopped, tell
from governance.model.problem import Outside, Refused, Stop
from governance.publish import problems
from governance.publish.site.frame import Files


def serve(call: Call, port: int) -> None:
    """Serve until interrupted. The first build must succeed; after that the last good one stays.

    Raises Refused where the registry is not valid, Outside where there is none, the port cannot be
    had or files cannot be watched, Misused with --rev.
    """
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    words, builds, window = call.catalogue, Builds(call), Window()
    with Server(port, window) as server:
        files = _built(call, builds)
        if files is None:
            raise Refused("serve-invalid")
        window.show(Build(files))
        Thread(target=server.serve_forever, daemon=True).start()
        click.echo(words("serve.begun", n=len(files), address=f"http://127.0.0.1:{server.port}/"))
        for is_changed in changes(call.root):
            if is_changed or builds.is_over():
                _show_next(call, builds, window)


def _show_next(call: Call, builds: Builds, window: Window) -> None:
    words = call.catalogue
    begun = perf_counter()
    try:
        files = _built(call, builds)
    except Stop as stop:
        tell(stopped(call, stop))
        files = None
    if files is None:
        tell(words("serve.kept"))
        return
    before = window.shown.files
    new = sum(before.get(path) != content for path, content in files.items())
    if new or len(before) > len(files):
        window.show(Build(files))
        seconds = words.number(round(perf_counter() - begun, 1))
        click.echo(words("serve.again", n=new, of=len(files), seconds=seconds))


def _built(call: Call, builds: Builds) -> Files | None:
    """The files of the next build; the problems that hinder it are told."""
    found, files = builds.build()
    if found:
        tell(problems.as_text(call.catalogue, found))
    return files
