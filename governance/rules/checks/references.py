"""What a record names must exist, and is named once."""

from collections.abc import Iterable, Iterator

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from governance.model.near import near
from governance.model.problem import Field, Problem
from governance.model.record import Source
from governance.model.registry import SETTINGS_PATH, Registry, policy_path
from governance.rules.checks.records import on_output, on_record

Named = Iterator[tuple[str, Field, str]]


def organisation_unknown(registry: Registry) -> Iterator[Problem]:
    """Owners, contributors, reviewers, successors, coordinators and role holders exist."""
    known = registry.known["organisation"]
    for path, field, id in _organisations(registry):
        if id not in known:
            values = {"id": id, "near": near(id, known)}
            yield Problem(path, "organisation-unknown", field, values)


def _organisations(registry: Registry) -> Named:
    for name, output in registry.outputs.items():
        path = registry.paths["output", name]
        if output.owner is not None:
            yield path, ("owner",), output.owner
        for at, id in enumerate(output.contributors):
            yield path, ("contributors", at), id
        for at, review in enumerate(output.reviews):
            yield path, ("reviews", at, "by"), review.by
    for name, organisation in registry.organisations.items():
        for at, id in enumerate(organisation.successors):
            yield registry.paths["organisation", name], ("successors", at), id
    for name, project in registry.projects.items():
        path = registry.paths["project", name]
        if project.coordinator is not None:
            yield path, ("coordinator",), project.coordinator
        for at, id in enumerate(project.partners):
            yield path, ("partners", at), id
    if registry.settings:
        yield SETTINGS_PATH, ("maintainer",), registry.settings.maintainer
    if registry.roles:
        path = policy_path("roles")
        for key, role in registry.roles.roles.items():
            for at, id in enumerate(role.organisations):
                yield path, ("roles", key, "organisations", at), id
        for key, package in registry.roles.work_packages.items():
            yield path, ("work_packages", key, "lead"), package.lead
            for at, id in enumerate(package.co_leads):
                yield path, ("work_packages", key, "co_leads", at), id


def project_unknown(registry: Registry) -> Iterator[Problem]:
    """The projects of work packages, and those whose folders outputs stand in, exist."""
    known = registry.known["project"]
    for name, output in registry.outputs.items():
        folder = registry.paths["output", name].split("/")[2]
        if output.project == folder and folder not in known:
            yield on_output(
                registry, name, "project-unknown", ("project",),
                id=output.project, near=near(output.project, known),
            )  # fmt: skip
    packages = registry.roles.work_packages if registry.roles else {}
    for key, package in packages.items():
        if package.carries_on is not None and package.carries_on not in known:
            values = {"id": package.carries_on, "near": near(package.carries_on, known)}
            field = ("work_packages", key, "carries_on")
            yield Problem(policy_path("roles"), "project-unknown", field, values)


def theme_unknown(registry: Registry) -> Iterator[Problem]:
    """The themes of outputs exist."""
    known = registry.known["theme"]
    for name, output in registry.outputs.items():
        for at, id in enumerate(output.themes):
            if id not in known:
                yield on_output(
                    registry, name, "theme-unknown", ("themes", at), id=id, near=near(id, known)
                )


def kind_unknown(registry: Registry) -> Iterator[Problem]:
    """The kinds of outputs, and those with a default cycle, stand in registry.yaml."""
    if registry.settings is None:
        return
    known = registry.settings.kinds
    for name, output in registry.outputs.items():
        if output.kind not in known:
            yield on_output(
                registry, name, "kind-unknown", ("kind",),
                id=output.kind, near=near(output.kind, known),
            )  # fmt: skip
    for kind in registry.review.cycles if registry.review else ():
        if kind not in known:
            values = {"id": kind, "near": near(kind, known)}
            yield Problem(
                policy_path("review"), "kind-unknown", ("cycles", kind), values, on_key=True
            )


def document_unknown(registry: Registry) -> Iterator[Problem]:
    """The documents that sources cite stand in registry.yaml."""
    if registry.settings is None:
        return
    known = registry.settings.documents
    for path, field, sources in _sources(registry):
        for at, source in enumerate(sources):
            if source.document not in known:
                values = {"id": source.document, "near": near(source.document, known)}
                place = (*field, at, "document")
                yield Problem(path, "document-unknown", place, values)


def _sources(registry: Registry) -> Iterator[tuple[str, Field, Iterable[Source]]]:
    for kind, table in registry.tables:
        for name, record in table.items():
            if record.sources:
                yield registry.paths[kind, name], ("sources",), record.sources
    if registry.roles:
        for key, role in registry.roles.roles.items():
            yield policy_path("roles"), ("roles", key, "sources"), role.sources
        for key, package in registry.roles.work_packages.items():
            yield policy_path("roles"), ("work_packages", key, "sources"), package.sources
    for at, criterion in enumerate(registry.platform.criteria if registry.platform else ()):
        yield policy_path("platform"), ("criteria", at, "sources"), criterion.sources
    for at, question in enumerate(registry.platform.questions if registry.platform else ()):
        yield policy_path("platform"), ("questions", at, "sources"), question.sources


def output_unknown(registry: Registry) -> Iterator[Problem]:
    """The outputs that records, the platform policy and the settings name exist."""
    known = registry.known["output"]
    for name, platform in registry.platforms.items():
        if platform.output is not None and platform.output not in known:
            yield on_record(
                registry, "platform", name, "output-unknown", ("output",),
                id=platform.output, near=near(platform.output, known),
            )  # fmt: skip
    for at, id in enumerate(registry.platform.outputs if registry.platform else ()):
        if id not in known:
            values = {"id": id, "near": near(id, known)}
            yield Problem(policy_path("platform"), "output-unknown", ("outputs", at), values)
    for name, theme in registry.themes.items():
        until = theme.working_name_until
        if until is not None and until not in known:
            yield on_record(
                registry, "theme", name, "output-unknown", ("working_name_until",),
                id=until, near=near(until, known),
            )  # fmt: skip
    for page, of_page in registry.settings.pages if registry.settings else ():
        if of_page is not None and of_page not in known:
            values = {"id": of_page, "near": near(of_page, known)}
            yield Problem(SETTINGS_PATH, "output-unknown", ("pages", page), values)
    for name, output in registry.outputs.items():
        for at, relation in enumerate(output.relations):
            if relation.output not in known:
                yield on_output(
                    registry, name, "output-unknown", ("relations", at, "output"),
                    id=relation.output, near=near(relation.output, known),
                )  # fmt: skip


def contact_unknown(registry: Registry) -> Iterator[Problem]:
    """The contacts that outputs and reviews name are contacts of that organisation."""
    for name, output in registry.outputs.items():
        named: list[tuple[Field, str | None, str | None]] = [
            (("contact",), output.owner, output.contact)
        ]
        named += [
            (("reviews", at, "contact"), review.by, review.contact)
            for at, review in enumerate(output.reviews)
        ]
        for field, id, key in named:
            if key is None or id is None or id not in registry.organisations:
                continue
            keys = [contact.key for contact in registry.organisations[id].contacts]
            if key not in keys:
                yield on_output(
                    registry, name, "contact-unknown", field,
                    id=key, organisation=id, near=near(key, keys),
                )  # fmt: skip


def version_unknown(registry: Registry) -> Iterator[Problem]:
    """The versions that reviews, needs and locations name are published ones."""
    for name, output in registry.outputs.items():
        if not (output.reviews or output.update_needs or output.locations):
            continue
        known = {version.version for version in output.versions}
        named = [
            *((("reviews", at, "version"), each.version) for at, each in enumerate(output.reviews)),
            *(
                (("update_needs", at, "version"), each.version)
                for at, each in enumerate(output.update_needs)
            ),
            *(
                (("locations", at, "version"), each.version)
                for at, each in enumerate(output.locations)
            ),
        ]
        for field, version in named:
            if version is not None and version not in known:
                yield on_output(
                    registry, name, "version-unknown", field,
                    version=version, near=near(version, known),
                )  # fmt: skip


def work_package_unknown(registry: Registry) -> Iterator[Problem]:
    """The work packages in which organisations have roles stand in workflows/roles.yaml."""
    if registry.roles is None:
        return
    known = registry.roles.work_packages
    for name, organisation in registry.organisations.items():
        for package in organisation.roles:
            if package not in known:
                yield Problem(
                    registry.paths["organisation", name],
                    "work-package-unknown",
                    ("roles", package),
                    {"id": package, "near": near(package, known)},
                    on_key=True,
                )


def criterion_unknown(registry: Registry) -> Iterator[Problem]:
    """The criteria of platform evidence stand in workflows/platform.yaml."""
    if registry.platform is None:
        return
    known = {criterion.id for criterion in registry.platform.criteria}
    for name, platform in registry.platforms.items():
        for at, evidence in enumerate(platform.evidence):
            if evidence.criterion not in known:
                yield on_record(
                    registry, "platform", name, "criterion-unknown",
                    ("evidence", at, "criterion"),
                    id=evidence.criterion, near=near(evidence.criterion, known),
                )  # fmt: skip


def license_unknown(registry: Registry) -> Iterator[Problem]:
    """Licences are ids of the SPDX list (https://spdx.org/licenses/)."""
    checked: dict[str, str] = {}
    for name, output in registry.outputs.items():
        if output.license is None:
            continue
        if output.license not in checked:
            checked[output.license] = _canonical_license(output.license)
        if checked[output.license] != output.license:
            yield on_output(
                registry, name, "license-unknown", ("license",),
                id=output.license, near=checked[output.license],
            )  # fmt: skip


def _canonical_license(text: str) -> str:
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return ""


def entry_duplicate(registry: Registry) -> Iterator[Problem]:
    """Lists name each thing once, and keys and numbers within a list are unique."""
    for path, field, values in _lists(registry):
        seen: set[object] = set()
        for at, value in enumerate(values):
            if value in seen:
                yield Problem(path, "entry-duplicate", (*field, at), {"value": str(value)})
            seen.add(value)


def _lists(registry: Registry) -> Iterator[tuple[str, Field, list[object]]]:
    for name, output in registry.outputs.items():
        path = registry.paths["output", name]
        if len(output.contributors) > 1:
            yield path, ("contributors",), list(output.contributors)
        if len(output.themes) > 1:
            yield path, ("themes",), list(output.themes)
        if len(output.relations) > 1:
            pairs = [f"{each.type} {each.output}" for each in output.relations]
            yield path, ("relations",), list(pairs)
        if len(output.update_needs) > 1:
            yield path, ("update_needs",), [need.id for need in output.update_needs]
        if len(output.versions) > 1:
            yield path, ("versions",), [version.version for version in output.versions]
    for name, organisation in registry.organisations.items():
        path = registry.paths["organisation", name]
        yield path, ("languages",), list(organisation.languages)
        yield path, ("successors",), list(organisation.successors)
        yield path, ("contacts",), [contact.key for contact in organisation.contacts]
    for name, project in registry.projects.items():
        yield registry.paths["project", name], ("partners",), list(project.partners)
    yield from _rule_lists(registry)


def _rule_lists(registry: Registry) -> Iterator[tuple[str, Field, list[object]]]:
    if registry.settings:
        yield SETTINGS_PATH, ("languages",), list(registry.settings.languages)
    if registry.platform:
        ids: list[object] = [criterion.id for criterion in registry.platform.criteria]
        yield policy_path("platform"), ("criteria",), ids
    if registry.review:
        days = list(registry.review.removed_holidays)
        yield policy_path("review"), ("removed_holidays",), list(days)
    if registry.roles:
        path = policy_path("roles")
        for key, role in registry.roles.roles.items():
            yield path, ("roles", key, "organisations"), list(role.organisations)
        for key, package in registry.roles.work_packages.items():
            yield path, ("work_packages", key, "co_leads"), list(package.co_leads)
