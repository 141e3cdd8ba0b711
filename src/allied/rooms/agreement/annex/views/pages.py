"""The annex as a document: today's text, its frozen versions, what differs, and files to take along."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.access import may
from allied.alliances.doors import enter
from allied.alliances.models import Alliance, SignOff
from allied.kit.downloads import download
from allied.kit.lint import Finding, counting
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.annex.building import SECTION_OF_PART
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.models import AnnexVersion
from allied.rooms.agreement.annex.papers import annex_file, standing_of
from allied.rooms.agreement.annex.queries import (
    Annex,
    annex_of,
    drift_words,
    sign_off_of,
    version_numbered,
    versions_of,
)
from allied.rooms.agreement.annex.terms import PARTS
from allied.rooms.agreement.annex.text import AnnexText, numbered, readable
from allied.rooms.agreement.annex.versions import annex_text

EDIT, SIGN, DEFINE = "annex.edit", "annex.sign", "kpi.edit"
TODAY = "today"
SETTINGS = {
    "people": "alliance-people",
    "cadence": "governance",
    "decisions": "governance",
    "disputes": "conflict-ladder",
    "exits": "exits",
    "unwind": "exits",
}


def opened(request: PersonRequest, alliance_id: Any) -> Annex:
    """The annex of the alliance that the address names; the sidebar shows where one is."""
    alliance = enter(request, alliance_id)
    request.here = "annex"
    return annex_of(alliance, request.user, timezone.now())


def draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the annex."""
    return render(request, f"annex/{template}", context, status=status)


def parts_by_section() -> dict[str, list[tuple[str, str]]]:
    """Which parts of the terms are written in which section."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part, section in SECTION_OF_PART.items():
        found.setdefault(section, []).append((part, PARTS[part].title))
    return found


def findings_by_section(found: Annex) -> dict[str, list[Finding]]:
    """What the lint says of the terms, by the section in which they are read."""
    said: dict[str, list[Finding]] = {}
    for one in counting(found.findings):
        section = SECTION_OF_PART.get(one.section, "reporting")
        said.setdefault(section, []).append(one)
    return said


def shown(text: AnnexText) -> list[tuple[int, Any, list[tuple[str, Any]]]]:
    """Sections with their numbers, and their blocks with theirs."""
    sections = enumerate(readable(text).sections, 1)
    return [(number, one, list(numbered(one, number))) for number, one in sections]


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The annex from today's settings, and where its signatures stand."""
    return drawn(request, opened(request, alliance_id))


def drawn(
    request: PersonRequest, found: Annex, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page of the annex; `refusal` says why an act was not carried out."""
    person, seats = request.user, found.seats_of(request.user)
    context = {
        "alliance": found.alliance,
        "found": found,
        "lead": lead_of(found),
        "sections": shown(found.today),
        "parts": parts_by_section(),
        "findings": findings_by_section(found),
        "waived": sum(bool(one.waived) for one in found.findings),
        "settings": SETTINGS,
        "versions": versions_of(found.alliance, person),
        "marks": marks_of(found, found.sign_off),
        "may_edit": may(seats, EDIT),
        "may_sign": may(seats, SIGN),
        "may_define": may(seats, DEFINE),
        "has_signed": any(s.owner_id == person.organisation_id for s in found.signatures),
        "refusal": refusal,
        "alone": len(found.basis.parties) < 2,
    }
    return draw(request, "annex.html", context, status=422 if refusal else status)


def lead_of(found: Annex) -> tuple[str, str]:
    """The answer of the page: whether the annex is signed and still says how the parties work."""
    if found.in_force:
        said = drift_words(len(found.drift) or int(found.in_force.digest != found.digest))
        standing = standing_of(found.in_force)
        return said, f"{standing}."
    if found.is_up:
        return "The annex waits for signatures.", "It is in force when every sponsor has signed."
    sections = counted(len(found.today.sections), "section")
    return "Nothing is signed yet.", f"{sections} stand here as your settings say them today."


def marks_of(found: Annex, sign_off: SignOff | None) -> list[tuple[int, str, str]]:
    """The mark of the newest sign-off: which halves are filled."""
    said = {each.owner_id: "yes" if each.signed else "no" for each in found.signatures}
    everybody = {str(party.organisation_id) for party in found.basis.parties}
    needed = set(sign_off.needed) if sign_off else everybody
    return [
        (p.colour, p.organisation.short_name, said.get(p.organisation_id, "wait"))
        for p in found.basis.parties
        if str(p.organisation_id) in needed
    ]


def version_or_404(request: PersonRequest, alliance: Alliance, revision: int) -> AnnexVersion:
    """One frozen version."""
    row = version_numbered(alliance, request.user, revision)
    if row is None:
        raise Http404
    return row


@page
def version(request: PersonRequest, alliance_id: Any, revision: int) -> HttpResponse:
    """One version as it was frozen."""
    found = opened(request, alliance_id)
    row = version_or_404(request, found.alliance, revision)
    sign_off, signatures = sign_off_of(row, request.user)
    context = {
        "alliance": found.alliance,
        "version": row,
        "standing": standing_of(row),
        "sections": shown(annex_text(row)),
        "signatures": signatures,
        "sign_off": sign_off,
    }
    return draw(request, "version.html", context)


@page
def file(request: PersonRequest, alliance_id: Any, kind: str) -> HttpResponse:
    """Today's text as a file, marked as a draft."""
    return _file(request, opened(request, alliance_id), None, kind)


@page
def version_file(
    request: PersonRequest, alliance_id: Any, revision: int, kind: str
) -> HttpResponse:
    """One version as a file."""
    found = opened(request, alliance_id)
    return _file(request, found, version_or_404(request, found.alliance, revision), kind)


def _file(
    request: PersonRequest, found: Annex, row: AnnexVersion | None, kind: str
) -> HttpResponse:
    made = annex_file(found, row, request.user, kind)
    return download(*made)


@page
def comparison(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """What differs between two versions, or between one and today, in words."""
    found = opened(request, alliance_id)
    rows = versions_of(found.alliance, request.user)
    signed = str(found.in_force.revision) if found.in_force else ""
    newest = str(rows[0].revision) if rows else TODAY
    old, new = _asked(request, "from", signed or newest), _asked(request, "to", TODAY)
    texts = {str(row.revision): row for row in rows}
    one, two = (_text(found, texts, said) for said in (old, new))
    changes = compare(one, two)
    context = {
        "alliance": found.alliance,
        "old": old,
        "new": new,
        "versions": rows,
        "changes": changes,
        "groups": grouped(changes),
    }
    return draw(request, "comparison.html", context)


def _asked(request: PersonRequest, name: str, otherwise: str) -> str:
    text = request.GET.get(name, "") or otherwise
    if text and text != TODAY and not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Http404
    return text


def _text(found: Annex, rows: dict[str, AnnexVersion], said: str) -> AnnexText:
    if said == TODAY:
        return found.today
    if said not in rows:
        raise Http404
    return annex_text(rows[said])


def grouped(changes: Any) -> dict[str, list[Any]]:
    """The differences by the section in which they stand."""
    found: dict[str, list[Any]] = {}
    for change in changes:
        found.setdefault(change.section or "Parties", []).append(change)
    return found
