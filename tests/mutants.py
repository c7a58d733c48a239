"""Breaks what judges approvals in many small ways, and counts what the fast tests notice.

`make mutants` prints each change that no test noticed and a line a module, and exits 1 when fewer
than 90 % were noticed. docs/mutants.md says why those that are left change nothing.
"""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

PLACE = Path("build/mutants")
# What the fast tests need; tests/cases has links that lead nowhere, which mutmut cannot copy.
COPIED = ("governance", "tests", "workflows", "registry", "schemas")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "cases")
NOTICED = ("killed", "timeout")  # whoever waits for ever has noticed, too
LEAST = 0.9
MUTMUT = str(Path(sys.executable).absolute().with_name("mutmut"))


def main() -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(name, PLACE / name, ignore=LEFT_OUT)
    shutil.copy("pyproject.toml", PLACE)
    subprocess.run([MUTMUT, "run", *sys.argv[1:]], cwd=PLACE, check=True)
    results = dict(line.split(": ") for line in sorted(_ask("results", "--all", "true")))
    missed = [name for name, result in results.items() if result not in NOTICED]
    for name in missed:
        print(*_ask("show", name), "", sep="\n")
    _print_modules(results)
    share = 1 - len(missed) / len(results)
    print(f"{len(results)} mutants, {len(missed)} not noticed: {share:.1%} killed")
    sys.exit(0 if share >= LEAST else 1)


def _ask(*arguments: str) -> list[str]:
    """The lines that mutmut gives back."""
    command = [MUTMUT, *arguments]
    said = subprocess.run(command, cwd=PLACE, check=True, capture_output=True, text=True).stdout
    return [line.strip() if arguments[0] == "results" else line for line in said.splitlines()]


def _print_modules(results: dict[str, str]) -> None:
    """How many mutants of each module were noticed."""
    made = Counter(name.rpartition(".")[0] for name in results)
    noticed = Counter(
        name.rpartition(".")[0] for name, result in results.items() if result in NOTICED
    )
    for module, count in sorted(made.items()):
        print(f"{module:46} {noticed[module]:4} of {count:4}")


if __name__ == "__main__":
    main()
