"""Addresses of the annex; every verb is a noun."""

from django.urls import URLPattern, path

from allied.rooms.agreement.annex.papers import FORMATS
from allied.rooms.agreement.annex.views import agreeing, kpis, markup, pages, wording

A = "alliances/<uuid:alliance_id>/annex"
VERSION = f"{A}/versions/<int:revision>"
KPI = f"{A}/kpis/<uuid:kpi_id>"


def _files() -> list[URLPattern]:
    found = []
    for kind in FORMATS:
        found += [
            path(f"{A}/draft.{kind}", pages.file, {"kind": kind}, name=f"annex-draft-{kind}"),
            path(f"{VERSION}.{kind}", pages.version_file, {"kind": kind}, name=f"annex-{kind}"),
        ]
    return found


urlpatterns = [
    path(A, pages.index, name="annex"),
    path(f"{A}/comparison", pages.comparison, name="annex-comparison"),
    path(f"{A}/markups", markup.markup, name="annex-markup"),
    path(f"{A}/sign-offs", agreeing.sign_offs, name="annex-signoffs"),
    path(f"{A}/signatures", agreeing.signatures, name="annex-signatures"),
    path(
        f"{A}/signatures/withdrawal",
        agreeing.signature_withdrawal,
        name="annex-signature-withdrawal",
    ),
    path(f"{A}/refusals", agreeing.refusals, name="annex-refusals"),
    path(f"{A}/terms/<slug:part>", wording.part, name="annex-part"),
    path(f"{A}/kpis", kpis.index, name="annex-kpis"),
    path(f"{A}/kpis/new", kpis.new, name="annex-kpi-new"),
    path(KPI, kpis.one, name="annex-kpi"),
    path(f"{KPI}/retirement", kpis.retirement, name="annex-kpi-retirement"),
    path(VERSION, pages.version, name="annex-version"),
    *_files(),
]
