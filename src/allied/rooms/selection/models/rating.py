"""Raters and their scores, which nobody else reads before both sides of a comparison are in."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager
from allied.rooms.selection.models.screening import (
    Candidate,
    Screening,
    ScreeningCriterion,
    ScreeningState,
    is_private,
)

SHOWN_IN = (ScreeningState.REVISING, ScreeningState.CLOSED)


class Rater(Scoped):
    """Somebody who was asked to score; one from a workbook may have a name and no account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    revised_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            is_private("rater"),
            models.UniqueConstraint(
                fields=["screening", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="rater_once",
            ),
            models.UniqueConstraint(
                fields=["screening", "name_key"],
                condition=Q(person__isnull=True),
                name="named_rater_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RatingManager(ScopedManager["Rating"]):
    """For scores: blind until the reader and the rater have both submitted, or scoring has ended."""

    def visible_to(self, person: Person) -> models.QuerySet["Rating"]:
        """The scores of one's own side that this person may read now; their own ones always."""
        own = Q(rater__person_id=person.pk)
        submitted = Q(rater__submitted_at__isnull=False, rater__withdrawn_at__isnull=True)
        ended = Q(screening__state__in=SHOWN_IN)
        mine = Rater.objects.in_system_scope("whether the reader has submitted too").filter(
            screening_id=OuterRef("screening_id"),
            person_id=person.pk,
            submitted_at__isnull=False,
            withdrawn_at__isnull=True,
        )
        reads = own | (submitted & (ended | Q(Exists(mine))))
        return super().visible_to(person).filter(reads)


class Rating(Scoped):
    """One rater's score of one candidate on one criterion, with the value revised after the talk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    rater = models.ForeignKey(Rater, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(ScreeningCriterion, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    evidence = models.TextField(blank=True, max_length=2000)
    red_flag = models.BooleanField(default=False)
    revised_score = models.PositiveSmallIntegerField(null=True)
    revised_evidence = models.TextField(blank=True, max_length=2000)
    # The order in which scores came in, so that a workbook goes out as it came.
    position = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    objects = RatingManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            is_private("rating"),
            models.UniqueConstraint(
                fields=["rater", "candidate", "criterion"], name="rating_once_per_cell"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_on_the_scale"),
            models.CheckConstraint(
                condition=Q(revised_score__isnull=True) | Q(revised_score__range=(1, 5)),
                name="rating_revised_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}"

    @property
    def counts(self) -> int:
        """The score that counts: the revised one, where there is one."""
        return self.score if self.revised_score is None else self.revised_score
