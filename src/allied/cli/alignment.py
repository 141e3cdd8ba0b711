"""The alignment check on the command line: show, start, answer, hand in, settle."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, read_file, show, start
from allied.kit.errors import Refused

SUBVERBS = {
    "show": "say where a check stands, and what it found once it is open",
    "history": "list all checks with how far apart the sides were",
    "start": "start a check over the outcomes of the joint thesis",
    "asked": "list what a check asks about, with the ids for an answer",
    "keep": "keep the answer of a JSON file for oneself",
    "hand-in": "hand one's answer in, once",
    "people": "list who answers for our side",
    "ask": "ask a colleague to answer too",
    "release": "release a colleague from answering",
    "call-off": "end a check before it opens",
    "settle": "settle a difference that a check showed",
}
type Option = tuple[str, dict[str, Any]]
COLLEAGUE: Option = ("colleague", {"help": "the colleague's address"})
OPTIONS: dict[str, tuple[Option, ...]] = {
    "start": (
        ("--until", {"required": True, "metavar": "DAY", "help": "such as 2026-10-30"}),
        ("--outcomes", {"nargs": "*", "default": [], "metavar": "ID"}),
    ),
    "keep": (
        ("--file", {"required": True, "help": "JSON; - reads input"}),
        ("--version", {"type": int, "help": "the version that was read, 0 at first"}),
    ),
    "hand-in": (("--file", {"help": "JSON; default: what was kept"}),),
    "ask": (COLLEAGUE,),
    "release": (COLLEAGUE,),
    "call-off": (("--reason", {"required": True}),),
    "settle": (
        ("topic", {"help": "success, contribution, scope, assumption or weight"}),
        ("item", {"help": "its id in the thesis"}),
        ("way", {"help": "side, new, keep, drop, in, out, critical or 'not critical'"}),
        ("--organisation", {"default": "", "help": "whose words, or who brings it"}),
        ("--file", {"help": "JSON with metric, unit, target and date, for new words"}),
        ("--note", {"default": "", "help": "what was agreed"}),
    ),
}
WITHOUT_ROUND = {"start", "history"}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="ACT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        for flag, settings in OPTIONS.get(name, ()):
            sub.add_argument(flag, **settings)
        if name not in WITHOUT_ROUND:
            sub.add_argument("--number", type=int, help="the check (default: the newest one)")
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


def _found(person: Any, alliance: Any, options: Any) -> Any:
    from allied.rooms.thesis.alignment.queries import rounds_read

    found = rounds_read(person, alliance)
    wanted = options.number
    read = next((one for one in found if wanted in (None, one.row.number)), None)
    if read is None:
        which = f"no alignment check {wanted}" if wanted else "no alignment check yet"
        raise Refused("no_round", f"{alliance.name} has {which}.")
    return read


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _told(read: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment.schemas import AlignmentRoundShown

    shown = AlignmentRoundShown.of(read)
    return shown.model_dump(mode="json"), "\n".join(_lines(shown))


def _lines(shown: Any) -> Iterator[str]:
    yield f"Check {shown.number}: {shown.says}"
    for side in shown.sides:
        yield f"   {side.organisation}: {'has answered' if side.has_answered else 'not yet'}"
    if shown.found is None:
        return
    for one in shown.found.differences:
        done = f" Settled: {one.settled.said} ({one.settled.by})" if one.settled else ""
        yield f"{'!!' if one.must else ' !'} {one.topic} {one.item}, {one.name}: {one.says}{done}"
    yield from (f"   {sentence}" for sentence in shown.found.says[2:])
    for row in shown.found.outcomes:
        said = ", ".join(
            f"{side} {points:.0f} (place {place})"
            for side, points, place in zip(shown.found.sides, row.points, row.places, strict=True)
        )
        yield f"   {row.name}: {said}"


def _show(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    return _told(_found(person, alliance, options))


def _history(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment.queries import rounds_read
    from allied.rooms.thesis.alignment.schemas import AlignmentRoundShown

    rows = [AlignmentRoundShown.of(one) for one in rounds_read(person, alliance)]
    said = "\n".join(f"{row.number}  {row.started_at:%Y-%m-%d}  {row.says}" for row in rows)
    return [row.model_dump(mode="json") for row in rows], said or "No alignment check yet."


def _start(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands
    from allied.rooms.thesis.alignment.queries import rounds_read

    try:
        until = date.fromisoformat(options.until)
    except ValueError:
        raise Refused(
            "no_date", f"{options.until!r} is not a date; write it as 2026-10-30.", field="until"
        ) from None
    commands.start_round(
        by=person, alliance=alliance, until=until, outcomes=options.outcomes, now=_now()
    )
    return _told(rounds_read(person, alliance)[0])


def _asked(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment.schemas import AlignmentRoundShown

    asked = AlignmentRoundShown.of(_found(person, alliance, options)).asked
    lines = []
    for name in ("outcomes", "contributions", "scope", "assumptions"):
        lines += [f"{name} {one.id}: {one.text}" for one in getattr(asked, name)]
    return asked.model_dump(mode="json"), "\n".join(lines)


def _keep(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands

    read = _found(person, alliance, options)
    sheet = commands.save_answer(
        by=person,
        round=read.row,
        content=read_file(options.file),
        version=options.version,
        now=_now(),
    )
    return {"version": sheet.version}, f"Kept, version {sheet.version}. Nobody else reads it."


def _hand_in(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands

    read = _found(person, alliance, options)
    content = read_file(options.file) if options.file else None
    commands.hand_in_answer(by=person, round=read.row, content=content, now=_now())
    options.number = read.row.number
    return _told(_found(person, alliance, options))


def _people(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.alliances.access import require
    from allied.rooms.thesis.alignment.queries import mine_of
    from allied.rooms.thesis.alignment.rounds import ANSWER

    read = _found(person, alliance, options)
    require(person, ANSWER, alliance, _now())
    rows = [
        {
            "email": one.person.email,
            "name": one.person.name,
            "has_handed_in": one.handed_in_at is not None,
        }
        for one in mine_of(person, read.row, _now()).respondents
    ]
    said = "\n".join(
        f"{row['name']}: {'has handed in' if row['has_handed_in'] else 'not yet'}" for row in rows
    )
    return rows, said or "Nobody of our side has begun; our alliance managers are asked."


def _colleague(person: Any, read: Any, email: str) -> Any:
    from allied.rooms.thesis.alignment.queries import able_colleagues

    found = {one.email: one for one in able_colleagues(person, read.row, _now())}
    if email.strip().lower() not in found:
        raise Refused(
            "no_seat",
            f"{email!r} is no sponsor, alliance manager, operational lead or approver of our own "
            "company here.",
        )
    return found[email.strip().lower()]


def _ask(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands

    read = _found(person, alliance, options)
    people = [_colleague(person, read, options.colleague)]
    commands.ask_colleagues(by=person, round=read.row, people=people, now=_now())
    return _people(person, alliance, options)


def _release(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands

    read = _found(person, alliance, options)
    who = _colleague(person, read, options.colleague)
    commands.release_colleague(by=person, round=read.row, person=who, now=_now())
    return _people(person, alliance, options)


def _call_off(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands

    read = _found(person, alliance, options)
    commands.call_off_round(by=person, round=read.row, reason=options.reason, now=_now())
    options.number = read.row.number
    return _told(_found(person, alliance, options))


def _settle(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.thesis.alignment import commands
    from allied.rooms.thesis.alignment.schemas import SettledShown

    read = _found(person, alliance, options)
    wording = read_file(options.file) if options.file else None
    row = commands.settle_difference(
        by=person,
        round=read.row,
        topic=options.topic,
        item=options.item,
        way=options.way,
        organisation=options.organisation,
        wording=wording,
        note=options.note,
        now=_now(),
    )
    return SettledShown.of(row).model_dump(mode="json"), f"Settled: {row.said}."


ACTS: dict[str, Callable[..., tuple[Any, str]]] = {
    "show": _show,
    "history": _history,
    "start": _start,
    "asked": _asked,
    "keep": _keep,
    "hand-in": _hand_in,
    "people": _people,
    "ask": _ask,
    "release": _release,
    "call-off": _call_off,
    "settle": _settle,
}
