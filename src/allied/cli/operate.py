"""Running an installation: migrate, doctor, serve, work."""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import suppress

from allied.cli.doors import show, start

# Served under every address of the machine.
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared, not bound


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb."""
    if verb == "doctor":
        parser.add_argument("--json", action="store_true", help="print the result for a script")
    if verb == "serve":
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--with-worker", action="store_true", help="run the worker here as well"
        )


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    actions = {"migrate": migrate, "doctor": doctor, "serve": serve, "work": work}
    return actions[verb](options)


def migrate(_: argparse.Namespace) -> int:
    """Bring the database up to date and put every guard in place."""
    start()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Say what is missing; 1 when anything is."""
    start()
    from allied.alliances.doctor import cautions, findings

    found, weak = findings(), cautions()
    lines = [*(found or ["Every guard stands."]), *(f"Caution: {each}." for each in weak)]
    show({"missing": found, "cautions": weak}, as_json=options.json, says="\n".join(lines))
    return 1 if found else 0


def serve(options: argparse.Namespace) -> int:
    """The web process; refuses to start when a guard is missing. An empty database is set up first."""
    os.environ.setdefault("ALLIED_BASE_URL", _address(options))
    start()
    _set_up_when_empty(options)
    if doctor(argparse.Namespace(json=False)):
        print(
            "Allied does not serve while a guard is missing. Run: allied migrate", file=sys.stderr
        )
        return 1
    _say_where(options)
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        options.host,
        "--port",
        str(options.port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "allied.web.wsgi:application",
    ]
    worker = [sys.executable, "-m", "allied", "work"] if options.with_worker else []
    return _keep(command, worker)


def _set_up_when_empty(options: argparse.Namespace) -> None:
    """A new installation needs no second command; a database with anything in it is left alone."""
    from django.db import connection

    if not connection.introspection.table_names():
        print("A new installation: making the database …", file=sys.stderr)
        migrate(options)
    connection.close()


def _say_where(options: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    from allied.people.homes import is_founded

    next_step = "" if is_founded() else " Open it in a browser and create your organisation."
    print(f"Allied answers at {settings.BASE_URL}.{next_step}", file=sys.stderr)
    connection.close()


def _address(options: argparse.Namespace) -> str:
    """Where this machine's browser finds it; links in letters begin with it unless told otherwise."""
    host = "127.0.0.1" if options.host in EVERYWHERE else options.host
    return f"http://{host}:{options.port}"


def _keep(web: list[str], worker: list[str]) -> int:
    """Both processes until the web process ends or we are told to stop; none of them outlives us."""
    running: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, _stop)
    try:
        running.append(subprocess.Popen(web, env=os.environ))
        while (code := running[0].poll()) is None:
            # A worker that died is started again; what it had begun is taken up once.
            if worker and (len(running) == 1 or running[1].poll() is not None):
                running[1:] = [subprocess.Popen(worker, env=os.environ)]
            with suppress(subprocess.TimeoutExpired):
                running[0].wait(1)
        return code
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def _stop(*_: object) -> None:
    """To be told to stop is what Ctrl C is."""
    raise KeyboardInterrupt


def work(_: argparse.Namespace) -> int:
    """The worker process: its beat in one thread, queued tasks in another, until it is told to stop."""
    start()
    import threading

    from django.core.management import call_command

    from allied.notices.beat import Beat

    beat = Beat()
    thread = threading.Thread(target=beat.run, name="beat", daemon=True)
    thread.start()
    try:
        call_command("ox_worker", interval=1.0, verbosity=0)
    finally:
        beat.stopped.set()
        thread.join(timeout=10)
    return 0
