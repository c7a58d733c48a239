"""How every editing command goes: gather, decide, validate, show, write, commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

import click

from governance.cli.ask import may
from governance.cli.gather import all_problems, load_registry, open_revision, place_of
from governance.cli.options import Call
from governance.cli.show import tell
from governance.model.problem import Misused, Outside, Problem, Refused
from governance.model.registry import SETTINGS_PATH, Registry
from governance.publish import problems
from governance.publish.edit import change_lines, commit_message, diff_lines, names_of
from governance.rules.changes import changes
from governance.rules.checks import check_countable
from governance.rules.edits import Edits
from governance.store.commit import Committer
from governance.store.edit import Overlay, edited
from governance.store.files import WorkingTree
from governance.store.load import Loaded, load
from governance.store.write import Replacement, replace_files
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class How:
    """The options that every editing command takes."""

    dry_run: bool
    commit: bool
    yes: bool


def edit_options(function: F) -> F:
    """--dry-run, --commit and --yes, handed over as one `how`."""
    options = (
        click.option("--dry-run", is_flag=True, help="Show the change and write nothing."),
        click.option("--commit", is_flag=True, help="Commit the change with a message in words."),
        click.option("--yes", is_flag=True, help="Do not ask before several records change."),
    )

    @wraps(function)
    def together(*arguments: Any, dry_run: bool, commit: bool, yes: bool, **rest: Any) -> Any:
        return function(*arguments, how=How(dry_run, commit, yes), **rest)

    taking: Any = together
    for option in reversed(options):
        taking = option(taking)
    return cast("F", taking)


def clear_options(**helps: str) -> Callable[[F], F]:
    """--no-NAME for each option of a name, handed over as one `cleared` of those that were given.

    Raises Misused where an option is given with and without a value.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def together(*arguments: Any, **rest: Any) -> Any:
            cleared = tuple(name for name in helps if rest.pop(f"no_{name}"))
            for name in cleared:
                if rest[name] is not None:
                    raise Misused("given-and-cleared", option=name)
            return function(*arguments, cleared=cleared, **rest)

        taking: Any = together
        for name, text in reversed(helps.items()):
            taking = click.option(f"--no-{name}", is_flag=True, help=text)(taking)
        return cast("F", taking)

    return decorate


@dataclass(frozen=True)
class Base:
    """The registry that an edit begins with."""

    tree: WorkingTree
    loaded: Loaded
    today: date

    @property
    def registry(self) -> Registry:
        """What was read of it."""
        return self.loaded.registry


def open_base(call: Call) -> Base:
    """The registry in the working tree, sound enough to edit a record of it.

    Raises Misused with --rev, Outside where there is none, Refused where its rules cannot be read.
    """
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    loaded = load_registry(call)
    registry = loaded.registry
    settings = registry.rules.settings
    for problem in check_countable(registry):
        if problem.path == SETTINGS_PATH or problem.path.startswith("workflows/"):
            raise Refused("registry-broken", count="1", place=place_of(loaded.placed(problem)))
    return Base(WorkingTree(call.root), loaded, call.today(settings.timezone))


def carry_out(
    call: Call, how: How, base: Base, edits: Edits, reason: str = "", nothing: str = "edit.nothing"
) -> int:
    """Make the edits, or say why not; the exit code. `nothing` is said where no file changes."""
    words = call.catalogue
    files = edited(base.registry, edits)
    if not files:
        click.echo(words(nothing))
        return 0
    laid_over = {path: each.new or b"" for path, each in files.items()}
    new = load(Overlay(base.tree, laid_over), known=base.registry)
    _must_be_valid(words, base.loaded, new)
    # What somebody else wrote into other files meanwhile is not ours to tell.
    ours = {record for record, path in new.registry.paths.items() if path in files}
    every = changes(base.registry, new.registry)
    found = [change for change in every if (change.type, change.id) in ours]
    names = names_of(
        ("output", {id: each.title for id, each in new.registry.outputs.items()}),
        ("organisation", {id: each.names for id, each in new.registry.organisations.items()}),
    )
    for line in change_lines(words, found, names):
        click.echo(line)
    if how.dry_run:
        for path, each in files.items():
            click.echo("\n".join(diff_lines(path, each.old, each.new)))
        return 0
    committer = Committer(base.tree.root) if how.commit else None
    if committer:
        committer.must_be_ready(files)
        _must_be_valid_alone(call, base, files)
    if not may(words, len(files), yes=how.yes):
        tell(words("edit.declined"))
        return 1
    replace_files(base.tree.root, files)
    if committer:
        message = commit_message(words_of(new.registry), found, names, reason)
        committer.commit(files, message)
    _say_written(words, files, how)
    return 0


def _must_be_valid_alone(call: Call, base: Base, files: Mapping[str, Replacement]) -> None:
    """Raises Refused where the commit would need files that are not committed themselves."""
    try:
        head = open_revision(call, "HEAD")
    except Outside as stop:
        if stop.code != "branch-empty":
            raise
        return
    old = load(head, known=base.registry)
    overlay = Overlay(head, {path: each.new or b"" for path, each in files.items()})
    try:
        _must_be_valid(call.catalogue, old, load(overlay, known=base.registry))
    except Refused as stop:
        raise Refused("edit-invalid-alone", problem=stop.values["problem"]) from None


def words_of(registry: Registry) -> Catalogue:
    """Messages in the registry's first language, for what stays in it and in its history."""
    language = registry.languages[0]
    return catalogue(language if language in LANGUAGES else "en")


def _say_written(words: Catalogue, files: Mapping[str, Replacement], how: How) -> None:
    for path in files:
        click.echo(path)
    tell(words("edit.committed" if how.commit else "edit.written", n=len(files)))


def _must_be_valid(words: Catalogue, old: Loaded, new: Loaded) -> None:
    """Raises Refused, with the first place, where the edit makes an error that was not there."""

    def errors(loaded: Loaded) -> list[Problem]:
        return [problem for problem in all_problems(loaded) if problem.severity == "error"]

    found = errors(new)
    known = {(each.path, each.code, each.field) for each in errors(old)} if found else set()
    for problem in found:
        if (problem.path, problem.code, problem.field) not in known:
            line, remedy = problems.as_text(words, [problem]).splitlines()
            raise Refused("edit-invalid", problem=line, remedy=remedy.strip())
