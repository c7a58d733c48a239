"""Edit upon edit on a file in any style: the data follows, all else stays.

A comment says itself which part of the record it stands in, such as `# 7 in ["reviews", 0]`: it
may go only when that part is replaced whole.
"""

import copy
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, note, reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from governance.model.characters import UNPRINTABLE
from governance.model.edit import Append, Edit, Put
from governance.model.problem import Field
from governance.store import yaml
from governance.store.splice import splice
from tests.conftest import SOAK
from tests.helpers.records import live

SEQUENCES = 2000 if SOAK else 100
STEPS = 12
ORDER = ("id", "title", "summary", "owner", "review", "reviews", "versions", "themes", "notes")
KEYS = ("fi", "sv", "no", "a b", "x/y", "date", "1.0", "tp1.1")
TEXTS = (
    "", "omnia", "Kaavio: työ", "no", "1.10", "2026", "2026-12-01", "a # b", "#", "😀 x", "it's",
    'say "x"', "a, b", "a,b]", "{x", "a\nb", "a\n\n  b\n", "a\n", "\n", " a", "a ", "~", "null",
    "- a", "a:", "a\tb", "https://a.fi/b?c#d", "yksi kaksi kolme neljä", "\\", "'", "!x", "|", "a'",
    "pitkä " * 40 + "loppu",
)  # fmt: skip
LABEL = re.compile(r"# \d+ in (\[.*\]) '")
COMMENTS = re.compile(r"# \d+ in \[[^\r\n]*|^# [^\r\n]*", re.MULTILINE)


def readable(text: str) -> bool:
    try:
        data = json.dumps(text, ensure_ascii=False).encode()
        return not UNPRINTABLE.search(text) and yaml.read(data) == text
    except (yaml.Malformed, UnicodeEncodeError):
        return False


def reads_as(text: str, data: Any) -> bool:
    try:
        return bool(yaml.read(text.encode()) == data)
    except yaml.Malformed:
        return False


LETTERS = st.sampled_from(" \n\t:#-,[]{}'\"\\") | st.characters(
    categories=("L", "N", "P", "S", "Zs")
)
Texts = st.sampled_from(TEXTS) | st.text(LETTERS, max_size=20).filter(readable)
Scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**16), 10**17)
    | st.integers(-(10**6), 10**6).map(lambda number: number / 8)
    | Texts
)
Values = st.recursive(
    Scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | Texts, inner, max_size=3)
    ),
    max_leaves=6,
)
Entries = st.dictionaries(st.sampled_from(KEYS), Scalars | Values, min_size=1, max_size=4) | Texts
NewKeys = st.lists(st.sampled_from(KEYS) | Texts, min_size=1, max_size=3)
Records = st.dictionaries(
    st.sampled_from((*ORDER, "zz", "yy")),
    Values | st.lists(st.dictionaries(st.sampled_from(KEYS), Scalars, min_size=1), max_size=3),
    min_size=1,
)


class Writer:
    """Writes a record as nobody else would: each value in a style of its own."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0

    def file(self, record: dict[str, Any]) -> bytes:
        lines = self.pairs(record, 0, ())
        text = "\n".join(lines) + "\n" + "".join(f"{each}\n" for each in self.own_lines(()))
        if self.one_in(3):
            text = f"---{self.comment(())}\n{text}"
        if self.one_in(3) and reads_as(text.rstrip("\n"), record):
            text = text.rstrip("\n")
        return (text.replace("\n", "\r\n") if self.one_in(3) else text).encode()

    def one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def spaces(self) -> str:
        return " " * self.chance.choice((1, 1, 2, 3))

    def comment(self, part: Field, *, often: int = 3) -> str:
        if not self.one_in(often):
            return ""
        self.count += 1
        return f"{self.spaces()}# {self.count} in {json.dumps(part)} '\"[{{: ä"

    def own_lines(self, part: Field) -> list[str]:
        """Comments and blank lines between others."""
        ways = self.chance.choices(("", "blank", "comment"), (6, 1, 2), k=2)
        found = ["" if way == "blank" else self.comment(part, often=1) for way in ways if way]
        indent = " " * self.chance.choice((0, 0, 1, 2, 4))
        return [each and indent + each.lstrip() for each in found]

    def pairs(self, mapping: dict[str, Any], column: int, part: Field) -> list[str]:
        lines = []
        for key, value in mapping.items():
            first, *others = self.pair(key, value, column, part)
            lines += [*self.own_lines(part), " " * column + first, *others]
        return lines

    def pair(self, key: str, value: Any, column: int, part: Field) -> list[str]:
        """The lines of a pair, the first one without its indent."""
        name = self.scalar(key, flow=False) + ("  " if self.one_in(6) else "") + ":"
        inner = (*part, key)
        if isinstance(value, dict | list) and value and not self.one_in(3):
            indent = self.chance.choice((2, 2, 4, 0 if isinstance(value, list) else 1))
            write = self.entries if isinstance(value, list) else self.pairs
            head = name + self.comment(part)
            return [head, *self.own_lines(part), *write(value, column + indent, inner)]  # type: ignore[arg-type]
        if isinstance(value, dict | list):
            flow = self.flow(value, column + 1, inner)
            return [f"{name}{self.spaces()}{flow}{self.comment(part)}"]
        if value is None and self.one_in(2):
            return [name + self.comment(part)]
        if isinstance(value, str) and self.one_in(2):
            return self.long_text(name, value, column, part)
        text = self.scalar(value, flow=False) + self.comment(part)
        if self.one_in(6):
            return [name + self.comment(part), f"{' ' * (column + 3)}{text}"]
        return [name + self.spaces() + text]

    def long_text(self, name: str, value: str, column: int, part: Field) -> list[str]:
        pad = " " * (column + self.chance.choice((1, 2, 4)))
        folded = value.replace(" ", "\n" + pad, 1) if re.search(r"\S \S", value) else value
        literal = value.replace("\n", "\n" + pad)
        kept = value.removesuffix("\n").replace("\n", "\n" + pad)
        blanks = "\n" * self.chance.choice((0, 0, 1, 2))
        comment = self.comment(part)
        ways = [
            f" >-{comment}\n{pad}{folded}{blanks}",
            f" |{comment}\n{pad}{literal.removesuffix(pad)}{blanks}".removesuffix("\n"),
            f" |-{comment}\n{pad}{literal}{blanks}",
            f" |+{comment}\n{pad}{kept}",
            f" |{len(pad) - column}-{comment}\n{pad}{literal}{blanks}",
            f" {folded}{comment}",
            f" '{folded}'{comment}",
        ]
        self.chance.shuffle(ways)
        before = " " * column
        for way in ways:
            if reads_as(f"{before}k:{way}\n{before}l: 1\n", {"k": value, "l": 1}):
                return (name + way).split("\n")
        return [f"{name} {json.dumps(value, ensure_ascii=False)}{comment}"]

    def entries(self, values: list[Any], column: int, part: Field) -> list[str]:
        lines = []
        for number, value in enumerate(values):
            inner = (*part, number)
            gap = self.spaces()
            dash = " " * column + "-"
            lines += self.own_lines(part)
            if isinstance(value, dict) and value and not self.one_in(4):
                first, *others = self.pairs(value, column + 1 + len(gap), inner)
                while not first.strip() or first.strip().startswith("#"):
                    lines.append(first)
                    first, *others = others
                lines += [dash + gap + first.lstrip(), *others]
            elif value is None and self.one_in(2):
                lines.append(dash + self.comment(part))
            elif isinstance(value, dict | list):
                lines.append(dash + gap + self.flow(value, column + 1, inner) + self.comment(part))
            else:
                lines.append(dash + gap + self.scalar(value, flow=False) + self.comment(part))
        return lines

    def flow(self, value: Any, column: int, part: Field) -> str:
        if not isinstance(value, dict | list):
            return self.scalar(value, flow=True)
        if isinstance(value, dict):
            texts = [
                f"{self.scalar(key, flow=True)}: {self.flow(inner, column + 1, (*part, key))}"
                for key, inner in value.items()
            ]
        else:
            texts = [self.flow(inner, column + 1, (*part, at)) for at, inner in enumerate(value)]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if self.one_in(3):
            pad = "\n" + " " * column
            comma = "," if texts and self.one_in(2) else ""
            inside = "".join(
                f"{pad}{text}{comma if at == len(texts) else ','}{self.comment(part)}"
                for at, text in enumerate(texts, 1)
            )
            return f"{opening}{self.comment(part)}{inside}{pad}{closing}"
        space = " " if self.one_in(3) else ""
        return opening + space + f",{space or ' '}".join(texts) + space + closing

    def scalar(self, value: Any, *, flow: bool) -> str:
        if value is None:
            return self.chance.choice(("null", "~", "Null"))
        if not isinstance(value, str):
            return json.dumps(value)
        ways = [value, value, "'" + value.replace("'", "''") + "'"]
        self.chance.shuffle(ways)
        for way in ways:
            text = f"[{way}, {{{way}: 1}}]" if flow else f"- {way}\n- {way}: 1"
            if "\n" not in way and reads_as(text, [value, {value: 1}]):
                return way
        return json.dumps(value, ensure_ascii=False)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    if draw(st.integers(0, 4)) == 0:
        data = live()[draw(st.sampled_from(sorted(live())))][1]
        return data.replace(b"\n", b"\r\n") if draw(st.booleans()) else data
    record = draw(Records)
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(10):
        data = Writer(chance).file(record)
        if reads_as(data.decode(), record):  # else a comment came to stand where it is text
            return data
    return reject()


def parts(data: Any, here: Field = ()) -> Iterator[tuple[Field, Any]]:
    yield here, data
    if isinstance(data, dict | list):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from parts(inner, (*here, step))


def changed(data: Any, edit: Edit) -> Any:
    """The data with the edit made, said in the plainest way."""
    holder = {"": copy.deepcopy(data)}
    inside: Any = holder
    steps: tuple[Any, ...] = ("", *edit.field)
    *above, last = steps
    for step in above:
        if (inside.get(step) if isinstance(inside, dict) else inside[step]) is None:
            inside[step] = {}
        inside = inside[step]
    if isinstance(edit, Put):
        inside[last] = edit.value
    else:
        found = inside[last] if isinstance(inside, list) else inside.get(last)
        inside[last] = [*(found or []), edit.entry]
    return holder[""]


def may_change(data: bytes, edit: Edit) -> set[int]:
    """The lines, from 0, which the edit may alter: those of what it replaces, or of a flow."""
    node: Node = yaml.compose(data)
    first, in_flow, depth = 0, False, 0
    for step in edit.field:
        in_flow = in_flow or (isinstance(node, CollectionNode) and bool(node.flow_style))
        if isinstance(node, MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                break
            key, node = found[0]
            first = key.start_mark.line
        elif isinstance(node, CollectionNode):
            node = node.value[int(step)]
            first = node.start_mark.line
        else:
            break
        depth += 1
    is_target = depth == len(edit.field) and isinstance(edit, Put)
    in_flow = in_flow or bool(isinstance(node, CollectionNode) and node.flow_style)
    if not (is_target or in_flow or isinstance(node, ScalarNode)):
        return set()
    return set(range(first, last_line(data.decode(), node) + 1))


def last_line(text: str, node: Node) -> int:
    while isinstance(node, CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, MappingNode) else last
    # Only of blank lines: to YAML a no-break space is a letter, and a tab stands in a text's line.
    shown = text[node.start_mark.index : node.end_mark.index].rstrip(" \r\n")
    return int(node.start_mark.line) + shown.count("\n")


def line_ends(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r?\n", data))


class Edits(RuleBasedStateMachine):
    """One file on disk, one record in memory, and edits that must keep them equal."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "record.yaml"
        self.data: Any = None
        self.comments: set[str] = set()

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize(data=files())
    def begin(self, data: bytes) -> None:
        note(data.decode())
        self.file.write_bytes(data)
        self.data = yaml.read(data)
        self.comments = set(COMMENTS.findall(data.decode()))

    @rule(at=st.integers(0, 10**6), value=Scalars)
    def put_a_scalar_for_a_scalar(self, at: int, value: Any) -> None:
        scalars = [p for p, old in parts(self.data) if not isinstance(old, dict | list)]
        self.put_one_of(scalars, at, value)

    @rule(at=st.integers(0, 10**6), value=Values)
    def put_anything_for_anything(self, at: int, value: Any) -> None:
        self.put_one_of([part for part, _ in parts(self.data) if part], at, value)

    @rule(at=st.integers(0, 10**6), keys=NewKeys, value=Values)
    def put_a_new_key(self, at: int, keys: list[str], value: Any) -> None:
        homes = [
            (*part, *keys)
            for part, old in parts(self.data)
            if part and (old is None or (isinstance(old, dict) and keys[0] not in old))
        ]
        self.put_one_of(homes, at, value)

    @rule(key=st.sampled_from((*ORDER, "xx")), value=Values)
    def put_a_field(self, key: str, value: Any) -> None:
        before = list(yaml.read(self.file.read_bytes()))
        self.edit(Put((key,), value))
        after = list(yaml.read(self.file.read_bytes()))
        if key not in before and key in ORDER:
            above = [each for each in ORDER[: ORDER.index(key)] if each in before]
            assert after[: after.index(key)][-1:] == above[-1:]
        assert [each for each in after if each in before] == before

    @rule(at=st.integers(0, 10**6), entry=Entries)
    def append_an_entry(self, at: int, entry: Any) -> None:
        lists = [p for p, old in parts(self.data) if p and (old is None or isinstance(old, list))]
        if lists:
            self.edit(Append(lists[at % len(lists)], entry))

    @rule(key=st.sampled_from(("reviews", "versions", "missing")), entry=Entries)
    def append_to_a_field(self, key: str, entry: Any) -> None:
        if self.data.get(key) is None or isinstance(self.data[key], list):
            self.edit(Append((key,), entry))

    def put_one_of(self, places: list[Field], at: int, value: Any) -> None:
        if places:
            self.edit(Put(places[at % len(places)], value))

    def edit(self, edit: Edit) -> None:
        before = self.file.read_bytes()
        wanted = changed(self.data, edit)
        if (
            len(before) > 100_000
            or max(len(part) for part, _ in parts(wanted)) > yaml.MAX_DEPTH - 1
        ):
            return
        note(f"{edit}")
        after = splice(before, [edit], ORDER)
        note(after.decode())
        if json.dumps(wanted) != json.dumps(self.data) and isinstance(edit, Put):
            self.comments = {each for each in self.comments if not stands_in(each, edit.field)}
        self.file.write_bytes(after)
        self.data = wanted
        self.only_lines_of_the_edit_differ(before, after, may_change(before, edit))
        # A file of one line may have lost the only line end that said which it has.
        assert line_ends(after) <= (line_ends(before) or {b"\n"})

    def only_lines_of_the_edit_differ(self, before: bytes, after: bytes, may: set[int]) -> None:
        old, new = before.decode().splitlines(), after.decode().splitlines()
        if not before.endswith(b"\n"):  # then a literal text says that it has no line break
            may |= {at for at, line in enumerate(old) if re.search(r"[|>][0-9+]*( +#.*)?$", line)}
        # Not by difflib: among equal lines it may choose another pair, and call ours changed.
        left = iter(new)
        for at, line in enumerate(old):
            assert at in may or line in left, line

    @invariant()
    def the_file_means_what_was_asked(self) -> None:
        if self.data is not None:
            found = yaml.read(self.file.read_bytes())
            assert json.dumps(found, sort_keys=True) == json.dumps(self.data, sort_keys=True)

    @invariant()
    def every_comment_is_still_there(self) -> None:
        if self.data is not None:
            lines = self.file.read_bytes().decode()
            assert [each for each in self.comments if lines.count(each) != 1] == []


def stands_in(comment: str, part: Field) -> bool:
    """Whether the comment stands in this part of the record."""
    found = LABEL.match(comment)
    return found is not None and json.loads(found[1])[: len(part)] == list(part)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=SEQUENCES,
    stateful_step_count=STEPS,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
