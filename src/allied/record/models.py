"""The record: append-only logs, one joint log per alliance and one own log per organisation."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS, Guarded, Scoped, ScopedManager


class Log(models.Model):
    """One append-only Merkle log and its head."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    origin = models.CharField(max_length=200, unique=True)
    alliance = models.OneToOneField(
        "allied.Alliance", models.PROTECT, related_name="log", null=True, blank=True
    )
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    size = models.PositiveIntegerField(default=0)
    root = models.CharField(max_length=44)
    frontier = models.TextField()
    at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(alliance__isnull=True) ^ Q(organisation__isnull=True),
                name="log_is_joint_or_own",
            )
        ]

    def __str__(self) -> str:
        return self.origin


class RecordRow(Scoped):
    """A row of a log: joint rows belong to an alliance, own rows to an organisation."""

    alliance = models.ForeignKey(  # type: ignore[assignment]  # an own log has no alliance
        "allied.Alliance", models.PROTECT, related_name="+", null=True
    )
    owner = models.ForeignKey(  # type: ignore[assignment]  # the host itself has no organisation
        Organisation, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        abstract = True


_IN_ITS_LOG = Q(audience=JOINT, alliance__isnull=False) | Q(audience=OURS, owner__isnull=False)


class Entry(RecordRow):
    """One thing that happened, as the bytes that were hashed. Never edited, never removed."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    raw = models.TextField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "seq"], name="entry_once_per_place"),
            models.CheckConstraint(condition=_IN_ITS_LOG, name="entry_in_its_log"),
        ]
        indexes = [models.Index(fields=["subject_id", "seq"], name="entry_about_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Disclosure(RecordRow):
    """The value behind one commitment of an entry; erasing it leaves every proof intact."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="disclosures")
    path = models.CharField(max_length=120)
    salt = models.CharField(max_length=43)
    value = models.JSONField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "path"], name="disclosure_once_per_path"),
            models.CheckConstraint(condition=_IN_ITS_LOG, name="disclosure_in_its_log"),
        ]

    def __str__(self) -> str:
        return self.path


class Checkpoint(RecordRow):
    """The head of a log at one moment, signed by the host and cosigned by those who saw it."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="checkpoints")
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=44)
    note = models.TextField()
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "size"], name="checkpoint_once_per_size"),
            models.CheckConstraint(condition=_IN_ITS_LOG, name="checkpoint_in_its_log"),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.root}"
