"""A build that keeps what an earlier one made gives the bytes of a whole one."""

import copy
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.publish.site import Kept, Source, site_files
from governance.publish.site.frame import Files
from governance.rules.trend import Trend
from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.history import steps
from governance.store.load import load
from tests.conftest import SOAK
from tests.helpers.repo import Repo, copy_few, name_no_outputs
from tests.site import edits as edit
from tests.site.edits import EDITS, Edit, edited
from tests.site.ground import DAY

MAINTAINER = "tts"
FEW = {  # files, and how many of them are left
    "outputs/*/*.yaml": 6,
    "organisations/*.yaml": 4,
    "projects/*.yaml": 2,
    "themes/*.yaml": 3,
    "platforms/*.yaml": 1,
}


# So that the first build has what later edits change: a queue, owners that ended, relations.
BEFORE: tuple[tuple[Edit, int, int], ...] = (
    *((edit.own, n, m) for n, m in enumerate((0, 1, 0, 1, 1, 0))),
    (edit.relate, 0, 1), (edit.relate, 3, 6), (edit.classify, 4, 1), (edit.retitle, 1, 1),
    *((edit.neglect, n, n) for n in range(3)), (edit.end_organisation, 1, 3),
    (edit.call_organisation, 1, 1), (edit.call_theme, 1, 1),
)  # fmt: skip


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
        source = replace(self.source, **{"registry": registry, **others})
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
    registry = edited(replace(load(tree).registry, revision=None), BEFORE)
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


# What is kept as long as nothing that shows there changes, by where it stands.
KINDS = {
    "output": r"outputs/.+/.+\.html", "organisation": r"organisations/.+/.+\.html",
    "theme": r"themes/.+/.+", "project": r"projects/.+/.+", "month": r"changelog/\d.+",
    "guide": r"guide/.+", "document": r"(governance|platform|accessibility)/.+",
    "feed": r".+/feed\..+", "calendar": r".+/reviews\.ics",
}  # fmt: skip


def kept_of(before: Files, after: Files) -> dict[str, tuple[int, int]]:
    """Of the files of each kind how many are the very same as before, and how many there were."""
    found = {}
    for kind, pattern in KINDS.items():
        there = [path for path in before if re.fullmatch(f"../{pattern}", path)]
        same = [path for path in there if before[path] is after.get(path)]
        found[kind] = len(same), len(there)
    return found


ROW = {"output", "organisation", "project", "calendar"}
REMADE: dict[Edit, set[str]] = {  # the kinds of which some are made anew, and never all
    edit.retitle: ROW | {"month", "feed"},
    edit.resummarise: {"output", "calendar"},
    edit.own: ROW | {"document", "feed"},
    edit.classify: ROW | {"theme", "document"},
    edit.relate: {"output", "calendar"},
    edit.relate_otherwise: {"output", "calendar"},
    edit.move: {"output"},
    edit.turn: ROW | {"theme", "month", "feed"},
    edit.neglect: ROW,
    edit.review: ROW,
    edit.restate: ROW | {"document"},
    edit.need: {"output", "organisation", "calendar", "document"},
    edit.publish: ROW | {"document"},
    edit.add: ROW | {"document", "feed"},
    edit.remove: ROW | {"document", "month", "feed"},
    edit.rename: ROW | {"month", "feed"},
    edit.call_organisation: ROW | {"theme", "month", "feed"},
    edit.end_organisation: {"output", "organisation"},
    edit.call_theme: {"output", "theme"},
    edit.call_project: ROW | {"theme"},
    edit.cite: {"output"},
}


@pytest.mark.parametrize("one", REMADE, ids=lambda each: each.__name__)
def test_each_edit_changes_some_files_and_keeps_others(base: Base, one: Edit) -> None:
    before, after = base.after((one, 1, 2))
    assert before != after
    kept = kept_of(before, after)
    assert {kind for kind, (same, there) in kept.items() if same < there} == REMADE[one]
    assert all(same for same, _ in kept.values()), kept


def test_any_record_may_be_called_otherwise(base: Base) -> None:
    """One at a time: else what shows two of them is made anew for the other."""
    for type, call in (("organisation", edit.call_organisation), ("project", edit.call_project)):
        for n in range(len(dict(base.source.registry.tables)[type])):  # type: ignore[index]
            base.after((call, n, 2))


@pytest.mark.parametrize("one", [edit.call_maintainer, edit.settle], ids=lambda each: each.__name__)
def test_what_may_show_anywhere_makes_all_anew(base: Base, one: Edit) -> None:
    assert not any(same for same, _ in kept_of(*base.after((one, 0, 2))).values())


def test_another_day_another_past_and_other_texts_make_all_anew(base: Base) -> None:
    registry, walked = base.source.registry, base.source.steps
    assert walked
    day = date.fromisoformat(DAY)
    texts = {"docs/x.md": f"registry:{next(iter(registry.outputs))}@1.0"}
    others: tuple[dict[str, Any], ...] = (
        {"today": day + timedelta(400)},
        {"steps": walked[1:]},
        {"steps": None},
        {"trend": Trend("0" * 40, day, 12, (), None, {"fi": "x"})},
        {"registry": replace(registry, texts=texts)},
        {"registry": replace(registry, revision="0" * 40)},
    )
    for each in others:
        assert not any(same for same, _ in kept_of(*base.after(**each)).values()), each
