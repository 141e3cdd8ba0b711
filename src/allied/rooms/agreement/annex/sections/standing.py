"""What the annex is, whom it binds, and what its words mean."""

from allied.kit.words import listed
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line

MEANINGS = (
    ("Agreement", "the contract between the Parties to which this Annex belongs."),
    ("Alliance Manager", "the person of a Party who answers for how the Alliance runs."),
    ("Annex", "this document in the version that all Parties have signed last."),
    ("Decision Right", "the rule in ⟦decisions⟧ that says who decides one type of decision."),
    ("Forum", "a table at which people of the Parties meet in a rhythm, as in ⟦cadence⟧."),
    (
        "Joint Approval",
        "approval by the people entitled on the side of every Party, for the same option. No number "
        "of approvals of one side replaces the approval of another.",
    ),
    (
        "Joint Record",
        "the append-only log of the Alliance that every Party can read, verify and take along.",
    ),
    ("KPI", "a figure that the Parties have defined together in ⟦reporting⟧."),
    ("SLA", "the number of Working Days within which something is decided or done."),
    ("Sponsor", "the person of a Party with authority over the people and money it puts in."),
    ("Working Day", "a day that counts under ⟦clocks⟧."),
    ("in writing", "in the joint system, by signature, or by e-mail that the receiver confirms."),
)


def standing(basis: Basis) -> list[Block]:
    """Purpose, parties, rank and life of the annex."""
    who = listed([side.name for side in basis.sides])
    alliance = basis.alliance
    return [
        Clause(
            id="parties",
            lead="Parties.",
            text=f"This Annex is made between {who} (each a Party, together the Parties) for the "
            f"alliance {alliance.name} (the Alliance).",
        ),
        *(
            [Clause(id="purpose", lead="Purpose of the Alliance.", text=alliance.purpose)]
            if alliance.purpose.strip()
            else []
        ),
        Clause(
            id="annex",
            lead="What this Annex does.",
            text="It sets out how the Parties work together: who decides what and by when, how they "
            "meet, report, change course, settle disputes and part. It is written from the settings "
            "by which the Alliance is run.",
        ),
        Clause(
            id="rank",
            lead="Rank.",
            text="This Annex adds to the Agreement and does not replace it. Where the two differ, the "
            "Agreement prevails unless it says otherwise.",
        ),
        Clause(
            id="versions",
            lead="Versions.",
            text="A version counts when the Sponsor of every Party has signed it, and until a later "
            "version is signed. A signature binds to the content of one version. If the settings move "
            "on, the signed version still counts until the next one is signed.",
        ),
    ]


def meanings(basis: Basis) -> list[Block]:
    """The words with a capital letter."""
    rows = tuple(Line(id=word.lower(), cells=(word, said)) for word, said in MEANINGS)
    return [
        Clause(id="capitals", text="In this Annex these words have these meanings."),
        Grid(
            id="meanings",
            caption="Words and meanings",
            heads=("Word", "Meaning"),
            rows=rows,
            widths=(2, 7),
        ),
    ]
