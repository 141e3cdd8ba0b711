"""What answers a gap of a document: a later part that knows says it here, until then nothing does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from allied.alliances.models import Alliance


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Where the alliance says today what a document does not: the words, and the anchor in the annex."""

    says: str
    anchor: str


type Answers = Callable[[Alliance, datetime], Mapping[str, Answer]]
_DECLARED: list[Answers] = []


def answers_gaps(answer: Answers) -> Answers:
    """Declares a function that says, by the keys of gaps, what the alliance has settled; joint rows only."""
    _DECLARED.append(answer)
    return answer


def answers_of(alliance: Alliance, now: datetime) -> dict[str, Answer]:
    """Every answer that the alliance gives today, by the key of its gap."""
    return {key: one for answer in _DECLARED for key, one in answer(alliance, now).items()}
