"""The one door: finds the command, and turns what goes wrong into an exit code.

0 done; 1 findings; 2 wrong usage; 3 the outside failed; 4 our own bug; 130 interrupted.
"""

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import click
from click.shell_completion import shell_complete

from governance import __version__
from governance.cli.options import Call, global_options
from governance.cli.show import stopped
from governance.model.problem import Misused, Outside, Refused, Stop

# Command -> the module that has it as `command`; imported only when it is called.
COMMANDS = {
    "validate": "validate",
    "queue": "queue",
    "show": "record",
    "history": "history",
    "changelog": "changelog",
    "diff": "diff",
    "stats": "stats",
    "platform": "platform",
    "audit": "audit",
    "doctor": "doctor",
    "schema": "schema",
    "codeowners": "codeowners",
    "governance": "governance",
    "guide": "guide",
    "site": "site",
    "run": "run",
    "add": "add",
    "review": "review",
    "schedule": "schedule",
    "handover": "handover",
    "set-status": "status",
    "need": "need",
    "publish-version": "version",
    "location": "location",
    "contact": "contact",
    "issues": "issues",
    "commands": "commands",
    "approvals": "approvals",
}
EXIT_CODES: dict[type[Stop], int] = {Refused: 1, Misused: 2, Outside: 3}
COMPLETE = "_TP3_COMPLETE"  # click's name for what a shell asks completions by
BUG = 4
INTERRUPTED = 130


class LateGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"governance.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(
    cls=LateGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Shell completion: eval "$(_TP3_COMPLETE=bash_source tp3)" (or zsh, fish).',
)
@click.version_option(__version__, prog_name="tp3")
@global_options
def tp3() -> None:
    """Content governance in Git: who owns what, when it is reviewed, what must be updated.

    Example: tp3 queue --today 2027-03-01 --lang fi
    """


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A command makes a million objects that stay, and ends: collecting garbage only costs time.
    gc.disable()
    code = run(sys.argv[1:])
    # The process ends here: taking ten thousand records apart one by one would only cost time.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. All it said has been written when it returns."""
    call = Call()
    try:
        code = _invoke(call, arguments)
    except click.UsageError as error:
        code = error.exit_code
        _say(error.show)
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has heard enough; nothing more can be said on stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = INTERRUPTED
    except OSError as error:
        code = _stop(call, Outside("output-write", detail=error.strerror or ""))
    except Stop as stop:
        code = _stop(call, stop)
    except Exception:
        from traceback import format_exc

        code = BUG
        report = f"{format_exc()}\n{call.catalogue('stop.bug.message')}"
        _say(lambda: click.echo(report, err=True))
    return code


def _invoke(call: Call, arguments: Sequence[str]) -> int:
    if instruction := os.environ.get(COMPLETE):
        return shell_complete(tp3, {}, "tp3", COMPLETE, instruction)
    try:
        with tp3.make_context("tp3", list(arguments), obj=call) as context:
            code = tp3.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _stop(call: Call, stop: Stop) -> int:
    text = stopped(call, stop)
    _say(lambda: click.echo(text, err=True))
    return next(code for kind, code in EXIT_CODES.items() if isinstance(stop, kind))


def _say(write: Callable[[], object]) -> None:
    """Write to stderr, which may be closed: then nobody wants to hear it."""
    with contextlib.suppress(OSError):
        write()
        if sys.stderr is not None:
            sys.stderr.flush()
