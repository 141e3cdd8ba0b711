"""What an organisation's own log says about its people, invitations and tokens, past tense."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(Fact):
    """An organisation came to this server."""

    kind: ClassVar[str] = "people.organisation.founded"
    sentence: ClassVar[str] = "{who} brought {organisation} to this server"
    subject_kind: ClassVar[str] = "organisation"
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Fact):
    """Name, colour or working calendar of the organisation changed."""

    kind: ClassVar[str] = "people.organisation.changed"
    sentence: ClassVar[str] = "{who} changed the organisation: {changes}"
    subject_kind: ClassVar[str] = "organisation"
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class PersonJoined(Fact):
    """Somebody got an account in the organisation."""

    kind: ClassVar[str] = "people.person.joined"
    sentence: ClassVar[str] = "{person} joined the organisation"
    subject_kind: ClassVar[str] = "person"
    person: str = told()
    member: str


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    """Somebody changed how they are called or when they are written to."""

    kind: ClassVar[str] = "people.profile.changed"
    sentence: ClassVar[str] = "{who} changed their own profile: {changes}"
    subject_kind: ClassVar[str] = "person"
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class PersonRemoved(Fact):
    """Somebody left the organisation; every way in ended at once."""

    kind: ClassVar[str] = "people.person.removed"
    sentence: ClassVar[str] = "{who} ended the account of {person}"
    subject_kind: ClassVar[str] = "person"
    person: str = told()
    member: str
    successor: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class AdministratorNamed(Fact):
    """Somebody may now change the organisation and its people."""

    kind: ClassVar[str] = "people.administrator.named"
    sentence: ClassVar[str] = "{who} made {person} an administrator of the organisation"
    subject_kind: ClassVar[str] = "person"
    person: str = told()


@dataclass(frozen=True, kw_only=True)
class AdministratorEnded(Fact):
    """Somebody no longer changes the organisation and its people."""

    kind: ClassVar[str] = "people.administrator.ended"
    sentence: ClassVar[str] = "{person} is no longer an administrator of the organisation"
    subject_kind: ClassVar[str] = "person"
    person: str = told()


@dataclass(frozen=True, kw_only=True)
class ColleagueInvited(Fact):
    """Somebody was invited to become a colleague, or a colleague with a seat."""

    kind: ClassVar[str] = "people.colleague.invited"
    sentence: ClassVar[str] = "{who} invited {address}"
    subject_kind: ClassVar[str] = "invitation"
    address: str = told()
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Fact):
    """An invitation was sent again, with a new link; the old link opens nothing."""

    kind: ClassVar[str] = "people.invitation.sent"
    sentence: ClassVar[str] = "{who} sent the invitation of {address} again"
    subject_kind: ClassVar[str] = "invitation"
    address: str = told()


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Fact):
    """An invitation was taken back before it was accepted."""

    kind: ClassVar[str] = "people.invitation.revoked"
    sentence: ClassVar[str] = "{who} took the invitation of {address} back"
    subject_kind: ClassVar[str] = "invitation"
    address: str = told()


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    """Somebody made a token with which a script acts for them."""

    kind: ClassVar[str] = "people.token.made"
    sentence: ClassVar[str] = "{who} made the token {token}"
    subject_kind: ClassVar[str] = "token"
    token: str = told()
    scopes: str


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    """A token opens nothing any more."""

    kind: ClassVar[str] = "people.token.revoked"
    sentence: ClassVar[str] = "{who} revoked the token {token}"
    subject_kind: ClassVar[str] = "token"
    token: str = told()
