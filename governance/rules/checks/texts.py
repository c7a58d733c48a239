"""Localised texts, and what must not stand in a text."""

import re
from collections.abc import Iterator
from typing import Any

from governance.model.fields import Data
from governance.model.near import near
from governance.model.problem import Field, Problem
from governance.model.registry import Registry

# The last part has no digits, so that a citation such as registry:id@1.0 is no address.
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile("[\u0370-\u058f\u13a0-\u13ff\uab70-\uabbf\uff21-\uff5a]")
# UTF-8 bytes with which every letter of _LOOKALIKE begins, and none of Latin text.
_LOOKALIKE_BYTES = re.compile(rb"[\xcd-\xd6\xe1\xea\xef]")


def language_missing(registry: Registry) -> Iterator[Problem]:
    """The registry's first language stands wherever text is localised."""
    if registry.settings is None:
        return
    first = registry.languages[0]
    for path, field, texts in _localised(registry):
        if first not in texts:
            yield Problem(path, "language-missing", field, {"language": first})


def language_unlisted(registry: Registry) -> Iterator[Problem]:
    """Localised text has only languages of the registry."""
    if registry.settings is None:
        return
    listed = frozenset(registry.languages)
    for path, field, texts in _localised(registry):
        if not listed.issuperset(texts):
            for language in texts.keys() - listed:
                values = {"language": language, "near": near(language, listed)}
                yield Problem(path, "language-unlisted", (*field, language), values, on_key=True)


def email_address(registry: Registry) -> Iterator[Problem]:
    """Nobody's address stands in a record, not even in a comment."""
    for path, data in registry.sources.items():
        if b"@" not in data and b"\\" not in data:
            continue
        named = set()
        for field, text in _strings(registry.record_at(path)):
            if found := _EMAIL.search(text):
                named.add(found.group())
                yield Problem(path, "email-address", field, {"address": found.group()})
        for number, line in enumerate(data.decode(errors="replace").split("\n"), 1):
            found = _EMAIL.search(line.partition("#")[2])
            if found and found.group() not in named:
                column = found.start() + line.index("#") + 2
                values = {"address": found.group()}
                yield Problem(path, "email-address", (), values, line=number, column=column)


def mixed_scripts(registry: Registry) -> Iterator[Problem]:
    """No word mixes Latin letters with letters that only look like them."""
    for path, data in registry.sources.items():
        if not _LOOKALIKE_BYTES.search(data) and b"\\" not in data:
            continue
        for field, text in _strings(registry.record_at(path)):
            for word in _WORD.findall(text):
                if _LATIN.search(word) and _LOOKALIKE.search(word):
                    yield Problem(path, "mixed-scripts", field, {"word": word}, "warning")


def _strings(value: Any, field: Field = ()) -> Iterator[tuple[Field, str]]:
    """Every text of a record with its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Data):
        for name, info in type(value).model_fields.items():
            yield from _strings(getattr(value, name), (*field, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*field, key))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _strings(inner, (*field, position))


Texts = dict[str, str]


def _localised(registry: Registry) -> Iterator[tuple[str, Field, Texts]]:
    """Every localised text with its file and field."""
    for name, output in registry.outputs.items():
        path = registry.paths["output", name]
        yield path, ("title",), output.title
        yield path, ("summary",), output.summary
        for at, need in enumerate(output.update_needs):
            yield path, ("update_needs", at, "summary"), need.summary
        for at, version in enumerate(output.versions):
            if version.changes is not None:
                yield path, ("versions", at, "changes"), version.changes
    for name, organisation in registry.organisations.items():
        path = registry.paths["organisation", name]
        yield path, ("names",), organisation.names
        for at, contact in enumerate(organisation.contacts):
            yield path, ("contacts", at, "title"), contact.title
    for name, project in registry.projects.items():
        yield registry.paths["project", name], ("title",), project.title
    for name, theme in registry.themes.items():
        yield registry.paths["theme", name], ("title",), theme.title
    for name, platform in registry.platforms.items():
        path = registry.paths["platform", name]
        yield path, ("summary",), platform.summary
        for at, evidence in enumerate(platform.evidence):
            yield path, ("evidence", at, "claim"), evidence.claim
    yield from _localised_rules(registry)


def _localised_rules(registry: Registry) -> Iterator[tuple[str, Field, Texts]]:
    if settings := registry.settings:
        path = "registry/registry.yaml"
        yield path, ("title",), settings.title
        for kind, names in settings.kinds.items():
            yield path, ("kinds", kind), names
        for key, document in settings.documents.items():
            yield path, ("documents", key, "title"), document.title
    if review := registry.review:
        path = "workflows/review.yaml"
        for at, period in enumerate(review.quiet_periods):
            yield path, ("quiet_periods", at, "title"), period.title
        for at, holiday in enumerate(review.extra_holidays):
            yield path, ("extra_holidays", at, "title"), holiday.title
    if roles := registry.roles:
        path = "workflows/roles.yaml"
        for key, role in roles.roles.items():
            yield path, ("roles", key, "title"), role.title
            if role.members is not None:
                yield path, ("roles", key, "members"), role.members
            for at, duty in enumerate(role.duties):
                yield path, ("roles", key, "duties", at, "text"), duty.text
        for key, package in roles.work_packages.items():
            yield path, ("work_packages", key, "title"), package.title
    if platform := registry.platform:
        for at, criterion in enumerate(platform.criteria):
            yield "workflows/platform.yaml", ("criteria", at, "title"), criterion.title
