"""What the JSON door says and hears about alliances, seats and invitations."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Schema

from allied.alliances import invitation_links
from allied.alliances.models import Alliance, Discipline, Invitation, Kind, Party, Role, Seat
from allied.alliances.queries import Sent
from allied.people.models import Organisation


class OrganisationShown(Schema):
    """An organisation as its partners see it."""

    id: UUID
    name: str
    short_name: str
    colour: int

    @staticmethod
    def of(row: Organisation, colour: int | None = None) -> "OrganisationShown":
        """The organisation, in its colour of an alliance if given."""
        return OrganisationShown(
            id=row.pk, name=row.name, short_name=row.short_name, colour=colour or row.colour
        )


class AllianceShown(Schema):
    """An alliance."""

    id: UUID
    name: str
    kind: str
    purpose: str
    stage: str
    start_date: date | None
    launch_date: date | None
    currency: str
    version: int
    parties: list[OrganisationShown]

    @staticmethod
    def of(row: Alliance, parties: list[Party]) -> "AllianceShown":
        """The alliance with its parties in their order."""
        return AllianceShown(
            id=row.pk,
            name=row.name,
            kind=row.kind,
            purpose=row.purpose,
            stage=row.stage,
            start_date=row.start_date,
            launch_date=row.launch_date,
            currency=row.currency,
            version=row.version,
            parties=[OrganisationShown.of(p.organisation, p.colour) for p in parties],
        )


class AllianceStart(Schema):
    """A new alliance; one's own seat in it is sponsor or alliance manager."""

    name: str = Field(min_length=1, max_length=200)
    purpose: str = Field("", max_length=5000)
    kind: Kind | None = None
    start_date: date | None = None
    currency: str = Field("EUR", pattern="^[A-Za-z]{3}$")
    role: Role = Role.ALLIANCE_MANAGER


class AllianceChange(Schema):
    """What the alliance is called and when it runs, whole; If-Match names the version it replaces."""

    name: str = Field(min_length=1, max_length=200)
    purpose: str = Field("", max_length=5000)
    kind: Kind | None = None
    start_date: date | None = None
    launch_date: date | None = None
    currency: str = Field("EUR", pattern="^[A-Za-z]{3}$")


class SeatShown(Schema):
    """A seat: who holds it, for whom, and who stands in; `version` is what If-Match names."""

    id: UUID
    person: UUID
    name: str
    organisation: UUID
    role: str
    discipline: str
    deputy: UUID | None
    absent_from: date | None
    absent_until: date | None
    until: datetime | None
    version: int

    @staticmethod
    def of(row: Seat) -> "SeatShown":
        """The seat with the name of its holder."""
        return SeatShown(
            id=row.pk,
            person=row.person_id,
            name=row.person.name,
            organisation=row.organisation_id,
            role=row.role,
            discipline=row.discipline,
            deputy=row.deputy_id,
            absent_from=row.absent_from,
            absent_until=row.absent_until,
            until=row.until,
            version=row.version,
        )


class SeatGift(Schema):
    """A seat for a colleague with an account."""

    person: UUID
    role: Role
    discipline: Discipline | None = None
    until: datetime | None = None


class SeatChange(Schema):
    """Deputy and absence of a seat, whole; If-Match names the version it replaces."""

    deputy: UUID | None = None
    absent_from: date | None = None
    absent_until: date | None = None


class InvitationShown(Schema):
    """An invitation of one's own organisation; its link only on the answer that made it."""

    id: UUID
    address: str
    name: str
    organisation_name: str
    to_partner: bool
    role: str
    discipline: str
    state: str
    expires_at: datetime
    link: str = ""

    @staticmethod
    def of(sent: Sent, link: str = "") -> "InvitationShown":
        """The invitation in its state, with the link if this answer may carry it."""
        row: Invitation = sent.invitation
        return InvitationShown(
            id=row.pk,
            address=row.address,
            name=row.invited_name,
            organisation_name=row.organisation_name,
            to_partner=row.to_partner,
            role=row.role,
            discipline=row.discipline,
            state=sent.state.value,
            expires_at=row.expires_at,
            link=link,
        )

    @staticmethod
    def with_link(row: Invitation, response: HttpResponse) -> "InvitationShown":
        """The invitation with its link, which no later answer carries, where the letter does not."""
        response.headers["Shown-Once"] = "1"
        state = invitation_links.state_of(row, timezone.now())
        return InvitationShown.of(Sent(row, state, True), invitation_links.link_to_pass_on(row))


class PartnerInvitation(Schema):
    """A partner organisation and one person there."""

    organisation_name: str = Field(min_length=1, max_length=200)
    address: str = Field(max_length=254)
    name: str = Field("", max_length=200)
    role: Role = Role.ALLIANCE_MANAGER
    offers_people: bool = False


class NewcomerInvitation(Schema):
    """Somebody who joins one's own organisation, without a seat yet."""

    address: str = Field(max_length=254)
    name: str = Field("", max_length=200)


class ColleagueInvitation(Schema):
    """A colleague without an account and the seat that waits for them."""

    address: str = Field(max_length=254)
    role: Role
    name: str = Field("", max_length=200)
    discipline: Discipline | None = None
