"""GitHub's answers: the fields that are read, and our own values made of them.

Everything else in an answer is passed over, so that GitHub may add and drop what nobody reads.
https://docs.github.com/rest?apiVersion=2022-11-28
"""

from datetime import UTC, timedelta
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    model_validator,
)

from governance.model.approval import Approval, CommitId, Opinion
from governance.model.fields import Url
from governance.model.forge import Pull, Repository, Status, StatusState
from governance.model.issue import LABELS, Comment, Issue, Person

# Who GitHub shows in place of a deleted account: https://github.com/ghost
GHOST = Person("github:10137", "ghost", trusted=False)
# A comment may say that it was changed a second after it was made although nobody edited it:
# https://github.com/palantir/policy-bot/pull/459
SETTLES = timedelta(seconds=2)
NOWHERE = "0" * 40  # no commit has this name
_OPINIONS: dict[str, Opinion] = {
    "APPROVED": "approve",
    "CHANGES_REQUESTED": "request-changes",
    "COMMENTED": "comment",
    "DISMISSED": "dismissed",
}

Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Text = Annotated[str, BeforeValidator(lambda text: "" if text is None else text)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, regex_engine="python-re")


class AccountAnswer(_Answer):
    """An account."""

    id: int
    login: str
    type: str = "User"

    def person(self) -> Person:
        is_program = self.type == "Bot"
        return Person(f"github:{self.id}", self.login, trusted=is_program, is_ours=is_program)


class _LabelAnswer(_Answer):
    name: Text


class LabelAnswer(_LabelAnswer):
    """A label of the repository."""

    def value(self) -> str:
        return _label(self.name)


class RepositoryAnswer(_Answer):
    """A repository."""

    full_name: Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
    default_branch: str
    archived: bool
    has_issues: bool

    def value(self) -> Repository:
        return Repository(self.full_name, self.default_branch, self.archived, self.has_issues)


class IssueAnswer(_Answer):
    """An issue, or the issue side of a pull request."""

    number: int
    title: str
    body: Text = ""
    state: Literal["open", "closed"]
    labels: tuple[_LabelAnswer | str, ...]
    assignees: tuple[AccountAnswer, ...] | None = ()
    user: AccountAnswer | None
    created_at: Moment
    html_url: str
    repository_url: str
    pull_request: object = None

    @property
    def repository(self) -> str:
        """The repository in which it stands, owner/name."""
        return "/".join(self.repository_url.rsplit("/", 2)[-2:])

    def value(self) -> Issue:
        names = (_label(each if isinstance(each, str) else each.name) for each in self.labels)
        return Issue(
            number=self.number,
            title=self.title,
            body=self.body,
            is_open=self.state == "open",
            labels=frozenset(name for name in names if name),
            assignees=frozenset(each.login for each in self.assignees or ()),
            author=_author(self.user),
            created=self.created_at,
            url=self.html_url,
        )


class CommentAnswer(_Answer):
    """A comment on an issue or pull request."""

    id: int
    body: Text = ""
    user: AccountAnswer | None
    created_at: Moment
    updated_at: Moment
    html_url: str
    issue_url: Annotated[str, StringConstraints(pattern="/[0-9]+$")]

    def value(self) -> Comment:
        return Comment(
            id=self.id,
            issue=int(self.issue_url.rsplit("/", 1)[-1]),
            body=self.body,
            author=_author(self.user),
            created=self.created_at,
            edited=self.updated_at - self.created_at > SETTLES,
            url=self.html_url,
        )


class _NameAnswer(_Answer):
    full_name: str


class _EndAnswer(_Answer):
    ref: str
    sha: str
    repo: _NameAnswer | None = None


class PullAnswer(_Answer):
    """A pull request, in a list or by itself."""

    number: int
    title: str
    body: Text = ""
    state: Literal["open", "closed"]
    merged_at: Moment | None
    merge_commit_sha: str | None = None
    head: _EndAnswer
    base: _EndAnswer
    user: AccountAnswer | None
    html_url: str
    draft: bool = False

    def value(self) -> Pull:
        return Pull(
            number=self.number,
            title=self.title,
            body=self.body,
            is_open=self.state == "open",
            # Before the merge it names a commit that GitHub made to try it.
            merge_sha=self.merge_commit_sha if self.merged_at else None,
            head=self.head.ref,
            head_sha=self.head.sha,
            head_repository=self.head.repo.full_name if self.head.repo else None,
            base=self.base.ref,
            author=_author(self.user),
            url=self.html_url,
            is_draft=self.draft,
        )


class ReviewAnswer(_Answer):
    """A review of a pull request. One that was not sent yet is shown to its author alone."""

    user: AccountAnswer | None
    state: Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]
    commit_id: CommitId | None = None
    submitted_at: Moment | None = None
    html_url: Url

    @model_validator(mode="after")
    def _is_dated(self) -> Self:
        if self.submitted_at is None and self.state != "PENDING":
            raise ValueError("submitted_at")
        return self

    def value(self) -> Approval | None:
        """What was said; None where it was not sent, or nobody is there any more who said it.

        A review whose commit is gone still takes back what its author had said before.
        """
        if self.submitted_at is None or self.state == "PENDING" or is_ghost(_author(self.user)):
            return None
        author = _author(self.user)
        return Approval(
            account=author.account,
            login=author.login,
            commit=self.commit_id or NOWHERE,
            state=_OPINIONS[self.state],
            at=self.submitted_at,
            url=self.html_url,
        )


class StatusAnswer(_Answer):
    """A status of a commit."""

    context: str
    state: StatusState
    description: Text = ""
    target_url: Text = ""

    def value(self) -> Status:
        return Status(self.state, self.description, self.target_url)


class _ObjectAnswer(_Answer):
    sha: str


class RefAnswer(_Answer):
    """A branch's name and the commit it points to."""

    ref: str
    object: _ObjectAnswer


class RefsAnswer(RootModel[tuple[RefAnswer, ...]]):
    """Refs whose names begin alike; GitHub gives all at once."""


class MergeAnswer(_Answer):
    """What a merge made."""

    sha: str


class _FaultAnswer(_Answer):
    message: Text = ""
    field: Text = ""
    code: Text = ""

    def told(self) -> str:
        return self.message or f"{self.field} {self.code}".strip()


class RefusalAnswer(_Answer):
    """Why GitHub does not do it."""

    message: Text = ""
    errors: tuple[_FaultAnswer | str, ...] = ()

    def told(self) -> str:
        """All of it in one line, such as "Validation Failed: body is too long"."""
        faults = [each if isinstance(each, str) else each.told() for each in self.errors]
        return ": ".join(part for part in (self.message, ", ".join(filter(None, faults))) if part)


def _author(account: AccountAnswer | None) -> Person:
    return account.person() if account else GHOST


def is_ghost(person: Person) -> bool:
    """Whether an account is gone; the number of who stands in its place is the server's own."""
    return person.login == GHOST.login


def _label(name: str) -> str:
    """A label's name; ours as we write it, since labels that differ in case are one on GitHub."""
    return name.casefold() if name.casefold() in LABELS else name
