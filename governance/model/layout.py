"""Where each file of a registry stands; anything else in these folders is an error."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from governance.model.registry import FOLDERS, POLICY_MODELS, RecordType

Kind = Literal["record", "policy", "settings", "annotations", "text"]

RECORD_FOLDERS = ("registry", "workflows")
TEXT_FOLDERS = ("docs",)
# What was said when it happened: nothing in it is checked today.
LOG_FOLDER = "docs/changelog"
_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_OUTPUT = re.compile(rf"registry/outputs/({_ID})/({_ID})\.yaml")
_RECORD = re.compile(rf"registry/(organisations|projects|themes|platforms)/({_ID})\.yaml")
_POLICY = re.compile(rf"workflows/({'|'.join(POLICY_MODELS)})\.yaml")
_POLICY_TEXT = re.compile(rf"workflows/text/{_ID}\.[a-z]{{2,3}}\.md")
_README = re.compile(r"(?:registry|workflows)(?:/[^/]+)*/README\.md")
_TYPES: dict[str, RecordType] = {path.split("/")[1]: kind for kind, path in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file is by its path; `name` is its id or the policy, `project` an output's folder."""

    kind: Kind
    type: RecordType | None = None
    name: str = ""
    project: str | None = None


def classify(path: str) -> Place | None:
    """What the file at `path` (relative to the registry's root) is; None where none may stand."""
    if found := _OUTPUT.fullmatch(path):
        return Place("record", "output", found[2], found[1])
    if found := _RECORD.fullmatch(path):
        return Place("record", _TYPES[found[1]], found[2])
    if path == "registry/registry.yaml":
        return Place("settings", None, "registry")
    if found := _POLICY.fullmatch(path):
        return Place("policy", None, found[1])
    if path == "registry/annotations.schema.json":
        return Place("annotations", None, "annotations")
    return Place("text") if _POLICY_TEXT.fullmatch(path) or _README.fullmatch(path) else None


def nearest(path: str) -> str:
    """The path that was probably meant: a record's suffix, letters and folder put right."""
    folder, _, name = path.rpartition("/")
    stem = re.sub(r"\.ya?ml$", "", name, flags=re.IGNORECASE)
    slug = re.sub(r"[^a-z0-9]+", "-", _plain_letters(stem)).strip("-")
    if slug and stem != name and classify(fixed := f"{folder}/{slug}.yaml"):
        return fixed
    if slug and stem != name and slug in POLICY_MODELS:
        return f"workflows/{slug}.yaml"
    return "registry/outputs/<project>/<id>.yaml"


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def schema_name(place: Place) -> str:
    """Name of the JSON Schema of a file, empty where it has none."""
    if place.kind == "policy":
        return f"policy-{place.name}"
    return "registry" if place.kind == "settings" else place.type or ""


def schema_line(path: str) -> bytes:
    """The first line by which editors find the schema of a file, empty where it has none."""
    place = classify(path)
    if place is None or not (name := schema_name(place)):
        return b""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}schemas/{name}.schema.json".encode()
