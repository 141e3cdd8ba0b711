"""`allied gates …`: what each stage asks of the alliance, and what one's own side asks of itself."""

import argparse
from datetime import date
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused

ACTS = {
    "show": "the gates of all stages with their checks, as both companies read them",
    "own": "what your own company asks of itself, stage by stage; the partner never sees it",
    "waive": "pass one check for a while, with a reason that both companies read",
    "reach": "move the alliance to a stage; gates advise and never forbid",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What each act takes."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        if act in ("waive", "reach"):
            part.add_argument("stage", metavar="STAGE", help="such as strategy")
        else:
            part.add_argument("--stage", default="", help="this stage only")
        if act == "waive":
            part.add_argument("check", metavar="CHECK", help="its id, as `show --json` prints it")
            part.add_argument("--reason", required=True)
            part.add_argument("--until", required=True, metavar="DAY", help="such as 2027-12-31")
        add_as(part)
        part.add_argument("--json", action="store_true", help="print the result for a script")


def run(verb: str, options: argparse.Namespace) -> int:
    """Carry the act out; exit 1 when a gate that was asked for does not pass."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        result, says, fine = _ACTIONS[options.act](person, alliance, options)
    show(result, as_json=options.json, says=says)
    return 0 if fine else 1


type Said = tuple[Any, str, bool]


def _show(person: Any, alliance: Any, options: argparse.Namespace) -> Said:
    from django.utils import timezone

    from allied.alliances import gates

    return _shown(gates.gates(alliance, now=timezone.now()), options)


def _own(person: Any, alliance: Any, options: argparse.Namespace) -> Said:
    from django.utils import timezone

    from allied.alliances import gates
    from allied.alliances.access import require

    now = timezone.now()
    require(person, "private.read", alliance, now)
    return _shown(gates.own_gates(person, alliance, now=now), options)


def _shown(found: Any, options: argparse.Namespace) -> Said:
    from allied.alliances.models import Stage

    if options.stage and options.stage not in Stage.values:
        raise Refused("unknown_stage", f"A stage is one of {', '.join(Stage.values)}.")
    chosen = [one for one in found if one.checks and options.stage in ("", one.stage)]
    lines: list[str] = []
    for gate in chosen:
        lines.append(f"{Stage(gate.stage).label}: {'passes' if gate.passes else 'not yet'}")
        lines += [f"  {_mark(check)}  {check.says}" for check in gate.checks]
    result = [
        {
            "stage": gate.stage,
            "passes": gate.passes,
            "checks": [
                {"id": one.id, "says": one.says, "holds": one.holds, "waived": one.waived}
                for one in gate.checks
            ],
        }
        for gate in chosen
    ]
    fine = all(gate.passes for gate in chosen)
    return result, "\n".join(lines) or "Nothing is asked.", fine


def _mark(check: Any) -> str:
    return "yes" if check.holds else "waived" if check.waived else "no "


def _waive(person: Any, alliance: Any, options: argparse.Namespace) -> Said:
    from django.utils import timezone

    from allied.alliances import gates

    try:
        until = date.fromisoformat(options.until)
    except ValueError as error:
        raise Refused("day", f"--until {options.until!r} is no day such as 2027-12-31.") from error
    row = gates.waive_check(
        by=person,
        alliance=alliance,
        stage=options.stage,
        check=options.check,
        reason=options.reason,
        until=until,
        now=timezone.now(),
    )
    result = {"check": row.check_id, "until": row.until}
    return result, f"{row.check_id} may wait until {row.until}.", True


def _reach(person: Any, alliance: Any, options: argparse.Namespace) -> Said:
    from django.utils import timezone

    from allied.alliances import gates

    row = gates.reach_stage(by=person, alliance=alliance, stage=options.stage, now=timezone.now())
    return {"stage": row.stage}, f"{row.name} is at {row.get_stage_display().lower()}.", True


_ACTIONS = {"show": _show, "own": _own, "waive": _waive, "reach": _reach}
