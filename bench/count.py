"""Stands between programs and the server, and counts what they say to each other.

A program waits for the server whenever it speaks after the server did: that is a round trip. Once for
its connecting, then for each statement, or for many that are sent together. A statement is what the
server says it has completed.
"""

import socket
import struct
import threading
from dataclasses import dataclass, field
from pathlib import Path

# Asked first by some programs, and answered by one byte: SSLRequest and GSSENCRequest.
ENCRYPTION = (80877103, 80877104)


@dataclass
class Counts:
    sessions: int = 0
    round_trips: int = 0
    statements: int = 0


class Messages:
    """Cuts what arrives into messages: kind, and the four bytes behind their length."""

    def __init__(self, has_kind):
        self.has_kind = has_kind  # what a client says first has none
        self._rest = bytearray()
        self._skip = 0  # bytes of a message that has been told of already

    def add(self, data):
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        self._rest += data
        while True:
            head = 5 if self.has_kind else 8
            if len(self._rest) < head:
                return
            kind = self._rest[:1] if self.has_kind else b""
            length = struct.unpack_from("!I", self._rest, len(kind))[0] + len(kind)
            code = 0 if self.has_kind else struct.unpack_from("!I", self._rest, 4)[0]
            self._skip = max(0, length - len(self._rest))
            del self._rest[:length]
            yield bytes(kind), code


@dataclass
class Session:
    """One program's connection: what its two directions have to know of each other."""

    counts: Counts
    lock: threading.Lock
    client: Messages = field(default_factory=lambda: Messages(False))
    server: Messages = field(default_factory=lambda: Messages(True))
    server_has_spoken: bool = True
    answers_by_a_byte: bool = False

    def from_client(self, data):
        messages = []
        for kind, code in self.client.add(data):
            messages.append(kind)
            if code in ENCRYPTION:
                self.answers_by_a_byte = True
            else:
                self.client.has_kind = True
        with self.lock:
            # Nobody waits for an answer to a good-bye.
            if self.server_has_spoken and messages != [b"X"]:
                self.counts.round_trips += 1
            self.server_has_spoken = False

    def from_server(self, data):
        with self.lock:
            self.server_has_spoken = True
            if self.answers_by_a_byte:
                self.answers_by_a_byte = False
                data = data[1:]
            self.counts.statements += sum(kind == b"C" for kind, _ in self.server.add(data))


class Counter:
    """A socket in `folder` that leads to the server's, while the `with` lasts."""

    def __init__(self, folder, server_socket):
        self.socket = Path(folder)
        self._target = f"{server_socket}/.s.PGSQL.5432"
        self._lock = threading.Lock()
        self._counts = Counts()

    def __enter__(self):
        self.socket.mkdir(mode=0o700)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(f"{self.socket}/.s.PGSQL.5432")
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def take(self):
        """What was counted since this was asked last."""
        with self._lock:
            counts = Counts(**vars(self._counts))
            self._counts.sessions = self._counts.round_trips = self._counts.statements = 0
        return counts

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self._target)
            except OSError:
                client.close()
                continue
            with self._lock:
                self._counts.sessions += 1
            session = Session(self._counts, self._lock)
            for ends in ((client, server, session.from_client), (server, client, session.from_server)):
                threading.Thread(target=_pass_on, args=ends, daemon=True).start()


def _pass_on(source, target, look):
    """Until one of both has gone."""
    try:
        while data := source.recv(65536):
            look(data)
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
