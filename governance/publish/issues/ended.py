"""What an issue says once its question is settled."""

from governance.model.record import Output, Review
from governance.model.registry import Registry
from governance.publish.issues.about import title
from governance.publish.issues.excerpt import NAME, enumerated, excerpt, quoted
from governance.publish.names import organisation_name
from governance.rules.issues.wording import Ending
from governance.rules.standing import Standings, completes
from governance.text.catalogue import Catalogue


def ended_text(
    words: Catalogue, registry: Registry, output: Output | None, ending: Ending, number: int
) -> str:
    """What became of the review or need of this number of the output."""
    if output is None or ending == "gone":
        return f"{words('issues.ended.gone')} {words('issues.ended.nothing')}"
    if ending == "reviewed":
        done = [each for each in output.reviews if completes(each)]
        return " ".join(_reviewed(words, registry, output, done[number - 1]))
    if ending == "not-current":
        return " ".join(_not_current(words, registry, output))
    return " ".join(_need(words, output, ending, number))


def _reviewed(words: Catalogue, registry: Registry, output: Output, done: Review) -> list[str]:
    """Thanks, and when the output is due again: as it stood on the day of the review."""
    said = [
        words(
            "issues.ended.thanks",
            organisation=excerpt(organisation_name(words, registry, done.by), NAME),
            title=title(words, output),
            date=done.date,
        ),
        words("issues.ended.outcome", outcome=done.outcome),
    ]
    if due := Standings(registry, done.date).of(output).due:
        said.append(words("issues.ended.next", due=due))
    leaves_need = done.outcome in ("needs-work", "replace")
    said.append(words(f"issues.ended.{'need_follows' if leaves_need else 'nothing'}"))
    return said


def _need(words: Catalogue, output: Output, ending: Ending, number: int) -> list[str]:
    need = next(each for each in output.update_needs if each.id == number)
    said = [words(f"issues.ended.{ending}", need=excerpt(words.pick(need.summary)[0]))]
    if need.version:
        said.append(words("issues.ended.in_version", version=need.version))
    if need.reason:
        said.append(words("issues.ended.because", reason=excerpt(need.reason)))
    return said


def _not_current(words: Catalogue, registry: Registry, output: Output) -> list[str]:
    reason = output.review.never_reason
    if output.status == "current" and reason:
        never = words("issues.ended.never", title=title(words, output), reason=excerpt(reason))
        return [never, words("issues.ended.nothing")]
    said = [words("issues.ended.not-current", title=title(words, output), status=output.status)]
    newer = [registry.outputs[id] for id in registry.replaced_by.get(output.id, ())]
    if newer:
        titles = [quoted(words, words.pick(each.title)[0]) for each in newer]
        said.append(words("issues.ended.replaced", titles=enumerated(words, titles)))
    return [*said, words("issues.ended.nothing")]
