"""Versions of files by Git's id -> plain records, and what two versions of one differ in."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from governance.model import layout, upgrade
from governance.model.fields import Data
from governance.model.registry import FOLDERS, FORMAT
from governance.store import yaml
from governance.store.blobs import Blobs
from governance.store.git import RevisionTree
from governance.store.load import format_of, model_of
from governance.store.parts import (
    Known,
    Plain,
    Unreadable,
    differing,
    fields,
    parts_of,
    plain_record,
    whole,
)

Parts = Mapping[str, bytes] | None
KEPT = 16_384  # versions of records whose parts are remembered, some 3 KB each


TITLES = {"output": "title", "project": "title", "theme": "title"} | {
    "organisation": "names", "platform": "name",
}  # fmt: skip


class Versions:
    """Reads versions of files of one repository, each as seldom as can be."""

    def __init__(
        self, newest: RevisionTree, blobs: Blobs, steps: Mapping[int, upgrade.Step]
    ) -> None:
        self._newest = newest
        self._blobs = blobs
        self._steps = steps
        self._kept: dict[str, Parts] = {}
        self._known: Known = {}
        self.format_of = lru_cache(maxsize=64)(self._read_format)
        self.organisation = lru_cache(maxsize=1024)(self._read_organisation)

    def pair(
        self,
        place: layout.Place,
        old: tuple[str | None, int | None],
        new: tuple[str | None, int | None],
    ) -> tuple[Plain | None, Plain | None]:
        """The fields in which two versions (id and format) of a record may differ.

        None on a side where the record does not stand; then the other is whole. Raises Unreadable
        where one of them is not what the model takes, and Outside where Git cannot give it.
        """
        (first, first_format), (second, second_format) = old, new
        if first and second and first_format == second_format == FORMAT:
            model = model_of(place)
            # Going back in time, the newer one has been met before and is not met again.
            after, before = self._take(model, second), self._keep(model, first)
            if before is not None and after is not None:
                found = differing(model, before, after, self._known)
                if found is not None:
                    return found
        return self._whole(place, first, first_format), self._whole(place, second, second_format)

    def schema(self, id: str | None) -> Any:
        """The annotation schema, None where there is none. Raises Unreadable."""
        try:
            return None if id is None else json.loads(yaml.decode(self._read(id)))
        except (yaml.Malformed, ValueError, RecursionError):
            raise Unreadable from None

    def title(self, place: layout.Place, id: str) -> Mapping[str, str]:
        """What a version of a record is called, by language; nothing where it cannot be told."""
        field = TITLES[place.type or "output"]
        model = model_of(place)
        try:
            parts = self._keep(model, id)
            return by_language(fields(model, parts or {}, [field], self._known)[field])
        except (Unreadable, KeyError):
            return {}

    def value(self, place: layout.Place, id: str, format: int, field: str) -> Any:
        """One field of a version, as plain data. Raises Unreadable where that cannot be told."""
        model = model_of(place)
        if format == FORMAT and (parts := self._keep(model, id)) and field in parts:
            return fields(model, parts, [field], self._known)[field]
        found = self._whole(place, id, format)
        if found is None:
            raise Unreadable
        return found[field]

    def _read_organisation(self, id: str) -> Mapping[str, str]:
        """The names of an organisation, which is never deleted, at the newest revision."""
        place = layout.Place("record", "organisation", id)
        blob = self._newest.object_id(f"{FOLDERS['organisation']}/{id}.yaml")
        return self.title(place, blob) if blob else {}

    def _whole(self, place: layout.Place, id: str | None, format: int | None) -> Plain | None:
        if id is None:
            return None
        model = model_of(place)
        if format == FORMAT and (parts := self._keep(model, id)):
            found = whole(model, parts, self._known)
            if found is not None:
                return found
        try:
            raw = yaml.read(self._read(id))
        except yaml.Malformed:
            raise Unreadable from None
        if format is not None and format != FORMAT:
            raw = upgrade.upgrade(place.type or place.name, raw, format, self._steps)
        found = plain_record(model, raw)
        # The step writes the new number, but this version says the old one.
        return {**found, "format": format} if place.kind == "settings" else found

    def _take(self, model: type[Data], id: str) -> Parts:
        return self._kept.pop(id) if id in self._kept else parts_of(model, self._read(id))

    def _keep(self, model: type[Data], id: str) -> Parts:
        if id not in self._kept:
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[id] = parts_of(model, self._read(id))
        return self._kept[id]

    def _read_format(self, id: str | None) -> int | None:
        """Number of the format that settings name; None where it cannot be read by us."""
        if id is None:
            return FORMAT
        try:
            number = format_of(self._read(id))
        except Unreadable:
            return None
        known = all(each in self._steps for each in range(number, FORMAT))
        return number if number <= FORMAT and known else None

    def _read(self, id: str) -> bytes:
        if (data := self._blobs.read(id)) is None:
            raise Unreadable
        return data


def by_language(title: Any) -> Mapping[str, str]:
    """A title as records have it, a text or one by language, by language."""
    return {"": title} if isinstance(title, str) else title
