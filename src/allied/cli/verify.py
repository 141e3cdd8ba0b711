"""`allied verify`: checks a bundle offline, with the same file that lies inside it."""

import argparse

from allied.record import verifier


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The bundle, and a head from a letter or a page."""
    parser.add_argument("bundle", metavar="BUNDLE.zip")
    parser.add_argument(
        "--head", default="", metavar="TEXT", help="origin, size and root that you kept"
    )


def run(verb: str, options: argparse.Namespace) -> int:
    """0 fine, 10 warnings, 30 contradicts the head, 40 invalid."""
    known = ["--head", options.head] if options.head else []
    return verifier.main([options.bundle, *known])
