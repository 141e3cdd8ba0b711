"""A workbook that came in before: which alliance of one's own it became, noticed before a second one."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from allied.alliances.models import Alliance, Invitation, Party, ProposedMember
from allied.kit.errors import Refused
from allied.kit.moments import short_day
from allied.kit.words import listed, quoted
from allied.papers.workbook.content import AllianceWorkbook
from allied.people.models import Person
from allied.rooms.exchange.models import KeptWorkbook


class ImportedAlready(Refused):
    """The workbook is an alliance already; `twin` says in a sentence which one."""

    def __init__(self, twin: str) -> None:
        more = "To make a second one all the same, say again (--again on the command line)."
        super().__init__("imported_already", f"{twin} Nothing was written. {more}", field="again")
        self.twin = twin


def twin_of(workbook: AllianceWorkbook, raw: bytes, *, by: Person, now: datetime) -> str:
    """Which alliance this workbook became already, in a sentence; empty when none.

    Only alliances in which the person sits are looked at: of others they learn nothing.
    """
    rows = KeptWorkbook.objects.visible_to(by).filter(sha256=hashlib.sha256(raw).hexdigest())
    kept = rows.select_related("alliance", "by").order_by("-at", "pk").first()
    if kept is not None:
        day = short_day(kept.at, now, ZoneInfo(by.zone))
        name = quoted(kept.alliance.name)
        return f"{kept.by.name} imported this file on {day}: it is the alliance {name}."
    said = workbook.alliance
    same = Alliance.objects.visible_to(by).filter(
        name__iexact=said.name, parties__organisation=by.home
    )
    for alliance in same.order_by("-created_at", "pk")[:20]:
        shared = _shared(_partners_of(alliance, by), said.partner_organisations)
        if shared:
            return f"The alliance {quoted(alliance.name)} with {listed(shared)} exists already."
    return ""


def _shared(known: Iterable[str], wanted: Iterable[str]) -> list[str]:
    names = {name.casefold() for name in known}
    return [name for name in wanted if name.casefold() in names]


def _partners_of(alliance: Alliance, by: Person) -> set[str]:
    """Names of parties, and of those whom one's own side expects or has invited."""
    parties = Party.objects.visible_to(by).filter(alliance=alliance).exclude(organisation=by.home)
    found = set(parties.values_list("organisation__name", flat=True))
    found |= set(parties.values_list("organisation__short_name", flat=True))
    for model in (ProposedMember, Invitation):
        rows = model.objects.visible_to(by).filter(alliance=alliance)
        found |= set(rows.values_list("organisation_name", flat=True))
    return found
