"""The governance model as data: the five files under workflows/, as frozen values."""

from typing import Literal

from pydantic import Field

from governance.model.fields import (
    Account,
    Cycle,
    Data,
    Day,
    Id,
    Line,
    LocalisedLine,
    MonthDay,
    Outcome,
    Status,
    Text,
    Whole,
    WorkPackage,
)
from governance.model.record import Source

Demand = Literal["replacement", "needs-closed"]
Addressee = Literal[
    "contact", "deputy", "organisation", "maintainers", "steering-group", "orphaning"
]
Approver = Literal["owner", "giver", "taker", "organisation", "maintainers", "admins"]
ChangeKind = Literal[
    "output-added",
    "output-removed",
    "reviewed",
    "scheduled",
    "need-reported",
    "need-changed",
    "version-published",
    "status-changed",
    "owner-changed",
    "owner-accepted",
    "contact-changed",
    "cycle-changed",
    "location-changed",
    "text-changed",
    "metadata-changed",
    "entry-amended",
    "organisation-changed",
    "contacts-changed",
    "platform-changed",
    "policy-changed",
    "format-changed",
    "files-changed",
    "formatting-changed",
]


class StatusRule(Data):
    """What an output of one status may become, and what the status demands."""

    to: tuple[Status, ...] = Field(description="Statuses that may follow.")
    demands: tuple[Demand, ...] = Field(
        (),
        description="`replacement`: another output replaces it. "
        "`needs-closed`: no update need is open.",
    )


class LifecyclePolicy(Data):
    """workflows/lifecycle.yaml: statuses, allowed transitions, what each demands."""

    initial: tuple[Status, ...] = Field(min_length=1, description="Statuses of a new record.")
    statuses: dict[Status, StatusRule] = Field(description="A rule for every status.")


class LatenessRow(Data):
    """How near and how late a review is, for cycles up to a length."""

    up_to: Cycle = Field(description="Longest cycle that this row is for.")
    due_soon: Whole = Field(ge=0, description="Days before the due date from which it is due soon.")
    overdue: Whole = Field(ge=1, description="Days after the due date from which it is overdue.")


class LadderStep(Data):
    """One step of reminding and escalating."""

    after: Whole = Field(ge=1, description="Working days since the issue asked.")
    to: Addressee = Field(description="Whom this step turns to.")


class QuietPeriod(Data):
    """Days of every year on which nobody is asked or reminded."""

    start: MonthDay = Field(
        alias="from",
        description="First day, MM-DD.",
    )
    end: MonthDay = Field(
        alias="to",
        description="Last day, MM-DD; may lie in the next year.",
    )
    title: LocalisedLine = Field(description="What it is called, by language.")


class Holiday(Data):
    """A day that is no working day besides the calendar's own holidays."""

    date: Day = Field(description="The day.")
    title: LocalisedLine = Field(description="Why, by language.")


class AgreedDateLimits(Data):
    """How far and how often a due date may be agreed."""

    per_cycle: Whole = Field(ge=0, description="Most agreed dates in one cycle.")
    furthest: Cycle = Field(description="Furthest due date, counted from the day of agreeing.")


class ProxyRules(Data):
    """Which reviews may come by proxy, and what they must say."""

    outcomes: tuple[Outcome, ...] = Field(description="Outcomes that may come by proxy.")
    source: bool = Field(strict=True, description="Whether it must be said where it came from.")


class Brake(Data):
    """How much may happen to the issues at once without a person looking first."""

    free: Whole = Field(ge=0, description="So many of a kind always may.")
    open: Whole = Field(ge=0, le=1000, description="Most opened, in per cent of those that exist.")
    close: Whole = Field(ge=0, le=100, description="Most closed, in per cent of those that exist.")


class ReviewPolicy(Data):
    """workflows/review.yaml: when reviews are due, who is asked when, and how loudly."""

    cycles: dict[Id, Cycle] = Field(description="Default review cycle of every kind.")
    lateness: tuple[LatenessRow, ...] = Field(
        min_length=1,
        description="By length of cycle, shortest first; the last row serves the rest.",
    )
    ladder: tuple[LadderStep, ...] = Field(description="Steps in order of working days.")
    quiet_periods: tuple[QuietPeriod, ...] = Field((), description="When nobody is asked.")
    extra_holidays: tuple[Holiday, ...] = Field((), description="Days added to the holidays.")
    removed_holidays: tuple[Day, ...] = Field((), description="Holidays that are working days.")
    open_per_owner: Whole = Field(ge=1, description="Most open review issues for one owner.")
    agreed_dates: AgreedDateLimits = Field(description="Limits of agreed dates.")
    brake: Brake = Field(
        Brake(free=20, open=50, close=20), description="When a plan waits for a person's yes."
    )
    proposed_days: Whole = Field(
        ge=1, description="Working days a proposed owner has to answer whether it is hers."
    )
    draft_limit: Cycle = Field(description="Age at which a draft is asked about.")
    never_recheck: Cycle = Field(description="How often a cycle of `never` is asked about again.")
    proxy: ProxyRules = Field(description="What a maintainer may enter for somebody else.")


class ApprovalRule(Data):
    """Who must approve one kind of change."""

    needs: tuple[Approver, ...] = Field(description="All of these must approve; empty: nobody.")
    author_counts: bool = Field(
        default=True, strict=True, description="Whether the author's own side counts as approved."
    )


class ApprovalsPolicy(Data):
    """workflows/approvals.yaml: kind of change -> who must approve."""

    rules: dict[ChangeKind, ApprovalRule] = Field(description="A rule for every kind of change.")


class Duty(Data):
    """What a role does."""

    text: LocalisedLine = Field(description="The duty in one line, by language.")
    place: Line | None = Field(None, description="Where the source says so.")


class Role(Data):
    """A body or task in the governance of the outputs."""

    title: LocalisedLine = Field(description="Name by language.")
    organisations: tuple[Id, ...] = Field((), description="Organisations that hold the role.")
    members: LocalisedLine | None = Field(
        None, description="Who belongs to it, where no registered organisation is named."
    )
    accounts: tuple[Account, ...] = Field((), description="Accounts that act in the role.")
    duties: tuple[Duty, ...] = Field((), description="What it does.")
    sources: tuple[Source, ...] = Field((), description="Where the facts stand.")


class Package(Data):
    """A work package and who leads it."""

    title: LocalisedLine = Field(description="Name by language.")
    lead: Id = Field(description="Organisation that leads it.")
    co_leads: tuple[Id, ...] = Field((), description="Organisations that assist the lead.")
    carries_on: Id | None = Field(None, description="The ended project whose work it carries on.")
    sources: tuple[Source, ...] = Field((), description="Where the facts stand.")
    notes: Text | None = Field(None, description="Doubts and differences in the sources.")


class RolesPolicy(Data):
    """workflows/roles.yaml: steering group, coordination, leads, maintainers, Swedish link."""

    roles: dict[Id, Role] = Field(description="Roles by id; `maintainers` must be among them.")
    work_packages: dict[WorkPackage, Package] = Field({}, description="Work packages by id.")


class Criterion(Data):
    """A criterion of the platform recommendation."""

    id: Id = Field(description="Permanent.")
    title: LocalisedLine = Field(description="Name by language.")
    weight: Whole = Field(ge=1, le=100, description="Weight against the others.")
    sources: tuple[Source, ...] = Field((), description="Where the criterion stands.")


class Question(Data):
    """What must be found out before a platform is chosen, and no score tells."""

    text: LocalisedLine = Field(description="The question, by language.")
    known: LocalisedLine | None = Field(None, description="What is known of it, by language.")
    role: Id | None = Field(None, description="Role in workflows/roles.yaml that is asked.")
    sources: tuple[Source, ...] = Field((), description="Where what is known stands.")


class PlatformPolicy(Data):
    """workflows/platform.yaml: criteria of the platform recommendation and their weights."""

    weights: Literal["unstated", "decided"] = Field(
        description="`unstated`: nobody has decided the weights, so they are equal."
    )
    evidence_limit: Cycle = Field(description="Age at which evidence is to be checked again.")
    criteria: tuple[Criterion, ...] = Field(min_length=1, description="In order of showing.")
    outputs: tuple[Id, ...] = Field((), description="Outputs that the recommendation is part of.")
    questions: tuple[Question, ...] = Field((), description="Open questions, in order.")
