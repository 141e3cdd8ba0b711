"""Clauses that are there or are not: exclusivity, change control, KPIs and what else lawyers mark."""

import re
from dataclasses import dataclass

from .finding import Fact
from .manuscript import Manuscript


@dataclass(frozen=True)
class Clause:
    """One kind of clause: words that show it, words that must stand beside, words that refute it."""

    kind: str
    shows: str
    beside: str = ""
    refutes: str = ""


_FLAGS = re.IGNORECASE
CLAUSES = (
    Clause(
        "exclusivity",
        r"(?<!non-)(?<!non )(?<!non–)\bexclusive(?:ly)?\s+(?:right|distribut"
        r"|licen[sc]e|partner|supplier|provider|basis|vendor|territor|option"
        r"|period|manufactur|sales|agent|alliance|reseller|appoint|relationship"
        r"|marketing|market|use|arrangement|worldwide)|\bexclusivity\b|sole\s+and\s+exclusive\s+(?:right"
        r"|distribut|licen)|preferred\s+(?:and\s+)?exclusive|shall\s+not\s+enter\s+into\s+(?:the\s+same"
        r"|any|a)\s+[^.]{0,60}(?:similar|agreement|arrangement)|exclusively\s+(?:through"
        r"|with|from|for|market|sell|supply)",
        refutes=r"non-?\s?exclusive(?!.{0,200}(?<!non-)(?<!non )\bexclusive)|exclusive\s+(?:jurisdiction"
        r"|remed|venue|propert|owner|benefit)|exclusively\s+in\s+the\s+(?:courts"
        r"|federal|state)|not\s+(?:be\s+)?exclusive|no\s+exclusivity|exclusive\s+of\s+(?:conflict"
        r"|tax)|exclusive\s+means",
    ),
    Clause(
        "change control",
        r"change\s+(?:order|request|control(?!.{0,40}(?:change\s+of\s+control))"
        r"|management\s+(?:process|procedure))s?\b|requests?\s+for\s+change"
        r"|change\s+procedure|Änderungsverfahren",
        refutes=r"change\s+of\s+control|change\s+in\s+control|undergoes",
    ),
    Clause(
        "amendment",
        r"\b(?:amend(?:ed|ment|ments)?|modif(?:y|ied|ication|ications)|varied"
        r"|variation|supplemented|geändert|Änderungen)\b",
        beside=r"\b(?:writing|written|signed|instrument|schriftlich|Schriftform)\b",
        refutes=r"protocol|as\s+amended|Exchange\s+Act|budget",
    ),
    Clause(
        "KPI",
        r"key\s+performance\s+indicators?|\bKPIs?\b|performance\s+(?:metrics?"
        r"|indicators?|measures|scorecard)|balanced\s+scorecard|alliance\s+metrics"
        r"|success\s+metrics",
    ),
    Clause(
        "service level",
        r"service\s+levels?\b|\bSLAs?\b|performance\s+standards?\b",
    ),
    Clause(
        "target",
        r"(?:sales|revenue|volume|minimum\s+sales)\s+(?:targets?|goals?|quotas?)"
        r"|performance\s+(?:targets?|goals?)",
    ),
    Clause(
        "change of control",
        r"change\s+(?:of|in)\s+(?:control|ownership)|acquired\s+by\s+a\s+(?:third"
        r"|competitor)|merger\s+or\s+(?:acquisition|consolidation|sale)",
        beside=r"terminat|consent|notice|assign|notify",
    ),
    Clause(
        "assignment needs consent",
        r"\b(?:assign(?:ed|able|ment|s)?|transfer(?:red)?|abgetreten)\b",
        beside=r"consent|approval|permission|not\s+be\s+assign|may\s+not\s+assign"
        r"|neither\s+party|Zustimmung",
        refutes=r"assigns\s+to|hereby\s+assign",
    ),
    Clause(
        "liability cap",
        r"\b(?:in\s+no\s+event|(?:shall|will)\s+not\s+be\s+liable|neither\s+party[^.]{0,40}liable"
        r"|liability[^.]{0,120}(?:exceed|limited\s+to)|not\s+liable|no\s+liability"
        r"|punitive|consequential\s+(?:damages|loss))",
        beside=r"liab|damages|exceed",
    ),
    Clause(
        "audit",
        r"\b(?:audit|inspect(?:ion)?)s?\b",
        beside=r"\b(?:right|may|records|books|upon|permit|allow|available|examin)\w*",
        refutes=r"audited\s+financial\s+statements\s+of",
    ),
    Clause(
        "no hiring",
        r"\b(?:solicit|hire|hiring|recruit|entice|poach)\w*\b[^.]{0,160}\b(?:employ(?:ees?"
        r"|ment)|personnel|staff|independent\s+contractors)\b",
        beside=r"\b(?:not|neither|refrain|no\s+party|without)\b",
        refutes=r"equal\s+opportunity|workers'|insurance",
    ),
    Clause(
        "non-compete",
        r"non-?compet\w+|\bnot\s+(?:to\s+)?(?:directly\s+or\s+indirectly\s+)?(?:compete"
        r"|engage\s+in\s+(?:any\s+)?(?:business|activit))|(?:will|shall|agrees?)\s+not[^.]{0,140}\bcompet(?:e"
        r"|es|ing|itive|itors?)\b|\bany\s+competitor\s+of\b",
        refutes=r"does\s+not\s+compete\s+with\s+any|confidential\s+information",
    ),
    Clause(
        "most favoured terms",
        r"most[\s-]favou?red|no\s+less\s+favou?rable\s+(?:than|to)[^.]{0,80}(?:offer"
        r"|customer|third|other)|preferred\s+pricing[^.]{0,80}better",
    ),
    Clause(
        "first refusal",
        r"right\s+of\s+first\s+(?:refusal|offer|negotiation|look)|\bROF[RON]\b"
        r"|first\s+right\s+to|exclusive\s+option\s+to\s+negotiate",
    ),
    Clause(
        "revenue share",
        r"(?:revenue|profit|fee|margin)[\s-]+(?:shar|split)\w*|share\s+(?:of\s+)?(?:the\s+)?(?:net\s+)?(?:revenue"
        r"|profit)|\b(?:royalt(?:y|ies)|commission|referral\s+fee|finder'?s?\s+fee)\b",
        beside=r"%|percent|pay|share|equal",
    ),
    Clause(
        "minimum commitment",
        r"minimum\s+(?:\w+\s+){0,3}(?:of\s+\d+\s*%|commitment|purchase|payment"
        r"|quantit|volume|order|royalt|revenue|amount|guarantee)\w*",
    ),
    Clause(
        "licence", r"\bgrants?\b[^.]{0,160}\blicen[cs]e\b|\blicen[cs]e\s+is\s+(?:hereby\s+)?granted"
    ),
    Clause(
        "IP assigned",
        r"(?:(?:hereby|irrevocably|automatically)\s+(?:assigns?|transfers?)"
        r"|will\s+automatically\s+transfer|assigns\s+to|agrees?\s+to\s+assign"
        r"|shall\s+assign|will\s+assign)\b[^.]{0,200}(?:right|title|interest"
        r"|invention|intellectual)",
    ),
    Clause(
        "joint IP",
        r"joint(?:ly)?[\s-]+own\w*[^.]{0,120}(?:intellectual|invention|patent"
        r"|technolog|IP|result|develop)|(?:intellectual|invention|patent"
        r"|technolog|IP|result)[^.]{0,120}(?:owned\s+jointly|jointly\s+own"
        r"|joint\s+owner)",
    ),
    Clause(
        "insurance",
        r"\b(?:maintain|carry|procure|obtain)\w*\b[^.]{0,280}\binsurance\b"
        r"|\binsurance\b[^.]{0,80}\b(?:maintain|carry|coverage|polic)",
    ),
    Clause("third parties benefit", r"third[\s-]+party\s+beneficiar\w+", refutes=r"\bno\b|\bnot\b"),
    Clause(
        "confidentiality",
        r"\bconfidential\s+information\b",
        beside=r"\b(?:shall|will|agrees?|must)\b",
    ),
    Clause(
        "force majeure",
        r"force\s+majeure|act\s+of\s+god|beyond\s+(?:its|the|their)\s+reasonable\s+control",
    ),
    Clause(
        "data sharing",
        r"personal\s+data|data\s+protection|data\s+(?:sharing|exchange|transfer)\b"
        r"|GDPR|protected\s+health\s+information",
    ),
)
_COMPILED = tuple(
    (
        one.kind,
        re.compile(one.shows, _FLAGS),
        re.compile(one.beside, _FLAGS) if one.beside else None,
        re.compile(one.refutes, _FLAGS) if one.refutes else None,
    )
    for one in CLAUSES
)


def clauses(text: Manuscript) -> list[Fact]:
    """For each kind of clause the first sentence that shows it."""
    found = []
    for kind, shows, beside, refutes in _COMPILED:
        for match in shows.finditer(text.even):
            start, end = text.sentence_at(match.start())
            said = text.even[start:end]
            if (
                end - start < 25
                or (beside and not beside.search(said))
                or (refutes and refutes.search(said))
            ):
                continue
            found.append(text.fact(kind, "yes", start, end))
            break
    return found
