"""The text of a page of ours as Markdown, for a peer that makes pages of such."""

from html.parser import HTMLParser

_BLOCKS = {
    "h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "p": "\n\n", "li": "\n- ", "ul": "\n",
    "ol": "\n", "div": "\n\n", "section": "\n\n", "dt": "\n\n**", "dd": "\n\n",
}  # fmt: skip
_ENDS = {"dt": "**"}
_INLINE = {"strong": "**", "b": "**", "em": "*", "code": "`"}


def as_markdown(page: str) -> str:
    """Headings, paragraphs, lists and links to elsewhere of the main part of a page."""
    reader = _Reader()
    reader.feed(page)
    return "".join(reader.text).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._is_main = False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._is_main = True
        elif self._is_main:
            self.text.append(_BLOCKS.get(tag, _INLINE.get(tag, "")))
            if tag == "a":
                self._links.append(dict(attrs).get("href") or "")
                self.text.append("[" if self._links[-1].startswith("http") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._is_main = False
        elif self._is_main:
            self.text.append(_ENDS.get(tag, _INLINE.get(tag, "")))
            if tag == "a" and (address := self._links.pop()).startswith("http"):
                self.text.append(f"]({address})")

    def handle_data(self, data: str) -> None:
        if self._is_main:
            self.text.append(" ".join(data.split()) or " ")
