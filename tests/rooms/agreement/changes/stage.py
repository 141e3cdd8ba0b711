"""What the tests of the changes begin with: a wish, its impacts, its decision, and what was told."""

import contextlib
from datetime import timedelta
from decimal import Decimal

from allied.kit.errors import NotAllowed, Refused
from allied.record.story import line_of
from allied.rooms.agreement.changes import commands
from allied.rooms.agreement.changes.commands import ChangeContent, ImpactContent
from allied.rooms.governance import commands as governance
from allied.rooms.governance.models import DecisionRight
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import ThesisVersion
from tests.conftest import NOON
from tests.rooms.diligence.stage import entries

LATER = NOON + timedelta(hours=1)
CLAUSE = {"title": "Freight", "text": "Both sides carry half of the freight."}


def right(cast, key="commercial"):
    rows = DecisionRight.objects.visible_to(cast.maya).filter(alliance=cast.alliance)
    return rows.get(key=key)


def ask(cast, kind="commercial", edit=None, *, by=None, **said):
    content = ChangeContent(
        kind=kind,
        **{"title": "Share freight", "why": "Diesel got dearer", "right": right(cast)} | said,
        edit=CLAUSE if edit is None else edit,
    )
    return commands.ask_for_change(
        by=by or cast.maya, alliance=cast.alliance, said=content, now=NOON
    )


def impacts(cast, made, *people):
    for person in people or (cast.maya, cast.daniel):
        said = ImpactContent(text=f"Nothing for {person.home.short_name}", cost=Decimal(0), days=0)
        commands.state_impact(by=person, request=made, said=said, version=0, now=NOON)


def put(cast, made, by=None):
    return commands.put_to_decision(
        by=by or cast.maya, request=made, version=made.version, now=LATER
    )


def decide(cast, made, option="A"):
    """Everybody who may answers with this option, until the decision is settled."""
    decision = put(cast, made)
    for person in cast.everybody().values():
        decision.refresh_from_db()
        if decision.state != "open":
            break
        with contextlib.suppress(Refused, NotAllowed):
            governance.answer_decision(
                by=person,
                decision=decision,
                verdict="approve",
                option=option,
                revision_digest=decision.digest,
                now=LATER,
            )
    made.refresh_from_db()
    return decision


def outcome(cast):
    rows = ThesisVersion.objects.visible_to(cast.maya).order_by("-revision")
    return from_json(rows.first().content).outcomes[0]


def told():
    return [line_of(one).sentence for one in entries() if one.kind.startswith("agreement.")]
