"""Pages are HTML without a mistake, as html-validate reads the standard."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.browser.telling import SITES, looked_at

BROWSER = Path(sys.prefix) / "browser"  # the Makefile puts it there
SCRIPT = Path(__file__).with_name("validate.mjs")


def mistakes(paths: Iterable[Path]) -> list[str]:
    done = subprocess.run(
        [Path(sys.prefix) / "bin/node", SCRIPT, BROWSER],
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", SITES)
def test_pages_are_html_without_a_mistake(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    paths = {path for language in SITES[name] for path in looked_at(folder, language, name)}
    assert mistakes(folder / path for path in sorted(paths)) == []


def test_a_mistake_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="fi"><head><title>x</title></head><p><p></b>')
    assert "close-order" in "".join(mistakes([page]))
