"""Addresses of the pages that look across rooms."""

from django.urls import path

from allied.web.pages import (
    account,
    acts,
    health,
    inbox,
    lint,
    notes,
    organisation,
    overview,
    record,
    search,
    server,
    setup,
    week,
)

A = "alliances/<uuid:alliance_id>/"
NOTE = f"{A}notes/<uuid:note_id>"

PERSON = "organisation/people/<uuid:person_id>"

urlpatterns = [
    path("", week.home, name="week"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/<uuid:notice_id>", inbox.letter, name="letter"),
    path("acts/<str:token>", acts.act, name="act"),
    path("awaited/<uuid:awaited_id>", week.awaited, name="awaited"),
    path("start", setup.start, name="start"),
    path("start/alliance", setup.alliance, name="start-alliance"),
    path("start/alliances/<uuid:alliance_id>", setup.partner, name="start-partner"),
    path("profile", account.profile, name="profile"),
    path("tokens", account.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revocation", account.token_revocation, name="token-revocation"),
    path("organisation", organisation.show, name="organisation"),
    path("organisation/people", organisation.people, name="organisation-people"),
    path(f"{PERSON}/administrator", organisation.administrator, name="organisation-administrator"),
    path(f"{PERSON}/leaving", organisation.leaving, name="organisation-leaving"),
    path("server", server.server, name="server"),
    path("search", search.search, name="search"),
    path(A, overview.overview, name="overview"),
    path(f"{A}waivers", overview.waivers, name="waivers"),
    path(f"{A}lint", lint.index, name="lint"),
    path(f"{A}lint/waivers", lint.waiver, name="lint-waiver"),
    path(f"{A}lint/waivers/<uuid:lint_waiver_id>/end", lint.ending, name="lint-waiver-ending"),
    path(f"{A}stage", overview.stage, name="stage"),
    path(f"{A}record", record.joint, name="record"),
    path(f"{A}log", record.own, name="record-own"),
    path(f"{A}notes", notes.index, name="notes"),
    path(f"{A}notes/new", notes.new, name="note-new"),
    path(NOTE, notes.show, name="note"),
    path(f"{NOTE}/removal", notes.remove, name="note-removal"),
    path(f"{NOTE}/copy", notes.share, name="note-share"),
    path(f"{A}shared/<uuid:shared_id>", notes.shared_text, name="shared-text"),
]
