"""What `allied risks scales` does: says what the five levels mean, and sets them for both sides."""

from argparse import Namespace
from decimal import Decimal

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.amounts import money
from allied.kit.errors import Refused
from allied.kit.words import percent
from allied.people.models import Person
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.figures import ScalesShown
from allied.rooms.diligence.forms import share_of
from allied.rooms.diligence.loss_curve import Tolerance
from allied.rooms.diligence.models import RiskScale
from allied.rooms.diligence.rating import scales_from, tolerance_of
from allied.rooms.diligence.reading import read_money
from allied.rooms.diligence.scales import (
    Band,
    Scales,
    delay_in_words,
    impact_in_words,
    probability_in_words,
)

type Said = tuple[object, str]


def scales(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The bands as they stand, after what was named is set; what is not named stays."""
    row = RiskScale.objects.visible_to(person).filter(alliance=alliance).first()
    found = scales_from(alliance, row)
    named = (options.impact, options.delay, options.tolerance)
    if any(named) or options.no_delay or options.no_tolerance:
        row = commands.change_scales(
            by=person,
            alliance=alliance,
            impact_upto=_impact(options, found),
            delay_upto=_delay(options, found),
            tolerance=_tolerance(options, found, row),
            version=row.version if row else 0,
            now=timezone.now(),
        )
        found = scales_from(alliance, row)
    return ScalesShown.of(found, row).model_dump(mode="json"), _lines(found, row)


def _edges(bands: tuple[Band, ...]) -> list[Decimal]:
    return [band.upto for band in bands if band.upto is not None]


def _impact(options: Namespace, found: Scales) -> list[Decimal]:
    if not options.impact:
        return _edges(found.impact)
    return [read_money(one, found.currency, field="impact_upto") for one in options.impact]


def _delay(options: Namespace, found: Scales) -> list[int]:
    if options.no_delay and options.delay:
        raise Refused("delay", "Give four edges of delay or --no-delay, not both.")
    if options.no_delay:
        return []
    if not options.delay:
        return [int(edge) for edge in _edges(found.delay)]
    for one in options.delay:
        if not (one.isdecimal() and len(one) <= 5):
            sentence = f"{one!r} is no number of working days such as 10."
            raise Refused("delay", sentence, field="delay_upto")
    return [int(one) for one in options.delay]


def _tolerance(options: Namespace, found: Scales, row: RiskScale | None) -> list[Tolerance]:
    if options.no_tolerance and options.tolerance:
        raise Refused("tolerance", "Say --tolerance or --no-tolerance, not both.")
    if options.no_tolerance:
        return []
    if not options.tolerance:
        return list(tolerance_of(row))
    return [
        Tolerance(
            read_money(amount, found.currency, field="tolerance"),
            float(share_of(share, "tolerance")),
        )
        for amount, share in options.tolerance
    ]


def _lines(found: Scales, row: RiskScale | None) -> str:
    lines = []
    late = [delay_in_words(band) for band in found.delay] or ["delay not rated"] * 5
    for likely, bad, days in zip(found.probability, found.impact, late, strict=True):
        cost = impact_in_words(bad, found.currency)
        lines.append(
            f"{likely.level}  {likely.name} ({probability_in_words(likely)})"
            f"  {bad.name} ({cost}, {days})"
        )
    for point in tolerance_of(row):
        amount = money(point.amount, found.currency)
        lines.append(f"A year may cost more than {amount} in {percent(point.chance)} of years.")
    return "\n".join(lines)
