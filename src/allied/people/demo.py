"""The demo people: offered by name on the sign-in page, in demo mode only, with one common password."""

from collections import Counter
from itertools import groupby
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.hashers import (
    UNUSABLE_PASSWORD_PREFIX,
    check_password,
    make_password,
)
from django.db.models import QuerySet
from django.http import HttpRequest

from allied.environment import given
from allied.people.models import Person

# Reserved for examples (RFC 2606): nobody real has such an address.
DEMO_ADDRESS = ".example"
PASSWORD_FILE = "demo-password"  # noqa: S105 - the name of a file
MOST_OFFERED = 24


def common_password() -> str:
    """What the people of this installation's demo share; empty when it was never made as a demo."""
    kept = settings.DATA / PASSWORD_FILE
    said = given("ALLIED_DEMO_PASSWORD") if settings.DEMO else ""
    return said or (kept.read_text().strip() if kept.is_file() else "")


def demo_password() -> str:
    """The common password of the demo people; empty when this is not served as a demo."""
    return common_password() if settings.DEMO else ""


def _demo_accounts() -> QuerySet[Person]:
    """People with invented addresses who sign in with a password."""
    rows = Person.objects.filter(email__endswith=DEMO_ADDRESS, organisation__isnull=False)
    return rows.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def demo_people() -> list[tuple[str, list[Person]]]:
    """The people to enter as, by organisation; empty when this is no demo."""
    if not demo_password():
        return []
    rows = _demo_accounts().filter(is_active=True).select_related("organisation")
    # Those who run an alliance first: they see most.
    rows = rows.order_by("joined_at", "-administers_organisation", "name", "pk")
    found = sorted(rows[:MOST_OFFERED], key=lambda p: str(p.home_id))
    groups = [list(same) for _, same in groupby(found, key=lambda p: p.home_id)]
    return [(str(people[0].home), people) for people in sorted(groups, key=len, reverse=True)]


def demo_person(request: HttpRequest, chosen: UUID) -> Person | None:
    """The demo person behind a button, if they still have the common password."""
    offered = [p for _, people in demo_people() for p in people if p.pk == chosen]
    if not offered:
        return None
    person = get_adapter().authenticate(request, email=offered[0].email, password=demo_password())
    return person if isinstance(person, Person) else None


def renew_common_password(before: str, after: str) -> int:
    """Give the new common password to those who still have the old one; how many they are.

    Demo people share one stored hash, which tells them even when the old password is lost.
    """
    rows = _demo_accounts()
    hashes = Counter(rows.values_list("password", flat=True))
    stale = [kept for kept, held in hashes.items() if _is_old(kept, held, before, after)]
    return rows.filter(password__in=stale).update(password=make_password(after)) if stale else 0


def _is_old(kept: str, held: int, before: str, after: str) -> bool:
    if held > 1:
        return not check_password(after, kept)
    return bool(before and before != after and check_password(before, kept))
