"""What one side writes for itself, and what it chose to share."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, Scoped, ScopedManager


class PrivateNote(Scoped):
    """Something one side writes for itself, about the alliance or about one of its records."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=20000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience="ours"), name="note_is_private")]
        indexes = [models.Index(fields=["subject_id"], name="note_about")]

    def __str__(self) -> str:
        return self.title or self.text[:60]


class SharedText(Scoped):
    """A joint copy of words that one side chose to share from its private notes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=20000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience=JOINT), name="shared_is_joint")]

    def __str__(self) -> str:
        return self.title
