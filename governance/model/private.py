"""What is known of contacts in a private file: their e-mail addresses, and when they are away.

It stands outside the repository, keyed organisation/contact; without it both are simply unknown.
"""

from typing import Any

from pydantic import ConfigDict, Field, RootModel

from governance.model.fields import ContactName, Data, Day, Email


class Absence(Data):
    """Days on which a contact is away."""

    start: Day = Field(alias="from", description="First day away.")
    end: Day = Field(alias="to", description="Last day away.")


class PrivateContact(Data):
    """What only those who run the registry know of a contact."""

    email: Email | None = Field(None, description="E-mail address.")
    away: tuple[Absence, ...] = Field((), description="When the contact is away.")


class Private(RootModel[Any]):
    """E-mail addresses and absences of contacts, by organisation/contact."""

    model_config = ConfigDict(frozen=True, regex_engine="python-re", defer_build=True)

    root: dict[ContactName, PrivateContact]
