"""What a command has written to docs/ of the registry, and writes there again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from governance.cli.options import Call
from governance.model.problem import Outside
from governance.store.files import WorkingTree
from governance.store.write import remove_files, write_files
from governance.store.yaml import MAX_BYTES


@dataclass(frozen=True)
class Docs:
    """The documents that are there, by their path from the root of the registry."""

    root: Path
    present: Mapping[str, str]

    def changed(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Those of the wanted ones that are not there, or not as they are wanted."""
        return {path: text for path, text in wanted.items() if self.present.get(path) != text}

    def write(self, wanted: Mapping[str, str], pictures: str | None = None) -> int:
        """Write what has changed, and print its paths; how many.

        Of the files that fit the pattern `pictures`, those that are not wanted are removed.
        """
        changed = self.changed(wanted)
        write_files(self.root, changed)
        drawn = {path for path in self.present if pictures and PurePosixPath(path).match(pictures)}
        remove_files(self.root, drawn - wanted.keys())
        for path in changed:
            click.echo(path)
        return len(changed)


def open_docs(call: Call, begin: str, most: int = MAX_BYTES) -> Docs:
    """The documents whose paths begin so; of a longer one than `most` bytes nothing is known.

    Raises Misused with --rev, Outside in a bare repository.
    """
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    tree = WorkingTree(call.root)
    return Docs(
        call.root,
        {
            entry.path: (tree.read(entry.path, most) or b"").decode(errors="replace")
            for entry in tree.walk(begin.rpartition("/")[0])
            if entry.path.startswith(begin)
        },
    )
