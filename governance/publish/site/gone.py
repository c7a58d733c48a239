"""What stood here once: an address that was published leads somewhere for ever."""

from datetime import date

from governance.model.version import number
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.tongue import Tongue
from governance.rules.gone import Former


def gone_pages(frame: Frame) -> Files:
    """A page for each record and each version that is no more; none where there is no history.

    They tell what history tells: a name that was taken out of it stands here no more either.
    """
    found = frame.tongue.source.gone
    files: Files = {}
    for former in found.records.values():
        files |= _record_page(frame, former)
    for id in found.versions:
        files |= _version_pages(frame, id)
    return files


def _record_page(frame: Frame, former: Former) -> Files:
    t = frame.tongue
    title = t.former(former)
    folder = f"{former.type}s"
    return frame.page(
        "gone",
        f"{folder}/{former.id}/index.html",
        title,
        section=folder,
        description=t.words(f"gone.record.{former.type}"),
        trail=[(SECTIONS[folder], t.words(f"site.section.{folder}"))],
        lead=t.words(f"gone.record.{former.type}"),
        id=former.id,
        went=former.went,
        month=_month(frame, former.went),
        successors=[(folder, id, t.called(former.type, id)) for id in former.successors],
        versions=_versions_of(t, former),
    )


def _versions_of(t: Tongue, former: Former) -> list[str]:
    """The versions that an output had, the oldest first; other records have none."""
    found = t.source.gone.versions if former.type == "output" else {}
    return sorted(found.get(former.id, ()), key=number)


def _version_pages(frame: Frame, id: str) -> Files:
    t = frame.tongue
    title = t.called("output", id)
    files: Files = {}
    for version, went in t.source.gone.versions[id].items():
        files |= frame.page(
            "gone_version",
            f"outputs/{id}/{version}.html",
            title,
            section="outputs",
            description=t.words("gone.version", version=version),
            trail=[
                (SECTIONS["outputs"], t.words("site.section.outputs")),
                (f"outputs/{id}/index.html", title),
            ],
            version=version,
            went=went,
            month=_month(frame, went),
        )
    return files


def _month(frame: Frame, day: date | None) -> tuple[str, str] | None:
    """The page of the change log that tells of a day, and what it is called."""
    page = frame.month_page(day) if day else None
    return (page, frame.words.month(day)) if day and page else None
