"""The tables of the annex: its own terms, the KPI definitions, and the versions that both sides sign."""

from django.db import models
from django.db.models import Q

from allied.alliances.sealing import Seal
from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Scoped, ScopedManager
from allied.rooms.agreement.annex.kpis import DIRECTION_WORDS, Period, Perspective

UP, SIGNED, SUPERSEDED = "up", "signed", "superseded"


class AnnexTerms(Scoped):
    """What the parties said in the annex itself; parts that they left alone are built in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="annex_terms_are_joint"),
            models.UniqueConstraint(fields=["alliance"], name="annex_terms_once"),
        ]

    def __str__(self) -> str:
        return "Terms of the annex"


class Kpi(Scoped):
    """The joint definition of one figure: what it counts, where it comes from, who confirms it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Its short name, such as V1: fixed at birth, triggers and readings rest on it.
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    perspective = models.CharField(max_length=12, choices=[(p, p.title()) for p in Perspective])
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(
        max_length=6, choices=[(d.value, words) for d, words in DIRECTION_WORDS.items()]
    )
    formula = models.TextField(blank=True, max_length=2000)
    source = models.CharField(blank=True, max_length=500)
    period = models.CharField(max_length=9, choices=[(p, p.title()) for p in Period])
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    target_high = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    red = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    red_high = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    # Whose figure it is, and the person there who enters it.
    side = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    # The outcome of the value thesis that it proves.
    proves = models.CharField(max_length=64, blank=True)
    # Organisations that confirm or dispute each figure.
    confirmers = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    defined_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_because = models.CharField(blank=True, max_length=1000)

    objects = ScopedManager()

    class Meta:
        ordering = ["defined_at", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="kpi_is_joint"),
            models.UniqueConstraint(fields=["alliance", "key"], name="kpi_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class AnnexState(models.TextChoices):
    """Where a version of the annex stands."""

    UP = UP, "Up for signature"
    SIGNED = SIGNED, "In force"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "Replaced before all had signed"
    SUPERSEDED = SUPERSEDED, "Replaced by a later version"


class AnnexVersion(Scoped):
    """The annex as it was frozen for signature; its content never changes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=AnnexState, default=AnnexState.UP)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)

    objects = ScopedManager()
    seal = Seal(
        states=tuple(AnnexState.values),
        columns=("revision", "content", "digest"),
        says="a frozen version of the annex never changes",
    )

    class Meta:
        ordering = ["alliance", "revision"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="annex_is_joint"),
            models.UniqueConstraint(fields=["alliance", "revision"], name="annex_revision_once"),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state=SIGNED), name="annex_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state=UP), name="annex_one_up"
            ),
        ]

    def __str__(self) -> str:
        return f"How we work, version {self.revision}"
