"""The discussion of a decision: one thread for both companies, one for each side alone."""

from django.db import models

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager
from allied.rooms.governance.models.decisions import Decision


class Comment(Scoped):
    """Something said about a decision: to both companies, or to one's own side alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000)
    at = models.DateTimeField()
    # A private comment knows its joint copy, never the other way round.
    shared_as = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["decision", "at"], name="comment_on_decision")]

    def __str__(self) -> str:
        return self.text[:60]
