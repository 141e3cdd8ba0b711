"""Systems, knowledge and other things that somebody must be able to look after."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from allied.alliances.doors import find
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.found import BASE, alliance_in, audience_named, now
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.models import ManagedItem

router = Router()
ITEMS = BASE + "/managed-items"
ITEM = ITEMS + "/{uuid:managed_item_id}"


class ItemAsked(Schema):
    """What it is, and the ids of the people who can act on it and of the systems it needs."""

    name: str
    kind: str
    critical: bool = False
    note: str = ""
    people: list[UUID] = []
    needs: list[UUID] = []


class NewItemAsked(ItemAsked):
    """A new one, joint or of one's own side."""

    audience: str = JOINT


class ItemShown(Schema):
    """Something that must be looked after."""

    id: UUID
    audience: str
    name: str
    kind: str
    critical: bool
    note: str
    people: list[str]
    needs: list[str]
    version: int

    @staticmethod
    def of(row: ManagedItem) -> "ItemShown":
        """The item; people and systems by their ids."""
        return ItemShown(
            id=row.pk,
            audience=row.audience,
            name=row.name,
            kind=row.kind,
            critical=row.critical,
            note=row.note,
            people=row.people,
            needs=row.needs,
            version=row.version,
        )


def _content(request: HttpRequest, alliance_id: UUID, said: ItemAsked) -> ItemContent:
    people = Person.objects.visible_to(actor(request)).select_related("organisation")
    items = ManagedItem.objects.visible_to(actor(request)).filter(removed_at__isnull=True)
    return ItemContent(
        name=said.name,
        kind=said.kind,
        critical=said.critical,
        note=said.note,
        people=[find(people, pk=one) for one in said.people[:50]],
        needs=[find(items, pk=one, alliance_id=alliance_id) for one in said.needs[:50]],
    )


def _found(request: HttpRequest, alliance_id: UUID, managed_item_id: UUID) -> ManagedItem:
    alliance = alliance_in(request, alliance_id)
    rows = ManagedItem.objects.visible_to(actor(request)).filter(removed_at__isnull=True)
    item = find(rows, pk=managed_item_id, alliance=alliance)
    item.alliance = alliance
    return item


def _shown(row: ManagedItem, response: HttpResponse) -> ItemShown:
    response.headers["ETag"] = f'"{row.version}"'
    return ItemShown.of(row)


@router.get(ITEMS, response={200: Page[ItemShown], **PROBLEMS})
def items(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[ItemShown]:
    """Joint ones and those of one's own side, the newest first."""
    alliance = alliance_in(request, alliance_id)
    rows = ManagedItem.objects.visible_to(actor(request)).filter(
        alliance=alliance, removed_at__isnull=True
    )
    found, more = page_of(rows, cursor=cursor, by="noted_at")
    return Page[ItemShown](items=[ItemShown.of(row) for row in found], next=more)


@router.post(ITEMS, response={201: ItemShown, **PROBLEMS})
def note_item(
    request: HttpRequest, alliance_id: UUID, said: NewItemAsked, response: HttpResponse
) -> Status[ItemShown]:
    """Write one down."""
    alliance = alliance_in(request, alliance_id)
    row = commands.note_item(
        by=actor(request),
        alliance=alliance,
        said=_content(request, alliance_id, said),
        audience=audience_named(said.audience),
        now=now(),
    )
    return Status(201, _shown(row, response))


@router.get(ITEM, response={200: ItemShown, **PROBLEMS})
def item(
    request: HttpRequest, alliance_id: UUID, managed_item_id: UUID, response: HttpResponse
) -> ItemShown:
    """One; ETag carries its version."""
    return _shown(_found(request, alliance_id, managed_item_id), response)


@router.put(ITEM, response={200: ItemShown, **PROBLEMS})
def change_item(
    request: HttpRequest,
    alliance_id: UUID,
    managed_item_id: UUID,
    said: ItemAsked,
    response: HttpResponse,
) -> ItemShown:
    """Describe it anew; If-Match names the version that was read."""
    row = commands.change_item(
        by=actor(request),
        item=_found(request, alliance_id, managed_item_id),
        said=_content(request, alliance_id, said),
        version=expected_version(request),
        now=now(),
    )
    return _shown(row, response)


@router.post(ITEM + "/removal", response={204: None, **PROBLEMS})
def remove_item(request: HttpRequest, alliance_id: UUID, managed_item_id: UUID) -> Status[None]:
    """It needs nobody any more."""
    found = _found(request, alliance_id, managed_item_id)
    commands.remove_item(by=actor(request), item=found, now=now())
    return Status(204, None)
