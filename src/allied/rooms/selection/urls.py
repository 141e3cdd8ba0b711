"""Addresses of partner selection: every one of them is private to the organisation that scores."""

from django.urls import path

from allied.rooms.selection.views import (
    candidates,
    deciding,
    pairs,
    preparing,
    reading,
    scoring,
    weights,
)

S = "alliances/<uuid:alliance_id>/selection"
X = f"{S}/<uuid:screening_id>"
C = f"{X}/candidates/<uuid:candidate_id>"

urlpatterns = [
    path(S, reading.index, name="selection"),
    path(f"{S}/new", preparing.new, name="selection-new"),
    path(X, reading.screening, name="selection-screening"),
    path(f"{X}/title", preparing.title, name="selection-title"),
    path(f"{X}/criteria/new", preparing.criterion_new, name="selection-criterion-new"),
    path(f"{X}/criteria/<uuid:criterion_id>", preparing.criterion, name="selection-criterion"),
    path(
        f"{X}/criteria/<uuid:criterion_id>/removal",
        preparing.criterion_removal,
        name="selection-criterion-removal",
    ),
    path(f"{X}/restorations", preparing.restorations, name="selection-restorations"),
    path(f"{X}/weights", weights.weights, name="selection-weights"),
    path(f"{X}/pairs", pairs.pairs, name="selection-pairs"),
    path(f"{X}/pairs/removal", pairs.removal, name="selection-pairs-removal"),
    path(f"{X}/candidates/new", candidates.new, name="selection-candidate-new"),
    path(C, candidates.candidate, name="selection-candidate"),
    path(f"{C}/withdrawal", candidates.withdrawal, name="selection-candidate-withdrawal"),
    path(f"{C}/files", candidates.files, name="selection-files"),
    path(
        f"{C}/files/<uuid:attachment_id>/erasure",
        candidates.erasure,
        name="selection-file-erasure",
    ),
    path(f"{C}/answers/<uuid:criterion_id>", deciding.answers, name="selection-answers"),
    path(f"{C}/invitation", deciding.invitation, name="selection-invitation"),
    path(f"{C}/repetition", deciding.repetition, name="selection-repetition"),
    path(f"{X}/raters", preparing.raters, name="selection-raters"),
    path(f"{X}/raters/<uuid:rater_id>/release", preparing.release, name="selection-release"),
    path(f"{X}/openings", preparing.openings, name="selection-openings"),
    path(f"{X}/sheet", scoring.sheet, name="selection-sheet"),
    path(f"{X}/revision", scoring.revision, name="selection-revision"),
    path(f"{X}/endings", scoring.endings, name="selection-endings"),
    path(f"{X}/closings", scoring.closings, name="selection-closings"),
    path(f"{X}/shortlist", deciding.shortlist, name="selection-shortlist"),
    path(f"{X}/scorecard.md", reading.file, {"kind": "md"}, name="selection-markdown"),
    path(f"{X}/scorecard.docx", reading.file, {"kind": "docx"}, name="selection-word"),
    path(f"{X}/scorecard.xlsx", reading.file, {"kind": "xlsx"}, name="selection-sheet-file"),
]
