"""What stands around the changes of a pull request: read for people, not for the verdict.

The records that change are read on both sides, with the organisations that they name. Of all
others only names and what git's own search finds are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import cast

import pygit2

from governance.model import layout
from governance.model.change import Change, Difference
from governance.model.problem import Problem
from governance.model.record import Output
from governance.model.registry import (
    ANNOTATIONS_PATH,
    RECORD_MODELS,
    RecordType,
    Registry,
)
from governance.rules.approvals.notice_address import host_of, new_addresses
from governance.rules.checks import check_registry
from governance.store.git import RevisionTree
from governance.store.history import difference_of
from governance.store.load import Loaded, load
from governance.store.proposal import RULES, Part, Proposal, record_of
from governance.store.search import found_in, paths_below
from governance.store.walk import changed_paths

MOST = 1000  # records that are read; a comment has no room for more
_Record = tuple[str, str]
_Paths = Mapping[_Record, str]
# How a relation names its output, however it is quoted; and what an address leads to.
_RELATION = """output["']?[[:space:]]*:[[:space:]]*["']?[a-z][a-z0-9-]*"""
_HOST = """[Hh][Tt][Tt][Pp][Ss]?://[^][:space:]/?#"'<>{},\\]+"""
_DEPENDS = ("depends-on", "derived-from")


@dataclass(frozen=True)
class Outlook:
    """What a pull request would change around it.

    `before` and `after` are the base and what the merge would make of it: the rules, the records
    that change and the organisations that they name. `ids` are those of the base's records by
    type, `hosts` where its addresses lead; they were only looked for where something new can be
    taken for them. `dependents` are the outputs that depend on one that changes, by its id.
    `drift` is what the base changed in the same records since the branch left it. `standing` is
    what `validate` says of them on the base, and `coming` what it says only after the merge.
    """

    before: Registry
    after: Registry
    ids: Mapping[RecordType, AbstractSet[str]] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    dependents: Mapping[str, tuple[Output, ...]] = field(default_factory=dict)
    drift: Difference = field(default_factory=lambda: Difference((), {}))
    standing: tuple[Problem, ...] = ()
    coming: tuple[Problem, ...] = ()


def outlook(proposal: Proposal) -> Outlook:
    """What stands around a pull request. Raises Outside where Git cannot tell."""
    result, changes = proposal.result, proposal.difference.changes
    if result is None:
        return Outlook(proposal.registry, proposal.registry)
    base = result.at(proposal.base)
    records = dict.fromkeys((each.type, each.id) for each in changes if each.type != "file")
    paths = _paths(base)
    dependents, hosts = _found(base, paths, changes)
    owners = {each.owner for every in dependents.values() for each in every}
    before = _side(base, paths, records, owners)
    after = _side(result, _paths(result), records)
    standing, coming = _problems(before, after, records)
    return Outlook(
        before=before.registry,
        after=after.registry,
        ids=_ids(paths),
        hosts=hosts,
        dependents=dependents,
        drift=_drift(proposal, base, records.keys()),
        standing=standing,
        coming=coming,
    )


def _paths(tree: RevisionTree) -> _Paths:
    """Where the records of a revision stand."""
    found: dict[_Record, str] = {}
    for path in paths_below(tree, "registry"):
        place = layout.classify(path)
        if place is not None and place.kind == "record" and place.type is not None:
            found.setdefault((place.type, place.name), path)
    return found


def _ids(paths: _Paths) -> Mapping[RecordType, AbstractSet[str]]:
    found: dict[RecordType, set[str]] = {type: set() for type in RECORD_MODELS}
    for type, id in paths:
        found[cast("RecordType", type)].add(id)
    return found


def _side(
    tree: RevisionTree,
    paths: _Paths,
    records: Iterable[_Record],
    organisations: Iterable[str | None] = (),
) -> Loaded:
    """The changed records of one side; of all others it is known that they are there."""
    rules = (*RULES, ANNOTATIONS_PATH)
    wanted = [paths[each] for each in islice(records, MOST) if each in paths]
    some = load(Part(tree, (*rules, *wanted))).registry
    named = sorted({each for each in (*organisations, *_organisations(some)) if each})
    theirs = [path for id in named if (path := paths.get(("organisation", id)))]
    loaded = load(Part(tree, tuple(dict.fromkeys((*rules, *wanted, *theirs)))), known=some)
    files = {path: tree.sha256(path) for path in loaded.registry.files}
    loaded.registry = replace(loaded.registry, known=_ids(paths), files=files)
    return loaded


def _organisations(registry: Registry) -> Iterator[str | None]:
    """The organisations that some records name."""
    for output in registry.outputs.values():
        yield output.owner
        yield from output.contributors
        yield from (review.by for review in output.reviews)
    for organisation in registry.organisations.values():
        yield from organisation.successors


def _problems(
    before: Loaded, after: Loaded, records: Iterable[_Record]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is wrong with the changed records on the base, and what only after the merge."""
    changed = set(records)
    standing, later = (
        [
            each
            for each in (*side.problems, *check_registry(side.registry))
            if record_of(each.path) in changed
        ]
        for side in (before, after)
    )
    known = {_said(each) for each in standing}
    return tuple(standing), tuple(each for each in later if _said(each) not in known)


def _said(problem: Problem) -> tuple[object, ...]:
    """What a problem says, wherever in its file that stands."""
    return record_of(problem.path), problem.code, *sorted(problem.values.items())


def _found(
    base: RevisionTree, paths: _Paths, changes: Sequence[Change]
) -> tuple[dict[str, tuple[Output, ...]], frozenset[str]]:
    """The outputs that depend on one that changes, and where the addresses of the base lead."""
    ids = {each.id for each in changes if each.type == "output"}
    wanted = [_RELATION] if ids else []
    wanted += [_HOST] if any(new_addresses(each) for each in changes) else []
    if not wanted:
        return {}, frozenset()
    hosts, candidates = set(), set()
    for path, text in found_in(base, "registry", "|".join(wanted)):
        if "://" in text:
            hosts.add(host_of(text))
        elif re.split("[^a-z0-9-]", text)[-1] in ids:
            candidates.add(path)
    records = {key: path for key, path in paths.items() if path in candidates}
    near = load(Part(base, (*RULES, *islice(records.values(), MOST)))).registry
    found: dict[str, tuple[Output, ...]] = {}
    for output in near.outputs.values():
        for relation in output.relations:
            if relation.type in _DEPENDS and relation.output in ids:
                found[relation.output] = (*found.get(relation.output, ()), output)
    return found, frozenset(hosts)


def _drift(proposal: Proposal, base: RevisionTree, records: AbstractSet[_Record]) -> Difference:
    """What the base changed in the same records since the branch left it."""
    try:
        left = base.repository.merge_base(base.commit.id, pygit2.Oid(hex=proposal.head))
    except (pygit2.GitError, KeyError) as error:
        raise base.unreadable(error) from None
    old = base.at(str(left))
    (paths,) = changed_paths(base, [(base.revision, old.revision)])
    return difference_of([each for each in paths if record_of(each.path) in records], old, base)
