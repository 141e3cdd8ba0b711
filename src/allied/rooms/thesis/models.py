"""The value thesis, its versions, and what became of its assumptions."""

from django.db import models
from django.db.models import Q

from allied.alliances.sealing import Seal
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager


class Thesis(Scoped):
    """What the alliance is for: one joint thesis per alliance, or one side's own draft of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    # An own draft ends when it is shared: the joint copy lives on, the draft stays readable to us.
    shared_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(audience=JOINT), name="thesis_joint_once"
            ),
            models.UniqueConstraint(
                fields=["alliance", "owner"],
                condition=Q(audience=OURS, shared_at__isnull=True),
                name="thesis_own_draft_once",
            ),
            models.CheckConstraint(
                condition=Q(audience=OURS) | Q(shared_at__isnull=True),
                name="thesis_only_drafts_are_shared",
            ),
        ]

    def __str__(self) -> str:
        return f"Value thesis ({self.audience})"


class State(models.TextChoices):
    """Where a version stands; only a draft changes."""

    DRAFT = "draft", "Draft"
    UP = "up for signature", "Up for signature"
    REFUSED = "refused", "Refused"
    SIGNED = "signed", "In force"
    SUPERSEDED = "superseded", "Superseded"


OPEN = (State.DRAFT, State.UP, State.REFUSED)


class ThesisVersion(Scoped):
    """One version of the thesis as canonical text; what was signed never changes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thesis = models.ForeignKey(Thesis, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    made_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    # Counts the changes over all versions of one thesis: what If-Match names.
    edit = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    objects = ScopedManager()
    seal = Seal(
        states=(State.SIGNED, State.SUPERSEDED),
        columns=("thesis_id", "revision", "content", "digest", "made_from_id", "signed_at"),
        says="content of a signed version never changes",
    )

    class Meta:
        ordering = ["thesis", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "revision"], name="thesis_revision_once"),
            models.UniqueConstraint(
                fields=["thesis"], condition=Q(state__in=OPEN), name="thesis_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["thesis"], condition=Q(state=State.SIGNED), name="thesis_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.revision} ({self.state})"


class ThesisEdit(Scoped):
    """One change of one section: what stood there before, so that a late writer learns what moved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thesis = models.ForeignKey(Thesis, models.PROTECT, related_name="+")
    edit = models.PositiveIntegerField()
    section = models.CharField(max_length=20)
    before = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thesis", "edit"], name="thesis_edit_once")]

    def __str__(self) -> str:
        return f"{self.edit}: {self.section}"


class AssumptionEvidence(Scoped):
    """Something that speaks for or against an assumption, which both sides read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thesis = models.ForeignKey(Thesis, models.PROTECT, related_name="evidence")
    item = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    found_on = models.DateField()
    direction = models.CharField(max_length=8)
    strength = models.CharField(max_length=8)
    independent = models.BooleanField()
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="evidence_is_joint")
        ]

    def __str__(self) -> str:
        return self.source


class AssumptionVerdict(Scoped):
    """One side's verdict on an assumption; a new one replaces it and the old one stays readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thesis = models.ForeignKey(Thesis, models.PROTECT, related_name="verdicts")
    item = models.CharField(max_length=80)
    verdict = models.CharField(max_length=12)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="verdict_is_joint"),
            models.UniqueConstraint(
                fields=["thesis", "item", "owner"],
                condition=Q(replaced_at__isnull=True),
                name="verdict_once_per_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.verdict}"
