"""Risks that the value thesis names and nobody has put on the register yet."""

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.diligence.models import Risk
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.items import Risk as NamedRisk
from allied.rooms.thesis.models import ThesisVersion

THESIS_RISK = "thesis risk"
SHOWN = 10


def named_in_thesis(person: Person, alliance: Alliance) -> list[NamedRisk]:
    """Those of the newest joint version, in its order."""
    versions = ThesisVersion.objects.visible_to(person).filter(alliance=alliance, audience=JOINT)
    newest = versions.order_by("-revision").first()
    named = from_json(newest.content).risks if newest else ()
    rows = Risk.objects.visible_to(person).filter(
        alliance=alliance, audience=JOINT, from_kind=THESIS_RISK
    )
    known = set(rows.values_list("from_key", flat=True))
    return [one for one in named if one.id not in known][:SHOWN]
