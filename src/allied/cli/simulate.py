"""`allied simulate …`: one forum without a database, or the real blueprint of an alliance."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused
from allied.kit.words import counted

ACTS = {
    "governance": "what one forum delivers: share on time, mean, 90th percentile",
    "alliance": "the blueprint of an alliance on the real dates of the coming year",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each act."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    forum = parts.add_parser("governance", help=ACTS["governance"], description=ACTS["governance"])
    for name, needed, says in (
        ("period", True, "working days between sessions"),
        ("sla", True, "working days in which a decision is promised"),
        ("lead", False, "papers due so many working days ahead"),
        ("quorum", False, "share of sessions that can decide, above 0 to 1"),
        ("async-share", False, "share of decisions that may be settled in writing"),
        ("async-mean", False, "working days that an answer in writing takes on average"),
    ):
        forum.add_argument(f"--{name}", required=needed, metavar="N", help=says)
    forum.add_argument("--seed", metavar="N", help="start of the dice: same seed, same figures")
    forum.add_argument("--json", action="store_true", help="print the result for a script")
    real = parts.add_parser("alliance", help=ACTS["alliance"], description=ACTS["alliance"])
    real.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
    add_as(real)
    real.add_argument("--json", action="store_true", help="print the result for a script")


def run(verb: str, options: argparse.Namespace) -> int:
    """Simulate and say it."""
    result, says = _forum(options) if options.act == "governance" else _alliance(options)
    show(result, as_json=options.json, says=says)
    return 0


def _number(options: argparse.Namespace, name: str, *, whole: bool = False) -> Any:
    """The number behind an option, or nothing; refuses anything else with what is accepted."""
    given = getattr(options, name)
    if given is None:
        return None
    try:
        return int(given) if whole else float(given)
    except ValueError as error:
        kind = "a whole number, such as 7" if whole else "a number, such as 10 or 0.9"
        option = name.replace("_", "-")
        said = f"--{option}: {given!r} is not {kind}."
        raise Refused("not_a_number", said, field=name) from error


def _forum(options: argparse.Namespace) -> tuple[Any, str]:
    from allied.rooms.governance.simulation.forum import one_forum

    names = ("period", "sla", "lead", "quorum", "async_share", "async_mean")
    said = {name: _number(options, name) for name in names}
    said["seed"] = _number(options, "seed", whole=True)
    found = one_forum(**{name: value for name, value in said.items() if value is not None})
    result = {
        name: round(value, 6) if isinstance(value, float) else value
        for name, value in vars(found).items()
    }
    lines = (
        f"On time in {100 * found.share_on_time:.0f} of 100 cases.",
        f"Mean {found.mean:.1f} working days, nine of ten within {found.p90:.1f}.",
        f"Simulated with {counted(found.items, 'decision')} (seed {found.seed}): "
        f"{100 * found.simulated_share:.1f} of 100, mean {found.simulated_mean:.1f}, "
        f"nine of ten within {found.simulated_p90:.1f}.",
    )
    return result, "\n".join(lines)


def _alliance(options: argparse.Namespace) -> tuple[Any, str]:
    start()
    from django.utils import timezone

    from allied.people.doors import acting_as
    from allied.rooms.governance.queries.sides import sides_of
    from allied.rooms.governance.simulation.queries import simulated
    from allied.rooms.governance.simulation.schemas import SimulatedBlueprint

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        found = simulated(alliance, person, sides_of(alliance, person), timezone.now())
        if found is None:
            said = "This alliance has no governance blueprint yet: allied governance start."
            raise Refused("not_started", said)
        told = SimulatedBlueprint.of(found)
        lines = list(_lines(found))
    return told.model_dump(mode="json"), "\n".join(lines)


def _lines(found: Any) -> Any:
    from allied.rooms.governance.simulation import telling
    from allied.rooms.governance.simulation.fixes import fixes

    around = found.around
    for right in found.governance.rules.rights:
        seen = found.now.forecasts.get(right.id)
        if seen is None:
            yield telling.left_out(right, found.now.left_out[right.id])
            continue
        yield telling.lead(seen)
        yield f"   {telling.days_words(seen)} {telling.at_best(seen)}"
        ways = fixes(found.now, right.id, around, around.limits.target)
        yield f"   {telling.fix_sentence(ways, seen)}"
    for _, _, said in telling.warnings(found.now, around):
        yield f"Mind: {said}"
