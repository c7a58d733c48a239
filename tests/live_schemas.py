"""The live records against the written schemas/, as an editor or another program would do it.

python -m tests.live_schemas
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator

from governance.model import layout
from governance.model.problem import dotted
from governance.store import yaml
from governance.store.files import WorkingTree

ROOT = Path(__file__).parents[1]


def refused(root: Path) -> Iterator[str]:
    """A line for each place in a record that its schema refuses, and for each missing schema."""
    validators: dict[str, Draft202012Validator] = {}
    for folder in layout.RECORD_FOLDERS:
        for entry in WorkingTree(root).walk(folder):
            place = layout.classify(entry.path)
            name = layout.schema_name(place) if place else ""
            if not name or entry.data is None:
                continue
            if not entry.data.startswith(layout.schema_line(entry.path)):
                yield f"{entry.path}:1: the first line does not name its schema"
            if name not in validators:
                path = root / "schemas" / f"{name}.schema.json"
                if not path.is_file():
                    yield f"{path.relative_to(root)}: missing; run `tp3 schema`"
                    continue
                validators[name] = _validator(path)
            try:
                data = yaml.read(entry.data)
            except yaml.Malformed as error:
                yield f"{entry.path}:{error.line}: {error.code}"
                continue
            for error in validators[name].iter_errors(data):
                yield f"{entry.path}: {dotted(tuple(error.absolute_path))}: {error.message}"


def _validator(path: Path) -> Draft202012Validator:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


if __name__ == "__main__":
    found = list(refused(ROOT))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
