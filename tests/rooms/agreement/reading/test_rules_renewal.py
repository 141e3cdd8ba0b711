"""How agreements go on: by an option, by themselves, until a notice stops them."""

import pytest

from allied.rooms.agreement.reading.rules.effect import effect
from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.term import running

MADE = 'This Agreement is made as of May 2, 2019 (the "Effective Date") by and between A, Inc. ("A") and B, Inc. ("B").\n\n'

# words, renewal, notice against renewal, notice to renew
CASES = {
    "an option": ("The Buyer may renew this Agreement for one additional five year period by written notice given six (6) months prior to the expiration.", "5 years, optional", None, "6 months"),
    "options": ("The Mill shall have options to extend the term of this Agreement for two years each, by written notice three (3) months before the end of the term.", "2 years, optional", None, "3 months"),
    "an option after a long bracket": ('This Agreement may be extended for up to three (3) further periods of twelve (12) months (each such period of twelve months being an "Extended Period of the Mill" for these purposes) by written notice given by the Buyer.', "12 months, optional", None, None),
    "an option that is declined": ("The term of this Agreement may be renewed for one year at the option of the Mill unless the Mill gives sixty (60) days' notice that it elects not to renew.", "1 year, optional", "60 days", None),
    "an option to continue": ("When this Agreement expires, the Mill has the option to continue the venture for two (2) additional terms of ten (10) years each.", "10 years, optional", None, None),
    "the contract": ("Without a word from the Mill the contract will automatically extend for an additional month of service.", "1 month, automatic", None, None),
    "the wish is said first": ("A party that wishes to renew this Agreement gives notice thirty (30) days before the expiration of the term.\nWithout it the term of this Agreement shall be automatically renewed for another year.", "1 year, automatic", "30 days", None),
    "the intention is said last": ("This Agreement shall be automatically renewed for a term of ten (10) years. Six (6) months notice must be given of an intention to terminate.", "10 years, automatic", "6 months", None),
    "the period is not the notice": ("This Agreement will automatically be renewed for periods of twelve (12) months unless a party gives six (6) months written notice of its intent to terminate.", "12 months, automatic", "6 months", None),
    "at the end of any term": ("This Agreement shall be automatically renewed for successive one (1) year periods.\nFees are due.\nMills are open.\nBoth act in good faith.\nThis Agreement may be terminated by either party at the expiration of any renewal term upon thirty (30) days written notice.", "1 year, automatic", "30 days", None),
    "thereafter until terminated": ("This Agreement continues for five years from the Effective Date and thereafter until terminated by a party with ninety (90) days' prior notice.", None, "90 days", None),
    "the sentence with the span": ("If the Mill says so, the term of this Agreement shall automatically be extended at its expiration.\nThis Agreement renews for successive terms of two years.", "2 years, automatic", None, None),
    "unless extended by agreement": ("This Agreement shall run for five years, unless this Agreement is terminated earlier as provided herein or is extended by mutual written agreement.", None, None, None),
    "ended at will": ("Either party may terminate this Agreement upon thirty (30) days' notice.", None, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("words", "renewal", "against", "to_renew"), CASES.values(), ids=CASES)
def test_renewals(words, renewal, against, to_renew):
    text = Manuscript(MADE + words)
    found = {fact.kind: fact.value for fact in running(text, effect(text))}
    wanted = {"renewal": renewal, "renewal notice": against, "option notice": to_renew}
    assert {kind: found.get(kind) for kind in wanted} == wanted
