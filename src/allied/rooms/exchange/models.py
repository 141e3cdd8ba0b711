"""What is kept of an import: the file as it came, before and after it became an alliance."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import Guarded, Scoped, ScopedManager


class KeptWorkbook(Scoped):
    """An imported workbook, kept with the alliance by the side that brought it, for that side only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Rows of sheets that have no room yet, as they were read; the export writes them again.
    waiting = models.JSONField(default=dict)
    # What it says about people who are not here yet; the export says it again (remembering.py).
    remembered = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience="ours"), name="workbook_is_ours")
        ]

    def __str__(self) -> str:
        return self.file_name


class StagedManager(Guarded["StagedWorkbook"]):
    """For files on their way in: only who brought one sees it."""

    def visible_to(self, person: Person) -> models.QuerySet["StagedWorkbook"]:
        """This person's staged workbooks."""
        return self._rows().filter(person=person)


class StagedWorkbook(models.Model):
    """A checked workbook between looking at it and importing it; one person's, for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    alliance_name = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    report = models.JSONField(default=list)
    # Which alliance it became; a number and no reference, because the alliance knows nothing of it.
    alliance_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = StagedManager()

    def __str__(self) -> str:
        return self.file_name
