"""What stands around the changes of a pull request: read for people, not for the verdict.

The records that change are read on both sides, with the organisations that they name. Of all
others only names and what git's own search finds are looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import islice

import pygit2

from governance.model.change import Difference
from governance.model.problem import Problem
from governance.model.record import Output
from governance.model.registry import (
    ANNOTATIONS_PATH,
    RULES_PATHS,
    RecordType,
    Registry,
)
from governance.rules.approvals.notice_address import new_addresses
from governance.rules.checks import check_registry
from governance.store.git import RevisionTree
from governance.store.history import difference_of
from governance.store.load import Loaded, load
from governance.store.proposal import Part, Proposal, record_of
from governance.store.search import Index, Record, ids_by_type, record_at
from governance.store.walk import changed_paths

MOST = 1000  # records that are read; a comment has no room for more
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


def outlook(proposal: Proposal, index: Index | None = None) -> Outlook:
    """What stands around a pull request; `index` is that of its base, where it was made already.

    Raises Outside where Git cannot tell.
    """
    result, changes = proposal.result, proposal.difference.changes
    if result is None:
        return Outlook(proposal.registry, proposal.registry)
    base = result.at(proposal.base)
    index = index or Index(base)
    records = dict.fromkeys((each.type, each.id) for each in changes if each.type != "file")
    dependents = _dependents(index, {each.id for each in changes if each.type == "output"})
    owners = {each.owner for every in dependents.values() for each in every}
    before = _side(base, index.paths, records, owners)
    after = _side(result, _paths_after(index, result), records)
    standing, coming = _problems(before, after, records)
    return Outlook(
        before=before.registry,
        after=after.registry,
        ids=ids_by_type(index.paths),
        hosts=index.hosts if any(new_addresses(each) for each in changes) else frozenset(),
        dependents=dependents,
        drift=_drift(proposal, base, records.keys()),
        standing=standing,
        coming=coming,
    )


def _paths_after(index: Index, result: RevisionTree) -> Mapping[Record, str]:
    """Where the records stand after the merge."""
    found = dict(index.paths)
    (paths,) = changed_paths(result, [(result.revision, index.tree.revision)])
    for path, _, new in sorted(paths, key=lambda each: each.new.id is not None):
        if record := record_at(path):
            if new.id is None:
                found.pop(record, None)
            else:
                found[record] = path
    return found


def _side(
    tree: RevisionTree,
    paths: Mapping[Record, str],
    records: Iterable[Record],
    organisations: Iterable[str | None] = (),
) -> Loaded:
    """The changed records of one side; of all others it is known that they are there."""
    rules = (*RULES_PATHS, ANNOTATIONS_PATH)
    wanted = [paths[each] for each in islice(records, MOST) if each in paths]
    some = load(Part(tree, (*rules, *wanted))).registry
    named = sorted({each for each in (*organisations, *_organisations(some)) if each})
    theirs = [path for id in named if (path := paths.get(("organisation", id)))]
    loaded = load(Part(tree, tuple(dict.fromkeys((*rules, *wanted, *theirs)))), known=some)
    files = {path: tree.sha256(path) for path in loaded.registry.files}
    loaded.registry = replace(loaded.registry, known=ids_by_type(paths), files=files)
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
    before: Loaded, after: Loaded, records: Iterable[Record]
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


def _dependents(index: Index, ids: AbstractSet[str]) -> dict[str, tuple[Output, ...]]:
    """The outputs that depend on some, by the id of these."""
    if not ids:
        return {}
    named = {path for id in ids for path in index.relations.get(id, ())}
    some = load(Part(index.tree, (*RULES_PATHS, *sorted(named)[:MOST]))).registry
    found: dict[str, tuple[Output, ...]] = {}
    for output in some.outputs.values():
        for relation in output.relations:
            if relation.type in _DEPENDS and relation.output in ids:
                found[relation.output] = (*found.get(relation.output, ()), output)
    return found


def _drift(proposal: Proposal, base: RevisionTree, records: AbstractSet[Record]) -> Difference:
    """What the base changed in the same records since the branch left it."""
    try:
        left = base.repository.merge_base(base.commit.id, pygit2.Oid(hex=proposal.head))
    except (pygit2.GitError, KeyError) as error:
        raise base.unreadable(error) from None
    old = base.at(str(left))
    (paths,) = changed_paths(base, [(base.revision, old.revision)])
    return difference_of([each for each in paths if record_of(each.path) in records], old, base)
