"""Requests, answers and refusals, as the parts of the harness hand them on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.github.description import Operation

if TYPE_CHECKING:
    from tests.github.people import Person

DOCS = "https://docs.github.com/rest"


@dataclass
class Request:
    """A request. `number` counts those of the code under test; a person on the web has 0."""

    method: str
    path: str
    base: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    token: str | None = None
    accept: str = ""
    if_none_match: str = ""
    agent: str = ""
    number: int = 0
    person: "Person | None" = None
    operation: Operation | None = None
    params: dict[str, str] = field(default_factory=dict)

    @property
    def repository(self) -> str:
        """The repository's name in the path."""
        return f"{self.params['owner']}/{self.params['repo']}"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass
class Answer:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Sent:
    """A line of the log; `status` is 0 where the connection was cut."""

    number: int
    method: str
    path: str
    who: str
    status: int = 0
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None

    @classmethod
    def of(cls, request: Request) -> "Sent":
        who = request.person.login if request.person else "nobody"
        return cls(
            request.number,
            request.method,
            request.path,
            who,
            query=request.query,
            body=request.body,
        )

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    def __str__(self) -> str:
        return f"{self.number} {self.who}: {self.method} {self.path} -> {self.status}"


class Cut(Exception):
    """The connection is to be cut; `answer` is what of which half is still sent."""

    def __init__(self, answer: Answer | None = None) -> None:
        super().__init__("cut")
        self.answer = answer


class Refusal(Exception):
    """GitHub refuses: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api."""

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {message} {errors or ''}".strip())
        body: dict[str, Any] = {"message": message}
        if errors is not None:
            body["errors"] = errors
        body |= {"documentation_url": DOCS, "status": str(status)}
        self.answer = Answer(status, body, headers or {})


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def invalid(resource: str, name: str, code: str, message: str = "", value: Any = None) -> Refusal:
    """422: one field of a resource is not what it must be."""
    error = {"resource": resource, "field": name, "code": code}
    if message:
        error["message"] = message
    if value is not None:
        error["value"] = value
    return Refusal(422, "Validation Failed", [error])


def moved(request: Request, place: str) -> Refusal:
    """301 for reading, 307 for writing, so that the method is kept."""
    reading = request.method == "GET"
    refusal = Refusal(
        301 if reading else 307, "Moved Permanently" if reading else "Temporary Redirect"
    )
    refusal.answer.body["url"] = place
    refusal.answer.headers["Location"] = place
    return refusal
