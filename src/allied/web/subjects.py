"""Where a record of any kind is shown: subject kind and id to an address."""

from typing import Any

from django.urls import NoReverseMatch, reverse

# subject kind -> (route, name of the id in the address or empty when the alliance is enough)
ROUTES: dict[str, tuple[str, str]] = {
    "alliance": ("overview", ""),
    "organisation": ("alliance-people", ""),
    "seat": ("alliance-people", ""),
    "invitation": ("alliance-people", ""),
    "decision": ("decision", "decision_id"),
    "thesis": ("thesis", ""),
    "assumption": ("thesis-tests", ""),
    "alignment": ("thesis-alignment", ""),
    "alignment round": ("thesis-alignment", ""),
    "right move": ("before-move", ""),
    "readiness": ("before-readiness", ""),
    "red lines": ("before-lines", ""),
    "blueprint": ("governance", ""),
    "forum": ("governance", ""),
    "decision right": ("governance", ""),
    "annex": ("annex", ""),
    "annex terms": ("annex", ""),
    "kpi": ("annex-kpis", ""),
    "change request": ("change", "change_request_id"),
    "exit trigger": ("exits", ""),
    "unwind step": ("exits", ""),
    "lint": ("lint", ""),
    "complexity": ("governance-complexity", ""),
    "risk": ("risk", "risk_id"),
    "control": ("risk-control-due", "control_id"),
    "risk scale": ("risk-scales", ""),
    "checklist": ("diligence", ""),
    "managed item": ("single-points", ""),
    "agreement": ("agreement", ""),
    "agreement reading": ("agreement-reading", "agreement_reading_id"),
    "agreement fact": ("agreement", ""),
    "obligation": ("obligation", "obligation_id"),
    "screening": ("selection-screening", "screening_id"),
    "score sheet": ("selection-sheet", "screening_id"),
    "score revision": ("selection-revision", "screening_id"),
    "weights": ("selection-weights", "screening_id"),
    "shortlist": ("selection-shortlist", "screening_id"),
    "conflict": ("conflict", "conflict_id"),
    "conflict step": ("conflict-step", "conflict_step_id"),
    "conflict ladder": ("conflict-ladder", ""),
    "joint memo": ("conflict-memo-signing", "sign_off_id"),
    "note": ("note", "note_id"),
    "shared text": ("shared-text", "shared_id"),
    "attachment": ("attachment", "attachment_id"),
    "gate": ("overview", ""),
}


def address_of(kind: str, subject_id: Any, alliance_id: Any) -> str:
    """The address of a subject; the alliance's overview for kinds without a page of their own."""
    route, parameter = ROUTES.get(kind, ("overview", ""))
    kwargs = {"alliance_id": alliance_id}
    if parameter and subject_id:
        kwargs[parameter] = subject_id
    try:
        return reverse(route, kwargs=kwargs)
    except NoReverseMatch:
        return reverse("overview", kwargs={"alliance_id": alliance_id})
