"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from allied.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allied.web.urls")),
    path("", include("allied.alliances.urls")),
    path("", include("allied.rooms.thesis.urls")),
    path("", include("allied.rooms.thesis.before.urls")),
    path("", include("allied.rooms.thesis.alignment.urls")),
    path("", include("allied.rooms.diligence.urls")),
    path("", include("allied.rooms.selection.urls")),
    path("", include("allied.rooms.governance.urls")),
    path("", include("allied.rooms.agreement.annex.urls")),
    path("", include("allied.rooms.agreement.changes.urls")),
    path("", include("allied.rooms.agreement.exits.urls")),
    path("", include("allied.rooms.agreement.reading.urls")),
    path("", include("allied.rooms.conflict.urls")),
    path("", include("allied.rooms.governance.simulation.urls")),
    path("", include("allied.rooms.portfolio.urls")),
    path("", include("allied.rooms.exchange.urls")),
    path("accounts/", include("allied.people.urls")),
    path("api/v1/", api.urls),
]
handler400 = "allied.web.errors.bad_request"
handler403 = "allied.web.errors.not_allowed"
handler404 = "allied.web.errors.missing"
handler429 = "allied.web.errors.too_fast"
handler500 = "allied.web.errors.broken"
