"""Checks what one sheet says against the others: people, organisations, forums, milestones."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from .columns import Kind
from .limits import MAX_PARTS
from .lines import Findings, Line
from .names import Names, first_cycle, parts_in, split_names
from .values import choice_of
from .words import key, shown

Lines = Mapping[str, list[Line] | None]
_MOST_CIRCLES: Final = 20
_SHOWN: Final = 5  # names in a sentence
_ESTIMATES: Final = ("optimistic", "likely", "pessimistic")


def check_across(alliance: Line | None, sheets: Lines, findings: Findings) -> None:
    """Runs every check across rows and sheets and gives each mentioned name its one spelling."""
    organisations = _organisations(alliance, findings)
    people = _people(sheets, organisations, findings)
    forums = _listed(sheets, "forums", "forum", findings)
    _resolve(
        _of(sheets, "contributions"), "organisation", organisations, Kind.ORGANISATION, findings
    )
    _resolve(_of(sheets, "outcomes"), "owner", _both(organisations, people), Kind.OWNER, findings)
    for sheet in ("risks", "launch_plan"):
        _resolve(_of(sheets, sheet), "owner", people, Kind.PERSON, findings)
    for line in _of(sheets, "forums"):
        _resolve_list(line, "members", people, Kind.PERSONS, findings)
    _check_rights(sheets, forums, people, findings)
    _check_plan(sheets, findings)
    _check_periods(_of(sheets, "contributions"), findings)
    _check_scorecard(sheets, findings)
    _check_fit(sheets, people, findings)


def _of(sheets: Lines, field: str) -> list[Line]:
    return sheets.get(field) or []


def _organisations(alliance: Line | None, findings: Findings) -> Names | None:
    """Our organisation and the partners, or nothing when the sheet does not say."""
    if alliance is None:
        return None
    ours = alliance.values.get("our_organisation")
    found = Names([ours] if ours else [])
    for number, partner in enumerate(alliance.values.get("partner_organisations") or []):
        if partner and found.find(partner):
            value = f"partner_organisations.{number + 1}" if number else "partner_organisations"
            what = f"{shown(partner)} is named twice"
            alliance.wrong(value, findings, what, "each organisation once")
        elif partner:
            found.add(partner, partner)
    is_sure = not alliance.bad & {"our_organisation", "partner_organisations"}
    return found if is_sure and found else None


def _people(sheets: Lines, organisations: Names | None, findings: Findings) -> Names | None:
    """The people by name and by e-mail address, or nothing when there is no such sheet."""
    names = _listed(sheets, "people", "name", findings)
    lines = _of(sheets, "people")
    twice = [line for line in lines if "name" not in line.bad]
    _once(twice, ("email",), "e-mail address", findings)
    _resolve(lines, "organisation", organisations, Kind.ORGANISATION, findings)
    for line in lines:
        if names is not None and line.values.get("email") and line.values.get("name"):
            names.add(line.values["email"], line.values["name"])
    return names


def _listed(sheets: Lines, field: str, value: str, findings: Findings) -> Names | None:
    """The names that a sheet lists, each once; nothing when the sheet could not be read."""
    lines = sheets.get(field, [])
    if lines is None:
        return None
    _once(lines, (value,), "name", findings)
    return Names(line.values[value] for line in lines if line.values.get(value))


def _once(lines: Iterable[Line], fields: tuple[str, ...], what: str, findings: Findings) -> None:
    """Each value, or each combination of values, may stand in one row only."""
    seen: dict[tuple[str, ...], str] = {}
    for line in lines:
        values = [line.values.get(field) for field in fields]
        if not all(values):
            continue
        found = tuple(key(str(value)) for value in values)
        if found in seen:
            same = f"{shown(str(values[-1]))} is the same {what} as in {seen[found]}"
            line.wrong(fields[-1], findings, same, "each one once")
        else:
            seen[found] = line.cells[fields[-1]]


def _both(some: Names | None, others: Names | None) -> Names | None:
    if some is None or others is None:
        return None
    return Names.joined(some, others)


def _resolve(
    lines: Iterable[Line], field: str, known: Names | None, kind: Kind, findings: Findings
) -> None:
    if known is None:
        return
    for line in lines:
        name = line.values.get(field)
        found = known.find(name) if name else None
        if found:
            line.values[field] = found
        elif name:
            what = f"{shown(name)} is not {kind.value}"
            line.wrong(field, findings, what, f"one of {known.listed()}" if known else kind.value)


def _resolve_list(
    line: Line, field: str, known: Names | None, kind: Kind, findings: Findings
) -> None:
    if known is None or not line.values.get(field):
        return
    if parts_in(line.values[field]) > MAX_PARTS:
        line.wrong(field, findings, f"more than {MAX_PARTS} names are listed", kind.value)
        line.values[field] = None
        return
    names = list(split_names(line.values[field], known))
    unknown = [name for name, found in names if found is None]
    if unknown:
        what = f"{', '.join(shown(name) for name in unknown[:_SHOWN])} cannot be found"
        line.wrong(field, findings, what, kind.value)
    line.values[field] = list(dict.fromkeys(found for _name, found in names if found))


def _check_rights(
    sheets: Lines, forums: Names | None, people: Names | None, findings: Findings
) -> None:
    lines = _of(sheets, "decision_rights")
    _once(lines, ("decision_type",), "decision type", findings)
    for line in lines:
        owner = line.values.get("owner")
        if owner:
            known = (names.find(owner) for names in (forums, people) if names)
            line.values["owner"] = next((name for name in known if name), owner)
        _resolve_forum(line, "forum", Kind.FORUM, forums, findings)
        _resolve_forum(line, "escalation", Kind.ESCALATION, forums, findings)


def _resolve_forum(
    line: Line, field: str, kind: Kind, forums: Names | None, findings: Findings
) -> None:
    name = line.values.get(field)
    if not name or forums is None:
        return
    found = forums.find(name) or choice_of(kind, name)
    if found:
        line.values[field] = found
        return
    line.wrong(field, findings, f"{shown(name)} is not a forum of the Forums sheet", kind.value)


def _check_plan(sheets: Lines, findings: Findings) -> None:
    milestones = _listed(sheets, "launch_plan", "milestone", findings)
    lines = _of(sheets, "launch_plan")
    for line in lines:
        _resolve_list(line, "depends_on", milestones, Kind.MILESTONES, findings)
        _check_estimates(line, findings)
    _check_circles(lines, findings)


def _check_circles(lines: list[Line], findings: Findings) -> None:
    by_name = {line.values["milestone"]: line for line in lines if line.values.get("milestone")}
    follows = {name: list(line.values.get("depends_on") or []) for name, line in by_name.items()}
    for _circle in range(_MOST_CIRCLES):
        circle = first_cycle(follows)
        if not circle:
            return
        named = [shown(name) for name in circle[:_SHOWN]] + ["…"] * (len(circle) > _SHOWN)
        what = f"{' → '.join([*named, shown(circle[0])])} is a circle"
        by_name[circle[0]].wrong("depends_on", findings, what, "an order without circles")
        follows[circle[0]].remove(circle[1 % len(circle)])


def _check_estimates(line: Line, findings: Findings) -> None:
    """Optimistic must not exceed likely, nor likely pessimistic; one problem per row."""
    given = [(name, line.values.get(name)) for name in _ESTIMATES]
    known = [(name, value) for name, value in given if value is not None]
    for (name, value), (next_name, next_value) in pairwise(known):
        if value > next_value:
            is_lowest = next_name == "pessimistic" and next_value < known[0][1]
            where = next_name if is_lowest and len(known) == len(_ESTIMATES) else name
            what = f"{name} {value} is above {next_name} {next_value}"
            line.wrong(where, findings, what, "optimistic ≤ likely ≤ pessimistic")
            return


def _check_periods(lines: Iterable[Line], findings: Findings) -> None:
    for line in lines:
        starts, ends = line.values.get("starts"), line.values.get("ends")
        if starts and ends and ends < starts:
            line.wrong("ends", findings, f"{ends} is before {starts}", "a day after From")


def _check_scorecard(sheets: Lines, findings: Findings) -> None:
    lines = _of(sheets, "scorecard")
    _once(lines, ("kpi",), "KPI", findings)
    for line in lines:
        target = line.values.get("target")
        is_band = "direction" in line.bad or line.values.get("direction") == "band"
        if target and target.high is not None and not is_band:
            what = "two numbers are given but the direction is not band"
            line.wrong("target", findings, what, Kind.TARGET.value)


def _check_fit(sheets: Lines, people: Names | None, findings: Findings) -> None:
    lines = _of(sheets, "partner_fit")
    _once(lines, ("candidate", "criterion", "rater"), "candidate, criterion and rater", findings)
    for line in lines:
        rater = line.values.get("rater")
        if rater and people is not None:
            line.values["rater"] = people.find(rater) or rater
