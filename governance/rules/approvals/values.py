"""What the rules demand of a pull request, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from governance.model.approval import Approval
from governance.model.change import Change
from governance.model.policy import Approver, ChangeKind

# In whose place somebody may approve: of contacts who cannot be reached, of maintainers.
Fallback = Literal["maintainers", "admins"]
# How somebody approved: she opened the pull request, reviewed it, or asked for it in a comment.
Source = Literal["author", "review", "comment"]
Word = Literal["approved", "waiting", "refused"]


@dataclass(frozen=True)
class Demand:
    """Somebody must approve changes of one record that fall under one rule.

    `record` is its type and id, as a change has them. `organisation` is the one whose contact must
    approve; None where the rule names no organisation, or the record has none.
    """

    changes: tuple[Change, ...]
    record: tuple[str, str]
    rule: ChangeKind
    needs: Approver
    organisation: str | None
    author_counts: bool


@dataclass(frozen=True)
class Reach:
    """The accounts that can meet a demand, each with the key of its contact, if it has one.

    `fallback` says in whose place they are asked.
    """

    accounts: Mapping[str, str | None]
    fallback: Fallback | None = None


@dataclass(frozen=True)
class Met:
    """Who met a demand; `contact` is the key of her role, `approval` her review of the head."""

    account: str
    contact: str | None
    source: Source
    approval: Approval | None = None


@dataclass(frozen=True)
class Answer:
    """A demand, who can meet it, and who has."""

    demand: Demand
    reach: Reach
    met: Met | None


@dataclass(frozen=True)
class Refusal:
    """Why nobody's approval is enough: the catalogue has `approvals.refusal.<code>`.

    `record` is the type and id of what it is about, ("file", path) for a path.
    """

    code: str
    record: tuple[str, str]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """How a pull request stands."""

    answers: tuple[Answer, ...]
    refusals: tuple[Refusal, ...]

    @property
    def word(self) -> Word:
        """Refused whatever is approved, else approved once every demand is met."""
        if self.refusals:
            return "refused"
        return "approved" if all(each.met for each in self.answers) else "waiting"
