"""The talk after a round: each difference is settled, by a change of the thesis or by leaving it as it is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.kit.reading import Problem
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.thesis import drafts
from allied.rooms.thesis.alignment import facts, rounds
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.intake import Unfit, read_answer
from allied.rooms.thesis.alignment.merging import (
    KEEP,
    SIDE,
    Wish,
    changed_section,
    refuse_unknown,
    told,
)
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentRound,
    AlignmentSettlement,
    RoundState,
)
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.alignment.results import result_of
from allied.rooms.thesis.commands import change_section
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import Thesis

LISTS = {
    Topic.SUCCESS: "outcomes",
    Topic.WEIGHT: "outcomes",
    Topic.CONTRIBUTION: "contributions",
    Topic.SCOPE: "scope",
    Topic.ASSUMPTION: "assumptions",
}
SAY = "Say what you agreed: both sides read it."


def settle_difference(
    *,
    by: Person,
    round: AlignmentRound,
    topic: str,
    item: str,
    way: str,
    now: datetime,
    organisation: str = "",
    wording: Mapping[str, object] | None = None,
    note: str = "",
    version: int | None = None,
) -> AlignmentSettlement:
    """Settle one difference with one side's words, with new ones, or by leaving the thesis as it is.

    `version` is the edit of the thesis that was read; what the thesis says changes in its draft, and
    signatures on what stood there before lapse.
    """
    require(by, "thesis.edit", round.alliance, now)
    about = refuse_unknown(topic, way)
    note = worded(note, field="note", most=1000, required=SAY if way == KEEP else "")
    with transaction.atomic():
        row = rounds.locked(round)
        _refuse_unsettled(row, about, item)
        wish = _wish(row, about, item, way=way, organisation=organisation, wording=wording)
        edit = None if way == KEEP else _change(row, wish, by=by, version=version, now=now)
        said = told(wish, rounds.names_in(row)) + (f". {note}" if note else "")
        settled = _kept(row, wish, said, edit, by=by, now=now)
    return settled


def _kept(
    row: AlignmentRound, wish: Wish, said: str, edit: int | None, *, by: Person, now: datetime
) -> AlignmentSettlement:
    settled = AlignmentSettlement.objects.create(
        alliance_id=row.alliance_id,
        owner_id=by.home_id,
        audience=JOINT,
        round=row,
        topic=wish.topic.value,
        item=wish.item,
        way=wish.way,
        said=said,
        edit=edit,
        by=by,
        at=now,
    )
    fact = facts.DifferenceSettled(
        subject=row.pk,
        number=row.number,
        topic=wish.topic.value,
        item=wish.item,
        way=wish.way,
        difference=rounds.asked_in(row).named(LISTS[wish.topic], wish.item),
        said=said,
    )
    book.record(fact, alliance_id=row.alliance_id, by=by, now=now)
    return settled


def _refuse_unsettled(row: AlignmentRound, about: Topic, item: str) -> None:
    if row.state != RoundState.OPEN:
        raise Refused("not_open", "Nothing is open yet: the answers are sealed.")
    known = [one.id for one in getattr(rounds.asked_in(row), LISTS[about])]
    if item not in known:
        raise Refused("unknown_item", "This round asked about no such thing.", field="item")
    rows = AlignmentSettlement.objects.in_system_scope(rounds.WHY).select_related("by")
    done = rows.filter(round=row, topic=about.value, item=item).first()
    if done:
        raise Refused("settled", f"{done.by.name} settled this already: {done.said}.")


def _wish(
    row: AlignmentRound,
    about: Topic,
    item: str,
    *,
    way: str,
    organisation: str,
    wording: Mapping[str, object] | None,
) -> Wish:
    names = rounds.names_in(row)
    by_name = {name.casefold(): key for key, name in names.items()}
    side = by_name.get(organisation.casefold(), organisation)
    if way == SIDE and side not in names:
        accepted = ", ".join(names.values())
        raise Refused("unknown_side", f"Name one of the parties: {accepted}.", field="organisation")
    words = None
    if about is Topic.SUCCESS and way != KEEP:
        words = _words_of(row, item, side) if way == SIDE else _new_words(row, item, wording)
    return Wish(topic=about, item=item, way=way, organisation=side, wording=words)


def _words_of(row: AlignmentRound, item: str, side: str) -> Restated:
    answers = AlignmentAnswer.objects.in_system_scope(rounds.WHY).filter(round=row)
    found = {one.organisation: one for one in result_of(row, answers).sides}
    words = found[side].success(item) if side in found else Restated()
    if words.is_blank:
        raise Refused(
            "nothing_said", "This side said nothing here. Write new words.", field="organisation"
        )
    return words


def _new_words(row: AlignmentRound, item: str, wording: Mapping[str, object] | None) -> Restated:
    content = {"success": {item: dict(wording or {})}}
    try:
        found = read_answer(content, rounds.asked_in(row), rounds.names_in(row))
    except Unfit as unfit:
        inside = f"success.{item}."
        raise Unfit(
            [Problem(one.where.removeprefix(inside), one.sentence) for one in unfit.problems]
        ) from unfit
    words = found.success.get(item, Restated())
    if not words.metric:
        raise Refused("no_metric", "Say what is counted.", field="metric")
    return words


def _change(
    row: AlignmentRound, wish: Wish, *, by: Person, version: int | None, now: datetime
) -> int:
    thesis = Thesis.objects.lock(row.thesis)
    current = drafts.newest(thesis)
    if version is not None and version != current.edit:
        raise Outdated(
            "outdated", "The thesis changed since you opened this page. Read it once more."
        )
    section, content = changed_section(from_json(current.content), wish)
    changed = change_section(
        by=by, thesis=thesis, section=section, content=content, version=current.edit, now=now
    )
    return changed.edit
