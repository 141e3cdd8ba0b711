"""How long the agreement runs and when it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .amounts import NUMBER_WORDS, Span, spans
from .calendar_words import dates
from .effect import Effect
from .finding import Fact
from .last_day import ANNIVERSARY, last_day
from .manuscript import Manuscript
from .renewal import AFTER_NOTICE, TERM_HEADING, renewal

# "This Agreement ends on 31 December", "this MOU is valid for one year".
_PLAINLY = (
    r"\bthis\s+(?:\w+\s+){0,2}?(?:agreement|contract|MOU|memorandum)\s+(?:(?:ends|terminates|expires)\s+on"
    r"|is\s+(?:valid|made|concluded|effective)\s+for)\b"
)
_RUNS = re.compile(
    r"^\W*(?:\d[\d.]*\W*)?(?:terms?|duration|laufzeit)(?:\s+of\s+(?:the\s+)?\w+)?\s*(?::|from\b)|\b(?:agreement\s+(?:shall|will)\s+(?:run|be)\s+for"
    r"|initial\s+term|(?:the|a|its)\s+\"?term\b|term\s+(?:of\s+)?(?:this"
    r"|the)\s?agreement|\"?term\"?\s+(?:shall|will|is|means|begin|commence"
    r"|of\s)|duration|period\s+of|"
    r"in\s+(?:full\s+)?(?:force|effect)|(?:remain|continue|be|become"
    r"|is|are)s?\s+(?:effective|valid|binding|in\s+(?:full\s+)?(?:force"
    r"|effect))|expires?|expiration|continues?\s+(?:for|until|in|through)"
    r"|"
    r"commenc\w+|shall\s+(?:end|last|run|terminate)|will\s+(?:end|last"
    r"|run|terminate)|valid\s+(?:for|until)|fixed\s+term|concluded\s+for"
    r"|(?:contract|service|term|agreement)\s+period\"?\s+(?:shall\s+)?means?|(?:contract|service)\s+period\"\s+shall"
    r"|(?:expir(?:ation|y)|termination|end)\s+date\"?\s*(?::\s*|(?:shall\s+)?means?)|\bterm\b[^.;]{0,60}extended\s+(?:to|until|through)"
    r"|Laufzeit|gilt|durée)\b"
    rf"|{_PLAINLY}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:this\s?agreement|the\s+agreement|(?:this|the|present)\s+(?:\w+\s+){0,2}(?:contract|amendment"
    r"|agreement)|initial\s+term|the\s+\"?term\b|\"?term\"?\s+(?:shall"
    r"|will|is|means)|strategic\s+alliance|the\s+alliance|cooperation\s+period"
    r"|\bit\s+(?:shall|will)\s+(?:be|become|remain|have|continue)\b|MOU|memorandum|Vertrag|contrat)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"confidential\w*\s+(?:information\s+)?(?:obligation|shall|under)"
    r"|disclos|non-?solicit|insurance|warrant(?:y|ies)\b|invoice|payment"
    r"|royalt|survive|\bcure\b|breach|default|audit|records|force\s+majeure"
    r"|study\s+order|work\s+order|purchase\s+order|statement\s+of\s+work"
    r"|lease|secondment|warrant\s|escrow|indemnif|stock|shares|"
    r"option\b|first\s+refusal|exclusivity\s+period|compete|patent|letter\s+of"
    r"|\b(?:contract|fiscal|calendar|sales|licen[cs]e|agreement|royalty)\s+year\"?\s+(?:shall\s+)?means?"
    r"|\bin\s+(?:any|each|every)\s+(?:calendar\s+)?year\b"
    r"|sublicen|minimum|exclusive\s+right\s+and\s+licen[cs]e|delivery|forecast|trial|notice\s+shall\s+be\s+deemed",
    re.IGNORECASE,
)
# A period of its own that is defined: "Interim Period" means four years.
_OTHER_PERIOD = re.compile(
    r"^\W*(?:\(?[\w.]{1,5}[.)\s]\s*)?\"(?!(?:initial|contract|service|agreement|cooperation|alliance|original)\s)"
    r"(?:[\w-]+\s+){1,4}(?:period|term)\"\s+(?:shall\s+)?(?:means?|be|is)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"unless\s+(?:and\s+until\s+)?(?:it\s+is\s+|otherwise\s+)?(?:earlier"
    r"|sooner|previously|extended|terminated|renewed)|until\s+terminated"
    r"|earlier\s+termina",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"until\s+(?:it\s+is\s+|sooner\s+|earlier\s+|otherwise\s+)?(?:terminated|cancel)"
    r"|^(?!.*\b(?:(?:expiration|termination)\s+date|(?:contract|service)\s+period|for\s+the\s+term)\b).*"
    r"unless\s+(?:it\s+is\s+|sooner\s+|earlier\s+|otherwise\s+)?(?:terminated|cancel)|perpetual|indefinite|unlimited\s+(?:period|duration|term)"
    r"|without\s+limit\s+(?:in|of)\s+time|unbestimmte",
    re.IGNORECASE | re.DOTALL,
)
# Nobody can say today when "the later of" two things will be.
_LATER_OF = re.compile(
    r"\b(?:until|for|through|on|upon)\s+the\s+(?:later|latest|longer|longest|greater)\s+(?:of|to)\b",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"\brenew", re.IGNORECASE)
_LATER_START = re.compile(
    r"\b(?:from|after|of|following|on)\s+(?:the\s+)?\"?(?P<name>(?:[A-Z][\w-]+\s+){1,4}(?:Date"
    r"|Day))\"?"
)
# A start that only happens later, and that the agreement does not name: nobody can reckon an end from it.
_UNNAMED_START = re.compile(
    r"(?:commenc|begin|start|follow|after|from|effective)\w*\s+(?:on|upon|with|from|as\s+of)?\s*(?:(?:the|that)\s+)?(?:"
    r"(?:date|day)\s+(?:up)?on\s+which(?![^.;]{0,40}(?:sign|execut))|(?:date|day)\s+(?:\([^()]{1,40}\)\s+)?(?:when\s+)?(?:the|that)\s+(?:[A-Z][\w-]+\s+){1,4}"
    r"(?:becomes?|is|has|opens?|launch\w*|commences?)\b|date\s+of\s+(?:physical\s+)?(?:completion|delivery|launch)"
    r"|(?:closing|completion|delivery|acceptance|approval|termination)\b"
    r"|first\s+(?:date|commercial|delivery|sale|day|public))",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"effective\s+date|commencement\s+date|execution|date\s+hereof|date\s+of\s+(?:this"
    r"|signature|signing|execution)|signing|agreement\s+date|signature"
    r"|start\s+date",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Found:
    """One sentence that may say how long the agreement runs."""

    weight: int
    start: int
    end: int
    span: Span | None
    until: date | None
    is_open: bool


def running(text: Manuscript, days: Effect) -> list[Fact]:
    """Term, expiry, renewal and the notice that stops a renewal."""
    found = [one for one in _candidates(text, days) if one.weight >= 4]
    best = max(found, key=lambda one: (one.weight, -one.start), default=None)
    facts = list(_told(text, best, days)) if best else []
    return [*facts, *renewal(text, term=best.span if best else None)]


def _candidates(text: Manuscript, days: Effect) -> Iterator[_Found]:
    for start, end in text.sentences:
        said = _with_lead(text, start, end)
        if end - start > 2500 or not _RUNS.search(said):
            continue
        if _LAST_TO_END.search(said):
            continue
        span, until = _span(said), last_day(said, days)
        is_open = bool(_OPEN_END.search(said)) and not (span or until or _RENEWS.search(said))
        if not (span or until or is_open):
            continue
        yield _Found(_weight(text, said, start, is_open), start, end, span, until, is_open)


# "Shall remain in effect until the earlier of:" before the points of a list.
_LEADS_A_LIST = re.compile(
    r"\b(?:until|expires?|terminates?|ends?)\s+(?:on|upon|at)?\s*(?:the\s+)?(?:earlie(?:r|st)|sooner|first)\s+(?:to\s+occur\s+)?of\b",
    re.IGNORECASE,
)


# A heading that says "Term", and nothing but the span beneath it.
_TERM_ABOVE = re.compile(r"(?<![\w-])TERM\W{1,3}$|(?<![\w-])Term[.:]\s$")
_A_SPAN_FIRST = re.compile(
    rf"(?:for\s+)?(?:an?\s+(?:term|period)\s+of\s+)?(?:{NUMBER_WORDS}|\d{{1,2}})[\s-]*(?:\(\w+\)\s*)?(?:years?|months?)\b",
    re.IGNORECASE,
)


def _with_lead(text: Manuscript, start: int, end: int) -> str:
    """A sentence; a point that names an anniversary or a day, with the words that lead to its list."""
    said = text.even[start:end]
    if _A_SPAN_FIRST.match(said) and _TERM_ABOVE.search(text.even, max(0, start - 12), start):
        return "Term: " + said
    lead = text.lead_of(start)
    if not _LEADS_A_LIST.search(lead) or not (ANNIVERSARY.search(said) or dates(said)):
        return said
    return lead + said


# What speaks for a sentence that it is the one about the term, and how much.
_CLUES = tuple(
    (re.compile(pattern, re.IGNORECASE), points)
    for pattern, points in (
        (
            r"initial\s+term|term\s+of\s+(?:this|the)\s?agreement|\bit\s+(?:shall|will)\s+be\s+effective|this\s+(?:\w+\s+){0,2}(?:agreement|amendment)\s+(?:shall"
            r"|will|is)\s+(?:be\s+|become\s+|remain\s+|run\s+|continue\s+|commence|take|come|expire"
            r"|enter|in\s|terminate|effective|valid|concluded)",
            3,
        ),
        (
            r"^\W*(?:\d[\d.]*\W*)?(?:terms?|duration|laufzeit)(?:\s+of\s+(?:the\s+)?\w+)?\s*(?::|from\b)",
            3,
        ),
        (
            r"\b(?:contract|service|agreement)\s+period\"?\s+(?:shall\s+)?means?"
            r"|\b(?:expir(?:ation|y)|termination|end)\s+date\"?\s*(?::|(?:shall\s+)?means?)"
            r"|\bterm\b[^.;]{0,60}\b(?:is|are)\s+(?:hereby\s+)?extended\s+(?:to|until|through)",
            7,
        ),
        (
            r"(?:agreement|contract|alliance)\s+(?:shall|will|is)\s+(?:be\s+|run\s+|last\s+)?for\s+an?\s+(?:period|term)\b",
            2,
        ),
        (_PLAINLY, 3),
        (r"(?:enters?|comes?)\s+into\s+(?:force|effect)|concluded\s+for|fixed\s+term", 2),
        (r"\"(?:initial\s+)?term\"|\((?:the\s+)?\"(?:Initial\s+)?Term|Cooperation Period", 2),
        (r"commenc|effective\s+date|date\s+hereof|execution\s+date|begin", 1),
        (r"period\s+of|continue|force|expire|effect", 1),
        (r"^.{0,40}during\s+the\s+term", -3),
        (r"^\W*(?:\d\W*)*\s*(?:if|in\s+the\s+event|upon|should)\b", -2),
    )
)


def _weight(text: Manuscript, said: str, start: int, is_open: bool) -> int:
    """How much speaks for this sentence; an open end counts only where nothing else is said."""
    weight = 2 if _ABOUT.search(said) else -1
    weight += sum(points for clue, points in _CLUES if clue.search(said))
    weight += 2 if _UNLESS.search(said) else 0
    around = text.even[max(0, start - 40) : start + 45]
    if TERM_HEADING.search(text.heading_at(start)) or TERM_HEADING.search(around):
        weight += 2
    if _OTHER.search(said[: max(160, len(said) // 2)]) or _OTHER_PERIOD.match(said):
        weight -= 4
    return weight - (1 if is_open else 0)


_NOT_TERM = re.compile(
    r"(?:prior|notice|notify|written|within|(?<!for at )least|advance|cure|renew\w*"
    r"|(?<!shall )(?<!will )(?<!and )extend\w*|extension|successive|additional|before)\b[^,;.]{0,40}$"
    # How often something is done, and how long a part of the term is.
    r"|\b(?:every|each|any\s+period\s+of|quarter|per)\b[^,;.]{0,25}$",
    re.IGNORECASE,
)


_THEREAFTER = re.compile(r"\s*(?:immediately\s+)?thereafter", re.IGNORECASE)
_ADDED = re.compile(r"\band\s+for\s+(?:an?\s+)?(?:period\s+of\s+)?$", re.IGNORECASE)
_AFTER_END = re.compile(
    r"\s*(?:after|following|from)\s+(?:the\s+)?(?:date\s+of\s+)?(?:(?:its|the|any|such)\s+)?(?:termination|expiration|expiry|term\b|completion)"
    r"|\s*(?:immediately\s+)?preceding\b|[\s-]*anniversary\b",
    re.IGNORECASE,
)
# "Until the last patent expires": what ends it has no day yet.
_LAST_TO_END = re.compile(
    r"\buntil\s+(?:the\s+)?(?:\w+\s+){0,4}(?:expir\w+|terminat\w+|completion)\s+of\s+(?:the\s+)?last\b"
    r"|\blast\s+to\s+expire\b",
    re.IGNORECASE,
)


def _outlives(before: str, after: str) -> bool:
    """ "During the term and for five years thereafter" is how long a duty goes on after the agreement."""
    return bool(_AFTER_END.match(after) or (_THEREAFTER.match(after) and _ADDED.search(before)))


def _span(said: str) -> Span | None:
    """The span that is the term: not one of a notice, a cure or a renewal."""
    for start, end, span in spans(said):
        if span.days < (90 if span.unit == "day" else 28):
            continue
        before, after = said[max(0, start - 60) : start], said[end : end + 30]
        if _NOT_TERM.search(before) or AFTER_NOTICE.match(after) or _outlives(before, after):
            continue
        return span
    return None


def _told(text: Manuscript, found: _Found, days: Effect) -> Iterator[Fact]:
    said = text.even[found.start : found.end]
    if found.is_open:
        yield text.fact("term", "until terminated", found.start, found.end)
        return
    if found.span:
        yield text.fact("term", str(found.span), found.start, found.end)
    elif found.until:
        yield text.fact("term", f"until {found.until.isoformat()}", found.start, found.end)
    start = _begins(text, said, days)
    if _LATER_OF.search(said):
        return
    ends = found.until or (found.span.after(start) if found.span and start else None)
    if ends:
        how = "" if found.until else f"{found.span} from {start}"
        yield text.fact("expiry", ends.isoformat(), found.start, found.end, computed=how)


def _begins(text: Manuscript, said: str, days: Effect) -> date | None:
    """The day from which the term runs: a named one, else the effective date, else the agreement date."""
    if _UNNAMED_START.search(said) or _effective_elsewhere(text, said, days):
        return None
    named = _LATER_START.search(said)
    if named and not _HERE.search(named["name"]):
        return _named_day(text, named["name"])
    if re.search(
        r"execution|date\s+hereof|date\s+of\s+(?:this|signature|signing)|agreement\s+date",
        said,
        re.IGNORECASE,
    ):
        return days.made or days.effective
    for day in dates(said):
        if re.search(
            r"\b(?:commenc\w+|begin\w*|from|effective|start\w*)\b[^;]{0,30}$",
            said[: day.start],
            re.IGNORECASE,
        ):
            return day.date
    return days.effective or days.made


# "Effective Date" means the Closing Date of another agreement: a day that this one does not say.
_EFFECTIVE_MEANS = re.compile(
    r"\"Effective\s+Date\"\s+(?:means?|shall\s+(?:mean|be)|is)\s+(?P<what>[^.;]{1,120})",
    re.IGNORECASE,
)
_SAID_HERE = re.compile(
    r"\b(?:first|above|below|preamble|recitals|hereof|this|sign\w*|execut\w*|section|last|later|latest)\b",
    re.IGNORECASE,
)


def _effective_elsewhere(text: Manuscript, said: str, days: Effect) -> bool:
    """Whether the term runs from an effective date whose day nobody can know from the agreement."""
    if days.effective or not re.search(r"\beffective\s+date\b", said, re.IGNORECASE):
        return False
    means = _EFFECTIVE_MEANS.search(text.even)
    return bool(means and not dates(means["what"]) and not _SAID_HERE.search(means["what"]))


def _named_day(text: Manuscript, name: str) -> date | None:
    words = re.escape(" ".join(name.split())).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"\"?{words}\"?\s*(?:means|shall\s+mean|is|\")", text.even):
        for part in (
            text.even[match.end() : match.end() + 80],
            text.even[max(0, match.start() - 40) : match.start()],
        ):
            said = dates(part)
            if said:
                return said[0].date
    return None
