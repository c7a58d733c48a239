"""What the files of a registry would be after an edit. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from governance.model.edit import Edit
from governance.model.layout import classify, schema_line
from governance.model.registry import RECORD_MODELS, Registry
from governance.store.splice import splice
from governance.store.tree import Entry, Tree
from governance.store.write import Replacement
from governance.store.yaml import MAX_BYTES


@dataclass(frozen=True)
class Overlay:
    """A tree in which some files have other bytes, or stand though they do not yet."""

    tree: Tree
    files: Mapping[str, bytes]

    @property
    def revision(self) -> str | None:
        """That of the tree."""
        return self.tree.revision

    def walk(self, folder: str) -> Iterator[Entry]:
        """That of the tree, then the files that it does not have."""
        left = {path for path in self.files if path.startswith(f"{folder}/")}
        for entry in self.tree.walk(folder):
            if entry.path in left:
                left.discard(entry.path)
                yield self._entry(entry.path)
            else:
                yield entry
        for path in sorted(left):
            yield self._entry(path)

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """The bytes laid over it, else those of the tree."""
        if path not in self.files:
            return self.tree.read(path, most)
        data = self.files[path]
        return data if len(data) <= most else None

    def sha256(self, path: str) -> str | None:
        """That of the bytes laid over it, else that of the tree."""
        data = self.files.get(path)
        return self.tree.sha256(path) if data is None else sha256(data).hexdigest()

    def _entry(self, path: str) -> Entry:
        data = self.files[path]
        return Entry(path, "file", data if len(data) <= MAX_BYTES else None, len(data))


def edited(registry: Registry, edits: Mapping[str, tuple[Edit, ...]]) -> Mapping[str, Replacement]:
    """For each file that would change: its bytes as the registry was read from, and the new ones.

    Raises Refused where an edit cannot be made without touching other lines.
    """
    found = {}
    for path, wanted in edits.items():
        old = registry.sources.get(path)
        new = splice(_beginning(path) if old is None else old, wanted, _order(path))
        if new != old:
            found[path] = Replacement(old, new)
    return found


def _beginning(path: str) -> bytes:
    """A new record: where its schema is, and its id."""
    place = classify(path)
    return schema_line(path) + f"\nid: {place.name if place else ''}\n".encode()


def _order(path: str) -> tuple[str, ...]:
    """The fields of a record in the order in which they are written."""
    place = classify(path)
    model = RECORD_MODELS[place.type] if place and place.type else None
    return tuple(model.model_fields) if model else ()
