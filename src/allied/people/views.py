"""Signing in, and the places where one is signed in."""

from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.views import LoginView
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from allied.kit.forms import Form, SeeOther, done, sent
from allied.kit.moments import moment
from allied.people.demo import demo_people, demo_person
from allied.people.doors import PersonRequest, signed_in
from allied.people.entering import enter
from allied.people.homes import host_name, is_founded
from allied.people.sessions import end_session, end_sessions, sessions_of

LONGEST_NUMBER = 18


class SignIn(LoginView):
    """The sign-in page; on a server that nobody has set up yet it leads to the first run."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the very first visitor to the first run."""
        if not request.user.is_authenticated and not is_founded():
            return redirect("start")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who hosts this server, and in demo mode the people to enter as."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["host"] = host_name()
        context["demo"] = demo_people()
        context["next"] = self.request.GET.get("next", self.request.POST.get("next", ""))
        return context


sign_in = SignIn.as_view()


class DemoForm(Form):
    """Which demo person to enter as."""

    person = forms.UUIDField()


def enter_demo(request: HttpRequest) -> HttpResponse:
    """Enter as one of the demo people with one click; there is no such address otherwise."""
    form = DemoForm(sent(request))
    person = demo_person(request, form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise Http404
    return enter(request, person, reverse("week"))


@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    """Where one is signed in; ending one place or all the others."""
    if request.method == "POST":
        return _end(request)
    zone, now = ZoneInfo(request.user.zone), timezone.now()
    shown = [
        (place, place.key == request.session.session_key, moment(place.since, now, zone))
        for place in sessions_of(request.user)
    ]
    return render(request, "usersessions/usersession_list.html", {"sessions": shown})


def _end(request: PersonRequest) -> HttpResponse:
    address = reverse("usersessions_list")
    one = request.POST.get("session", "")
    if not one:
        ended = end_sessions(request.user, but=request.session.session_key or "")
        return done(request, address, f"Signed out everywhere else: {ended}.")
    here = [p for p in sessions_of(request.user) if p.key == request.session.session_key]
    if one in {str(place.pk) for place in here}:
        return SeeOther(reverse("account_logout"))
    known = one.isascii() and one.isdecimal() and len(one) <= LONGEST_NUMBER
    if not known or not end_session(request.user, int(one)):
        return done(request, address, "That session had ended already.")
    return done(request, address, "Signed out there.")
