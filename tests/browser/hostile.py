"""A registry in which every free text is an attack, or hard to set."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.repo import Repo
from tests.site.ground import REVIEWED, lived

ALERT = "alert(document.domain)"
# A line of a record has at most 1000 characters, a text 20,000.
LONG, LONGEST = "x" * 999, "y" * 10_000
ATTACKS = (
    f"</title></style></textarea><script>{ALERT}</script>",
    f"</script><script>{ALERT}</script><!--<script>",
    f'"><img src=x onerror={ALERT}><svg onload={ALERT}><iframe srcdoc="<script>{ALERT}</script>">',
    f"' autofocus onfocus={ALERT} onmouseover='{ALERT}' style='position:fixed;inset:0' x='",
    f"javascript:{ALERT} [x](javascript:{ALERT}) ![x](https://e.invalid/x.png) <https://e.invalid>",
    '"}]},{"@context":"https://e.invalid","@id":"javascript:alert(1)"}//\\"\\\\u003c/script>',
    "{{ 7 * 7 }}{% include 'x' %}{# #}${7*7}<%= 7 %>{registry.title}",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;&lt;script&gt;&#60;b&#62;",
    "שלום עולם (1) مرحبا بالعالم",
    "`|a|b|` **b** # h\t<details open ontoggle=alert(1)><base href=//e.invalid><meta http-equiv=x>",
    LONG,
)
LOCALISED = {"title", "names", "summary", "changes", "claim"}
PLAIN = {
    "short_name", "name", "former_names", "notes", "owner_basis", "reason", "never_reason",
    "evidence", "place", "source",
}  # fmt: skip
ADDRESS = "https://example.invalid/?a=1&lt;b&quot;'();javascript:alert(1)//%22%3E%3Cscript%3E"


def hostile(path: Path) -> Repo:
    """Every record of `lived` altered; Swedish and English are empty, and so is no other text."""
    made = lived(path)
    attacks = itertools.cycle(ATTACKS)
    for file in sorted((made.path / "registry").rglob("*.yaml")):
        record = altered(yaml.safe_load(file.read_text("utf-8")), attacks)
        if file.stem == REVIEWED:
            record["summary"] = {"fi": LONGEST}
        dumped = yaml.safe_dump(record, allow_unicode=True, width=20_000)
        file.write_text(dumped, "utf-8")
    for text in (made.path / "workflows/text").glob("*.md"):
        said = "\n\n".join(attack for attack in ATTACKS if "{" not in attack)
        text.write_text(f"{text.read_text('utf-8')}\n## x {ATTACKS[0]}\n\n{said}\n", "utf-8")
    made.git("add", "--all")
    made.git("-c", f"user.name={ATTACKS[2][:80]}", "commit", "--quiet", "--message", ATTACKS[0],
             when="2027-05-20T12:00:00+03:00")  # fmt: skip
    return made


def altered(value: Any, attacks: Iterator[str], key: str = "") -> Any:
    """What a record says below a key, with attacks for texts."""
    if key == "kinds":
        return {each: {"fi": next(attacks)} for each in value}
    if key in LOCALISED and isinstance(value, dict):
        return {"fi": next(attacks)}
    if isinstance(value, dict):
        return {name: altered(each, attacks, name) for name, each in value.items()}
    if isinstance(value, list):
        return [altered(each, attacks, key) for each in value]
    if isinstance(value, str) and key in PLAIN:
        return next(attacks)
    return ADDRESS if value and key in {"url", "archive"} else value
