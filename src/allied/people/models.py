"""Organisations and the people who belong to them."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from allied.kit.errors import Refused
from allied.kit.identity import new_id
from allied.people.rules import MONDAY_TO_FRIDAY
from allied.people.scope import OrganisationManager, PersonManager


def monday_to_friday() -> list[int]:
    """The working week that most organisations start with."""
    return list(MONDAY_TO_FRIDAY)


class Organisation(models.Model):
    """A company or public body that takes part in alliances."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    colour = models.PositiveSmallIntegerField(default=1)
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=3, blank=True)
    subdivision = models.CharField(max_length=12, blank=True)
    workdays = models.JSONField(default=monday_to_friday)
    opens = models.TimeField(default=time(9))
    closes = models.TimeField(default=time(17))
    # The month, from 1 to 12, in which the fiscal year begins.
    fiscal_start = models.PositiveSmallIntegerField(default=1)
    # Own days off, and days worked although they would be off: lists of {"date", "name"}.
    closures = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = OrganisationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__gte=1, colour__lte=6), name="organisation_colour_of_six"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def letter(self) -> str:
        """The letter in its tile."""
        return (self.short_name or self.name)[:1].upper()

    def day_at(self, now: datetime) -> date:
        """The day that it is for this organisation at a moment."""
        return now.astimezone(ZoneInfo(self.time_zone or "UTC")).date()

    def midnight(self, day: date) -> datetime:
        """The moment at which a day begins for this organisation."""
        return datetime.combine(day, time(), ZoneInfo(self.time_zone or "UTC"))


class Installation(models.Model):
    """The one row that says this server was set up, and which organisation hosts it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        # Two first runs at the same moment: the second one meets this row and is refused.
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_once")]

    def __str__(self) -> str:
        return str(self.host)


def new_pseudonym() -> str:
    """The name under which a person appears in logs: it says nothing about them."""
    return "m-" + secrets.token_hex(6)


class Person(AbstractBaseUser):
    """Somebody who signs in; belongs to exactly one organisation, or administers the host."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", null=True, blank=True
    )
    pseudonym = models.CharField(max_length=24, unique=True, default=new_pseudonym)
    is_active = models.BooleanField(default=True)
    administers_organisation = models.BooleanField(default=False)
    administers_host = models.BooleanField(default=False)
    rights_version = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=7)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            # The host's administrator may have no home; everybody else has exactly one.
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(administers_host=True),
                name="person_has_one_home_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> int:
        """A number that changes whenever this person begins or ceases to administer."""
        return 2 * self.rights_version + self.administers_organisation

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # A session carries the version of the rights: it ends when they are taken away.
        words = f"{self.password}|{self.rights_version}"
        return salted_hmac(
            "allied.people.session", words, secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        words = [word for word in self.name.split() if word[:1].isalpha()]
        picked = words[:1] + words[-1:] if len(words) > 1 else words
        return "".join(word[0] for word in picked).upper()

    @property
    def home(self) -> Organisation:
        """The organisation this person acts for; the host's administrator has none to act for."""
        if self.organisation is None:
            raise Refused("no_home", "The host's administrator acts for no organisation.")
        return self.organisation

    @property
    def home_id(self) -> UUID:
        """The id of the organisation this person acts for."""
        if self.organisation_id is None:
            raise Refused("no_home", "The host's administrator acts for no organisation.")
        return self.organisation_id

    @property
    def zone(self) -> str:
        """The zone in which times are shown to this person."""
        home = self.organisation.time_zone if self.organisation else "UTC"
        return self.time_zone or home


class Once(models.Model):
    """One command already carried out for one person under one key: a replay gets its answer again.

    After `KEPT_FOR` the answer is forgotten, so that nothing that was removed lives on in it.
    """

    KEPT_FOR: ClassVar[timedelta] = timedelta(hours=24)

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="once_per_person_and_key")
        ]
        indexes = [models.Index(fields=["at"], name="once_by_age")]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Remove every answer that is older than it is kept; how many there were."""
        return cls.objects.filter(at__lt=now - cls.KEPT_FOR).delete()[0]


class Token(models.Model):
    """A bearer token for scripts: hashed, with scopes, never stronger than its owner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    rights_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def is_valid(self, now: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > now
