"""Who made an agreement, in the styles in which opening words are written."""

import pytest

from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.parties import parties

CASES = {
    "us": (
        'THIS ALLIANCE AGREEMENT (the "Agreement") is made as of May 2, 2019 by and between Redfern Robotics, Inc., '
        'a Delaware corporation with offices at 12 Elm Street, Boston ("Redfern"), and Kestrel Foods LLC, an Ohio '
        'limited liability company ("Kestrel"). WHEREAS, Redfern builds robots;',
        [("Redfern Robotics, Inc.", ["Redfern"]), ("Kestrel Foods LLC", ["Kestrel"])],
    ),
    "company and consultant": (
        "This Strategic Alliance Agreement is entered into this 4th day of March, 2015, between BIRCH & SONS CORP. "
        '(the "Company") and Orlando Reyes, an individual residing in Texas ("Consultant"). RECITALS',
        [("BIRCH & SONS CORP.", ["Company"]), ("Orlando Reyes", ["Consultant"])],
    ),
    "uk, numbered": (
        "THIS AGREEMENT is dated 3 June 2014\n\nPARTIES\n\n(1) PENHALE MARINE LIMITED incorporated and registered in "
        "England and Wales with company number 01234567 whose registered office is at 1 Quay Street, Bristol (Penhale); and\n"
        "(2) ROSEVEAR TIDAL PLC incorporated in Scotland whose registered office is at 9 Shore Road, Leith (Rosevear).\n\nBACKGROUND",
        [("PENHALE MARINE LIMITED", ["Penhale"]), ("ROSEVEAR TIDAL PLC", ["Rosevear"])],
    ),
    "three": (
        'This Collaboration Agreement, effective as of January 1, 2020, is among Alder GmbH, a company organised under the laws of Germany ("Alder"), '
        'Beech S.A., a French société anonyme ("Beech"), and Cedar Institute of Technology ("CIT"). The parties agree as follows:',
        [("Alder GmbH", ["Alder"]), ("Beech S.A.", ["Beech"]), ("Cedar Institute of Technology", ["CIT"])],
    ),
    "and in the name": (
        'This Agreement is by and between Oak and Ash Trading Company, a Nevada corporation ("Oak"), and Fir Data Ltd., a company '
        'existing under the laws of England and Wales, having its seat in Leeds ("Fir"). WITNESSETH:',
        [("Oak and Ash Trading Company", ["Oak"]), ("Fir Data Ltd.", ["Fir"])],
    ),
    "hereinafter": (
        "STRATEGIC ALLIANCE AGREEMENT between Nordlys AS, having its registered office at Storgata 1, Oslo, Norway (hereinafter referred "
        'to as "Nordlys") and Sorensen Havvind A/S, having its registered office in Aarhus, Denmark (hereinafter called "SHV"). Whereas',
        [("Nordlys AS", ["Nordlys"]), ("Sorensen Havvind A/S", ["SHV"])],
    ),
    "with parentheses": (
        'entered into by and between Quillon Optics (Asia) Pte. Ltd., a Singapore company ("Quillon") and Harrow N.V., a Dutch public company ("Harrow"). WHEREAS',
        [("Quillon Optics (Asia) Pte. Ltd.", ["Quillon"]), ("Harrow N.V.", ["Harrow"])],
    ),
    "university": (
        'This agreement is made between The University of Westmere, a public body with its address at College Road, Westmere ("University") '
        'and Lumen Therapeutics plc ("Lumen"). Background',
        [("The University of Westmere", ["University"]), ("Lumen Therapeutics plc", ["Lumen"])],
    ),
    "no short names": (
        "This Teaming Agreement is made by and between Larkspur Systems, Inc., a Virginia corporation, and Delphin Marine Corporation, "
        "a Maryland corporation. NOW, THEREFORE, the parties agree:",
        [("Larkspur Systems, Inc.", []), ("Delphin Marine Corporation", [])],
    ),
    "curly quotes, broken lines": (
        "This Agreement is entered into by and between Marl-\nborough Tea Company, a Kenyan company\n(“Marlborough”),\n\n2\n\nand Ostara Foods, Inc., a Utah cor-\nporation (“Ostara”). WHEREAS",
        [("Marlborough Tea Company", ["Marlborough"]), ("Ostara Foods, Inc.", ["Ostara"])],
    ),
    "laid out": (
        "COOPERATION AGREEMENT\n\nbetween\n\nVentora Energie AG\nBahnhofstrasse 1, 8001 Zürich, Switzerland\n(\"Ventora\")\n\nand\n\nHelion Speicher GmbH\nHauptstrasse 7, 10115 Berlin, Germany\n(\"Helion\")\n\nPreamble",
        [("Ventora Energie AG", ["Ventora"]), ("Helion Speicher GmbH", ["Helion"])],
    ),
    "colons": (
        "This agreement is made on 1 July 2018 BETWEEN: Tamarind Health Ltd, a company incorporated in Ireland (\"Tamarind\"); AND: Bluegum Pty Ltd, "
        "ABN 12 345 678 901, of 5 Collins Street, Melbourne (\"Bluegum\"). RECITALS",
        [("Tamarind Health Ltd", ["Tamarind"]), ("Bluegum Pty Ltd", ["Bluegum"])],
    ),
    "two short names": (
        'between Granary Bank, N.A., a national banking association ("Granary" or the "Bank"), and Pledge Payments, Inc. (together with its affiliates, "Pledge"). WHEREAS',
        [("Granary Bank, N.A.", ["Granary", "Bank"]), ("Pledge Payments, Inc.", ["Pledge"])],
    ),
    "one hand": (
        'is entered into by and between Sable Mining S.A. de C.V. ("Sable"), on the one hand, and Ironbark Resources Limited ("Ironbark"), on the other hand (each a "Party" and together the "Parties"). WHEREAS',
        [("Sable Mining S.A. de C.V.", ["Sable"]), ("Ironbark Resources Limited", ["Ironbark"])],
    ),
    "doing business": (
        'This Strategic Alliance Agreement ("Agreement") is made by and between Topaz Networks, Inc. d/b/a TopazNet, a Florida corporation, whose address is 1 Main St ("Topaz") and Verity Holdings, Ltd., a Bermuda exempted company ("Verity"). 1. Purpose.',
        [("Topaz Networks, Inc.", ["Topaz"]), ("Verity Holdings, Ltd.", ["Verity"])],
    ),
    "lowercase brand": (
        'by and between eHarbor.com, Inc., a California corporation ("eHarbor") and iCove Media LLC ("iCove"). WHEREAS',
        [("eHarbor.com, Inc.", ["eHarbor"]), ("iCove Media LLC", ["iCove"])],
    ),
    "subsidiary named": (
        'by and between Castor Labs, Inc., a wholly owned subsidiary of Pollux Holdings Corp. and a Delaware corporation ("Castor"), and Vega SE, a European company ("Vega"). WHEREAS',
        [("Castor Labs, Inc.", ["Castor"]), ("Vega SE", ["Vega"])],
    ),
    "first part, second part": (
        'BETWEEN:\nABC TECHNOLOGIES CORP., a body corporate incorporated under the laws of Alberta (hereinafter referred to as "ABC")\nOF THE FIRST PART\n'
        '- and -\nXYZ MINING INC., a company incorporated under the laws of Ontario (hereinafter called "XYZ")\nOF THE SECOND PART\nWHEREAS',
        [("ABC TECHNOLOGIES CORP.", ["ABC"]), ("XYZ MINING INC.", ["XYZ"])],
    ),
    "the company": (
        'This Agreement, dated July 7, 2011, is between The Cola Drinks Company ("KO") and Beast Beverage Corporation ("BBC"). RECITALS',
        [("The Cola Drinks Company", ["KO"]), ("Beast Beverage Corporation", ["BBC"])],
    ),
    "ampersand between": (
        'by and between: Green Tree Hospitality Inc, a Nevada Corporation ("GTH") & Kali-Extrakt, Inc. a Florida corporation ("KALI"). RECITALS',
        [("Green Tree Hospitality Inc", ["GTH"]), ("Kali-Extrakt, Inc.", ["KALI"])],
    ),
    "spanish": (
        'on 4 de mayo de 2017, between Iberia Solar, S.L., a Spanish company ("Iberia") and Lusitania Vento, S.A. ("Lusitania"), WHEREAS',
        [("Iberia Solar, S.L.", ["Iberia"]), ("Lusitania Vento, S.A.", ["Lusitania"])],
    ),
    "formerly known as": (
        "by and among Novance Biotherapeutics, Inc. (formerly known as Tiger Biotechnologies, Inc.), a Delaware corporation with a place of business at 999 Skyway "
        'Road ("NBIO"), and The University of Westmere, with a place of business in Westmere ("UW"), a member institution of the Westmere System ("System"). WITNESSETH',
        [("Novance Biotherapeutics, Inc.", ["NBIO"]), ("The University of Westmere", ["UW"])],
    ),
    "signatures only": (
        "ALLIANCE TERMS\n1. The companies work together.\nIN WITNESS WHEREOF\nMAPLE COMPUTING, INC.\nBy: /s/ Ann Lee\nTitle: CEO\n\nELMWOOD PARTNERS LLC\nBy: /s/ Bo Dahl",
        [("MAPLE COMPUTING, INC.", []), ("ELMWOOD PARTNERS LLC", [])],
    ),
    "laws of a place before the next name": (
        'by and between Tarn Systems Pte. Ltd., a company existing under the laws of Singapore and Corrie Data Ltd, a company existing under the laws of Israel ("Corrie"). RECITALS',
        [("Tarn Systems Pte. Ltd.", []), ("Corrie Data Ltd", ["Corrie"])],
    ),
    "what they are before their names": (
        'made between champion rower, Ivy Thorne, (hereinafter referred to as "Rower") and, on the other hand, Osprey Sails LLC, a Maine company ("Osprey"). WHEREAS',
        [("Ivy Thorne", ["Rower"]), ("Osprey Sails LLC", ["Osprey"])],
    ),
    "its reseller": (
        'entered into by and between Larch Cards, L.L.C., an Iowa company ("Larch"), and its Reseller, Plumtree, Inc., a Delaware corporation ("Plumtree"). WHEREAS',
        [("Larch Cards, L.L.C.", ["Larch"]), ("Plumtree, Inc.", ["Plumtree"])],
    ),
    "a small letter within the name": (
        "between\nParty A: Amber Network Co., Ltd. Address: 4F, Han Mansion\nParty B: Jade iRiver Technology Co., Ltd. Address: 7F, Ming Building\nArticle 1 Purpose",
        [("Amber Network Co., Ltd.", []), ("Jade iRiver Technology Co., Ltd.", [])],
    ),
    "listed to the letter e": (
        'among (a) Alder S.A. ("Alder"), a company of Luxembourg; (b) Beech S.A. ("Beech"), a company of Luxembourg; (c) Cedar Ltd ("Cedar"), a company of Malta; '
        '(d) Dogwood Inc. ("Dogwood"), a company of Texas; (e) Elm Limited ("Elm"), a company of Kenya. WHEREAS',
        [("Alder S.A.", ["Alder"]), ("Beech S.A.", ["Beech"]), ("Cedar Ltd", ["Cedar"]), ("Dogwood Inc.", ["Dogwood"]), ("Elm Limited", ["Elm"])],
    ),
    "no word between": (
        'CONSULTING AGREEMENT\nFennel Bio, Inc., with a place of business in Reno ("Fennel") and Sorrel B.V. having an address in Leiden ("Sorrel") agree to all terms below.',
        [("Fennel Bio, Inc.", ["Fennel"]), ("Sorrel B.V.", ["Sorrel"])],
    ),
    "the next paragraph begins with a short name": (
        'between Juniper Motors, Ltd., a Texas partnership ("Juniper"), and Rowan Bank, Inc., a Texas corporation ("Rowan").\nJuniper organized a team of drivers.',
        [("Juniper Motors, Ltd.", ["Juniper"]), ("Rowan Bank, Inc.", ["Rowan"])],
    ),
    "an address right behind the form": (
        'effective 7/1/98 between Tansy Chips, Inc. ("Tansy"), and Quince Corporation 78 Mill Road Suite 4 Salem, OR 97301\n\nTansy sells chips.',
        [("Tansy Chips, Inc.", ["Tansy"]), ("Quince Corporation", [])],
    ),
    "a town and its state": (
        'by and between the TOWN OF WESTMERE, VERMONT, a Vermont municipal corporation ("Town"), and Elder Gas Company, a Vermont corporation ("Elder"). WHEREAS',
        [("TOWN OF WESTMERE", ["Town"]), ("Elder Gas Company", ["Elder"])],
    ),
    "and with a capital between lines": (
        "Alliance Terms\nBetween\nPoplar Lens Inc.\nAnd\nAcacia Vision Corp.\n\n1. Purpose.",
        [("Poplar Lens Inc.", []), ("Acacia Vision Corp.", [])],
    ),
    "a department": (
        'made between the Department of Water of the State of Utah (the "Department") and Birch Solar, a California corporation ("Birch"). WHEREAS',
        [("Department of Water of the State of Utah", ["Department"]), ("Birch Solar", ["Birch"])],
    ),
    "names without and": (
        'entered into by and between Larch Foods, LLC ("Larch") Medlar Nutrition Corporation ("Medlar") is effective as of July 3, 2019.',
        [("Larch Foods, LLC", ["Larch"]), ("Medlar Nutrition Corporation", ["Medlar"])],
    ),
    "a letter that confirms": (
        'Ladies and Gentlemen:\nLinden Bank Corporation, a Utah corporation (the "Company"), hereby confirms its agreement with Oak, Pine & Elm, Inc. (the "Agent") as follows:\n'
        + "It mills grain. " * 9 + 'Beside it stands the mill of the bank and Rye Corp. (the "Mill").',
        [("Linden Bank Corporation", ["Company"]), ("Oak, Pine & Elm, Inc.", ["Agent"])],
    ),
    "a person whose address was removed": (
        'BETWEEN:\n(1) LARCH MILLS LIMITED a company registered in England (the "Mill"); and (2) JANE DOE of [address removed] (the "Miller").\nIT IS AGREED',
        [("LARCH MILLS LIMITED", ["Mill"]), ("JANE DOE", ["Miller"])],
    ),
    "a stroke within a name": (
        'between Larch / Elm Income Fund, a Delaware statutory trust ("Fund") and Rye Services LLC, a Texas company ("Rye"). WHEREAS',
        [("Larch / Elm Income Fund", ["Fund"]), ("Rye Services LLC", ["Rye"])],
    ),
    "also known as": (
        'by and between LARCH, INC., a Texas corporation ("Larch"), and ELM.NET CORPORATION, a Texas corporation, a.k.a. Beyond, with offices at 1 Elm Road ("Elm"). RECITALS',
        [("LARCH, INC.", ["Larch"]), ("ELM.NET CORPORATION", ["Elm"])],
    ),
    "the date behind the names": (
        'BETWEEN\nLARCH, INC. ("Mill")\nAND\nELM, LLC ("Baker")\nand\nDATED AS OF January 20, 2014 (the "Date")\nfollows.',
        [("LARCH, INC.", ["Mill"]), ("ELM, LLC", ["Baker"])],
    ),
    "terms follow": (
        'between Larch LLC ("Mill") and Elm LLC ("Baker") on the following terms\nand Wheat Prices LLC is told.',
        [("Larch LLC", ["Mill"]), ("Elm LLC", ["Baker"])],
    ),
    "half the name of a country": (
        'made between Larch LLC, of the United and States of America, ("Mill") and Elm LLC ("Baker"). WHEREAS',
        [("Larch LLC", ["Mill"]), ("Elm LLC", ["Baker"])],
    ),
    "a form of Luxembourg": (
        'between Larch Invest S.à r.l., a company of Luxembourg ("Larch"), and Elm EQUITY S.À R.L., a company of Luxembourg ("Elm"). WHEREAS',
        [("Larch Invest S.à r.l.", ["Larch"]), ("Elm EQUITY S.À R.L.", ["Elm"])],
    ),
    "one signs for many": (
        "The undersigned agree.\n\nLARCH FUND II, L.P. /s/ Jane Doe Name: Jane Doe Title: Authorized Signatory ELM I/II GP LLC By: Larch Fund II, L.P., its general partner /s/ Jane Doe Jane Doe Vice Chair ASH HOLDINGS LP By: Jane Doe",
        [("LARCH FUND II, L.P.", []), ("ELM I/II GP LLC", []), ("ASH HOLDINGS LP", [])],
    ),
    "signed in capitals": (
        "The undersigned agree.\n\nLARCH CORPORATION\nSIGNED: Jane Doe\n\nElm LLC\nSIGNED: John Doe", [("LARCH CORPORATION", []), ("Elm LLC", [])],
    ),
    "signed on a day": (
        "The undersigned agree.\n\nDATED: April 8, 2020 LARCH CAPITAL LP By: Jane Doe Chief Financial Officer ELM MASTER FUND LTD By: Jane Doe", [("LARCH CAPITAL LP", []), ("ELM MASTER FUND LTD", [])],
    ),
    "signed with a date": ("The undersigned agree.\n\n5 May 2020 (Date) LARCH TRUST /s/ Jane Doe\n\nELM LLC /s/ Jane Doe", [("LARCH TRUST", []), ("ELM LLC", [])]),
    "a heading with among": (
        'Agreements among the Mills 16 9.2 Change of Control 16 9.3 Bankruptcy 17 9.4 Waivers 17 9.5 Notice 18 ' + "9.6 Grain 18 " * 25
        + 'THIS AGREEMENT, dated as of April 2, 2020, is by and among Larch Corporation, a Texas corporation ("Larch"), Elm Corporation, a Texas corporation ("Elm"), and Ash Corporation, a Texas corporation ("Ash"). RECITALS',
        [("Larch Corporation", ["Larch"]), ("Elm Corporation", ["Elm"]), ("Ash Corporation", ["Ash"])],
    ),
    "what it is, twice": (
        'by and between LARCH, INC., a Texas corporation ("Larch"), and ELM, INC., a Grain company and Delaware corporation having an address in Salem ("Elm"). RECITALS',
        [("LARCH, INC.", ["Larch"]), ("ELM, INC.", ["Elm"])],
    ),
    "who acts for it": (
        'between Larch B.V., a Dutch company, represented by its Managing Director Jan Doe and its Marketing Director, Jane Doe, hereinafter referred to as "Larch", and Elm AG, a Swiss company ("Elm"). WHEREAS',
        [("Larch B.V.", ["Larch"]), ("Elm AG", ["Elm"])],
    ),
    "the same signature again and again": (
        "The undersigned agree." + "".join(f"\n\n{name}\n\nBy: /s/ Jane Doe Title: Chair" for name in ("LARCH LLC", "ELM LLC", "ASH LLC", "RYE LLC")),
        [("LARCH LLC", []), ("ELM LLC", []), ("ASH LLC", []), ("RYE LLC", [])],
    ),
    "roles without names": ("made between: Service Provider and Service Recipient.\nNothing else is said.", []),
    "clauses without names": (
        "made by and between Ann Ivory, director of Sloe (as Client) and others.\n1. Due Dates and Delays. Company agrees to pay.\n2. Payment Terms. Upon receipt, Company (the \"Payer\") pays.", [],
    ),
    "none": ("Minutes of a meeting about lunch.", []),
}  # fmt: skip


@pytest.mark.parametrize("style", CASES)
def test_parties(style):
    words, wanted = CASES[style]
    found = [(fact.value, list(fact.more.get("short", []))) for fact in parties(Manuscript(words))]
    assert found == wanted


def test_the_place_is_that_of_the_name():
    words = CASES["curly quotes, broken lines"][0]
    ostara = parties(Manuscript(words))[1]
    assert words[ostara.place.start : ostara.place.end] == "Ostara Foods, Inc."
    assert ostara.place.line == 7
