"""Addresses of coming in and going out."""

from django.urls import path

from allied.rooms.exchange import views

A = "alliances/<uuid:alliance_id>"

urlpatterns = [
    path("import", views.bring_in, name="import"),
    path("import/template", views.empty_workbook, name="import-template"),
    path("import/<uuid:staged_id>", views.staged, name="import-staged"),
    path(f"{A}/export", views.export, name="export"),
    path(f"{A}/patterns", views.choose_pattern, name="patterns"),
]
