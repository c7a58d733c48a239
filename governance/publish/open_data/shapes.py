"""The JSON files of the public site below v1/, key by key: what other programs may rely on.

From these their JSON Schemas are made. Keys may become more, never fewer, and none changes its
type: docs/decisions/0025-open-data.md.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from governance.model.change import ChangeName
from governance.model.fields import (
    END,
    AiImpact,
    CycleOrNever,
    Data,
    Day,
    Id,
    Language,
    LocalisedLine,
    RelationType,
    Url,
    VersionNumber,
    Whole,
)
from governance.model.record import Organisation, Output
from governance.rules.queue import Reason
from governance.rules.standing import Freshness, OwnerState, ReviewState, UpdateStatus

FORMAT = 1
Commit = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{40}}{END}")]
Moment = Annotated[
    str,
    StringConstraints(
        pattern=rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z{END}"
    ),
]
Month = Annotated[str, StringConstraints(pattern=rf"^[0-9]{{4}}-(0[1-9]|1[0-2]){END}")]
FileName = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9{{}}./-]+{END}")]
Share = Annotated[float, Field(ge=0, le=1)]


class Head(Data):
    """What every file begins with."""

    schema_: FileName = Field(alias="$schema", description="Its JSON Schema, from where it stands.")
    format: Literal[1] = Field(description="Number of the format of these files.")
    revision: Commit | None = Field(
        description="The commit that it tells of; null: the files of a working folder."
    )
    today: Day = Field(description="The day that it tells of, in the registry's time zone.")


class Feeds(Data):
    """The two forms of a feed."""

    atom: FileName = Field(description="Atom (RFC 4287).")
    json_: FileName = Field(alias="json", description="JSON Feed 1.1.")


class FeedAddresses(Data):
    """Feeds of what changed."""

    registry: Feeds = Field(description="In all of the registry.")
    organisation: Feeds = Field(description="In what one organisation owns, and in its record.")
    output: Feeds = Field(description="In one output.")


class PageAddresses(Data):
    """Pages, which stay where they are."""

    output: FileName = Field(description="Of an output.")
    version: FileName = Field(description="Of a version of an output.")
    organisation: FileName = Field(description="Of an organisation.")
    theme: FileName = Field(description="Of a theme.")
    project: FileName = Field(description="Of a project.")


class Index(Head):
    """index.json: what there is, and where.

    Addresses are below the address of the site; {language}, {id} and {version} are to be filled in.
    """

    title: LocalisedLine = Field(description="Name of the registry by language.")
    site: Url | None = Field(description="Address of the site; null: not known.")
    licence: str = Field(description="SPDX id of the licence of this data.")
    languages: tuple[Language, ...] = Field(description="The languages of the pages.")
    maintainer: Id = Field(description="Organisation that maintains the registry.")
    data: dict[FileName, FileName] = Field(description="The files of data: name and address.")
    schemas: dict[FileName, FileName] = Field(description="JSON Schemas by the name of the file.")
    catalogue: FileName = Field(description="The same as a DCAT-AP catalogue (JSON-LD).")
    feeds: FeedAddresses = Field(description="Feeds of what changed.")
    calendar: FileName = Field(description="Calendar of the reviews of an organisation.")
    pages: PageAddresses = Field(description="Addresses of pages.")
    kinds: dict[Id, LocalisedLine] = Field(description="Names of the kinds of output.")
    themes: dict[Id, LocalisedLine] = Field(description="Names of the themes.")
    projects: dict[Id, LocalisedLine] = Field(description="Names of the projects.")


class Status(Head):
    """status.json: how the registry stands, and when that was worked out."""

    commit: Commit | None = Field(
        description="Newest commit of the history; null: not known. "
        "What is told is that of this commit only where `revision` names it, too."
    )
    committed: Moment | None = Field(description="When it was committed, in UTC.")
    built: Moment | None = Field(
        description="When the files were made, in UTC, as SOURCE_DATE_EPOCH said; null: not said."
    )
    outputs: Whole = Field(description="Number of outputs.")
    under_review: Whole = Field(description="Current outputs with a review cycle.")
    in_date: Whole = Field(description="Of these: reviewed, and the cycle has not run out.")
    review_due: Whole = Field(description="Of these: reviewed, and the cycle has run out.")
    not_yet_reviewed: Whole = Field(description="Of these: never reviewed.")
    needs_open: Whole = Field(description="Update needs neither done nor declined.")
    queue: Whole = Field(description="Rows of the update queue.")


class RelatedFrom(Data):
    """A relation that another output has to this one."""

    type: RelationType = Field(description="How the other output is related to this one.")
    output: Id = Field(description="Id of the other output.")


class Derived(Data):
    """What follows from a record on the day; never stored."""

    freshness: Freshness = Field(description="What readers are told of its review.")
    in_date_until: Day | None = Field(description="First day on which it is in date no longer.")
    state: ReviewState = Field(description="State of the open review.")
    due: Day | None = Field(description="Working day by which the open review is due.")
    cycle: CycleOrNever = Field(description="Its review cycle: the record's, else the policy's.")
    update_status: UpdateStatus = Field(description="Where its update needs stand.")
    owner_state: OwnerState = Field(description="What the owner said or became.")
    ai_impact: AiImpact | None = Field(description="What the last review that says it said.")
    translation_lag: dict[Language, VersionNumber] = Field(
        description="Languages in which the newest version is missing, and the newest there."
    )
    related_from: tuple[RelatedFrom, ...] = Field(description="Relations from other outputs.")


class PublishedOutput(Output):
    """The record of an output as it stands, and what follows from it."""

    derived: Derived = Field(description="What follows from the record on the day.")
    path: FileName = Field(description="File of the record in the repository.")
    page: FileName = Field(description="Address of its page below the site.")


class Outputs(Head):
    """outputs.json: all outputs, by id."""

    outputs: tuple[PublishedOutput, ...] = Field(description="The outputs.")


class PublishedContact(Data):
    """A role that answers for outputs: never a person, and no account."""

    key: Id = Field(description="Stable within the organisation.")
    title: LocalisedLine = Field(description="Title of the role by language.")
    until: Day | None = Field(description="Last day on which the role answers.")


class PublishedOrganisation(Organisation):
    """The record of an organisation without accounts, and what it has to do with outputs."""

    contacts: tuple[PublishedContact, ...] = Field(description="Roles: first, then deputies.")  # type: ignore[assignment] # fewer fields, on purpose
    outputs: tuple[Id, ...] = Field(description="Outputs that it owns.")
    contributes_to: tuple[Id, ...] = Field(description="Outputs in which it takes part.")
    page: FileName = Field(description="Address of its page below the site.")


class Organisations(Head):
    """organisations.json: all organisations, by id."""

    organisations: tuple[PublishedOrganisation, ...] = Field(description="The organisations.")


class QueueItem(Data):
    """A row of the update queue: a review, a need or a finding."""

    key: str | None = Field(description="ID/review/N or ID/need/N; null: a finding.")
    id: Id = Field(description="Id of the output or platform.")
    due: Day | None = Field(description="Day by which it is due.")
    days_overdue: int | None = Field(description="Days since then; negative before.")
    state: ReviewState = Field(description="State of the open review.")
    update_status: UpdateStatus = Field(description="Where the update needs of the output stand.")
    owner: Id | None = Field(description="Organisation that owns the output.")
    reasons: tuple[Reason, ...] = Field(description="Why it is in the queue, weightiest first.")
    next: str = Field(description="The one thing to do next.")
    type: Literal["output", "platform"] = Field(description="What it is about.")


class Queue(Head):
    """queue.json: the update queue, the most pressing first."""

    items: tuple[QueueItem, ...] = Field(description="The rows.")


class PublishedIndicators(Data):
    """Figures of some outputs, each with what it is counted of."""

    outputs: Whole = Field(description="All.")
    current: Whole = Field(description="Those in use.")
    under_review: Whole = Field(description="Those in use with a review cycle.")
    in_date: Whole = Field(description="Of those under review.")
    review_due: Whole = Field(description="Of those under review.")
    not_yet_reviewed: Whole = Field(description="Of those under review.")
    late: Whole = Field(description="Of those under review: the due date has come.")
    median_lateness: float | None = Field(description="Days since then, the median.")
    unowned: Whole = Field(description="Of those in use.")
    proposed: Whole = Field(description="Of those in use: the owner has not accepted.")
    declined: Whole = Field(description="Of those in use: the owner says that it is not its own.")
    ended: Whole = Field(description="Of those in use: the owner has ended.")
    needs_open: Whole = Field(description="Update needs neither done nor declined.")
    median_need_age: float | None = Field(description="Of these needs, in days.")
    share_in_date: Share | None = Field(description="Of those under review.")
    share_unowned: Share | None = Field(description="Of those in use.")
    share_proposed: Share | None = Field(description="Of those in use.")


class Statistics(Head):
    """stats.json: the indicators."""

    total: PublishedIndicators = Field(description="Of all outputs.")
    organisations: dict[Id, PublishedIndicators] = Field(description="By owner.")
    projects: dict[Id, PublishedIndicators] = Field(description="By project.")
    kinds: dict[Id, PublishedIndicators] = Field(description="By kind.")


class Named(Data):
    """A record by its type and id."""

    type: str = Field(description="output, organisation, project, theme, platform and the like.")
    id: str = Field(description="Its id; of files their path.")


class Entry(Data):
    """One change in one record, with the commit that brought it; never who made it."""

    output: Id | None = Field(description="Id of the output; null: another kind of record.")
    record: Named = Field(description="The record that changed.")
    change: ChangeName = Field(description="What kind of change it is.")
    field: str = Field(description="The field; empty: the record as a whole.")
    old: Any = Field(description="What stood there; null: nothing. Accounts are left out.")
    new: Any = Field(description="What stands there now; null: nothing. Accounts are left out.")
    commit: Commit = Field(description="The commit.")
    date: Day = Field(description="Day of the commit, in the registry's time zone.")


class Part(Data):
    """A file with the changes of a month, or with a part of them."""

    month: Month = Field(description="The month.")
    file: FileName = Field(description="Its address below v1/.")
    entries: Whole = Field(description="How many entries it has.")


class Changes(Head):
    """changes.json: the newest changes, and the files that have all of them."""

    known: bool = Field(description="Whether the history was there to be read.")
    parts: tuple[Part, ...] = Field(description="Files with all changes, the newest first.")
    entries: tuple[Entry, ...] = Field(description="The newest changes, the newest first.")


class ChangesOfMonth(Head):
    """changes/MONTH.json: the changes of a month, the newest first.

    A long month has more files, changes/MONTH-2.json and so on; the oldest changes are in the
    first, so that a full file stays as it is.
    """

    month: Month = Field(description="The month.")
    entries: tuple[Entry, ...] = Field(description="The changes, the newest first.")


# By what the files are called, without .json.
SHAPES: dict[str, type[Head]] = {
    "index": Index,
    "status": Status,
    "outputs": Outputs,
    "organisations": Organisations,
    "queue": Queue,
    "stats": Statistics,
    "changes": Changes,
    "changes-month": ChangesOfMonth,
}
