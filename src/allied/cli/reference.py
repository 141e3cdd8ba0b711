"""Writes docs/reference.md from the code: verbs, rights and facts, so that they cannot disagree."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from allied.cli.doors import start

HEAD = "# Reference\n\nMade by `allied reference -o docs/reference.md`; a test fails when it is outdated.\n"


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("-o", dest="out", default="-", help="file, or - for standard output")


def run(verb: str, options: argparse.Namespace) -> int:
    """Write the page."""
    text = page()
    if options.out == "-":
        sys.stdout.write(text)
    else:
        Path(options.out).write_text(text)
    return 0


def page() -> str:
    """The whole page."""
    start()
    from allied.alliances.access import RIGHTS
    from allied.cli.main import VERBS
    from allied.record.facts import Fact

    _load_all()
    verbs = [f"| `{verb}` | {does} |" for verb, (_, does) in VERBS.items()]
    rights = [
        f"| `{name}` | {right.says} | {', '.join(sorted(right.roles))} |"
        for name, right in sorted(RIGHTS.items())
    ]
    facts = [
        f"| `{kind}` | {fact.__doc__} | {fact.sentence} |"
        for kind, fact in sorted(Fact.registered.items())
        if kind.split(".")[0] != "test"
    ]
    return "\n".join(
        [
            HEAD,
            "## Verbs of the command line\n\n| verb | does |\n|---|---|",
            *verbs,
            "\n## Rights\n\n| right | lets a seat | roles |\n|---|---|---|",
            *rights,
            "\n## Facts\n\n| kind | means | told as |\n|---|---|---|",
            *facts,
            "",
        ]
    )


def _load_all() -> None:
    import allied

    for module in walk_packages(allied.__path__, "allied."):
        if module.name.endswith("facts"):
            import_module(module.name)
