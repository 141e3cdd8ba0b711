"""Conflicts: what divides the sides, the steps it climbed, and how it ended."""

from django.db import models
from django.db.models import Q

from allied.clock.models import SlaClock
from allied.kit.content import digest
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager, has_seat
from allied.rooms.conflict.matter import KIND_WORDS, SEVERITY_WORDS
from allied.rooms.governance.models import Decision

SEVERITIES = [(grade.value, words) for grade, words in SEVERITY_WORDS.items()]
KINDS = [(kind.value, words) for kind, words in KIND_WORDS.items()]
MEDIATORS = ("sponsor", "alliance manager")
"""The seats that read what a mediation says (access.py: conflict.mediate)."""


class ConflictState(models.TextChoices):
    """Where a conflict stands."""

    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"
    WITHDRAWN = "withdrawn", "Withdrawn"


class MatterRow(models.Model):
    """What divides the sides: the same words in a draft and in the conflict that it becomes."""

    title = models.CharField(max_length=160)
    text = models.TextField(max_length=5000, blank=True)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    kind = models.CharField(max_length=12, choices=KINDS)
    # What the numbers of its facts count, such as "k EUR".
    unit = models.CharField(max_length=20, blank=True)
    stake = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    blocks = models.CharField(max_length=200, blank=True)
    # A joint record that it is about: kind, id and what it was called then.
    about = models.JSONField(null=True)

    class Meta:
        abstract = True


class ConflictDraft(MatterRow, Scoped):
    """A matter that one side prepares; raising it copies it into a joint conflict."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    raised_as = models.ForeignKey("allied.Conflict", models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=OURS), name="conflict_draft_is_private")
        ]
        indexes = [
            models.Index(
                fields=["alliance", "-changed_at"],
                condition=Q(ended_at__isnull=True),
                name="conflict_draft_open",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Conflict(MatterRow, Scoped):
    """One matter that divides the sides, joint from birth, with the ladder as it was then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    ladder = models.JSONField()
    # The version of the ladder that was copied; 0 is the one that holds without any.
    ladder_revision = models.PositiveIntegerField(default=0)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ConflictState, default=ConflictState.OPEN)
    state_at = models.DateTimeField()
    # How it was settled, and in which words; or why it was withdrawn.
    how = models.CharField(max_length=40, blank=True)
    resolution = models.TextField(max_length=5000, blank=True)
    # Working days of all steps and the place of the step, both fixed when it is settled.
    days = models.PositiveIntegerField(null=True)
    settled_step = models.PositiveSmallIntegerField(null=True)
    exhausted_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="conflict_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="conflict_number"),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(resolution="") & Q(days__isnull=False)),
                name="settled_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "number"], condition=Q(state="open"), name="conflict_open"
            ),
            models.Index(fields=["alliance", "-raised_at"], name="conflict_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Its number as people say it."""
        return f"C-{self.number}"

    @property
    def name(self) -> str:
        """Its number and title, as titles of acts and sign-offs say it."""
        return f"C-{self.number} {self.title}"


class ConflictStep(Scoped):
    """One step that a conflict stood on, with its own clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="steps")
    # The place on the ladder, from 0, and its id there; a conflict that was reopened comes again.
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    clock = models.ForeignKey(SlaClock, models.PROTECT, related_name="+", null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_days = models.PositiveSmallIntegerField(null=True)
    # How it ended: moved up, ran out, settled, withdrawn.
    how = models.CharField(max_length=20, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    # What the joint memo carried when it went up: whose signatures it lacked.
    memo_words = models.CharField(max_length=200, blank=True)
    moved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["started_at", "place"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="conflict_step_is_joint"),
            models.UniqueConstraint(
                fields=["conflict"],
                condition=Q(ended_at__isnull=True),
                name="one_step_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


MEDIATION_FORMAT = "allied-mediation/1"


class MediationManager(ScopedManager["Mediation"]):
    """For mediations: what is said there is read by sponsors and alliance managers only."""

    def visible_to(self, person: Person) -> models.QuerySet["Mediation"]:
        """The mediations of conflicts that this person may read, now."""
        return super().visible_to(person).filter(has_seat(person, roles=MEDIATORS))


class Mediation(Scoped):
    """A neutral person leads the two sides: who, from when to when, and the outcome in words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="+")
    mediator = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField(null=True)
    outcome = models.TextField(max_length=5000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MediationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="mediation_is_joint"),
            models.UniqueConstraint(
                fields=["conflict"],
                condition=Q(ended_at__isnull=True),
                name="one_mediation_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Mediation from {self.starts:%Y-%m-%d}"

    @property
    def committed(self) -> dict[str, str]:
        """What the joint record commits to: those who may read it can compare, nobody else can guess.

        The random id serves as the salt: only those who read the mediation ever learn it.
        """
        return {
            "format": MEDIATION_FORMAT,
            "id": str(self.pk),
            "mediator": self.mediator,
            "starts": str(self.starts),
            "ends": str(self.ends) if self.ends else "",
            "outcome": self.outcome,
        }

    @property
    def commitment(self) -> str:
        """SHA-256 of that content as canonical JSON, as the newest entry about this mediation names it."""
        return digest(self.committed)
