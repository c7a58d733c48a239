"""Whom a change concerns beside those who approve it: nobody is mentioned."""

from collections.abc import Iterator

from governance.publish.approvals.names import Called
from governance.publish.approvals.writing import name
from governance.rules.approvals.around import Around
from governance.rules.approvals.values import Verdict
from governance.rules.contacts import has_ended


def concerned(called: Called, verdict: Verdict, around: Around) -> Iterator[str]:
    """Who takes part in an output that changes, and who owns one that depends on it."""
    known = {each.demand.organisation for each in verdict.answers}
    known |= {
        id for id, each in called.look.before.organisations.items() if has_ended(each, around.today)
    }
    changed = {each.id for each in called.proposal.difference.changes if each.type == "output"}
    for registry in (called.look.before, called.look.after):
        for id in sorted(changed & registry.outputs.keys()):
            for each in registry.outputs[id].contributors:
                if each not in known:
                    known.add(each)
                    yield _said(called, "takes_part", each, called.title("output", id))
    for id, dependents in sorted(called.look.dependents.items()):
        for output in dependents:
            if output.owner is not None and output.owner not in known:
                title = called.words.pick(output.title)[0]
                yield _said(called, "depends", output.owner, title, called.title("output", id))


def _said(called: Called, how: str, organisation: str, title: str, other: str = "") -> str:
    who = name(called.organisation(organisation))
    return called.words(f"comment.concerns.{how}", who=who, title=name(title), other=name(other))
