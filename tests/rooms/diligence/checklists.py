"""A checklist, and a question answered in it."""

from datetime import timedelta

from allied.rooms.diligence import commands
from allied.rooms.diligence.answers import Given
from tests.conftest import NOON

LATER = NOON + timedelta(days=1)
KEY, OTHER = "data-flows-listed", "data-legal-footing"
OWN_KEY = "people-named"


def answer(who, checklist, question=KEY, said="no", version=0, **more):
    given = Given(question=question, answer=said, **more)
    return commands.answer_question(
        by=who, checklist=checklist, given=given, version=version, now=LATER
    )
