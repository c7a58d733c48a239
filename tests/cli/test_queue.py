import csv
import io
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT, Repo, copy_records, name_no_outputs


def test_the_live_queue_reads_the_same_at_head_as_from_the_files(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path)
    copy_records(tmp_path)
    commit = repo.commit()
    files = tp3("-C", tmp_path, "queue", *TODAY, "--format", "json").data
    head = tp3("-C", tmp_path, "--rev", "HEAD", "queue", *TODAY, "--format", "json").data
    assert (files["revision"], head["revision"]) == (None, commit)
    assert files["items"] == head["items"] != []


def test_json_has_the_promised_keys() -> None:
    answer = tp3("-C", ROOT, "queue", *TODAY, "--format", "json").data
    assert list(answer) == ["format", "revision", "today", "items"]
    assert (answer["format"], answer["today"]) == (1, "2027-03-01")
    assert list(answer["items"][0]) == [
        "key", "id", "due", "days_overdue", "state", "update_status", "owner", "reasons", "next",
        "type",
    ]  # fmt: skip
    assert answer["items"][0]["key"] == "viitearkkitehtuuri/review/1"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "83 päivää myöhässä"), ("sv", "83 dagar försenad"), ("en", "83 days late")],
)
def test_the_queue_speaks_three_languages(language: str, words: str) -> None:
    first = tp3("-C", ROOT, "queue", *TODAY, "--lang", language).out.splitlines()[0]
    assert words in first


def test_in_a_pipe_a_row_is_a_line_of_plain_cells() -> None:
    answer = tp3("-C", ROOT, "queue", *TODAY)
    lines = answer.out.splitlines()
    assert {line.count("\t") for line in lines} == {7}
    assert "\x1b" not in answer.out
    assert answer.err == f"As of 1 Mar 2027: {len(lines)} rows\n"


def test_fail_on_tells_by_the_exit_code() -> None:
    assert tp3("-C", ROOT, "queue", *TODAY, "--fail-on", "overdue").code == 1
    assert tp3("-C", ROOT, "queue", *TODAY, "--fail-on", "orphaned").code == 0
    assert tp3("-C", ROOT, "queue", *TODAY, "--owner", "tts", "--fail-on", "overdue").code == 0


def test_a_misspelt_filter_is_no_empty_queue() -> None:
    answer = tp3("-C", ROOT, "queue", "--owner", "omina")
    assert (answer.code, answer.out) == (2, "")
    assert "Did you mean 'omnia'?" in answer.err


def test_csv_is_not_computed_by_spreadsheets(tmp_path: Path) -> None:
    copy_records(tmp_path)
    record = tmp_path / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    evil = record.read_text().replace("en: Reference arch", "en: =HYPERLINK(1) arch")
    record.write_text(evil)
    text = tp3("-C", tmp_path, "queue", *TODAY, "--format", "csv", "--lang", "en").out
    first = next(csv.DictReader(io.StringIO(text)))
    assert first["id"] == "viitearkkitehtuuri"
    assert first["title"].startswith("'=HYPERLINK(1)")


def test_markdown_shows_text_as_text(tmp_path: Path) -> None:
    copy_records(tmp_path)
    record = tmp_path / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    evil = "'@omnia #1 <b>x</b> [a](https://b.fi) | <!-- tp3:1 -->'"
    record.write_text(record.read_text().replace("Referensarkitektur för yrkesutbildningen", evil))
    text = tp3("-C", tmp_path, "queue", *TODAY, "--format", "markdown", "--lang", "sv").out
    gap = "&#8203;"
    shown = rf"@{gap}omnia #{gap}1 \<b\>x\</b\> \[a\](https&#58;//b.fi) \| \<\!-- tp3:1 --\>"
    assert shown in text


def test_an_empty_registry_has_an_empty_queue(tmp_path: Path) -> None:
    copy_records(tmp_path)
    for record in (tmp_path / "registry/outputs").glob("*/*.yaml"):
        record.unlink()
    for record in (tmp_path / "registry/platforms").glob("*.yaml"):
        record.unlink()
    name_no_outputs(tmp_path)
    answer = tp3("-C", tmp_path, "queue", "--lang", "fi", *TODAY)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "Tilanne 1.3.2027: Ei tehtävää.\n"
    assert tp3("-C", tmp_path, "validate").code == 0
    assert tp3("-C", tmp_path, "run", *TODAY, "--out", tmp_path / "build").code == 0
    assert tp3("-C", tmp_path, "stats", *TODAY).code == 0


def test_a_file_that_cannot_be_read_stops_the_queue(tmp_path: Path) -> None:
    copy_records(tmp_path)
    (tmp_path / "registry/organisations/omnia.yaml").write_text("id: omnia\nid: omnia\n")
    answer = tp3("-C", tmp_path, "queue")
    assert (answer.code, answer.out) == (1, "")
    assert "registry/organisations/omnia.yaml:2:1" in answer.err
