"""Addresses of the simulator and of the assessment of complexity."""

from django.urls import path

from allied.rooms.governance.simulation.views import complexity, what_if

S = "alliances/<uuid:alliance_id>/governance/simulation"
C = f"{S}/complexity"

urlpatterns = [
    path(S, what_if.show, name="governance-simulation"),
    path(f"{S}/<str:key>/proposal", what_if.proposal, name="governance-simulation-proposal"),
    path(C, complexity.show, name="governance-complexity"),
    path(f"{C}/answers", complexity.answers, name="governance-complexity-answers"),
    path(f"{C}/versions/<int:number>", complexity.show, name="governance-complexity-version"),
]
