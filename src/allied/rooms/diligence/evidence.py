"""What an attached file shows: a control that is in place, or an answer of a checklist."""

from allied.alliances.attachments.commands import About
from allied.alliances.attachments.rules import let_erase
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.models import ChecklistAnswer, Control
from allied.rooms.diligence.writing import EDIT, LOOK_AFTER, PRIVATE

CONTROL, ANSWER = "risk control", "checklist answer"
let_erase(CONTROL, JOINT, LOOK_AFTER)
let_erase(ANSWER, JOINT, EDIT)
let_erase(CONTROL, OURS, PRIVATE)
let_erase(ANSWER, OURS, PRIVATE)


def about_control(control: Control) -> About:
    """A file that shows a control; who looks after the risk may attach it."""
    return About(
        alliance=control.risk.alliance,
        kind=CONTROL,
        id=control.pk,
        audience=control.audience,
        right=LOOK_AFTER if control.audience == JOINT else PRIVATE,
    )


def about_answer(answer: ChecklistAnswer) -> About:
    """A file that shows an answer."""
    return About(
        alliance=answer.alliance,
        kind=ANSWER,
        id=answer.pk,
        audience=answer.audience,
        right=EDIT if answer.audience == JOINT else PRIVATE,
    )
