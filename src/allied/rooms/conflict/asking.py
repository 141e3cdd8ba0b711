"""The question that a conflict puts to those who decide: what is known, and the ways to settle as options."""

from collections.abc import Sequence

from allied.rooms.conflict.ladder import from_plain
from allied.rooms.conflict.memos import put_together
from allied.rooms.conflict.models import Conflict, Settlement
from allied.rooms.conflict.owners import running_step
from allied.rooms.governance.asking import LETTERS, LONGEST_FACT, LONGEST_OPTION, Option, Question

LONGEST = 10_000


def question_of(conflict: Conflict, ways: Sequence[Settlement], title: str) -> Question:
    """The pre-filled question: matter, positions, facts in dispute, and one option for each way."""
    options = tuple(
        Option(
            key=letter,
            title=way.title[:LONGEST_OPTION],
            text=way.text,
            facts=tuple(
                (name, " ".join(value.split())[:LONGEST_FACT])
                for name, value in (("Effect", way.effect), ("Cost", way.cost))
                if value.strip()
            ),
        )
        for letter, way in zip(LETTERS, ways, strict=False)
    )
    return Question(
        title=title,
        question=_words(conflict)[:LONGEST],
        options=options,
        value=conflict.stake,
        currency=conflict.currency,
    )


def _words(conflict: Conflict) -> str:
    step = running_step(conflict)
    parts = [f"This settles {conflict.ref}. {conflict.text}".strip()]
    if step is None:
        return parts[0]
    content = put_together(conflict, step, None)
    for each in content["positions"]:  # type: ignore[union-attr]  # a list of dicts by its making
        if each["position"]:  # type: ignore[call-overload,index]
            parts.append(f"**{each['side']}:** {each['position']}")  # type: ignore[call-overload,index]
    disputed = [f"- {each['line']}" for each in content["disputed"]]  # type: ignore[union-attr,call-overload,index]
    if disputed:
        parts.append("Facts in dispute:\n" + "\n".join(disputed))
    parts.append(f"If nothing is decided, it goes on to: {_next(conflict, step.key)}.")
    return "\n\n".join(parts)


def _next(conflict: Conflict, key: str) -> str:
    ladder = from_plain(conflict.ladder)
    after = ladder.after(key)
    return after.name if after else ladder.end
