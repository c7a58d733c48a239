"""Commits -> dated steps of typed changes. The cost follows what changed, never what exists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from governance.model import layout, upgrade
from governance.model.change import Change, Difference, Step
from governance.model.problem import Misused, Outside
from governance.model.registry import SETTINGS_PATH, RecordType
from governance.rules.changes import (
    annotation_changes,
    file_change,
    formatting_change,
    record_changes,
    unreadable,
)
from governance.store.blobs import Blobs
from governance.store.git import RevisionTree, day_of
from governance.store.parts import Unreadable
from governance.store.record_commits import record_commits
from governance.store.record_versions import TITLES, Versions, by_language
from governance.store.walk import (
    ChangedPath,
    Commit,
    File,
    changed_paths,
    first_parents,
    from_root,
)

CHUNK = 100  # commits whose files are asked for at once
Format = int | None
_Formats = tuple[Format, Format]  # before and after; None is one that we cannot read
_OURS = tuple(f"{folder}/" for folder in layout.RECORD_FOLDERS)


class Changed(NamedTuple):
    """A record whose file differs; it may have been moved from another path."""

    place: layout.Place
    path: str
    old: File
    new: File


class Trace(NamedTuple):
    """A step, the commit that made it, and the files of the records that differ, by (type, id).

    `versions` reads those files; `format` is that of the commit's first parent.
    """

    step: Step
    commit: Commit
    records: Mapping[tuple[str, str], Changed]
    versions: Versions
    format: Format


def compare(
    old: RevisionTree,
    new: RevisionTree,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Difference:
    """The net difference between two revisions, by meaning.

    A file that cannot be read on either side is one `unreadable` change. Raises Outside when
    git cannot tell the difference.
    """
    (paths,) = changed_paths(new, [(new.revision, old.revision)])
    return difference_of(paths, old, new, upgrades)


def difference_of(
    paths: Iterable[ChangedPath],
    old: RevisionTree,
    new: RevisionTree,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Difference:
    """The net difference in some changed paths of two revisions; as `compare` else."""
    changed = _grouped(paths)
    with Blobs(new) as blobs:
        blobs.want(changed.ids)
        versions = Versions(new, blobs, upgrades)
        before, after = (versions.format_of(tree.object_id(SETTINGS_PATH)) for tree in (old, new))
        return _difference(versions, changed, (before, after))


def net_step(difference: Difference, old: RevisionTree, new: RevisionTree, zone: str) -> Step:
    """A net difference as one step from `old` to `new`, named by both."""
    seconds = new.commit.committer.time
    name = f"{old.revision}..{new.revision}"
    return Step(name, day_of(seconds, zone), seconds, "", difference)


def steps(
    old: RevisionTree | None,
    new: RevisionTree,
    zone: str,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Iterator[Step]:
    """The walk of first parents from `old` (not included) to `new`, the newest first.

    Without `old` the walk goes to the first commit. Days are counted in time zone `zone`. Raises
    Misused where `new` comes before `old`, Outside in a shallow clone, whose history ends without
    a word.
    """
    return (each.step for each in _traces(new, _commits(old, new), zone, upgrades))


def traces(
    old: RevisionTree | None,
    new: RevisionTree,
    zone: str,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Iterator[Trace]:
    """The same walk as `steps`, with the files of each step, and files beside the root as well."""
    return _traces(new, _commits(old, new), zone, upgrades, beside=True)


def trace_of(
    commit: RevisionTree,
    zone: str,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Trace:
    """One commit of that walk: a clone with no more than it and its first parent will do.

    Raises Outside where that parent is not here.
    """
    parents = commit.commit.parent_ids
    if not parents:
        _must_be_whole(commit)
    commits = first_parents(str(parents[0]) if parents else None, commit)
    return next(_traces(commit, commits, zone, upgrades, beside=True))


def record_steps(
    record: tuple[RecordType, str],
    new: RevisionTree,
    zone: str,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Iterator[Step]:
    """The steps up to `new` that changed one record (type and id), wherever it stood.

    The newest first; as `steps` else.
    """
    _must_be_whole(new)
    commits, paths = record_commits(*record, new)
    with Blobs(new) as blobs:
        versions = Versions(new, blobs, upgrades)
        changes = _changes(new, blobs, commits, paths)
        for commit, changed in zip(commits, changes, strict=True):
            revisions = (new.at(each) if each else None for each in (commit.parent, commit.id))
            settings = (each.object_id(SETTINGS_PATH) if each else None for each in revisions)
            before, after = map(versions.format_of, settings)
            yield _step(versions, commit, changed, (before, after), zone)


def _commits(old: RevisionTree | None, new: RevisionTree) -> list[Commit]:
    _must_be_whole(new)
    commits = first_parents(old.revision if old else None, new)
    if old is not None and not commits and old.commit.id != new.commit.id:
        raise Misused("range-reversed", old=old.revision[:10], new=new.revision[:10])
    return commits


def _must_be_whole(tree: RevisionTree) -> None:
    if tree.repository.is_shallow:
        raise Outside("git-shallow", rev="history")


def _traces(
    new: RevisionTree,
    commits: Sequence[Commit],
    zone: str,
    upgrades: Mapping[int, upgrade.Step],
    *,
    beside: bool = False,
) -> Iterator[Trace]:
    with Blobs(new) as blobs:
        versions = Versions(new, blobs, upgrades)
        changes = _changes(new, blobs, commits, beside=beside)
        after = versions.format_of(new.object_id(SETTINGS_PATH))
        for commit, changed in zip(commits, changes, strict=True):
            settings = changed.records.get(("settings", "registry"))
            before = versions.format_of(settings.old.id) if settings else after
            step = _step(versions, commit, changed, (before, after), zone)
            yield Trace(step, commit, changed.records, versions, before)
            after = before


def _changes(
    new: RevisionTree,
    blobs: Blobs,
    commits: Sequence[Commit],
    paths: Sequence[str] = (),
    *,
    beside: bool = False,
) -> Iterator["_Grouped"]:
    """What each commit changed; the files of the next ones are asked for while one is used."""
    pairs = [(each.id, each.parent) for each in commits]
    if beside and new.prefix:
        whole = changed_paths(replace(new, prefix=""), pairs, paths)
        told = ([from_root(new.prefix, each) for each in changed] for changed in whole)
        found = map(_grouped, told)
    else:
        found = map(_grouped, changed_paths(new, pairs, paths))
    waiting: list[_Grouped] = []
    while chunk := list(islice(found, CHUNK)):
        blobs.want(id for changed in chunk for id in changed.ids)
        yield from waiting
        waiting = chunk
    yield from waiting


def _step(
    versions: Versions, commit: Commit, changed: "_Grouped", formats: _Formats, zone: str
) -> Step:
    return Step(
        commit=commit.id,
        day=day_of(commit.seconds, zone),
        seconds=commit.seconds,
        author=commit.author,
        difference=_difference(versions, changed, formats),
    )


class _Grouped(NamedTuple):
    """The changed paths of one commit: records by (type, id), and what else there is."""

    records: Mapping[tuple[str, str], Changed]
    others: Sequence[Change]

    @property
    def ids(self) -> Iterator[str]:
        """Git's ids of the records, in the order in which they are read."""
        for _, _, old, new in self.records.values():
            yield from (each.id for each in (new, old) if each.id and each.is_regular)


def _grouped(changed: Iterable[ChangedPath]) -> _Grouped:
    others: list[Change] = []
    records: dict[tuple[str, str], Changed] = {}
    for path, old, new in changed:
        place = layout.classify(path)
        if place is not None and place.kind != "text":
            key: tuple[str, str] = (place.type or place.kind, place.name)
            moved = records.get(key, Changed(place, path, old, new))
            records[key] = Changed(
                place, path, old if old.id else moved.old, new if new.id else moved.new
            )
        elif place is None and path.startswith(_OURS):
            others.append(unreadable(path))
        else:
            others.append(file_change(path, old.id, new.id))
    return _Grouped(dict(sorted(records.items(), key=itemgetter(0))), others)


def _difference(versions: Versions, changed: _Grouped, formats: _Formats) -> Difference:
    """Typed changes of files between two revisions in two formats."""
    if None in formats:
        return Difference((unreadable(SETTINGS_PATH),), {})
    found: list[Change] = []
    names: dict[tuple[str, str], Mapping[str, str]] = {}
    for key, record in changed.records.items():
        try:
            told = _changes_of(versions, record, formats)
        except Unreadable:
            told = (unreadable(record.path),)
        found += told
        if told and record.place.kind == "record":
            names[key] = _name(versions, record, told[0])
        for owner in _owners(told):
            names["organisation", owner] = versions.organisation(owner)
    return Difference((*found, *changed.others), names)


def _name(versions: Versions, record: Changed, change: Change) -> Mapping[str, str]:
    whole = change.new or change.old
    if not change.field and whole:
        return by_language(whole[TITLES[record.place.type or "output"]])
    id = record.old.id or record.new.id
    return versions.title(record.place, id) if id else {}


def _owners(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.kind == "owner-changed" and change.field == "owner":
            yield from (each for each in (change.old, change.new) if each)


def _changes_of(versions: Versions, record: Changed, formats: _Formats) -> tuple[Change, ...]:
    place, _, old, new = record
    if not (old.is_regular and new.is_regular):
        raise Unreadable
    type = place.type or place.kind
    if place.kind == "annotations":
        type = "policy"
        found = annotation_changes(versions.schema(old.id), versions.schema(new.id))
    else:
        before, after = versions.pair(place, (old.id, formats[0]), (new.id, formats[1]))
        found = record_changes(type, place.name, before, after)
    if not found and old.id and new.id and old.id != new.id:
        return (formatting_change(type, place.name),)
    return found
