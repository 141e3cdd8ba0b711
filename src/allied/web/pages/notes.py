"""Private notes of one side in one alliance, and the one step from private to joint."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import notes
from allied.alliances.access import RIGHTS, may, require, seats_of
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance, PrivateNote, SharedText
from allied.kit.forms import Form, carry_out, done
from allied.people.doors import PersonRequest, page
from allied.people.models import Person

SHOWN = 100


class NoteForm(Form):
    """A private note."""

    title = forms.CharField(required=False, max_length=200, strip=True)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 10}), max_length=notes.LONGEST)


class ChangeForm(NoteForm):
    """A private note that exists, with the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(Form):
    """Removing a note as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(Form):
    """What of a note is shared, word by word."""

    title = forms.CharField(max_length=200)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 10}), max_length=notes.LONGEST)
    read = forms.BooleanField(error_messages={"required": "Say that you have read the whole text."})


def _private(request: HttpRequest, alliance_id: Any) -> Alliance:
    """The alliance, for people whose seat reads private records; the page says who sees it."""
    alliance = enter(request, alliance_id)
    person = request.user
    assert isinstance(person, Person)
    require(person, "private.read", alliance, timezone.now())
    request.audience = "private"  # type: ignore[attr-defined]  # read by the frame
    return alliance


def _note(request: PersonRequest, alliance: Alliance, note_id: Any) -> PrivateNote:
    rows = PrivateNote.objects.visible_to(request.user).filter(removed_at__isnull=True)
    return find(rows.select_related("by"), pk=note_id, alliance=alliance)


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """All notes of one's own side, the newest first."""
    alliance = _private(request, alliance_id)
    rows = PrivateNote.objects.visible_to(request.user).filter(
        alliance=alliance, removed_at__isnull=True
    )
    found = list(rows.select_related("by").order_by("-changed_at", "pk")[:SHOWN])
    shared = SharedText.objects.visible_to(request.user).filter(alliance=alliance)
    context = {
        "alliance": alliance,
        "notes": found,
        "shared": list(shared.select_related("by").order_by("-shared_at", "pk")[:SHOWN]),
    }
    return render(request, "web/notes/index.html", context)


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write a note."""
    alliance = _private(request, alliance_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        made = carry_out(
            form, notes.write_note, by=request.user, alliance=alliance, now=timezone.now()
        )
        if made:
            address = reverse("note", args=[alliance.pk, made.pk])
            return done(request, address, f"Saved. Only {request.user.home.short_name} sees it.")
    status = 422 if form.errors else 200
    return render(
        request, "web/notes/new.html", {"alliance": alliance, "form": form}, status=status
    )


@page
def show(request: PersonRequest, alliance_id: Any, note_id: Any) -> HttpResponse:
    """Read and change one note."""
    alliance = _private(request, alliance_id)
    note = _note(request, alliance, note_id)
    first = {"title": note.title, "text": note.text, "version": note.version}
    form = ChangeForm(request.POST or None, initial=first)
    if request.method == "POST":
        changed = carry_out(form, notes.change_note, by=request.user, note=note, now=timezone.now())
        if changed:
            return done(request, reverse("note", args=[alliance.pk, note.pk]), "Changed.")
    seats = seats_of(request.user, alliance, timezone.now())
    context = {
        "alliance": alliance,
        "note": note,
        "form": form,
        "may_share": may(seats, "private.share"),
    }
    return render(request, "web/notes/show.html", context, status=422 if form.errors else 200)


@page
def remove(request: PersonRequest, alliance_id: Any, note_id: Any) -> HttpResponse:
    """Remove a note; asked once more on a page of its own."""
    alliance = _private(request, alliance_id)
    note = _note(request, alliance, note_id)
    form = RemoveForm(request.POST or None, initial={"version": note.version})
    if request.method == "POST":
        gone = carry_out(form, notes.remove_note, by=request.user, note=note, now=timezone.now())
        if gone:
            return done(request, reverse("notes", args=[alliance.pk]), "The note is removed.")
    context = {"alliance": alliance, "note": note, "form": form}
    return render(request, "web/notes/remove.html", context, status=422 if form.errors else 200)


def _readers(alliance: Alliance, organisation_id: Any) -> tuple[int, int]:
    """How many people read a private note of this side, and how many a joint text."""
    current = alliance.seats.filter(ended_at__isnull=True)
    own = current.filter(organisation_id=organisation_id, role__in=RIGHTS["private.read"].roles)
    return own.values("person").distinct().count(), current.values("person").distinct().count()


@page
def share(request: PersonRequest, alliance_id: Any, note_id: Any) -> HttpResponse:
    """The one step from private to joint: who reads it now, who after, the whole text."""
    alliance = _private(request, alliance_id)
    require(request.user, "private.share", alliance, timezone.now())
    note = _note(request, alliance, note_id)
    form = ShareForm(request.POST or None, initial={"title": note.title, "text": note.text})
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("read")
        shared = carry_out(form, notes.share_copy, by=request.user, note=note, now=timezone.now())
        if shared:
            address = reverse("shared-text", args=[alliance.pk, shared.pk])
            return done(request, address, "Shared with both companies. Your note stays private.")
    now_people, after_people = _readers(alliance, request.user.organisation_id)
    context = {
        "alliance": alliance,
        "note": note,
        "form": form,
        "now_people": now_people,
        "after_people": after_people,
    }
    return render(request, "web/notes/share.html", context, status=422 if form.errors else 200)


@page
def shared_text(request: PersonRequest, alliance_id: Any, shared_id: Any) -> HttpResponse:
    """A text that one side shared: everybody in the alliance reads it."""
    alliance = enter(request, alliance_id)
    request.here = "notes"
    rows = SharedText.objects.visible_to(request.user).select_related("by", "owner")
    shared = find(rows, pk=shared_id, alliance=alliance)
    return render(request, "web/notes/shared.html", {"alliance": alliance, "shared": shared})
