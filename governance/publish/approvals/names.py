"""What the records, organisations and roles around a pull request are called."""

from dataclasses import dataclass
from functools import cached_property

from governance.model.change import Names
from governance.publish.approvals.writing import code, name
from governance.publish.names import organisation_names
from governance.publish.values import Spoken
from governance.store.outlook import Outlook
from governance.store.proposal import Proposal
from governance.text.catalogue import Catalogue


@dataclass(frozen=True)
class Called:
    """The names in one language; they are plain text unless a function says otherwise."""

    words: Catalogue
    proposal: Proposal
    look: Outlook

    @cached_property
    def organisations(self) -> dict[str, str]:
        """The organisations that are named anywhere, by id."""
        known = organisation_names(self.words, self._names)
        for registry in (self.look.after, self.look.before, self.proposal.registry):
            for id, each in registry.organisations.items():
                known[id] = self.words.pick(each.names)[0]
        return known

    @cached_property
    def spoken(self) -> Spoken:
        """The same by type and id."""
        return {("organisation", id): name for id, name in self.organisations.items()}

    def organisation(self, id: str | None) -> str:
        """An organisation, its id where it is not known, a word for nobody."""
        return self.words("comment.nobody") if id is None else self.organisations.get(id, id)

    def record(self, type: str, id: str) -> str:
        """A record by its title and its id, as Markdown."""
        if type in ("policy", "settings"):
            return f"**{name(self.words('changes.rules', policy=self.title(type, id)))}**"
        title = self.title(type, id)
        return f"**{name(title)}** ({code(id)})" if title != id else f"**{code(id)}**"

    def title(self, type: str, id: str) -> str:
        """What a record is called, its id where that is not known."""
        if type in ("policy", "settings"):
            return self.words.term("policy", id)
        known = self._names.get((type, id))
        return self.words.pick(known)[0] if known else id

    def role(self, organisation: str | None, key: str | None) -> str | None:
        """What the contact of an organisation is called."""
        for registry in (self.look.after, self.look.before):
            found = registry.organisations.get(organisation or "")
            for contact in found.contacts if found else ():
                if contact.key == key:
                    return self.words.pick(contact.title)[0]
        return key

    @cached_property
    def _names(self) -> Names:
        return {**self.look.drift.names, **self.proposal.difference.names}
