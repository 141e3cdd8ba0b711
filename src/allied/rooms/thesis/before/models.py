"""What one side keeps for itself before it allies: versions that only its own people read."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import OURS, Scoped, ScopedManager


class PreparationKind(models.TextChoices):
    """What is kept."""

    MOVE = "right move", "Right move?"
    READINESS = "readiness", "Readiness"
    LINES = "red lines", "Red lines"


class Preparation(Scoped):
    """One version of a right-move check, a readiness self-check or the red lines; it never changes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=PreparationKind)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.TextField(blank=True, max_length=2000)
    # What it said when it was kept: thresholds may move later, what was said then stays said.
    result = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["alliance", "kind", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=OURS), name="preparation_is_private"),
            models.UniqueConstraint(
                fields=["alliance", "owner", "kind", "number"], name="preparation_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
