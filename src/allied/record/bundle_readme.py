"""The README.txt of a bundle: what it is and how to check it, in plain words."""

from .checkpoints import Checkpoint
from .jcs import encode_base64

TITLE = "The joint record of the alliance "
README = """\
{title}
{rule}

This file is the whole joint record of one alliance: everything both companies agreed, decided,
confirmed and shared, in the order in which it happened. Every party to the alliance can take it
at any time, and every party receives the same file, byte for byte.

Record    {origin}
Entries   {size}
Root      {root}
In short  {short}


How to check it
---------------
You need Python 3.9 or newer and nothing else. No network is used.

    python3 verify.py BUNDLE.zip

Take verify.py from a place that you trust: an earlier bundle, your own installation of Allied, or
a colleague at the other company. A forger of this bundle could have changed the copy inside it.

If you kept a head of this record (mails, page footers and earlier bundles carry one), add it:

    python3 verify.py BUNDLE.zip --head "{short}"

Exit codes:  0  everything holds
            10  it holds, with warnings (for example a value that is missing and not erased)
            30  it contradicts the head that you know
            40  it does not hold; the first bad entry is named
             2  the file or the head could not be read

Keep the signed heads in checkpoints/ apart from this file. With one of them, nobody, the operator
of the server included, can change, drop or add anything before it without your noticing.


What is in it
-------------
ledger.jsonl       the entries, one per line, exactly the bytes that are hashed
disclosures.jsonl  texts, names and file descriptions that entries hold only as salted commitments
checkpoints/       signed heads: log, size and root, with the signatures of those who saw them
keys.json          the keys behind those signatures; compare them with the ones you were told
documents/         the files of the record; documents.json says which entry commits to which
records/           the same matters as tables for reading, where the installation provides them
manifest.json      every file here with its SHA-256
verify.py          the checker


What is proven, and what is not
-------------------------------
The entries stand in one Merkle tree (RFC 6962). A changed, moved, removed or inserted entry shows.
Disclosed texts and documents are tied to their entry by a commitment: a changed one shows.
Where a person's data was erased, the text is gone and the commitment stays; an entry says when and
why, and everything else still checks.
Files in records/ are made for reading. They are protected against damage by manifest.json only;
if they differ from the ledger, the ledger counts.
A signature under a head says "this is the record that I have seen". It does not say "I agree":
agreement is in the entries.
Nothing here proves that what an entry says is true.

The format is described in docs/ledger-format.md of Allied, with test cases for other programs.
"""


def readme(alliance: str, head: Checkpoint) -> str:
    """Return the README of a bundle whose record ends at this head."""
    title = TITLE + " ".join(alliance.split())
    return README.format(
        title=title,
        rule="=" * len(title),
        origin=head.origin,
        size=head.size,
        root=encode_base64(head.root),
        short=head.short(),
    )


def alliance_named_in(text: str) -> str:
    """Return the name of the alliance that a README is about."""
    return text.split("\n", 1)[0].removeprefix(TITLE)
