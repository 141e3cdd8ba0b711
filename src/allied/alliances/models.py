"""The alliance, its parties, and who sits in it with which role."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import (
    JOINT,
    AllianceManager,
    Guarded,
    InvitationManager,
    MemberManager,
    OwnManager,
    Scoped,
    ScopedManager,
)


class Role(models.TextChoices):
    """What a seat is for (domain.md, Seat)."""

    SPONSOR = "sponsor", "Sponsor"
    ALLIANCE_MANAGER = "alliance manager", "Alliance manager"
    OPERATIONAL_LEAD = "operational lead", "Operational lead"
    CONTRIBUTOR = "contributor", "Contributor"
    APPROVER = "approver", "Approver"
    OBSERVER = "observer", "Observer"


class Discipline(models.TextChoices):
    """What an approver approves."""

    LEGAL = "legal", "Legal"
    SECURITY = "security", "Security"
    FINANCE = "finance", "Finance"


class Kind(models.TextChoices):
    """What the alliance is for."""

    CO_DEVELOPMENT = "co-development", "Co-development"
    MARKET_ENTRY = "market entry", "Market entry"
    DISTRIBUTION = "distribution", "Distribution"
    CO_INNOVATION = "co-innovation", "Co-innovation"
    CAPABILITY_SHARING = "capability sharing", "Capability sharing"


class Stage(models.TextChoices):
    """The stages of the life cycle, in order."""

    STRATEGY = "strategy", "Value thesis"
    SELECTION = "selection", "Selection"
    DILIGENCE = "diligence", "Due diligence"
    GOVERNANCE = "governance", "Governance"
    AGREEMENT = "agreement", "Agreement"
    LAUNCH = "launch", "Launch"
    OPERATION = "operation", "Operation"
    EVOLVE = "evolve", "Evolve or exit"


class Alliance(models.Model):
    """Two or more organisations that agreed to work together, or one that prepares to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    purpose = models.TextField(blank=True, max_length=5000)
    start_date = models.DateField(null=True, blank=True)
    launch_date = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.STRATEGY)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = AllianceManager()

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """One organisation in one alliance, in the order that everybody sees, in a colour of its own there."""

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    colour = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField()

    objects = MemberManager()

    class Meta:
        ordering = ["alliance", "position"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "organisation"], name="party_once"),
            models.UniqueConstraint(fields=["alliance", "position"], name="party_position"),
            models.UniqueConstraint(fields=["alliance", "colour"], name="party_colour_differs"),
        ]
        indexes = [models.Index(fields=["organisation", "alliance"], name="party_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.alliance}"


class Seat(models.Model):
    """A person's role in an alliance for their organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    discipline = models.CharField(max_length=10, choices=Discipline, blank=True)
    deputy = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True, blank=True)
    absent_from = models.DateField(null=True, blank=True)
    absent_until = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MemberManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "person", "role", "discipline"],
                condition=Q(ended_at__isnull=True),
                name="seat_held_once",
            ),
            models.CheckConstraint(
                condition=Q(discipline="") | Q(role="approver"), name="seat_discipline_of_approver"
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "person"], name="seat_in_alliance"),
            models.Index(fields=["person", "alliance"], name="seat_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class Invitation(Scoped):
    """An open door for one address: to a partner organisation, or to a colleague. Single use.

    Only its secret's digest is kept. Without alliance it opens the organisation; unsent, nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alliance = models.ForeignKey(  # type: ignore[assignment]  # into an organisation: no alliance
        Alliance, models.PROTECT, related_name="+", null=True
    )
    address = models.EmailField(max_length=254)
    invited_name = models.CharField(max_length=200, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    to_partner = models.BooleanField()
    offers_people = models.BooleanField(default=False)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    discipline = models.CharField(max_length=10, choices=Discipline, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience="ours"), name="invitation_private"),
            models.CheckConstraint(
                condition=Q(alliance__isnull=False) | Q(to_partner=False, role=""),
                name="invitation_into_alliance_or_home",
            ),
            models.UniqueConstraint(
                fields=["owner", "alliance", "address"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_invitation_into_alliance",
            ),
            models.UniqueConstraint(
                fields=["owner", "address"],
                condition=Q(
                    alliance__isnull=True, accepted_at__isnull=True, revoked_at__isnull=True
                ),
                name="one_invitation_into_home",
            ),
        ]

    def __str__(self) -> str:
        return self.address


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
                fields=["person", "due_at"],
                condition=Q(done_at__isnull=True),
                name="awaited_of_person",
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


class PrivateNote(Scoped):
    """Something one side writes for itself, about the alliance or about one of its records."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=20000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience="ours"), name="note_is_private")]
        indexes = [models.Index(fields=["subject_id"], name="note_about")]

    def __str__(self) -> str:
        return self.title or self.text[:60]


class SharedText(Scoped):
    """A joint copy of words that one side chose to share from its private notes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=20000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience=JOINT), name="shared_is_joint")]

    def __str__(self) -> str:
        return self.title


class ProposedMember(Scoped):
    """A person of the partner whom our side expects: kept by us until the partner accepts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    address = models.EmailField(max_length=254, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience="ours"), name="proposal_private")
        ]

    def __str__(self) -> str:
        return self.name
