"""What every command is called with. Only here today, the locale and variables are asked.

Elsewhere the environment is handed on to git, and `main` sees in it that a shell completes a line.
"""

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from governance.model.characters import UNPRINTABLE
from governance.model.problem import Misused
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

F = TypeVar("F", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A calendar date, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails as wrong usage when there is no such day."""
        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):  # as in records
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2027-03-01", param, ctx)


class MonthType(click.ParamType[date]):
    """A month, YYYY-MM, as its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The first day; fails as wrong usage when there is no such month."""
        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}", value):
                raise ValueError(value)
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"{value!r} is no month; write it as 2027-03", param, ctx)


class TextType(click.ParamType[str]):
    """A text on one line that a record can hold; composed letters are put together."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text; fails as wrong usage where it is empty or holds what is not seen."""
        text = unicodedata.normalize("NFC", str(value)).strip()
        if not text:
            self.fail("the text is empty", param, ctx)
        if "\n" in text or "\r" in text or "\t" in text or UNPRINTABLE.search(text):
            self.fail("the text has a line break or an invisible character", param, ctx)
        return text


TEXT = TextType()


class FolderType(click.ParamType[Path]):
    """A folder to write to."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The folder; fails as wrong usage where no name is given: a path takes that for here."""
        if not str(value):
            self.fail("no folder is named; write . for this one", param, ctx)
        return Path(value)


@dataclass
class Call:
    """The global options of one call, and what follows from them."""

    directory: Path = Path()
    rev: str | None = None
    day: date | None = None
    lang: str = field(default_factory=lambda: _language_of(os.environ))

    @property
    def catalogue(self) -> Catalogue:
        """Messages in the language of this call."""
        return catalogue(self.lang)

    def today(self, zone: str) -> date:
        """The day of --today, else the present one in time zone `zone`."""
        return self.day or present_day(zone)

    def must_be_now(self) -> None:
        """Raises Misused with --rev, for a command that works on what stands now."""
        if self.rev is not None:
            raise Misused("rev-not-here")

    @cached_property
    def root(self) -> Path | None:
        """The registry's root at or above the directory, None in a bare repository."""
        from governance.store.files import find_root

        return find_root(self.directory)


def present_day(zone: str) -> date:
    """The day it is now in time zone `zone`. Raises ZoneInfoNotFoundError for an unknown one."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(zone)).date()


@dataclass(frozen=True)
class GitHubVariables:
    """What the environment says of GitHub, as its Actions set it; empty is as good as unset.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    """

    api_url: str | None
    repository: str | None
    token: str | None = field(repr=False)


def github_variables() -> GitHubVariables:
    """GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN."""
    names = ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")
    return GitHubVariables(*(os.environ.get(name) or None for name in names))


def moment_of_build() -> datetime | None:
    """When a site is made, as SOURCE_DATE_EPOCH says, in UTC; None where it says nothing.

    So two builds can have the same bytes: https://reproducible-builds.org/specs/source-date-epoch/.
    Raises Misused for what is no time.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        if not re.fullmatch(r"[0-9]{1,12}", text):
            raise ValueError(text)
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise Misused("epoch-bad", value=text) from None


def _language_of(environment: Any) -> str:
    """The language of the locale, as POSIX orders its variables; English where it is no other."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := environment.get(name))), "")
    return locale[:2] if locale[:2] in LANGUAGES else "en"


def _store(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def store(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
        if value is not None:
            setattr(ctx.ensure_object(Call), name, value)
        return value

    return store


def global_options(function: F) -> F:
    """-C, --rev, --today and --lang, which stand before or after the command's name."""
    options = (
        click.option(
            "-C", "directory", type=click.Path(path_type=Path), metavar="DIR", expose_value=False,
            callback=_store("directory"), help="Work in this folder.",
        ),
        click.option(
            "--rev", metavar="REV", expose_value=False, callback=_store("rev"),
            help="Read this revision from Git: what Git resolves, or a date.",
        ),
        click.option(
            "--today", type=DayType(), metavar="DATE", expose_value=False, callback=_store("day"),
            help="Count from this day.  [default: the present day in the registry's time zone]",
        ),
        click.option(
            "--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=_store("lang"),
            help="Language of the answer.  [default: the locale's, else en]",
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def format_option(*formats: str) -> Callable[[F], F]:
    """--format with what a command can print; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True,
        help="How to print the answer.",
    )  # fmt: skip


def out_option(default: str) -> Callable[[F], F]:
    """--out with the folder to write to; `default` says which one without it."""
    return click.option(
        "--out", type=FolderType(), metavar="DIR",
        help=f"Write here.  [default: {default}, in the registry's root]",
    )  # fmt: skip


def private_option(function: F) -> F:
    """--private, or TP3_PRIVATE in the environment."""
    return click.option(
        "--private", type=click.Path(path_type=Path), metavar="FILE", envvar="TP3_PRIVATE",
        show_envvar=True, help="Who is away and is passed over: a file outside the repository.",
    )(function)  # fmt: skip


pass_call = click.make_pass_decorator(Call, ensure=True)


def complete_output(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Ids of outputs for the shell's completion, read from the names of files."""
    root = ctx.ensure_object(Call).root
    found = root.glob("registry/outputs/*/*.yaml") if root else ()
    return sorted(path.stem for path in found if path.stem.startswith(incomplete))
