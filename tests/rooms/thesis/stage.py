"""A whole value thesis of the cast, and the steps that bring it to signature."""

from datetime import timedelta

from allied.rooms.thesis import commands
from allied.rooms.thesis.content import from_plain
from allied.rooms.thesis.models import Thesis, ThesisVersion


def plain(cast, **changed):
    """The content of the example as plain values."""
    north, bright = str(cast.north.pk), str(cast.bright.pk)
    whole = {
        "format": "allied-thesis/1",
        "objective": "Cold brew in 6,000 chilled stores by December 2027.",
        "why_alliance": "Building takes two years and €11 m; buying brings brands nobody wants.",
        "outcomes": [
            {
                "id": "o1",
                "name": "Stores stocked every week",
                "kind": "reach",
                "measure": "Stores with a delivery in the week",
                "unit": "stores",
                "baseline": "40",
                "target": "6000",
                "due": "2027-06-30",
                "owner": north,
                "benefits": [north, bright],
                "measured_by": [north, bright],
            }
        ],
        "contributions": [
            {"id": "c1", "organisation": north, "what": "Chilled depots and daily routes"},
            {
                "id": "c2",
                "organisation": bright,
                "what": "Two filling lines",
                "amount": "30",
                "unit": "m cans a year",
                "starts": "2026-06-01",
            },
        ],
        "scope": [
            {"id": "s1", "kind": "in", "text": "Cold brew in cans and cartons"},
            {"id": "s2", "kind": "out", "text": "Hot coffee, beans and capsules"},
            {"id": "s3", "kind": "non-goal", "text": "Own-label coffee"},
            {"id": "s4", "kind": "non-goal", "text": "Food service"},
            {"id": "s5", "kind": "non-goal", "text": "Vending"},
        ],
        "assumptions": [
            {
                "id": "a1",
                "statement": "Shoppers buy it chilled, next to juice",
                "test": "Units per store and week",
                "threshold": "at least 14",
                "critical": True,
                "due": "2026-05-20",
            },
            {
                "id": "a2",
                "statement": "A new flavour takes 16 weeks",
                "test": "Vanilla oat, brief to shelf",
                "threshold": "16 weeks",
            },
        ],
        "risks": [{"id": "r1", "text": "A cold chain gap", "mitigation": "Loggers on each route"}],
        "principles": [
            {"id": "p1", "text": "Food safety is not negotiable"},
            {"id": "p2", "text": "Speed before margin in the first year"},
        ],
    }
    return whole | changed


def content(cast, **changed):
    return from_plain(plain(cast, **changed))


def joint_thesis(cast, now) -> Thesis:
    """A joint thesis, drafted by Northwind's manager."""
    return commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="joint", content=content(cast), now=now
    )


def newest(thesis) -> ThesisVersion:
    rows = ThesisVersion.objects.in_system_scope("test").filter(thesis=thesis)
    return rows.order_by("-revision").first()


def put_up(cast, thesis, now):
    edit = newest(thesis).edit
    return commands.put_up_for_signature(by=cast.daniel, thesis=thesis, version=edit, now=now)


def signed_thesis(cast, now) -> Thesis:
    """A joint thesis that both sponsors signed."""
    thesis = joint_thesis(cast, now)
    sign_both(cast, thesis, now)
    return thesis


def sign_both(cast, thesis, now):
    digest = put_up(cast, thesis, now).digest
    for minutes, who in enumerate([cast.tomas, cast.rachel], 1):
        at = now + timedelta(minutes=minutes)
        commands.sign_thesis(by=who, thesis=thesis, digest=digest, now=at)


def change(cast, thesis, now, *, by=None, section="objective", new="Something else", version=None):
    return commands.change_section(
        by=by or cast.daniel,
        thesis=thesis,
        section=section,
        content=new,
        version=newest(thesis).edit if version is None else version,
        now=now,
    )
