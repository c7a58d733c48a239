"""Takes what we use out of GitHub's published OpenAPI description, for tests/github/description.py.

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
    python -m tests.github.make_description package/generated/api.github.com.json

What a test may ask of GitHub is what stands here: a new request of ours needs a new line.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.github.description import FILE

REPOSITORY = "/repos/{owner}/{repo}"
OPERATIONS = {
    "/rate_limit": "get",
    "/user": "get",
    "/user/{account_id}": "get",
    "/users/{username}": "get",
    REPOSITORY: "get",
    # issues
    "/issues": "get post",
    "/issues/{issue_number}": "get patch",
    "/issues/{issue_number}/assignees": "post delete",
    "/issues/{issue_number}/assignees/{assignee}": "get",
    "/issues/{issue_number}/comments": "get post",
    "/issues/{issue_number}/events": "get",
    "/issues/{issue_number}/labels": "get post put delete",
    "/issues/{issue_number}/labels/{name}": "delete",
    "/issues/{issue_number}/lock": "put delete",
    "/issues/comments": "get",
    "/issues/comments/{comment_id}": "get patch delete",
    "/labels": "get post",
    "/labels/{name}": "get patch delete",
    "/assignees": "get",
    "/assignees/{assignee}": "get",
    "/collaborators": "get",
    "/collaborators/{username}": "get",
    "/collaborators/{username}/permission": "get",
    # pull requests
    "/pulls": "get post",
    "/pulls/{pull_number}": "get patch",
    "/pulls/{pull_number}/commits": "get",
    "/pulls/{pull_number}/files": "get",
    "/pulls/{pull_number}/merge": "get put",
    "/pulls/{pull_number}/reviews": "get post",
    "/pulls/{pull_number}/reviews/{review_id}": "get",
    "/pulls/{pull_number}/reviews/{review_id}/dismissals": "put",
    "/statuses/{sha}": "post",
    "/commits/{ref}": "get",
    "/commits/{ref}/status": "get",
    "/commits/{ref}/statuses": "get",
    "/commits/{commit_sha}/pulls": "get",
    # branches
    "/branches": "get",
    "/branches/{branch}": "get",
    "/git/commits/{commit_sha}": "get",
    "/git/matching-refs/{ref}": "get",
    "/git/ref/{ref}": "get",
    "/git/refs": "post",
    "/git/refs/{ref}": "patch delete",
    "/merges": "post",
    # releases and workflows
    "/releases": "get post",
    "/releases/latest": "get",
    "/releases/tags/{tag}": "get",
    "/actions/workflows": "get",
    "/actions/workflows/{workflow_id}/dispatches": "post",
    "/actions/workflows/{workflow_id}/enable": "put",
    "/actions/workflows/{workflow_id}/runs": "get",
    # settings
    "/actions/permissions": "get",
    "/actions/permissions/fork-pr-contributor-approval": "get",
    "/actions/permissions/selected-actions": "get",
    "/actions/permissions/workflow": "get",
    "/branches/{branch}/protection": "get",
    "/contents/{path}": "get",
    "/environments/{environment_name}": "get",
    "/environments/{environment_name}/deployment-branch-policies": "get",
    "/pages": "get",
    "/rules/branches/{branch}": "get",
    "/rulesets": "post",
    "/rulesets/{ruleset_id}": "get",
}
PROSE = ("description", "example", "examples", "externalDocs", "summary", "tags", "title")


def main(source: Path) -> None:
    whole = json.loads(source.read_text("utf-8"))
    paths: dict[str, Any] = {}
    for name, methods in OPERATIONS.items():
        top = name.startswith((REPOSITORY, "/user", "/rate_limit"))
        path = name if top else REPOSITORY + name
        paths[path] = {
            method: operation(whole["paths"][path][method]) for method in methods.split()
        }
    bodies = paths[f"{REPOSITORY}/issues/{{issue_number}}/labels"]["post"]["requestBody"]
    # "You can also pass an `array` of labels directly", says the prose; github3 does.
    directly = {"type": "array", "items": {"type": "string"}}
    bodies["content"]["application/json"]["schema"]["oneOf"].append(directly)
    components: dict[str, Any] = {}
    wanted = list(references(paths))
    while wanted:
        section, name = wanted.pop().removeprefix("#/components/").split("/")
        held = components.setdefault(section, {})
        if name not in held:
            held[name] = stripped(whole["components"][section][name])
            wanted += references(held[name])
    kept = {
        "openapi": whole["openapi"],
        "info": {"title": whole["info"]["title"], "version": whole["info"]["version"]},
        "license": "MIT, see api.github.com.LICENSE",
        "paths": paths,
        "components": components,
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    FILE.write_text(text + "\n", "utf-8")


def operation(whole: dict[str, Any]) -> dict[str, Any]:
    """An operation without prose, and without answers that are refusals."""
    words = ["operationId", "parameters", "requestBody"]
    kept = {key: whole[key] for key in words if key in whole}
    kept["responses"] = {
        status: answer for status, answer in whole["responses"].items() if status.startswith("2")
    }
    made: dict[str, Any] = stripped(kept)
    return made


def stripped(value: Any, *, names: bool = False) -> Any:
    """The same without prose; `names`: the keys here are names of fields, not words of OpenAPI."""
    if isinstance(value, list):
        return [stripped(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: stripped(each, names=key == "properties" and not names)
        for key, each in value.items()
        if names or not (key in PROSE or key.startswith("x-") or key == "headers")
    }


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for each in value for found in references(each)]
    if not isinstance(value, dict):
        return []
    here = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return here + [found for each in value.values() for found in references(each)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
