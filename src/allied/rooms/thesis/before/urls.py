"""Addresses of the checks before an alliance."""

from django.urls import path

from allied.rooms.thesis.before.views import answers, lines, pages

B = "alliances/<uuid:alliance_id>/before"
MOVE, READY, LINES = f"{B}/right-move", f"{B}/readiness", f"{B}/red-lines"
VERSION = "versions/<int:number>"

urlpatterns = [
    path(B, pages.index, name="before"),
    path(MOVE, pages.move, name="before-move"),
    path(f"{MOVE}/answers", answers.move_answers, name="before-move-answers"),
    path(f"{MOVE}/{VERSION}", pages.move, name="before-move-version"),
    path(READY, pages.ready, name="before-readiness"),
    path(f"{READY}/answers", answers.readiness_answers, name="before-readiness-answers"),
    path(f"{READY}/{VERSION}", pages.ready, name="before-readiness-version"),
    path(LINES, pages.red_lines, name="before-lines"),
    path(f"{LINES}/changes", lines.changes, name="before-lines-changes"),
    path(f"{LINES}/{VERSION}", pages.red_lines, name="before-lines-version"),
]
