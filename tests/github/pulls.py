"""Pull requests: issues of the emulator, with their branches in the origin."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.github.accounts import profile
from tests.github.issues import check_text
from tests.github.message import Answer, Refusal, Request, invalid, not_found
from tests.github.origin import Conflict, Entry, Moved, Origin
from tests.github.people import ORGANISATION, Person, Role
from tests.github.refs import commit_json, short_json
from tests.github.rights import demand, demand_person
from tests.github.routes import route
from tests.github.world import Pull

if TYPE_CHECKING:
    from tests.github.hub import GitHub

ONE = "~/pulls/{pull_number}"
Json = dict[str, Any]


@route("POST", "~/pulls")
def create(hub: "GitHub", request: Request) -> Answer:
    demand_person(request, "pull-requests")
    if request.person and request.person.is_bot and not hub.actions_may_open_pulls:
        raise Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.")
    body, origin = request.body, Origin(hub.origin)
    assert request.person
    owner, _, head = body["head"].rpartition(":")
    fork = request.person if owner == request.person.login else None
    if fork is None:
        demand(request, "pull-requests", Role.WRITE)
    check_text(body)
    title = (body.get("title") or "").strip()
    if not title:
        raise invalid("PullRequest", "title", "missing_field")
    head_sha, base_sha = tip_of(hub, head, fork), origin.branch(body["base"])
    if head_sha is None:
        raise invalid("PullRequest", "head", "invalid")
    if base_sha is None:
        raise invalid("PullRequest", "base", "invalid")
    ends = (fork, head, body["base"])
    if any((each.fork, each.head, each.base) == ends for each in standing(hub)):
        raise custom(f"A pull request already exists for {owner or ORGANISATION}:{head}.")
    if not origin.between(base_sha, head_sha):
        raise custom(f"No commits between {body['base']} and {head}")
    data = {"title": title, "body": body.get("body")}
    issue = hub.forward(request, path=f"/repos/{hub.home}/issues", body=data).body
    pull = Pull(issue["number"], head, body["base"], head_sha, base_sha, request.person, fork)
    pull.draft = body.get("draft", False)
    hub.world.pulls[pull.number] = pull
    origin.set(f"refs/pull/{pull.number}/head", head_sha)
    return Answer(201, whole(hub, request, pull))


@route("GET", "~/pulls")
def list_pulls(hub: "GitHub", request: Request) -> Answer:
    query = request.query
    state = query.get("state", "open")
    found = list(hub.world.pulls.values())
    if state != "all":
        found = [pull for pull in found if pull.is_open == (state == "open")]
    if "base" in query:
        found = [pull for pull in found if pull.base == query["base"]]
    if ":" in query.get("head", ""):  # "user:ref-name"; without the user it filters nothing
        found = [pull for pull in found if label(pull) == query["head"]]
    if query.get("direction", "desc") == "desc":
        found.reverse()
    return hub.paged(request, [plain(hub, request, pull) for pull in found])


@route("GET", ONE)
def show(hub: "GitHub", request: Request) -> Answer:
    return Answer(200, whole(hub, request, pull_of(hub, request)))


@route("PATCH", ONE)
def edit(hub: "GitHub", request: Request) -> Answer:
    pull, body = pull_of(hub, request), request.body
    if pull.author is not request.person or request.person.is_bot:
        demand(request, "pull-requests", Role.WRITE)
    check_text(body)
    if body.get("state") == "open" and not pull.is_open:
        if pull.merged_at or Origin(hub.origin).branch(pull.head) is None:
            raise invalid("PullRequest", "state", "invalid", "state cannot be changed.")
        pull.is_open = True
    elif body.get("state") == "closed":
        pull.is_open = False
    data = {name: body[name] for name in ("title", "body", "state") if name in body}
    hub.forward(request, path=f"/repos/{hub.home}/issues/{pull.number}", body=data)
    pull.base = body.get("base", pull.base)
    return Answer(200, whole(hub, request, pull))


@route("GET", f"{ONE}/merge")
def is_merged(hub: "GitHub", request: Request) -> Answer:
    if pull_of(hub, request).merged_at is None:
        raise not_found()
    return Answer(204)


@route("PUT", f"{ONE}/merge")
def merge(hub: "GitHub", request: Request) -> Answer:
    pull, body = pull_of(hub, request), request.body or {}
    demand(request, "contents", Role.WRITE)
    method = body.get("merge_method", "merge")
    if method == "rebase":
        raise Refusal(405, "Rebase merges are not allowed on this repository.")
    if pull.draft:
        raise Refusal(405, "Pull Request is still a draft")
    if not pull.is_open:
        raise Refusal(405, "Pull Request is not mergeable")
    if body.get("sha", pull.head_sha) != pull.head_sha:
        raise Refusal(409, "Head branch was modified. Review and try the merge again.")
    person = request.person
    assert person
    title = f"Merge pull request #{pull.number} from {ORGANISATION}/{pull.head}"
    text = hub.issue(pull.number)["title"]
    if method == "squash":
        title, text = f"{text} (#{pull.number})", ""
    title, text = body.get("commit_title", title), body.get("commit_message", text)
    email = f"{person.id}+{person.login}@users.noreply.github.com"
    entry = Entry(f"{title}\n\n{text}".strip(), person.login, email, hub.clock)
    origin = Origin(hub.origin)
    try:
        sha = origin.merge(pull.base, pull.head_sha, entry, squash=method == "squash")
    except Conflict:
        raise Refusal(405, "Pull Request is not mergeable") from None
    except Moved:
        message = "Base branch was modified. Review and try the merge again."
        raise Refusal(405, message) from None
    close(hub, pull, person, sha)
    answer = {"sha": sha, "merged": True, "message": "Pull Request successfully merged"}
    return Answer(200, answer)


@route("GET", f"{ONE}/commits")
def commits(hub: "GitHub", request: Request) -> Answer:
    pull = pull_of(hub, request)
    found = Origin(hub.origin).between(pull.base_sha, pull.head_sha)
    return hub.paged(request, [short_json(hub, commit) for commit in found])


@route("GET", f"{ONE}/files")
def files(hub: "GitHub", request: Request) -> Answer:
    pull, origin = pull_of(hub, request), Origin(hub.origin)
    old = origin.common(pull.base_sha, pull.head_sha)
    found = commit_json(hub, origin, origin.commit(pull.head_sha), old)["files"]
    return hub.paged(request, found)


def standing(hub: "GitHub") -> Iterator[Pull]:
    return (pull for pull in hub.world.pulls.values() if pull.is_open)


def pull_of(hub: "GitHub", request: Request) -> Pull:
    """The pull request of a request; raises Refusal (404), for an issue too."""
    number = request.params["pull_number"]
    pull = hub.world.pulls.get(int(number)) if number.isdecimal() else None
    if pull is None:
        raise not_found()
    return pull


def follow(hub: "GitHub") -> None:
    """Let open pull requests follow what was pushed to the origin."""
    if hub.origin is None or not hub.world.pulls:
        return
    origin = Origin(hub.origin)
    for pull in list(standing(hub)):
        head, base = tip_of(hub, pull.head, pull.fork), origin.branch(pull.base)
        if pull.fork and pull.fork.key not in hub.world.forks:
            continue  # it stays as it was when its fork went away
        if head is None or base is None:
            close(hub, pull, None)
        elif head != pull.head_sha:
            pull.head_sha, pull.base_sha = head, base
            origin.set(f"refs/pull/{pull.number}/head", head)
            if origin.contains(base, head):  # nothing is left to merge
                close(hub, pull, None)
        elif origin.contains(base, head):  # somebody pushed it to the base by hand
            close(hub, pull, hub.person("maintainer"), base)


def close(hub: "GitHub", pull: Pull, by: Person | None, merge_sha: str | None = None) -> None:
    """Close a pull request; with a commit, as merged."""
    pull.is_open = False
    if merge_sha:
        pull.merged_at = hub.clock.strftime("%Y-%m-%dT%H:%M:%SZ")
        pull.merged_by = by
        pull.merge_sha = merge_sha
        pull.author.contributor = True
    path = f"/repos/{hub.home}/issues/{pull.number}"
    hub.ask("PATCH", path, by or hub.person("maintainer"), body={"state": "closed"})


def custom(message: str) -> Refusal:
    error = {"resource": "PullRequest", "code": "custom", "message": message}
    return Refusal(422, "Validation Failed", [error])


def plain(hub: "GitHub", request: Request, pull: Pull) -> Json:
    """A pull request as lists show it."""
    home = f"/repos/{hub.home}"
    issue: Json = hub.forward(request, method="GET", path=f"{home}/issues/{pull.number}").body
    repository: Json = hub.forward(request, method="GET", path=home).body
    url, page = f"{repository['url']}/pulls/{pull.number}", repository["html_url"]
    page = f"{page}/pull/{pull.number}"
    links = {
        "self": url,
        "html": page,
        "issue": issue["url"],
        "comments": issue["comments_url"],
        "review_comments": f"{url}/comments",
        "review_comment": f"{repository['url']}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{repository['url']}/statuses/{pull.head_sha}",
    }
    named = {f"{name}_url": link for name, link in links.items() if name not in {"self", "html"}}
    kept = (
        *("active_lock_reason", "assignee", "assignees", "author_association", "body", "closed_at"),
        *("created_at", "labels", "locked", "milestone", "number", "state", "title", "updated_at"),
        *("id", "node_id", "user"),
    )
    return {
        **{name: issue[name] for name in kept},
        **named,
        "url": url,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "draft": pull.draft,
        "merged_at": pull.merged_at,
        "merge_commit_sha": pull.merge_sha,
        "requested_reviewers": [],
        "requested_teams": [],
        "auto_merge": None,
        "head": side(repository, pull.head, pull.head_sha) | from_fork(hub, request, pull),
        "base": side(repository, pull.base, pull.base_sha),
        "_links": {name: {"href": link} for name, link in links.items()},
    }


def label(pull: Pull) -> str:
    return f"{pull.fork.login if pull.fork else ORGANISATION}:{pull.head}"


def tip_of(hub: "GitHub", branch: str, fork: Person | None) -> str | None:
    """The newest commit of a branch, here or in somebody's fork, brought here."""
    if fork is None:
        return Origin(hub.origin).branch(branch)
    path = hub.world.forks.get(fork.key)
    return Origin(hub.origin).bring(path, branch) if path else None


def from_fork(hub: "GitHub", request: Request, pull: Pull) -> Json:
    """How the head of a fork differs from that of a branch; without `repo` where it is gone."""
    if pull.fork is None:
        return {}
    user = profile(hub, request, pull.fork).body
    name = hub.repository.partition("/")[2]
    repository: Json = hub.forward(request, method="GET", path=f"/repos/{hub.home}").body
    named = {"full_name": f"{pull.fork.login}/{name}", "owner": user, "fork": True}
    is_there = pull.fork.key in hub.world.forks
    return {
        "label": label(pull),
        "user": user,
        "repo": repository | named if is_there else None,
    }


def side(repository: Json, branch: str, sha: str) -> Json:
    return {
        "label": f"{ORGANISATION}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": dict(repository["owner"]),
        "repo": dict(repository),
    }


def whole(hub: "GitHub", request: Request, pull: Pull) -> Json:
    """A pull request as it is shown alone.

    `mergeable` is worked out in the background: the first who asks after a push gets null
    (https://docs.github.com/rest/guides/using-the-rest-api-to-interact-with-your-git-database).
    """
    origin = Origin(hub.origin)
    base = origin.branch(pull.base) or pull.base_sha
    pair = (pull.head_sha, base)
    known = pull.looked_at == pair
    pull.looked_at = pair
    mergeable = origin.merges(base, pull.head_sha) if known and pull.is_open else None
    changes = list(
        origin.changes(origin.common(pull.base_sha, pull.head_sha) or pull.base_sha, pull.head_sha)
    )
    by = pull.merged_by
    return {
        **plain(hub, request, pull),
        "merged": pull.merged_at is not None,
        "mergeable": mergeable,
        "rebaseable": mergeable,
        "mergeable_state": {None: "unknown", True: "clean", False: "dirty"}[mergeable],
        "merged_by": profile(hub, request, by).body if by else None,
        "comments": hub.issue(pull.number)["comments"],
        "review_comments": 0,
        "maintainer_can_modify": False,
        "commits": len(origin.between(pull.base_sha, pull.head_sha)),
        "additions": sum(change.additions for change in changes),
        "deletions": sum(change.deletions for change in changes),
        "changed_files": len(changes),
    }


@route("GET", "~/commits/{commit_sha}/pulls")
def of_commit(hub: "GitHub", request: Request) -> Answer:
    """Pull requests that the commit came by, or that would bring it."""
    sha = request.params["commit_sha"]
    origin = Origin(hub.origin)

    def has(pull: Pull) -> bool:
        brought = origin.between(pull.base_sha, pull.head_sha)
        return sha in {pull.merge_sha, *(str(each.id) for each in brought)}

    found = [pull for pull in hub.world.pulls.values() if has(pull)]
    return hub.paged(request, [plain(hub, request, pull) for pull in found])
