"""What becomes of the scores: answers to contests, the simulated ranking, and the shortlist."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager
from allied.rooms.selection.models.screening import (
    Candidate,
    Screening,
    ScreeningCriterion,
    is_private,
)


class FlagAnswer(Scoped):
    """The written answer to a contested score; a later answer replaces it, and both stay readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(ScreeningCriterion, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            is_private("flag_answer"),
            models.UniqueConstraint(
                fields=["candidate", "criterion"],
                condition=Q(replaced_at__isnull=True),
                name="flag_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class RobustnessRun(Scoped):
    """One simulation of the ranking, kept under the digest of everything that went in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    inputs_digest = models.CharField(max_length=64)
    inputs = models.JSONField(default=dict)
    seed = models.PositiveBigIntegerField()
    result = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            is_private("robustness"),
            models.UniqueConstraint(fields=["screening", "inputs_digest"], name="robustness_once"),
        ]

    def __str__(self) -> str:
        return f"Simulation with seed {self.seed}"


class Shortlist(Scoped):
    """A decision on whom to talk to, with its reasons and the numbers it was made on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    chosen = models.ForeignKey(Candidate, models.PROTECT, related_name="+", null=True)
    reason = models.TextField(max_length=5000)
    # The scores, flags, weights, simulation and seed that were on the table: never recomputed.
    basis = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            is_private("shortlist"),
            models.UniqueConstraint(fields=["screening", "revision"], name="shortlist_once"),
            models.UniqueConstraint(
                fields=["screening"],
                condition=Q(replaced_at__isnull=True),
                name="shortlist_one_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"Shortlist {self.revision}"


class ShortlistPlace(Scoped):
    """One candidate on a shortlist; one that is vetoed stands there with a written reason only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    is_vetoed = models.BooleanField(default=False)
    exception = models.TextField(blank=True, max_length=2000)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            is_private("shortlist_place"),
            models.UniqueConstraint(fields=["shortlist", "place"], name="shortlist_place_once"),
            models.UniqueConstraint(fields=["shortlist", "candidate"], name="shortlisted_once"),
            models.CheckConstraint(
                condition=Q(is_vetoed=False) | ~Q(exception=""),
                name="vetoed_stands_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}"
