"""Organisations: what each owns, its next reviews, and the load ahead."""

from dataclasses import dataclass
from functools import partial

from governance.model.record import Organisation
from governance.publish.site.beside import CALENDAR
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.linked.pages import organisation_things
from governance.publish.site.said import Said
from governance.publish.site.state import counted
from governance.publish.site.tongue import Row, Tongue
from governance.rules.contacts import acting_contacts, has_ended
from governance.rules.load_ahead import LoadAhead, load_ahead

NEXT = 8  # reviews that are shown


@dataclass(frozen=True)
class Listed:
    """An organisation in the list: how much it owns, how much of that is in date or proposed."""

    id: str
    name: Said
    owned: int
    in_date: int
    under_review: int
    proposed: int
    has_ended: bool


def organisations_pages(frame: Frame) -> Files:
    """The list, and a page an organisation."""
    t = frame.tongue
    registry = t.source.registry
    listed = sorted(
        (_listed(t, each) for each in registry.organisations.values()),
        key=lambda each: (-each.owned, each.name.key),
    )
    owned = [row for row in t.rows.values() if row.owner]
    files = frame.page(
        "organisations",
        SECTIONS["organisations"],
        t.words("site.section.organisations"),
        section="organisations",
        description=t.words("site.organisations.lead", n=len(listed)),
        owners=[each for each in listed if each.owned],
        others=[each for each in listed if not each.owned],
        is_proposed=bool(owned) and all(row.is_proposed for row in owned),
    )
    for organisation in registry.organisations.values():
        files |= t.keep(
            ("organisation", organisation.id),
            _made_of(frame, organisation),
            partial(_page, frame, organisation),
        )
    return files


def _made_of(frame: Frame, organisation: Organisation) -> tuple[object, ...]:
    """Whatever shows on the page of an organisation, beside what any page is made of."""
    t, id = frame.tongue, organisation.id
    owned = t.source.owned.get(id, [])
    return (
        organisation,
        frame.shown("organisations", organisation.successors),
        tuple(t.rows[each.id] for each in owned),
        tuple(t.source.standing(each.id) for each in owned),
        tuple(t.rows[each.id] for each in t.source.contributed.get(id, ())),
    )


def _page(frame: Frame, organisation: Organisation) -> Files:
    t, id, today = frame.tongue, organisation.id, frame.tongue.source.today
    owned = t.rows_of(t.source.owned.get(id, ()))
    dated = t.dated(owned)
    ahead = _ahead(t, owned)
    return frame.page(
        "organisation",
        f"organisations/{id}/index.html",
        t.organisations[id],
        section="organisations",
        trail=[(SECTIONS["organisations"], t.words("site.section.organisations"))],
        description=t.words("site.organisation.description", name=t.organisations[id].text),
        things=organisation_things(frame, organisation),
        organisation=organisation,
        ended=has_ended(organisation, today),
        owned=owned,
        counts=counted(row.state.word for row in owned),
        proposed=sum(row.is_proposed for row in owned),
        contributed=t.rows_of(t.source.contributed.get(id, ())),
        next=dated[:NEXT],
        more=len(dated[NEXT:]),
        ahead=ahead,
        most=max((n for _, n in ahead.months), default=0),
        contacts=[t.said(each.title) for each in acting_contacts(organisation, today)],
        needs=sum(len(t.source.standing(each.id).open_needs) for each in owned),
        calendar=CALENDAR if owned or id in t.source.gone.owners else None,
        feed=t.source.steps is not None,
    )


def _ahead(t: Tongue, owned: list[Row]) -> LoadAhead:
    standings = t.source.standings
    of = (t.source.standing(each.id) for each in owned)
    return load_ahead(of, standings.days, standings.today)


def _listed(t: Tongue, organisation: Organisation) -> Listed:
    counted = t.source.stats.organisations.get(organisation.id)
    return Listed(
        organisation.id,
        t.organisations[organisation.id],
        counted.outputs if counted else 0,
        counted.in_date if counted else 0,
        counted.under_review if counted else 0,
        counted.proposed if counted else 0,
        has_ended(organisation, t.source.today),
    )
