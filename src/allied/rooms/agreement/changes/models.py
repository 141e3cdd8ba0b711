"""Change requests and what they mean for each side: joint from the start."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Scoped, ScopedManager
from allied.rooms.agreement.changes.edits import ChangeKind
from allied.rooms.governance.models import Decision, DecisionRight


class ChangeState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", "Waits for impacts"
    DECIDING = "deciding", "Being decided"
    CARRIED_OUT = "carried out", "Written into the next version"
    OUTDATED = "outdated", "Approved for an older version"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


STILL_OPEN = (ChangeState.ASKED, ChangeState.DECIDING, ChangeState.OUTDATED)


class ChangeRequest(Scoped):
    """One wish to change what both sides agreed, until it stands in the next version or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(one, one.title()) for one in ChangeKind])
    why = models.TextField(max_length=2000)
    # Plain content of `edits`, and the same in words with the names that were in force.
    edit = models.JSONField()
    changes = models.JSONField(default=list)
    # The revision in force of what it changes, when it was written; 0 when there was none.
    based_on = models.PositiveIntegerField()
    right = models.ForeignKey(DecisionRight, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=12, choices=ChangeState, default=ChangeState.ASKED)
    state_at = models.DateTimeField()
    reason = models.TextField(max_length=2000, blank=True)
    written_as = models.PositiveIntegerField(null=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    # Each wording of the request; what sides said of an earlier one no longer counts.
    wording = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="change_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="change_number"),
            models.UniqueConstraint(fields=["decision"], name="change_once_per_decision"),
            models.CheckConstraint(
                condition=~Q(state="carried out") | Q(written_as__isnull=False),
                name="carried_out_names_its_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """Its number as people say it."""
        return f"CR-{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state in STILL_OPEN


class ChangeImpact(Scoped):
    """What a change means for one side, in its own words and figures."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(ChangeRequest, models.PROTECT, related_name="impacts")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    cost = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    days = models.IntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    wording = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="impact_is_joint"),
            models.UniqueConstraint(
                fields=["request", "party", "wording"], name="impact_once_per_party_and_wording"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.text[:40]}"
