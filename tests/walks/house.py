"""A real server with the demo data, and doors through which its people walk in."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("ALLIED_CHROMIUM") or shutil.which("chromium") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "walks-through-the-house"
ONCE = re.compile(rb'(csrfmiddlewaretoken|name="once")("?) value="[^"]+"')


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@dataclass
class House:
    """A running server, its command line, and who is signed in already."""

    data: Path
    port: int
    cookies: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ALLIED_", "DJANGO_"))}
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "allied.settings",
            "ALLIED_ROOT": str(ROOT),
            "ALLIED_DATA": str(self.data),
            "ALLIED_BASE_URL": self.address,
            "ALLIED_DEMO": "1",
            "ALLIED_DEMO_PASSWORD": PASSWORD,
        }

    def allied(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What a person at the command line gets."""
        return subprocess.run(
            [sys.executable, "-m", "allied", *words],
            env=self.environment, capture_output=True, text=True, timeout=170, check=False,
        )  # fmt: skip

    def serve(self) -> subprocess.Popen[bytes]:
        """The web process with its worker, in a group of its own, so that both end together."""
        words = ["serve", "--port", str(self.port), "--with-worker"]
        with (self.data / "serve.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "allied", *words],
                env=self.environment, start_new_session=True,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def answers(self) -> bool:
        """Whether the server says that it is ready."""
        try:
            with urlopen(self.address + "/readyz", timeout=5) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False

    def wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        """Up to a minute; a server that ended instead says why."""
        until = time.monotonic() + 60
        while not self.answers():
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
            log = (self.data / "serve.log").read_text()
            assert server.returncode is None, log
            assert time.monotonic() < until, log

    def context(self, browser: Browser, who: str = "", **wishes: Any) -> BrowserContext:
        """A browser of its own, signed in as a demo person; by the sign-in page the first time."""
        wishes = {"base_url": self.address, "reduced_motion": "reduce", **wishes}
        if not who:
            return browser.new_context(**wishes)
        if who not in self.cookies:
            first = browser.new_context(base_url=self.address)
            enter_as(first.new_page(), who)
            self.cookies[who] = first.storage_state()
            first.close()
        return browser.new_context(storage_state=self.cookies[who], **wishes)


def open_house(data: Path) -> Iterator[House]:
    """The demo data once, then the server until the walks are over."""
    house = House(data, free_port())
    made = house.allied("demo", "--no-serve", "--data", str(data))
    assert made.returncode == 0, made.stdout + made.stderr
    server = house.serve()
    try:
        house.wait_until_ready(server)
        yield house
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def enter_as(page: Page, who: str) -> None:
    """The demo's sign-in page: a click on a name, behind a fold for most people."""
    page.goto("/accounts/login/")
    button = page.get_by_role("button", name=f"Enter as {who}")
    if not button.is_visible():
        fold = page.locator("details", has=page.locator(f'[aria-label="Enter as {who}"]'))
        fold.locator("summary").click()
    button.click()
    page.wait_for_url(lambda address: "/accounts/" not in address)


def prove_again(page: Page) -> None:
    """Show the password again, so that pages about signing in open."""
    page.goto("/accounts/reauthenticate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda address: "reauthenticate" not in address)


@dataclass
class Ear:
    """Everything that a page complains about: errors, and what the policy refused."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> "Ear":
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("console", self._said)
        return self

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"{message.text} ({message.location.get('url', '')})")

    def empty(self) -> list[str]:
        """What was heard since the last time."""
        said, self.heard = self.heard, []
        return said


def bare(body: bytes) -> bytes:
    """A page without the two secrets that differ each time it is drawn."""
    return ONCE.sub(rb"\1\2", body)


def alliance_of(page: Page, name: str) -> str:
    """The address of an alliance, from the portfolio."""
    page.goto("/portfolio")
    address = page.get_by_role("main").get_by_role("link", name=name).first.get_attribute("href")
    assert address, f"{name} is not in the portfolio"
    return address.rstrip("/")


def ask(page: Page, title: str) -> None:
    """Asks for a decision that both alliance managers answer; the page of the decision is open."""
    page.get_by_label("Type of decision").select_option(label="Roadmap changes")
    page.get_by_label("What is to be decided").fill(title)
    page.get_by_label("The question").fill("The lease begins on a Monday.")
    page.get_by_label("Option A").fill("Week 20")
    page.get_by_label("Option B").fill("Week 24")
    page.get_by_label("Recommended").select_option("A")
    page.get_by_role("button", name="Ask both companies").click()
    page.wait_for_url(re.compile(r"/decisions/[0-9a-f-]{36}"))
