"""`allied verify`: checks a bundle offline, with the same file that lies inside it."""

import argparse
import io
import json
from contextlib import redirect_stdout

from allied.record import verifier

RESULTS = {0: "holds", 10: "warnings", 30: "contradicts", 40: "invalid"}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The bundle, and a head from a letter or a page."""
    parser.add_argument("bundle", metavar="BUNDLE.zip")
    parser.add_argument(
        "--head", default="", metavar="TEXT", help="origin, size and root that you kept"
    )
    parser.add_argument("--json", action="store_true", help="print the result for a script")


def run(verb: str, options: argparse.Namespace) -> int:
    """0 fine, 10 warnings, 30 contradicts the head, 40 invalid."""
    known = ["--head", options.head] if options.head else []
    if not options.json:
        return verifier.main([options.bundle, *known])
    with redirect_stdout(io.StringIO()) as said:
        code = verifier.main([options.bundle, *known])
    lines = said.getvalue().splitlines()
    print(json.dumps({"code": code, "result": RESULTS[code], "lines": lines}))
    return code
