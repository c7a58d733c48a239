"""Branches, refs and commits, read and moved in the origin."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pygit2

from tests.github.message import Answer, Refusal, Request, not_found
from tests.github.origin import Origin
from tests.github.people import Role
from tests.github.rights import demand
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

Json = dict[str, Any]


@route("GET", "~/branches")
def branches(hub: "GitHub", request: Request) -> Answer:
    origin = Origin(hub.origin)
    start = "refs/heads/"
    names = [name.removeprefix(start) for name in origin.refs(start)]
    return hub.paged(request, [branch_json(hub, origin, name) for name in names])


@route("GET", "~/branches/{branch}")
def branch(hub: "GitHub", request: Request) -> Answer:
    origin, name = Origin(hub.origin), request.params["branch"]
    sha = origin.branch(name)
    if sha is None:
        raise Refusal(404, "Branch not found")
    found = branch_json(hub, origin, name)
    page = f"{hub.page}/tree/{name}"
    commit = commit_json(hub, origin, origin.commit(sha))
    commit.pop("files")
    links = {"self": f"{hub.api}/branches/{name}", "html": page}
    return Answer(200, found | {"commit": commit, "_links": links})


@route("GET", "~/git/ref/{ref}")
def ref(hub: "GitHub", request: Request) -> Answer:
    origin, name = Origin(hub.origin), f"refs/{request.params['ref']}"
    if origin.ref(name) is None:
        raise not_found()
    return Answer(200, ref_json(hub, origin, name))


@route("GET", "~/git/matching-refs/{ref}")
def matching(hub: "GitHub", request: Request) -> Answer:
    origin = Origin(hub.origin)
    names = origin.refs(f"refs/{request.params['ref']}")
    return hub.paged(request, [ref_json(hub, origin, name) for name in names])


@route("POST", "~/git/refs")
def create(hub: "GitHub", request: Request) -> Answer:
    demand(request, "contents", Role.WRITE)
    origin, name = Origin(hub.origin), request.body["ref"]
    if not name.startswith("refs/") or name.count("/") < 2:
        raise Refusal(422, "Reference name must be qualified")
    if origin.ref(name):
        raise Refusal(422, "Reference already exists")
    origin.set(name, str(existing(origin, request.body["sha"]).id))
    return Answer(201, ref_json(hub, origin, name))


@route("PATCH", "~/git/refs/{ref}")
def update(hub: "GitHub", request: Request) -> Answer:
    demand(request, "contents", Role.WRITE)
    origin, name = Origin(hub.origin), f"refs/{request.params['ref']}"
    old = origin.ref(name)
    if old is None:
        raise Refusal(422, "Reference does not exist")
    new = str(existing(origin, request.body["sha"]).id)
    if not request.body.get("force") and not origin.contains(new, old):
        raise Refusal(422, "Update is not a fast forward")
    origin.set(name, new)
    return Answer(200, ref_json(hub, origin, name))


@route("DELETE", "~/git/refs/{ref}")
def delete(hub: "GitHub", request: Request) -> Answer:
    demand(request, "contents", Role.WRITE)
    origin, name = Origin(hub.origin), f"refs/{request.params['ref']}"
    if origin.ref(name) is None:
        raise Refusal(422, "Reference does not exist")
    origin.drop(name)
    return Answer(204)


@route("GET", "~/commits/{ref}")
def commit(hub: "GitHub", request: Request) -> Answer:
    origin = Origin(hub.origin)
    return Answer(200, commit_json(hub, origin, origin.commit(request.params["ref"])))


@route("GET", "~/git/commits/{commit_sha}")
def git_commit(hub: "GitHub", request: Request) -> Answer:
    try:
        found = Origin(hub.origin).commit(request.params["commit_sha"])
    except Refusal as refusal:
        raise not_found() if refusal.answer.status == 422 else refusal from None
    return Answer(200, git_json(hub, found))


def existing(origin: Origin, sha: str) -> pygit2.Commit:
    try:
        return origin.commit(sha)
    except Refusal:
        raise Refusal(422, "Object does not exist") from None


def ref_json(hub: "GitHub", origin: Origin, name: str) -> Json:
    sha = origin.ref(name)
    assert sha
    kind = origin.kind(sha)
    place = {"sha": sha, "type": kind, "url": f"{hub.api}/git/{kind}s/{sha}"}
    return {"ref": name, "url": f"{hub.api}/git/{name}", "object": place}


def branch_json(hub: "GitHub", origin: Origin, name: str) -> Json:
    sha = origin.branch(name)
    return {
        "name": name,
        "commit": {"sha": sha, "url": f"{hub.api}/commits/{sha}"},
        "protected": hub.settings.protect(name),
        "protection_url": f"{hub.api}/branches/{name}/protection",
    }


def git_json(hub: "GitHub", commit: pygit2.Commit) -> Json:
    tree = str(commit.tree_id)
    return {
        "sha": str(commit.id),
        "url": f"{hub.api}/git/commits/{commit.id}",
        "html_url": f"{hub.page}/commit/{commit.id}",
        "author": signature_json(commit.author),
        "committer": signature_json(commit.committer),
        "message": commit.message.rstrip("\n"),
        "tree": {"sha": tree, "url": f"{hub.api}/git/trees/{tree}"},
        "parents": parents_json(hub, commit),
    }


def short_json(hub: "GitHub", commit: pygit2.Commit) -> Json:
    """A commit as lists show it."""
    url = f"{hub.api}/commits/{commit.id}"
    inner = git_json(hub, commit)
    kept = ("author", "committer", "message", "tree", "url")
    return {
        "sha": str(commit.id),
        "url": url,
        "html_url": inner["html_url"],
        "comments_url": f"{url}/comments",
        "commit": {name: inner[name] for name in kept} | {"comment_count": 0},
        "author": None,  # the address belongs to no account
        "committer": None,
        "parents": inner["parents"],
    }


def commit_json(
    hub: "GitHub", origin: Origin, commit: pygit2.Commit, since: str | None = None
) -> Json:
    """A commit with its files: what it changes, or what changed since another."""
    if since is None and commit.parent_ids:
        since = str(commit.parent_ids[0])
    changes = list(origin.changes(since, str(commit.id)))
    additions = sum(change.additions for change in changes)
    deletions = sum(change.deletions for change in changes)
    files = []
    for change in changes:
        place = f"{commit.id}/{change.path}"
        file = {
            "sha": change.sha,
            "filename": change.path,
            "status": change.state,
            "additions": change.additions,
            "deletions": change.deletions,
            "changes": change.additions + change.deletions,
            "blob_url": f"{hub.page}/blob/{place}",
            "raw_url": f"{hub.page}/raw/{place}",
            "contents_url": f"{hub.api}/contents/{change.path}?ref={commit.id}",
            "patch": change.patch,
        }
        if change.state == "renamed":
            file["previous_filename"] = change.old_path
        files.append(file)
    total = {"additions": additions, "deletions": deletions, "total": additions + deletions}
    return short_json(hub, commit) | {"stats": total, "files": files}


def parents_json(hub: "GitHub", commit: pygit2.Commit) -> list[Json]:
    return [
        {
            "sha": str(parent),
            "url": f"{hub.api}/commits/{parent}",
            "html_url": f"{hub.page}/commit/{parent}",
        }
        for parent in commit.parent_ids
    ]


def signature_json(signature: pygit2.Signature) -> Json:
    when = datetime.fromtimestamp(signature.time, tz=UTC)
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"name": signature.name, "email": signature.email, "date": date}
