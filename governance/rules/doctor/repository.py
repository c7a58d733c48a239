"""The rest of the repository, what the registry says of it, and this clone."""

from collections.abc import Iterator

from governance.model.issue import LABELS
from governance.rules.doctor.facts import Clone, Declared, Settings, Unseen
from governance.rules.doctor.finding import Finding, found

OLDEST_GIT = (2, 38)  # has `merge-tree --write-tree`: https://git-scm.com/docs/git-merge-tree


def check_repository(settings: Settings) -> Iterator[Finding]:
    """What else GitHub is set to."""
    yield found("archived", good=not settings.archived)
    yield found("issues", good=settings.has_issues)
    if isinstance(settings.labels, Unseen):
        yield found("labels", good=settings.labels)
    else:
        missing = tuple(each for each in LABELS if each not in settings.labels)
        yield found("labels", good=not missing, labels=missing)
    yield found("secret-scanning", good=settings.secret_scanning)
    yield found("push-protection", good=settings.push_protection)
    notes = settings.notes
    yield found("notes", good=notes if isinstance(notes, Unseen) else notes is not None)


def check_declared(settings: Settings, declared: Declared) -> Iterator[Finding]:
    """Whether GitHub has what the registry and its files say."""
    same = settings.repository.casefold() == declared.forge.casefold()
    yield found("forge", good=same, forge=declared.forge, repository=settings.repository)
    if declared.gone:
        yield found("codeowners-account", good=False, who=declared.gone)
    else:
        yield found("codeowners", good=declared.codeowners)
    if isinstance(settings.forms, Unseen):
        yield found("forms", good=settings.forms)
    else:
        missing = tuple(sorted(declared.forms - settings.forms))
        yield found("forms", good=not missing, files=missing, branch=settings.branch)
    if declared.notes is not None:
        # What stands here came from origin: there it can only be gone by force.
        yield found("notes-kept", good=declared.notes not in {"apart", "ahead"})


def check_clone(clone: Clone) -> Iterator[Finding]:
    """Whether this clone can do what it will be asked."""
    if clone.git is None:
        yield found("git", good=False)
    else:
        version = ".".join(map(str, clone.git))
        yield found("git-version", good=clone.git >= OLDEST_GIT, version=version)
    yield found("clone-whole", good=not clone.is_shallow)
    yield found("clone-notes", good=clone.fetches_notes or clone.has_notes)
