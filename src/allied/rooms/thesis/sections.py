"""The sections of a thesis: their titles, and one section taken out of it or put into it."""

from allied.kit.content import Plain
from allied.kit.errors import Refused
from allied.kit.reading import Problem, Unreadable
from allied.kit.words import listed
from allied.rooms.thesis.content import ThesisContent, from_plain

TITLES = {
    "objective": "Strategic objective",
    "why_alliance": "Why an alliance, not build or buy",
    "outcomes": "Outcomes",
    "contributions": "What each side brings",
    "scope": "Scope",
    "assumptions": "Assumptions and their tests",
    "risks": "Risks",
    "principles": "Decision principles",
}
TEXTS = ("objective", "why_alliance")
LISTS = tuple(name for name in TITLES if name not in TEXTS)
MOST_SHOWN = 5


class Unfit(Refused):
    """The content cannot be taken over; `problems` says what is wrong, and where."""

    def __init__(self, problems: tuple[Problem, ...], *, field: str = "") -> None:
        said = [str(problem) for problem in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            said.append(f"and {len(problems) - MOST_SHOWN} more")
        super().__init__("unfit", "; ".join(said) + ".", field=field)
        self.problems = problems


def section_plain(content: ThesisContent, section: str) -> Plain:
    """The plain content of one section."""
    return content.as_plain()[_known(section)]


def with_section(content: ThesisContent, section: str, plain: object) -> ThesisContent:
    """The thesis with other content in one section, or `Unfit` when that cannot be read."""
    whole: dict[str, object] = {**content.as_plain(), _known(section): plain}
    try:
        return from_plain(whole)
    except Unreadable as unreadable:
        raise Unfit(unreadable.problems, field=section) from unreadable


def _known(section: str) -> str:
    if section not in TITLES:
        raise Refused(
            "unknown_section", f"A section is one of {listed(list(TITLES))}.", field="section"
        )
    return section
