"""Runs tp3 with what the action was given; its exit code is the step's, and an output of it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

TP3 = Path(__file__).parent / "bin/tp3"
WRONG_USAGE = 2


def words() -> list[str]:
    """The arguments: from elsewhere come whole lines, never words that could be more than one.

    Only a line feed ends a line: what else Unicode takes for an end can stand in a title.
    """
    options = {"--today": "TP3_TODAY", "--lang": "TP3_LANGUAGE"}
    given = [f"{option}={os.environ[name]}" for option, name in options.items() if os.environ[name]]
    command = shlex.split(os.environ["TP3_COMMAND"])
    lines = os.environ["TP3_ARGUMENTS"].removesuffix("\n")
    more = lines.split("\n") if lines else []
    return ["-C", os.environ["TP3_DIRECTORY"], *given, *command, *more]


def main() -> int:
    """Run the command; its exit code."""
    try:
        arguments = words()
    except ValueError as error:
        sys.stderr.write(f"The input `command` cannot be read: {error}.\n")
        return WRONG_USAGE
    if not os.environ["GITHUB_TOKEN"]:
        del os.environ["GITHUB_TOKEN"]
    shown = os.environ["TP3_SUMMARY"] == "true"
    done = subprocess.run(
        [TP3, *arguments], stdout=subprocess.PIPE if shown else None, encoding="utf-8", check=False
    )
    if shown:
        sys.stdout.write(done.stdout)
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as page:
            page.write(done.stdout)
    return done.returncode


if __name__ == "__main__":
    code = main()
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"code={code}\n")
    sys.exit(code)
