"""What the tests of these rules share: seven criteria, an example, and strategies for scores."""

from hypothesis import settings
from hypothesis import strategies as st

CRITERIA = (
    "strategic",
    "capability",
    "economic",
    "operating",
    "cultural",
    "compliance",
    "sponsorship",
)
EQUAL = dict.fromkeys(CRITERIA, 1 / 7)


def scored(*cells):
    """The scores of one candidate, a string of digits per criterion: "445" is three raters."""
    return {
        key: tuple(int(digit) for digit in cell) for key, cell in zip(CRITERIA, cells, strict=True)
    }


# Made to the figures that methods.md 1.2 and 1.6 print (its own table of scores is not given):
# Delta has the best score, 78.6, and a veto; Aster loses to Cygnus below 10.0% leadership and
# above 18.9% economic fit. These two flips need the differences 2 and -5/3 at a sum of 2/3.
EXAMPLE = {
    "Aster": scored("444", "445", "333", "444", "333", "444", "555"),
    "Cygnus": scored("444", "444", "455", "444", "333", "444", "333"),
    "Delta": scored("555", "555", "555", "444", "444", "222", "444"),
}
steady = settings(deadline=None, max_examples=60)
whole = st.integers(1, 5)
cells = st.lists(whole, min_size=1, max_size=6)
candidates = st.fixed_dictionaries(dict.fromkeys(CRITERIA, cells))


@st.composite
def weights(draw, criteria=CRITERIA):
    """Positive weights that add up to one."""
    parts = [draw(st.integers(1, 50)) for _ in criteria]
    return {key: part / sum(parts) for key, part in zip(criteria, parts, strict=True)}
