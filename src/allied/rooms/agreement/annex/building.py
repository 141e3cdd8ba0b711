"""The annex as it would be signed today: every section written from what the alliance really runs on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from allied.alliances.models import Alliance
from allied.rooms.agreement.annex.basis import Basis, basis_of
from allied.rooms.agreement.annex.contributing import contributed, placed
from allied.rooms.agreement.annex.sections.cadence import cadence
from allied.rooms.agreement.annex.sections.changing import change
from allied.rooms.agreement.annex.sections.decisions import decisions
from allied.rooms.agreement.annex.sections.keeping import clocks, further, record, sharing
from allied.rooms.agreement.annex.sections.parting import disputes, exits, unwind
from allied.rooms.agreement.annex.sections.people import people
from allied.rooms.agreement.annex.sections.reporting import reporting
from allied.rooms.agreement.annex.sections.standing import meanings, standing
from allied.rooms.agreement.annex.text import AnnexText, Block, Section

type Writer = Callable[[Basis], Sequence[Block]]
SECTIONS: dict[str, tuple[str, Writer]] = {
    "standing": ("Parties and purpose", standing),
    "meanings": ("Definitions", meanings),
    "people": ("Roles and deputies", people),
    "cadence": ("Forums and planning", cadence),
    "decisions": ("Decision rights", decisions),
    "reporting": ("Reporting and KPIs", reporting),
    "change": ("Change control", change),
    "disputes": ("Dispute steps", disputes),
    "exits": ("Exit triggers", exits),
    "unwind": ("Unwind plan", unwind),
    "sharing": ("Sharing and confidentiality", sharing),
    "clocks": ("Working days and clocks", clocks),
    "record": ("Joint Record", record),
    "further": ("Further clauses", further),
}
# Where each part of the terms is read in the annex.
SECTION_OF_PART = {
    "meetings": "cadence",
    "reporting": "reporting",
    "change_routes": "change",
    "change_steps": "change",
    "sharing": "sharing",
    "leaving": "sharing",
    "confidentiality": "sharing",
    "clauses": "further",
}


def text_today(alliance: Alliance, now: datetime) -> AnnexText:
    """The annex from the settings of this moment; the same for every reader."""
    return text_of(basis_of(alliance, now))


def text_of(basis: Basis) -> AnnexText:
    """The annex from a basis that was read already."""
    sections = []
    for key, (title, write) in SECTIONS.items():
        more = contributed(key, basis.standing, basis.now)
        blocks = placed(tuple(write(basis)), more)
        if blocks:
            sections.append(Section(key=key, title=title, blocks=blocks))
    return AnnexText(alliance=basis.alliance.name, parties=basis.sides, sections=tuple(sections))
