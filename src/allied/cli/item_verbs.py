"""What `allied diligence …` does about things that somebody must be able to look after."""

from argparse import Namespace
from uuid import UUID

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.cli.doors import person_named
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.items import ItemShown
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.queries.single_points import managed

type Said = tuple[object, str]


def _audience(options: Namespace) -> str:
    return OURS if options.own else JOINT


def _known(person: Person, alliance: Alliance) -> list[ManagedItem]:
    return managed(person, alliance, JOINT) + managed(person, alliance, OURS)


def _one(found: list[ManagedItem], text: str, field: str) -> ManagedItem:
    """The only thing with this name or id."""
    wanted = text.strip()
    try:
        same = [one for one in found if one.pk == UUID(wanted)]
    except ValueError:
        same = [one for one in found if one.name.casefold() == wanted.casefold()]
    if not same:
        sentence = f"Nothing called {text!r} is written down here; `items` lists what is."
        raise Refused("unknown_item", sentence, field=field)
    if len(same) > 1:
        ids = listed([str(one.pk) for one in same], "or")
        raise Refused("two_items", f"Several are called {text!r}; name one by id: {ids}.")
    return same[0]


def _people(options: Namespace, person: Person) -> list[Person]:
    seen = Person.objects.visible_to(person)
    found = []
    for email in options.person:
        one = seen.filter(pk=person_named(email).pk).first()
        if one is None:
            raise Refused("unknown_person", f"Nobody here has the address {email!r}.")
        found.append(one)
    return found


def _needs(options: Namespace, person: Person, alliance: Alliance) -> list[ManagedItem]:
    if not options.need:
        return []
    found = _known(person, alliance)
    return [_one(found, name, "needs") for name in options.need]


def _shown(row: ManagedItem, says: str) -> Said:
    return ItemShown.of(row).model_dump(mode="json"), says


def items(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """What must be looked after, with who can act on it."""
    found = managed(person, alliance, _audience(options))
    ids = {one for row in found for one in row.people}
    names = {str(one.pk): one.name for one in Person.objects.visible_to(person).filter(pk__in=ids)}
    lines = []
    for row in found:
        who = listed([names[one] for one in row.people if one in names]) or "nobody"
        lines.append(f"{'critical' if row.critical else '–':<9} {row.name} ({row.kind}): {who}")
    shown = [ItemShown.of(row).model_dump(mode="json") for row in found]
    return {"items": shown}, "\n".join(lines) or "Nothing is written down yet."


def note_item(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Write one down."""
    said = ItemContent(
        name=options.name,
        kind=options.kind,
        critical=bool(options.critical),
        note=options.note or "",
        people=_people(options, person),
        needs=_needs(options, person, alliance),
    )
    made = commands.note_item(
        by=person, alliance=alliance, said=said, audience=_audience(options), now=timezone.now()
    )
    return _shown(made, f"{made.name} is written down.")


def change_item(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Describe one anew; what is not named stays."""
    item = _one(managed(person, alliance, _audience(options)), options.item, "item")
    item.alliance = alliance
    said = ItemContent(
        name=item.name if options.name is None else options.name,
        kind=options.kind or item.kind,
        critical=item.critical if options.critical is None else options.critical,
        note=item.note if options.note is None else options.note,
        people=_people_after(options, person, item),
        needs=_needs_after(options, person, item),
    )
    row = commands.change_item(
        by=person, item=item, said=said, version=item.version, now=timezone.now()
    )
    return _shown(row, f"{row.name} is changed.")


def _people_after(options: Namespace, person: Person, item: ManagedItem) -> list[Person]:
    """Those who are named, nobody, or those who are there, in the order in which they are called."""
    if options.person or options.nobody:
        return _people(options, person)
    seen = Person.objects.visible_to(person).filter(pk__in=item.people)
    by_id = {str(one.pk): one for one in seen}
    return [by_id[one] for one in item.people if one in by_id]


def _needs_after(options: Namespace, person: Person, item: ManagedItem) -> list[ManagedItem]:
    if options.need or options.needs_nothing:
        return _needs(options, person, item.alliance)
    return [one for one in _known(person, item.alliance) if str(one.pk) in item.needs]


def remove_item(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """It needs nobody any more."""
    item = _one(managed(person, alliance, _audience(options)), options.item, "item")
    item.alliance = alliance
    row = commands.remove_item(by=person, item=item, now=timezone.now())
    return _shown(row, f"{row.name} is removed.")


VERBS = {
    "items": items,
    "note-item": note_item,
    "change-item": change_item,
    "remove-item": remove_item,
}
