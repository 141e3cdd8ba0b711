"""Addresses of the agreement: the record, readings, obligations."""

from django.urls import path

from allied.rooms.agreement.reading.views import checking, keeping, owing, pages

A = "alliances/<uuid:alliance_id>/agreement"
READING = f"{A}/readings/<uuid:agreement_reading_id>"
FACT = f"{READING}/facts/<uuid:agreement_fact_id>"
OWED = f"{A}/obligations/<uuid:obligation_id>"

urlpatterns = [
    path(A, pages.index, name="agreement"),
    path(f"{A}/record", keeping.record, name="agreement-record"),
    path(f"{A}/dates", keeping.seen, name="agreement-dates"),
    path(f"{A}/readings/new", checking.read, name="agreement-read"),
    path(f"{A}/readings/own/new", checking.read_own, name="agreement-read-own"),
    path(READING, pages.reading, name="agreement-reading"),
    path(f"{READING}/facts/new", checking.add, name="agreement-fact-new"),
    path(f"{READING}/record", keeping.from_reading, name="agreement-record-from"),
    path(f"{READING}/discarding", checking.discarding, name="agreement-reading-discarding"),
    path(FACT, checking.correct, name="agreement-fact"),
    path(f"{FACT}/verdict", checking.verdict, name="agreement-fact-verdict"),
    path(f"{A}/obligations/new", owing.new, name="obligation-new"),
    path(OWED, owing.one, name="obligation"),
    path(f"{OWED}/words", owing.change, name="obligation-words"),
    path(f"{OWED}/fulfilment", owing.settle, {"way": "fulfilment"}, name="obligation-fulfilment"),
    path(f"{OWED}/removal", owing.settle, {"way": "removal"}, name="obligation-removal"),
    path(f"{OWED}/reopening", owing.settle, {"way": "reopening"}, name="obligation-reopening"),
]
