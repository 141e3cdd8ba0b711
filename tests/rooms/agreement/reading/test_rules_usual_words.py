"""Opening words, terms, laws and notices as contracts usually word them: more styles for the rules of the reader."""

import pytest

from allied.rooms.agreement.reading.rules.effect import effect
from allied.rooms.agreement.reading.rules.ending import endings
from allied.rooms.agreement.reading.rules.law import governing_law
from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.parties import parties
from allied.rooms.agreement.reading.rules.term import running

MADE = 'This Agreement is made as of May 2, 2019 (the "Effective Date") by and between A, Inc. ("A") and B, Inc. ("B").\n\n'
BODY = " WHEREAS, the parties wish to work together; NOW THEREFORE they agree. Each party does its work."

PARTIES = [
    ('This STRATEGIC ALLIANCE AGREEMENT ("Agreement") is made and entered into as of the 3rd day of March, 2019 (the "Effective Date"), by and between MERIDIAN AEROSPACE, INC., a corporation duly organized and existing under the laws of the State of Delaware, with its principal place of business at 100 Main Street, Denver, CO 80202 (the "Company"), and TALON DRONES, LLC, a limited liability company organized under the laws of Nevada ("Talon"). The Company and Talon are sometimes referred to herein individually as a "Party" and collectively as the "Parties".', [('MERIDIAN AEROSPACE, INC.', ['Company']), ('TALON DRONES, LLC', ['Talon'])]),
    ('THIS AGREEMENT made the 5th day of June, 2008. BETWEEN: NORTHGATE MINERALS CORPORATION, a company duly incorporated under the laws of British Columbia and having an office at 404-815 Hornby Street, Vancouver (hereinafter called "Northgate") OF THE FIRST PART AND: ZENITH GEO LTD., having its head office in Calgary (hereinafter called the "Contractor") OF THE SECOND PART. WHEREAS:', [('NORTHGATE MINERALS CORPORATION', ['Northgate']), ('ZENITH GEO LTD.', ['Contractor'])]),
    ('This Alliance Agreement (this "Agreement"), dated as of July 1, 2005 (the "Effective Date"), is by and among Harbor Health System, a Georgia nonprofit corporation ("Harbor"), Pinnacle Imaging Partners, L.P., a Texas limited partnership ("Pinnacle"), and, solely for purposes of Section 5, Pinnacle Parent Corp. ("Parent").', [('Harbor Health System', ['Harbor']), ('Pinnacle Imaging Partners, L.P.', ['Pinnacle']), ('Pinnacle Parent Corp.', ['Parent'])]),
    ('STRATEGIC ALLIANCE AGREEMENT\n\nThis Strategic Alliance Agreement is entered into on January 15, 2014 between:\n\nGranite Games Corp., 1200 Brickell Ave, Suite 1950, Miami, Florida 33131 ("GGC")\n\nand\n\nGreen Water Bar & Grill, Inc., a Nevada corporation located at PO Box 1, Philipsburg, St. Maarten ("Green Water")\n\nWHEREAS, GGC', [('Granite Games Corp.', ['GGC']), ('Green Water Bar & Grill, Inc.', ['Green Water'])]),
    ('This Strategic Alliance Agreement (the "Agreement") dated November 9, 2017 by and between Verdant Farms Inc. with offices at 1512 E. Broward Blvd., Fort Lauderdale, FL (hereinafter "VFI"), and Outer Commerce, Inc. with its principal offices at 3773 Howard Hughes Pkwy, Las Vegas (hereinafter "OCI").', [('Verdant Farms Inc.', ['VFI']), ('Outer Commerce, Inc.', ['OCI'])]),
    ('THIS STRATEGIC ALLIANCE AGREEMENT (this “Agreement”) is entered into on this 22nd day of August, 2013, by and between KALLISTO PHARMA, INC., a Delaware corporation having offices at 1 Pharm Way (together with its Affiliates, “KALLISTO”), and THE REGENTS OF THE UNIVERSITY OF OREGON, a public corporation (“UNIVERSITY”).', [('KALLISTO PHARMA, INC.', ['KALLISTO']), ('THE REGENTS OF THE UNIVERSITY OF OREGON', ['UNIVERSITY'])]),
    ('This agreement ("Agreement") is between Gilt Stone Holdings, Inc. (OTC: GSHX), a Nevada Corporation ("GSHX"), and Greetings from Malta Inc. (OTCQB: GFMX), a Florida corporation ("GFM").', [('Gilt Stone Holdings, Inc.', ['GSHX']), ('Greetings from Malta Inc.', ['GFM'])]),
    ('ALLIANCE AGREEMENT dated 28 February 2011 between (1) SOLANA POWER S.A., a company incorporated in Spain with registered number A-12345 whose registered office is at Calle Mayor 1, Madrid ("Solana"); and (2) THE EDISON LIGHT COMPANY LIMITED, a company incorporated in England and Wales (registered number 0234) whose registered office is at 1 High Street, London ("Edison").\n\nRECITALS', [('SOLANA POWER S.A.', ['Solana']), ('THE EDISON LIGHT COMPANY LIMITED', ['Edison'])]),
    ('This Strategic Alliance Agreement ("Agreement") is made effective as of the last date of signature below ("Effective Date") by and between Curio Software Corporation ("Curio"), having a place of business at 2 Circle Star Way, San Carlos, California, and Perquisite Systems Company ("Perquisite"), having a place of business at 10355 Westmoor Drive, Westminster, Colorado.', [('Curio Software Corporation', ['Curio']), ('Perquisite Systems Company', ['Perquisite'])]),
    ('STRATEGIC ALLIANCE AGREEMENT\n\nTHIS STRATEGIC ALLIANCE AGREEMENT is made this 1st day of October, 2016\n\nBY AND BETWEEN:\n\nATLANTIC RENO GLOBAL PLANS INC., a Colorado corporation with its registered office at 1624 Market Street ("ARGP");\n\nAND\n\nTACTICAL WEB VENTURES, INCORPORATED, a Delaware corporation with an office at Suite 700 ("TWVI").\n\nWHEREAS', [('ATLANTIC RENO GLOBAL PLANS INC.', ['ARGP']), ('TACTICAL WEB VENTURES, INCORPORATED', ['TWVI'])]),
    ('This Master Alliance Agreement is entered into as of April 2, 2012 by and between Allegro Health Systems, Inc. ("Allegro"), a Delaware corporation with offices at 222 Merchandise Mart, Chicago, and Phoenix Intake, Inc. ("Phoenix"), a Delaware corporation.', [('Allegro Health Systems, Inc.', ['Allegro']), ('Phoenix Intake, Inc.', ['Phoenix'])]),
    ('This Agreement is entered into by and between Dr. Alan Pierce ("Pierce"), an individual, and Silver Falcon Mining, Inc. (the "Company").', [('Dr. Alan Pierce', ['Pierce']), ('Silver Falcon Mining, Inc.', ['Company'])]),
    ('THIS STRATEGIC ALLIANCE AGREEMENT ("Agreement") is made on the 8th day of January 2015 between Deccan Chemistry Ltd, a company incorporated under the Companies Act, 1956 and having its registered office at Ganges House, Mumbai (hereinafter referred to as "DCL", which expression shall unless repugnant to the context include its successors and permitted assigns) of the One Part; and ABC Agro Private Limited, a company having its office at Pune (hereinafter referred to as "ABC") of the Other Part.', [('Deccan Chemistry Ltd', ['DCL']), ('ABC Agro Private Limited', ['ABC'])]),
    ('EXHIBIT 10.1\n\nSTRATEGIC ALLIANCE AGREEMENT\n\nThis Agreement (the "Agreement") is entered into as of September 30, 2010 ("Effective Date") between Fluid Tech GmbH, with its principal place of business at Industriestr. 5, 70565 Stuttgart, Germany ("Fluid"), and Lenz + Kern AG, An der Baumschule 6-8, 09337 Hohenstein-Ernstthal, Germany ("L+K").', [('Fluid Tech GmbH', ['Fluid']), ('Lenz + Kern AG', ['L+K'])]),
    ('AGREEMENT made as of this 1st day of November, 1999 between PARAGON SYSTEMS, INC., a New York corporation, having an address at 5 Park Avenue, New York, New York 10016 ("Paragon"), and ACME WIDGETS, INC., a Delaware corporation, having an address at 6 Main Street, Newark, New Jersey 07101 ("Acme").', [('PARAGON SYSTEMS, INC.', ['Paragon']), ('ACME WIDGETS, INC.', ['Acme'])]),
    ('The parties to this Strategic Alliance Agreement are Nimbus Cloud Inc., a Delaware corporation ("Nimbus"), and Stratus AB, a Swedish company ("Stratus"). The parties agree as follows:', [('Nimbus Cloud Inc.', ['Nimbus']), ('Stratus AB', ['Stratus'])]),
    ('Strategic Alliance Agreement\n\nParties: Ardent Labs, Inc. ("Ardent") and Boreal Oy ("Boreal")\n\nDate: March 3, 2020\n\n1. Purpose', [('Ardent Labs, Inc.', ['Ardent']), ('Boreal Oy', ['Boreal'])]),
    ('THIS AGREEMENT is entered into as of the 10th day of June, 2003, by and between the following parties: Party A: Beijing Sunrise Technology Co., Ltd., with its registered address at No. 1 Road, Beijing (hereinafter "Party A"); and Party B: Sino Gas Holdings Group Limited, with its address at Hong Kong (hereinafter "Party B").', [('Beijing Sunrise Technology Co., Ltd.', ['Party A']), ('Sino Gas Holdings Group Limited', ['Party B'])]),
    ('This STRATEGIC ALLIANCE AGREEMENT is made and entered into by and between Stony Ridge Low Brands, Inc., a Nevada corporation ("SRLB"), whose address is 9101 LBJ Freeway, Suite 200, Dallas, Texas 75243, and Total Beverage Distribution, LLC, a Texas limited liability company ("TBD"), whose address is 4 Elm Drive, Plano, Texas 75074 (SRLB and TBD collectively, the "Parties").', [('Stony Ridge Low Brands, Inc.', ['SRLB']), ('Total Beverage Distribution, LLC', ['TBD'])]),
    ('This Agreement is made by and between\n\nKITE BIO-TECH PRODUCTS GROUP CORPORATION\n310 N. Hill Blvd., #702, Clareview, California 91711\n(hereinafter referred to as "Kite")\n\nAND\n\nHUALI PHARMACEUTICALS CO., LTD.\nHebei, China\n(hereinafter referred to as "Huali")\n\nRECITALS', [('KITE BIO-TECH PRODUCTS GROUP CORPORATION', ['Kite']), ('HUALI PHARMACEUTICALS CO., LTD.', ['Huali'])]),
    ('THIS AGREEMENT is between Firebird Inc., on behalf of itself and its subsidiaries (collectively, "Firebird"), and Orbix Corporation and its Affiliates ("Orbix").', [('Firebird Inc.', ['Firebird']), ('Orbix Corporation', ['Orbix'])]),
    ('This Annex is made between Alder Foods and Beech Coffee (each a Party, together the Parties) for their alliance.', [('Alder Foods', []), ('Beech Coffee', [])]),
    ('This MOU is made between the International Tea Council, an intergovernmental organisation ("ITC"), and Tea Growers Association ("TGA").', [('International Tea Council', ['ITC']), ('Tea Growers Association', ['TGA'])]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), PARTIES)
def test_parties_in_usual_words(words, wanted):
    found = parties(Manuscript(words))
    assert [(one.value, list(one.more.get("short", []))) for one in found] == wanted


# The opening words, the agreement date, the effective date.
DAYS = [
    ('This Agreement is made as of the 3rd day of March, 2019 (the "Effective Date"), by and between A, Inc. and B, Inc.', '2019-03-03', '2019-03-03'),
    ('STRATEGIC ALLIANCE AGREEMENT\nThis Agreement (the "Agreement"), dated as of July 1, 2005, is by and among A, Inc. and B, Inc. Effective Date shall mean the date first written above.', '2005-07-01', '2005-07-01'),
    ('THIS AGREEMENT is entered into on January 15, 2014 and effective February 1, 2014 (the "Effective Date") between A, Inc. and B, Inc.', '2014-01-15', '2014-02-01'),
    ('This Agreement is entered into this 9th day of November 2017 ("Effective Date") by and between A, Inc. and B Inc.', '2017-11-09', '2017-11-09'),
    ('This Strategic Alliance Agreement (hereinafter "Agreement") is made effective on June 10, 2003 by and between A Inc. and B Inc.', '2003-06-10', '2003-06-10'),
    ('This Agreement is effective as of the 1st of May, 2010 ("Effective Date") and is between A Inc. and B Inc.', '2010-05-01', '2010-05-01'),
    ('AGREEMENT made as of this 1st day of November, 1999 between A Inc. and B Inc.', '1999-11-01', None),
    ('Dated: August 22, 2013\n\nSTRATEGIC ALLIANCE AGREEMENT\n\nbetween A Inc. and B Inc.', '2013-08-22', None),
    ('Strategic Alliance Agreement\n\nDate: March 3, 2020\n\nParties: A Inc. and B Inc.', '2020-03-03', None),
    ('This Agreement, made and entered into effective the 15th day of March, 2001, by and between A Inc. and B Inc.', '2001-03-15', '2001-03-15'),
    ('This Agreement is made this 10 day of Sept, 2012 by A Inc. and B Inc.', '2012-09-10', None),
    ('This Strategic Alliance Agreement is made by and between A Inc. and B Inc. as of April 2, 2012. \nWHEREAS A and B entered into a Distribution Agreement dated January 5, 2010;', '2012-04-02', None),
    ('This Agreement is made by and between A Inc. and B Inc. and shall be effective as of the date of the last signature below (the "Effective Date"). Text text.\n\nIN WITNESS WHEREOF, the parties have executed.\nA Inc.\nBy: /s/ X\nDate: May 3, 2011\n\nB Inc.\nBy: /s/ Y\nDate: May 6, 2011', '2011-05-06', '2011-05-06'),
    ('This Amended and Restated Alliance Agreement, dated as of 21 June 2016, amends the Alliance Agreement dated as of 1 May 2012 between A Inc. and B Inc.', '2016-06-21', None),
    ('This Agreement is entered into as of 12/27/2011 between A Inc. and B Inc.', '2011-12-27', None),
    ('This agreement is entered into on the date of 2nd of October of 2008 between A Inc. and B Inc.', '2008-10-02', None),
    ('STRATEGIC ALLIANCE AGREEMENT (the "Agreement"), dated and effective as of November 5, 2004 between A Inc. and B Inc.', '2004-11-05', '2004-11-05'),
    ('THIS AGREEMENT made the 5th day of June, A.D. 2008 BETWEEN A Ltd. and B Ltd.', '2008-06-05', None),
    ('THIS AGREEMENT is made on the Sixteenth day of April Two Thousand and Twelve BETWEEN A Ltd. and B Ltd.', '2012-04-16', None),
    ('This Agreement ("Agreement") is entered into by A Inc. and B Inc. on the later of the two signature dates below (the "Effective Date").\n\nTerms.\n\nAccepted and agreed:\nA Inc.\nBy: X\nTitle: CEO\nDate: 4/12/2017\n\nB Inc.\nBy: Y\nTitle: CFO\nDate: 4/14/2017', '2017-04-14', '2017-04-14'),
    ('This Agreement is made between A Inc. and B Inc. "Effective Date" means January 1, 2019.\n', '2019-01-01', '2019-01-01'),
    ('Strategic Alliance Agreement (the "Agreement") dated this 17 day of August 2011 between A Inc. and B Inc.', '2011-08-17', None),
    ('AGREEMENT, dated as of January 7, 2002, between A Inc. and B Inc.', '2002-01-07', None),
    ('This Agreement replaces the Supply Agreement dated as of January 7, 2002 of A Inc. and B Inc.', None, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "made", "effective"), DAYS)
def test_days_in_usual_words(words, made, effective):
    ends = "WITNESS" in words or "Accepted" in words
    found = {
        one.kind: one.value for one in effect(Manuscript(words if ends else words + BODY)).facts
    }
    assert (found.get("agreement date"), found.get("effective date")) == (made, effective)


# Words, term, expiry, renewal, renewal notice.
TERMS = [
    ("3. TERM AND TERMINATION\n3.1 Term. This Agreement shall have an initial term of five (5) years commencing on the Effective Date and shall automatically renew for successive one-year periods unless either party gives ninety (90) days' prior written notice of its intent not to renew.", ('5 years', '2024-05-02', '1 year, automatic', '90 days')),
    ('The term of this Agreement shall commence as of the Effective Date and shall continue for a period of three years thereafter (the "Term"), unless earlier terminated in accordance with Section 8.', ('3 years', '2022-05-02', None, None)),
    ('This Agreement will be in effect for one (1) year from the Effective Date and will automatically renew on a year-to-year basis thereafter, unless either Party notifies the other Party in writing at least 30 days prior to the end of the then current term.', ('1 year', '2020-05-02', '1 year, automatic', '30 days')),
    ('Unless terminated earlier, this Agreement expires on the third anniversary of the Effective Date.', ('until 2022-05-02', '2022-05-02', None, None)),
    ('Section 2. Term. The term ("Term") of this Agreement begins on the Effective Date and ends on December 31, 2025.', ('until 2025-12-31', '2025-12-31', None, None)),
    ('This Agreement shall be effective as of the Effective Date and, unless earlier terminated pursuant to Section 9.2, shall remain in force for an initial period of thirty-six (36) months. Upon expiration of the initial period, this Agreement shall be automatically extended for further periods of twelve (12) months each, unless terminated by either Party with six (6) months prior written notice to the end of the respective period.', ('36 months', '2022-05-02', '12 months, automatic', '6 months')),
    ('The Agreement shall be for a period of two (2) years from the date first written above, and may be renewed for additional one (1) year terms upon mutual written agreement of the parties.', ('2 years', '2021-05-02', '1 year, by agreement', None)),
    ('Term. This Agreement shall be for a term of 10 years (the "Initial Term"). Following the Initial Term, the Agreement shall renew automatically for additional terms of five years each (each, a "Renewal Term") unless one party provides written notice of termination to the other party no later than one hundred twenty (120) days before the end of the Initial Term or any Renewal Term.', ('10 years', '2029-05-02', '5 years, automatic', '120 days')),
    ('This Agreement is effective from the Effective Date until 30 June 2022.', ('until 2022-06-30', '2022-06-30', None, None)),
    ('The duration of this Agreement is five years as from the date of signature by both Parties.', ('5 years', '2024-05-02', None, None)),
    ('This Agreement shall remain in force until terminated by either party upon thirty (30) days written notice.', ('until terminated', None, None, None)),
    ('This Agreement will commence on the Effective Date and will continue thereafter unless and until terminated by either Party as set out herein.', ('until terminated', None, None, None)),
    ('The Term of this Agreement is for a period of six months from the Effective Date. This Agreement will automatically renew for another six months if not terminated by either party with 30 days written notice.', ('6 months', '2019-11-02', '6 months, automatic', '30 days')),
    ('Subject to earlier termination, this Agreement shall run for a period of 5 (five) years.', ('5 years', '2024-05-02', None, None)),
    ('TERM: This Agreement shall commence on the date hereof and shall terminate on the date that is eighteen (18) months following the date hereof.', ('18 months', '2020-11-02', None, None)),
    ('This Agreement shall become effective upon execution and shall expire twelve months thereafter.', ('12 months', '2020-05-02', None, None)),
    ('The initial term of this Agreement commences on the Effective Date and expires at midnight on April 30, 2024, subject to Section 4. The Agreement shall be renewable for consecutive terms of two years at the option of either party, exercised by written notice given 180 days prior to expiry.', ('until 2024-04-30', '2024-04-30', '2 years, optional', '180 days')),
    ('This Agreement may be renewed for successive periods of one (1) year each, if mutually agreed upon in writing by the Parties. The term of this Agreement shall be for three (3) years.', ('3 years', '2022-05-02', '1 year, by agreement', None)),
    ('Either party may terminate this Agreement after two years following the Effective Date. Term. The term of this agreement is from the Effective Date through May 1, 2024.', ('until 2024-05-01', '2024-05-01', None, None)),
    ('The term of this Alliance shall be for 60 months beginning on the Effective Date.', ('60 months', '2024-05-02', None, None)),
    ('10.1 Term. This Agreement shall enter into force on the Effective Date and shall remain in force and effect for an initial period of 3 years ("Initial Period"). It shall thereafter be extended automatically by periods of one year, unless it is terminated in writing by either Party at the latest three months prior to the expiry of the relevant period.', ('3 years', '2022-05-02', '1 year, automatic', '3 months')),
    ('This Agreement shall be in effect for an initial term of one year. Absent written notice of non-renewal delivered at least 60 days before the anniversary date, this Agreement shall renew automatically for subsequent terms of one year.', ('1 year', '2020-05-02', '1 year, automatic', '60 days')),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), TERMS)
def test_terms_in_usual_words(words, wanted):
    text = Manuscript(MADE + words)
    found = {one.kind: one.value for one in running(text, effect(text))}
    notice = found.get("renewal notice") or found.get("option notice")
    assert (*(found.get(kind) for kind in ("term", "expiry", "renewal")), notice) == wanted


LAWS = [
    ('11.4 This Agreement shall be governed, interpreted and construed in accordance with the laws of the State of New York, U.S.A. without giving effect to principles of conflicts of law.', 'New York'),
    ('Applicable Law. This Agreement and the rights and obligations of the parties hereunder shall be governed by and construed in accordance with the laws of the Commonwealth of Virginia.', 'Virginia'),
    ('This Agreement is made in, and shall be governed by the internal, substantive laws of, the State of Utah.', 'Utah'),
    ('The laws of the State of California shall govern this Agreement, its interpretation and enforcement, without regard to conflict of laws.', 'California'),
    ('This Agreement shall be deemed to have been made in the State of Nevada and shall be construed, and the rights and liabilities determined, in accordance with the law of the State of Nevada.', 'Nevada'),
    ('This Agreement shall be governed by the laws of British Columbia and the laws of Canada applicable therein.', 'British Columbia'),
    ('Governing Law. New York law, without regard to its choice of law rules.', 'New York'),
    ('This Agreement shall be subject to and construed according to the laws of India.', 'India'),
    ('All questions concerning the validity, operation, interpretation, and construction of this Agreement will be governed by and determined in accordance with the laws of the State of Minnesota.', 'Minnesota'),
    ('The parties agree that Texas law shall apply to this Agreement.', 'Texas'),
    ('This Agreement shall be governed by, and construed under, the laws of the State of Israel, and the competent courts of Tel Aviv shall have sole jurisdiction.', 'Israel'),
    ('This Agreement and any dispute or claim arising out of or in connection with it (including non-contractual disputes) shall be governed by and construed in accordance with the law of England and Wales.', 'England and Wales'),
    ('THE VALIDITY, INTERPRETATION, ENFORCEABILITY, AND PERFORMANCE OF THIS AGREEMENT SHALL BE GOVERNED BY AND CONSTRUED IN ACCORDANCE WITH THE LAW OF THE STATE OF TEXAS.', 'Texas'),
    ('This contract is made under and shall be construed according to the laws, other than choice of law provisions, of the State of Michigan.', 'Michigan'),
    ('The construction and performance of this Agreement shall be governed by the laws of Washington State.', 'Washington'),
    ('Jurisdiction. Any dispute under this Agreement shall be resolved under the laws of the State of Colorado.', 'Colorado'),
    ('This Agreement shall be governed by the laws of the State of New Jersey, and venue shall lie in Bergen County, New Jersey.', 'New Jersey'),
    ('This Agreement shall be governed and construed in accordance with the laws of the Cayman Islands.', 'Cayman Islands'),
    ('This Agreement shall be governed by the laws of the State of Washington, D.C.', 'Washington, D.C'),
    ('This Agreement shall be governed by the laws of the Province of Quebec, Canada.', 'Quebec, Canada'),
    ('This Agreement is to be construed in accordance with and governed by the internal laws of the State of Georgia without giving effect to any choice of law rule that would cause the application of the laws of any jurisdiction other than the internal laws of the State of Georgia.', 'Georgia'),
    ('The terms of this Agreement shall be governed by Ohio law.', 'Ohio'),
    ('This Agreement shall be governed by the laws of the District of Columbia.', 'District of Columbia'),
    ('This Agreement shall be governed by the laws of PRC.', 'PRC'),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), LAWS)
def test_laws_in_usual_words(words, wanted):
    found = governing_law(Manuscript(f"The parties agree as follows. {words} The parties sign."))
    assert [one.value for one in found] == [wanted]


# Leaving without a cause, and the notice it takes; nothing where it needs both sides or a cause.
NOTICES = [
    ("Either Party may terminate this Agreement at any time, with or without cause, by providing the other Party with sixty (60) days' prior written notice.", '60 days'),
    ('This Agreement may be terminated by either party for any reason upon thirty (30) days written notice to the other party.', '30 days'),
    ("Either party can cancel this Agreement at any time on 90 days' notice.", '90 days'),
    ('Notwithstanding the foregoing, either party shall have the right to terminate this Agreement upon not less than six (6) months prior written notice to the other party.', '6 months'),
    ('The Company may terminate this Agreement at its sole discretion by giving ten (10) business days advance notice in writing.', '10 business days'),
    ("Each Party may withdraw from this Agreement without cause on three months' notice.", '3 months'),
    ('This Agreement can be terminated by any party without cause with a thirty (30) day written notice.', '30 days'),
    ('Either party shall be entitled to terminate this Agreement for convenience upon one hundred and twenty (120) days notice.', '120 days'),
    ('This Agreement shall be terminable by either party on 30 days notice.', '30 days'),
    ('The parties may terminate this Agreement at any time by mutual consent.', None),
    ('This Agreement may be terminated by mutual written agreement of the parties upon 30 days notice.', None),
    ('Either party may terminate this Agreement at any time if the other party breaches it and fails to cure within 30 days of notice.', None),
    ('Either party may terminate this Agreement by giving written notice of termination to the other at least 60 days prior to the effective date of such termination.', '60 days'),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), NOTICES)
def test_notices_in_usual_words(words, wanted):
    found = {one.kind: one.value for one in endings(Manuscript(f"The parties agree. {words} End."))}
    assert found.get("termination notice") == wanted
    assert ("termination without cause" in found) == (wanted is not None)
