"""Changing an organisation together with the clocks that count on its calendar."""

from datetime import datetime

from django.db import transaction

from allied.alliances.organisations import change_organisation
from allied.clock.commands import recompute_clocks
from allied.people.homes import Home
from allied.people.models import Organisation, Person


def change_home(*, by: Person, home: Home, version: int, now: datetime) -> Organisation:
    """Change how the organisation is seen and when it works; its running clocks count anew."""
    with transaction.atomic():
        changed = change_organisation(by=by, home=home, version=version, now=now)
        if changed.version != version:
            recompute_clocks(by=by, organisation=changed, now=now)
    return changed
