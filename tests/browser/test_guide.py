"""The guide for owners on paper."""

import re

import pytest

from tests.browser.watched import Watched


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_owners_guide_is_one_sheet(view: Watched, language: str) -> None:
    sheet = view.open(f"{language}/guide/index.html").pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type ?/Page\b", sheet)) == 1
    widths = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", sheet)
    assert [(round(float(width)), round(float(height))) for width, height in widths] == [(595, 842)]
