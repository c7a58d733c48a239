r"""Types of the fields in records and policies.

Each type says exactly what its JSON Schema says, so that editors, other programs and tp3 agree:
patterns are anchored, and `$(?!\n)` means the real end in Python as well as in ECMAScript.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from governance.model import period
from governance.model.characters import BLANK_CLASS, SPACE_CLASS

END = r"$(?!\n)"
_DATE = rf"^(19|20|21)[0-9]{{2}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){END}"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # of those
_DATE_MATCH = re.compile(_DATE).match


class Data(BaseModel):  # noqa: PLW1641 - pydantic gives frozen values their hash
    """A frozen value whose unknown keys are errors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", regex_engine="python-re", defer_build=True
    )

    def __eq__(self, other: object) -> bool:
        """Whether all of it is the same, in one order: the first language is the original."""
        is_same = super().__eq__(other)
        if is_same is not True or self is other or not isinstance(other, Data):
            return is_same
        return self.model_dump_json() == other.model_dump_json()


def _date(value: Any) -> date:
    """Only YYYY-MM-DD of a day that exists; pydantic alone would also take seconds and times."""
    if not isinstance(value, str):
        raise PydanticCustomError("date_type", "not a date")
    if not _DATE_MATCH(value):
        raise PydanticCustomError("date_format", "not YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date_unreal", "no such day") from None


def _whole(value: Any) -> Any:
    """JSON Schema counts 3.0 as an integer, and so do we."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Day = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DATE}),
]
Whole = Annotated[StrictInt, BeforeValidator(_whole)]
Score = Annotated[StrictInt, Field(ge=0, le=5), BeforeValidator(_whole)]
Id = Annotated[
    StrictStr, StringConstraints(max_length=100, pattern=rf"^[a-z][a-z0-9]*(-[a-z0-9]+)*{END}")
]
Line = Annotated[
    StrictStr,
    StringConstraints(max_length=1000, pattern=rf"^(?=[^\n\r]*[^{BLANK_CLASS}])[^\n\r]*{END}"),
]
Text = Annotated[
    StrictStr, StringConstraints(max_length=20_000, pattern=rf"^[{BLANK_CLASS}]*[^{BLANK_CLASS}]")
]
Language = Annotated[StrictStr, StringConstraints(pattern=rf"^[a-z]{{2,3}}{END}")]
LocalisedLine = Annotated[dict[Language, Line], Field(min_length=1)]
LocalisedText = Annotated[dict[Language, Text], Field(min_length=1)]
Url = Annotated[
    StrictStr,
    StringConstraints(
        max_length=2000,
        pattern=rf'^https?://[^{SPACE_CLASS}<>"\\^`{{|}}@/?#]+([/?#][^{SPACE_CLASS}<>"\\^`{{|}}]*)?{END}',
    ),
]
RelativePath = Annotated[
    StrictStr,
    StringConstraints(
        max_length=500,
        pattern=rf'^(?!/)(?![^\n]*//)(?!([^\n]*/)?\.(\.|[gG][iI][tT])?(/|{END}))[^\\\n\r:*?"<>|]*[^\\\n\r:*?"<>|/]{END}',
    ),
]
Sha256 = Annotated[StrictStr, StringConstraints(pattern=rf"^[0-9a-f]{{64}}{END}")]
VersionNumber = Annotated[
    StrictStr,
    StringConstraints(pattern=rf"^(0|[1-9][0-9]{{0,5}})\.(0|[1-9][0-9]{{0,5}}){END}"),
]
Cycle = Annotated[StrictStr, StringConstraints(pattern=period.PATTERN)]
CycleOrNever = Annotated[StrictStr, StringConstraints(pattern=rf"^never{END}|{period.PATTERN}")]
ACCOUNT = "github:[1-9][0-9]{0,18}"
Account = Annotated[StrictStr, StringConstraints(pattern=f"^{ACCOUNT}{END}")]
# The logins of an enterprise hold `_`: https://docs.github.com/enterprise-cloud@latest/admin/concepts/identity-and-access-management/enterprise-managed-users
LOGIN = "[A-Za-z0-9][A-Za-z0-9_-]{0,60}"
ContactName = Annotated[
    StrictStr,
    StringConstraints(
        max_length=201,
        pattern=rf"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*{END}",
    ),
]
Email = Annotated[
    StrictStr,
    StringConstraints(
        max_length=254,
        pattern=rf"^[^{SPACE_CLASS}@<>]+@[^{SPACE_CLASS}@<>.]+(\.[^{SPACE_CLASS}@<>.]+)+{END}",
    ),
]
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
# The mailbox of a role, or a page. What stands before the @ holds nothing that Markdown or a link
# would read as more than an address: https://spec.commonmark.org/0.31.2/#uri-autolink
ContactAddress = Annotated[
    StrictStr,
    StringConstraints(
        max_length=254,
        pattern=(
            rf"^(mailto:[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@{_LABEL}(\.{_LABEL})+"
            rf'|https://[^{SPACE_CLASS}<>"\\^`{{|}}@/?#]+([/?#][^{SPACE_CLASS}<>"\\^`{{|}}]*)?){END}'
        ),
    ),
]
WorkPackage = Annotated[
    StrictStr, StringConstraints(max_length=20, pattern=rf"^[a-z]+[0-9]+(\.[0-9]+)?{END}")
]
SpdxId = Annotated[
    StrictStr, StringConstraints(max_length=80, pattern=rf"^[A-Za-z0-9][A-Za-z0-9.+-]*{END}")
]
AnnotationName = Annotated[
    StrictStr,
    StringConstraints(max_length=100, pattern=rf"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*{END}"),
]
RepositoryName = Annotated[
    StrictStr,
    StringConstraints(max_length=140, pattern=rf"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+{END}"),
]
Country = Annotated[StrictStr, StringConstraints(pattern=rf"^[A-Z]{{2}}{END}")]
MonthDay = Annotated[
    StrictStr, StringConstraints(pattern=rf"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){END}")
]
PlainValue = StrictStr | StrictBool | StrictInt | StrictFloat

Status = Literal["draft", "current", "superseded", "retired"]
Outcome = Literal["valid", "edited", "needs-work", "replace", "retire", "not-mine"]
Via = Literal["issue", "pull-request", "proxy"]
NeedState = Literal["open", "planned", "in-progress", "done", "declined"]
RelationType = Literal["part-of", "replaces", "derived-from", "depends-on"]
AiImpact = Literal["none", "indirect", "direct"]
