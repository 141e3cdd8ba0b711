"""What an import did or found, in the words of a report."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import counted, listed
from allied.papers.workbook.problems import Problem


@dataclass
class Imported:
    """What an import did, to be said in a report."""

    alliance: Alliance
    seated: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    registered: int = 0
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Which alliance the same workbook became before, in a sentence.
    twin: str = ""
    # Candidates, scores, and who of them is vetoed, of the private sheet «Partner fit».
    scored: tuple[int, int, tuple[str, ...]] | None = None


class Unimportable(Refused):
    """The workbook cannot be imported; `problems` says everything that is wrong, and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        lines = "\n".join(str(problem) for problem in problems)
        count = counted(len(problems), "problem")
        super().__init__("workbook", f"{count}; nothing was written.\n{lines}", field="file")
        self.problems = tuple(problems)


def report_of(done: Imported, *, rehearsed: bool = False) -> list[str]:
    """What an import did, or would do when it was only rehearsed, line by line."""
    name = f"“{done.alliance.name}”"
    lines = [f"{name} can be imported; nothing was written." if rehearsed else f"{name} is here."]
    if done.twin:
        lines.append(f"{done.twin} This makes a second one.")
    for names, one, many in (
        (done.seated, "takes a seat", "take their seats"),
        (done.invited, "is invited to your organisation", "are invited to your organisation"),
        (
            done.proposed,
            "is proposed to the partner and waits for its invitation",
            "are proposed to the partner and wait for its invitation",
        ),
    ):
        if names:
            lines.append(f"{listed(names)} {one if len(names) == 1 else many}.")
    if done.registered:
        stand = "stands" if done.registered == 1 else "stand"
        lines.append(f"{counted(done.registered, 'risk')} {stand} on the joint register.")
    if done.scored:
        candidates, scores, vetoed = done.scored
        below = f"; a red flag vetoes {listed(vetoed)}" if vetoed else ""
        lines.append(
            f"{counted(scores, 'score')} of {counted(candidates, 'candidate')} become a partner "
            f"selection that only your company sees{below}."
        )
    if "Scorecard" in done.kept:
        lines.append("The KPIs of the Scorecard are proposed to your side on the page of the KPIs.")
    later = [sheet for sheet in done.kept if sheet != "Scorecard"]
    if later:
        lines.append(
            f"Checked and kept with the alliance until their rooms exist: {listed(later)}."
        )
    return [*lines, *done.notes]
