"""`allied backup` and `allied restore`: database, keys and the heads of all logs in one file."""

import argparse
import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import allied
from allied import environment
from allied.cli.copies import (
    Head,
    copy_postgres,
    copy_sqlite,
    heads_of_file,
    live_heads,
    restore_postgres,
    tool_named,
)
from allied.cli.doors import start
from allied.kit.errors import Refused

FORMAT = "allied-backup/1"
MANIFEST = "manifest.json"
SECRETS = ("secret-key", "record-key")
COPIES = {"sqlite": "allied.sqlite3", "postgresql": "allied.pgdump"}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The one file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="for example allied-2026-03-02.zip")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    return {"backup": backup, "restore": restore}[verb](options.file)


def backup(file: Path) -> int:
    """Write the whole installation into one new file that only its owner reads."""
    if file.exists():
        raise Refused("exists", f"{file} is there already; name a new file.")
    if not file.parent.is_dir():
        raise Refused("no_folder", f"The folder {file.parent} does not exist.")
    start()
    from django.db import connection

    vendor = connection.vendor
    # Beside the target: the finished file is put in place in one step.
    with tempfile.TemporaryDirectory(prefix=".allied-backup-", dir=file.parent) as folder:
        copy = Path(folder) / COPIES[vendor]
        heads = copy_sqlite(copy) if vendor == "sqlite" else copy_postgres(copy)
        whole = Path(folder) / "whole.zip"
        _pack(whole, copy, _manifest(vendor, heads))
        whole.replace(file)
    print(f"{file}: {len(heads)} logs, {sum(head['size'] for head in heads)} entries.")
    return 0


def _manifest(vendor: str, heads: list[Head]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": allied.__version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": vendor,
        "logs": heads,
    }


def _pack(whole: Path, copy: Path, manifest: dict[str, Any]) -> None:
    folder = environment.data_folder()
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, json.dumps(manifest, indent=2))
            packed.write(copy, copy.name)
            for name in SECRETS:
                if (folder / name).exists():
                    packed.write(folder / name, name)
        file.flush()
        os.fsync(file.fileno())


def restore(file: Path) -> int:
    """Bring a backup into an empty installation, then let the doctor look at it."""
    folder = environment.data_folder()
    chosen = environment.database(environment.given("ALLIED_DATABASE_URL"), folder)
    manifest = _checked(file)
    _must_be_empty(folder, chosen, manifest["database"])
    folder.mkdir(parents=True, exist_ok=True)
    written = _unpack(file, folder, manifest)
    try:
        _place(folder / COPIES[manifest["database"]], chosen, manifest)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return _looked_at(manifest)


def _checked(file: Path) -> dict[str, Any]:
    """The manifest of a backup whose bytes are all as they were written."""
    try:
        with ZipFile(file) as packed:
            wrong = packed.testzip()
            manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
            names = set(packed.namelist())
    except FileNotFoundError as error:
        raise Refused("no_file", f"There is no file {file}.") from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise Refused("no_backup", f"{file} is not a whole backup of Allied: {error}.") from error
    if manifest.get("format") != FORMAT or COPIES.get(manifest.get("database", "")) not in names:
        raise Refused("no_backup", f"{file} is not a backup that this version reads ({FORMAT}).")
    if wrong:
        raise Refused("broken_backup", f"{file} is damaged: {wrong} is not as it was written.")
    return manifest


def _must_be_empty(folder: Path, chosen: dict[str, Any], vendor: str) -> None:
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if there:
        raise Refused(
            "not_empty",
            f"{folder} is not empty ({', '.join(there[:3])}); set ALLIED_DATA to an empty folder.",
        )
    own = "postgresql" if chosen["ENGINE"].endswith("postgresql") else "sqlite"
    if own != vendor:
        raise Refused(
            "other_database", f"The backup is of {vendor}, ALLIED_DATABASE_URL names {own}."
        )
    if own == "sqlite" and Path(chosen["NAME"]).exists():
        raise Refused("not_empty", f"{chosen['NAME']} is there already; name a new database.")
    if own == "postgresql":
        tool_named("pg_restore")


def _unpack(file: Path, folder: Path, manifest: dict[str, Any]) -> list[Path]:
    """The known members only, each readable by its owner only."""
    written = []
    with ZipFile(file) as packed:
        for name in (COPIES[manifest["database"]], *SECRETS):
            if name not in packed.namelist():
                continue
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            written.append(folder / name)
            with packed.open(name) as source, os.fdopen(handle, "wb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
    return written


def _place(copy: Path, chosen: dict[str, Any], manifest: dict[str, Any]) -> None:
    if manifest["database"] == "postgresql":
        start()
        restore_postgres(copy, chosen)
        copy.unlink()
        return
    if heads_of_file(copy) != manifest["logs"]:
        raise Refused("broken_backup", "The heads in the database are not those of the manifest.")
    shutil.move(copy, chosen["NAME"])


def _looked_at(manifest: dict[str, Any]) -> int:
    start()
    from allied.alliances.doctor import findings

    if live_heads() != manifest["logs"]:
        raise Refused("broken_backup", "The restored heads are not those of the manifest.")
    found = findings()
    for line in found:
        print(line)
    if not found:
        print(
            f"Restored as of {manifest['made_at']}: {len(manifest['logs'])} logs. Every guard stands."
        )
    return 1 if found else 0
