"""tp3 doctor: whether the repository is set up so that nothing comes in unapproved."""

from typing import Any

import click

from governance.cli.forge import Home, home_of, maintainers_of
from governance.cli.gather import open_tree, sound_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import is_terminal, print_lines, tell
from governance.forge.settings import FORMS
from governance.model.problem import Outside
from governance.model.registry import Registry
from governance.publish.codeowners import PATH, codeowners
from governance.publish.doctor import Place, finding_cells, finding_data
from governance.publish.json import as_json
from governance.rules.doctor import facts
from governance.rules.doctor.finding import Finding, lets_in
from governance.rules.doctor.findings import check_settings, in_order
from governance.rules.doctor.repository import check_clone
from governance.store.clone import look_at, standing
from governance.store.git import open_repository
from governance.store.tree import Tree
from governance.text.media import terminal

WORKFLOWS = ".github/workflows"
UNCHECKED = 3  # as where GitHub cannot be reached: nobody knows whether the door is closed


@click.command()
@global_options
@format_option("text", "json")
@pass_call
def command(call: Call, form: str) -> int:
    """Check how the repository is set up on GitHub, and this clone; say what to do about it.

    Exits 1 where a change could come in unapproved, also where that could not be seen: an admin
    sees all of it, with GITHUB_TOKEN=$(gh auth token). Exits 3 where GitHub was not asked or not
    reached; what needs no network is told even so.

    Example: tp3 doctor --lang fi
    """
    registry = sound_registry(call)
    today = call.today(registry.rules.settings.timezone)
    tree = open_tree(call)
    found = list(check_clone(look_at(open_repository(call.root or call.directory))))
    place, stop = Place(), None
    try:
        if home := home_of(call, registry):
            settings = home.github.settings.read()
            place = Place(settings.repository, settings.page)
            declared = _declared(call, registry, tree, home, settings)
            found += check_settings(settings, declared, today)
    except Outside as outside:
        stop = outside
    _show(call, form, {"revision": tree.revision, "today": today}, in_order(found), place)
    if stop:
        raise stop
    words, gaps = call.catalogue, lets_in(found)
    if not place.repository:
        tell(words("doctor.github-not-asked"))
        return UNCHECKED
    key = "doctor.gaps" if gaps else "doctor.sound"
    tell(words(key, n=gaps, repository=place.repository))
    return 1 if gaps else 0


def _declared(
    call: Call, registry: Registry, tree: Tree, home: Home, settings: facts.Settings
) -> facts.Declared:
    """What the registry and its files say of all that."""
    forge, accounts = registry.rules.settings.forge, maintainers_of(registry)
    logins = {account: home.github.reader.login(account) for account in accounts}
    text = codeowners([login for login in logins.values() if login])
    repository, notes = open_repository(call.root or call.directory), settings.notes
    return facts.Declared(
        forge=forge.repository if forge else "",
        site=registry.rules.settings.site,
        maintainers=frozenset(accounts),
        gone=tuple(account for account, login in logins.items() if login is None),
        codeowners=tree.read(PATH) == text.encode(),
        forms=_names(tree, FORMS),
        workflows=_names(tree, WORKFLOWS),
        notes=standing(repository, notes) if isinstance(notes, str) else None,
    )


def _names(tree: Tree, folder: str) -> frozenset[str]:
    paths = (entry.path for entry in tree.walk(folder) if entry.kind == "file")
    return frozenset(path.rpartition("/")[2] for path in paths if path.endswith((".yml", ".yaml")))


def _show(call: Call, form: str, about: dict[str, Any], found: list[Finding], place: Place) -> None:
    words = call.catalogue
    if form == "json":
        findings = [finding_data(words, each, place) for each in found]
        head = {"format": 1, **about, "repository": place.repository or None}
        click.echo(as_json(head | {"findings": findings}))
        return
    rows = [finding_cells(words, each, place) for each in found]
    if not is_terminal():
        print_lines(rows)
        return
    for level, message, remedy in rows:  # no table: a command in a cell could not be copied
        click.echo(terminal(f"{level}: {message}"))
        if remedy:
            click.echo(f"    {terminal(remedy)}")
