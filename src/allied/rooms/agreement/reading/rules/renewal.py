"""How the agreement goes on after its term, and until when a notice stops that."""

import re
from datetime import date, timedelta

from .amounts import Span, one_of, spans
from .finding import Fact
from .manuscript import Manuscript

TERM_HEADING = re.compile(
    r"\b(?:term|duration|expiration|commencement|laufzeit|durée)\b", re.IGNORECASE
)
AFTER_NOTICE = re.compile(
    r"^[\s'’]*(?:prior|advance|written|notice|before|in\s+advance|'?\s*notice)", re.IGNORECASE
)
# "Option to continue for two additional terms of five years".
_CONTINUE = (
    r"\bcontinu\w*(?=[^.;]{0,60}\b(?:additional|further|successive)\s+(?:\w+\s+)?(?:\(\w+\)\s+)?"
    r"(?:\w+\s+)?(?:terms?|periods?)\b)"
)
_RENEW = re.compile(
    r"\b(?:renew\w*|extend(?:ed|s|ing|able)?|extensions?|prolong\w*|successive|month[\s-]to[\s-]month|year[\s-]to[\s-]year"
    r"|automatically\s+(?:continue|roll\s+over)|verlängert)\b"
    rf"|{_CONTINUE}",
    re.IGNORECASE,
)
_AUTO = re.compile(
    r"automatic\w*|tacit\w*|\brenews\b|(?:shall|will)\s+(?:be\s+)?(?:renew(?:ed)?\b"
    r"|extend)|\brenewed\b[^.;]{0,120}\bunless\b[^.;]{0,40}\bnotice\s+of\s+non-?\s?renewal|deemed\s+renewed|evergreen|verlängert\s+sich",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\bmay\b[^.]{0,60}(?:renew|extend|extension|negotiate)|mutual|by\s+agreement"
    r"|agree\s+in\s+writing|written\s+(?:agreement|consent)|subject\s+to"
    r"|negotiate|agreed",
    re.IGNORECASE,
)
# "Shall be extended by one year upon the mutual agreement of the parties".
_ONLY_AGREED = re.compile(
    r"\b(?:upon|by|with|through)\s+(?:the\s+)?(?:prior\s+)?mutual(?:ly)?\s+(?:written\s+)?(?:agreement|consent|agreed)",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"\b(?:shall|will)\s+automatically\s+(?:be\s+)?(?:renew|extend)", re.IGNORECASE
)
_OPTION = re.compile(
    r"\brenewable\b[^.]{0,80}\boption|\bmay\b[^.;]{0,80}(?:renew|extend)[^.;]{0,160}\b(?:by|upon|on)\s+(?:\w+\s+){0,4}notice|\boption\b|(?:either|any|each)\s+party\s+may\s+(?:renew|extend)|at\s+(?:its|the|(?:the\s+)?[A-Z][\w.-]*'s?)\s+(?:sole\s+)?(?:option|discretion"
    r"|election)|right\s+to\s+(?:renew|extend)|\boptions\s+to|elect|\bdesires?\s+to\s+renew"
    r"|\bmay\s+(?:renew|extend)\b[^.;]{0,120}\bprovided\b[^.;]{0,60}\bgiv\w+\b[^.;]{0,80}\bnotice",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\bnotif\w*|\bnotices?\b|inform|advise|intent|\bwriting\b|letter|denounc\w*"
    r"|gekündigt|Kündigung",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"written\s+notice|\b(?:prior|before|preceding|in\s+advance|advance|vor)\b", re.IGNORECASE
)
_NO_RENEWAL = re.compile(
    r"if\s+not\s+terminated|non-?renew|not\s+(?:to\s+)?(?:renew|extend)|intent\w*\s+(?:not\s+)?to\s+(?:terminate"
    r"|renew|not)|does\s+not\s+(?:wish|intend|desire)|terminat|contrary"
    r"|elect|denounc|cancel",
    re.IGNORECASE,
)
_END_OF_TERM = re.compile(
    r"expir|end\s+of|initial\s+term|renew|then[\s-]current|anniversary|such\s+notice|extension|successive"
    r"|intent\w*\s+(?:not\s+)?to\s+terminate|\bnot\s+to\s+extend",
    re.IGNORECASE,
)
# The notice that goes with a fault has nothing to do with the term.
_FAULT = re.compile(
    r"\b(?:cure[sd]?|remed(?:y|ied)|default(?:s|ed)?|breach(?:es|ed)?)\b", re.IGNORECASE
)
# "At least six months but not more than twelve months prior": the last day is that of the shorter one.
_AT_MOST = re.compile(r"\b(?:not?\s+(?:more|earlier|sooner)\s+than|at\s+most)\s+$", re.IGNORECASE)
# A party that wishes to renew, or not to, in the sentence before the one that renews.
_WISHES = re.compile(
    r"\b(?:wish\w*|desir\w*|intend\w*|intent\w*|elect\w*)\s+(?:not\s+)?to\s+(?:renew|extend|terminate)",
    re.IGNORECASE,
)
# "May be terminated at the end of any term upon notice", "and thereafter until terminated by notice".
_ENDS_AFTER_TERM = re.compile(
    r"\b(?:terminat\w+|cancel\w*)\b[^.;]{0,80}\b(?:at|upon|on|as\s+of|effective)\s+(?:the\s+)?(?:expiration|expiry|end)\s+of\s+"
    r"(?:its|the|any|such|each)\s+(?:\w+\s+){0,3}?(?:term|period)\b"
    r"|\bthereafter\b[^.;]{0,60}\b(?:until|unless)\b[^.;]{0,40}\b(?:terminat|cancel)",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\bnot\s+(?:to\s+)?(?:be\s+)?(?:renew|extend)|non-?\s?renew|\b(?:wish\w*|intent\w*|desire\w*|elect\w*)\s+to\s+terminate",
    re.IGNORECASE,
)
_UNLESS_ENDED = re.compile(r"\bunless\s+(?:\w+\s+){0,3}(?:terminated|cancell?ed)", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:month|year)[\s-]to[\s-](?:month|year)\b"
    r"|\b(?:renewed|extended)\s+on\s+an?\s+(?:yearly|annual|monthly)\s+basis\b",
    re.IGNORECASE,
)
# Words of renewal where none is meant: an exception, and a first term that "shall extend for" so long.
_NO_NEW_TERM = re.compile(
    r"unless[^,.;]{0,90}(?:extended|renewed)[^,.;]*"
    r"|\bif\b[^,.;]{0,90}\b(?:has|have)\s+not\s+been\s+(?:renewed|extended)[^,.;]*"
    r"|\b(?:shall|will|and)\s+extend\s+(?:for|until|through)\b(?!\s+(?:an?\s+)?(?:additional|another|further|successive))",
    re.IGNORECASE,
)
# "For successive periods of the same length": as long as the term before.
_ALIKE = re.compile(
    r"\b(?:like|equal|same|identical|similar|equivalent|corresponding)\s+(?:\w+\s+){0,2}?(?:periods?|terms?|lengths?|durations?)\b"
    r"|\b(?:periods?|terms?)\s+(?:each\s+)?(?:equal|identical)\s+(?:in\s+(?:length|duration)\s+)?to\b"
    r"|\b(?:periods?|terms?)\s+as\s+long\s+as\b",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(r"\bonly\s+(?:by|upon|with|if|on|after)\b")
_MANY = re.compile(
    r"successive|each\s+year|year[\s-]to|annual|thereafter|any\s+renewal", re.IGNORECASE
)


def renewal(text: Manuscript, *, term: Span | None = None) -> list[Fact]:
    """How the agreement goes on after its `term`, and the notice that stops it."""
    number = _weightiest(text)
    if number is None:
        return _at_its_end(text)
    start, end = text.sentences[number]
    said = text.even[start:end]
    span = _renewal_span(said) or (term if _ALIKE.search(said) else None)
    kind = _kind(said)
    value = ", ".join(one for one in (str(span) if span else "", kind) if one)
    many = "successive" if _MANY.search(said) else ""
    facts = [text.fact("renewal", value, start, end, span=str(span or ""), how=kind, again=many)]
    if kind == "by agreement":
        return facts
    return facts + (_renewal_notice(text, number, kind) or _at_its_end(text))


def _weightiest(text: Manuscript) -> int | None:
    """The number of the sentence that says most of a renewal, the first of equals."""
    best: tuple[int, int] | None = None
    for number, (start, end) in enumerate(text.sentences):
        said = _NO_NEW_TERM.sub("", text.even[start:end])
        if not _RENEW.search(said) or end - start > 2500:
            continue
        weight = _renewal_weight(text, said, start)
        if weight < 4:
            continue
        weight += 2 if _renewal_span(said) else 0
        if best is None or weight > best[0]:
            best = (weight, number)
    return best[1] if best else None


def _kind(said: str) -> str:
    """Who has to do something for it: nobody, one side, or both."""
    if _ONLY_AGREED.search(said, _by_itself(said)):
        return "by agreement"
    if _AUTO.search(said) and not _ONLY_IF.search(said):
        return "automatic"
    if _OPTION.search(said):
        return "optional"
    return "by agreement" if _AGREED.search(said) else "automatic"


def _by_itself(said: str) -> int:
    """Where a sentence says that the agreement renews by itself; what is agreed before is another thing."""
    match = _BY_ITSELF.search(said)
    return match.start() if match else 0


def _renewal_weight(text: Manuscript, said: str, start: int) -> int:
    said_of = rf"\b(?:renewed|extended|prolonged|extends)\s+(?:for|by)\b|\bmay\s+(?:renew|extend)|{_CONTINUE}"
    weight = 1 if re.search(said_of, said, re.IGNORECASE) else 0
    if re.search(
        r"\b(?:this\s?agreement|the\s+agreement|the\s+(?:initial\s+|then[\s-]current\s+)?\"?term"
        r"|initial\s+term|renewal\s+(?:term|period)|(?:this|the)\s+contract|cooperation\s+period"
        r"|it\s+(?:shall|will))\b",
        said,
        re.IGNORECASE,
    ):
        weight += 2
    if _AUTO.search(said):
        weight += 2
    weight += 1 if spans(said) or one_of(said) else 0
    if TERM_HEADING.search(text.heading_at(start)) or TERM_HEADING.search(said[:60]):
        weight += 1
    if re.search(r"expir|end\s+of|initial|thereafter", said, re.IGNORECASE):
        weight += 1
    if re.search(
        r"registration|patent|trademark|domain|insurance|study\s+order|work\s+order"
        r"|purchase\s+order|\bcure\b|warranty|customer\s+agreement|lease"
        r"|letter\s+of\s+credit|subscription|extended\s+(?:warranty|to)|force\s+majeure"
        r"|\bfor\s+(?:the\s+|its\s+)?performance\b[^.;]{0,40}\bextended|period\s+of\s+(?:such|the|any)\s+delay"
        r"|right\s+to\s+(?:change|adjust|increase)\s+(?:\w+\s+){0,2}(?:charges?|fees?|prices?)"
        r"|confidential|extend\w*\s+(?:credit|to|beyond)|deadline|delivery",
        said,
        re.IGNORECASE,
    ):
        weight -= 3
    if not re.search(
        rf"{_CONTINUE}|\brenew|month[\s-]to[\s-]month|year[\s-]to[\s-]year|\bprolonged|\bextend(?:ed|able|s)?\s+(?:for|automatically|by|the\s+(?:term|agreement)|this)"
        r"|extension|automatically|verlängert",
        said,
        re.IGNORECASE,
    ):
        weight -= 2
    return weight


def _renewal_span(said: str) -> Span | None:
    place = _RENEW.search(said)
    assert place is not None
    if _FROM_TO.search(said):
        return one_of(said[place.start() :])
    near = [one for one in spans(said) if one[0] > place.start() - 30]
    for start, end, span in sorted(near, key=lambda one: one[0] < place.start()):
        after, before = said[end : end + 30], said[max(0, start - 40) : start]
        if not AFTER_NOTICE.match(after) and not re.search(
            r"least|prior|notice|within|before", before, re.IGNORECASE
        ):
            return span
    return one_of(said[place.start() :])


def _renewal_notice(text: Manuscript, number: int, how: str) -> list[Fact]:
    """The notice is in the same sentence or in one beside it, which then speaks of the end of the term."""
    sentences = text.sentences[number : number + 3]
    before = text.sentences[max(0, number - 1) : number]
    for start, end in sentences + [one for one in before if _WISHES.search(text.even[slice(*one)])]:
        said = text.even[start:end]
        beside = start != text.sentences[number][0]
        if beside and (
            not _END_OF_TERM.search(said) or (_FAULT.search(said) and not _STOPS.search(said))
        ):
            continue
        if not (
            (_NOTICE.search(said) or _UNLESS_ENDED.search(said))
            and (
                _NO_RENEWAL.search(said)
                or _RENEW.search(said)
                or re.search(r"such\s+notice|expir", said, re.IGNORECASE)
            )
        ):
            continue
        span = _notice_span(said)
        if span:
            to_renew = how == "optional" and not _STOPS.search(said)
            return [
                text.fact("option notice" if to_renew else "renewal notice", str(span), start, end)
            ]
    return []


def _at_its_end(text: Manuscript) -> list[Fact]:
    """The notice that ends what else goes on after its term, wherever the agreement says so."""
    for start, end in text.sentences:
        said = text.even[start:end]
        if end - start > 2500 or not (_ENDS_AFTER_TERM.search(said) and _NOTICE.search(said)):
            continue
        for _first, last, span in spans(said):
            if AFTER_NOTICE.match(said[last : last + 30]):
                return [text.fact("renewal notice", str(span), start, end)]
    return []


def _notice_span(said: str) -> Span | None:
    """The span that is said to be a notice, before one that only stands near the word."""
    near = None
    for first, last, span in spans(said):
        if _AT_MOST.search(said[max(0, first - 25) : first]):
            continue
        if AFTER_NOTICE.match(said[last : last + 30]):
            return span
        around = said[max(0, first - 60) : first] + "|" + said[last : last + 60]
        if near is None and span.unit != "year" and _BEFORE.search(around):
            near = span
    return near


def last_day_of_notice(expiry: date, span: Span) -> date:
    """The last day on which a notice still counts: the span before the day of expiry."""
    return span.before(expiry) if span.unit != "day" else expiry - timedelta(days=span.count)
