"""One's own profile and tokens."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import security
from allied.alliances.doors import find
from allied.alliances.organisations import change_profile
from allied.kit.forms import SeeOther, attempt, carry_out, done, sent
from allied.people.doors import PersonRequest, page, signed_in
from allied.people.entering import prove_again
from allied.people.forms import ProfileForm, TokenForm
from allied.people.tokens import tokens_of
from allied.web.once import shown_once


@page
def profile(request: PersonRequest) -> HttpResponse:
    """How one is called, where one is, and when the digest comes."""
    fields = ("name", "title", "time_zone", "digest_hour")
    form = ProfileForm(sent(request), initial={f: getattr(request.user, f) for f in fields})
    if request.method == "POST":
        changed = carry_out(form, change_profile, by=request.user, now=timezone.now())
        if changed:
            return done(request, reverse("profile"), "Changed.")
    context = {"form": form, "person": request.user}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@signed_in
@prove_again
def tokens(request: PersonRequest) -> HttpResponse:
    """One's tokens, and making one; its secret is on the answer, this once."""
    now = timezone.now()
    form, secret, status = TokenForm(sent(request)), "", 200
    if request.method == "POST":
        made = attempt(form, lambda: _make(request, form))
        status, secret = (201, made[1]) if made else (422, "")
        form = TokenForm() if made else form
    context = {
        "form": form,
        "secret": secret,
        "tokens": tokens_of(request.user, now),
        "now": now,
        "zone": ZoneInfo(request.user.zone),
    }
    answer = render(request, "people/tokens.html", context, status=status)
    return shown_once(answer) if secret else answer


def _make(request: PersonRequest, form: TokenForm) -> tuple[object, str]:
    said = form.cleaned_data
    return security.make_token(
        by=request.user,
        name=said["name"],
        scopes=["read", "write"] if said["scope"] == "write" else ["read"],
        lives=timedelta(days=said["days"]),
        now=timezone.now(),
    )


@signed_in
def token_revocation(request: PersonRequest, token_id: UUID) -> HttpResponse:
    """A token opens nothing any more."""
    if request.method != "POST":
        return SeeOther(reverse("tokens"))
    token = find(request.user.tokens.all(), pk=token_id)
    security.revoke_token(by=request.user, token=token, now=timezone.now())
    return done(request, reverse("tokens"), f"{token.name} opens nothing any more.")
