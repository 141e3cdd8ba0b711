"""The blueprint by version, and the forums and decision rights that are in effect because of it."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Scoped, ScopedManager
from allied.rooms.governance.rights import Layer


class BlueprintState(models.TextChoices):
    """Where a version of the blueprint stands."""

    DRAFT = "draft", "Draft"
    UP = "up", "Up for signature"
    SIGNED = "signed", "In force"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "Changed before all had signed"
    SUPERSEDED = "superseded", "Replaced by a later version"


class Blueprint(Scoped):
    """One version of the rules of governance: forums and decision rights as signed content."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BlueprintState, default=BlueprintState.DRAFT)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    in_force_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="blueprint_is_joint"),
            models.UniqueConstraint(fields=["alliance", "revision"], name="blueprint_revision"),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state="signed"), name="one_blueprint_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"Governance blueprint, version {self.revision}"


class Forum(Scoped):
    """A forum as it is in effect: by the blueprint in force, else by its first draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    layer = models.CharField(max_length=12, choices=[(each, each.title()) for each in Layer])
    rhythm = models.CharField(max_length=200, blank=True)
    # Everything that the blueprint says about it.
    content = models.JSONField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="forum_is_joint"),
            models.UniqueConstraint(fields=["alliance", "key"], name="forum_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ForumMember(Scoped):
    """A person with a place in a forum, for one side."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="forum_member_is_joint"),
            models.UniqueConstraint(
                fields=["forum", "person"],
                condition=Q(ended_at__isnull=True),
                name="forum_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.forum}"


class DecisionRight(Scoped):
    """One row of the matrix as it is in effect: who decides this type, how, and by when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="rights", null=True)
    sla_days = models.PositiveSmallIntegerField(null=True)
    # Everything that the blueprint says about it.
    content = models.JSONField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(audience=JOINT), name="right_is_joint"),
            models.UniqueConstraint(fields=["alliance", "key"], name="right_once"),
        ]

    def __str__(self) -> str:
        return self.name
