"""The command line: finds the verb, runs it, and maps refusals to exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

# verb -> (module with `add_arguments` and `run`, what it does); loaded only when asked for.
VERBS: dict[str, tuple[str, str]] = {
    "demo": ("allied.cli.demo", "set up everything, load the examples, serve"),
    "test": ("allied.cli.develop", "run the whole test suite"),
    "check": ("allied.cli.develop", "format, lint, types, walls, migrations, docs"),
    "migrate": ("allied.cli.operate", "bring the database up to date"),
    "doctor": ("allied.cli.operate", "check that every guard stands"),
    "serve": ("allied.cli.operate", "run the web process"),
    "work": ("allied.cli.operate", "run the worker process"),
    "backup": ("allied.cli.backup", "write database, keys and heads into one file"),
    "restore": ("allied.cli.backup", "bring a backup into an empty installation"),
    "import": ("allied.cli.exchange", "bring in an alliance from a workbook"),
    "export": ("allied.cli.exchange", "take an alliance out: xlsx, json or bundle"),
    "decisions": ("allied.cli.governance", "list, ask for, answer and steer decisions"),
    "governance": ("allied.cli.governance", "show, start and sign the governance blueprint"),
    "annex": ("allied.cli.annex", "how we work: show, change, freeze, sign and compare the annex"),
    "kpis": ("allied.cli.annex", "list, define, change and retire KPIs"),
    "conflicts": ("allied.cli.conflicts", "raise, read and settle what divides the sides"),
    "simulate": (
        "allied.cli.simulate",
        "how often forums keep their promise: one, or an alliance's",
    ),
    "complexity": ("allied.cli.complexity", "how much governance an alliance needs: show, assess"),
    "risks": ("allied.cli.risks", "the register: list, write, review, close and share risks"),
    "diligence": ("allied.cli.diligence", "checklists: show, choose, answer, as a file"),
    "files": ("allied.cli.files", "list attached files, erase one of one's own"),
    "patterns": (
        "allied.cli.patterns",
        "list and show starter patterns, begin an alliance from one",
    ),
    "record": ("allied.cli.record", "the head of the joint record, and that it only grew"),
    "verify": ("allied.cli.verify", "check a bundle of the joint record offline"),
    "thesis": ("allied.cli.thesis", "show, change, sign and test the value thesis"),
    "alignment": (
        "allied.cli.alignment",
        "the blind check: what each side means by success",
    ),
    "before": ("allied.cli.before", "right move, readiness and red lines, for our side only"),
    "selection": ("allied.cli.selection", "choose a partner: score, decide, invite; private"),
    "changes": ("allied.cli.changes", "change requests: ask, say the impact, decide, withdraw"),
    "exits": ("allied.cli.exits", "exit triggers, their dry run, and the unwind plan"),
    "agreement": ("allied.cli.agreement", "read agreements; the record and what is owed"),
    "lint": ("allied.cli.take", "findings of the alliance lint"),
    "report": ("allied.cli.take", "a document of the alliance as a file"),
    "reference": ("allied.cli.reference", "write the page of verbs, rights and facts"),
    "alliances": ("allied.cli.alliances", "list, start and show alliances"),
    "gates": ("allied.cli.gates", "what each stage asks; what our own side asks of itself"),
    "seats": ("allied.cli.alliances", "list, give, change and end seats"),
    "people": (
        "allied.cli.alliances",
        "list people, name administrators, end the account of a leaver",
    ),
    "invitations": ("allied.cli.alliances", "list, make, send again and take back invitations"),
    "organisations": ("allied.cli.alliances", "list organisations; show and change one's own"),
}

FINE, REFUSED, WRONG_USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """The verbs and what they do; the arguments of a verb are added when it is called."""
    lines = "\n".join(f"  {verb:<14}{does}" for verb, (_, does) in VERBS.items())
    return argparse.ArgumentParser(
        prog="allied",
        usage="allied VERB [options]",
        description=f"The operating system for strategic alliances.\n\nverbs:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def main(argv: Sequence[str]) -> int:
    """Run one verb; exit 0 fine, 1 refused or the answer is no, 2 wrong usage."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        parser().print_help()
        return FINE if argv else WRONG_USAGE
    verb, *rest = argv
    if verb not in VERBS:
        print(f"allied: there is no verb {verb!r}; `allied help` lists them", file=sys.stderr)
        return WRONG_USAGE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allied.settings")
    module = import_module(VERBS[verb][0])
    arguments = argparse.ArgumentParser(prog=f"allied {verb}", description=VERBS[verb][1])
    module.add_arguments(verb, arguments)
    if verb in {"test", "check"}:
        options, others = arguments.parse_known_args(rest)
        options.others = others
    else:
        options = arguments.parse_args(rest)
    return run(module.run, verb, options)


def run(action: object, verb: str, options: argparse.Namespace) -> int:
    """Call the verb and say refusals in one sentence."""
    from allied.kit.errors import NotAllowed, Refused

    assert callable(action)
    try:
        return int(action(verb, options) or FINE)
    except Refused as refusal:
        print(f"{refusal.sentence} ({refusal.code})", file=sys.stderr)
    except NotAllowed as refusal:
        print(f"Your seat does not carry the right {refusal.right}.", file=sys.stderr)
    return REFUSED
