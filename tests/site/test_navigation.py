"""The navigation: few words, and every section at its place behind one of them."""

from governance.publish.site.frame import NAVIGATION, SECTIONS
from tests.helpers.pages import Page
from tests.site.ground import REVIEWED


def part(page: Page, name: str) -> str:
    return page.source.partition(f'<nav class="{name}"')[2].partition("</nav>")[0]


def test_each_section_has_one_place_in_the_navigation() -> None:
    found = [name for names in NAVIGATION.values() for name in names]
    assert sorted(found) == sorted(SECTIONS)


def test_six_words_lead_everywhere_and_one_of_them_says_where_a_page_is(
    pages: dict[str, Page],
) -> None:
    for path, is_index in (
        (SECTIONS["outputs"], True),
        (SECTIONS["themes"], False),
        (f"outputs/{REVIEWED}/index.html", False),
        (SECTIONS["platform"], False),
    ):
        words = part(pages[f"en/{path}"], "sections")
        assert words.count("<li>") == 6
        assert words.count("aria-current") == 1
        assert ('aria-current="page"' in words) == is_index


def test_sections_of_a_word_are_beside_each_other_and_all_are_at_the_bottom(
    pages: dict[str, Page],
) -> None:
    for names in NAVIGATION.values():
        for name in names:
            page = pages[f"sv/{SECTIONS[name]}"]
            beside = part(page, "beside")
            assert beside.count("<li>") == (len(names) if len(names) > 1 else 0)
            assert beside.count('aria-current="page"') == (1 if beside else 0)
            assert part(page, "everything").count("<li>") == len(SECTIONS)


def test_the_trail_begins_at_the_front_page_and_ends_in_a_link(pages: dict[str, Page]) -> None:
    trail = part(pages[f"fi/outputs/{REVIEWED}/1.0.html"], "trail")
    assert trail.count("<li>") == trail.count("</a></li>") == 3
    assert trail.index("Etusivu") < trail.index("Kaikki tuotokset")
