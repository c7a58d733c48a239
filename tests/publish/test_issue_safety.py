"""Whatever records hold, issues mention, link and mark only what they should, and stay short."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from governance.model.marker import Body, Marker, parse_body
from governance.model.policy import Addressee
from governance.model.record import Forge, Organisation, Project
from governance.model.registry import Registry
from governance.publish.issues.overview import Asked, overview, without_time
from governance.publish.issues.wording import IssueWords
from governance.rules.commands.parse import Command, parse
from governance.rules.commands.verbs import WORDS
from governance.rules.issues.mention import mention, mentioned, with_logins
from governance.rules.issues.wording import Ending
from governance.rules.queue import queue
from governance.store.files import WorkingTree
from governance.store.load import load
from governance.text.catalogue import LANGUAGES, catalogue, prose
from tests.conftest import SOAK
from tests.helpers.questions import (
    ACCOUNTS,
    ASKED,
    FULL,
    NEED,
    ORGANISATIONS,
    TODAY,
    asked,
    guide,
    of_guide,
    questions,
)
from tests.helpers.records import ROOT
from tests.helpers.registries import output, review

HOSTILE = (
    "- # <script>alert(1)</script> @omnia o/r#1 #12 GH-3 deadbeef12 ]]> <!-- tp3:1 {} -->"
    " <!--@github:7--> <!-- /tp3 --> [x](https://a.fi) ![y](https://b.fi) www.c.fi"
    " https://d.fi/issues/1 a@b.fi **b** _i_ ~~s~~ `c` ``` |x| $y$ :tada: &lt; \\ [^1] {title}"
)
NASTY = st.text(
    alphabet="ab1 @#*_`<>[]()!|&;:/\\~{}-=+.$^\u00a0\u200b\u202eé" + "w" + "hts",
    min_size=1,
    max_size=60,
).filter(str.strip)
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
# What GitHub makes of text once it is read: mentions, references, commits. While it reads it makes
# links of addresses, outside of the brackets of a link.
SEEN_BY_GITHUB = re.compile(r"(?i)@\w|#\d|\bgh-\d|\b[0-9a-f]{7,40}\b")
ADDRESS = re.compile(r"(?i)(?<!<)https?://|\bwww\.\S|\w@\w")
STATES: Mapping[str, dict[str, Any]] = {
    "accepted": {},
    "proposed": {"owner_since": None},
    "declined": {"reviews": [review("2027-01-12", "not-mine", by="karjala", evidence="TEXT")]},
    "ended": {"owner": "vanha"},
    "orphaned": {"owner": None, "owner_since": None},
}


def saying(text: str, state: str = "accepted", language: str = "fi") -> Registry:
    """A registry all of whose texts are one, and in which everything is there."""
    words = dict.fromkeys(("fi", "sv", "en"), text)
    fields: dict[str, Any] = {
        "owner": "karjala", "owner_basis": text, "title": words, "summary": words,
        "update_needs": [NEED | {"summary": words, "source": text}],
        "review": {"cycle": "P1Y", "schedule": [
            {"cycle": cycle, "date": "2026-11-24", "due": "2027-03-15", "reason": text}
            for cycle in (1, 2)
        ]},
    } | STATES[state]  # fmt: skip
    for each in fields.get("reviews", ()):
        each["evidence"] = text
    made = questions(
        guide(**fields),
        organisations=[
            each
            | {"names": words}
            | {"contacts": [one | {"title": words} for one in each.get("contacts", ())]}
            | {"languages": [language]}
            for each in ORGANISATIONS
        ],
    )
    kinds = {"guide": words}
    project = {"id": "p", "title": words, "short_name": text}
    return replace(
        made,
        outputs={id: each.model_copy(update={"title": words}) for id, each in made.outputs.items()},
        settings=made.rules.settings.model_copy(update={"kinds": kinds}),
        projects={"p": Project.model_validate(project)},
        texts={f"docs/{text.replace('/', '-')}.md": "registry:opas"},
    )


def texts_of(made: Registry) -> Iterator[tuple[str, str]]:
    """Everything that is said of the guide: name and text."""
    words = IssueWords(made)
    guide = made.outputs["opas"]
    for kind in ("review", "need"):
        ask = of_guide(made, kind)
        yield kind, words.body(ask, Marker(ask.key, ASKED))
        for to in get_args(Addressee):
            yield f"{kind}-{to}", words.reminder(ask, Marker(ask.key, ASKED), to)
    for ending, key, fields in ENDINGS:
        yield ending, words.ended(key, guide.model_copy(update=fields), ending)
    yield "overview", overview(made, queue(made, TODAY), Asked({}), TODAY)


ENDINGS: tuple[tuple[Ending, str, dict[str, Any]], ...] = (
    ("reviewed", "opas/review/1", {"reviews": guide("karjala").reviews}),
    ("need-done", "opas/need/1", {}),
    ("not-current", "opas/review/2", {"status": "retired"}),
    ("gone", "opas/review/2", {}),
)


def flat(text: str) -> list[Token]:
    found: list[Token] = []
    for token in MARKDOWN.parse(text):
        found += [token, *(token.children or ())]
    return found


def shape(text: str) -> list[str]:
    """What Markdown makes of a text, whatever its words are."""
    return [token.type for token in flat(text) if not token.type.startswith("text")]


def read(text: str) -> str:
    """What a reader sees outside of code and links."""
    inside = 0
    seen = []
    for token in flat(text):
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type in ("text", "text_special") and not inside:
            seen.append(token.content)
        elif token.type in ("softbreak", "paragraph_close"):
            seen.append(" ")
    return "".join(seen)


def is_only_text(text: str) -> bool:
    """Whether GitHub makes nothing of it that is not ours: links stand in brackets."""
    written = re.sub(r"<https?://[^<>]*>", "", text)
    return not (SEEN_BY_GITHUB.search(read(text)) or ADDRESS.search(written))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_hostile_records_are_only_text(state: str, language: str) -> None:
    harmless = dict(texts_of(saying("Teksti", state, language)))
    for name, text in texts_of(saying(HOSTILE, state, language)):
        assert shape(text) == shape(harmless[name]), name
        assert is_only_text(text), name
        rest = text
        for account in ACCOUNTS:
            rest = rest.replace(mention(account), "")
        assert "<!--" not in rest, name
        links = {str(each.attrs["href"]) for each in flat(text) if each.type == "link_open"}
        assert links <= {each["url"] for each in FULL["locations"]} | {
            "https://archive.example/guide.pdf"
        }


@pytest.mark.parametrize("state", STATES)
def test_records_mention_nobody_and_cannot_break_the_frame(state: str) -> None:
    for name, text in texts_of(saying(HOSTILE, state)):
        assert set(mentioned(text)) <= set(ACCOUNTS), name
        marker = Marker("opas/review/2", ASKED, 1)
        parsed = parse_body(Body(marker, text, "Oma muistiinpano").text)
        assert parsed == Body(marker, text.strip(), "Oma muistiinpano")
        login = with_logins(text, {"github:7": "omnia"})
        assert login == text, name


@settings(max_examples=1000 if SOAK else 15)
@given(NASTY, st.sampled_from(sorted(STATES)), st.sampled_from(LANGUAGES))
def test_any_text_is_only_text(text: str, state: str, language: str) -> None:
    harmless = dict(texts_of(saying("Teksti", state, language)))
    for name, said in texts_of(saying(text, state, language)):
        assert shape(said) == shape(harmless[name]), name
        assert is_only_text(said), name


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://karkki.info/a_(b)?x=*y*&z=[1]#osa", True),
        ("http://ä.fi/ö", True),
        ("https://github.com/owner/name", True),
        ("https://github.com/owner/name/issues/5", False),
        ("https://github.com/owner/name/pull/5#discussion_r1", False),
        ("https://github.com/owner/name/commit/deadbeefdeadbeef", False),
        ("https://a.fi/" + "x" * 400, False),
        ("https://a.fi/\u202e", False),
    ],
)
def test_places_are_links_where_a_link_does_no_more_than_lead(url: str, is_link: bool) -> None:
    # Records cannot hold what is not seen; what reads them does not rely on that.
    made = questions(guide("karjala"))
    place = made.outputs["opas"].locations[0].model_copy(update={"url": url})
    opas = made.outputs["opas"].model_copy(update={"locations": (place,)})
    made = replace(made, outputs=made.outputs | {"opas": opas})
    text = IssueWords(made).body(of_guide(made), Marker("opas/review/2", ASKED))
    links = [each for each in flat(text) if each.type == "link_open"]
    assert len(links) == is_link
    assert is_only_text(text)


LONG = st.sampled_from(["@", "#1 ", "<!--", "å", "`*_", "www.", "x" * 50, "ab cd "]).map(
    lambda part: (part * 1000)[:1000]
)


@settings(max_examples=200 if SOAK else 10)
@given(LONG, LONG, st.sampled_from(LANGUAGES), st.sampled_from(sorted(STATES)))
def test_an_issue_stays_short(text: str, other: str, language: str, state: str) -> None:
    made = saying(text, state, language)
    opas = made.outputs["opas"]
    url = "https://a.fi/" + "#*_" * 600
    place = opas.locations[0].model_copy(update={"url": url, "archive": url})
    near = place.model_copy(update={"url": url[:299], "archive": url[:299]})
    need = opas.update_needs[0].model_copy(update={"summary": {"fi": other}})
    related = [
        output(f"r{n}", title={"fi": other}, relations=[{"type": type, "output": "opas"}])
        for n in range(40)
        for type in [("part-of", "replaces", "derived-from", "depends-on")[n % 4]]
    ]
    opas = opas.model_copy(
        update={
            "locations": (*[near] * 6, *[place] * 100),
            "update_needs": tuple(need.model_copy(update={"id": n}) for n in range(1, 201)),
            "relations": tuple(
                each.relations[0].model_copy(update={"output": each.id}) for each in related
            ),
        }
    )
    owner = made.organisations["karjala"]
    contacts = tuple(
        owner.contacts[0].model_copy(update={"key": f"c{n}", "account": f"github:{10**17 + n}"})
        for n in range(60)
    )
    made = replace(
        made,
        outputs=made.outputs | {"opas": opas} | {each.id: each for each in related},
        organisations=made.organisations
        | {"karjala": owner.model_copy(update={"contacts": contacts})},
        texts={f"docs/{n}{other.replace('/', '-')}.md": "registry:opas" for n in range(50)},
    )
    for name, said in texts_of(made):
        assert len(said) < (60_001 if name == "overview" else 20_000), (name, len(said))
    for ask in asked(made).values():
        assert len(IssueWords(made).title(ask)) <= 256


@given(
    st.text(min_size=1, max_size=400).filter(str.strip),
    st.from_regex(r"\A[a-z][a-z0-9]{0,99}\Z"),
    st.sampled_from(sorted(STATES)),
)
def test_a_title_fits_and_keeps_its_id(text: str, id: str, state: str) -> None:
    made = saying("x", state)
    titles = {"fi": text}
    need = NEED | {"summary": {"fi": text}}
    opas = guide(**({"owner": "karjala"} | STATES[state] | {"update_needs": [NEED]}))
    opas = opas.model_copy(
        update={
            "id": id,
            "title": titles,
            "update_needs": (opas.update_needs[0].model_copy(update={"summary": need["summary"]}),),
        }
    )
    made = replace(made, outputs={id: opas})
    for ask in asked(made).values():
        title = IssueWords(made).title(ask)
        assert len(title) <= 256
        assert title.endswith(f" [{id}]")
        assert "\n" not in title


def test_the_owner_is_asked_in_the_first_language_there_are_words_in() -> None:
    for languages, tongue in (
        (["fi"], "fi"), (["sv", "fi"], "sv"), (["en"], "en"), (["de", "sv"], "sv"), (["de"], "fi"),
    ):  # fmt: skip
        made = questions(guide("karjala"))
        owner = made.organisations["karjala"].model_copy(update={"languages": tuple(languages)})
        made = replace(made, organisations=made.organisations | {"karjala": owner})
        title = IssueWords(made).title(of_guide(made))
        assert title.startswith(catalogue(tongue)("issues.title.review", title="").strip())


@pytest.mark.parametrize(
    ("language", "owner"), [("fi", "karjala"), ("sv", "kusten"), ("en", "college")]
)
@pytest.mark.parametrize("state", ["accepted", "proposed"])
def test_answers_are_in_her_language_and_the_others_have_a_line_each(
    state: str, language: str, owner: str
) -> None:
    made = questions(guide(owner, **STATES[state]))
    text = IssueWords(made).body(of_guide(made), Marker("opas/review/2", ASKED))
    _, others, main = text.split("\n\n", 2)
    for verb, words in WORDS.items():
        listed = f"- `/{words[language]}` – " in main
        of_proposed = verb in ("accept", "not-mine", "help")
        assert listed == (of_proposed if state == "proposed" else verb != "accept"), verb
    (example,) = re.findall(
        r"^(?:Esimerkiksi|Till exempel|For example): `(.*)`$", main, re.MULTILINE
    )
    command = parse(example)
    assert isinstance(command, Command)
    expected = "accept" if state == "proposed" else "valid"
    assert (command.verb, command.language) == (expected, language)
    assert bool(command.evidence) == (expected == "valid")
    lines = others.split("\n")
    assert len(lines) == len(LANGUAGES) - 1
    for line, other in zip(lines, [each for each in LANGUAGES if each != language], strict=True):
        assert f"`/{WORDS['help'][other]}`" in line


@pytest.mark.parametrize("state", ["accepted", "proposed"])
def test_who_has_no_account_is_told_no_command(state: str) -> None:
    made = questions(guide("karjala", **STATES[state]))
    owner = made.organisations["karjala"]
    contacts = tuple(each.model_copy(update={"account": None}) for each in owner.contacts)
    owner = owner.model_copy(update={"contacts": contacts})
    made = replace(made, organisations=made.organisations | {"karjala": owner})
    text = IssueWords(made).body(of_guide(made), Marker("opas/review/2", ASKED))
    assert "`/" not in text
    assert list(mentioned(text)) == ["github:901", "github:902"]
    assert "omin sanoin" in text
    assert "in your own words" in text


def test_only_a_link_to_an_issue_of_ours_leads_to_where_a_need_came_from() -> None:
    ours = "https://github.com/tts/rekisteri/issues/8"
    for source, is_link in (
        (ours, True),
        (f"{ours}#issuecomment-12", True),
        ("https://github.com/other/rekisteri/issues/8", False),
        (f"{ours}/edit", False),
        (f"{ours}> @omnia", False),
        ("http://github.com/tts/rekisteri/issues/8", False),
    ):
        made = questions(guide("karjala", update_needs=[NEED | {"source": source}]))
        forge = Forge.model_validate({"type": "github", "repository": "tts/rekisteri"})
        made = replace(made, settings=made.rules.settings.model_copy(update={"forge": forge}))
        ask = of_guide(made, "need")
        text = IssueWords(made).body(ask, Marker(ask.key, ASKED))
        assert (f"(lähde: <{source}>)" in text) == is_link, source
        assert is_only_text(text), source
        without = replace(made, settings=made.rules.settings.model_copy(update={"forge": None}))
        assert f"<{source}>" not in IssueWords(without).body(ask, Marker(ask.key, ASKED))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_is_short(language: str) -> None:
    owner = {"fi": "karjala", "sv": "kusten", "en": "college"}[language]
    made = questions(guide(owner))
    ask = of_guide(made)
    for to in get_args(Addressee):
        reminder = IssueWords(made).reminder(ask, Marker(ask.key, ASKED, 1), to)
        _, said, *_ = reminder.split("\n\n")
        assert 20 <= len(said.split()) <= 100, (to, len(said.split()))


def test_those_who_need_not_answer_are_told_no_command() -> None:
    made = questions(guide("karjala"))
    ask = of_guide(made)
    text = IssueWords(made).reminder(ask, Marker(ask.key, ASKED, 1), "steering-group")
    assert "`/" not in text
    text = IssueWords(made).reminder(ask, Marker(ask.key, ASKED, 1), "maintainers")
    assert "`/" not in text.partition("---")[2]


def test_the_first_reminder_is_told_as_it_comes() -> None:
    made = questions(guide("karjala"))
    owner = made.organisations["karjala"]
    silent = owner.contacts[0].model_copy(update={"account": None})
    for contacts, days in ((owner.contacts, 10), ((silent, *owner.contacts[1:]), 15)):
        changed = owner.model_copy(update={"contacts": contacts})
        told = replace(made, organisations=made.organisations | {"karjala": changed})
        text = IssueWords(told).body(of_guide(told), Marker("opas/review/2", ASKED))
        assert f"muistutamme {days} työpäivän kuluttua" in text


def test_one_and_several_are_asked_as_one_and_several() -> None:
    for count, words in ((1, "Ehtisitkö sinä vastata?"), (2, "Ehtisikö joku teistä vastata?")):
        made = questions(guide("karjala"))
        owner = made.organisations["karjala"]
        more = tuple(
            owner.contacts[0].model_copy(update={"key": f"c{n}", "account": f"github:{n + 500}"})
            for n in range(count)
        )
        owner = owner.model_copy(update={"contacts": (*owner.contacts, *more)})
        made = replace(made, organisations=made.organisations | {"karjala": owner})
        ask = of_guide(made)
        text = IssueWords(made).reminder(ask, Marker(ask.key, ASKED, 1), "organisation")
        assert words in text
        assert list(mentioned(text)) == [f"github:{n + 500}" for n in range(count)]


@pytest.mark.parametrize(
    ("to", "accounts"),
    [
        ("contact", ["github:101"]),
        ("deputy", ["github:102"]),
        # The third contact has no account: the organisation is greeted, and who can help it.
        ("organisation", ["github:901", "github:902"]),
        ("maintainers", ["github:901", "github:902"]),
        ("steering-group", ["github:911"]),
        ("orphaning", ["github:101", "github:102", "github:901", "github:902"]),
    ],
)
def test_a_step_mentions_those_it_turns_to(to: Addressee, accounts: list[str]) -> None:
    made = questions(guide("karjala"))
    ask = of_guide(made)
    text = IssueWords(made).reminder(ask, Marker(ask.key, ASKED, 1), to)
    assert list(mentioned(text)) == accounts


@pytest.mark.parametrize(
    ("state", "kind", "accounts"),
    [
        ("accepted", "review", ["github:101"]),
        ("proposed", "review", ["github:101"]),
        ("declined", "review", ["github:901", "github:902"]),
        ("ended", "review", ["github:901", "github:902"]),
        ("orphaned", "review", ["github:901", "github:902"]),
        ("accepted", "need", ["github:101"]),
        ("proposed", "need", ["github:901", "github:902"]),
    ],
)
def test_an_issue_mentions_the_one_who_is_asked(state: str, kind: str, accounts: list[str]) -> None:
    made = questions(guide(**({"owner": "karjala"} | STATES[state])))
    ask = of_guide(made, kind)
    assert list(mentioned(IssueWords(made).body(ask, Marker(ask.key, ASKED)))) == accounts


def test_nothing_is_said_of_steps_that_the_policy_does_not_have() -> None:
    made = questions(guide("karjala"), review_policy={"ladder": []})
    text = IssueWords(made).body(of_guide(made), Marker("opas/review/2", ASKED))
    assert "(10)" not in text
    assert "ohjausryhmän" not in text


@cache
def live() -> Registry:
    """The live registry; every owner has two contacts, and speaks in turn fi, sv and en."""
    found = load(WorkingTree(ROOT)).registry
    organisations = {}
    for at, (id, each) in enumerate(found.organisations.items()):
        data = each.model_dump(mode="json")
        data["languages"] = [("fi", "sv", "en")[at % 3]]
        data["contacts"] = [
            {"key": "a", "title": {"fi": "Vastaava"}, "account": f"github:{at + 1}"},
            {"key": "b", "title": {"fi": "Varahenkilö"}, "account": f"github:{at + 1001}"},
        ]
        organisations[id] = Organisation.model_validate(data)
    outputs = {
        id: each.model_copy(update={"owner_since": each.registered} if at % 2 else {})
        for at, (id, each) in enumerate(found.outputs.items())
    }
    return replace(found, organisations=organisations, outputs=outputs)


def said_on(today: date) -> dict[str, tuple[str, ...]]:
    words = IssueWords(live())
    found = {}
    for key, ask in asked(live(), today).items():
        marker = Marker(key, ASKED)
        reminders = [words.reminder(ask, marker, to) for to in get_args(Addressee)]
        found[key] = (words.title(ask), words.body(ask, marker), *reminders)
    return found


def test_a_day_alone_changes_no_issue() -> None:
    before, after = said_on(date(2026, 11, 27)), said_on(date(2028, 2, 1))
    assert len(before) > 20
    assert before == after


def test_a_day_alone_changes_only_the_last_line_of_the_overview() -> None:
    days = [date(2027, 2, 1) + timedelta(days=n) for n in range(20)]
    quiet = 0
    for one, other in pairwise(days):
        rows, later = queue(live(), one), queue(live(), other)
        told, told_later = (
            overview(live(), each, Asked({}), day) for each, day in ((rows, one), (later, other))
        )
        assert told != told_later
        same = [(item.key, item.reasons) for item in rows] == [
            (item.key, item.reasons) for item in later
        ]
        assert not same or without_time(told) == without_time(told_later)
        quiet += same
    assert quiet > 5


def test_every_day_that_is_named_stands_in_the_data() -> None:
    words = IssueWords(live())
    for ask in asked(live()).values():
        known = set(re.findall(r"\d{4}-\d\d-\d\d", ask.output.model_dump_json()))
        known |= {str(ask.standing.due), str(ask.standing.anchor)}
        shown = {
            prose(language).day(date.fromisoformat(day)) for day in known for language in LANGUAGES
        }
        text = words.body(ask, Marker(ask.key, ASKED))
        for day in re.findall(r"\d{1,2}(?:\.\d{1,2}\.|\.? [a-zA-Z]{3,9}\.? )\d{4}", text):
            assert day in shown, (ask.key, day)


def test_the_same_registry_gives_the_same_words_in_any_order() -> None:
    made = live()
    turned = replace(
        made,
        outputs=dict(reversed(made.outputs.items())),
        texts=dict(reversed(made.texts.items())),
    )
    for key, ask in asked(made).items():
        marker = Marker(key, ASKED)
        assert IssueWords(made).body(ask, marker) == IssueWords(turned).body(ask, marker)


def _many(count: int) -> Registry:
    agreed = {"cycle": 1, "date": "2026-01-01", "due": "2026-10-01", "reason": "r"}
    due = {"cycle": "P1Y", "schedule": [agreed]}
    late = [
        output(f"late-{n}", owner=f"o{n}", title={"fi": "Ä" * 150}, review=due)
        for n in range(count)
    ]
    return questions(*late, organisations=[{"id": f"o{n}"} for n in range(count)])


def test_the_overview_shows_the_first_rows_of_a_group_and_links_their_issues() -> None:
    made = _many(30)
    items = queue(made, TODAY)
    numbers = {item.key: 100 + at for at, item in enumerate(items) if item.key}
    text = overview(made, items, Asked(numbers), TODAY)
    group = text.split("### Myöhässä (30)\n")[1].split("###")[0].split("\n")
    rows = [line for line in group if line]
    assert len(rows) == 11
    assert rows[0].startswith("- #100 **")
    assert rows[-1] == "- … ja vielä 20."
    assert text.endswith("Viimeksi muuttunut 20.1.2027.")
    assert "- **30** tarkistusta on myöhässä" in text


@pytest.mark.parametrize("site", [None, "https://example.fi/rekisteri/"])
def test_a_long_overview_is_cut_between_rows(site: str | None) -> None:
    made = _many(30)
    made = replace(made, settings=made.rules.settings.model_copy(update={"site": site}))
    whole = overview(made, queue(made, TODAY), Asked({}), TODAY).split("\n")
    for most in (1500, 1800, 2000, 2200):
        text = overview(made, queue(made, TODAY), Asked({}), TODAY, most)
        assert len(text) <= most
        assert "Lista on pitkä" in text
        rows = [line for line in text.split("\n") if line.startswith("- **Ä")]
        assert rows
        assert set(rows) <= set(whole)
        assert ("<https://example.fi/rekisteri/fi/index.html>" in text) == (site is not None)
        assert text.endswith("Viimeksi muuttunut 20.1.2027.")


def test_an_empty_overview_says_so() -> None:
    made = replace(questions(), outputs={}, texts={})
    text = overview(made, (), Asked({}), TODAY)
    assert "ei ole mitään tehtävää" in text
    assert without_time(text) == without_time(overview(made, (), Asked({}), date(2030, 1, 1)))
    assert without_time(text) == without_time(without_time(text) + "\nViimeksi muuttunut nyt.\n")


def _codes() -> set[str]:
    """Every code of a sentence that the rules give."""
    found = {*get_args(Ending), "brake-open", "brake-close"}
    for path in (ROOT / "governance/rules/issues").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Sentence":
                found |= {
                    each.value
                    for each in ast.walk(call.args[0])
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return found


def test_every_reason_of_the_plan_has_words_and_none_is_dead() -> None:
    assert set(catalogue("en").messages["issues"]["reason"]) == _codes()
