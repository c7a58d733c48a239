"""The body of an update need's issue."""

from governance.model.record import UpdateNeed
from governance.model.registry import Registry
from governance.publish.issues.address import greeting, owner_name
from governance.publish.issues.excerpt import excerpt
from governance.publish.issues.look_at import where
from governance.publish.issues.review import title, what_it_is
from governance.publish.issues.tongue import command_words
from governance.rules.issues.wording import Ask
from governance.rules.standing import OwnerState
from governance.text.catalogue import Catalogue

_WHO: dict[OwnerState, str] = {"accepted": "owner", "proposed": "proposed"}


def need_body(words: Catalogue, registry: Registry, ask: Ask, need: UpdateNeed) -> list[str]:
    """Says what is needed, who does it, and what to say when it is done or will not be."""
    state = ask.standing.owner_state
    who = words(
        f"issues.need.{_WHO.get(state, 'nobody')}",
        organisation=owner_name(words, registry, ask.people),
    )
    about = (
        words("issues.need.need", need=excerpt(words.pick(need.summary)[0])),
        _reported(words, need),
        _state(words, need),
        who,
    )
    end = (
        words("issues.need.done"),
        words("issues.need.not_done"),
        words("issues.need.target"),
        words("issues.need.calm", **command_words(words.language)),
    )
    return [
        greeting(words, registry, ask.people, "contact" if state == "accepted" else "maintainers"),
        words("issues.need.what", title=title(words, ask.output)),
        "\n".join((*(f"- {each}" for each in about), *where(words, ask.output, "where"))),
        what_it_is(words, registry, ask.output),
        f"### {words('issues.need.done_heading')}",
        "\n".join(f"- {each}" for each in end),
    ]


def _reported(words: Catalogue, need: UpdateNeed) -> str:
    if need.source is None:
        return words("issues.need.reported", date=need.reported)
    source = excerpt(need.source)
    return words("issues.need.reported_source", date=need.reported, source=source)


def _state(words: Catalogue, need: UpdateNeed) -> str:
    if need.target is None:
        return words("issues.need.state", state=need.state)
    return words("issues.need.state_target", state=need.state, target=need.target)
