"""Decisions: what is asked, who must answer, what they said, and how it ended."""

from django.db import models
from django.db.models import Q

from allied.clock.models import SlaClock
from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager
from allied.rooms.governance.models.blueprint import DecisionRight, Forum
from allied.rooms.governance.settlement import HalfState, Verdict
from allied.rooms.governance.states import DecisionState

STATES = [
    (DecisionState.OPEN, "Open"),
    (DecisionState.WAITING, "Waiting for information"),
    (DecisionState.APPROVED, "Approved"),
    (DecisionState.DECLINED, "Declined"),
    (DecisionState.DEFERRED, "Deferred"),
    (DecisionState.WITHDRAWN, "Withdrawn"),
    (DecisionState.SUPERSEDED, "Replaced"),
]
UNDECIDED = (DecisionState.OPEN, DecisionState.WAITING, DecisionState.DEFERRED)
HALVES = [
    (HalfState.WAIT, "Not yet"),
    (HalfState.YES, "Approved"),
    (HalfState.CONDITIONS, "Approved with conditions"),
    (HalfState.NO, "Declined"),
]
VERDICTS = [(Verdict.APPROVE, "Approve"), (Verdict.DECLINE, "Decline")]


class Asked(models.Model):
    """What is asked: the same words in a draft and in the decision that it becomes."""

    title = models.CharField(max_length=200)
    question = models.TextField(max_length=10000, blank=True)
    # A list of {"key", "title", "text", "facts": [[name, value], …]}.
    options = models.JSONField(default=list)
    recommendation = models.CharField(max_length=1, blank=True)
    # The option that stands when every step has run out, where the matrix knows such an option.
    standing = models.CharField(max_length=1, blank=True)
    paper = models.TextField(max_length=50000, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        abstract = True


class DecisionDraft(Asked, Scoped):
    """A decision that one side prepares; asking for it copies it into a joint decision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    type_key = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    raised_as = models.ForeignKey("allied.Decision", models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience=OURS), name="draft_is_private")]
        indexes = [
            models.Index(
                fields=["alliance", "-changed_at"],
                condition=Q(ended_at__isnull=True),
                name="draft_open",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Decision(Asked, Scoped):
    """One question for both companies, with everything that was fixed when its clock started."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    right = models.ForeignKey(DecisionRight, models.PROTECT, related_name="decisions")
    # The row of the matrix as it was: later changes never touch a running decision.
    right_copy = models.JSONField()
    # The names of the forums that its ladder mentions, as they were.
    places = models.JSONField(default=dict)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="decisions", null=True)
    digest = models.CharField(max_length=64)
    # Whether both companies had signed the matrix: only then anything follows from silence.
    rules_signed = models.BooleanField(default=False)
    joint = models.BooleanField()
    accountable = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES, default=DecisionState.OPEN)
    state_at = models.DateTimeField()
    reason = models.TextField(max_length=2000, blank=True)
    deferred_until = models.DateField(null=True)
    chosen = models.CharField(max_length=1, blank=True)
    how = models.CharField(max_length=40, blank=True)
    has_met = models.BooleanField(default=False)
    escalated_at = models.DateTimeField(null=True)
    clock = models.ForeignKey(SlaClock, models.PROTECT, related_name="+", null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, related_name="successors", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="decision_is_joint"),
            models.UniqueConstraint(fields=["alliance", "number"], name="decision_number"),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(chosen=""), name="approved_names_its_option"
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "number"],
                condition=Q(state__in=["open", "waiting", "deferred"]),
                name="decision_undecided",
            ),
            models.Index(fields=["alliance", "-raised_at"], name="decision_newest"),
        ]

    def __str__(self) -> str:
        return f"D-{self.number} {self.title}"

    @property
    def name(self) -> str:
        """Its number and title, as titles of acts and sign-offs say it."""
        return f"D-{self.number} {self.title}"


class Half(Scoped):
    """One party's half of a decision: who must answer for it, and how far that is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="halves")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    # Each way is a list of roles that all approve; escalation adds a way and takes none away.
    ways = models.JSONField()
    state = models.CharField(max_length=5, choices=HALVES, default=HalfState.WAIT)
    # A tie-break that names one decider releases the others.
    needed = models.BooleanField(default=True)
    at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="half_is_joint"),
            models.UniqueConstraint(fields=["decision", "party"], name="half_once_per_party"),
        ]
        indexes = [
            models.Index(
                fields=["party", "decision"], condition=Q(state="wait"), name="half_with_the_pen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.state}"


class Sitting(Scoped):
    """A meeting that took the decision: who of each side was there, and for which option."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sittings")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+")
    held_on = models.DateField()
    option = models.CharField(max_length=1)
    # Ids of the people of each side, and of those who stood in for a member.
    present = models.JSONField()
    stand_ins = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(audience=JOINT), name="sitting_is_joint")]

    def __str__(self) -> str:
        return f"{self.forum} on {self.held_on}"

    def has(self, person: Person) -> bool:
        """Whether this person was there."""
        return str(person.pk) in self.present.get(str(person.organisation_id), ())


class Answer(Scoped):
    """What one person said for their company, in one of the roles that must answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)
    verdict = models.CharField(max_length=7, choices=VERDICTS)
    option = models.CharField(max_length=1, blank=True)
    conditions = models.JSONField(default=list)
    reason = models.TextField(max_length=2000, blank=True)
    digest = models.CharField(max_length=64)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="answers", null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="answer_is_joint"),
            models.UniqueConstraint(
                fields=["decision", "owner", "role"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_answer_per_party_and_role",
            ),
            models.CheckConstraint(
                condition=Q(verdict="approve") & ~Q(option="")
                | Q(verdict="decline") & ~Q(reason=""),
                name="answer_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.verdict}"


class Escalation(Scoped):
    """The one step by which a late decision also goes to another forum or the sponsor pair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="escalation")
    to_key = models.CharField(max_length=60)
    to_name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    reason = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    clock = models.ForeignKey(SlaClock, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    deadlocked_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="escalation_is_joint")
        ]

    def __str__(self) -> str:
        return f"{self.decision} to {self.to_name}"
