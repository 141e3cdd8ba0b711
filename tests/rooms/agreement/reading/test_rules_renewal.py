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
    "a one that looks like a letter": ('This Agreement shall automatically renew for successive one (I) year terms, unless a party gives notice of termination ninety (90) days prior to the expiration of the term.', "1 year, automatic", "90 days", None),
    "unless declined": ('This Agreement may be renewed for additional periods of one (1) year (each a "Renewal Term") unless either party provides notice of nonrenewal.', "1 year, automatic", None, None),
    "an option of one that is named": ("The term of this Agreement may be extended for two (2) years at Larch's sole discretion.", "2 years, optional", None, None),
    "an option with a condition": ("The Mill may extend the term of this Agreement for an additional year, provided the Mill gives the Baker at least sixty (60) days advance written notice.", "1 year, optional", None, "60 days"),
    "by itself, though something else is agreed": ("This Agreement continues for four years (as extended by the mutual agreement of the parties) and shall automatically renew for successive one-year periods, unless the Mill gives ninety (90) days' notice of termination before such a period.", "1 year, automatic", "90 days", None),
    "by itself, once agreed": ("The term of this Agreement shall automatically renew for two years only upon the mutual written agreement of the parties.", "2 years, by agreement", None, None),
    "on a yearly basis": ("After the initial term this Agreement may be extended on a yearly basis up to ten (10) years at the Mill's sole discretion, until it is told that no extension follows.", "1 year, optional", None, None),
    "between two spans": ("This Agreement renews for successive one (1) year terms unless a party gives notice at least six (6) months but not more than twelve (12) months prior to the end of the term that it will not renew.", "1 year, automatic", "6 months", None),
    "a desire": ("This Agreement is renewed for five years where the Mill says at least six (6) months prior to the end of the term that it has a desire to renew by written notice to the Baker.", "5 years, optional", None, "6 months"),
    "elected not to extend": ("Unless a party gives the other at least ninety days' prior written notice that it has elected not to extend the term of this Agreement beyond May 1, 2021, it goes on until May 1, 2022.\nThereafter this Agreement will automatically be renewed for successive periods of one year.", "1 year, automatic", "90 days", None),
    "a fault beside it": ("Thereafter this Agreement will automatically be renewed for successive periods of one year.\nA party that does not cure a default within thirty days after written notice may be terminated before the expiration of the term.", "1 year, automatic", None, None),
    "no fault, but no wish": ("This Agreement shall be automatically renewed for a term of ten (10) years. Six (6) months notice must be given of an intent to terminate for any reason other than breach.", "10 years, automatic", "6 months", None),
    "time that a delay extends": ("The time for performance of this Agreement shall be extended for a period of one month by a delay.", None, None, None),
    "another agreement that was not renewed": ("A party may terminate this Agreement if the term of the Grain Agreement has not been renewed for an additional term of one (1) year.", None, None, None),
    "new prices": ("The Mill has the right to change the prices of this Agreement at the end of the initial term or renewal term, upon 30 days prior notice.", None, None, None),
    "an option upon notice": ("This Agreement may be renewed for an additional three (3) year term upon written notice by the Mill at least ninety days prior to the end of the term.", "3 years, optional", None, "90 days"),
    "prolonged": ("If no party gives notice of termination at least 3 months before the end of the term of this Agreement, the term is prolonged by one year.", "1 year, automatic", "3 months", None),
    "extends by a year": ("The term of this Agreement extends by one year at a time if it is not terminated by notice three months before its end.", "1 year, automatic", "3 months", None),
    "ended at will": ("Either party may terminate this Agreement upon thirty (30) days' notice.", None, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("words", "renewal", "against", "to_renew"), CASES.values(), ids=CASES)
def test_renewals(words, renewal, against, to_renew):
    text = Manuscript(MADE + words)
    found = {fact.kind: fact.value for fact in running(text, effect(text))}
    wanted = {"renewal": renewal, "renewal notice": against, "option notice": to_renew}
    assert {kind: found.get(kind) for kind in wanted} == wanted
