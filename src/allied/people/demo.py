"""The demo people: offered by name on the sign-in page, in demo mode only, with one common password."""

from itertools import groupby
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from allied.environment import given
from allied.people.models import Person

# Reserved for examples (RFC 2606): nobody real has such an address.
DEMO_ADDRESS = ".example"
PASSWORD_FILE = "demo-password"  # noqa: S105 - the name of a file
MOST_OFFERED = 24


def demo_password() -> str:
    """The common password of the demo people; empty when this is no demo."""
    if not settings.DEMO:
        return ""
    kept = settings.DATA / PASSWORD_FILE
    return given("ALLIED_DEMO_PASSWORD") or (kept.read_text().strip() if kept.is_file() else "")


def demo_people() -> list[tuple[str, list[Person]]]:
    """The people to enter as, by organisation; empty when this is no demo."""
    if not demo_password():
        return []
    rows = Person.objects.filter(is_active=True, email__endswith=DEMO_ADDRESS)
    rows = rows.filter(organisation__isnull=False).select_related("organisation")
    # Those who run an alliance first: they see most.
    rows = rows.order_by("joined_at", "-administers_organisation", "name")
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
