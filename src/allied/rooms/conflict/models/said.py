"""What is said about a conflict: positions, facts line by line, ways to settle, the joint memo."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager
from allied.rooms.conflict.models.conflicts import Conflict, ConflictStep
from allied.rooms.conflict.truth import Line, Reply


class Position(Scoped):
    """What one side says and what it needs: its own words, joint once it has written them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="positions")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    claim = models.CharField(max_length=60, blank=True)
    position = models.TextField(max_length=3000)
    interests = models.TextField(max_length=3000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="position_is_joint"),
            models.UniqueConstraint(fields=["conflict", "party"], name="position_once_per_party"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.claim or self.position[:40]}"


class Worksheet(Scoped):
    """What one side keeps for itself about a conflict: what it could give, and its way out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000, blank=True)
    could_give = models.TextField(max_length=3000, blank=True)
    way_out = models.TextField(max_length=3000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=OURS), name="worksheet_is_private"),
            models.UniqueConstraint(fields=["conflict", "owner"], name="worksheet_once_per_side"),
        ]

    def __str__(self) -> str:
        return f"Worksheet of {self.owner}"


class ConflictFact(Scoped):
    """One fact of a conflict: a line, perhaps with a number, and what shows it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="facts")
    number = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    # References to joint records: a list of {"kind", "id", "label"}.
    evidence = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="conflict_fact_is_joint"),
            models.UniqueConstraint(fields=["conflict", "number"], name="conflict_fact_number"),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def standing(self) -> "list[FactReply]":
        """The replies to the words as they stand; those to earlier words have lapsed."""
        return [each for each in self.replies.all() if each.lapsed_at is None]

    @property
    def as_line(self) -> Line:
        """The fact as the rules read it; its replies are loaded already."""
        replies = [
            Reply(party=str(each.party_id), accepts=each.accepts, value=each.value)
            for each in self.standing
        ]
        return Line(
            party=str(self.party_id),
            value=self.value,
            replies=tuple(replies),
            withdrawn=self.withdrawn_at is not None,
        )


class FactReply(Scoped):
    """What another side says to a fact: it accepts the line, or disputes it with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fact = models.ForeignKey(ConflictFact, models.PROTECT, related_name="replies")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    accepts = models.BooleanField()
    # Its own version of a disputed fact: a number, words, or both.
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    line = models.CharField(max_length=300, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The fact was worded anew after this reply.
    lapsed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="fact_reply_is_joint"),
            models.UniqueConstraint(
                fields=["fact", "party"],
                condition=Q(lapsed_at__isnull=True),
                name="fact_reply_once_per_party",
            ),
            models.CheckConstraint(
                condition=Q(accepts=True) | ~Q(reason=""), name="dispute_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {'accepts' if self.accepts else 'disputes'}"


class Settlement(Scoped):
    """One way to settle a conflict, proposed by one side; when all sides accept it, it holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="settlements")
    number = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=5000, blank=True)
    effect = models.CharField(max_length=200, blank=True)
    # What it costs each side, in the words of who proposed it.
    cost = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="settlement_is_joint"),
            models.UniqueConstraint(fields=["conflict", "number"], name="settlement_number"),
        ]

    def __str__(self) -> str:
        return self.title


class SettlementAnswer(Scoped):
    """What one side says to a way to settle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="answers")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    accepts = models.BooleanField()
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="settlement_answer_is_joint"),
            models.UniqueConstraint(
                fields=["settlement", "party"], name="settlement_answer_once_per_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {'accepts' if self.accepts else 'does not accept'}"


class MemoState(models.TextChoices):
    """Where the joint memo of a step stands."""

    DRAFT = "draft", "Being written"
    UP = "up", "Up for signature"
    SIGNED = "signed", "Signed by all"


class JointMemo(Scoped):
    """The one memo that both sides write for the next step; signed or not, it goes up with the matter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(ConflictStep, models.PROTECT, related_name="memos")
    revision = models.PositiveIntegerField(default=1)
    words = models.TextField(max_length=5000, blank=True)
    asks = models.TextField(max_length=1000, blank=True)
    # What was signed: facts, interests, options, who decides and by when, as they stood then.
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=MemoState, default=MemoState.DRAFT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="joint_memo_is_joint"),
            models.UniqueConstraint(fields=["step"], name="one_memo_per_step"),
        ]

    def __str__(self) -> str:
        return f"Joint memo, revision {self.revision}"
