"""Measures the reader against what lawyers marked (CUAD): true, false and missed answers per fact."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement
from allied.rooms.agreement.reading.rules.finding import Fact

YES = {
    "Exclusivity": "exclusivity",
    "Termination For Convenience": "termination without cause",
    "Anti-Assignment": "assignment needs consent",
    "Cap On Liability": "liability cap",
    "Audit Rights": "audit",
    "No-Solicit Of Employees": "no hiring",
    "Non-Compete": "non-compete",
    "Rofr/Rofo/Rofn": "first refusal",
    "Change Of Control": "change of control",
    "Revenue/Profit Sharing": "revenue share",
    "Minimum Commitment": "minimum commitment",
    "License Grant": "licence",
    "Ip Ownership Assignment": "IP assigned",
    "Joint Ip Ownership": "joint IP",
    "Most Favored Nation": "most favoured terms",
    "Insurance": "insurance",
    "Post-Termination Services": "wind-down",
}


def agreements() -> Path:
    """The folder with agreements and labels: the one that is named, else shared/contracts above the project."""
    named = os.environ.get("ALLIED_AGREEMENTS")
    above = (parent / "shared" / "contracts" for parent in Path(__file__).resolve().parents)
    return Path(named) if named else next((one for one in above if one.is_dir()), Path("contracts"))


@dataclass
class Score:
    """Right answers, wrong ones, and those that were not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Judged:
    """The score of each fact, and every miss in words."""

    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(
        self, fact: str, name: str, wanted: Iterable[str], found: Iterable[str], same=None
    ) -> None:
        score = self.scores.setdefault(fact, Score())
        left, extra = list(wanted), []
        for one in found:
            twin = next(
                (other for other in left if (same or (lambda a, b: a == b))(one, other)), None
            )
            if twin is None:
                extra.append(one)
            else:
                left.remove(twin)
                score.right += 1
        score.wrong += len(extra)
        score.missed += len(left)
        if left or extra:
            self.misses.append(f"{name}: {fact}: wanted {left}, said {extra}")


def judge(folder: Path, labels: Mapping[str, Mapping[str, str]]) -> Judged:
    """Reads every agreement of the folder that has labels, and compares."""
    judged = Judged()
    for name, said in sorted(labels.items()):
        facts = read_agreement((folder / name).read_text(encoding="utf-8"))
        _compare(judged, name, said, facts)
    return judged


def _compare(judged: Judged, name: str, said: Mapping[str, str], facts: list[Fact]) -> None:
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)

    def values(kind: str) -> list[str]:
        return [fact.value for fact in by_kind.get(kind, []) if fact.value]

    judged.add(
        "document name", name, _answer(said, "Document Name"), values("document name"), _alike
    )
    judged.add("parties", name, _names(said.get("Parties-Answer", "")), values("party"), _alike)
    wanted_short = _short_names(said.get("Parties-Answer", ""))
    shorts = [one for fact in by_kind.get("party", []) for one in fact.more.get("short", [])]
    judged.add("short names", name, wanted_short, shorts, _alike)
    for fact, label in (
        ("agreement date", "Agreement Date"),
        ("effective date", "Effective Date"),
        ("expiry", "Expiration Date"),
    ):
        judged.add(fact, name, _days(said.get(f"{label}-Answer", "")), values(fact))
    laws = [_country(one.replace(";", " and")) for one in _answer(said, "Governing Law")]
    judged.add(
        "governing law", name, laws, [_country(one) for one in values("governing law")], _alike
    )
    notices = [
        said.get("Notice Period To Terminate Renewal- Answer")
        or said.get("Notice Period To Terminate Renewal-Answer")
        or ""
    ]
    judged.add(
        "renewal notice",
        name,
        [_span(one) for one in notices if _span(one)],
        [_span(one) for one in values("renewal notice")],
        _as_long,
    )
    renewed = said.get("Renewal Term-Answer") or ""
    automatic = [
        _span(str(f.more.get("span", "")))
        for f in by_kind.get("renewal", [])
        if f.more.get("how") != "by agreement"
    ]
    wanted = [_span(renewed)] if _span(renewed) else []
    judged.add("renewal", name, wanted, [one for one in automatic if one], _as_long)
    for label, kind in YES.items():
        wanted = ["yes"] if said.get(f"{label}-Answer") == "Yes" else []
        judged.add(kind, name, wanted, ["yes"] if by_kind.get(kind) else [])


def _answer(said: Mapping[str, str], label: str) -> list[str]:
    answer = " ".join((said.get(f"{label}-Answer") or "").split())
    return [answer] if answer else []


_TOGETHER = r",?\s*\b(?:each|collectively|individually|together|shall|hereinafter)\b.*$"
_GIVEN_NAME = r"\s*\((?:.?[\"“”'.]|hereina|indiv|coll|each|toge|jointly|singularly).*$"


def _names(answer: str) -> list[str]:
    """The full names of a label; a line that only says who are "the Parties" is none."""
    shorts = {_bare(one) for one in _short_names(answer)}
    found: dict[str, str] = {}
    for part in answer.split(";"):
        name = re.sub(
            _TOGETHER, "", re.sub(_GIVEN_NAME, "", part, flags=re.S), flags=re.S | re.I
        ).strip(" ()\n")
        pieces = {_bare(one) for one in re.split(r",|\band\b", name) if _bare(one)}
        if pieces and not _only_together(pieces, shorts | found.keys()):
            found.setdefault(_bare(name), name)
    return list(found.values())


def _only_together(pieces: set[str], known: set[str]) -> bool:
    """Whether a line names several who are all named elsewhere: "Alder and Beech are the Parties"."""
    forms = {"inc", "llc", "ltd", "lp", "corp", "co", "limited"}
    named = pieces - forms
    return len(named) > 1 and all(
        any(piece == one or (len(piece) > 3 and one.startswith(piece)) for one in known)
        for piece in named
    )


def _short_names(answer: str) -> list[str]:
    quoted = re.findall(r"\([\"“]([^\"”]+)[\"”]\)", answer)
    return [one for one in quoted if not re.search(r"part(?:y|ies)", one, re.IGNORECASE)]


def _bare(name: str) -> str:
    words = re.sub(r"^the\s+", "", name.lower().replace("&", " and ").strip())
    return re.sub(r"[\W_]+", "", words)


def _alike(found: str, wanted: str) -> bool:
    one, other = _bare(found), _bare(wanted)
    return one == other or (
        min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one))
    )


def _country(law: str) -> str:
    """The place without what it is: the Republic of Italy is Italy, the Province of Ontario is Ontario."""
    if law == "PRC":
        return "China"
    return re.sub(r"^(?:\w+['’]?s?\s+)?(?:Republic|Province|State|Kingdom)\s+of\s+", "", law)


def _days(answer: str) -> list[str]:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", answer.strip())
    if not match:
        return []
    month, day, year = (int(part) for part in match.groups())
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return [date(year, month, day).isoformat()]
    except ValueError:
        return []


def _span(said: str) -> str:
    match = re.search(r"(\d+)\)?\s*(day|month|year|week)", said.lower())
    if not match:
        return ""
    count, unit = int(match.group(1)), match.group(2)
    return f"{count * 12} month" if unit == "year" else f"{count} {unit}"


def _as_long(found: str, wanted: str) -> bool:
    """180 days are six months; lawyers label either."""
    days = {"day": 1, "week": 7, "month": 30}
    one, other = (int(said.split()[0]) * days[said.split()[1]] for said in (found, wanted))
    return one == other


def table(judged: Judged) -> str:
    """The scores as lines of text."""
    lines = [
        f"{'fact':28} {'right':>5} {'wrong':>5} {'missed':>6} {'prec.':>6} {'recall':>6} {'F1':>6}"
    ]
    lines += [
        f"{fact:28} {s.right:5} {s.wrong:5} {s.missed:6} {s.precision:6.2f} {s.recall:6.2f} {s.f1:6.2f}"
        for fact, s in judged.scores.items()
    ]
    return "\n".join(lines)
