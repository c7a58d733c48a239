"""Linked data in a page: a block of data that the browser neither runs nor takes for markup."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from governance.model.characters import UNPRINTABLE

# What could end the element, or begin a comment in it, is written as JSON writes it:
# https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_WRITTEN = {each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
_VOCABULARY = {"@vocab": "https://schema.org/"}  # inline: whoever reads it fetches nothing


def script(things: Sequence[Mapping[str, Any]]) -> Markup:
    """The element with these things, in the vocabulary of schema.org; without any, nothing."""
    if not things:
        return Markup()
    data = {"@context": _VOCABULARY, "@graph": things}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = UNPRINTABLE.sub("\ufffd", text)
    for each, written in _WRITTEN.items():
        text = text.replace(each, written)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - see _WRITTEN


def breadcrumbs(above: Sequence[tuple[str, str]], here: str) -> dict[str, Any]:
    """The pages above a page, each by name and address, and what the page itself is called."""
    items: list[dict[str, Any]] = [{"name": name, "item": address} for name, address in above]
    numbered = enumerate([*items, {"name": here}], start=1)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": at, **each} for at, each in numbered],
    }
