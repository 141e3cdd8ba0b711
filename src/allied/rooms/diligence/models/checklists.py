"""Checklists of due diligence: which questions are asked, and what was answered."""

from django.db import models
from django.db.models import Q

from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT, OURS, Scoped, ScopedManager
from allied.rooms.diligence.models.risks import Risk


class Checklist(Scoped):
    """The questions that both companies answer together, or that one answers for itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    areas = models.JSONField(default=list)
    packs = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(audience=JOINT), name="one_joint_checklist"
            ),
            models.UniqueConstraint(
                fields=["alliance", "owner"], condition=Q(audience=OURS), name="one_own_checklist"
            ),
        ]

    def __str__(self) -> str:
        return f"Checklist {self.audience}"


class ChecklistAnswer(Scoped):
    """What is known about one question, who found it out, and the risk it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    said = models.CharField(max_length=7, blank=True)
    evidence = models.TextField(max_length=5000, blank=True)
    severity = models.CharField(max_length=6, blank=True)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    note = models.TextField(max_length=2000, blank=True)
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "question"], name="one_answer_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.said}"
