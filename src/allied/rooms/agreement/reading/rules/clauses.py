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
_AT_LEAST = r"(?:at\s+least|no(?:t)?\s+(?:less|fewer|lower)\s+than|(?:a\s+)?minimum\s+of)"
# A sum, a share or a number of things: not a span of time and not a number of people.
_AMOUNT = (
    r"(?:(?:US\s?)?[$€£¥]|(?:USD|EUR|GBP|CHF|US\s+dollars)\b|\d[\d,.]*\s*(?:%|percent|units?|tons?|tonnes?|million|pieces)"
    r"|\[\s?\*+\s?\]|[\w\s-]{3,60}(?:\([^)]{1,12}\)\s*)?(?:dollars|percent|euros?|units|million)\b)"
)
_IP = (
    r"(?:right,?\s+title|intellectual\s+property|inventions?|patents?|copyrights?|know-how|work\s+product"
    r"|deliverables|improvements|developments|works\s+of\s+authorship|trade\s*marks?)"
)
CLAUSES = (
    Clause(
        "exclusivity",
        r"(?<!non-)(?<!non )(?<!non–)\bexclusive(?:ly)?\s+(?:right|distribut"
        r"|licen[sc]e|partner|supplier|provider|basis|vendor|territor|option"
        r"|period|manufactur|sales|agent|alliance|reseller|appoint|relationship"
        r"|marketing|market|use|arrangement|worldwide)|\bexclusivity\b|sole\s+and\s+exclusive\s+(?:right"
        r"|distribut|licen)|preferred\s+(?:and\s+)?exclusive|shall\s+not\s+enter\s+into\s+(?:the\s+same"
        r"|any|a)\s+[^.]{0,60}(?:similar|agreement|arrangement)|exclusively\s+(?:through"
        r"|with|from|for|market|sell|supply)|requirements\s+[^.]{0,80}\b(?:solely|only|exclusively)\s+from",
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
        r"change\s+(?:of|in)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:control|ownership)"
        r"|(?:is|are|be|been|being)\s+acquired\s+by|acqui(?:res|sition\s+of)\s+(?:\w+\s+){0,5}?"
        r"(?:control|majority|voting\s+(?:securities|stock|shares|power)|all\s+or\s+substantially)"
        r"|merge[sd]?\s+(?:with|into)|merger\s+(?:or|and|with)\b"
        r"|(?:sale|sells?|transfer|disposes?)\s+(?:of\s+)?(?:all\s+or\s+substantially\s+all|substantially\s+all)",
        beside=r"terminat|consent|notice|notify|notif",
        refutes=r"successors?\s+(?:and|or)\s+(?:permitted\s+)?assigns|integrat|entire\s+agreement"
        r"|without\s+(?:the\s+)?(?:prior\s+)?(?:written\s+)?consent\s+(?:of\s+[^.]{0,40})?(?:to|in\s+connection\s+with)"
        r"|(?:no|not\s+require)\w*\s+(?:\w+\s+){0,3}consent",
    ),
    Clause(
        "assignment needs consent",
        r"\b(?:assign(?:ed|able|ment|s)?|transfer(?:red)?|abgetreten)\b",
        beside=r"consent|approval|permission|not\s+(?:be\s+)?assign"
        r"|neither\s+party|Zustimmung",
        refutes=r"assigns\s+to|hereby\s+assign",
    ),
    Clause(
        "liability cap",
        r"\b(?:in\s+no\s+event|(?:shall|will)\s+not\s+be\s+liable|neither\s+party[^.]{0,40}liable"
        r"|liability[^.]{0,120}(?:exceed|limited\s+to)|not\s+liable|no\s+liability"
        r"|punitive|consequential\s+(?:damages|loss))",
        beside=r"exceed|limited\s+to|maximum|aggregate|indirect|consequential|special|incidental"
        r"|punitive|exemplary|los(?:s|t)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:profits?|business|revenue)"
        r"|any\s+damages",
    ),
    Clause(
        "audit",
        r"\b(?:audit|inspect(?:ion)?)s?\b|\b(?:records|books)\b[^.]{0,80}\bavailable\s+(?:for|to)\b",
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
        r"|es|ing|itive|itors?)\b|neither\s+party\s+(?:shall|will|may)\b[^.]{0,140}\b(?:competes?|competing|competitive\s+with)\b|\bany\s+competitor\s+of\b",
        refutes=r"does\s+not\s+compete\s+with\s+any|confidential\s+information",
    ),
    Clause(
        "most favoured terms",
        r"most[\s-]favou?red|no\s+less\s+favou?rable\s+(?:than|to)[^.]{0,80}(?:offer"
        r"|customer|third|other)|preferred\s+pricing[^.]{0,80}better"
        r"|(?:not|no)\s+(?:be\s+)?(?:higher|more|less\s+advantageous)\s+than\s+(?:the\s+)?(?:\w+\s+){0,2}(?:pric|rate|terms)"
        r"[^.]{0,60}\b(?:other|any)\b",
    ),
    Clause(
        "first refusal",
        r"right\s+of\s+first\s+(?:refusal|offer|negotiation|look)|\bROF[RON]\b"
        r"|first\s+right\s+(?:to|of)|exclusive\s+option\s+to\s+negotiate"
        r"|(?:shall|will|must|agrees?\s+to)\s+first\s+(?:be\s+)?offer|right\s+to\s+match"
        r"|first\s+(?:opportunity|option)\s+to|(?:shall|will|may)\s+not\s+(?:\w+\s+){0,3}"
        r"(?:negotiat|offer|refer)\w*\b[^.]{0,120}\bthird[\s-]+part(?:y|ies)\b[^.]{0,160}\b(?:until|unless)",
    ),
    Clause(
        "revenue share",
        r"(?:revenue|profit|fee|margin)s?[\s-]+(?:shar|split)\w*|\b(?:split|shared)\s+(?:\d\d\s*/\s*\d\d|equally|evenly)|(?:share|split)\s+(?:of\s+)?(?:the\s+|any\s+|all\s+)?"
        r"(?:net\s+|gross\s+)?(?:revenue|profit|proceeds)|\broyalt(?:y|ies)\b(?![\s-]+(?:free|bearing))"
        r"|\b(?:commissions?|(?:referral|finder'?s?|lead-finder|success)\s+fees?)\b(?!\s+of\s+the\s+European)"
        r"|(?:%|\bpercent\b)\s*\)?\s+of\s+(?:\w+\s+){0,4}(?:revenues?|sales|profits?|proceeds|receipts|fees|margin)\b",
        beside=r"\b(?:pay(?:s|able|ment|ments)?|paid|receives?|entitled|shar(?:e|ed|es|ing)|split|earns?|retains?"
        r"|calculated|equal)\b|%|percent",
        refutes=r"\b(?:bonus|vacation|illness|employee\s+benefit|withholding)\b|royalt\w+[^.]{0,60}\bshall\s+not\s+be"
        r"|Securities\s+and\s+Exchange|securities\s+commission|no\s+(?:royalt|commission|finder|fee|broker)"
        r"|not\s+(?:be\s+)?(?:entitled|liable|obligated|required)",
    ),
    Clause(
        "minimum commitment",
        r"minimum\s+(?:\w+\s+){0,3}(?:of\s+\d+\s*%|commitment|purchase|payment"
        r"|quantit|volume|order|royalt|revenue|amount|guarantee|sales|fee)\w*"
        rf"|\b(?:purchase|order|buy|pay|spend|fund(?:ing)?|invest|sell|achieve|meet|attain|reach|generate|provide)\b"
        rf"[^.;]{{0,160}}\b{_AT_LEAST}\s+{_AMOUNT}",
        beside=r"\b(?:shall|will|must|agrees?|commits?|guarantees?|required|obligat\w+|fails?|failure|below|consists?|due)\b",
        refutes=r"insurance|coverage|\bwages?\b|net\s+worth|degree\s+of\s+care|\bto\s+(?:establish|discuss|review|consider|recommend)\b"
        r"|no\s+minimum|not\s+(?:be\s+)?(?:required|obligated|subject)|legal\s+minimum|voting|\bshares\b",
    ),
    Clause(
        "licence",
        r"\bgrants?\b[^.]{0,160}\b(?:sub)?licen[cs]es?\b|\blicen[cs]es?\s+(?:is|are)\s+(?:hereby\s+)?granted"
        r"|\bhereby\s+licen[cs]es\b|\bgrants?\b[^.]{0,120}\bright\b[^.]{0,80}\b(?:use|market|sell|resell|distribute"
        r"|reproduce|display|manufacture)\b|\bshall\s+have\s+a\b[^.]{0,120}\blicen[cs]e\s+to\b",
        refutes=r"\b(?:nothing|no\s+(?:right|licen[cs]e|other)|neither)\b[^.]{0,200}\b(?:grant|licen[cs]e)"
        r"|\b(?:not|never)\b[^.]{0,40}\b(?:grant|licen[cs]e|deemed|construed)|right\s+of\s+first|\boption\b",
    ),
    Clause(
        "IP assigned",
        rf"(?:(?:hereby|irrevocably|automatically|agrees?\s+to|shall|will)\s+(?:\w+\s+(?:and|or)\s+|promptly\s+|irrevocably\s+)?"
        rf"(?:assigns?|transfers?|conveys?)|assigns\s+to)\b[^.]{{0,200}}{_IP}|right,?\s+title,?\s+(?:and|or)\s+interest"
        r"[^.]{0,200}\b(?:shall|will)\s+(?:automatically\s+|immediately\s+)?(?:transfer|vest|pass|be\s+(?:assigned|transferred|vested))"
        rf"|\bworks?\s+(?:made\s+)?for\s+hire|{_IP}[^.]{{0,160}}\b(?:made|created|developed|conceived|produced|prepared)\s+by\b"
        r"[^.]{0,160}\b(?:sole|exclusive)\s+(?:and\s+\w+\s+)?property\s+of",
        refutes=r"\b(?:neither|no)\s+party\b|\b(?:shall|may|will)\s+not\s+(?:\w+\s+){0,3}(?:assign|transfer|convey)"
        r"|assign\w*\s+(?:this\s+agreement|any\s+(?:of\s+its\s+)?(?:rights?\s+(?:or|and)\s+obligations))"
        r"|(?:unless|subject\s+to)\s+[^.]{0,60}\bassigns?\s+this",
    ),
    Clause(
        "joint IP",
        r"undivided\b[^.]{0,40}\binterest\s+in[^.]{0,60}\b(?:joint|invention|patent|result)"
        r"|joint(?:ly)?[\s-]+own\w*[^.]{0,120}(?:intellectual|invention|patent"
        r"|technolog|IP|result|develop)|(?:intellectual|invention|patent"
        r"|technolog|IP|result)[^.]{0,120}(?:owned\s+jointly|jointly\s+own"
        r"|joint\s+owner)",
    ),
    Clause(
        "insurance",
        r"\b(?:maintain|carry|procure|obtain|keep)\w*\b[^.]{0,280}\binsurance\b"
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
        judged = 0
        for match in shows.finditer(text.even):
            if match.start() < judged:
                continue  # the same sentence says the same again
            start, judged = text.sentence_at(match.start())
            said = text.even[start:judged]
            if (
                judged - start < 25
                or (beside and not beside.search(text.lead_of(start) + said))
                or (refutes and refutes.search(said))
            ):
                continue
            found.append(text.fact(kind, "yes", start, judged))
            break
    return found
