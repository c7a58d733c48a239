"""Sites of registries without outputs, history or translations; and where a site stood before."""

import shutil
from pathlib import Path

import pytest

from governance.model.problem import Outside
from governance.store.write import LIST, write_anew
from tests.helpers.command import tp3
from tests.helpers.pages import files_of, read_page, read_site
from tests.helpers.repo import Repo, copy_few
from tests.site.ground import (
    DAY,
    build,
    empty,
    in_one_language,
    must_lead_somewhere,
    rewrite,
    without_outputs,
)  # fmt: skip


def test_a_registry_without_outputs_has_pages_that_say_so(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    repo.commit()
    build(repo, tmp_path / "out")
    made = read_site(tmp_path / "out")
    assert "The registry has no outputs yet." in made["en/index.html"].text
    assert "Maintainer: Työtehoseura" in made["en/index.html"].text
    assert "Owners of outputs" in made["en/organisations/index.html"].text
    assert "Rekisterissä ei ole vielä tuotoksia." in made["fi/outputs/index.html"].text
    must_lead_somewhere(made, files_of(tmp_path / "out"))


def test_a_registry_in_one_language_stands_in_all_three(tmp_path: Path) -> None:
    repo = Repo.init(copy_few(tmp_path / "repo"))
    in_one_language(repo.path)
    repo.commit()
    build(repo, tmp_path / "out")
    page = read_page(tmp_path / "out", "en/index.html")
    assert page.one("h1").text == "Digihankkeiden tuotosten rekisteri"
    assert (
        next(each for each in page.all("bdi") if each.text == page.one("h1").text).language == "fi"
    )
    owners = read_page(tmp_path / "out", "en/organisations/index.html")  # all are only proposed
    assert ("Proposed owners" in owners.text, "Owners of outputs" in owners.text) == (True, False)


def test_files_of_an_earlier_site_do_not_stay_and_those_of_others_do(tmp_path: Path) -> None:
    repo, out = empty(tmp_path / "repo"), tmp_path / "out"
    repo.commit()
    foreign = ("fi/outputs/mine/index.html", "CNAME", "fi/mine.md", "pagefind/mine.pf_index")
    for name in foreign:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("x")
    rewrite(repo, "registry/registry.yaml", "site: null", "site: https://example.invalid")
    build(repo, out)
    assert (out / "sitemap.xml").exists()
    rewrite(repo, "registry/registry.yaml", "site: https://example.invalid", "site: null")
    build(repo, out)
    assert not (out / "sitemap.xml").exists()
    assert all((out / name).read_text() == "x" for name in foreign)


def test_nothing_is_removed_beyond_a_link_or_above_the_folder(tmp_path: Path) -> None:
    out, victim = tmp_path / "out", tmp_path / "victim"
    victim.mkdir()
    for name in ("a.html", "b.html"):
        (victim / name).write_text("x")
    write_anew(out, "site/", {"c/a.html": "", "d.html": "", "e.html": ""})
    shutil.rmtree(out / "site/c")
    (out / "site/c").symlink_to(victim)
    with (out / "site" / LIST).open("a") as listed:
        listed.write(f"../../victim/b.html\n{victim / 'b.html'}\n\0\n")
    assert write_anew(out, "site/", {"e.html": ""}) == 3
    assert sorted(path.name for path in victim.iterdir()) == ["a.html", "b.html"]
    assert not (out / "site/d.html").exists()
    assert (out / "site" / LIST).read_text() == "e.html\n"


def test_a_list_of_files_that_the_disk_does_not_take_is_told(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text("x" * 5_000 + "\n")
    with pytest.raises(Outside, match="file-unwritable"):
        write_anew(tmp_path, "", {"a.html": ""})


def test_what_a_killed_build_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = Path.replace, []

    def killed(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) > 2:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_anew(tmp_path, "", {"a.html": "", "b.html": ""})
    monkeypatch.undo()
    assert (tmp_path / "a.html").exists()
    write_anew(tmp_path, "", {"c.html": ""})
    assert {path.name for path in tmp_path.iterdir()} == {LIST, "c.html"}


def test_without_git_there_is_no_history_and_it_is_said_why(tmp_path: Path) -> None:
    root = copy_few(tmp_path / "files")
    without_outputs(root)
    answer = tp3(
        "-C", root, "--today", DAY, "site", "build", "--out", tmp_path / "out", "--lang", "en"
    )
    assert answer.code == 0
    assert answer.err.startswith("No change log: ")
    assert not (tmp_path / "out/en/changelog").exists()
    must_lead_somewhere(read_site(tmp_path / "out"), files_of(tmp_path / "out"))


def test_before_the_first_commit_there_is_no_trend(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    repo.commit("records", "2027-06-20T12:00:00+03:00")
    build(repo, tmp_path / "out")
    assert not (tmp_path / "out/fi/indicators/trend.svg").exists()
    assert not (tmp_path / "out/v1/trend.csv").exists()
