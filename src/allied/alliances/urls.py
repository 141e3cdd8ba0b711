"""Addresses of alliances, seats and invitations."""

from django.urls import path

from allied.alliances import invitation_views, views
from allied.alliances.attachments import views as attachments

A = "alliances/<uuid:alliance_id>/"
I = "invitations/<uuid:invitation_id>/"  # noqa: E741 - as short as its neighbour

urlpatterns = [
    path("alliances/new", views.new, name="alliance-new"),
    path(f"{A}settings", views.settings, name="alliance-settings"),
    path(f"{A}people", views.people, name="alliance-people"),
    path(f"{A}seats", views.seats, name="seats"),
    path(f"{A}seats/<uuid:seat_id>", views.seat, name="seat"),
    path(f"{A}seats/<uuid:seat_id>/end", views.seat_end, name="seat-end"),
    path(f"{A}partners", invitation_views.invite_partner, name="partner-invitation"),
    path(f"{A}colleagues", invitation_views.invite_colleague, name="colleague-invitation"),
    path(f"{A}files/<uuid:attachment_id>", attachments.file, name="attachment"),
    path("organisation/newcomers", invitation_views.invite_newcomer, name="newcomer-invitation"),
    path(f"{I}link", invitation_views.link, name="invitation-link"),
    path(f"{I}sending", invitation_views.send_again, name="invitation-sending"),
    path(f"{I}revocation", invitation_views.revoke, name="invitation-revocation"),
    path("invitations/<str:secret>", invitation_views.opened, name="invitation"),
]
