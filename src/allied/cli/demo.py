"""`allied demo`: one command from nothing to a running installation with a story in it."""

import argparse
import os
import secrets
import shutil
import sys
import time
import webbrowser
from pathlib import Path

ROOT = Path(os.environ.get("ALLIED_ROOT") or Path(__file__).resolve().parents[3])
SHOWN = ("Maya Lindqvist", "Daniel Okafor")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """Where, on which port, and how much."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", default=str(ROOT / "var"), help="data folder (default: ./var)")
    parser.add_argument("--fresh", action="store_true", help="throw the data away and start over")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    parser.add_argument("--no-serve", action="store_true", help="prepare the data and stop")
    parser.add_argument(
        "--alliances", type=int, default=0, metavar="N", help="add N for load tests"
    )


def run(verb: str, options: argparse.Namespace) -> int:
    """Prepare, say how to sign in, serve."""
    began = time.monotonic()
    folder = Path(options.data).resolve()
    if options.fresh and folder.exists():
        _throw_away(folder)
    os.environ["ALLIED_DATA"] = str(folder)
    os.environ["ALLIED_DEMO"] = "1"
    os.environ.setdefault("ALLIED_BASE_URL", f"http://127.0.0.1:{options.port}")
    before, password = _passwords(folder)
    os.environ["ALLIED_DEMO_PASSWORD"] = password
    _prepare(before, password, options.alliances)
    _say(f"Ready after {time.monotonic() - began:.1f} s.")
    if options.no_serve:
        return 0
    return _serve(options, password)


def _say(line: str) -> None:
    print(line, flush=True)


def _throw_away(folder: Path) -> None:
    """Only a folder that this command made is thrown away."""
    if not (folder / "demo-password").exists():
        raise SystemExit(f"{folder} was not made by allied demo; --fresh leaves it alone.")
    shutil.rmtree(folder)


def _passwords(folder: Path) -> tuple[str, str]:
    """The common password of before, if any, and the one from now on, which is kept."""
    given = os.environ.get("ALLIED_DEMO_PASSWORD", "").strip()
    kept = folder / "demo-password"
    folder.mkdir(parents=True, exist_ok=True)
    before = kept.read_text().strip() if kept.exists() else ""
    password = given or before or f"demo-{secrets.token_hex(4)}"
    kept.touch(mode=0o600)
    kept.write_text(password)
    return before, password


def _prepare(before: str, password: str, alliances: int) -> None:
    from allied.cli.doors import start

    start()
    from django.core.management import call_command
    from django.utils import timezone

    from allied.alliances.doctor import pending
    from allied.people.demo import renew_common_password
    from allied.rooms.exchange.demo.story import is_loaded, load_demo

    if pending():
        _say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
    if not is_loaded():
        _say("Writing the example alliances, each step by its real command …")
        load_demo(password=password, now=timezone.now())
    elif renew_common_password(before, password):
        _say("The common password is a new one.")
    if alliances:
        from allied.rooms.exchange.demo.crowd import fill

        fill(alliances, now=timezone.now(), say=_say)


def _serve(options: argparse.Namespace, password: str) -> int:
    from allied.cli.operate import serve

    address = f"http://127.0.0.1:{options.port}/"
    _say("")
    _say(f"Allied runs at {address}")
    _say(f"Sign in as {' or, in another browser, as '.join(SHOWN)}: choose the name on the page.")
    _say("  maya.lindqvist@northwind.example   (Northwind Foods)")
    _say("  daniel.okafor@brightleaf.example   (Brightleaf Coffee)")
    _say(f"Common password: {password}")
    _say("Letters are printed here. Stop with Ctrl C.")
    if not options.no_open and sys.stdout.isatty():
        webbrowser.open(address)
    wanted = argparse.Namespace(host="127.0.0.1", port=options.port, with_worker=True)
    return serve(wanted)
