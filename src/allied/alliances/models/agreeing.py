"""What both sides agree and what is awaited of whom: sign-offs, signatures, acts, waivers."""

from django.db import models
from django.db.models import Q

from allied.alliances.models.seats import Alliance, Stage
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, Guarded, OwnManager, Scoped, ScopedManager


class SignOff(Scoped):
    """One version of something that both sides must agree: it binds to the digest of its content."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    right = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    # Fixed when it opens: an organisation that joins later gets no veto over a running sign-off.
    needed = models.JSONField(default=list)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="signoff_is_joint"),
            models.UniqueConstraint(
                fields=["alliance", "subject_kind", "subject_id", "revision"],
                name="signoff_once_per_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.revision}"


class Signature(Scoped):
    """One organisation's answer to one sign-off: a row, so it keeps who, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    signed = models.BooleanField()
    reason = models.TextField(blank=True, max_length=2000)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="signature_is_joint"),
            models.UniqueConstraint(
                fields=["sign_off", "owner"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_signature_per_party",
            ),
            models.CheckConstraint(
                condition=Q(signed=True) | ~Q(reason=""), name="refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'signed' if self.signed else 'refused'}"


class Awaited(Scoped):
    """One act that is awaited of one person, with its clock: what «My week» and reminders read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Who waits for it and may follow it.
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    act = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    title = models.CharField(max_length=300)
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    blocking = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)

    objects = OwnManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "act", "subject_id"],
                condition=Q(done_at__isnull=True),
                name="awaited_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["person", "due_at", "since", "id"],
                condition=Q(done_at__isnull=True),
                name="awaited_of_person",
            ),
            models.Index(
                fields=["asked_by", "due_at", "since", "id"],
                condition=Q(done_at__isnull=True),
                name="awaited_by_person",
            ),
            models.Index(
                fields=["person", "alliance"],
                condition=Q(done_at__isnull=True),
                name="awaited_in_alliance",
            ),
            models.Index(fields=["subject_id"], name="awaited_for_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given out for one kind of thing: joint ones apart from each side's own."""

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="+")
    space = models.CharField(max_length=36)
    kind = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alliance", "space", "kind"], name="counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"


class Waiver(Scoped):
    """A gate passed although a check does not hold: who decided it, why, and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(max_length=12, choices=Stage)
    check_id = models.CharField(max_length=60)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience=JOINT), name="waiver_is_joint")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.check_id}"


class LintWaiver(Scoped):
    """A finding of the lint that both sides live with: who decided it, why, and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=8)
    section = models.CharField(max_length=60)
    item = models.CharField(max_length=80, blank=True)
    # What the lint said then; other words are another finding.
    message = models.TextField(max_length=2000)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="lint_waiver_is_joint"),
            models.UniqueConstraint(
                fields=["alliance", "rule", "section", "item"],
                condition=Q(ended_at__isnull=True),
                name="lint_waiver_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.section} {self.item}"
