"""tp3 platform: what the evidence says of the candidates for the shared platform."""

from collections.abc import Mapping

import click

from governance.cli.docs import open_docs
from governance.cli.gather import valid_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Misused
from governance.publish.document.html import page
from governance.publish.document.markdown import as_markdown
from governance.publish.json import as_json
from governance.publish.platform import documents
from governance.publish.platform.data import as_data
from governance.publish.platform.page import platform_document
from governance.rules.platform.report import Report, platform_report
from governance.text.catalogue import LANGUAGES


@click.group(name="platform")
@global_options
def command() -> None:
    """Compare the candidates for the shared platform, as far as their evidence carries.

    Example: tp3 platform report --lang fi
    """


@command.command()
@global_options
@click.option("--write", is_flag=True, help="Write the pages of docs/ in every language.")
@click.option("--check", is_flag=True, help="Fail where a page of docs/ was altered by hand.")
@format_option("markdown", "html", "json")
@pass_call
def report(call: Call, write: bool, check: bool, form: str) -> int:
    """Tell what may be recommended, and what must be found out first.

    A score that nobody has given is never zero: it may still be anything.

    Example: tp3 platform report --format html --lang sv > platform.html
    """
    if write and check:
        raise Misused("write-or-check")
    if write or check:
        return _documents(call, check=check)
    found = _report(call)
    if form == "json":
        click.echo(as_json(as_data(found)))
        return 0
    made = platform_document(call.catalogue, found)
    click.echo(page(made) if form == "html" else as_markdown(made), nl=form == "html")
    return 0


def _report(call: Call) -> Report:
    registry = valid_registry(call)
    return platform_report(registry, call.today(registry.rules.settings.timezone))


def _documents(call: Call, *, check: bool) -> int:
    """Write the documents, or tell which were altered or are behind; the exit code."""
    docs = open_docs(call, f"{documents.FOLDER}/{documents.NAME}")
    if check:
        return _check(call, docs.present)
    wanted = {
        path: text
        for files in documents.documents(_report(call)).values()
        for path, text in files.items()
    }
    pictures = f"{documents.FOLDER}/{documents.NAME}/*.svg"
    tell(call.catalogue("platform.written", n=docs.write(wanted, pictures)))
    return 0


def _check(call: Call, present: Mapping[str, str]) -> int:
    """Altered by hand, or gone, fails; that the registry has gone on since is only told."""
    words = call.catalogue
    registry = valid_registry(call)
    told: list[str] = []
    failed = False
    for language in LANGUAGES:
        path = documents.path_of(language)
        day = documents.made_on(present.get(path, ""))
        if path not in present:
            told.append(words("platform.missing", path=path))
            failed = True
        elif day is None or not documents.is_sealed(present, language):
            told.append(words("platform.altered", path=path))
            failed = True
        else:
            then = documents.documents(platform_report(registry, day))[language]
            if any(present.get(each) != text for each, text in then.items()):
                told.append(words("platform.behind", path=path))
    for line in told or [words("platform.current")]:
        tell(line)
    return 1 if failed else 0
