"""Registries that are sound and unlike the live one: very many outputs of one owner, or none."""

from pathlib import Path
from typing import Any

import yaml

from governance.model.layout import schema_line
from tests.conftest import SOAK
from tests.helpers.repo import Repo, copy_few
from tests.site.ground import OUTPUT, REVIEWED, empty, in_one_language, without_outputs

OWNER = "jokilaaksot"
MANY = 500 if SOAK else 150
# Taken out of use years ago; something has taken the place of the second.
RETIRED, FOLLOWED, SUCCESSOR = "kauan-sitten", "kauan-sitten-korvattu", "output-000"
FIRST = "output-001"
UNUSED = "kukaan-ei-kayta"
LONG_AGO = ("2021-01-15T12:00:00+02:00", "2021-03-01T12:00:00+02:00")
# Site -> where it shows what is odd in it, below a language.
TELLING = {
    "odd": (
        "index.html", "outputs/index.html", f"outputs/{RETIRED}/index.html",
        f"outputs/{FOLLOWED}/index.html", f"outputs/{SUCCESSOR}/index.html",
        f"organisations/{OWNER}/index.html", "projects/karkki/index.html", "themes/index.html",
        f"themes/{UNUSED}/index.html", "queue/index.html", "indicators/index.html",
        "changelog/index.html",
    ),
    "bare": (
        "index.html", "outputs/index.html", f"organisations/{OWNER}/index.html",
        "projects/index.html", "themes/index.html", "queue/index.html", "indicators/index.html",
        "changelog/index.html", "platform/index.html",
    ),
}  # fmt: skip

# Rows and rows of what stands on other pages, too; axe needs seconds for each of these.
LONG = (
    "/outputs/index.html", "/projects/karkki/index.html", "/queue/index.html",
    f"/organisations/{OWNER}/index.html",
)  # fmt: skip


def odd(path: Path) -> Repo:
    """One language, a theme of nothing, outputs out of use for years, and 500 of one owner."""
    made = Repo.init(copy_few(path))
    text = (made.path / OUTPUT.format(REVIEWED)).read_text("utf-8")
    template: dict[str, Any] = yaml.safe_load(text) | {"relations": [], "owner": OWNER}
    template["summary"] = {"fi": template["summary"]["fi"]}
    without_outputs(made.path)
    in_one_language(made.path)
    theme = {"id": UNUSED, "title": {"fi": "Teema, jota kukaan ei käytä"}}
    write(made, f"registry/themes/{UNUSED}.yaml", theme)
    old = {"registered": "2021-01-15", "owner_since": "2021-01-15", "review": {"cycle": "P1Y"}}
    for id in (RETIRED, FOLLOWED):
        put(made, template, id, **old)
    made.commit("records", LONG_AGO[0])
    for id in (RETIRED, FOLLOWED):
        put(made, template, id, status="retired", **old)
    made.commit("retired", LONG_AGO[1])
    follows = [{"type": "replaces", "output": FOLLOWED}]
    put(made, template, SUCCESSOR, relations=follows)
    put(made, template, FIRST)
    first = (made.path / OUTPUT.format(FIRST)).read_text("utf-8")
    for number in range(2, MANY):
        id = f"output-{number:03}"
        made.write(OUTPUT.format(id), first.replace(FIRST, id))
    made.commit("many", "2026-11-25T12:00:00+02:00")
    return made


def bare(path: Path) -> Repo:
    """No outputs."""
    made = empty(path)
    made.commit()
    return made


def put(made: Repo, template: dict[str, Any], id: str, **fields: Any) -> None:
    title = {"fi": f"Tuotos {id}"}
    write(made, OUTPUT.format(id), template | {"id": id, "title": title} | fields)


def write(made: Repo, path: str, record: dict[str, Any]) -> None:
    head = schema_line(path).decode()
    made.write(path, f"{head}\n{yaml.safe_dump(record, allow_unicode=True)}")
