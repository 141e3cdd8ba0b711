"""The rounds of the alignment check: what is joint from the start, and what stays sealed until it opens."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from allied.alliances.sealing import Seal
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.schedule import Occasion
from allied.rooms.thesis.models import Thesis


class RoundState(models.TextChoices):
    """Where a round stands."""

    ANSWERING = "answering", "Answers are sealed"
    OPEN = "open", "Open for all"
    ENDED = "ended", "Ended without answers"


class AlignmentRound(Scoped):
    """One blind round over a frozen list; it opens for all at once, or ends without."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thesis = models.ForeignKey(Thesis, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    occasion = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Occasion])
    # Fixed when it starts: an organisation that joins later is not waited for.
    asked = models.TextField()
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.ANSWERING)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True, max_length=2000)

    objects = ScopedManager()
    seal = Seal(
        states=(RoundState.OPEN, RoundState.ENDED),
        columns=("number", "revision", "asked", "started_at", "due_at", "ended_at", "ended_why"),
        says="a round that opened or ended never changes",
    )

    class Meta:
        ordering: ClassVar = ["alliance", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="alignment_round_is_joint"),
            models.UniqueConstraint(
                fields=["alliance", "number"], name="alignment_round_number_once"
            ),
            models.UniqueConstraint(
                fields=["alliance"],
                condition=Q(state=RoundState.ANSWERING),
                name="alignment_one_round_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Alignment check {self.number}"


class AlignmentSeal(Scoped):
    """One side has answered: the commitment to its sealed answer, and nothing about what it says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="alignment_seal_is_joint"),
            models.UniqueConstraint(fields=["round", "owner"], name="alignment_seal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} has answered"


class AlignmentRespondent(Scoped):
    """Somebody who answers for one side; who that is, and who is done, only this side knows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=OURS), name="alignment_respondent_private"),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(released_at__isnull=True),
                name="alignment_respondent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class SheetManager(ScopedManager["AlignmentSheet"]):
    """For answers before they open: whoever writes one reads it, and no colleague does."""

    def visible_to(self, person: Person) -> models.QuerySet["AlignmentSheet"]:
        """This person's own sheets."""
        return super().visible_to(person).filter(person=person)


class AlignmentSheet(Scoped):
    """What one person has written so far; its `version` is what a change names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    content = models.TextField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = SheetManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=OURS), name="alignment_sheet_private"),
            models.UniqueConstraint(fields=["round", "person"], name="alignment_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.version}"


class EnvelopeManager(ScopedManager["AlignmentEnvelope"]):
    """For sealed answers: no door opens them, for anybody."""

    def visible_to(self, person: Person) -> models.QuerySet["AlignmentEnvelope"]:
        """Nothing: an envelope is only opened by its round."""
        return super().visible_to(person).none()


class AlignmentEnvelope(Scoped):
    """The sealed answer of one side, exactly as its commitment in the joint record was reckoned."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="+")
    content = models.TextField()

    objects = EnvelopeManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=OURS), name="alignment_envelope_private"),
            models.UniqueConstraint(fields=["round", "owner"], name="alignment_envelope_once"),
        ]

    def __str__(self) -> str:
        return "Sealed"


class AlignmentAnswer(Scoped):
    """One person's answer, open for all since its round opened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    content = models.TextField()
    # The order in which a side's people handed in.
    position = models.PositiveSmallIntegerField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["round", "owner", "position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="alignment_answer_is_joint"),
            models.UniqueConstraint(fields=["round", "person"], name="alignment_answer_once"),
        ]

    def __str__(self) -> str:
        return f"Answer of {self.person_id}"


class AlignmentSettlement(Scoped):
    """One difference that was settled in the talk after a round: how, by whom and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AlignmentRound, models.PROTECT, related_name="settlements")
    topic = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Topic])
    item = models.CharField(max_length=80)
    way = models.CharField(max_length=12)
    said = models.TextField(max_length=2000)
    # The edit of the thesis that came of it, if one did.
    edit = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="alignment_settled_is_joint"),
            models.UniqueConstraint(
                fields=["round", "topic", "item"], name="alignment_settled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.item}: {self.way}"
