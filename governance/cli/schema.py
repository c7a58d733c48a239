"""tp3 schema: the JSON Schemas of the records."""

import json
from pathlib import Path

import click

from governance.cli.options import Call, global_options, pass_call
from governance.model.problem import Misused, Outside
from governance.model.schema import schemas
from governance.store.write import write_files

SUFFIX = ".schema.json"


@click.command()
@global_options
@click.option(
    "--check", is_flag=True, help="Write nothing; fail where a file is not as it would be."
)
@pass_call
def command(call: Call, check: bool) -> int:
    """Write the JSON Schema of every kind of file to schemas/, for editors and other programs.

    Example: tp3 schema --check
    """
    if call.rev is not None:
        raise Misused("rev-not-here")
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    folder = call.root / "schemas"
    wanted = {f"{name}{SUFFIX}": _text(schema) for name, schema in schemas().items()}
    stale = _stale(folder, wanted)
    words = call.catalogue
    if check:
        for name in stale:
            click.echo(
                words("schema.stale", path=f"schemas/{name}", command="tp3 schema"), err=True
            )
        if not stale:
            click.echo(words("schema.current", n=len(wanted)), err=True)
        return 1 if stale else 0
    write_files(folder, {name: wanted[name] for name in stale if name in wanted})
    for name in stale:
        if name not in wanted:
            _remove(folder / name)
        click.echo(f"schemas/{name}")
    click.echo(words("schema.written", n=len(stale)), err=True)
    return 0


def _text(schema: object) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """Names of the files that are missing, different, or of a kind that is no more."""
    present = {path.name for path in folder.glob(f"*{SUFFIX}")}
    changed = (name for name, text in wanted.items() if _bytes(folder / name) != text.encode())
    return sorted({*changed, *(present - wanted.keys())})


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Outside("file-unreadable", path=str(path), detail=error.strerror or "") from None


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise Outside("file-unwritable", path=str(path), detail=error.strerror or "") from None
