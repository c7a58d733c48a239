"""What the program can say: every code in its source, read without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "governance"
# Callee -> position of the code among its arguments.
PROBLEMS = {
    "Problem": 1, "_problem": 1, "on_output": 2, "on_record": 3, "Malformed": 0, "_fail": 0,
}  # fmt: skip
STOPS = {
    "Refused": 0, "Misused": 0, "Outside": 0, "Unanswered": 0, "Unwritable": 0, "Declined": 0,
    "parse_json": 3,
}  # fmt: skip
# Callee -> the values that it gives to the sentence itself.
GIVES = {"parse_json": ["field"]}


@dataclass(frozen=True)
class Said:
    """One place in the source that gives a code."""

    code: str
    values: frozenset[str]
    severity: str
    place: str


def said(callees: dict[str, int]) -> list[Said]:
    """Every literal code that is given to one of the callees."""
    found: list[Said] = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for function in functions:
            found += _in_function(function, callees, path.relative_to(SOURCE.parent).as_posix())
    return found


def _in_function(function: ast.FunctionDef, callees: dict[str, int], path: str) -> Iterator[Said]:
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in callees or len(call.args) <= callees[name]:
            continue
        strings = {each.value for each in ast.walk(call) if isinstance(each, ast.Constant)}
        for code in _codes(call.args[callees[name]], function):
            severity = "warning" if "warning" in strings else "error"
            values = frozenset(_values(call, function, name))
            yield Said(code, values, severity, f"{path}:{call.lineno}")


def _codes(node: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The literal; both branches of a choice; what a loop over a table puts into an f-string."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body, function)
        yield from _codes(node.orelse, function)
    elif isinstance(node, ast.JoinedStr):
        rows = [each.elts[:1] for each in ast.walk(function) if isinstance(each, ast.Tuple)]
        for first in (each for row in rows for each in row if isinstance(each, ast.Constant)):
            parts = (part if isinstance(part, ast.Constant) else first for part in node.values)
            yield "".join(str(part.value) for part in parts)


def _values(call: ast.Call, function: ast.FunctionDef, name: str) -> Iterator[str]:
    if name != "Problem":
        yield from GIVES.get(name) or (each.arg for each in call.keywords if each.arg)
        return
    keywords = {each.arg: each.value for each in call.keywords}
    given = keywords.get("values") or (call.args[3] if len(call.args) > 3 else None)
    if isinstance(given, ast.Name):
        given = max(
            (
                each
                for each in ast.walk(function)
                if isinstance(each, ast.Assign)
                and each.lineno < call.lineno
                and getattr(each.targets[0], "id", "") == given.id
            ),
            key=lambda each: each.lineno,
        ).value
    if isinstance(given, ast.Dict):
        yield from (str(key.value) for key in given.keys if isinstance(key, ast.Constant))
