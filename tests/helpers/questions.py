"""A small registry with contacts in three languages, and what it asks: for the texts of issues."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from governance.model.marker import Marker
from governance.model.policy import ReviewPolicy, RolesPolicy
from governance.model.record import Output
from governance.model.registry import Registry
from governance.publish.issues.wording import IssueWords
from governance.rules.issues.asks import asks
from governance.rules.issues.wording import Ask
from governance.rules.standing import Standings
from tests.helpers.registries import REVIEW, output, registry, review

TODAY = date(2027, 1, 20)
ASKED = date(2027, 1, 11)
LADDER = [
    {"after": 10, "to": "contact"},
    {"after": 15, "to": "deputy"},
    {"after": 20, "to": "organisation"},
    {"after": 30, "to": "maintainers"},
    {"after": 50, "to": "steering-group"},
    {"after": 70, "to": "orphaning"},
]
ROLES = {
    "maintainers": {
        "title": {"fi": "TP3:n ylläpitäjät", "sv": "förvaltare i TP3", "en": "TP3 maintainers"},
        "accounts": ["github:901", "github:902"],
    },
    "steering-group": {
        "title": {"fi": "ohjausryhmä", "sv": "styrgrupp", "en": "steering group"},
        "accounts": ["github:911"],
    },
}
ORGANISATIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "karjala",
        "names": {"fi": "Karjalan ammattiopisto"},
        "languages": ["fi"],
        "contacts": [
            {"key": "lead", "title": {"fi": "Digipäällikkö"}, "account": "github:101"},
            {"key": "head", "title": {"fi": "Rehtori"}, "account": "github:102"},
            {"key": "team", "title": {"fi": "Pedagoginen tukihenkilö"}},
        ],
    },
    {
        "id": "kusten",
        "names": {"fi": "Rannikon ammattiopisto", "sv": "Kustens yrkesinstitut"},
        "languages": ["sv", "fi"],
        "contacts": [
            {"key": "lead", "title": {"sv": "Utvecklingschef"}, "account": "github:201"},
            {"key": "head", "title": {"sv": "Rektor"}, "account": "github:202"},
        ],
    },
    {
        "id": "college",
        "names": {"fi": "Kansainvälinen opisto", "en": "International College"},
        "languages": ["en"],
        "contacts": [{"key": "lead", "title": {"en": "Head of learning"}, "account": "github:301"}],
    },
    {
        "id": "vanha",
        "names": {"fi": "Vanha opisto"},
        "ended": "2026-12-31",
        "successors": ["karjala"],
    },
    {"id": "uusi", "names": {"fi": "Uusi opisto"}, "languages": ["de", "fi"]},
    {"id": "tts", "names": {"fi": "Työtehoseura ry"}},
)
ACCOUNTS = [
    *(
        each["account"]
        for one in ORGANISATIONS
        for each in one.get("contacts", ())
        if "account" in each
    ),
    *(account for role in ROLES.values() for account in role["accounts"]),
]
SETTINGS = {
    "title": {
        "fi": "Digihankkeiden tuotosten rekisteri",
        "sv": "Register över digiprojektens resultat",
        "en": "Registry of the outputs of the digital projects",
    },
    "maintainer": "tts",
}
NEED = {
    "id": 1,
    "reported": "2026-11-02",
    "summary": {
        "fi": "Tekoälyä koskeva luku puuttuu",
        "sv": "Kapitlet om AI saknas",
        "en": "The chapter on AI is missing",
    },
    "source": "palaute koulutuksesta",
    "state": "planned",
    "target": "2027-06-30",
}
FULL: dict[str, Any] = {
    "title": {
        "fi": "Oppimisanalytiikan opas",
        "sv": "Guide till lärandeanalytik",
        "en": "Guide to learning analytics",
    },
    "summary": {
        "fi": "Opas kertoo, miten oppimisen tietoa käytetään. Siinä on myös esimerkkejä.",
        "sv": "Guiden berättar hur man använder data om lärande. Den har också exempel.",
        "en": "The guide tells how data on learning is used. It has examples, too.",
    },
    "versions": [
        {"version": "1.0", "date": "2023-11-30"},
        {"version": "1.1", "date": "2025-02-03"},
    ],
    "locations": [
        {"url": "https://example.fi/opas(1)", "language": "fi", "format": "html"},
        {
            "url": "https://example.fi/guide.pdf",
            "archive": "https://archive.example/guide.pdf",
            "language": "sv",
            "format": "pdf",
            "version": "1.0",
        },
    ],
    "reviews": [review("2026-01-12", by="karjala", ai_impact="indirect")],
    "update_needs": [NEED],
    "relations": [{"type": "depends-on", "output": "kasitteet"}],
}


def guide(owner: str | None, **fields: Any) -> Output:
    """An output of which everything is known."""
    made = {"owner": owner, "owner_since": "2025-12-01", **FULL, **fields}
    return output("opas", **made)


def questions(
    *outputs: Output,
    organisations: Iterable[Mapping[str, Any]] = ORGANISATIONS,
    review_policy: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Registry:
    """A registry of these outputs, of one that the guide depends on, and one of its parts."""
    base = output("kasitteet", title={"fi": "Käsitteet", "sv": "Begrepp"}, owner="college")
    part = output(
        "liite",
        title={"fi": "Oppaan liite"},
        owner="college",
        relations=[{"type": "part-of", "output": "opas"}],
    )
    found = {each.id: each for each in (base, part, *outputs)}
    cited = {"docs/esitys.md": "Ks. registry:opas@1.1."}
    made = registry(found.values(), organisations, texts=cited if texts is None else texts)
    policy = REVIEW | {"ladder": LADDER} | dict(review_policy or {})
    return replace(
        made,
        settings=made.rules.settings.model_copy(update=SETTINGS),
        review=ReviewPolicy.model_validate(policy),
        roles=RolesPolicy.model_validate({"roles": ROLES}),
    )


def asked(made: Registry, today: date = TODAY) -> Mapping[str, Ask]:
    """Everything that could be asked: each review, its time come or not, and each need."""
    standings = Standings(made, today)
    reviews = {f"{id}/review/{standings.of(each).number}" for id, each in made.outputs.items()}
    return asks(made, standings, reviews)


def of_guide(made: Registry, kind: str = "review") -> Ask:
    """What is asked about the guide."""
    return next(ask for key, ask in asked(made).items() if key.startswith(f"opas/{kind}/"))


def issue(made: Registry, ask: Ask, marker_asked: date = ASKED) -> tuple[str, str]:
    """Title and body of an issue."""
    words = IssueWords(made)
    return words.title(ask), words.body(ask, Marker(ask.key, marker_asked))
