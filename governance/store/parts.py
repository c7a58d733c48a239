"""What two versions of a record say where they differ: only the parts with other bytes are read.

A part is a top-level key of a YAML mapping with everything up to the next one. A record of ten
thousand is read in a tenth of a millisecond, but of twenty thousand commits that is most of the
time; a commit changes a part or two.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic import ValidationError, create_model

from governance.model.fields import Data
from governance.store import yaml

Plain = dict[str, Any]
_NEXT_KEY = re.compile(rb"(?<=\n)(?=[^ \n#-])")
# Only a part with one of these could end elsewhere than at the next key.
_PERHAPS_OPEN = b"\"'[]{}&*!?%@`\t\r"


MOST_KNOWN = 30_000  # parts that are remembered, some 1 KB each

Known = dict[tuple[type[Data], bytes], Any]  # what parts say that have been read


class Unreadable(Exception):
    """A version of a record is not what the model takes."""


def plain_record(model: type[Data], data: Any) -> Plain:
    """The whole record as plain data, every default filled in. Raises Unreadable."""
    try:
        return model.model_validate(data).model_dump(mode="json", by_alias=True)
    except ValidationError:
        raise Unreadable from None


def differing(
    model: type[Data], old: Mapping[str, bytes], new: Mapping[str, bytes], known: Known
) -> tuple[Plain, Plain] | None:
    """The fields that may differ between two versions of a record, as each version has them.

    None where both must be read whole. Of parts that are alike nothing is said, not even whether
    they can be read. Raises Unreadable where one that differs is not what the model takes.
    """
    names = [name for name, part in new.items() if name and old.get(name) != part]
    names += [name for name in old if name and name not in new]
    if not _required(model).isdisjoint(
        each for each in names if each not in old or each not in new
    ):
        return None
    return fields(model, old, names, known), fields(model, new, names, known)


def whole(model: type[Data], parts: Mapping[str, bytes], known: Known) -> Plain | None:
    """The whole record as plain data, every default filled in; None where a field is missing.

    Raises Unreadable where a part is not what the model takes.
    """
    if not _required(model) <= parts.keys():
        return None
    return fields(model, parts, list(model.model_fields), known)


def fields(model: type[Data], parts: Mapping[str, bytes], names: list[str], known: Known) -> Plain:
    """Some fields as plain data. What many records say alike is read once.

    Raises Unreadable where one is not what the model takes, KeyError where one must be there.
    """
    if len(known) > MOST_KNOWN:
        known.clear()
    there = [name for name in names if name in parts]
    unknown = [parts[name] for name in there if (model, parts[name]) not in known]
    if unknown:
        found = _plain(model, b"".join(unknown))
        known |= {(model, parts[name]): value for name, value in found.items()}
    defaults = _defaults(model)
    return {name: known[model, parts[name]] if name in parts else defaults[name] for name in names}


def parts_of(model: type[Data], data: bytes) -> Mapping[str, bytes] | None:
    """The parts of a file by key, "" for what stands before the first.

    None where the file is not surely made of parts of this model.
    """
    # A text in lines of its own means another one where the last line has no end.
    if data.startswith(b"---") or b"\n---" in data or not data.endswith(b"\n"):
        return None
    found: dict[str, bytes] = {}
    names = _names(model)
    for part in _NEXT_KEY.split(data):
        key, _, rest = part.partition(b":")
        name = names.get(key)
        if name is None and not found and _is_comment(part):
            name = ""
        elif (
            name is None
            or name in found
            or rest[:1] not in (b" ", b"\n", b"")
            or (len(part.translate(None, _PERHAPS_OPEN)) != len(part) and not _stands_alone(part))
        ):
            return None
        found[name] = part
    return found


@cache
def _names(model: type[Data]) -> Mapping[bytes, str]:
    return {name.encode(): name for name in model.model_fields}


@lru_cache(maxsize=4096)
def _stands_alone(part: bytes) -> bool:
    """Whether a part can be read without those around it."""
    try:
        return len(yaml.read(part)) == 1
    except yaml.Malformed:
        return False


@lru_cache(maxsize=64)
def _is_comment(part: bytes) -> bool:
    """Whether a part says nothing, and may say it."""
    try:
        yaml.read(part)
    except yaml.Malformed as found:
        return found.code == "yaml-empty"
    return False


def _plain(model: type[Data], part: bytes) -> Plain:
    try:
        found = _partial(model).model_validate(yaml.read(part))
    except (yaml.Malformed, ValidationError):
        raise Unreadable from None
    return found.model_dump(mode="json", by_alias=True, include=found.model_fields_set)


@cache
def _partial(model: type[Data]) -> type[Data]:
    """A model of the same fields, none of which need be there."""
    fields: dict[str, Any] = {
        name: (info.rebuild_annotation(), None) for name, info in model.model_fields.items()
    }
    return create_model(f"Part{model.__name__}", __base__=Data, **fields)


@cache
def _defaults(model: type[Data]) -> Plain:
    values = {
        name: info.get_default(call_default_factory=True, validated_data={})
        for name, info in model.model_fields.items()
        if not info.is_required()
    }
    return model.model_construct(**values).model_dump(
        mode="json", by_alias=True, include=set(values)
    )


@cache
def _required(model: type[Data]) -> frozenset[str]:
    return frozenset(name for name, info in model.model_fields.items() if info.is_required())
