"""Letting somebody in who just proved who they are, and asking again before sensitive pages."""

from collections.abc import Callable
from typing import Concatenate

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from allied.people.doors import PersonRequest
from allied.people.models import Person


def prove_again[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """For pages that change who gets in: whoever finds an open browser gets no further than this."""
    guarded: Callable[Concatenate[PersonRequest, P], HttpResponse]
    guarded = reauthentication_required(app="allied")(view)
    return guarded


def enter(request: HttpRequest, person: Person, to: str) -> HttpResponse:
    """Sign the person in and go on; a second factor, if they have one, is asked first."""
    login = Login(user=person, email=person.email, redirect_url=to)
    answer: HttpResponse = perform_password_login(request, {"email": person.email}, login)
    return answer
