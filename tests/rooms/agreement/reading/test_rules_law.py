"""Which law governs."""

import pytest

from allied.rooms.agreement.reading.rules.law import governing_law
from allied.rooms.agreement.reading.rules.manuscript import Manuscript

CASES = [
    ("This Agreement shall be governed by and construed in accordance with the laws of the State of New York, without regard to its conflict of laws principles.", "New York"),
    ("THIS AGREEMENT SHALL BE GOVERNED BY THE LAWS OF THE STATE OF DELAWARE.", "Delaware"),
    ("This Agreement is governed by English law.", "England"),
    ("This Agreement shall be governed by the laws of England and Wales and the parties submit to the courts of London.", "England and Wales"),
    ("This contract is subject to Swiss substantive law, excluding the CISG.", "Switzerland"),
    ("This Agreement will be governed by the substantive laws of the Federal Republic of Germany.", "Germany"),
    ("Dieser Vertrag unterliegt deutschem Recht.", "Germany"),
    ("The validity and interpretation of this Agreement shall be governed by the internal laws of the Commonwealth of Massachusetts applicable to contracts made there.", "Massachusetts"),
    ("This Agreement shall be interpreted under the laws of the Province of Ontario and the federal laws of Canada applicable therein.", "Ontario"),
    ("This Agreement, and all disputes hereunder, shall be governed by the law of Hong Kong.", "Hong Kong"),
    ("This Agreement shall be construed under California law.", "California"),
    ("Governing Law. The Agreement is governed by the laws of Victoria, Australia.", "Victoria, Australia"),
    ("This Agreement shall be governed by the laws of the People's Republic of China.", "China"),
    ("This Agreement shall be governed by, and construed in accordance with, the laws in force in the State of New South Wales.", "New South Wales"),
    ("This Agreement shall be governed by the laws of the State of Florida (U.S.A.), without regard to conflicts.", "Florida"),
    ("This Agreement is governed by the laws of the Netherlands.", "Netherlands"),
    ("This Agreement shall be governed by the laws of the United States of America.", "United States"),
    ("This Agreement shall be governed by and interpreted in accordance with the laws of Japan; the place of arbitration is Tokyo.", "Japan"),
    ("The laws of the Republic of Singapore govern this Agreement.", "Singapore"),
    ("Florida law governs this Agreement.", "Florida"),
    ("This Agreement is governed by the laws of the Hong Kong Special Administrative Region.", "Hong Kong"),
    ("This Agreement is governed by the laws of the Commonwealth of Pennsylvania and the United States of America.", "Pennsylvania"),
    ("A is a corporation organized under the laws of Delaware.", None),
    ("Each party shall comply with the laws of the country in which it sells.", None),
    ("This Agreement shall be governed by the laws of [***].", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), CASES)
def test_governing_law(words, wanted):
    found = governing_law(
        Manuscript("The parties agree as follows. " + words + " The parties sign.")
    )
    assert [fact.value for fact in found] == ([wanted] if wanted else [])


def test_the_law_of_the_agreement_goes_before_that_of_an_exhibit():
    words = (
        "Exhibit C. This letter of authorization will be governed by the laws of Nevada.\n\n"
        "12. Governing Law. This Agreement shall be governed by the laws of the State of Ohio."
    )
    assert [fact.value for fact in governing_law(Manuscript(words))] == ["Ohio"]
