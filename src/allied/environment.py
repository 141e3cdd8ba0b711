"""Every setting of an installation, read from the environment in one place (docs/settings.md lists them)."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(os.environ.get("ALLIED_ROOT") or Path(__file__).resolve().parents[2])

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One environment variable: its name, what it does, and its default in words."""

    name: str
    does: str
    default: str


SETTINGS = (
    Setting(
        name="ALLIED_DATA", does="Folder for everything the installation keeps", default="./var"
    ),
    Setting(
        name="ALLIED_DATABASE_URL",
        does="sqlite:///path or postgres://user:password@host:port/name",
        default="SQLite in the data folder",
    ),
    Setting(
        name="ALLIED_SECRET_KEY",
        does="Key that signs sessions and links",
        default="made on first start, kept in the data folder",
    ),
    Setting(
        name="ALLIED_BASE_URL",
        does="Address that people use, for links in e-mails",
        default="http://127.0.0.1:8000",
    ),
    Setting(
        name="ALLIED_EMAIL_URL",
        does="smtp://user:password@host:port (smtps:// for TLS from the start, "
        "smtp+tls:// for STARTTLS without a login), or console:",
        default="console:, printed and kept in the outbox",
    ),
    Setting(
        name="ALLIED_EMAIL_FROM",
        does="Sender of every e-mail",
        default="allied@ and the host of ALLIED_BASE_URL",
    ),
    Setting(
        name="ALLIED_PROXIES",
        does="How many proxies stand in front and add to X-Forwarded-For",
        default="0: sign-in attempts are counted by the address that connects",
    ),
    Setting(
        name="ALLIED_AGREEMENT_MODEL",
        does="Program that also reads agreements: text on its standard input, facts as JSON on its output",
        default="off: the built-in rules read alone",
    ),
    Setting(name="ALLIED_DEMO", does="1 offers the demo people on the sign-in page", default="off"),
    Setting(
        name="ALLIED_DEMO_PASSWORD",
        does="Common password of the demo people",
        default="made and printed by ./allied demo",
    ),
)


def given(name: str, default: str = "") -> str:
    """What the environment says, without surrounding space."""
    return os.environ.get(name, default).strip()


def data_folder() -> Path:
    """The folder that holds everything the installation keeps."""
    return Path(given("ALLIED_DATA") or ROOT / "var").resolve()


def kept_secret(
    folder: Path, name: str, made: Callable[[], str] = lambda: secrets.token_urlsafe(48)
) -> str:
    """A secret of this installation: made once, readable by its owner only."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start was faster
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(made())
    return path.read_text()


def sqlite_settings(path: str) -> dict[str, Any]:
    """SQLite in the only mode that lost nothing in 1,000 power cuts (trust.md 3.2)."""
    return {
        "ENGINE": "allied.kit.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_START,
        },
    }


def postgres_settings(url: str) -> dict[str, Any]:
    """PostgreSQL by psycopg 3."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # Pages read a few rows of many by index; memory and flash jump as fast as they read on.
            "options": "-c random_page_cost=1.1",
            **dict(parse_qsl(parts.query, keep_blank_values=True)),
        },
    }


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for the database behind ALLIED_DATABASE_URL."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite_settings(str(folder / "allied.sqlite3"))
    if url.startswith("sqlite:///"):
        return sqlite_settings(unquote(url.removeprefix("sqlite:///")))
    if url.startswith(("postgres://", "postgresql://")):
        return postgres_settings(url)
    raise ValueError(
        "ALLIED_DATABASE_URL starts with neither sqlite:/// nor postgres://; "
        "leave it out for SQLite in the data folder"
    )


def mail(url: str) -> dict[str, Any]:
    """How e-mail leaves, from ALLIED_EMAIL_URL, as one entry of Django's MAILERS."""
    parts = urlsplit(url or "console:")
    if parts.scheme == "console":
        return {"BACKEND": "allied.kit.printed_mail.EmailBackend"}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise ValueError(
            "ALLIED_EMAIL_URL is neither smtp://host:port, smtp+tls://host:port, "
            "smtps://host:port nor console:"
        )
    return {
        "BACKEND": "allied.kit.patient_mail.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls"
            or (parts.scheme == "smtp" and bool(parts.username)),
            "timeout": 10,
        },
    }


def kept_seed(folder: Path, name: str) -> str:
    """A signing seed of this installation as 64 hex digits: made once, readable by its owner only."""
    return kept_secret(folder, name, made=lambda: secrets.token_hex(32))
