"""The blueprint of governance: forums in three layers and the matrix of decision rights."""

from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.governance.roles import forum_role

SPONSORS = "sponsors"  # an escalation to the sponsor pair instead of a forum


class Layer(StrEnum):
    """The three layers of governance."""

    STEERING = "steering"
    OPERATIONAL = "operational"
    WORKING = "working"


class Joint(StrEnum):
    """Whether both companies must approve."""

    YES = "yes"
    NO = "no"
    SOMETIMES = "sometimes"


class Tiebreak(StrEnum):
    """What happens when every step has run out without a decision."""

    NONE = ""
    OPTION = "option"
    DECIDER = "decider"


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person with a place in a forum, for one side."""

    person: str
    party: str


LONGEST_SLA = 999
LONGEST_SITTING = 999
"""Minutes."""
MOST_PEOPLE = 1_000
"""A quorum in people of each side, as a workbook may say it."""
WORKING_DAYS = "a whole number of working days"


@dataclass(frozen=True, kw_only=True)
class Forum:
    """A table at which people of all sides meet in a rhythm."""

    id: str
    name: str
    layer: Layer
    purpose: str = ""
    rhythm: str = ""
    minutes_long: int | None = None
    members: tuple[Member, ...] = ()
    seats_reason: str = ""
    chair: str = ""
    chair_rotates: bool = False
    quorum: int | None = None
    quorum_sides: tuple[str, ...] = ()
    notice_days: int | None = None
    minutes_days: int | None = None

    def members_of(self, party: str) -> tuple[str, ...]:
        """The people of one side."""
        return tuple(member.person for member in self.members if member.party == party)

    def quorum_for(self, party: str) -> int:
        """How many people of this side must be there; without sides named it binds all."""
        bound = not self.quorum_sides or party in self.quorum_sides
        return (self.quorum or 0) if bound else 0


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Where a decision also goes when its SLA has run out, and that step's own SLA."""

    to: str
    sla_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Deadlock:
    """The tie-break: the option that stands, or the party and role that decide alone."""

    kind: Tiebreak = Tiebreak.NONE
    option: str = ""
    party: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionRight:
    """One row of the matrix: who decides this type of decision, how, and by when."""

    id: str
    name: str
    kind: str = ""
    owner: str = ""
    owner_forum: str = ""
    owner_seats: tuple[str, ...] = ()
    joint: Joint = Joint.YES
    condition: str = ""
    forum: str = ""
    as_needed: bool = False
    convening_days: int | None = None
    sla_days: int | None = None
    escalation: Escalation | None = None
    written: bool = False
    deputy: str = ""
    deadlock: Deadlock = Deadlock()
    four_eyes: bool = False

    @property
    def has_owner(self) -> bool:
        return bool(self.owner.strip() or self.owner_forum or self.owner_seats)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that approve on each side: the owner's seats, else the forum's members."""
        forum = self.owner_forum or self.forum
        return self.owner_seats or ((forum_role(forum),) if forum else ())

    @property
    def may_be_joint(self) -> bool:
        return self.joint is not Joint.NO

    def is_joint(self, *, condition_applies: bool = False) -> bool:
        """Whether this decision needs every party, once the condition has been judged."""
        return self.joint is Joint.YES or (self.joint is Joint.SOMETIMES and condition_applies)


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """The whole of what both companies sign: forums and decision rights."""

    forums: tuple[Forum, ...] = ()
    rights: tuple[DecisionRight, ...] = ()

    def forum(self, forum_id: str) -> Forum | None:
        return next((forum for forum in self.forums if forum.id == forum_id), None)

    def right(self, right_id: str) -> DecisionRight | None:
        return next((right for right in self.rights if right.id == right_id), None)

    def forum_name(self, forum_id: str) -> str:
        """A forum or the sponsor pair, in words."""
        if forum_id == SPONSORS:
            return "the sponsor pair"
        forum = self.forum(forum_id)
        return forum.name if forum else forum_id
