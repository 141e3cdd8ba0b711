"""A rule of an alliance from its text: readable, and about numbers and people that exist."""

from allied.alliances.models import Alliance, Role
from allied.kit.errors import Refused
from allied.rooms.agreement.exits.conditions import ExitRule
from allied.rooms.agreement.exits.grammar import Unreadable, read
from allied.rooms.agreement.exits.saying import complaints, with_their_names
from allied.rooms.agreement.exits.watched import known_numbers
from allied.rooms.governance.models import Forum

WHY = "forums are joint"


def readable(text: str, alliance: Alliance, field: str) -> ExitRule:
    """The rule in a text; `Refused` says where it cannot be read, or what in it does not exist."""
    try:
        rule = read(text)
    except Unreadable as error:
        raise Refused("unreadable_rule", str(error), field=field) from error
    parties = alliance.parties.select_related("organisation")
    forums = Forum.objects.in_system_scope(WHY).filter(alliance=alliance)
    names = {
        "roles": Role.values,
        "forums": list(forums.values_list("name", flat=True)),
        "sides": [party.organisation.short_name for party in parties],
    }
    wrong = complaints(rule, numbers=known_numbers(alliance).keys(), **names)
    if wrong:
        raise Refused("unknown_word", " ".join(wrong), field=field)
    return with_their_names(rule, **names)
