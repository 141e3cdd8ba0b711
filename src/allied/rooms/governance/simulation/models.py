"""The assessment of complexity by version: joint, because both companies carry its consequence."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, Scoped, ScopedManager
from allied.rooms.governance.simulation.complexity import Tier


class ComplexityAssessment(Scoped):
    """One version of the eight factors; it never changes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    # Factor to level, 0 to 4.
    scores = models.JSONField()
    note = models.TextField(blank=True, max_length=2000)
    # What it said when it was kept: weights may be calibrated later, what was said then stays said.
    score = models.DecimalField(max_digits=5, decimal_places=2)
    tier = models.CharField(max_length=8, choices=[(each, each.title()) for each in Tier])
    result = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["alliance", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="complexity_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="complexity_number_once"),
        ]

    def __str__(self) -> str:
        return f"Complexity {self.number}: {self.result}"
