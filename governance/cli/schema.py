"""tp3 schema: the JSON Schemas of the records and of the open data."""

from pathlib import Path
from typing import Any

import click

from governance.cli.options import Call, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Outside
from governance.model.schema import schemas
from governance.publish.json import as_json
from governance.publish.open_data import schemas as open_data
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

    Those of the open data of the site stand in schemas/v1/.

    Example: tp3 schema --check
    """
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    folder = call.root / FOLDER
    wanted = {f"{name}{SUFFIX}": f"{as_json(schema)}\n" for name, schema in _schemas().items()}
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


def _schemas() -> dict[str, dict[str, Any]]:
    """Each schema by its path below schemas/, without the suffix."""
    published = open_data.published_schemas().items()
    return schemas() | {f"{open_data.FOLDER}/{name}": schema for name, schema in published}


def _stale(tree: WorkingTree, wanted: dict[str, str]) -> list[str]:
    """Names of the files that are missing, different, or of a kind that is no more."""
    folder = tree.root / FOLDER
    present = {path.relative_to(folder).as_posix() for path in folder.rglob(f"*{SUFFIX}")}
    present -= wanted.keys()
    changed = {name for name, text in wanted.items() if _read(tree, name) != text.encode()}
    return sorted(changed | {name for name in present if OURS in (_read(tree, name) or b"")})


def _read(tree: WorkingTree, name: str) -> bytes | None:
    return tree.read(f"{FOLDER}/{name}", MOST)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise Outside("file-unwritable", path=str(path), detail=error.strerror or "") from None
