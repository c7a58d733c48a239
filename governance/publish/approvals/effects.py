"""What a pull request changes, in words: record by record, a line each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from governance.model.change import Change, Difference
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.approvals.names import Called
from governance.publish.approvals.places import contact_lines, place_lines
from governance.publish.approvals.policies import rule_lines
from governance.publish.approvals.writing import account, code, name, told
from governance.publish.changes import sentence, sentences
from governance.rules.approvals.around import Around
from governance.rules.approvals.notice_address import addresses, new_accounts, new_addresses
from governance.rules.checks import check_countable
from governance.rules.standing import Standings

_OWN_LINES = ("location-changed", "contacts-changed")


@dataclass(frozen=True)
class Effects:
    """The lines of a difference; those of a record stand one step in below its name."""

    called: Called
    around: Around

    def lines(self, difference: Difference) -> Iterator[str]:
        """A line that names each record, and one for each thing that changes in it."""
        changes = difference.changes
        records = [each for each in changes if each.type != "file"]
        for (type, id), members in groupby(records, key=lambda each: (each.type, each.id)):
            yield f"- {self.called.record(type, id)}"
            yield from map(_below, self._of_record(type, id, list(members)))
        files = [each for each in changes if each.type == "file"]
        if files:
            yield f"- {self.called.words('comment.files')}"
            yield from (f"  - {self._file(each)}" for each in files)

    def _file(self, change: Change) -> str:
        if change.kind != "files-changed":
            return told(sentence(self.called.words, change))
        how = "came" if change.old is None else "went" if change.new is None else "changed"
        return self.called.words(f"comment.file.{how}", path=code(change.id))

    def _of_record(self, type: str, id: str, changes: Sequence[Change]) -> Iterator[str]:
        words = self.called.words
        if type in ("policy", "settings"):
            yield from rule_lines(words, changes)
            for change in changes:
                yield from self._new_accounts(change, set())
            return
        usual = [self._named(each) for each in changes if each.kind not in _OWN_LINES]
        yield from (told(each) for each in sentences(words, usual, self.called.spoken))
        if type == "output":
            yield from self._review(id)
        shown: set[str] = set()
        for change in changes:
            yield from self._in_full(change, shown)

    def _in_full(self, change: Change, shown: set[str]) -> Iterator[str]:
        """Whose it is, places, people and addresses: what must not be cut.

        `shown` has the addresses and accounts of the record that were, and takes these in.
        """
        words = self.called.words
        whole = change.new if change.kind == "output-added" else None
        if whole:
            owner = name(self.called.organisation(whole["owner"]))
            yield words("comment.owned", owner=owner, status=whole["status"])
        if change.kind == "location-changed" or whole:
            old, new = ([], whole["locations"]) if whole else (change.old, change.new)
            yield from place_lines(words, old, new)
            shown.update(addresses(new))
        if change.kind == "contacts-changed":
            yield from contact_lines(words, self.around, change.old, change.new)
            shown.update(new_accounts(change))
        for address in new_addresses(change):
            if address not in shown:
                shown.add(address)
                yield words("comment.address", address=code(address))
        yield from self._new_accounts(change, shown)

    def _new_accounts(self, change: Change, shown: set[str]) -> Iterator[str]:
        """Whom a number means: nobody knows people by it."""
        words = self.called.words
        for id in new_accounts(change):
            if id not in shown:
                shown.add(id)
                yield words("comment.account.new", account=account(words, self.around, id))

    def _review(self, id: str) -> Iterator[str]:
        """How the next review moves, whatever moves it."""
        old, new = (_due(side, id) for side in self._standings)
        if old == new or id not in self.called.look.after.outputs:
            return
        how = "set" if old is None else "gone" if new is None else "moved"
        yield self.called.words(f"comment.review.{how}", old=old, new=new)

    @cached_property
    def _standings(self) -> tuple[Standings | None, Standings | None]:
        look, today = self.called.look, self.around.today
        return _standings(look.before, today), _standings(look.after, today)

    def _named(self, change: Change) -> Change:
        """A change that names the owner's contact as people call it."""
        if change.field == "contact":
            owners = (
                each.outputs[change.id].owner if change.id in each.outputs else None
                for each in (self.called.look.before, self.called.look.after)
            )
            old, new = map(self.called.role, owners, (change.old, change.new))
            return replace(change, old=old, new=new)
        return change


def _below(line: str) -> str:
    """A line of a record, which may stand below another one."""
    return f"  {line}" if line.startswith("  - ") else f"  - {line}"


def _standings(registry: Registry, today: date) -> Standings | None:
    """Where the outputs stand; None where the rules of that side do not tell."""
    try:
        return None if any(check_countable(registry)) else Standings(registry, today)
    except Refused:
        return None


def _due(standings: Standings | None, id: str) -> date | None:
    output = standings.registry.outputs.get(id) if standings else None
    return standings.of(output).due if standings and output else None
