"""Agreements of the cast, read and recorded by the real commands."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from allied.people.scope import JOINT, OURS
from allied.record.models import Entry
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.commands import ObligationContent
from allied.rooms.agreement.reading.content import AgreementContent
from allied.rooms.agreement.reading.models import AgreementFact
from tests.conftest import NOON

TEXT = """STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement is made as of March 3, 2025 (the "Effective Date") by and between Northwind Foods AB, a company
incorporated in Sweden ("Northwind"), and Brightleaf Coffee, Inc., an Oregon corporation ("Brightleaf"). WHEREAS, they wish.

1. Term. The initial term of this Agreement shall be two (2) years from the Effective Date. Thereafter it shall automatically renew
for successive periods of one (1) year unless either party gives written notice at least forty-five (45) days prior to the end of the
then-current term.

2. Termination. Either party may terminate this Agreement without cause upon six (6) months' prior written notice.

3. Governing Law. This Agreement shall be governed by the laws of Sweden.
"""
A = "/agreement"


def read(cast, *, by=None, text=TEXT, audience=JOINT, name="alliance.txt", now=NOON, **more):
    return commands.read_agreement(
        by=by or cast.maya,
        alliance=cast.alliance,
        raw=text.encode() if isinstance(text, str) else text,
        file_name=name,
        audience=audience,
        now=now,
        **more,
    )


def own(cast, **known):
    return read(cast, audience=OURS, **known)


def facts(reading, kind=""):
    rows = AgreementFact.objects.in_system_scope("test").filter(reading=reading).order_by("number")
    return list(rows.filter(kind=kind) if kind else rows.select_related("reading"))


def fact(reading, kind):
    row = facts(reading, kind)[0]
    row.reading, row.alliance = reading, reading.alliance
    return row


def judge(row, verdict="confirmed", *, by, value="", version=None, now=NOON):
    return commands.judge_fact(
        by=by, fact=row, verdict=verdict, value=value, version=version or row.version, now=now
    )


CONTENT = AgreementContent(
    name="Strategic Alliance Agreement",
    parties=("Northwind Foods AB", "Brightleaf Coffee, Inc."),
    signed_on=date(2025, 3, 3),
    effective_on=date(2025, 3, 3),
    term="2 years",
    ends_on=date(2027, 3, 3),
    renewal="1 year, automatic",
    notice="45 days",
    leaving="either party, 6 months notice",
    law="Sweden",
)


def record(cast, said=CONTENT, *, by=None, version=0, now=NOON):
    return commands.record_agreement(
        by=by or cast.maya, alliance=cast.alliance, said=said, version=version, now=now
    )


def owe(
    cast,
    text="Send the forecast",
    *,
    by=None,
    due=date(2026, 3, 10),
    holder=None,
    side=None,
    clause="",
    now=NOON,
):
    said = ObligationContent(text=text, due=due, holder=holder, side=side, clause=clause)
    return commands.add_obligation(by=by or cast.maya, alliance=cast.alliance, said=said, now=now)


def kinds(audience=JOINT):
    rows = Entry.objects.in_system_scope("test").filter(audience=audience).order_by("at", "seq")
    return [kind for kind in rows.values_list("kind", flat=True) if kind.startswith("agreement.")]


def fresh(row):
    return type(row).objects.in_system_scope("test").select_related("alliance").get(pk=row.pk)


def file(words=TEXT, name="alliance.txt"):
    return SimpleUploadedFile(name, words.encode() if isinstance(words, str) else words)


def at(reading, more=""):
    return f"{A}/readings/{reading.pk}{more}"
