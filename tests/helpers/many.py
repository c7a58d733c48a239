"""A large registry made from the live one: its records many times over, in folders of 100."""

import re
import shutil
from pathlib import Path

from tests.helpers.repo import copy_records, name_no_outputs

FOLDER_SIZE = 100


def write_registry(target: Path, count: int) -> list[Path]:
    """Write the live registry with `count` outputs below `target`; their files are returned."""
    copy_records(target)
    templates = sorted((target / "registry/outputs").glob("*/*.yaml"))
    texts = [path.read_text() for path in templates]
    shutil.rmtree(target / "registry/outputs")
    name_no_outputs(target)
    for path in (target / "registry/platforms").glob("*.yaml"):
        path.write_text(re.sub(r"registry:[a-z-]+", "registry:output-000000", path.read_text()))
    project = (target / "registry/projects/karkki.yaml").read_text()
    written = []
    for number in range(count):
        folder = f"p{number // FOLDER_SIZE:04}"
        path = target / f"registry/outputs/{folder}/output-{number:06}.yaml"
        if number % FOLDER_SIZE == 0:
            path.parent.mkdir(parents=True)
            text = re.sub(r"^id: .*$", f"id: {folder}", project, flags=re.MULTILINE)
            (target / f"registry/projects/{folder}.yaml").write_text(text)
        text = texts[number % len(texts)]
        text = re.sub(r"^id: .*$", f"id: {path.stem}", text, flags=re.MULTILINE)
        text = re.sub(r"^project: .*$", f"project: {folder}", text, flags=re.MULTILINE)
        text = re.sub(r"^(title:\n  fi: \"?)", rf"\g<1>{number} ", text, flags=re.MULTILINE)
        text = re.sub(r"^(summary:\n  fi: >-\n    )", rf"\g<1>{number} ", text, flags=re.MULTILINE)
        text = re.sub(r"^relations:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
        path.write_text(text)
        written.append(path)
    return written
