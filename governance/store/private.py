"""Reads the private file of absences. Nothing that it says is repeated in what is said of it."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from governance.model.invalid import problems_of
from governance.model.private import Private
from governance.model.problem import Misused, Outside, Problem
from governance.store import yaml

HIDDEN = "…"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,100}(?:/[a-z][a-z0-9-]{0,100})?")


@dataclass(frozen=True)
class PrivateFile:
    """What the file says as far as it is sound, and what is wrong with it."""

    path: str
    data: bytes
    private: Private
    problems: tuple[Problem, ...] = ()

    def placed(self, problem: Problem) -> Problem:
        """The problem with line and column, and without anything that nobody else may read.

        Its field does not say of whom it is: a log may be public, and that she is away is private.
        """
        if problem.line is None:
            line, column = yaml.locate(self.data, problem.field, on_key=problem.on_key)
            problem = replace(problem, line=line, column=column)
        field = tuple(
            step if isinstance(step, int) else _hidden(step) if at else HIDDEN
            for at, step in enumerate(problem.field)
        )
        values = {name: _shown(name, value) for name, value in problem.values.items()}
        return replace(problem, field=field, values=values)


def read_private(path: Path, root: Path | None) -> PrivateFile:
    """The private file at `path`. An empty one, such as a secret that was not set, knows nobody.

    Raises Misused where it lies in the repository of the registry at `root`, in which it would be
    committed; Outside where it cannot be read.
    """
    try:
        place = path.resolve()
        if root is not None and place.is_relative_to(_repository(root)):
            raise Misused("private-inside", path=str(path))
        with place.open("rb") as file:
            data = file.read(yaml.MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:  # Path.resolve raises this one for a circle of links
        detail = getattr(error, "strerror", None) or str(error)
        raise Outside("file-unreadable", path=str(path), detail=detail) from None
    return _read(str(path), data)


def _read(path: str, data: bytes) -> PrivateFile:
    nobody = Private({})
    try:
        raw = yaml.read(data)
        return PrivateFile(path, data, Private.model_validate(raw))
    except yaml.Malformed as found:
        if found.code == "yaml-empty":
            return PrivateFile(path, data, nobody)
        problem = Problem(path, found.code, (), found.values, line=found.line, column=found.column)
        return PrivateFile(path, data, nobody, (problem,))
    except ValidationError as errors:
        return PrivateFile(path, data, nobody, tuple(problems_of(errors, Private, path)))


def _repository(root: Path) -> Path:
    """The working tree of Git in which a registry stands, or its own folder."""
    folder = root.resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _shown(name: str, value: str) -> str:
    """A value of a problem as it may be told."""
    if name == "value":
        return HIDDEN
    return _hidden(value) if name in ("name", "key") else value


def _hidden(text: str) -> str:
    """The name of a field or contact; anything else may be what was written of a person."""
    return text if _NAME.fullmatch(text) else HIDDEN
