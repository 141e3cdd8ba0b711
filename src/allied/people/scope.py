"""Who may read which rows: one entry point per model, and no other way in.

`Model.objects` has two ways in: `visible_to(person)` and `in_system_scope("reason")`. Anything else
raises `Unscoped`, so forgetting the check cannot leak. Walking relations from a visible row is safe
because of the reference rules R1–R4, which the database enforces (alliances/guards.py).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from allied.people.models import Organisation, Person

M = TypeVar("M", bound=models.Model)

JOINT = "joint"
OURS = "ours"

# Seats that read what only their own organisation sees (trust.md 5.2); access.py prints the table.
PRIVATE_READERS = ("sponsor", "alliance manager", "operational lead", "approver")


class Unscoped(RuntimeError):
    """Somebody tried to read rows without saying for whom."""


def current_seats(**conditions: Any) -> models.QuerySet[Any]:
    """Seats that count right now. Used inside conditions only, never handed out."""
    # By name: seats live a floor above, but every reading rule below them rests on seats.
    seat = apps.get_model("allied", "Seat")
    ending = Q(until__isnull=True) | Q(until__gt=Now())
    rows: models.QuerySet[Any] = seat._base_manager.filter(
        ending, ended_at__isnull=True, **conditions
    )
    return rows


class SeatHeld(models.Expression):
    """The condition of `has_seat`, written out: as a subquery it took a third of a page's time."""

    conditional = True
    holds = "held.ended_at IS NULL AND (held.until IS NULL OR held.until > {now})"
    output_field = models.BooleanField()

    def __init__(self, alliance: models.F, person: UUID, roles: tuple[str, ...]) -> None:
        super().__init__()
        self.alliance: Any = alliance
        self.person = person
        self.roles = roles

    def get_source_expressions(self) -> list[Any]:
        """The column that names the alliance of the row."""
        return [self.alliance]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """The same column, found in its table."""
        (self.alliance,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The words of the database: nothing in them comes from input but the two parameters."""
        column, of_column = compiler.compile(self.alliance)
        moment, of_moment = compiler.compile(Now())
        one_of = f" AND held.role IN ({', '.join(['%s'] * len(self.roles))})" if self.roles else ""
        person = models.UUIDField().get_db_prep_value(self.person, connection)
        return (
            f"EXISTS(SELECT 1 FROM allied_seat held WHERE held.alliance_id = {column} "  # noqa: S608
            f"AND held.person_id = %s AND {self.holds.format(now=moment)}{one_of})",
            (*of_column, person, *of_moment, *self.roles),
        )


def has_seat(
    person: "Person", alliance: str = "alliance_id", roles: tuple[str, ...] = ()
) -> SeatHeld:
    """The condition «this person sits in the alliance of that row», in one of these roles if given."""
    return SeatHeld(models.F(alliance), person.pk, roles)


class Guarded(models.Manager[M]):
    """A manager whose rows are reached for a person or in a named system scope, else not at all."""

    def get_queryset(self) -> models.QuerySet[M]:
        if getattr(self, "instance", None) is None:
            raise Unscoped(
                f"{self.model.__name__}.objects needs visible_to(person) or in_system_scope(reason)"
            )
        return super().get_queryset()

    def _rows(self) -> models.QuerySet[M]:
        return super().get_queryset()

    def in_system_scope(self, reason: str) -> models.QuerySet[M]:
        """All rows, for worker and migrations; the modules that may call it are listed in a test."""
        if not reason:
            raise Unscoped("a system scope names its reason")
        return self._rows()

    def lock(self, row: M) -> M:
        """The row again, read fresh and locked until the transaction ends; the caller found it already."""
        return self._rows().select_for_update().get(pk=row.pk)

    def create(self, **values: Any) -> M:
        """A new row, in commands only."""
        return self._rows().create(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        """New rows, in commands only."""
        return self._rows().bulk_create(objs, *args, **options)


class ScopedManager(Guarded[M]):
    """For rows with an audience: joint rows of one's alliances, and own rows there."""

    @cached_property
    def always_joint(self) -> bool:
        """Whether the database keeps every row joint, so that a seat is all that reading takes."""
        rules = (
            rule
            for rule in self.model._meta.constraints
            if isinstance(rule, models.CheckConstraint)
        )
        return any(rule.condition == Q(audience=JOINT) for rule in rules)

    def visible_to(self, person: "Person") -> models.QuerySet[M]:
        """The rows this person may read, now."""
        if self.always_joint:
            return self._rows().filter(has_seat(person))
        ours = Q(has_seat(person, roles=PRIVATE_READERS))
        mine = Q(audience=JOINT) | Q(ours, audience=OURS, owner_id=person.organisation_id)
        return self._rows().filter(mine, has_seat(person))


class InvitationManager(ScopedManager[M]):
    """For invitations: those of one's alliances, and to administrators those into their organisation."""

    def visible_to(self, person: "Person") -> models.QuerySet[M]:
        """What this person's organisation sent out and this person may read, now."""
        into_own = Q(alliance__isnull=True, owner_id=person.organisation_id)
        reads = Q(has_seat(person, roles=PRIVATE_READERS), owner_id=person.organisation_id)
        return self._rows().filter(reads | into_own if person.administers_organisation else reads)


class OwnManager(Guarded[M]):
    """For rows that belong to one person, such as the acts awaited of them."""

    def visible_to(self, person: "Person") -> models.QuerySet[M]:
        """This person's rows, as long as they sit there; private ones only as a private reader."""
        reads = Q(audience=JOINT) | Q(has_seat(person, roles=PRIVATE_READERS))
        return self._rows().filter(reads, has_seat(person), person=person)


class AllianceManager(Guarded[M]):
    """For the alliance itself."""

    def visible_to(self, person: "Person") -> models.QuerySet[M]:
        """The alliances in which this person has a seat, now."""
        return self._rows().filter(has_seat(person, "pk"))


class MemberManager(Guarded[M]):
    """For parties and seats: everybody in an alliance sees who else is in it."""

    def visible_to(self, person: "Person") -> models.QuerySet[M]:
        """The rows of this person's alliances."""
        return self._rows().filter(has_seat(person))


class OrganisationManager(Guarded["Organisation"]):
    """Organisations: one's own, and those one shares an alliance with."""

    def visible_to(self, person: "Person") -> "models.QuerySet[Organisation]":
        """Own organisation and the partners of one's alliances."""
        party = apps.get_model("allied", "Party")
        shared = party._base_manager.filter(organisation_id=OuterRef("pk")).filter(has_seat(person))
        return self._rows().filter(Q(pk=person.organisation_id) | Exists(shared))


class PersonManager(BaseUserManager["Person"]):
    """People: colleagues, and those who sit in one of one's alliances. Sign-in finds by address."""

    def visible_to(self, person: "Person") -> "models.QuerySet[Person]":
        """Colleagues and the people of one's alliances."""
        shared = current_seats(person_id=OuterRef("pk")).filter(has_seat(person))
        mine = Q(organisation_id=person.organisation_id, organisation__isnull=False)
        return self.get_queryset().filter(mine | Exists(shared))

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Person":
        """A new account; without a password it can only be entered through an invitation."""
        person = self.model(email=self.normalise(email), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def with_address(self, email: str) -> "Person | None":
        """The account behind an e-mail address, if any (sign-in and command line only)."""
        return self.get_queryset().filter(email=self.normalise(email)).first()

    @staticmethod
    def normalise(email: str) -> str:
        """Addresses are compared without case and surrounding space."""
        return email.strip().lower()


class Scoped(models.Model):
    """A row with an audience: alliance, owner and audience are fixed at birth (R1)."""

    alliance = models.ForeignKey("allied.Alliance", models.PROTECT, related_name="+")
    owner = models.ForeignKey("allied.Organisation", models.PROTECT, related_name="+")
    audience = models.CharField(max_length=5, choices=[(JOINT, "Joint"), (OURS, "Only us")])

    class Meta:
        abstract = True
