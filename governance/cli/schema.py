"""tp3 schema: the JSON Schemas of the records."""

import json
from pathlib import Path

import click

from governance.cli.options import Call, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Outside
from governance.model.schema import schemas
from governance.store.files import WorkingTree
from governance.store.write import write_files

SUFFIX = ".schema.json"
FOLDER = "schemas"
OURS = b'"$id": "urn:tp3:schema:'  # by which we know what we have written
MOST = 1024 * 1024


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
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    folder = call.root / FOLDER
    wanted = {f"{name}{SUFFIX}": _text(schema) for name, schema in schemas().items()}
    stale = _stale(WorkingTree(call.root), wanted)
    words = call.catalogue
    if check:
        for name in stale:
            click.echo(
                words("schema.stale", path=f"schemas/{name}", command="tp3 schema"), err=True
            )
        if not stale:
            tell(words("schema.current", n=len(wanted)))
        return 1 if stale else 0
    write_files(folder, {name: wanted[name] for name in stale if name in wanted})
    for name in stale:
        if name not in wanted:
            _remove(folder / name)
        click.echo(f"schemas/{name}")
    tell(words("schema.written", n=len(stale)))
    return 0


def _text(schema: object) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _stale(tree: WorkingTree, wanted: dict[str, str]) -> list[str]:
    """Names of the files that are missing, different, or of a kind that is no more."""
    folder = tree.root / FOLDER
    present = {path.name for path in folder.glob(f"*{SUFFIX}") if path.name not in wanted}
    changed = {name for name, text in wanted.items() if _read(tree, name) != text.encode()}
    return sorted(changed | {name for name in present if OURS in (_read(tree, name) or b"")})


def _read(tree: WorkingTree, name: str) -> bytes | None:
    return tree.read(f"{FOLDER}/{name}", MOST)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise Outside("file-unwritable", path=str(path), detail=error.strerror or "") from None
