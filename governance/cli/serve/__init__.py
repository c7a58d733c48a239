"""tp3 site serve: the site on this machine, made again whenever a file changes."""

import gc
from threading import Thread
from time import perf_counter

import click

from governance.cli.options import Call
from governance.cli.serve.builds import Builds, Site
from governance.cli.serve.server import ADDRESS, Build, Server, Window
from governance.cli.serve.watch import changes, must_be_watchable
from governance.cli.show import stopped, tell
from governance.cli.site_files import index_files
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
    must_be_watchable(call.root)
    words, builds, window = call.catalogue, Builds(call), Window()
    with Server(port, window) as server:
        site = _built(call, builds)
        if site is None:
            raise Refused("serve-invalid")
        window.show(Build(site.files))
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://{ADDRESS}:{server.port}/"
        click.echo(words("serve.begun", n=len(site.files), address=address))
        index: Files = {}
        indexed: Site | None = None
        is_kept = False
        for is_changed in changes(call.root):
            if is_changed or builds.is_over():
                begun = perf_counter()
                new = _next(call, builds)
                if new and is_kept:
                    click.echo(words("serve.valid"))
                is_kept = new is None
                if new and new.files != site.files:
                    window.show(Build({**index, **new.files}))
                    _tell_of(call, site, new, perf_counter() - begun)
                    site = new
            elif indexed is not site:  # a quiet moment: the index takes longer than all pages
                index = index_files(call, site.source, site.files)
                window.add(index)
                indexed = site
                gc.collect()  # `main` leaves garbage to the end, which is far off here


def _next(call: Call, builds: Builds) -> Site | None:
    """The next build; what hinders it is told."""
    try:
        site = _built(call, builds)
    except Stop as stop:
        tell(stopped(call, stop))
        site = None
    if site is None:
        tell(call.catalogue("serve.kept"))
    return site


def _built(call: Call, builds: Builds) -> Site | None:
    """The next build; the problems of the registry are told."""
    found, site = builds.build()
    if found:
        tell(problems.as_text(call.catalogue, found))
    return site


def _tell_of(call: Call, before: Site, now: Site, seconds: float) -> None:
    words, files = call.catalogue, now.files
    new = sum(before.files.get(path) != content for path, content in files.items())
    took = words.number(round(seconds, 1))
    click.echo(words("serve.again", n=new, of=len(files), seconds=took))
