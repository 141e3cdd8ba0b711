"""The versions of an alliance's own ladder."""

from django.db import models
from django.db.models import Q

from allied.alliances.sealing import Seal
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, Scoped, ScopedManager


class LadderState(models.TextChoices):
    """Where a version of the ladder stands."""

    DRAFT = "draft", "Draft"
    UP = "up", "Up for signature"
    SIGNED = "signed", "In force"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "Changed before all had signed"
    SUPERSEDED = "superseded", "Replaced by a later version"


class ConflictLadder(Scoped):
    """One version of the steps that a conflict climbs, as signed content."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=LadderState, default=LadderState.DRAFT)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    in_force_at = models.DateTimeField(null=True)

    objects = ScopedManager()
    seal = Seal(
        states=("signed", "superseded"),
        columns=("revision", "content", "digest", "in_force_at"),
        says="content of a signed ladder never changes",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="ladder_is_joint"),
            models.UniqueConstraint(fields=["alliance", "revision"], name="ladder_revision"),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state="signed"), name="one_ladder_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"Conflict ladder, version {self.revision}"
