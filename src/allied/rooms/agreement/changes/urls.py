"""Addresses of change requests."""

from django.urls import path

from allied.rooms.agreement.changes import views

C = "alliances/<uuid:alliance_id>/changes"
ONE = f"{C}/<uuid:change_request_id>"

urlpatterns = [
    path(C, views.index, name="changes"),
    path(f"{C}/new/<slug:kind>", views.new, name="change-new"),
    path(ONE, views.one, name="change"),
    path(f"{ONE}/words", views.rewriting, name="change-words"),
    path(f"{ONE}/impact", views.impact, name="change-impact"),
    path(f"{ONE}/decision", views.putting, name="change-decision"),
    path(f"{ONE}/withdrawal", views.withdrawal, name="change-withdrawal"),
]
