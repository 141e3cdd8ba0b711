"""The tables of due diligence: the register, its scales, checklists, and what hangs on few people."""

from allied.rooms.diligence.models.checklists import Checklist, ChecklistAnswer
from allied.rooms.diligence.models.items import ManagedItem
from allied.rooms.diligence.models.risks import Control, Risk, RiskScale

__all__ = ["Checklist", "ChecklistAnswer", "Control", "ManagedItem", "Risk", "RiskScale"]
