"""The result of an opened round, from its answers as they became joint."""

from collections.abc import Iterable
from functools import lru_cache

from allied.rooms.thesis.alignment.answers import answer_from_json
from allied.rooms.thesis.alignment.asked import asked_from_json
from allied.rooms.thesis.alignment.comparison import Result, compare
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.models import AlignmentAnswer, AlignmentRound
from allied.rooms.thesis.alignment.sides import Side


def result_of(row: AlignmentRound, answers: Iterable[AlignmentAnswer]) -> Result:
    """The comparison of the sides that answered, in the fixed order of the parties."""
    said: dict[str, list[str]] = {}
    for one in sorted(answers, key=lambda each: each.position):
        said.setdefault(str(one.owner_id), []).append(one.content)
    return _compared(row.asked, tuple((key, tuple(texts)) for key, texts in said.items()))


@lru_cache(maxsize=64)
def _compared(asked_text: str, said: tuple[tuple[str, tuple[str, ...]], ...]) -> Result:
    """An opened round never changes, so its result is reckoned once."""
    asked, texts = asked_from_json(asked_text), dict(said)
    sides = [
        Side(key, asked, tuple(answer_from_json(text) for text in texts[key]))
        for key in asked.parties
        if key in texts
    ]
    return compare(asked, sides, limits())
