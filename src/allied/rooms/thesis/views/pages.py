"""What every page of the thesis shows: whose thesis it is, who signed, what this person may do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.at_hand import parties_at_hand
from allied.alliances.doors import enter
from allied.alliances.models import Alliance, Seat, Signature
from allied.kit.lint import Finding, Severity, counting
from allied.kit.words import counted, listed
from allied.people.doors import PersonRequest
from allied.people.scope import OURS
from allied.rooms.thesis.findings import findings_today
from allied.rooms.thesis.fitting import PARTNER
from allied.rooms.thesis.forms import SectionForm, Sides
from allied.rooms.thesis.models import State, Thesis
from allied.rooms.thesis.queries import Document, document, joint_thesis, newest_document, own_draft
from allied.rooms.thesis.sections import TITLES


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signed or refused for one side, as the panel shows it."""

    name: str
    initials: str
    role: str
    you: bool
    given: Signature


@dataclass(frozen=True, kw_only=True)
class Side:
    """One party in the sign-off panel: its half is filled once it has signed."""

    colour: int
    letter: str
    name: str
    state: str
    signer: Signer | None
    yours: bool

    @property
    def filled(self) -> bool:
        """Whether this party has signed."""
        return self.state == "yes"


def thesis_or_404(thesis: Thesis | None) -> Thesis:
    """The thesis, or 404: what is not there and what is not shared read the same."""
    if thesis is None:
        raise Http404
    return thesis


def opened(
    request: PersonRequest, alliance_id: Any, *, own: bool = False
) -> tuple[Alliance, Thesis | None]:
    """The alliance of the address and its thesis, joint or our own; the frame says who reads it."""
    alliance = enter(request, alliance_id)
    request.here = "thesis"  # read by the frame
    if not own:
        return alliance, joint_thesis(request.user, alliance)
    request.audience = "private"  # read by the frame
    return alliance, thesis_or_404(own_draft(request.user, alliance))


def found(request: PersonRequest, thesis: Thesis, revision: int | None = None) -> Document:
    """One version of a thesis, or 404."""
    parties = parties_at_hand(request, request.user)[thesis.alliance_id]
    version = document(request.user, thesis, revision, parties)
    if version is None:
        raise Http404
    return version


def newest(request: PersonRequest, thesis: Thesis) -> Document:
    """The version that a change would touch."""
    parties = parties_at_hand(request, request.user)[thesis.alliance_id]
    version = newest_document(request.user, thesis, parties)
    if version is None:
        raise Http404
    return version


def sides_of(document: Document, seats: Sequence[Seat]) -> list[Side]:
    """Every party with what it said about this version, in the fixed order."""
    sign_off = document.sign_off
    given = {each.owner_id: each for each in sign_off.signatures.all()} if sign_off else {}
    own = {seat.organisation_id for seat in seats}
    person = seats[0].person_id if seats else None
    return [
        Side(
            colour=party.colour,
            letter=party.organisation.letter,
            name=party.organisation.short_name or party.organisation.name,
            state=_state(given.get(party.organisation_id)),
            signer=_signer(given.get(party.organisation_id), person),
            yours=party.organisation_id in own,
        )
        for party in document.parties
    ]


def _state(given: Signature | None) -> str:
    if given is None:
        return "wait"
    return "yes" if given.signed else "no"


def _signer(given: Signature | None, person: Any) -> Signer | None:
    if given is None:
        return None
    return Signer(
        name=given.person.name,
        initials=given.person.initials,
        role=given.role,
        you=given.person_id == person,
        given=given,
    )


def choices_of(document: Document) -> Sides:
    """The organisations that a row may name; a side that is alone has its hoped-for partner too."""
    named = {one.organisation for one in document.content.contributions}
    named |= {one.owner for one in document.content.outcomes}
    others = sorted(name for name in named if name and name not in document.names)
    if len(document.names) < 2 and PARTNER not in others:
        others.append(PARTNER)
    return [*document.names.items(), *((name, name) for name in others)]


def by_item(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """The findings by their section and item, so that each stands under its row."""
    sorted_: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        sorted_.setdefault((finding.section, finding.item), []).append(finding)
    return sorted_


def lead_of(document: Document, sides: Sequence[Side], *, editing: bool) -> str:
    """The one sentence that answers what this page is about."""
    version = document.version
    name = f"Version {version.revision}"
    if document.thesis.audience == OURS:
        return "This draft was shared." if document.thesis.shared_at else "A draft of your own."
    waiting = listed([side.name for side in sides if side.state == "wait"])
    refusing = listed([side.name for side in sides if side.state == "no"])
    both = "both" if len(sides) == 2 else f"all {len(sides)}"
    said = {
        State.DRAFT: f"{name} is a draft.",
        State.UP: f"{name} waits for the signature of {waiting}.",
        State.REFUSED: f"{refusing} refused to sign {name.lower()}.",
        State.SIGNED: f"{name} is in force, signed by {both}.",
        State.SUPERSEDED: f"{name} no longer counts.",
    }
    next_ = f" A change begins version {version.revision + 1}."
    later = editing and version.state != State.DRAFT
    return said[State(version.state)] + (next_ if later else "")


def hints_of(said: Sequence[Finding]) -> str:
    """How many hints the lint has for this version."""
    errors = sum(one.severity is Severity.ERROR for one in said)
    warnings = len(said) - errors
    if not said:
        return "The lint finds nothing to mend."
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return f"{listed(parts)} to mend." if len(parts) else ""


def draw(
    request: PersonRequest,
    document: Document,
    *,
    form: SectionForm | None = None,
    editing: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page that reads like a document, with one section open for writing if one is."""
    seats = seats_of(request.user, document.alliance, timezone.now())
    is_open = document.open_version is not None and (
        document.version.revision == document.open_version.revision
    )
    sides = sides_of(document, seats)
    context = {
        "alliance": document.alliance,
        "document": document,
        "version": document.version,
        "content": document.content,
        "names": document.names,
        "parties": document.parties,
        "private": document.thesis.audience == OURS,
        "sides": sides,
        "shares": [(side.colour, side.name, side.state) for side in sides],
        "mine": next((side for side in sides if side.yours), None),
        "may_edit": may(seats, "thesis.edit"),
        "may_sign": may(seats, "thesis.sign"),
        "may_share": may(seats, "private.share"),
        "editing": editing,
        "form": form,
        "titles": TITLES,
        "states": State,
        "lead": lead_of(document, sides, editing=editing),
        "opened_at": document.version.edit,
        "tests": {},
        "tally": "",
        "changes": (),
        "own": None,
        "alignment": None,
        "sharable": False,
    }
    context |= _hints(document, shown=is_open or editing)
    return render(request, "thesis/document.html", context | more, status=status)


def _hints(document: Document, *, shown: bool) -> dict[str, Any]:
    """What the lint says of a version that can be changed: under its rows, beside it, and in the answer."""
    found = findings_today(document, timezone.now().date()) if shown else ()
    said = counting(found)
    return {
        "notes": by_item(said),
        "findings": said,
        "waived": len(found) - len(said),
        "answer": hints_of(said) if shown else "",
    }
