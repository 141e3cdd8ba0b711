"""The register: risks of both companies or of one, what is done about them, and the scales."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager


class RiskState(models.TextChoices):
    """Where a risk stands."""

    OPEN = "open", "Open"
    REALISED = "realised", "Happened"
    CLOSED = "closed", "Closed"


class Placing(models.Model):
    """A place in the grid with its money: before controls, with those in place, after all of them."""

    # A level, and the number of one's own where somebody gave one.
    probability = models.PositiveSmallIntegerField(null=True)
    probability_own = models.DecimalField(max_digits=21, decimal_places=20, null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    impact_own = models.DecimalField(max_digits=32, decimal_places=12, null=True)
    delay_days = models.PositiveIntegerField(null=True)
    exposure_own = models.DecimalField(max_digits=32, decimal_places=12, null=True)
    currency = models.CharField(max_length=3)
    # Computed by the rules and kept, so that two thousand risks are sorted by the database.
    exposure = models.DecimalField(max_digits=32, decimal_places=4, null=True)
    now_probability = models.PositiveSmallIntegerField(null=True)
    now_impact = models.PositiveSmallIntegerField(null=True)
    now_exposure = models.DecimalField(max_digits=32, decimal_places=4, null=True)
    score = models.PositiveSmallIntegerField(null=True)
    score_before = models.PositiveSmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Losing(models.Model):
    """How often it strikes in a year and between which two amounts it then costs, nine times in ten."""

    frequency = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    loss_low = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    loss_high = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    # Risks with the same words here strike together, in one event.
    trigger = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class Risk(Placing, Losing, Scoped):
    """Something that may happen and would hurt, with who looks after it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    title = models.TextField(max_length=5000)
    cause = models.TextField(max_length=2000, blank=True)
    event = models.TextField(max_length=2000, blank=True)
    effect = models.TextField(max_length=2000, blank=True)
    category = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=40, blank=True)
    side = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=8, choices=RiskState, default=RiskState.OPEN)
    state_at = models.DateTimeField()
    reason = models.TextField(max_length=2000, blank=True)
    happened_on = models.DateField(null=True)
    cost = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    review_on = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    # What it came from, by kind and key: a risk named in the thesis, a question of a checklist.
    from_kind = models.CharField(max_length=40, blank=True)
    from_key = models.CharField(max_length=100, blank=True)
    # The joint risk that a copy of this one became; only a private risk has one.
    shared_as = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "number"], condition=Q(audience=JOINT), name="risk_number_joint"
            ),
            models.UniqueConstraint(
                fields=["alliance", "owner", "number"],
                condition=Q(audience=OURS),
                name="risk_number_ours",
            ),
            models.CheckConstraint(
                condition=Q(probability__isnull=True, impact__isnull=True, delay_days__isnull=True)
                | Q(probability__range=(1, 5)) & (Q(impact__range=(1, 5)) | Q(impact__isnull=True)),
                name="risk_rated_whole_or_not",
            ),
            models.CheckConstraint(
                condition=Q(audience=OURS) | Q(shared_as__isnull=True),
                name="only_a_private_risk_was_shared",
            ),
            models.CheckConstraint(
                condition=~Q(state="realised") | Q(happened_on__isnull=False),
                name="realised_has_its_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "audience", "-now_exposure", "number"],
                condition=Q(state="open"),
                name="risk_open_by_exposure",
            ),
            models.Index(fields=["alliance", "-registered_at"], name="risk_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title[:80]}"

    @property
    def ref(self) -> str:
        """Its number as people say it: R-5, or P-2 for one that only one company sees."""
        return f"{'R' if self.audience == JOINT else 'P'}-{self.number}"


class Control(Scoped):
    """What is done about a risk: planned, or in place with evidence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(max_length=5000)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    due = models.DateField(null=True)
    evidence = models.TextField(max_length=2000, blank=True)
    in_place_at = models.DateTimeField(null=True)
    # What it takes off probability and impact once it is in place: shares from 0 to 1.
    less_probability = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    less_impact = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_place_at__isnull=True) | ~Q(evidence=""),
                name="control_in_place_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(less_probability__range=(0, 1), less_impact__range=(0, 1)),
                name="control_takes_a_share",
            ),
        ]
        indexes = [models.Index(fields=["risk", "number"], name="control_of_risk")]

    def __str__(self) -> str:
        return self.text[:80]


class RiskScale(Scoped):
    """What the five levels of probability and impact mean in this alliance, for both companies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    content = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="scale_is_joint"),
            models.UniqueConstraint(fields=["alliance"], name="one_scale_per_alliance"),
        ]

    def __str__(self) -> str:
        return f"Scales {self.version}"
