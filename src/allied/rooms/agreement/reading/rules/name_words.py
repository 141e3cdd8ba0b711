"""The words and signs by which names of companies are known, and what only looks like one."""

import re

FORMS = (
    r"Inc\.?|Incorporated|Ltd\.?|Limited|LLC|L\.\s?L\.\s?C\.?|LLP|L\.L\.P\.?"
    r"|L\.P\.?|LP|Corp\.?|Corporation|Company|Co\.?|"
    r"PLC|plc|P\.L\.C\.?|Pty|GmbH|AG|S\.?\s?E\.?|KG|KGaA|OHG|UG|mbH|S\.?\s?A\.?\s?S\.?"
    r"|S\.?\s?A\.?\s?R\.?\s?L\.?|S\.?\s?R\.?\s?L\.?|S\.?\s?[àÀ]\.?\s?[rR]\.?\s?[lL]\.?|"
    r"S\.?\s?p\.?\s?A\.?|S\.\s?A\.?|S/A|G\.\s?I\.\s?E\.|SA|N\.\s?V\.?|NV|B\.\s?V\.?|BV|A/S"
    r"|ApS|AB|ASA|AS|Oyj?|Sp\.?\s?z\s?o\.?\s?o\.?|s\.r\.o\.|a\.s\.|"
    r"S\.A\. de C\.V\.|S\. ?de ?R\. ?L\. ?[Dd]e ?C\.V\.|K\.?K\.?|Bhd\.?"
    r"|Sdn\.?|Pte\.?|Trust|Bank|N\.A\.|University|Institute|Foundation"
    r"|"
    r"Partnership|Association|Center|Centre|Hospital|Holdings?|Group"
    r"|INC\.?|LTD\.?|LIMITED|CORP\.?|CORPORATION|COMPANY|CO\.|"
    r"INCORPORATED|PTY|PTE\.?|GMBH|UNIVERSITY|INSTITUTE|TRUST|BANK|GROUP"
    r"|HOLDINGS|PARTNERSHIP|inc\.?|ltd\.?|llc|corp\.|gmbh|e\.\s?V\.|S\.\s?L\.(?:\s?U\.)?|Lda\.?|Ltda\.?|S\.n\.c\.|Kft\.?|d\.o\.o\.|OÜ|UAB|SIA"
)
# Forms that are also common words; in small letters they end a name only where a description follows.
SMALL_FORMS = (
    r"(?:corporation|limited|company|association|partnership)"
    r"(?=\s*[,;(]|\s+(?:a|an|of|having|with|whose)\b|$)"
)
FORM = re.compile(rf"(?:^|[\s,])(?:{FORMS}|{SMALL_FORMS})(?=$|[\s,;)(.])")
# Names that begin with a small letter: "eGain", "i3", "i-on", "ebix.com".
SMALL_START = r"[a-z]{1,12}[A-Z][\w.]*|[a-z]\d\w*|[a-z]-\w+|[a-z][\w-]*\.(?:com|net|org)\b"
WORD = (
    r"(?:\"?[A-ZÀ-ÖØ-Þ0-9][\w.&'’/!+@\-]*\"?|&|(?:of|the|and|for|de|del"
    r"|della|du|des|la|le|les|et|y|und|der|van|von|den|zu|i)(?!\w)|N'|d'[A-Z]\w+"
    r"|\+|/(?=\s)|from(?=\s+[A-Z])|[a-z]+[A-Z]\w*|e\.\s?V\.|a\.s\.|s\.r\.o\.|z\s?o\.?\s?o\.?|plc)"
)
# "Alder, Beech & Cedar, Inc.": a comma within a name, where "&" follows.
FIRM = rf",\s+[A-Z][\w'-]+(?=(?:,\s+[A-Z][\w'-]+){{0,2}}\s+&\s+[A-Z][\w'-]+,?\s+(?:{FORMS}))"
NAME = re.compile(
    rf"(?:(?:The|THE|the)\s+)?(?P<name>(?:[A-ZÀ-ÖØ-Þ0-9][\w.&'’/!+@*\-]*|{SMALL_START})"
    rf"(?:\s*\((?!\s*[\"']|the\b|The\b|hereinafter|each|\"|a\b|collectively"
    rf"|together|\d{{1,2}}\))[A-Z][\w .&'-]{{0,30}}\)|,?\s+(?:{FORMS})(?=[\s,;)(.]"
    rf"|$)|,?\s+{SMALL_FORMS}|{FIRM}|\s+{WORD}|\s+(?:{SMALL_START}))*)"
)
BETWEEN = re.compile(
    r"\b(?:by\s*(?:,)?\s*and\s*(?:,)?\s*)?(?:between|among|amongst|BETWEEN"
    r"|AMONG|Between|Among|BY AND BETWEEN|BY AND AMONG|zwischen|entre"
    r"|ENTRE)\b\s*(?:and\s+among\b\s*)?(?:the\s+(?:following\s+)?parties\s*)?[:,]?\s*"
)
NUMBERED = re.compile(
    r"\b(?:PARTIES|Parties|THE PARTIES|BETWEEN|Between|between)\b\s*:?\s*(?:are\s*:?\s*)?(?=\(?(?:1"
    r"|a|A|i)[.)])|\b(?:PARTIES|Parties|Party\s+A|PARTY\s+A)\s*:\s*(?=[A-Z])|\bparties\s+to\s+(?:this|the)\b[^.;:]{0,60}\bare\b\s*:?\s*"
)
# "This Agreement is made by A, a company, and B".
BY = re.compile(
    r"\b(?:made|entered\s+into|executed)\b[^.;\n]{0,80}?\bby\s+(?:the\s+)?(?=[A-Z]|[a-z][A-Z0-9])"
)
# What may stand before a name: "on the other hand", "its reseller,", "(Client)", "champion rower,".
BEFORE_NAME = re.compile(
    r"(?:on\s+the\s+(?:one|other|first|second)\s+(?:hand|side|part)\s*[,:]?\s*(?:and\s+)?"
    r"|(?:its|the)\s+(?![^,]{0,40}(?:Director|Officer|President|Chair|Secretary|Manager))(?:[A-Za-z]+\s+){0,2}[A-Za-z]+,\s+(?=[A-Z])|\((?:the\s+)?[A-Z][a-z]+\s?\)\s+(?=[A-Z])"
    r"|(?:[a-z]+\s+){0,3}[a-z]{3,},\s+(?=[A-Z]))"
)
# An agreement that begins with its parties: "Alder Inc., a Texas corporation, and Beech agree as follows".
HEADLESS = re.compile(
    r"(?:^|(?<=\n)|(?<=AGREEMENT\s)|(?<=[.:]\s))(?=(?:[A-ZÀ-Þ][\w.&'/-]*,?\s+){1,7}(?:an?\s+[A-Z]|with\s+an?\s|having\s|hereinafter\s|\((?:the\s+|hereinafter\s)?\"))"
)
STOP = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|R\s+E\s+C\s+I\s+T\s+A\s+L"
    r"|BACKGROUND|Background|WITNESSETH|Witnesseth|W\s+I\s+T\s+N\s+E\s+S\s+S"
    r"|"
    r"NOW,?\s+THEREFORE|Now,?\s+therefore|PREAMBLE|Preamble|PRÄAMBEL"
    r"|INTRODUCTION|Introduction|PRELIMINARY|ARTICLE\s|Article\s+(?:1"
    r"|I)\b|"
    r"(?:have|has|do)\s+(?:entered\s+into|hereby)\b|hereby\s+(?:enter|agree)\b"
    r"|as follows\s*:|agrees? as follows|(?:under|upon|on|to) the following terms|AGREED"
    r"|agree to\b|it is (?:hereby )?agreed|In consideration"
    r"|IN CONSIDERATION|PREMISES|Premises\b|STATEMENT|DEFINITIONS)"
)
# The end of the names: "each a "Party"", not "together with Alder, the "Alder Parties"".
COLLECTIVE = re.compile(
    r"\b(?:each|both|individually|collectively|together|jointly|referred to)\b[^.;()]{0,80}?"
    r"(?:[\"(]|\b(?:a|as|the|or|of)\s)\s?\"?(?:Party|Parties|parties|party|PARTIES|PARTY)\b",
)
NOT_SHORT = re.compile(
    r"^(?:party|parties|agreement|this agreement|effective date|execution date"
    r"|signing date|contract|date|commencement date|closing date|alliance agreement"
    r"|system|prc|uk|usa|u\.s\.|saa|the agreement|affiliates?)$",
    re.IGNORECASE,
)
SHORT = re.compile(
    r"\((?P<in>[^()]{0,120}?)\"\s?(?P<short>[^\"()]{1,60}?)[,.]?\s?\"(?:[^()]*?\b(?:or"
    r"|and)\b[^()]*?\"(?P<second>[^\"()]{1,60}?)[,.]?\")?[^()]{0,60}\)"
)
BARE_SHORT = re.compile(
    r"\(?,?\s*\b(?:herein(?:after|above)?|hereafter|henceforth|in the following"
    r"|im Folgenden|nachfolgend|ci-après)\s*(?:jointly\s+)?(?:(?:be\s+)?(?:referred"
    r"|refered)\s+to\s+as|called|known as|designated(?: as)?|dénommée?"
    r"|genannt|as)?\s*(?:the\s+)?[\"']?(?P<short>[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*){0,3})[\"']?"
)
PLAIN_SHORT = re.compile(
    r"\(\s*(?:the\s+)?'?(?P<short>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2})'?\s*\)"
)
AND = re.compile(
    r"(?:\)?\s?[,;.]|\)|\"|\n|(?<=\w))\s*\b(?:and|AND|And|und|et)\b\s*[:,]?\s+(?:between\s+"
    r"|with\s+|(?:but\s+)?solely\b[^,;()]{0,80},\s*(?:and\s+)?|(?:2\.|\(2\))\s+)?|(?<=corporation),\s+|(?<=company),\s+|(?<=\"\))\s+(?=[A-Z][\w.&'-]+\s(?:[A-Z&][\w.&'-]*,?\s+){0,4}\(\")"
    r"|(?:and\s+)?\b(?:Party|PARTY)\s+[A-D]\s*:\s*|;\s+|\)\s*,\s+|(?<![\w(.])\(?(?:\d|[a-cA-C]|i{1,3})[.)]\s+|\((?:[d-h]|iv|vi?)\)\s+"
    r"|\bconfirms?\b[^.;()]{0,60}\bagreements?\s+with\s+(?:the\s+)?"
    r"|-\s*(?:and|AND)\s*-\s*|(?<=\s-)\s+(?:and|AND)\s+|(?<=\))\s*&\s+|\n\s*"
)
PLACE_NAMES = (
    "wales england texas delaware california nevada florida israel japan germany france switzerland "
    "australia canada china ireland scotland netherlands taiwan singapore usa u.s.a illinois"
)
_STATES = (
    "delaware",
    "new york",
    "california",
    "nevada",
    "texas",
    "florida",
    "new jersey",
    "illinois",
)
DESCRIBED = re.compile(
    rf"^\s*(?:\([^)]{{0,120}}\)\s*)?(?:,\s+(?:{PLACE_NAMES.replace(' ', '|')}|[a-z]+(?=,\s+an?\s)))?,?\s*(?:"
    r"\(?\"|\((?:the|hereinafter|herein|as\s(?!defined|set|here|amended|described)"
    r"|\"|\')|(?:a|the)\s+(?:\w+[\s,-]+){0,9}?(?:corporation|company|partnership"
    r"|institution|entity|university|organi[sz]ation|agency|association"
    r"|bank|trust|firm|business|foundation|society|city|county|authority|district|citizen|resident|subsidiary"
    r"|division|joint|gmbh)|"
    r"(?:an?\s+)?(?:individual|natural person|resident)\b|"
    rf"(?:{'|'.join(_STATES)})\s+(?:\w+\s+){{0,4}}?(?:corporation|company|partnership|trust|llc)\b|"
    r"an\s+(?:\w+[\s,-]+){0,9}?(?:corporation|company|partnership|institution"
    r"|entity|university|organi[sz]ation|agency|association|bank|trust"
    r"|firm|individual|foundation|llc)|"
    r"having|organi[sz]ed|incorporated|duly|established|registered|existing"
    r"|with\s+(?:an?|its|offices?|registered|principal|seat)|whose|located"
    r"|d/b/a\b|dba\b|f/k/a\b|(?:doing|trading)\s+(?:business\s+)?as\b|formerly\b"
    r"|hereinafter\b(?!\s+(?:also\s+)?(?:collectively|individually|jointly|together))"
    r"|acting|represented|of\s+[\d\[(]|mit Sitz|dont|domiciled)",
    re.IGNORECASE,
)
LAWS_BEFORE = re.compile(
    r"(?:laws?\s+of(?:\s+the)?(?:\s+\w+){0,4}|State\s+of|Province\s+of"
    r"|jurisdiction\s+of|under\s+the|City\s+of|County\s+of|at|in|Kingdom\s+of"
    r"|Republic\s+of)\s*,?$",
    re.IGNORECASE,
)
PLACES = frozenset(PLACE_NAMES.split())
NO_NAME = re.compile(
    r"^(?:dated|states\s+of|the|this|that|its|his|their|each|any|either|both|such|whereas"
    r"|agreement|party|parties|date|effective|address|attention|witness"
    r"|article|section|exhibit|execution|whose|having|an?(?=\s)|"
    r"together|collectively|individually|where|for|in|of|as|and|upon"
    r"|recitals?|background|north america|united (?:states|kingdom|arab)|mr|ms|by|is|on|hereinafter|if"
    r"|provided|purchaser and seller|tel|fax|suite|floor|building|po box"
    r"|p\.?o\.?|(?:u\.?s\.?\s+)?securities\s+and\s+exchange|exchange\s+commission)\b(?!\s+\w*(?:inc|ltd|university|bank))",
    re.IGNORECASE,
)
# Capitals and numbers that come from a heading, a notice of the filing or an address.
NOT_A_NAME = re.compile(
    r"\b(?:SHALL|HAVE|EXCEPT|OMITTED|WERE|WILL|LIMITED TO|IS|ARE)\b"
    r"|\b(?i:agreement|portions|recitals)\b|^\d+\.\d|^[A-Z]\d[A-Z] \d[A-Z]\d$"
    r"|\b(?:Mr|Mrs|Ms)\.|\b(?:Director|Officer|President)\s+[A-Z][a-z]"
    # What a company is: "a mill and Delaware corporation".
    rf"|^(?i:{'|'.join(_STATES)})\s+(?:limited\s+)?(?:liability\s+)?(?:corporation|company|partnership)\b"
    # The number of a clause, and the end of a sentence within the words.
    r"|^\d{1,2}\.\s|\b(?!Inc|Ltd|Corp|Comp|Bros|Assoc|Univ|Inst|Pty|Pte|Bhd|Sdn)[A-Z]?[a-z]{3,}\.\s+(?!Inc|Ltd|Corp|Co\b)[A-Z][a-z]"
)
ADDRESS = re.compile(
    r"\d{4,}|\b(?:Street|Stra(?:ß|ss)e|Avenue|Road|Suite|Floor|Department(?!\s+[Oo]f))\b"
)
# What a party is in its agreement; alone it is not its name.
_ROLES = (
    r"(?:master\s+)?(?:licensors?|licensees?|franchisors?|franchisees?|distributors?|resellers?|suppliers?|customers?|clients?"
    r"|sellers?|buyers?|purchasers?|agents?|consultants?|contractors?|publishers?|developers?|manufacturers?|sponsors?"
    r"|companies|company|partners?|members?|lenders?|content|products?|services?|service\s+(?:providers?|recipients?)|employees?|franchise|territor(?:y|ies)|marketplace|you|we|us)"
)
ROLE = re.compile(rf"(?:the\s+)?{_ROLES}|.{{1,60}}\sand\s(?:the\s+)?{_ROLES}", re.IGNORECASE)
# Forms that end a name for certain; what follows is an address or the next line.
STRONG = re.compile(
    r"(?<=[\w.])[\s,]+(?:(?:Inc|INC|Ltd|LTD|LLC|LLP|Corp|CORP|Limited|LIMITED"
    r"|PLC|plc|GmbH|AG|KG|KGaA|B\.\s?V|N\.\s?V|S\.\s?A|L\.\s?L\.\s?C"
    r"|L\.\s?P|S\.\s?p\.\s?A|Pty|Pte|Incorporated|SE|AS|A/S|ASA|AB|Oyj?)\b\.?"
    r"(?:[\s,]+(?:&\s+)?(?:Inc|Ltd|LTD|Limited|LIMITED|LLC|LLP|Partnership"
    r"|Co|KG|KGaA|Company|Corp|de\s+C\.V|De\s+C\.V|PLC|Bhd|N\.A)\b\.?)*)(?!\s*\()"
)
TAIL = re.compile(r"(?:[,\s]+(?:and|of|the|for|de|&|a|an|und|et|in|by|with|i|la|le|y))+$|[,;:\s]+$")
SIGNED = re.compile(
    rf"(?P<name>[A-Z][\w.,&'()/ -]{{2,70}}?(?:{FORMS})(?:\sII?I?)?)[\s,]*(?:\([^)]{{0,40}}\)\s*)?(?:(?:By"
    rf"|BY|Signed|SIGNED|Signature|Per)\s*:|/s/)"
)
# "Signed for and on behalf of Alder Foods Ltd".
ON_BEHALF = re.compile(r"\bfor\s+and\s+(?:on|in)\s+behalf\s+of\s*:?\s*(?:the\s+)?", re.IGNORECASE)
BEFORE_SIGNING = re.compile(
    r"(?:WHEREOF|written|below|above|behalf of|for|officers?|representatives?"
    r"|president|C[EF]O|director|secretary|signatory|treasurer"
    r"|by\s+(?:developer|client|customer|reseller)|Title|Date)\b[,.:)]?\s*",
    re.IGNORECASE,
)
# The last words in capitals: "John Doe ALDER FOODS LLC".
IN_CAPITALS = re.compile(
    r"(?:(?<=[a-z.] )|(?<=(?:19|20)\d\d ))(?=[^a-z]*[A-Z]{4})[A-Z&][^a-z\s]+(?: [^a-z\s]+)+$"
)
CAPITALS = r"[A-ZÀ-Þ][\w.&'’-]*(?:\s+(?:&\s+|of\s+|the\s+)?[A-ZÀ-Þ][\w.&'’-]*){0,5}"
TWO_NAMES = re.compile(
    rf"\bbetween:?\s+(?P<one>{CAPITALS})\s*(?:\([^)]{{0,120}}\)\s*)?,?\s+and\s+(?P<other>{CAPITALS})(?=\s*[(,.;\n])"
)
