"""What is too much on a letter is found wherever it stands, and nothing else is taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.clusters import overloaded, relieved

SIGNS = "a1 क漢é\n\u0301\u0323\u0941\u094d\u093c\u0600\u0602\u1100\u1160\u11a8\u0e33\U0001f3fb"
TEXTS = st.text(SIGNS, max_size=60)
# Written by somebody: a Sanskrit word of five consonants in one, a pointed word of Hebrew, Burmese.
WORDS = ("कार्त्स्न्येन", "בְּרֵאשִׁ֖ית", "ကြွေးကြော်", "ế", "กำ", "한글", "👍🏽")


@pytest.mark.parametrize("word", WORDS)
def test_words_of_any_language_pass(word: str) -> None:
    assert overloaded(word) is None
    assert relieved(word) == word


@given(TEXTS)
def test_what_is_relieved_is_sound_and_only_then_changed(text: str) -> None:
    found = relieved(text)
    assert overloaded(found) is None
    assert (found == text) == (overloaded(text) is None)
    rest = iter(text)
    assert all(sign in rest for sign in found)  # nothing was added or moved


@pytest.mark.parametrize("before", ["क", "क" + "\u0941" * 7 + "\u094d", "\u0600" * 9])
@given(st.text("aक漢\n\u0941\u094d\u0301", max_size=40))
def test_no_letter_is_taken_away(before: str, text: str) -> None:
    def letters(of: str) -> list[str]:
        return [each for each in of if each in "aक漢\n"]

    assert letters(relieved(before + text)) == letters(before + text)


@given(TEXTS, TEXTS)
def test_the_verdict_on_a_text_heeds_no_other_line(one: str, other: str) -> None:
    alone = overloaded(one) is None and overloaded(other) is None
    assert (overloaded(f"{one}\n \n{other}") is None) == alone
