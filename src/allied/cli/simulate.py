"""`allied simulate …`: one forum without a database, or the real blueprint of an alliance."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused
from allied.kit.words import counted

ACTS = {
    "governance": "what one forum delivers: share on time, mean, 90th percentile",
    "alliance": "the blueprint of an alliance on the real dates of the coming year, or what if",
}
# The options of a what-if and the names that the form of the page has for them.
WISHES = {
    "rhythm": ("rhythm", "RHYTHM", "the forum meets weekly, fortnightly, monthly …, or an RRULE"),
    "within": ("convening_days", "N", "it meets within so many working days, when as needed"),
    "sla": ("sla_days", "N", "working days in which a decision is promised"),
    "lead": ("lead", "N", "papers due so many working days ahead"),
    "quorum": ("quorum", "N", "people of each side"),
    "written": ("written", "yes|no", "approval in writing between meetings"),
    "minutes": ("minutes", "N", "length of a session, which says how much fits"),
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
    real.add_argument("--right", metavar="KEY", help="one decision type, to try other values")
    for name, (_, value, says) in WISHES.items():
        real.add_argument(f"--{name}", metavar=value, help=says)
    real.add_argument(
        "--propose", action="store_true", help="put the change into the draft of the blueprint"
    )


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
    from allied.rooms.governance.simulation.commands import propose_change
    from allied.rooms.governance.simulation.queries import simulated
    from allied.rooms.governance.simulation.schemas import SimulatedBlueprint

    person, now = person_named(options.email), timezone.now()
    said = {name: value for name in WISHES if (value := getattr(options, name)) is not None}
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        found = simulated(alliance, person, sides_of(alliance, person), now)
        if found is None:
            none = "This alliance has no governance blueprint yet: allied governance start."
            raise Refused("not_started", none)
        if not (said or options.right or options.propose):
            told = SimulatedBlueprint.of(found)
            return told.model_dump(mode="json"), "\n".join(_lines(found))
        right = _right(found.governance.rules, options.right)
        wish = _wish(right, found.governance.rules, said)
        result, lines = _what_if(found, right, wish)
        if options.propose:
            row = propose_change(
                by=person,
                alliance=alliance,
                right_id=right.id,
                wish=wish,
                version=found.governance.newest.version,
                now=now,
            )
            result["proposed"] = {"revision": row.revision, "version": row.version}
            lines.append(f"Written into the draft, version {row.revision}. Both sponsors sign it.")
    return result, "\n".join(lines)


def _right(rules: Any, key: str | None) -> Any:
    right = rules.right(key or "")
    if right is None:
        keys = ", ".join(one.id for one in rules.rights)
        raise Refused("no_right", f"Say with --right which type: {keys}.", field="right")
    return right


def _what_if(found: Any, right: Any, wish: Any) -> tuple[dict[str, Any], list[str]]:
    """One type with other values beside today, as the page shows it."""
    from allied.rooms.governance.simulation import telling
    from allied.rooms.governance.simulation.fixes import fixes
    from allied.rooms.governance.simulation.forecasting import outlook
    from allied.rooms.governance.simulation.schemas import WhatIfShown
    from allied.rooms.governance.simulation.what_if import changed

    around, now = found.around, found.now
    tried = outlook(changed(found.governance.rules, right.id, wish), around)
    today, seen = now.forecasts.get(right.id), tried.forecasts.get(right.id)
    ways = fixes(now, right.id, around, around.limits.target) if today else None
    told: dict[str, Any] = WhatIfShown.of(right.id, now, tried, ways, around).model_dump(
        mode="json"
    )
    lines = [f"Today: {told['today']['says']}"]
    if not wish.is_nothing:
        lines.append(f"Then: {told['wished']['says']}")
    if seen:
        lines.append(f"   {telling.days_words(seen)}")
        lines += [
            f"   {one.says}: {100 * one.share:.0f}% ({one.how})" for one in telling.reckoned(seen)
        ]
    return told, [*lines, told["says"]] if told["says"] else lines


def _wish(right: Any, rules: Any, said: dict[str, str]) -> Any:
    """The options as the form of the page reads them; `Refused` with what would be accepted."""
    from allied.rooms.governance.simulation.forms import WhatIfForm, first_values

    forum = None if right.as_needed else rules.forum(right.forum)
    first = {
        key: "" if value is None else value for key, value in first_values(right, forum).items()
    }
    form = WhatIfForm(
        first | {WISHES[name][0]: value for name, value in said.items()}, right=right, forum=forum
    )
    for name in said:
        if WISHES[name][0] not in form.fields:
            how = "as needed" if right.as_needed else "in a forum"
            raise Refused(
                "not_here", f"--{name}: “{right.name}” is decided {how}.", field=WISHES[name][0]
            )
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Refused("what_if", str(errors[0]), field=field)
    return form.wish()


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
