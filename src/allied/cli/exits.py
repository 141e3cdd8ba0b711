"""Exit triggers and the unwind plan on the command line."""

import argparse
from collections.abc import Callable
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused

SUBVERBS = {
    "list": "the triggers in words, with where they stand",
    "numbers": "the numbers that a trigger may watch",
    "add": "add a trigger",
    "change": "let a trigger say something else",
    "retire": "watch a trigger no more",
    "try": "what a rule would have done, on your history or on numbers of --try",
    "plan": "the unwind plan; --open begins it",
    "step": "add a step of the unwind plan, or change one with --step",
    "remove-step": "take a step out of the unwind plan",
}
OF_TRIGGER = {"change", "retire"}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="ACT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        if name in OF_TRIGGER:
            sub.add_argument("trigger", help="its number, such as X-2")
        if name == "try":
            sub.add_argument("rule", help="a rule, or the number of a trigger such as X-2")
            sub.add_argument(
                "--try", action="append", default=[], dest="tries", metavar="KEY=0.6,-,0.3"
            )
        if name in {"add", "change"}:
            required = name == "add"
            sub.add_argument("--name", required=required)
            sub.add_argument("--rule", required=required)
            sub.add_argument("--early-rule", default=None)
            sub.add_argument("--why", default=None)
        if name == "plan":
            sub.add_argument("--open", action="store_true", help="begin it")
        if name == "step":
            sub.add_argument("--step", type=int, help="the position of the step to change")
            sub.add_argument("--title")
            sub.add_argument("--note")
            sub.add_argument("--owner", metavar="EMAIL")
            sub.add_argument("--within-days", type=int)
        if name == "remove-step":
            sub.add_argument("step", type=int, help="the position of the step")
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        result, says = ACTS[options.sub](person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _list(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits.queries import watched

    rows = watched(person, alliance, _now().date())
    found = [
        {
            "ref": one.row.ref,
            "name": one.row.name,
            "rule": one.row.rule,
            "early_rule": one.row.early_rule,
            "says": one.says,
            "standing": str(one.ran.standing) if one.ran.standing else "",
            "version": one.row.version,
        }
        for one in rows
    ]
    lines = [
        f"{row['ref']} {row['name']} [{row['standing'] or 'no period yet'}]\n   {row['says']}"
        for row in found
    ]
    return found, "\n".join(lines) or "Nothing says when to talk about leaving."


def _numbers(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits.watched import known_numbers

    found = [
        {"key": one.key, "name": one.name, "unit": one.unit, "kept": one.history is not None}
        for one in known_numbers(alliance).values()
    ]
    return found, "\n".join(f"{row['key']:<22}{row['name']}, {row['unit']}" for row in found)


def _add(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands

    said = commands.TriggerContent(
        name=options.name,
        rule=options.rule,
        early_rule=options.early_rule or "",
        why=options.why or "",
    )
    row = commands.add_trigger(by=person, alliance=alliance, said=said, now=_now())
    return _told(row), f"{row.ref} {row.name}: {row.rule}"


def _change(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands

    row = _trigger(person, alliance, options.trigger)
    parts = {
        part: getattr(row, part) if (given := getattr(options, part)) is None else given
        for part in ("name", "rule", "early_rule", "why")
    }
    said = commands.TriggerContent(**parts)
    changed = commands.change_trigger(
        by=person, trigger=row, said=said, version=row.version, now=_now()
    )
    return _told(changed), f"{changed.ref} {changed.name}: {changed.rule}"


def _retire(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands

    row = _trigger(person, alliance, options.trigger)
    commands.retire_trigger(by=person, trigger=row, version=row.version, now=_now())
    return _told(row), f"{row.ref} is retired."


def _try(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits.dry_run import dry_run
    from allied.rooms.agreement.exits.forms import tried_numbers
    from allied.rooms.agreement.exits.queries import in_words
    from allied.rooms.agreement.exits.watched import known_numbers
    from allied.rooms.agreement.exits.wording import readable

    text = options.rule
    if text.upper().startswith("X-"):
        text = _trigger(person, alliance, text).rule
    rule = readable(text, alliance, "rule")
    asked = {
        f"try.{key.strip()}": row for key, _, row in (one.partition("=") for one in options.tries)
    }
    strangers = [key for key in asked if key.removeprefix("try.") not in rule.metrics]
    if strangers:
        sentence = f"The rule looks at {', '.join(rule.metrics)}; try numbers for these."
        raise Refused("unknown_number", sentence)
    ran = dry_run(
        rule, alliance, known_numbers(alliance), _now().date(), tried_numbers(asked, rule.metrics)
    )
    periods = [
        {
            "period": span.label,
            "numbers": {
                key: None if value is None else str(value) for key, value in values.items()
            },
            "standing": str(reading),
        }
        for span, values, reading in zip(ran.spans, ran.values, ran.readings, strict=True)
    ]
    found = {"says": ran.says, "warns": ran.warns, "chance": ran.chance, "periods": periods}
    lines = [in_words(rule, known_numbers(alliance)), ran.says, ran.warns]
    lines += [f"{one['period']:<16}{one['standing']}" for one in periods]
    return found, "\n".join(lines)


def _plan(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands
    from allied.rooms.agreement.exits.queries import steps

    if options.open:
        commands.open_unwind_plan(by=person, alliance=alliance, now=_now())
    rows = [_step_told(row) for row in steps(person, alliance)]
    lines = [
        f"{row['position']:>3}. {row['title']}: {row['holder'] or 'nobody yet'}"
        + (f", within {row['within_days']} days" if row["within_days"] is not None else "")
        for row in rows
    ]
    return rows, "\n".join(lines) or "There is no unwind plan yet; begin it with --open."


def _step(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands

    row = _step_at(person, alliance, options.step) if options.step else None
    if row is None and options.title is None:
        raise Refused("empty", "Say with --title what is settled.", field="title")
    parts: dict[str, Any] = {
        part: getattr(row, part, first) if (given := getattr(options, part)) is None else given
        for part, first in (("title", ""), ("note", ""), ("within_days", None))
    }
    holder = person_named(options.owner) if options.owner else getattr(row, "holder", None)
    said = commands.StepContent(holder=holder, **parts)
    if row is None:
        row = commands.add_step(by=person, alliance=alliance, said=said, now=_now())
    else:
        row = commands.change_step(by=person, step=row, said=said, version=row.version, now=_now())
    return _step_told(row), f"{row.position}. {row.title}: {row.holder or 'nobody yet'}"


def _remove_step(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.exits import commands

    row = _step_at(person, alliance, options.step)
    commands.remove_step(by=person, step=row, version=row.version, now=_now())
    return _step_told(row), f"{row.title} is removed."


def _trigger(person: Any, alliance: Any, text: str) -> Any:
    from allied.rooms.agreement.exits.queries import triggers

    number = text.upper().removeprefix("X-")
    row = triggers(person, alliance).filter(number=int(number) if number.isdecimal() else 0).first()
    if row is None:
        raise Refused(
            "unknown_trigger", f"There is no trigger {text!r}; `allied exits list` shows them."
        )
    row.alliance = alliance
    return row


def _step_at(person: Any, alliance: Any, position: int) -> Any:
    from allied.rooms.agreement.exits.queries import steps

    row = steps(person, alliance).filter(position=position).first()
    if row is None:
        raise Refused(
            "unknown_step", f"There is no step {position}; `allied exits plan` shows them."
        )
    row.alliance = alliance
    return row


def _told(row: Any) -> dict[str, Any]:
    return {"ref": row.ref, "name": row.name, "rule": row.rule, "version": row.version}


def _step_told(row: Any) -> dict[str, Any]:
    return {
        "position": row.position,
        "title": row.title,
        "note": row.note,
        "holder": row.holder.name if row.holder else "",
        "within_days": row.within_days,
        "version": row.version,
    }


ACTS: dict[str, Callable[..., tuple[Any, str]]] = {
    "list": _list,
    "numbers": _numbers,
    "add": _add,
    "change": _change,
    "retire": _retire,
    "try": _try,
    "plan": _plan,
    "step": _step,
    "remove-step": _remove_step,
}
