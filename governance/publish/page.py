"""Templates -> HTML and SVG; everything that is filled in is escaped."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from governance.model.characters import UNPRINTABLE

Address = Callable[[str], str | None]  # of the page of an output; None where it has none


def nowhere(_: str) -> None:
    """The address where outputs have no pages."""


def _visible(value: Any) -> Any:
    """Text as a page can show it."""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return UNPRINTABLE.sub("\ufffd", value)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("governance.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: Any) -> str:
    """One template of publish/templates/ with its values filled in."""
    return _environment().get_template(f"{template}.j2").render(**values)


def fragment(template: str, **values: Any) -> Markup:
    """The same as a part of another template."""
    return Markup(render(template, **values))  # noqa: S704 - made by an escaping template


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template, to be called by itself."""
    module = _environment().get_template(f"{template}.j2").module
    found: Callable[..., Markup] = getattr(module, name)
    return found


def stream(template: str, **values: Any) -> Iterator[str]:
    """The same piece by piece: a long iterable is never whole in memory."""
    return _environment().get_template(f"{template}.j2").generate(**values)


def picture(name: str) -> bytes:
    """A file of publish/templates/ that is no text."""
    return (files("governance.publish") / "templates" / name).read_bytes()


def asset(name: str) -> str:
    """A file of publish/templates/ as it is."""
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - given above
    return environment.loader.get_source(environment, name)[0]
