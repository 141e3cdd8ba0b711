"""A screening: what is scored, how much each criterion counts, and who is looked at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from allied.alliances.models import Invitation
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import OURS, Scoped, ScopedManager


def is_private(name: str) -> models.CheckConstraint:
    """The constraint that a table of this room never holds a joint row."""
    return models.CheckConstraint(condition=Q(audience=OURS), name=f"{name}_is_private")


class ScreeningState(models.TextChoices):
    """Where a screening stands: it is prepared, scored blind, talked through, and closed."""

    PREPARING = "preparing", "Being prepared"
    RATING = "rating", "Open for scores"
    REVISING = "revising", "Being talked through"
    CLOSED = "closed", "Closed"


class Screening(Scoped):
    """One round of looking at candidates, of one organisation; one is under way at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=ScreeningState, default=ScreeningState.PREPARING
    )
    # Years later the same partner is scored again: the screening that this one repeats.
    repeats = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    rate_by = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            is_private("screening"),
            models.UniqueConstraint(
                fields=["alliance", "owner"],
                condition=~Q(state=ScreeningState.CLOSED),
                name="screening_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["alliance", "owner", "number"], name="screening_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shows_scores(self) -> bool:
        """Whether the blind part is over, so that one's own side reads every submitted score."""
        return self.state in {ScreeningState.REVISING, ScreeningState.CLOSED}


class ScreeningCriterion(Scoped):
    """One thing that candidates are scored on, from the catalogue or one's own; frozen once scored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=24)
    question = models.CharField(max_length=500, blank=True)
    low = models.CharField(max_length=500)
    middle = models.CharField(max_length=500)
    high = models.CharField(max_length=500)
    # The red flags: a median at or below the first vetoes, any rater at or below the second contests.
    veto_at = models.PositiveSmallIntegerField(null=True)
    contest_at = models.PositiveSmallIntegerField(null=True)
    own = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            is_private("criterion"),
            models.UniqueConstraint(
                fields=["screening", "key"],
                condition=Q(removed_at__isnull=True),
                name="criterion_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def anchors(self) -> dict[int, str]:
        """What 1, 3 and 5 mean."""
        return {1: self.low, 3: self.middle, 5: self.high}


class Weighting(Scoped):
    """One version of how much each criterion counts; a later one never erases an earlier one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    method = models.CharField(max_length=10)
    said = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    # The consistency ratio of pairs, and the pair that fits least; empty for the other methods.
    ratio = models.FloatField(null=True)
    warning = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    names_known = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The criteria changed after it was fixed: it no longer fits them.
    lapsed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            is_private("weighting"),
            models.UniqueConstraint(fields=["screening", "revision"], name="weighting_once"),
        ]

    def __str__(self) -> str:
        return f"Version {self.revision} ({self.method})"


class PairComparison(Scoped):
    """What one colleague said about the criteria pair by pair; saying it again replaces it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # "first:second" to how many times more the first counts, 1/9 to 9.
    pairs = models.JSONField()
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            is_private("paircomparison"),
            models.UniqueConstraint(fields=["screening", "person"], name="pair_comparison_once"),
        ]

    def __str__(self) -> str:
        return f"Pairs of {self.person}"


class Candidate(Scoped):
    """An organisation that is looked at, by its name only: never a row that others know of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    note = models.TextField(blank=True, max_length=5000)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    repeats = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            is_private("candidate"),
            models.UniqueConstraint(
                fields=["screening", "name_key"],
                condition=Q(withdrawn_at__isnull=True),
                name="candidate_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
