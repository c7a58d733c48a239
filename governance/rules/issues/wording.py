"""What the plan needs said, and by whom it is asked: the words themselves come from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from governance.model.marker import Marker
from governance.model.policy import Addressee
from governance.model.record import Contact, Organisation, Output, UpdateNeed
from governance.rules.standing import Standing

# Why a key is no longer open: the cycle was completed, the need is done or declined, the output
# is under review no more, or another owner decides (the output or the need is gone).
Ending = Literal["reviewed", "need-done", "need-declined", "not-current", "gone"]


@dataclass(frozen=True)
class People:
    """Who answers for an output on a day, in the owner's order; nobody where it has ended.

    `contact` is the one who is asked, `deputies` come after her; `is_stand_in` says that she is
    because another was away. `maintainers` and `steering_group` are the accounts of these roles.
    """

    organisation: Organisation | None
    contact: Contact | None
    deputies: tuple[Contact, ...]
    maintainers: tuple[str, ...]
    steering_group: tuple[str, ...]
    is_stand_in: bool = False

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All who may answer."""
        return (self.contact, *self.deputies) if self.contact else self.deputies


@dataclass(frozen=True)
class Ask:
    """An open key: what should be asked of whom."""

    key: str
    kind: Literal["review", "need"]
    output: Output
    standing: Standing
    people: People
    need: UpdateNeed | None = None


@dataclass(frozen=True)
class Sentence:
    """A reason in code and values; the catalogue has `issues.reason.<code>`."""

    code: str
    values: Mapping[str, str | int | date] = field(default_factory=dict)


class Wording(Protocol):
    """The texts of issues, as GitHub Markdown without markers; mentions as `mention` places them.

    The same ask and marker give the same text on every day: no text names the present day.
    """

    def title(self, ask: Ask) -> str:
        """The title: in the organisation's language, then ` [id]`; at most 256 characters."""

    def body(self, ask: Ask, marker: Marker) -> str:
        """What our part of the issue says."""

    def reminder(self, ask: Ask, marker: Marker, to: Addressee) -> str:
        """The comment of a step of the ladder."""

    def ended(self, key: str, output: Output | None, ending: Ending) -> str:
        """What our part of the issue says when its key is no longer open."""

    def twin(self, key: str, output: Output | None, winner: int) -> str:
        """What our part of a twin says: the issue of this key is another one."""
