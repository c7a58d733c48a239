"""Comments -> commands: what counts, what is forgiven, what is left out; nothing breaks."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.edit import Put
from governance.model.record import Document
from governance.rules.checks.texts import EMAIL
from governance.rules.commands.one_line import LONGEST, one_line
from governance.rules.commands.parse import Command, TakeReport, Unclear, parse
from governance.rules.commands.verbs import WORDS, Verb
from governance.store import yaml
from governance.store.splice import splice

FLAT = str.maketrans("äöåÄÖÅ", "aoaAOA")


@pytest.mark.parametrize(
    ("verb", "language", "word"),
    [
        *(
            (verb, language, word)
            for verb, words in WORDS.items()
            for language, word in words.items()
        ),
        ("valid", "fi", "ajan-tasalla"),
        ("valid", "sv", "aktuellt"),
        ("edited", "sv", "uppdaterat"),
        ("not-mine", "fi", "ei-ole-meidän"),
        ("not-mine", "sv", "inte-vårt"),
        ("accept", "sv", "godkänn"),
    ],
)
def test_every_word_is_understood_as_people_write_it(verb: Verb, language: str, word: str) -> None:
    spellings = {
        word,
        word.upper(),
        word.title(),
        word.translate(FLAT),
        word.replace("-", " "),
        word.replace("-", "\u2011"),
        word.replace("-", ""),
        unicodedata.normalize("NFD", word),
        word[:3] + "\u200b" + word[3:],
    }
    for spelling in spellings:
        for comment in (
            f"/{spelling}",
            f"  /{spelling}. ",
            f"/ {spelling}:",
            f"\n\n/{spelling}\r\n",
        ):
            assert parse(comment) == Command(verb, language), comment
        assert parse(f"/{spelling}, luettu 1.2. läpi!") == Command(
            verb,
            language,
            "luettu 1.2. läpi!",
        )


@pytest.mark.parametrize(
    ("comment", "evidence"),
    [
        ("/voimassa luin läpi", "luin läpi"),
        ("/voimassa\n\nluin\tläpi\r\nja  linkit toimivat", "luin läpi ja linkit toimivat"),
        ("/voimassa - luin läpi", "luin läpi"),
        ("/voimassa lue\u0308in\u200b la\u0308pi\u202e", "luëin läpi"),
        ("/voimassa **luin** läpi", "luin** läpi"),
        ("/voimassa\n```\nok: 12 linkkiä\n```", "ok: 12 linkkiä"),
        ("/voimassa luin <!-- tp3:1 {} --> läpi", "luin läpi"),
        ("/voimassa luin läpi <!-- kesken", "luin läpi"),
        ("/voimassa luin läpi\n> Mitä?\nlainausta\n\nkaikki", "luin läpi kaikki"),
        ("> Onko tämä ajan tasalla?\n\n/voimassa luin läpi", "luin läpi"),
        ("/voimassa /aktuell luin läpi", "luin läpi"),
        ("/voimassa katso https://example.org/valid", "katso https://example.org/valid"),
        ("/voimassa luin läpi ja/tai kaiken", "luin läpi ja/tai kaiken"),
        ("/voimassa 👍", ""),
        ("/voimassa ...", ""),
        ("/voimassa? En tiedä.", ""),
        ("/voimassa\n\u00a0\u2028\n", ""),
    ],
)  # fmt: skip
def test_the_rest_of_the_comment_is_the_evidence(comment: str, evidence: str) -> None:
    assert parse(comment) == Command("valid", "fi", evidence)


@pytest.mark.parametrize(
    "tail",
    [
        "On Thu, 26 Nov 2026 at 10:12, Anna wrote:\n> Onko tämä ajan tasalla?",
        "To 26. marrask. 2026 klo 10.12 Anna Aalto kirjoitti:\n\n> Onko",
        "Den tors 26 nov. 2026 kl 10:12 skrev Anna Aalto <\nanna@example.org>:\n> Är det",
        "-----Original Message-----\nFrom: Anna",
        "-----Alkuperäinen viesti-----\nLähettäjä: Anna",
        "Från: Anna Aalto\nSkickat: den 26 november 2026\nTill: Bo",
        "________________________________\nLähettäjä: Anna",
        "-- \nAnna Aalto\npuh. 040 1234567",
        "Ystävällisin terveisin\nAnna Aalto",
        "Med vänlig hälsning,\nAnna Aalto",
        "Lähetetty iPhonesta",
        "Skickat från min telefon",
        "Sent from my iPad",
    ],
)
def test_mails_and_signatures_are_left_out(tail: str) -> None:
    assert parse(f"/voimassa luin läpi\n\n{tail}") == Command("valid", "fi", "luin läpi")


def test_what_stands_below_a_quoted_mail_is_read() -> None:
    comment = "Den tors 26 nov. 2026 skrev Anna:\n> Är det aktuellt?\n\n/aktuell läst"
    assert parse(comment) == Command("valid", "sv", "läst")


def test_an_address_is_left_out_and_that_is_told() -> None:
    found = parse("/voimassa kysy anna.aalto@example.org.fi@x.fi tai <b@example.org>")
    assert found == Command("valid", "fi", "kysy …@x.fi tai <…>", left_out=True)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        " \n\t",
        "Hei!",
        "Onko tämä voimassa?",
        "voimassaolo",
        "Voimassa-asia",
        "> /voimassa luettu",
        "> Vastaa näin:\n/voimassa luettu",
        "```\nluettu\n/voimassa\n```",
        "Sana `/voimassa` on hyvä",
        "<!-- /voimassa luettu -->",
        "<!--\n/voimassa luettu\n-->",
        "/etc/hosts",
        "/",
        "// kommentti",
        "/ 12",
        "https://example.org/valid",
        "On Thu, 26 Nov 2026 Anna wrote:\n> /voimassa luettu",
    ],
)
def test_talk_is_no_command(comment: str) -> None:
    assert parse(comment) is None


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("/voimasa luettu", Unclear("unknown-verb", "voimasa", "/voimassa")),
        ("/ei meidan tuotos", Command("not-mine", "fi", "tuotos")),
        ("/ei minun", Unclear("unknown-verb", "ei minun", "/ei-meidän")),
        ("/uppdaterade", Unclear("unknown-verb", "uppdaterade", "/uppdaterad")),
        ("/lgtm", Unclear("unknown-verb", "lgtm")),
        ("/valid.html", Unclear("unknown-verb", "valid", "/valid")),
        ("/voimassa-ehkä", Unclear("unknown-verb", "voimassa", "/voimassa")),
        ("/voimassa tai /korvattava", Unclear("two-verbs", language="fi")),
        ("/aktuell\n/dras-in gammal", Unclear("two-verbs", language="sv")),
        ("/voimassa luettu\n```\n/poistettava\n```", Command("valid", "fi", "luettu /poistettava")),
        ("Hei!\n/voimassa luettu", Unclear("misplaced", language="fi")),
        ("- /valid read", Unclear("misplaced", language="en")),
        ("**/voimassa** luettu", Unclear("misplaced", language="fi")),
        ("/tp3 accept handbook", TakeReport("handbook")),
        ("/TP3 Hyväksyn `Handbook`, kiitos", TakeReport("handbook", "fi")),
        ("/tp3 godkänn handbook", TakeReport("handbook", "sv")),
        ("/tp3 accept", TakeReport("")),
        ("/tp3", Unclear("unknown-verb", "tp3", "/tp3 accept")),
        ("/tp3 validate", Unclear("unknown-verb", "tp3 validate", "/tp3 accept")),
    ],
)
def test_what_is_nearly_a_command_is_told_apart(comment: str, found: object) -> None:
    assert parse(comment) == found


@pytest.mark.parametrize(
    ("comment", "near"),
    [
        ("Voimassa", "/voimassa"),
        ("voimassa, luin läpi", "/voimassa"),
        ("Ei meidän, kysykää Omnialta", "/ei-meidän"),
        ("Ei ole meidän.", "/ei-meidän"),
        ("Hyväksyn!", "/hyväksyn"),
        ("Aktuellt, jag har läst det", "/aktuell"),
        ("Apua", "/apua"),
        ("**Voimassa** luin", "/voimassa"),
        ("”Voimassa”", "/voimassa"),
        ("`/voimassa` luin", "/voimassa"),
        ("`/voimassa Luin läpi, linkit toimivat.`", "/voimassa"),
        ("```\n/voimassa Luin läpi, linkit toimivat.\n```", "/voimassa"),
        ("~~~\n/voimassa luettu", "/voimassa"),
        ("    /voimassa luettu", "/voimassa"),
        ("\t/voimassa", "/voimassa"),
        ("> Onko tämä ajan tasalla?\n\nvoimassa", "/voimassa"),
    ],
)
def test_an_answer_without_its_slash_or_as_code_is_seen(comment: str, near: str) -> None:
    found = parse(comment)
    assert isinstance(found, Unclear)
    assert (found.code, found.near) == ("no-slash", near)


PIECES = st.sampled_from(
    [
        *("/" + word for words in WORDS.values() for word in words.values()),
        " ", "\n", "\r\n", "\t", "> ", "```", "~~~", "`", "<!--", "-->", "-- ", "/tp3 accept ",
        "On 1.1.2026 A wrote:", "a@example.org", "@", "\u200b", "\u202e", "\u0301" * 40, "\ud800",
        "\x00", "\x85", "e\u0301", "ä", "\u0344", "\ufb2c", ":", "#", "- ", "'", '"', "{", "null",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


@given(HOSTILE | st.text())
def test_any_comment_is_read_and_its_evidence_is_what_a_record_takes(comment: str) -> None:
    found = parse(comment)
    if isinstance(found, Command) and found.evidence:
        _must_be_taken(found.evidence)


@given(HOSTILE)
def test_whatever_follows_a_command_is_evidence_that_a_record_takes(comment: str) -> None:
    found = parse(f"/voimassa luettu {comment}")
    assert isinstance(found, Unclear) or (isinstance(found, Command) and found.evidence)
    if isinstance(found, Command):
        _must_be_taken(found.evidence)


@given(HOSTILE, st.integers(1, 50))
def test_a_line_is_as_long_as_it_may_be(text: str, times: int) -> None:
    line = one_line(f"a {text * times}", 80).text
    assert 0 < len(line) <= 80


def _must_be_taken(evidence: str) -> None:
    assert Document.model_validate({"title": {"fi": evidence}}).title == {"fi": evidence}
    assert len(evidence) <= LONGEST
    assert not EMAIL.search(evidence)
    assert yaml.read(splice(b"id: a\n", [Put(("evidence",), evidence)], ())) == {
        "id": "a",
        "evidence": evidence,
    }


@pytest.mark.parametrize(
    "piece",
    ["/voimassa ", "<!--", "`", ">", "a@", "\u0301", "- /", "\n/", "-", " ", "On 1 wrote ", "::"],
)
def test_a_long_comment_takes_no_time(piece: str) -> None:
    start = process_time()
    for comment in (piece * 65_536, "/voimassa " + piece * 65_536):
        parse(comment)
    assert process_time() - start < 5


def test_long_evidence_is_cut() -> None:
    found = parse("/voimassa " + "luettu " * 500)
    assert isinstance(found, Command)
    assert (len(found.evidence), found.evidence[-8:]) == (LONGEST, "u luett…")
