"""What is kept of an import: the file as it came, with the sheets whose rooms do not exist yet."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Scoped, ScopedManager


class KeptWorkbook(Scoped):
    """An imported workbook, kept with the alliance by the side that brought it, for that side only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Rows of sheets that have no room yet, as they were read; the export writes them again.
    waiting = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience="ours"), name="workbook_is_ours")
        ]

    def __str__(self) -> str:
        return self.file_name
