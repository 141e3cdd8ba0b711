"""Clauses that are there or are not: words that show each, and words that only look like it."""

import pytest

from allied.rooms.agreement.reading.rules.clauses import clauses
from allied.rooms.agreement.reading.rules.manuscript import Manuscript

# Kind: sentences that show it, sentences that do not.
CASES = {
    'change of control': (
        [
            'Either Party may terminate this Agreement immediately upon a change of control of the other Party.',
            'The Company shall notify the Distributor promptly if it is acquired by a competitor of the Distributor.',
            "If either party merges with or into another company, or sells all or substantially all of its assets, the other party may terminate this Agreement on thirty days' notice.",
            'A merger or sale of substantially all of the assets of a party shall require the prior written consent of the other party.',
            'Either party may terminate this Agreement if any of the following occurs:\n\n(a) the other party becomes insolvent;\n\n(b) a third party acquires a majority of the voting shares of the other party; or',
            'This Agreement may be terminated by Alpha in the event of a change in the ownership or control of Beta.',
        ],
        [
            'This Agreement shall be binding upon the successors and permitted assigns of the parties.',
            'This Agreement supersedes and merges all prior discussions of the parties without notice.',
            'Either party may assign this Agreement without consent to a successor in a merger or sale of substantially all of its assets.',
        ],
    ),
    'IP assigned': (
        [
            'Consultant hereby assigns to the Company all right, title and interest in and to the Inventions.',
            'Vendor agrees to assign and hereby assigns to Client all intellectual property rights in the Deliverables.',
            'All work product created by the Developer hereunder shall be deemed a work made for hire and shall be the sole and exclusive property of the Company.',
            'Upon payment in full, title to, and all right, title and interest in, the Software shall vest in Customer.',
            'All inventions conceived by Contractor in the course of the services shall be the exclusive property of the Company.',
            'Alpha shall promptly assign to Beta any patents or know-how arising from the Program.',
        ],
        [
            'Neither party may assign this Agreement or any of its rights or obligations without the consent of the other party.',
            'Each party retains all right, title and interest in its intellectual property.',
            'Alpha shall not assign or transfer its rights, including any intellectual property rights, to any third party.',
            'The Company shall own all trademarks that it brings to the alliance.',
        ],
    ),
    'minimum commitment': (
        [
            'Buyer shall purchase at least 10,000 units of the Product in each calendar year.',
            'Distributor agrees to pay a minimum annual royalty of $50,000.',
            'Partner commits to spend no less than $250,000 per year on marketing of the Products.',
            'The Minimum Purchase Commitment for the first contract year is 500 tons and shall be paid for whether or not taken.',
            'If Reseller fails to achieve sales of at least USD 1,000,000 in a contract year, the Company may terminate its exclusivity.',
            'Licensee shall pay to Licensor a guaranteed minimum payment of EUR 20,000 per quarter.',
            'Beta will invest not less than two million dollars in the pilot plant.',
        ],
        [
            'Each party shall maintain insurance with minimum coverage amounts of at least $1,000,000 per occurrence.',
            'Either party may terminate upon at least thirty days written notice.',
            'The steering committee shall meet at least four times per year.',
            'There is no minimum purchase obligation under this Agreement.',
            'Each party shall pay its own costs.',
            'The Committee shall consist of at least two representatives of each party.',
            'Payment is due at least ten business days after the invoice.',
        ],
    ),
    'revenue share': (
        [
            'Company shall pay Partner a referral fee of fifteen percent (15%) of all net revenue received from Referred Customers.',
            'The parties will share the net profits of the venture equally.',
            'Licensee shall pay a royalty of 5% on Net Sales.',
            'Alpha will receive 20% of gross sales of the bundled product.',
            'A commission of 10% is payable to the Agent on each sale.',
            'Revenue from joint seminars is split 50/50 after costs.',
        ],
        [
            'Alpha grants Beta a royalty-free licence to use the marks.',
            'Neither party has retained a broker, and no commission is payable.',
            'Each party files reports with the Securities and Exchange Commission and pays its own fees.',
            'Each party shall pay all taxes on its revenue.',
            'Interest is charged at 1.5% per month on overdue amounts.',
        ],
    ),
    'licence': (
        [
            'Alpha hereby grants to Beta a non-exclusive, worldwide license to use the Software.',
            'Subject to the terms hereof, each party grants the other the right to use its trademarks and logos in joint marketing.',
            'A non-transferable licence is hereby granted to the Distributor for the term.',
            'Alpha hereby licenses the Marks to Beta.',
            'Beta shall have a non-exclusive, royalty-free license to use the Alpha Data.',
        ],
        [
            'Nothing in this Agreement shall be construed as granting any license under any patent.',
            'No license to any intellectual property is granted by disclosure of Confidential Information.',
            'This Agreement does not grant either party a license to the marks of the other.',
            'Each party shall obtain all business licenses required by law.',
            'Neither party grants the other any right or licence in its intellectual property.',
        ],
    ),
    'first refusal': (
        [
            'Beta shall have a right of first refusal to provide such services.',
            'Before contracting with others, Alpha shall first offer the opportunity to Beta on the same terms.',
            'Alpha will give Beta the first opportunity to bid on new projects.',
            'Alpha shall not offer the territory to any third party unless Beta has declined in writing.',
        ],
        [
            'Refusal to pay is a breach.',
            'The first right-hand column lists the prices.',
            'Either party may refer the matter to mediation.',
        ],
    ),
    'liability cap': (
        [
            'In no event shall either party be liable for indirect, special or consequential damages.',
            'The total liability of each party shall not exceed the fees paid in the preceding twelve months.',
            'NEITHER PARTY SHALL BE LIABLE FOR ANY LOSS OF PROFITS OR PUNITIVE DAMAGES.',
        ],
        [
            'Each party shall be liable for its employees.',
            'Neither party shall be liable for a delay caused by force majeure.',
        ],
    ),
    'exclusivity': (
        [
            'Beta shall be the exclusive distributor of the Products in the Territory.',
            'During the Term Alpha shall not enter into any similar agreement with a competitor of Beta.',
            'The parties agree to work exclusively with each other in the Field.',
            'Alpha appoints Beta as its sole and exclusive distributor.',
            'Alpha grants Beta the exclusive right to market the Service.',
            'Beta will purchase all of its requirements of the Component solely from Alpha.',
        ],
        [
            'The courts of Ohio shall have exclusive jurisdiction.',
            'Beta is appointed as a non-exclusive reseller.',
            'This remedy is the sole and exclusive remedy.',
            'The alliance is non-exclusive, and each party may work with others.',
        ],
    ),
    'assignment needs consent': (
        [
            'Neither party may assign this Agreement without the prior written consent of the other.',
            'This Agreement is not assignable by Alpha.',
            'This Agreement may not be assigned or transferred by either Party, in whole or in part.',
        ],
        [
            'Alpha hereby assigns to Beta all inventions.',
            'Tasks are assigned by the project leader.',
        ],
    ),
    'audit': (
        [
            'Alpha may, upon reasonable notice, audit the books and records of Beta relating to royalties.',
            "Beta shall permit Alpha's independent accountants to inspect its records once a year.",
            'Each party shall keep accurate records and make them available for examination by the other party.',
        ],
        [
            'The committee reviews audited results.',
        ],
    ),
    'no hiring': (
        [
            'During the Term and for one year thereafter neither party shall solicit for employment any employee of the other.',
            "Each party agrees not to hire the other's personnel.",
            'Beta agrees that it will not, directly or indirectly, recruit or induce any employee of Alpha to leave.',
        ],
        [
            'Alpha shall hire qualified personnel for the project.',
            'Beta shall not solicit orders outside the Territory.',
        ],
    ),
    'non-compete': (
        [
            'During the term Beta shall not engage in any business that competes with Alpha.',
            'Consultant agrees not to compete with the Company within the Territory.',
            'Neither party shall, during the Term, develop or market any product competitive with the Alliance Products.',
        ],
        [
            'The parties compete in several markets.',
            'Prices are competitive.',
        ],
    ),
    'most favoured terms': (
        [
            'Alpha shall charge Beta prices no less favorable than those offered to any other customer.',
            'Beta shall receive most favored nation pricing.',
            'The prices charged to Beta shall not be higher than the lowest price charged to any other customer for like quantities.',
        ],
        [
            'The weather was favorable.',
        ],
    ),
    'joint IP': (
        [
            'Inventions made jointly by employees of both parties shall be jointly owned by the parties.',
            'Each party shall own an equal and undivided one-half interest in any Joint Inventions.',
            'Joint Intellectual Property shall be owned jointly.',
        ],
        [
            'The joint committee meets monthly.',
            'Alpha owns all Alpha technology.',
        ],
    ),
    'insurance': (
        [
            'Each party shall maintain commercial general liability insurance of at least $1,000,000.',
            "Contractor will carry workers' compensation insurance.",
            'Beta shall keep in force a policy of product liability insurance.',
        ],
        [
            'Alpha sells insurance products.',
        ],
    ),
    'amendment': (
        [
            'This Agreement may be amended only by a written instrument signed by both parties.',
            'No modification of this Agreement is valid unless in writing and signed.',
        ],
        [
        ],
    ),
}  # fmt: skip
SHOWN = [(kind, words) for kind, (shown, _not) in CASES.items() for words in shown]
NOT_SHOWN = [(kind, words) for kind, (_shown, not_shown) in CASES.items() for words in not_shown]


def kinds(words):
    return {one.kind for one in clauses(Manuscript(f"They agree.\n\n{words}\n\nThey sign this."))}


@pytest.mark.parametrize(("kind", "words"), SHOWN)
def test_words_that_show_a_clause(kind, words):
    assert kind in kinds(words)


@pytest.mark.parametrize(("kind", "words"), NOT_SHOWN)
def test_words_that_only_look_like_it(kind, words):
    assert kind not in kinds(words)
