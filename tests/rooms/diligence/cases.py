"""What the tests of this room share: the vectors, the built-in limits and scales, short makers."""

import json
from decimal import Decimal
from pathlib import Path

from allied.rooms.diligence.exposure import Assessment, rate
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.ordering import Rated
from allied.rooms.diligence.reading import read_impact, read_probability
from allied.rooms.diligence.scales import built_in_scales
from allied.rooms.diligence.single_points import Item

VECTORS = json.loads((Path(__file__).parent / "vectors_risk.json").read_text())
CASES = {case["id"]: case for case in VECTORS["cases"]}
LIMITS = limits()
EUR = built_in_scales("EUR", LIMITS)


def item(name, *people, **more):
    """An item that these people own."""
    return Item(**{"kind": "contract", "id": name, "label": name, "people": people, **more})


def rated(name, probability="3", impact="3", *controls, exposure=None, title=""):
    """A risk with its ratings, from what people write."""
    said = Assessment(
        probability=read_probability(probability, EUR),
        impact=read_impact(impact, EUR),
        own_exposure=None if exposure is None else Decimal(exposure),
    )
    return Rated(id=name, title=title or name, ratings=rate(said, controls, EUR, LIMITS))
