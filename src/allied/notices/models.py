"""What goes to whom: ids only. Texts are written when they are sent, in the reader's own scope."""

from django.db import models
from django.db.models import Q

from allied.alliances.models import Awaited
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Guarded


class NoticeManager(Guarded["Notice"]):
    """Notices of one person."""

    def visible_to(self, person: Person) -> "models.QuerySet[Notice]":
        """What was sent to this person and is about something they may still read."""
        acts = Awaited.objects.visible_to(person).values("pk")
        readable = Q(awaited__isnull=True) | Q(awaited__in=acts)
        return self._rows().filter(readable, person=person)


class Notice(models.Model):
    """One message to one person: because an act of theirs is awaited, or the digest of a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    awaited = models.ForeignKey(Awaited, models.PROTECT, related_name="+", null=True)
    day = models.DateField(null=True)
    covers_from = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(awaited__isnull=True) ^ Q(day__isnull=True), name="notice_of_act_or_day"
            ),
            models.UniqueConstraint(
                fields=["awaited"], condition=Q(awaited__isnull=False), name="notice_once_per_act"
            ),
            models.UniqueConstraint(
                fields=["person", "day"], condition=Q(day__isnull=False), name="one_digest_a_day"
            ),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="notices_of_person")]

    def __str__(self) -> str:
        return f"{'digest' if self.day else 'act'} for {self.person_id}"


class UsedLink(models.Model):
    """A link from a mail that was acted on: it works once."""

    key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a worker was last seen, for /readyz."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
