"""The registry at one revision: all records and policies, and look-ups over them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from governance.model import policy, record
from governance.model.fields import Data
from governance.model.problem import Refused

FORMAT = 1
RecordType = Literal["output", "organisation", "project", "theme", "platform"]

FOLDERS: Mapping[RecordType, str] = {
    "output": "registry/outputs",
    "organisation": "registry/organisations",
    "project": "registry/projects",
    "theme": "registry/themes",
    "platform": "registry/platforms",
}
RECORD_MODELS: Mapping[RecordType, type[Data]] = {
    "output": record.Output,
    "organisation": record.Organisation,
    "project": record.Project,
    "theme": record.Theme,
    "platform": record.Platform,
}
POLICY_MODELS: Mapping[str, type[Data]] = {
    "lifecycle": policy.LifecyclePolicy,
    "review": policy.ReviewPolicy,
    "approvals": policy.ApprovalsPolicy,
    "roles": policy.RolesPolicy,
    "platform": policy.PlatformPolicy,
}
SETTINGS_PATH = "registry/registry.yaml"
AnyRecord = record.Output | record.Organisation | record.Project | record.Theme | record.Platform
ANNOTATIONS_PATH = "registry/annotations.schema.json"


def policy_path(name: str) -> str:
    """The file of a policy."""
    return f"workflows/{name}.yaml"


RULES_PATHS = (SETTINGS_PATH, *map(policy_path, POLICY_MODELS))


@dataclass(frozen=True)
class Rules:
    """The settings and the five policies, all of them there."""

    settings: record.Settings
    lifecycle: policy.LifecyclePolicy
    review: policy.ReviewPolicy
    approvals: policy.ApprovalsPolicy
    roles: policy.RolesPolicy
    platform: policy.PlatformPolicy


@dataclass(frozen=True)
class Registry:
    """Every record and policy that could be read at one revision.

    `revision` is the commit's hash, None for the working tree. `paths` knows the file of each
    record by (type, id). `known` has the ids of all files in place, in order, also of those that
    could not be read, so that one broken file is one problem. `texts` are the files
    beside the records, and the documents in docs/, by path; `files` has the SHA-256 of each file
    that a location names, None where nothing stands. `sources` are the bytes of every YAML file.
    """

    revision: str | None = None
    settings: record.Settings | None = None
    outputs: Mapping[str, record.Output] = field(default_factory=dict)
    organisations: Mapping[str, record.Organisation] = field(default_factory=dict)
    projects: Mapping[str, record.Project] = field(default_factory=dict)
    themes: Mapping[str, record.Theme] = field(default_factory=dict)
    platforms: Mapping[str, record.Platform] = field(default_factory=dict)
    lifecycle: policy.LifecyclePolicy | None = None
    review: policy.ReviewPolicy | None = None
    approvals: policy.ApprovalsPolicy | None = None
    roles: policy.RolesPolicy | None = None
    platform: policy.PlatformPolicy | None = None
    annotations: Mapping[str, Any] | None = None
    paths: Mapping[tuple[RecordType, str], str] = field(default_factory=dict)
    known: Mapping[RecordType, AbstractSet[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | None] = field(default_factory=dict)
    sources: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def has_rules(self) -> bool:
        """Whether settings and policies could all be read."""
        return self.settings is not None and all(
            getattr(self, name) is not None for name in POLICY_MODELS
        )

    @cached_property
    def rules(self) -> Rules:
        """Settings and policies; raises Refused when one of them could not be read."""
        if (
            self.settings is None
            or self.lifecycle is None
            or self.review is None
            or self.approvals is None
            or self.roles is None
            or self.platform is None
        ):
            raise Refused("registry-incomplete")
        return Rules(
            self.settings, self.lifecycle, self.review, self.approvals, self.roles, self.platform
        )

    @property
    def tables(self) -> tuple[tuple[RecordType, Mapping[str, AnyRecord]], ...]:
        """The records by type."""
        return (
            ("output", self.outputs),
            ("organisation", self.organisations),
            ("project", self.projects),
            ("theme", self.themes),
            ("platform", self.platforms),
        )

    def record_at(self, path: str) -> AnyRecord | record.Settings | Data | None:
        """The record, settings or policy of a file; None where it could not be read."""
        if path == SETTINGS_PATH:
            return self.settings
        if path.startswith("workflows/"):
            found: Data | None = getattr(self, path[len("workflows/") : -len(".yaml")])
            return found
        name = path.rpartition("/")[2].removesuffix(".yaml")
        for kind, table in self.tables:
            if path.startswith(FOLDERS[kind] + "/"):
                return table.get(name)
        return None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the registry, the required one first."""
        return self.settings.languages if self.settings else ("fi", "sv", "en")

    @cached_property
    def replaced_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each replaced output the ids of those that replace it."""
        found: dict[str, list[str]] = {}
        for output in self.outputs.values():
            for relation in output.relations:
                if relation.type == "replaces":
                    found.setdefault(relation.output, []).append(output.id)
        return {old: tuple(sorted(new)) for old, new in found.items()}
