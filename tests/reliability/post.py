"""A tiny mail server in a thread: takes every letter and keeps its Message-ID."""

from email import message_from_bytes
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class Session(StreamRequestHandler):
    """One connection of a sender."""

    def handle(self) -> None:
        self.say("220 trial")
        for line in iter(self.rfile.readline, b""):
            verb = line.strip().upper()
            if verb.startswith(b"DATA"):
                self.say("354 go on")
                self.take()
            elif verb.startswith(b"QUIT"):
                return self.say("221 bye")
            self.say("250 fine")
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def take(self) -> None:
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                # Kept only when whole: the sender was not cut off in the middle.
                letter = message_from_bytes(b"".join(lines))
                self.server.letters.append((letter["Message-ID"], letter["Subject"]))
                return
            lines.append(line)


class Post(ThreadingTCPServer):
    """The mail server and the letters that it took."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[tuple[str, str]] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, address) -> None:
        """A sender that was killed is what this is about."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"
