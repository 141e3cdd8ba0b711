"""Checking and testing the house itself: `allied check` and `allied test`."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(os.environ.get("ALLIED_ROOT") or Path(__file__).resolve().parents[3])
POSTGRES = os.environ.get("ALLIED_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/allied")
# On PostgreSQL the suite repeats what touches the database; rules and walks need not run twice.
TWICE = (
    "tests/alliances",
    "tests/clock",
    "tests/people",
    "tests/record",
    "tests/rooms",
    "tests/notices",
    "tests/web",
    "tests/api",
    "tests/cli",
    "tests/security",
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHORT = "not deep and not bench"
TOGETHER = max(2, min(os.cpu_count() or 2, 8))
# The browser's tests stay together on one worker, which the tests themselves say (tests/conftest.py).
AT_ONCE = ("-n", str(TOGETHER), "--dist", "load")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb; `test` hands everything else to pytest."""
    if verb == "test":
        parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    else:
        parser.add_argument("--deep", action="store_true", help="add the long lanes")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    return test(options) if verb == "test" else check(options)


def _call(command: Sequence[str], **environment: str) -> int:
    return subprocess.call(list(command), cwd=ROOT, env={**os.environ, **environment})


def _told(command: Sequence[str], scratch: str) -> tuple[int, str]:
    """How a command ended, and what it said: beside another one their lines would mix."""
    ended = subprocess.run(
        list(command),
        cwd=ROOT,
        env={**os.environ, "ALLIED_DATA": scratch},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout


def _say(line: str) -> None:
    print(f"\n== {line}", flush=True)


def check(options: argparse.Namespace) -> int:
    """Every check that needs no running application; all are run, the first failure does not hide the rest."""
    python = sys.executable
    bin_folder = Path(python).parent
    checks = [
        # The longest one begins first.
        ("types", [python, "-m", "mypy"]),
        ("format", [python, "-m", "ruff", "format", "--check", "src", "tests"]),
        ("lint", [python, "-m", "ruff", "check", "src", "tests"]),
        ("walls", [str(bin_folder / "lint-imports"), "--no-cache"]),
        (
            "migrations",
            [python, "-m", "django", "makemigrations", "--check", "--dry-run", "allied"],
        ),
        ("templates", [python, "-m", "djlint", "src", "--lint", "--quiet", "--extension", "html"]),
    ]
    failed = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(TOGETHER) as pool:
        running = [(name, pool.submit(_told, command, scratch)) for name, command in checks]
        for name, answer in running:
            _say(name)
            code, told = answer.result()
            print(told, end="", flush=True)
            if code:
                failed.append(name)
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'every check holds'}")
    if options.deep and not failed:
        _say("the long lanes")
        return _pytest(["-m", "deep", "tests"], {})
    return 1 if failed else 0


def _postgres_answers() -> bool:
    host, _, port = POSTGRES.split("@")[1].split("/")[0].partition(":")
    try:
        with socket.create_connection((host, int(port or 5432)), timeout=1):
            return True
    except OSError:
        return False


def _missing(what: str, how: str) -> bool:
    """Say loudly that something is skipped; True when it was required."""
    required = what in os.environ.get("ALLIED_REQUIRE", "").split(",")
    word = "FAILED" if required else "SKIPPED"
    print(f"\n!! {word}: no {what} was found. {how}", flush=True)
    return required


def _pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pytest", *arguments]
        # Each process of a test would compile the product and the tests anew: what one compiled is kept.
        kept = {"PYTHONDONTWRITEBYTECODE": ""}
        return _call(command, **{"ALLIED_DATA": scratch, **kept, **environment})


def test(options: argparse.Namespace) -> int:
    """The whole suite: on PostgreSQL what touches the database, then everything on SQLite with the walks."""
    if options.others:
        url = {"ALLIED_DATABASE_URL": POSTGRES} if options.database == "postgres" else {}
        return _pytest(options.others, url)
    browser = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    walks = ["-m", SHORT if browser else f"not walk and {SHORT}"]
    if not browser and _missing("browser", "The walks need Chromium: apt install chromium"):
        return 1
    failed = 0
    if options.database != "sqlite":
        if _postgres_answers():
            _say("on PostgreSQL")
            paths = [path for path in TWICE if (ROOT / path).exists()]
            wanted = [*AT_ONCE, "--only-database", "-m", f"not walk and {SHORT}", *paths]
            failed |= _pytest(wanted, {"ALLIED_DATABASE_URL": POSTGRES})
        elif _missing("postgres", "Tests on PostgreSQL need one at " + POSTGRES):
            return 1
    if options.database != "postgres":
        _say("on SQLite")
        failed |= _pytest([*AT_ONCE, *walks, "tests"], {"ALLIED_CHROMIUM": browser or ""})
    return 1 if failed else 0
