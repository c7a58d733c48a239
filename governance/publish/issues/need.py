"""The body of an update need's issue."""

import re

from governance.model.record import UpdateNeed
from governance.model.registry import Registry
from governance.publish.issues.about import title, what_it_is
from governance.publish.issues.address import greeting, owner_name, sender
from governance.publish.issues.excerpt import excerpt
from governance.publish.issues.look_at import where
from governance.rules.issues.wording import Ask
from governance.rules.standing import OwnerState
from governance.text.catalogue import Catalogue

_WHO: dict[OwnerState, str] = {"accepted": "owner", "proposed": "proposed"}
_END = ("target", "done", "not_done", "calm")
_ISSUE = r"https://[a-z0-9.-]{1,100}/%s/issues/[1-9][0-9]{0,9}(?:#issuecomment-[1-9][0-9]{0,18})?"


def need_body(words: Catalogue, registry: Registry, ask: Ask, need: UpdateNeed) -> list[str]:
    """Says what is needed, who does it, and what to say when it is done or will not be."""
    state = ask.standing.owner_state
    who = words(
        f"issues.need.{_WHO.get(state, 'nobody')}",
        organisation=owner_name(words, registry, ask.people),
    )
    about = (
        words("issues.need.need", need=excerpt(words.pick(need.summary)[0])),
        _reported(words, registry, need),
        _state(words, need),
        who,
    )
    end = (*(words(f"issues.need.{each}") for each in _END), words("issues.know.public"))
    return [
        greeting(words, registry, ask.people, "contact" if state == "accepted" else "maintainers"),
        sender(words, registry),
        words("issues.need.what", title=title(words, ask.output)),
        "\n".join((*(f"- {each}" for each in about), *where(words, ask.output, "where"))),
        what_it_is(words, registry, ask.output),
        f"### {words('issues.need.heading')}",
        "\n".join(f"- {each}" for each in end),
    ]


def _reported(words: Catalogue, registry: Registry, need: UpdateNeed) -> str:
    if need.source is None:
        return words("issues.need.reported", date=need.reported)
    ours = _is_our_issue(registry, need.source)
    source = f"<{need.source}>" if ours else excerpt(need.source)
    return words("issues.need.reported_source", date=need.reported, source=source)


def _is_our_issue(registry: Registry, url: str) -> bool:
    """Whether it is the address of an issue, or of a comment there, in our own repository.

    A link to it may show on the page that it leads to: it is ours.
    """
    forge = registry.rules.settings.forge
    return forge is not None and bool(re.fullmatch(_ISSUE % re.escape(forge.repository), url))


def _state(words: Catalogue, need: UpdateNeed) -> str:
    if need.target is None:
        return words("issues.need.state", state=need.state)
    return words("issues.need.state_target", state=need.state, target=need.target)
