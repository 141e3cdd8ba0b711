"""`allied complexity …`: show the assessment of an alliance, or keep the levels of a JSON file."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, read_file, show, start
from allied.kit.errors import Refused

ACTS = {
    "show": "the recommendation, and how firm it is",
    "assess": "keep a level of 0 to 4 for each of the eight factors",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each act."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        add_as(part)
        part.add_argument("--json", action="store_true", help="print the result for a script")
        part.add_argument(
            "--version", type=int, help="an earlier version, or the one that was read"
        )
        if act == "assess":
            part.add_argument("--file", required=True, help="JSON, factor to level; - reads input")
            part.add_argument("--note", default="", help="what the levels rest on")


def run(verb: str, options: argparse.Namespace) -> int:
    """Carry it out for the person and the alliance that were named."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        if options.act == "assess":
            _assess(person, alliance, options)
            options.version = None
        result, says = _shown(person, alliance, options.version)
    show(result, as_json=options.json, says=says)
    return 0


def _assess(person: Any, alliance: Any, options: argparse.Namespace) -> None:
    from django.utils import timezone

    from allied.rooms.governance.simulation import commands
    from allied.rooms.governance.simulation.queries import assessments

    scores = read_file(options.file)
    if not isinstance(scores, dict):
        raise Refused("unreadable", "The file holds one JSON object: factor to level, 0 to 4.")
    kept = assessments(alliance, person)
    newest = kept.number if kept else 0
    commands.assess_complexity(
        by=person,
        alliance=alliance,
        scores=scores,
        note=options.note,
        version=newest if options.version is None else options.version,
        now=timezone.now(),
    )


def _shown(person: Any, alliance: Any, number: int | None) -> tuple[Any, str]:
    from django.utils import timezone

    from allied.rooms.governance.queries.governance import governance_of
    from allied.rooms.governance.queries.sides import sides_of
    from allied.rooms.governance.simulation.queries import assessments
    from allied.rooms.governance.simulation.schemas import ComplexityShown

    kept = assessments(alliance, person, number)
    if kept is None:
        raise Refused("no_version", f"There is no version {number}.", field="version")
    rules = governance_of(alliance, person, sides_of(alliance, person), timezone.now())
    told = ComplexityShown.of(kept, rules.rules if rules else None)
    lines = [told.says or "Nothing is assessed yet."]
    lines += [
        f"   {tier}: {100 * share:.0f} of 100 weightings" for tier, share in told.shares.items()
    ]
    lines += [
        f"   {'fits' if one.fits else 'differs'}: {one.name}: {one.recommended}; now {one.now}"
        for one in told.setup
    ]
    return told.model_dump(mode="json"), "\n".join(lines)
