"""tp3 show: one output, every derived value and where it came from; or one of its versions."""

import click

from governance.cli.gather import open_revision, open_tree, sound_registry
from governance.cli.options import Call, complete_output, format_option, global_options, pass_call
from governance.model.near import near
from governance.model.problem import Misused, Outside, Refused
from governance.model.record import Location, Output
from governance.publish import version as version_words
from governance.publish.json import as_json
from governance.publish.output import as_data, as_text
from governance.rules.versions import newest, places
from governance.store.content import frozen_content
from governance.store.git import RevisionTree


@click.command(name="show")
@global_options
@click.argument("output", metavar="ID[@VERSION]", shell_complete=complete_output)
@click.option("--content", is_flag=True,
              help="Write the exact bytes of the version's file, from Git if needed.")  # fmt: skip
@click.option("--language", metavar="CODE", help="Of --content: which language.")
@format_option("text", "json")
@pass_call
def command(call: Call, output: str, content: bool, language: str | None, form: str) -> None:
    """Show one output: its record, what follows from it today, and why. Or one version of it.

    Example: tp3 show viitearkkitehtuuri --rev 2026-12-31
    """
    id, at, version = output.partition("@")
    registry = sound_registry(call)
    if id not in registry.outputs:
        raise Misused("output-unknown", id=id, near=near(id, registry.outputs))
    record = registry.outputs[id]
    numbers = [each.version for each in record.versions]
    if at and version not in numbers:
        raise Misused("version-none", id=id, version=version, near=near(version, numbers))
    if language and not content:
        raise Misused("language-without-content")
    if content:
        _write_content(call, record, version or newest(record), language)
        return
    today = call.today(registry.rules.settings.timezone)
    if at and form == "json":
        click.echo(as_json(version_words.as_data(registry, record, version, today)))
    elif at:
        click.echo(version_words.as_text(call.catalogue, record, version))
    elif form == "json":
        click.echo(as_json(as_data(registry, id, today)))
    else:
        click.echo(as_text(call.catalogue, registry, id, today))


def _write_content(call: Call, output: Output, version: str | None, language: str | None) -> None:
    location = _frozen(output, version, language)
    history = _history(call)
    found = frozen_content(open_tree(call), history, location.path or "", location.sha256 or "")
    if found is None and history is not None and history.repository.is_shallow:
        raise Outside("git-shallow", rev=location.path or "")
    if found is None:
        raise Refused("content-missing", path=location.path or "", sha256=location.sha256 or "")
    click.echo(found, nl=False)


def _frozen(output: Output, version: str | None, language: str | None) -> Location:
    """The one place of a version whose content the record froze."""
    frozen = [each for each in places(output, version) if each.path is not None]
    wanted = [each for each in frozen if language in (None, each.language)]
    if not frozen:
        raise Misused("content-none", id=f"{output.id}@{version}" if version else output.id)
    if len(wanted) != 1:
        languages = ", ".join(sorted({each.language for each in frozen}))
        raise Misused("content-language", id=output.id, languages=languages)
    return wanted[0]


def _history(call: Call) -> RevisionTree | None:
    """The revision in whose history is looked, None outside of Git."""
    try:
        return open_revision(call, call.rev or "HEAD")
    except Outside:
        return None
