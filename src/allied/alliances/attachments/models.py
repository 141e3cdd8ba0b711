"""The table of attached files: what they are about, and their bytes as long as they are kept."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager


class AttachmentManager(ScopedManager["Attachment"]):
    """For attachments: lists never load the bytes."""

    def visible_to(self, person: Person) -> models.QuerySet["Attachment"]:
        """The attachments this person may read, without their bytes until they are asked for."""
        return super().visible_to(person).defer("content")


class Attachment(Scoped):
    """One file that somebody put to a record of a room; erasing it leaves the row without bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    name = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    erased_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    erased_at = models.DateTimeField(null=True)

    objects = AttachmentManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject_id", "sha256"],
                condition=Q(erased_at__isnull=True),
                name="attachment_once_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", note=""),
                name="attachment_erased_tells_nothing",
            ),
        ]
        indexes = [models.Index(fields=["subject_id"], name="attachment_about")]

    def __str__(self) -> str:
        return self.name or "(erased)"
