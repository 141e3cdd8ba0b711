"""What an agreement says: readings with their facts, the agreement record, and obligations."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Scoped, ScopedManager


class ReadingManager(ScopedManager["AgreementReading"]):
    """For readings: lists never load the text."""

    def visible_to(self, person: Person) -> models.QuerySet["AgreementReading"]:
        """The readings this person may see, without their text until it is asked for."""
        return super().visible_to(person).defer("text")


class AgreementReading(Scoped):
    """One document as it was read: for all parties, or a draft that one side reads for itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=160, blank=True)
    file_kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    notes = models.JSONField(default=list)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    objects = ReadingManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(discarded_at__isnull=True) | Q(text="", file_name="", title=""),
                name="discarded_reading_tells_nothing",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "-at"], name="reading_newest")]

    def __str__(self) -> str:
        return self.title or "(discarded)"


class FactState(models.TextChoices):
    """What a person said to a fact; only what was confirmed or corrected counts."""

    FOUND = "found", "Not checked"
    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Corrected"
    REFUSED = "refused", "Refused"


class AgreementFact(Scoped):
    """One fact of a reading with its quotation and place, and what a person said to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reading = models.ForeignKey(AgreementReading, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    value = models.TextField(blank=True, max_length=2000)
    more = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=FactState, default=FactState.FOUND)
    said = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "number"], name="agreement_fact_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=FactState.FOUND) | Q(by__isnull=False, at__isnull=False),
                name="judged_fact_has_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.counts_as}"

    @property
    def counts_as(self) -> str:
        """The value that counts: what a person said instead, else what was found."""
        return self.said if self.state == FactState.CORRECTED else self.value

    @property
    def counts(self) -> bool:
        """Whether a person confirmed or corrected it."""
        return self.state in (FactState.CONFIRMED, FactState.CORRECTED)


class Agreement(Scoped):
    """What both sides hold to be agreed: parties, dates, term, renewal, notice and law. One per alliance."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=300)
    parties = models.JSONField(default=list)
    signed_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    term = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField(null=True)
    open_ended = models.BooleanField(default=False)
    renewal = models.CharField(max_length=300, blank=True)
    notice = models.CharField(max_length=40, blank=True)
    # The last day on which a notice counts, computed from the end and the notice.
    notice_on = models.DateField(null=True)
    leaving = models.CharField(max_length=300, blank=True)
    law = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="agreement_is_joint"),
            models.UniqueConstraint(fields=["alliance"], name="one_agreement_per_alliance"),
            models.CheckConstraint(
                condition=Q(open_ended=False) | Q(ends_on__isnull=True),
                name="open_ended_has_no_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ObligationState(models.TextChoices):
    """Where an obligation stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Obligation(Scoped):
    """Something that one side owes under the agreement, with who does it and by when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=2000)
    clause = models.CharField(max_length=300, blank=True)
    side = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    due = models.DateField()
    state = models.CharField(max_length=7, choices=ObligationState, default=ObligationState.OPEN)
    state_at = models.DateTimeField()
    # What shows that it was done, or why it fell away.
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="obligation_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="obligation_number_once"),
            models.CheckConstraint(
                condition=Q(state=ObligationState.OPEN) | ~Q(reason=""),
                name="settled_obligation_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "due", "number"],
                condition=Q(state="open"),
                name="obligation_open_by_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.text[:80]}"

    @property
    def ref(self) -> str:
        """Its number as people say it: O-3."""
        return f"O-{self.number}"
