"""Addresses of the value thesis."""

from django.urls import path

from allied.rooms.thesis.views import agreeing, editing, judging, reading, sharing

T = "alliances/<uuid:alliance_id>/thesis"
VERSION = f"{T}/versions/<int:revision>"

urlpatterns = [
    path(T, reading.thesis, name="thesis"),
    path(f"{T}/starts", editing.starts, name="thesis-starts"),
    path(f"{T}/draft", reading.draft, name="thesis-draft"),
    path(f"{T}/sections/<slug:section>", editing.section, name="thesis-section"),
    path(f"{T}/sign-offs", agreeing.sign_offs, name="thesis-signoffs"),
    path(f"{T}/signatures", agreeing.signatures, name="thesis-signatures"),
    path(f"{T}/refusals", agreeing.refusals, name="thesis-refusals"),
    path(f"{T}/withdrawals", agreeing.withdrawals, name="thesis-withdrawals"),
    path(VERSION, reading.version, name="thesis-version"),
    path(f"{VERSION}.md", reading.file, {"kind": "md"}, name="thesis-markdown"),
    path(f"{VERSION}.docx", reading.file, {"kind": "docx"}, name="thesis-word"),
    path(f"{VERSION}.pdf", reading.file, {"kind": "pdf"}, name="thesis-pdf"),
    path(f"{T}/comparison", reading.comparison, name="thesis-comparison"),
    path(f"{T}/tests", judging.tests, name="thesis-tests"),
    path(f"{T}/tests/<str:item>/evidence", judging.evidence, name="thesis-evidence"),
    path(f"{T}/tests/<str:item>/verdicts", judging.verdicts, name="thesis-verdicts"),
    path(
        f"{T}/evidence/<uuid:evidence_id>/withdrawals",
        judging.evidence_withdrawals,
        name="thesis-evidence-withdrawals",
    ),
    path(f"{T}/own", reading.own, name="thesis-own"),
    path(f"{T}/own/sections/<slug:section>", editing.own_section, name="thesis-own-section"),
    path(f"{T}/own/shares", sharing.shares, name="thesis-own-shares"),
    path(f"{T}/own.md", reading.own_file, {"kind": "md"}, name="thesis-own-markdown"),
    path(f"{T}/own.docx", reading.own_file, {"kind": "docx"}, name="thesis-own-word"),
    path(f"{T}/own.pdf", reading.own_file, {"kind": "pdf"}, name="thesis-own-pdf"),
]
