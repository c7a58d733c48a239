"""Localised texts, and what must not stand in a text."""

import re
from collections.abc import Iterator

from governance.model.layout import RECORD_FOLDERS
from governance.model.near import near
from governance.model.problem import Field, Problem
from governance.model.registry import SETTINGS_PATH, Registry, policy_path
from governance.rules.strings import strings
from governance.rules.told import language_of

# The last part has no digits, so that a citation such as registry:id@1.0 is no address.
# The part before the sign is bounded and begins at its beginning, so that a search is linear.
EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}"
)
_RECORD_FOLDERS = tuple(f"{folder}/" for folder in RECORD_FOLDERS)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile("[\u0370-\u058f\u13a0-\u13ff\uab70-\uabbf\uff21-\uff5a]")
# All bytes but those with which the letters of _LOOKALIKE begin in UTF-8.
_OTHER_BYTES = bytes(set(range(0x100)) - {*range(0xCD, 0xD7), 0xE1, 0xEA, 0xEF})


def language_missing(registry: Registry) -> Iterator[Problem]:
    """The registry's first language stands wherever text is localised."""
    if registry.settings is None:
        return
    first = registry.languages[0]
    for path, field, texts in _localised(registry):
        if first not in texts:
            yield Problem(path, "language-missing", field, {"language": first})


def language_unlisted(registry: Registry) -> Iterator[Problem]:
    """Localised text and the governance document have only languages of the registry."""
    if registry.settings is None:
        return
    listed = frozenset(registry.languages)
    for path, field, texts in _localised(registry):
        if not listed.issuperset(texts):
            for language in texts.keys() - listed:
                values = {"language": language, "near": near(language, listed)}
                yield Problem(path, "language-unlisted", (*field, language), values, on_key=True)
    for path in registry.texts:
        written = language_of(path)
        if written is not None and written not in listed:
            values = {"language": written, "near": near(written, listed)}
            yield Problem(path, "language-unlisted", (), values)


def email_address(registry: Registry) -> Iterator[Problem]:
    """Nobody's address stands in a record, a comment or a text beside the records.

    That at which the registry itself is reached does.
    """
    for path, data in registry.sources.items():
        if b"@" not in data and b"\\" not in data:
            continue
        named = set()
        for field, text in strings(registry.record_at(path)):
            if found := EMAIL.search(text):
                named.add(found.group())
                if (path, field) == (SETTINGS_PATH, ("contact_address",)):
                    continue
                yield Problem(path, "email-address", field, {"address": found.group()})
        for number, line in enumerate(data.decode(errors="replace").split("\n"), 1):
            found = EMAIL.search(line.partition("#")[2])
            if found and found.group() not in named:
                column = found.start() + line.index("#") + 2
                values = {"address": found.group()}
                yield Problem(path, "email-address", (), values, line=number, column=column)
    for path, text in registry.texts.items():
        if "@" not in text or not path.startswith(_RECORD_FOLDERS):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for found in EMAIL.finditer(line):
                values, column = {"address": found.group()}, found.start() + 1
                yield Problem(path, "email-address", (), values, line=number, column=column)


def mixed_scripts(registry: Registry) -> Iterator[Problem]:
    """No word mixes Latin letters with letters that only look like them."""
    for path, data in registry.sources.items():
        if not data.translate(None, _OTHER_BYTES) and b"\\" not in data:
            continue
        for field, text in strings(registry.record_at(path)):
            for word in _WORD.findall(text):
                if _LATIN.search(word) and _LOOKALIKE.search(word):
                    yield Problem(path, "mixed-scripts", field, {"word": word}, "warning")


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
        path = registry.paths["theme", name]
        yield path, ("title",), theme.title
        if theme.summary is not None:
            yield path, ("summary",), theme.summary
    for name, platform in registry.platforms.items():
        path = registry.paths["platform", name]
        yield path, ("summary",), platform.summary
        for at, evidence in enumerate(platform.evidence):
            yield path, ("evidence", at, "claim"), evidence.claim
    yield from _localised_rules(registry)


def _localised_rules(registry: Registry) -> Iterator[tuple[str, Field, Texts]]:
    if settings := registry.settings:
        path = SETTINGS_PATH
        yield path, ("title",), settings.title
        for kind, names in settings.kinds.items():
            yield path, ("kinds", kind), names
        for key, document in settings.documents.items():
            yield path, ("documents", key, "title"), document.title
        if statement := settings.accessibility:
            for at, shortcoming in enumerate(statement.shortcomings):
                yield path, ("accessibility", "shortcomings", at), shortcoming
            if statement.assessment is not None:
                yield path, ("accessibility", "assessment"), statement.assessment
    if review := registry.review:
        path = policy_path("review")
        for at, period in enumerate(review.quiet_periods):
            yield path, ("quiet_periods", at, "title"), period.title
        for at, holiday in enumerate(review.extra_holidays):
            yield path, ("extra_holidays", at, "title"), holiday.title
    if roles := registry.roles:
        path = policy_path("roles")
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
            yield policy_path("platform"), ("criteria", at, "title"), criterion.title
        for at, question in enumerate(platform.questions):
            yield policy_path("platform"), ("questions", at, "text"), question.text
            if question.known is not None:
                yield policy_path("platform"), ("questions", at, "known"), question.known
