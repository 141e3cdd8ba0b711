"""Reading the thesis: the document, its versions, what changed, and files to take along."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.doors import enter
from allied.kit.downloads import download
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.alignment.queries import rounds_read
from allied.rooms.thesis.alignment.telling import in_short
from allied.rooms.thesis.models import Thesis
from allied.rooms.thesis.papers import thesis_file
from allied.rooms.thesis.queries import (
    Document,
    changes_between,
    joint_thesis,
    theses,
)
from allied.rooms.thesis.sections import TITLES
from allied.rooms.thesis.testing import assumption_tests, tally
from allied.rooms.thesis.views.pages import draw, found, newest, opened, thesis_or_404

TAKE_OVER = "The alliance has its joint thesis. Take over there what you want to share."


@page
def thesis(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The thesis as it counts: what is up for signature, else what is in force, else the draft."""
    alliance = enter(request, alliance_id)
    thesis, mine = theses(request.user, alliance)
    if thesis is None:
        seats = seats_of(request.user, alliance, timezone.now())
        alone = alliance.parties.count() < 2
        if alone and mine:
            return redirect("thesis-own", alliance.pk)
        context = {
            "alliance": alliance,
            "alone": alone,
            "own": mine,
            "may_edit": may(seats, "thesis.edit"),
            "may_draft": may(seats, "thesis.edit") and may(seats, "private.write"),
        }
        return render(request, "thesis/empty.html", context)
    return _with_tests(request, found(request, thesis), mine)


def _with_tests(request: PersonRequest, document: Document, mine: Thesis | None) -> HttpResponse:
    today = timezone.now().date()
    tests = assumption_tests(request.user, document, today)
    answer: dict[str, Any] = (
        {"answer": tally(tests)} if document.version.signed_at and tests else {}
    )
    return draw(
        request,
        document,
        **answer,
        own=mine,
        alignment=in_short(rounds_read(request.user, document.alliance, document.parties)),
        tests={test.assumption.id: test for test in tests},
        tally=tally(tests),
        changes=document.changes,
    )


@page
def draft(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The version that a change would touch, section by section with a way to change each."""
    _, thesis = opened(request, alliance_id)
    return draw(request, newest(request, thesis_or_404(thesis)), editing=True)


@page
def own(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Our side's own draft."""
    alliance, thesis = opened(request, alliance_id, own=True)
    thesis = thesis_or_404(thesis)
    joint = joint_thesis(request.user, alliance) is not None
    more: dict[str, Any] = {"answer": TAKE_OVER} if joint and not thesis.shared_at else {}
    is_open = thesis.shared_at is None
    return draw(
        request, newest(request, thesis), editing=is_open, sharable=is_open and not joint, **more
    )


@page
def version(request: PersonRequest, alliance_id: Any, revision: int) -> HttpResponse:
    """One version as it was."""
    _, thesis = opened(request, alliance_id)
    return draw(request, found(request, thesis_or_404(thesis), revision))


@page
def file(request: PersonRequest, alliance_id: Any, revision: int, kind: str) -> HttpResponse:
    """One version as a file to take along."""
    _, thesis = opened(request, alliance_id)
    return _file(found(request, thesis_or_404(thesis), revision), kind)


@page
def own_file(request: PersonRequest, alliance_id: Any, kind: str) -> HttpResponse:
    """Our own draft as a file to take along."""
    _, thesis = opened(request, alliance_id, own=True)
    return _file(newest(request, thesis_or_404(thesis)), kind)


def _file(document: Document, kind: str) -> HttpResponse:
    return download(*thesis_file(document, kind))


@page
def comparison(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """What changed from one version to another, in words."""
    alliance, thesis = opened(request, alliance_id)
    last = newest(request, thesis_or_404(thesis))
    old = _asked(request, "from", max(1, last.version.revision - 1))
    new = _asked(request, "to", last.version.revision)
    one, two = (found(request, last.thesis, revision) for revision in (old, new))
    changes = changes_between(one, two)
    context = {
        "alliance": alliance,
        "old": one,
        "new": two,
        "versions": last.versions,
        "sections": [
            (title, [change for change in changes if change.section == name])
            for name, title in TITLES.items()
        ],
        "changes": changes,
    }
    return render(request, "thesis/comparison.html", context)


def _asked(request: PersonRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    if not text.isdecimal() or len(text) > 6:
        raise Http404
    return int(text)
