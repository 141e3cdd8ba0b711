"""The whole right-move check over one set of answers: verdict, form, effort, and what would change them."""

from dataclasses import dataclass

from allied.rooms.thesis.before.effort import EffortOf, effort_of
from allied.rooms.thesis.before.flips import Flip, shortest_way, single_flips
from allied.rooms.thesis.before.form import FormOf, form_of
from allied.rooms.thesis.before.limits import limits, move_questions
from allied.rooms.thesis.before.questionnaire import Answers
from allied.rooms.thesis.before.verdict import REASONS, Judgement, Verdict, judge

MOVE, FORM, EFFORT = "move", "form", "effort"


@dataclass(frozen=True)
class Assessment:
    """What the answers say, with their reasons."""

    answers: Answers
    judgement: Judgement
    form: FormOf
    effort: EffortOf
    flips: tuple[Flip, ...]
    form_flips: tuple[Flip, ...]
    way: Flip | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Every question without an answer."""
        return (*self.judgement.missing, *self.form.missing, *self.effort.missing)


def judged(answers: Answers) -> Judgement:
    """The verdict on these answers."""
    asked = move_questions()
    return judge(asked.levels(answers, MOVE), asked.missing(answers, MOVE), limits().bar)


def _form(answers: Answers) -> FormOf:
    asked = move_questions()
    levels, missing = asked.levels(answers, FORM), asked.missing(answers, FORM)
    return form_of(levels, missing, answers.get("venture", ""))


def _effort(answers: Answers) -> EffortOf:
    asked = move_questions()
    levels, missing = asked.levels(answers, EFFORT), asked.missing(answers, EFFORT)
    return effort_of(levels, missing, limits().own_effort_points)


def assess(answers: Answers) -> Assessment:
    """Verdict, form and effort; what would change the verdict once it is more than a guess."""
    asked = move_questions()
    judgement, form = judged(answers), _form(answers)

    def told(tried: Answers) -> str:
        return judged(tried).verdict.value

    settled = not judgement.missing
    flips = single_flips(asked, MOVE, answers, told) if settled else ()
    way = (
        shortest_way(asked, MOVE, answers, told, Verdict.ALLY.value, rising=REASONS)
        if settled
        else None
    )
    form_flips = (
        ()
        if form.missing
        else single_flips(asked, FORM, answers, lambda tried: _form(tried).form.value)
    )
    return Assessment(answers, judgement, form, _effort(answers), flips, form_flips, way)
