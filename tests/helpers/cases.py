"""Cases as folders: a sound registry, `base`, and what differs from it.

Each file of a case takes the place of the base's. A link stays a link. Two names are read by the
helper: `x.yaml.delete` takes x.yaml away, and `x.yaml.repeat` is JSON, {"text": ..., "times": n}.
"""

import json
import os
import shutil
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
BASE = CASES / "base"
EXPECTED = "expected.txt"


def build(case: Path, target: Path) -> Path:
    """The registry of a case, written to `target`."""
    shutil.copytree(BASE, target)
    for folder, folders, files in os.walk(case):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            source = Path(folder) / name
            if source != case / EXPECTED:
                _lay_over(source, target / source.relative_to(case))
    return target


def _lay_over(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".delete":
        place.with_suffix("").unlink()
    elif source.suffix == ".repeat":
        repeated = json.loads(source.read_text("utf-8"))
        text = repeated["text"] * repeated["times"]
        place.with_suffix("").write_bytes(text.encode())
    else:
        place.unlink(missing_ok=True)
        shutil.copyfile(source, place, follow_symlinks=False)
