"""Pages of a list, and the Link header that leads through them."""

import re
from typing import Any
from urllib.parse import urlencode

from tests.github.message import Answer, Request

MOST = 100


def page_of(request: Request) -> tuple[int, int]:
    """The page asked for, and its size: 30 unless said, at most 100."""
    size = min(MOST, max(1, int(request.query.get("per_page", 30))))
    return max(1, int(request.query.get("page", 1))), size


def paged(request: Request, path: str, items: list[Any]) -> Answer:
    """One page of a whole list; `path` is where the others are."""
    page, size = page_of(request)
    last = max(1, -(-len(items) // size))
    rels: dict[str, int] = {}
    if page < last:
        rels |= {"next": page + 1, "last": last}
    if page > 1:
        rels |= {"prev": page - 1, "first": 1}
    return Answer(200, items[(page - 1) * size : page * size], link(request, path, rels))


def relink(request: Request, path: str, header: str) -> dict[str, str]:
    """The emulator's Link header, leading to the proxy."""
    found = re.findall(r'[?&]page=([0-9]+)[^>]*>; rel="([a-z]+)"', header)
    return link(request, path, {rel: int(page) for page, rel in found})


def link(request: Request, path: str, rels: dict[str, int]) -> dict[str, str]:
    if not rels:
        return {}
    places = (
        f'<{request.base}{path}?{urlencode(request.query | {"page": page})}>; rel="{rel}"'
        for rel, page in rels.items()
    )
    return {"Link": ", ".join(places)}
