"""Makes the emulator's answers look as GitHub's: who is who, times, what belongs to issues."""

import html
from typing import TYPE_CHECKING, Any

from tests.github.message import Request
from tests.github.people import granted

if TYPE_CHECKING:
    from tests.github.hub import GitHub


def dress(hub: "GitHub", request: Request, value: Any) -> None:
    """Change an answer in place, as deep as it goes."""
    if isinstance(value, list):
        for each in value:
            dress(hub, request, each)
    elif isinstance(value, dict):
        texts(hub, request, value)
        if "login" in value:
            account(hub, value)
            return
        for each in value.values():
            if isinstance(each, dict | list):
                dress(hub, request, each)
        if "full_name" in value:
            repository(hub, request, value)
        if "author_association" in value:
            written(hub, request, value)
        if "labels_url" in value and "number" in value:
            issue(hub, value)


def texts(hub: "GitHub", request: Request, value: dict[str, Any]) -> None:
    """Times without fractions; URLs by the repository's name, and as the API was asked for."""
    moved = request.base != hub.url or hub.repository != hub.home
    for name, each in value.items():
        if not isinstance(each, str):
            continue
        if name.endswith("_at"):
            value[name] = each.replace(".000Z", "Z")
        elif moved and each.startswith(hub.url) and (name.endswith("url") or name == "href"):
            value[name] = place(hub, request, each)


def place(hub: "GitHub", request: Request, url: str) -> str:
    if hub.repository != hub.home:
        url = url.replace(f"/{hub.home}", f"/{hub.repository}")
    for part in ("repos", "repositories", "users"):
        url = url.replace(f"{hub.url}/{part}/", f"{request.base}/{part}/")
    return url


def account(hub: "GitHub", value: dict[str, Any]) -> None:
    if value.get("type") not in {"User", "Bot"}:
        return
    person = hub.by_id.get(value["id"])
    if person is None:
        return
    if person.gone:
        value |= {name: hub.ghost[name] for name in value if name in hub.ghost}
        return
    value["type"] = "Bot" if person.is_bot else "User"
    if person.login != person.key:
        for name, each in value.items():
            if name.endswith("url") and isinstance(each, str):
                value[name] = each.replace(f"/{person.key}", f"/{person.login}")
        value["login"] = person.login


def repository(hub: "GitHub", request: Request, value: dict[str, Any]) -> None:
    value.pop("permissions", None)  # nobody has none
    if request.person:
        value["permissions"] = granted(request.person)
    value["pushed_at"] = value["pushed_at"] or value["created_at"]
    value["private"] = hub.private
    value["visibility"] = "private" if hub.private else "public"
    if value["full_name"] == hub.home:
        value["full_name"] = hub.repository
        value["name"] = hub.repository.partition("/")[2]
        value["archived"] = hub.archived
        value["has_issues"] = hub.issues_enabled


def written(hub: "GitHub", request: Request, value: dict[str, Any]) -> None:
    """An issue, a comment or a review."""
    person = hub.by_id.get((value.get("user") or {"id": 0})["id"])
    value["author_association"] = person.association if person else "NONE"
    if "body" in value and "full" in request.accept:
        text = value["body"] or ""
        value["body_text"] = text
        value["body_html"] = f"<p>{html.escape(text)}</p>" if text else ""


def issue(hub: "GitHub", value: dict[str, Any]) -> None:
    number = value["number"]
    if f"/repos/{hub.repository}/" not in value["url"]:
        return
    world = hub.world
    value["body"] = value["body"] or None  # an emptied body comes back as null
    value["active_lock_reason"] = world.lock_reasons.get(number) if value["locked"] else None
    if value["state"] == "closed" and number in world.close_reasons:
        value["state_reason"] = world.close_reasons[number]
    value["assignees"] = [each for each in value["assignees"] if each["login"] != "ghost"]
    value["assignee"] = value["assignees"][0] if value["assignees"] else None
    if pull := world.pulls.get(number):
        page = value["html_url"].replace("/issues/", "/pull/")
        value["html_url"] = page
        value["draft"] = False
        value["pull_request"] = {
            "url": value["url"].replace("/issues/", "/pulls/"),
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": pull.merged_at,
        }
