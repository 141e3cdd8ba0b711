"""Exit triggers and the unwind plan: joint from the start."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, Scoped, ScopedManager


class ExitTrigger(Scoped):
    """A condition under which both sides talk about leaving; it never ends anything by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    # The rule in the grammar of methods.md 12.1, as the annex prints it; the early one warns.
    rule = models.TextField(max_length=2000)
    early_rule = models.TextField(max_length=2000, blank=True)
    why = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="trigger_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="trigger_number"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"

    @property
    def ref(self) -> str:
        """Its number as people say it."""
        return f"X-{self.number}"


class UnwindStep(Scoped):
    """One step of parting: what is settled, by whom, and how long after leaving is decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    note = models.TextField(max_length=2000, blank=True)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    within_days = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "added_at"]
        constraints = [models.CheckConstraint(condition=Q(audience=JOINT), name="unwind_is_joint")]

    def __str__(self) -> str:
        return self.title
