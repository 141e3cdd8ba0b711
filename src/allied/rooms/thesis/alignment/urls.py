"""Addresses of the alignment check."""

from django.urls import path

from allied.rooms.thesis.alignment.views import answering, pages, settling, starting

A = "alliances/<uuid:alliance_id>/thesis/alignment"
ROUND = f"{A}/rounds/<int:number>"

urlpatterns = [
    path(A, pages.index, name="thesis-alignment"),
    path(f"{A}/rounds", starting.start, name="thesis-alignment-start"),
    path(ROUND, pages.one, name="thesis-alignment-round"),
    path(f"{ROUND}/answer", answering.answer, name="thesis-alignment-answer"),
    path(f"{ROUND}/people", answering.people, name="thesis-alignment-people"),
    path(f"{ROUND}/releases", answering.releases, name="thesis-alignment-releases"),
    path(f"{ROUND}/endings", starting.end, name="thesis-alignment-end"),
    path(
        f"{ROUND}/differences/<str:difference>",
        settling.difference,
        name="thesis-alignment-difference",
    ),
]
