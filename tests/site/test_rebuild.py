"""A build that keeps what an earlier one made gives the bytes of a whole one."""

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model.registry import FOLDERS, RECORD_MODELS, Registry
from governance.publish.site import Kept, Source, site_files
from governance.publish.site.frame import Files
from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.history import steps
from governance.store.load import load
from tests.conftest import SOAK
from tests.helpers.repo import Repo, copy_few, name_no_outputs
from tests.site.ground import DAY

MAINTAINER = "tts"
FEW = {  # files, and how many of them are left
    "outputs/*/*.yaml": 6,
    "organisations/*.yaml": 4,
    "projects/*.yaml": 2,
    "themes/*.yaml": 3,
    "platforms/*.yaml": 1,
}


@dataclass
class Draft:
    """Records as plain data, to be altered; by type and id."""

    tables: dict[str, dict[str, Any]]
    rules: dict[str, Any]

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
    found["names"] = {"fi": f"Uusi organisaatio {m}"}
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


def settle(draft: Draft, _: int, m: int) -> None:
    draft.rules["settings"]["site"] = f"https://example.invalid/{m}"


Edit = Callable[[Draft, int, int], None]
EDITS: tuple[Edit, ...] = (
    retitle, resummarise, own, classify, relate, review, restate, need, publish, add, remove,
    rename, call_organisation, end_organisation, drop_organisation, call_theme, call_project,
    cite, settle,
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
    draft = Draft(plain, {"settings": settings.model_dump(mode="json", by_alias=True)})
    for edit, n, m in edits:
        edit(draft, n, m)
    made = {
        type: {
            id: tables[type][id] if before[type].get(id) == each
            else RECORD_MODELS[type].model_validate(each)  # type: ignore[index]
            for id, each in sorted(table.items())
        }
        for type, table in draft.tables.items()
    }  # fmt: skip
    paths = {
        (type, id): registry.paths.get((type, id), f"{FOLDERS[type]}/made/{id}.yaml")
        for type, table in made.items() for id in table
    }  # fmt: skip
    return replace(
        registry,
        settings=type(settings).model_validate(draft.rules["settings"]),
        paths=paths,
        **{f"{type}s": table for type, table in made.items()},
    )


def few(path: Path) -> Repo:
    """A registry of few records that has changed: a record came, one went, one names others."""
    repo = Repo.init(copy_few(path))
    name_no_outputs(path)
    for pattern, most in FEW.items():
        for each in sorted((path / "registry").glob(pattern))[most:]:
            if each.stem != MAINTAINER:
                each.unlink()
    outputs = sorted((path / "registry/outputs").glob("*/*.yaml"))
    for at, each in enumerate(outputs):
        text = re.sub(r"(?m)^relations:\n(?:  .*\n)+", "", each.read_text("utf-8"))
        other = outputs[at - 1 if at > 2 else 0].stem  # the second one will be gone
        relation = f"relations:\n  - {{type: part-of, output: {other}}}\n" if at else ""
        each.write_text(text + relation, "utf-8")
    repo.commit("records", "2026-11-25T12:00:00+02:00")
    repo.write(outputs[0].with_stem("tullut").relative_to(path).as_posix(),
               re.sub("(?m)^id: .*$", "id: tullut", outputs[0].read_text("utf-8")))  # fmt: skip
    repo.commit("one more", "2027-02-01T12:00:00+02:00")
    outputs[1].unlink()
    repo.commit("one less", "2027-05-01T12:00:00+03:00")
    others = ", ".join(each.stem for each in sorted((path / "registry/organisations").glob("*")))
    text = re.sub(r"(?m)^contributors:.*\n", "", outputs[2].read_text("utf-8"))
    outputs[2].write_text(f"{text}contributors: [{others}]\n", "utf-8")
    repo.commit("contributors", "2027-06-01T12:00:00+03:00")
    return repo


@dataclass(repr=False)
class Base:
    """What a build before was made from, and what it left."""

    source: Source
    kept: Kept = field(default_factory=Kept)

    def after(self, *edits: tuple[Edit, int, int], **others: Any) -> tuple[Files, Files]:
        """The files before and after some edits; those after are as those of a whole build."""
        kept = copy.copy(self.kept)  # a build alters no more than what it is given
        registry = edited(self.source.registry, edits)
        source = replace(self.source, registry=registry, **others)
        before, after, whole = self.files, site_files(source, kept), site_files(source)
        assert [path for path in whole if after.get(path) != whole[path]] == []
        assert after.keys() == whole.keys()
        return before, after

    @cached_property
    def files(self) -> Files:
        return site_files(self.source, copy.copy(self.kept))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    repository = open_repository(few(tmp_path_factory.mktemp("few")).path)
    tree = RevisionTree(repository, resolve(repository, "HEAD"))
    walked = list(steps(None, tree, "Europe/Helsinki"))
    registry = replace(load(tree).registry, revision=None)
    made = Base(Source(registry, date.fromisoformat(DAY), walked))
    site_files(made.source, made.kept)
    return made


edit_lists = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4
)


@settings(max_examples=200 if SOAK else 5)
@given(edits=edit_lists)
def test_any_edits_give_the_bytes_of_a_whole_build(
    base: Base, edits: list[tuple[Edit, int, int]]
) -> None:
    base.after(*edits)


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.__name__)
def test_each_edit_changes_some_files_and_keeps_others(base: Base, edit: Edit) -> None:
    before, after = base.after((edit, 1, 2))
    assert before != after
    kept = [path for path, text in before.items() if text is after.get(path)]
    assert (len(kept) > len(before) / 3) == (edit is not settle), (len(kept), len(after))


def test_another_day_another_past_and_other_texts_give_the_bytes_of_a_whole_build(
    base: Base,
) -> None:
    registry, walked = base.source.registry, base.source.steps
    assert walked
    texts = {"docs/x.md": f"registry:{next(iter(registry.outputs))}@1.0"}
    for others in (
        {"today": date.fromisoformat(DAY) + timedelta(400)},
        {"steps": walked[1:]},
        {"steps": None},
    ):
        base.after(**others)
    cited = Base(replace(base.source, registry=replace(registry, texts=texts)), base.kept)
    cited.after()
