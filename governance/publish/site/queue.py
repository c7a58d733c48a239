"""The maintainers' queue as a page, with the same as files."""

from governance.publish import queue as queue_words
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import Said, in_language
from governance.publish.site.tongue import Tongue
from governance.rules.queue import Item

COLUMNS = ("id", "owner", "due", "reasons", "next")


def queue_pages(frame: Frame) -> Files:
    """The page, CSV for spreadsheets and Markdown for documents."""
    t = frame.tongue
    source, words = t.source, t.words
    folder = f"{words.language}/queue"
    files = frame.page(
        "queue",
        SECTIONS["queue"],
        words("queue.title"),
        section="queue",
        description=words("site.queue.lead"),
        columns=queue_words.header(words, COLUMNS),
        groups=[
            (group, [(item, _title(t, item), _cells(t, item)) for item in members])
            for group, members in queue_words.groups(source.items)
        ],
        to_do=sum(item.is_to_do for item in source.items),
        waiting=sum(not item.is_to_do for item in source.items),
    )
    files[f"{folder}/queue.csv"] = queue_words.as_csv(words, source.registry, source.items)
    files[f"{folder}/queue.md"] = queue_words.as_markdown(
        words, source.registry, source.items, source.today
    )
    return files


def _title(t: Tongue, item: Item) -> Said:
    return in_language(*queue_words.title(t.words, t.source.registry, item), t.language)


def _cells(t: Tongue, item: Item) -> list[str]:
    return queue_words.cells(t.words, t.source.registry, item, COLUMNS[2:])
