"""Systems, knowledge and other things that somebody must be able to look after."""

from django.db import models

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager


class ItemKind(models.TextChoices):
    """What sort of thing it is."""

    SYSTEM = "system", "System"
    KNOWLEDGE = "knowledge", "Knowledge"
    CONTRACT = "contract", "Contract"
    CHANNEL = "channel", "Customer or channel"
    PLACE = "place", "Plant or place"


class ManagedItem(Scoped):
    """Something that stops when nobody is there who can act on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=ItemKind)
    critical = models.BooleanField(default=False)
    note = models.TextField(max_length=2000, blank=True)
    # Ids of the people who can act on it, in the order in which they would be called.
    people = models.JSONField(default=list)
    # Ids of the systems that it needs.
    needs = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["alliance", "name"], name="item_by_name")]

    def __str__(self) -> str:
        return self.name
