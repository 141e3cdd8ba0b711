"""The alliance, its parties, and who sits in it with which role."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import (
    AllianceManager,
    InvitationManager,
    MemberManager,
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
    version = models.PositiveIntegerField(default=1)

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
            models.Index(
                fields=["person", "-given_at"],
                condition=Q(ended_at__isnull=True),
                name="newest_seats_of_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class Invitation(Scoped):
    """An open door for one address: to a partner organisation, or to a colleague. Single use.

    Only the digest of its secret is kept. One without an alliance leads into the organisation
    itself; one that was never sent is prepared and opens nothing.
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
