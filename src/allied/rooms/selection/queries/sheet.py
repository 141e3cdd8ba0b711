"""The sheet of one rater: the candidates with their evidence, and what the rater gave so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.people.models import Person
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Rating,
    Screening,
    ScreeningCriterion,
)
from allied.rooms.selection.queries.screenings import prepared


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a rater fills in."""

    screening: Screening
    rater: Rater
    criteria: Sequence[ScreeningCriterion]
    candidates: Sequence[Candidate]
    files: dict[UUID, list[Attachment]]
    given: dict[tuple[UUID, str], Rating]

    @property
    def cells(self) -> int:
        """How many scores the sheet asks for."""
        return len(self.criteria) * len(self.candidates)

    @property
    def is_open(self) -> bool:
        """Whether scores can still be changed."""
        return self.screening.state == "rating" and self.rater.submitted_at is None


def sheet_of(person: Person, screening: Screening) -> Sheet | None:
    """The sheet of this person, if they were asked to score."""
    found = prepared(person, screening)
    rater = next((one for one in found.raters if one.person_id == person.pk), None)
    if rater is None:
        return None
    rows = Rating.objects.visible_to(person).filter(rater=rater).select_related("criterion")
    return Sheet(
        screening=screening,
        rater=rater,
        criteria=found.criteria,
        candidates=found.candidates,
        files=attached_to(person, [one.pk for one in found.candidates]),
        given={(row.candidate_id, row.criterion.key): row for row in rows},
    )
