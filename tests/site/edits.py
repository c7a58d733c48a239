"""Edits of records as plain data, and the registry after them."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from governance.model.registry import FOLDERS, RECORD_MODELS, Registry


@dataclass
class Draft:
    """Records as plain data, to be altered; by type and id."""

    tables: dict[str, dict[str, Any]]
    rules: dict[str, Any]
    paths: dict[tuple[str, str], str]

    def pick(self, type: str, number: int) -> Any:
        table = self.tables[type]
        return table[sorted(table)[number % len(table)]]


def retitle(draft: Draft, n: int, m: int) -> None:
    draft.pick("output", n)["title"] = {"fi": f"Uusi <nimi> {m}"} | ({"en": "New"} if m % 2 else {})


def resummarise(draft: Draft, n: int, m: int) -> None:
    draft.pick("output", n)["summary"] = {"fi": f"Kuvaus {m}", "sv": "Annat"}


def own(draft: Draft, n: int, m: int) -> None:
    output = draft.pick("output", n)
    output["owner"] = None if m % 4 == 3 else draft.pick("organisation", m)["id"]
    output["owner_since"] = None if m % 2 or output["owner"] is None else "2027-01-15"
    output["contributors"] = [draft.pick("organisation", m + 1)["id"]]


def classify(draft: Draft, n: int, m: int) -> None:
    output = draft.pick("output", n)
    output["themes"] = [draft.pick("theme", m)["id"]]
    output["kind"] = draft.pick("output", m)["kind"]
    output["project"] = draft.pick("project", m)["id"]


def relate(draft: Draft, n: int, m: int) -> None:
    other = draft.pick("output", n + 1 + m % 3)["id"]
    type = ("replaces", "part-of", "derived-from")[m % 3]
    relations = [{"type": type, "output": other}] if m % 5 else []
    draft.pick("output", n)["relations"] = relations


def relate_otherwise(draft: Draft, n: int, _: int) -> None:
    for one in draft.pick("output", n)["relations"]:
        one["type"] = "derived-from" if one["type"] == "part-of" else "part-of"


def move(draft: Draft, n: int, m: int) -> None:
    id = draft.pick("output", n)["id"]
    draft.paths["output", id] = f"registry/outputs/moved-{m}/{id}.yaml"


def turn(draft: Draft, n: int, _: int) -> None:
    """Another language is the original, with the same texts."""
    for type, field in (("output", "title"), ("organisation", "names"), ("theme", "title")):
        found = draft.pick(type, n)
        found[field] = dict(reversed(found[field].items()))


def neglect(draft: Draft, n: int, m: int) -> None:
    output = draft.pick("output", n)
    day = str(date(2024, 1, 1) + timedelta(m))
    output |= {"registered": day, "status": "current"}
    output["reviews"] = [{"date": day, "by": draft.pick("organisation", m)["id"],
                          "outcome": "valid", "evidence": "luettu", "via": "issue"}]  # fmt: skip


def review(draft: Draft, n: int, m: int) -> None:
    day = str(date(2027, 3, 1) + timedelta(m * 9))
    entry = {"date": day, "by": draft.pick("organisation", m)["id"], "outcome": "valid",
             "evidence": f"luettu {m}", "via": "issue"}  # fmt: skip
    draft.pick("output", n)["reviews"].append(entry)


def restate(draft: Draft, n: int, m: int) -> None:
    draft.pick("output", n)["status"] = ("current", "draft", "retired", "superseded")[m % 4]


def need(draft: Draft, n: int, m: int) -> None:
    needs = draft.pick("output", n)["update_needs"]
    needs.append({"id": len(needs) + 1, "reported": "2027-05-05", "summary": {"fi": f"Tarve {m}"},
                  "state": "open"})  # fmt: skip


def publish(draft: Draft, n: int, m: int) -> None:
    output = draft.pick("output", n)
    output["versions"].append({"version": f"9.{len(output['versions'])}", "date": "2027-05-05"})
    output["locations"].append({"url": f"https://example.invalid/{m}", "language": "sv",
                                "format": "pdf"})  # fmt: skip


def add(draft: Draft, n: int, m: int) -> None:
    made = copy.deepcopy(draft.pick("output", n))
    made["id"] = f"uusi-{m}"
    draft.tables["output"][made["id"]] = made


def remove(draft: Draft, n: int, _: int) -> None:
    if len(draft.tables["output"]) > 1:
        gone = draft.pick("output", n)["id"]
        del draft.tables["output"][gone]
        for each in draft.tables["output"].values():
            each["relations"] = [one for one in each["relations"] if one["output"] != gone]


def rename(draft: Draft, n: int, m: int) -> None:
    table = draft.tables["output"]
    old, new = draft.pick("output", n)["id"], f"toinen-{m}"
    table[new] = {**table.pop(old), "id": new}
    for each in table.values():
        for one in each["relations"]:
            one["output"] = new if one["output"] == old else one["output"]


def call_organisation(draft: Draft, n: int, m: int) -> None:
    found = draft.pick("organisation", n)
    found["names"] = {"fi": f"Uusi organisaatio {m}", "sv": "Ny organisation"}
    found["former_names"] = ["Entinen"]


def end_organisation(draft: Draft, n: int, m: int) -> None:
    found = draft.pick("organisation", n)
    found["ended"] = "2027-04-01"
    found["successors"] = [draft.pick("organisation", m)["id"]]


def drop_organisation(draft: Draft, n: int, _: int) -> None:
    gone = draft.pick("organisation", n)["id"]
    if len(draft.tables["organisation"]) > 2 and gone != draft.rules["settings"]["maintainer"]:
        del draft.tables["organisation"][gone]


def call_theme(draft: Draft, n: int, m: int) -> None:
    draft.pick("theme", n)["title"] = {"fi": f"Uusi teema {m}", "sv": "Nytt tema"}


def call_project(draft: Draft, n: int, m: int) -> None:
    found = draft.pick("project", n)
    found["short_name"] = f"Hanke {m}"
    found["coordinator"] = draft.pick("organisation", m)["id"]


def cite(draft: Draft, n: int, m: int) -> None:
    output = draft.pick("output", n)["id"]
    draft.pick("platform", 0)["notes"] = f"registry:{output}" + ("@1.0" if m % 2 else "")


def call_maintainer(draft: Draft, _: int, m: int) -> None:
    maintainer = draft.rules["settings"]["maintainer"]
    draft.tables["organisation"][maintainer]["names"] = {"fi": f"Uusi hoitaja {m}"}


def settle(draft: Draft, _: int, m: int) -> None:
    draft.rules["settings"]["site"] = f"https://example.invalid/{m}"


Edit = Callable[[Draft, int, int], None]
EDITS: tuple[Edit, ...] = (
    retitle, resummarise, own, classify, relate, relate_otherwise, move, turn, neglect, review,
    restate, need, publish, add, remove, rename, call_organisation, end_organisation,
    drop_organisation, call_theme, call_project, call_maintainer, cite, settle,
)  # fmt: skip


def edited(registry: Registry, edits: Iterable[tuple[Edit, int, int]]) -> Registry:
    """The registry after some edits; records that stay alike stay the very same."""
    tables: dict[str, dict[str, Any]] = {type: dict(table) for type, table in registry.tables}
    plain = {
        type: {id: each.model_dump(mode="json", by_alias=True) for id, each in table.items()}
        for type, table in tables.items()
    }
    settings = registry.rules.settings
    before = copy.deepcopy(plain)
    rules = {"settings": settings.model_dump(mode="json", by_alias=True)}
    draft = Draft(plain, rules, dict(registry.paths))
    for edit, n, m in edits:
        edit(draft, n, m)
    made = {
        type: {
            id: tables[type][id] if repr(before[type].get(id)) == repr(each)
            else RECORD_MODELS[type].model_validate(each)  # type: ignore[index]
            for id, each in sorted(table.items())
        }
        for type, table in draft.tables.items()
    }  # fmt: skip
    paths = {
        (type, id): draft.paths.get((type, id), f"{FOLDERS[type]}/made/{id}.yaml")
        for type, table in made.items() for id in table
    }  # fmt: skip
    return replace(
        registry,
        settings=type(settings).model_validate(draft.rules["settings"]),
        paths=paths,
        **{f"{type}s": table for type, table in made.items()},
    )
