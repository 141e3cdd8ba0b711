"""Working calendars by version, the clocks that count on them, pauses, and timers."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from allied.clock.counting import Mode
from allied.clock.pauses import PauseReason
from allied.kit.identity import new_id
from allied.kit.moments import local_day
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Guarded, Scoped, ScopedManager

MODES = [(Mode.OWNER, "Owner"), (Mode.BOTH, "Both"), (Mode.EITHER, "Either")]
REASONS = [
    (PauseReason.OTHER_SIDE, "Waiting for the other side"),
    (PauseReason.EXTERNAL_BODY, "Waiting for an external body"),
    (PauseReason.AGREED_FREEZE, "Agreed freeze"),
]


class OrganisationCalendar(models.Model):
    """One version of an organisation's working calendar: never changed, so clocks can rest on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="calendar_version")
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="calendar_newest")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version[:8]}"


class SlaClock(Scoped):
    """The SLA clock of one joint thing, with the calendars that it was started on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    mode = models.CharField(max_length=6, choices=MODES)
    days = models.PositiveSmallIntegerField()
    accountable = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Ids of OrganisationCalendar rows, the accountable organisation's first.
    calendars = models.JSONField()
    started_at = models.DateTimeField()
    day0 = models.DateField()
    counted_after = models.DateField()
    used = models.PositiveSmallIntegerField(default=0)
    stood_still = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateField(null=True)
    tz = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    half_at = models.DateTimeField(null=True)
    most_at = models.DateTimeField(null=True)
    was_paused = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="clock_is_joint"),
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_clock_per_subject",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "due_at"],
                condition=Q(stopped_at__isnull=True),
                name="clock_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.days} working days from {self.started_at:%Y-%m-%d}"


class Pause(Scoped):
    """A stretch in which a clock stands still; it lapses unless the other side acknowledges it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(SlaClock, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=30, choices=REASONS)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    until = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["begins"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="pause_is_joint"),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at__isnull=True), name="one_pause_at_a_time"
            ),
        ]

    @property
    def day(self) -> date:
        """The day on which the clock runs again; in the clock's zone, so that both sides read the same."""
        return local_day(self.until, ZoneInfo(self.clock.tz))

    def __str__(self) -> str:
        return f"{self.reason} until {self.until:%Y-%m-%d}"


class Timer(Scoped):
    """Something that happens by itself at a time, once; what, is decided when it happens."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    # Later than `at` only after a failed attempt.
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    fired_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "verb", "at"],
                condition=Q(cancelled_at__isnull=True),
                name="timer_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_at"],
                condition=Q(fired_at__isnull=True, cancelled_at__isnull=True),
                name="timer_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
