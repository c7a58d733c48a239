"""The records people write under registry/, as frozen values."""

from typing import Literal

from pydantic import Field

from governance.model.fields import (
    Account,
    AiImpact,
    AnnotationName,
    ContactAddress,
    Country,
    Cycle,
    CycleOrNever,
    Data,
    Day,
    Id,
    Language,
    Line,
    LocalisedLine,
    LocalisedText,
    NeedState,
    Outcome,
    PlainValue,
    RelationType,
    RelativePath,
    RepositoryName,
    Score,
    Sha256,
    SpdxId,
    Status,
    Text,
    Url,
    VersionNumber,
    Via,
    Whole,
    WorkPackage,
)

__all__ = ["Cycle", "Organisation", "Output", "Platform", "Project", "Settings", "Theme"]


class Source(Data):
    """Where in a cited document a fact stands."""

    document: Id = Field(description="Key of the document in `documents` of registry.yaml.")
    place: Line | None = Field(None, description="Heading or page in the document.")


class AgreedDate(Data):
    """A date agreed for one cycle; it counts only while that cycle is the open one."""

    cycle: Whole = Field(ge=1, description="Number of the cycle that the date is agreed for.")
    date: Day = Field(description="Day on which it was agreed.")
    due: Day = Field(description="Day by which the review is due. Moves on to a working day.")
    reason: Line = Field(description="Why, in one line.")


class ReviewPlan(Data):
    """How often an output is reviewed."""

    cycle: CycleOrNever | None = Field(
        None,
        description="ISO 8601 period from P1D to P10Y, such as P1Y, or `never`. "
        "Left out: the policy's cycle for the kind.",
    )
    never_reason: Line | None = Field(None, description="Demanded by `never`: why.")
    schedule: tuple[AgreedDate, ...] = Field(
        (), description="Agreed dates. Append-only; nothing is ever cleared."
    )


class Review(Data):
    """One review that was done; the only thing that completes a cycle."""

    date: Day = Field(description="Day of the review.")
    by: Id = Field(description="Organisation that reviewed.")
    contact: Id | None = Field(None, description="Key of the contact in that organisation.")
    outcome: Outcome = Field(
        description="`valid`, `edited`, `needs-work`, `replace` and `retire` complete the cycle; "
        "`not-mine` does not."
    )
    evidence: Line = Field(description="What was checked, in one line. Never empty.")
    version: VersionNumber | None = Field(None, description="The version that was looked at.")
    ai_impact: AiImpact | None = Field(
        None, description="How artificial intelligence changes the output, as the reviewer sees it."
    )
    via: Via = Field(description="How it came: `issue`, `pull-request`, or `proxy` for somebody.")
    source: Line | None = Field(None, description="Where it came from: URL, or words for a proxy.")


class UpdateNeed(Data):
    """A need to update an output, reported by anyone and accepted by owner or maintainer."""

    id: Whole = Field(ge=1, description="Number within the output; never reused.")
    reported: Day = Field(description="Day on which it was reported.")
    summary: LocalisedLine = Field(description="The need in one line, by language.")
    source: Line | None = Field(None, description="The issue, review or message it came from.")
    state: NeedState = Field(description="`open`, `planned`, `in-progress`, `done` or `declined`.")
    target: Day | None = Field(None, description="Demanded by planned and in-progress.")
    closed: Day | None = Field(None, description="Demanded by done and declined.")
    version: VersionNumber | None = Field(None, description="Done: the version that carries it.")
    reason: Line | None = Field(None, description="Declined: why.")


class Version(Data):
    """A published version."""

    version: VersionNumber = Field(description='MAJOR.MINOR in quotes, such as "1.10".')
    date: Day | None = Field(None, description="Day of publication; null when unknown.")
    changes: LocalisedLine | None = Field(None, description="What changed, for the change log.")


class Location(Data):
    """A place where the output can be read: a URL, or a file in this repository."""

    url: Url | None = Field(None, description="Web address. Either this or `path`.")
    path: RelativePath | None = Field(None, description="File in this repository.")
    archive: Url | None = Field(None, description="Archived copy of the address.")
    language: Language = Field(description="Language of what is there.")
    format: Id = Field(description="Format of what is there, such as html or pdf.")
    version: VersionNumber | None = Field(
        None, description="The version it shows; null: always the newest, or not known."
    )
    sha256: Sha256 | None = Field(None, description="Demanded by `path`: SHA-256 of the file.")


class Relation(Data):
    """A relation to another output; the other side is derived."""

    type: RelationType = Field(
        description="`part-of`, `replaces`, `derived-from` or `depends-on` the other output."
    )
    output: Id = Field(description="Id of the other output.")


class Output(Data):
    """An output of a project that lives on and is kept true."""

    id: Id = Field(description="Equals the file name; permanent.")
    title: LocalisedLine = Field(description="Title by language.")
    summary: LocalisedText = Field(description="What it is, in a few sentences, by language.")
    kind: Id = Field(description="Key of `kinds` in registry.yaml.")
    project: Id = Field(description="The project it came from; equals the folder.")
    owner: Id | None = Field(description="Organisation that owns it; null: orphaned by decision.")
    owner_since: Day | None = Field(
        None, description="Day on which the owner accepted; null: only proposed so far."
    )
    owner_basis: Line | None = Field(None, description="Why this owner is proposed.")
    contact: Id | None = Field(None, description="Key in the owner's contacts; null: the first.")
    contributors: tuple[Id, ...] = Field((), description="Other organisations that take part.")
    scope: Literal["single", "collection", "per-provider"] = Field(
        "single",
        description="`collection`: to be split or kept as one. "
        "`per-provider`: the shared template; copies are not registered.",
    )
    status: Status = Field(description="Lifecycle only; it says nothing of reviews.")
    registered: Day = Field(description="Day on which this record was added.")
    review: ReviewPlan = Field(ReviewPlan(), description="Review cycle and agreed dates.")
    reviews: tuple[Review, ...] = Field((), description="Reviews done. Append-only, by date.")
    update_needs: tuple[UpdateNeed, ...] = Field((), description="Needs to update the output.")
    language: Language = Field(description="Language of the original.")
    versions: tuple[Version, ...] = Field(
        (), description="Versions, oldest first. Append-only; empty: none known."
    )
    locations: tuple[Location, ...] = Field((), description="Where it can be read.")
    license: SpdxId | None = Field(None, description="SPDX licence id; null: not stated.")
    themes: tuple[Id, ...] = Field((), description="Themes it belongs to.")
    accessibility: Literal["unassessed", "partial", "conforms"] = Field(
        "unassessed", description="How it meets the accessibility requirements of the law."
    )
    relations: tuple[Relation, ...] = Field((), description="Relations to other outputs.")
    sources: tuple[Source, ...] = Field((), description="Where the facts of this record stand.")
    annotations: dict[AnnotationName, PlainValue] = Field(
        default_factory=dict,
        description="prefix/name: plain value. Kept and published without meaning.",
    )
    notes: Text | None = Field(None, description="Anything else that maintainers should know.")


class Contact(Data):
    """A role in an organisation that answers for outputs. Never a person."""

    key: Id = Field(description="Stable; everything else names organisation/key.")
    title: LocalisedLine = Field(description="Title of the role by language.")
    account: Account | None = Field(None, description="Forge and numeric id, github:12345678.")
    until: Day | None = Field(None, description="Last day on which the role answers.")


class Organisation(Data):
    """An organisation. Never deleted, so that old reviews keep their meaning."""

    id: Id = Field(description="Equals the file name; permanent.")
    names: LocalisedLine = Field(description="Name by language.")
    former_names: tuple[Line, ...] = Field((), description="Other spellings, for search.")
    languages: tuple[Language, ...] = Field(
        min_length=1, description="In order of choice: how it is addressed."
    )
    member: bool = Field(default=True, strict=True, description="Member of the network.")
    ended: Day | None = Field(None, description="Last day of the organisation.")
    successors: tuple[Id, ...] = Field((), description="Organisations that carry on its work.")
    roles: dict[WorkPackage, Literal["lead", "co-lead", "expert", "user", "listed"]] = Field(
        {}, description="History of the project by work package; gives no rights."
    )
    contacts: tuple[Contact, ...] = Field((), description="In order: first, then deputies.")
    sources: tuple[Source, ...] = Field((), description="Where the facts of this record stand.")
    notes: Text | None = Field(None, description="Anything else that maintainers should know.")


class Project(Data):
    """A project that produced outputs."""

    id: Id = Field(description="Equals the file name; permanent.")
    title: LocalisedLine = Field(description="Full name by language.")
    short_name: Line = Field(description="The name it is called by.")
    former_names: tuple[Line, ...] = Field((), description="Other names, for search.")
    started: Day | None = Field(None, description="First day; null when unknown.")
    ended: Day | None = Field(None, description="Last day; null while it runs or when unknown.")
    coordinator: Id | None = Field(None, description="Organisation that coordinated it.")
    partners: tuple[Id, ...] = Field((), description="Other organisations named as partners.")
    site: Url | None = Field(None, description="Its website.")
    sources: tuple[Source, ...] = Field((), description="Where the facts of this record stand.")
    notes: Text | None = Field(None, description="Anything else that maintainers should know.")


class Theme(Data):
    """A theme under which outputs are gathered."""

    id: Id = Field(description="Equals the file name; permanent.")
    title: LocalisedLine = Field(description="Name by language.")
    summary: LocalisedText | None = Field(
        None, description="What the whole is about, in a few sentences, by language."
    )
    working_name_until: Id | None = Field(
        None,
        description="Id of the output in which the themes are put together for good; "
        "given as long as the name is a working name.",
    )
    sources: tuple[Source, ...] = Field((), description="Where the facts of this record stand.")
    notes: Text | None = Field(None, description="Anything else that maintainers should know.")


class PlatformEvidence(Data):
    """What is known of a platform candidate against one criterion."""

    criterion: Id = Field(description="Id of a criterion in workflows/platform.yaml.")
    score: Score | None = Field(None, description="0 to 5; null: not assessed.")
    claim: LocalisedLine = Field(description="What the evidence says, by language.")
    source: Line = Field(description="URL, or a citation such as registry:id@1.0.")
    checked: Day = Field(description="Day on which it was checked.")


class Platform(Data):
    """A candidate for the shared platform."""

    id: Id = Field(description="Equals the file name; permanent.")
    name: Line = Field(description="Its name.")
    url: Url | None = Field(None, description="Its address; null when unknown.")
    summary: LocalisedText = Field(description="What it is, by language.")
    output: Id | None = Field(None, description="Id of the output that it is in this registry.")
    evidence: tuple[PlatformEvidence, ...] = Field((), description="What is known of it.")
    sources: tuple[Source, ...] = Field((), description="Where the facts of this record stand.")
    notes: Text | None = Field(None, description="Anything else that maintainers should know.")


class Forge(Data):
    """Where issues and pull requests live."""

    type: Literal["github"] = Field(description="Only github is known.")
    repository: RepositoryName = Field(description="owner/name.")


class Document(Data):
    """A document that `sources` cite."""

    title: LocalisedLine = Field(description="Title by language.")
    url: Url | None = Field(None, description="Where it can be read; null when unknown.")


class Pages(Data):
    """Documents of the public site that are themselves outputs of this registry."""

    governance: Id | None = Field(None, description="Id of the output that is this document.")
    platform: Id | None = Field(None, description="Id of the output that is this document.")


class Statement(Data):
    """What its provider says of the accessibility of the public site."""

    assessed: Day = Field(description="Day on which the site was last assessed.")
    updated: Day | None = Field(
        None,
        description="Day on which the statement was drawn up or last changed; "
        "null: that of the assessment.",
    )
    state: Literal["conforms", "partial", "fails"] = Field(
        description="How far the site meets the accessibility requirements of the law.",
    )
    shortcomings: tuple[LocalisedText, ...] = Field(
        (), description="What is not accessible, and which criterion it misses."
    )
    assessment: LocalisedText | None = Field(
        None, description="How it was assessed besides the tests of the program, or was not."
    )


class Settings(Data):
    """registry.yaml: this registry."""

    format: Whole = Field(ge=0, description="Number of the data format of the whole registry.")
    title: LocalisedLine = Field(description="Name of the registry by language.")
    languages: tuple[Language, ...] = Field(
        min_length=1,
        description="The first is required wherever text is localised, the others are optional.",
    )
    timezone: Line = Field(description="IANA time zone in which days are counted.")
    calendar: Country = Field(
        description="Country of the public holidays (ISO 3166-1 alpha-2).",
    )
    site: Url | None = Field(None, description="Address of the public site; null: none yet.")
    forge: Forge | None = Field(None, description="null: issues do not exist, all else works.")
    maintainer: Id = Field(description="Organisation that maintains this registry.")
    kinds: dict[Id, LocalisedLine] = Field(
        min_length=1, description="Kinds of output and their names by language."
    )
    documents: dict[Id, Document] = Field({}, description="Documents that `sources` cite.")
    pages: Pages = Field(
        Pages(), description="Which outputs the governance model and the recommendation are."
    )
    accessibility: Statement | None = Field(
        None, description="Of the public site; null: nobody has assessed it."
    )
    contact_address: ContactAddress | None = Field(
        None,
        description="Where anybody reaches the maintainers: https://… or mailto:… of a role, "
        "never of a person; null: nowhere yet.",
    )
