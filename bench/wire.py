"""Speaks PostgreSQL's protocol with a server on a Unix socket that trusts whoever gets to it.

The benchmark asks the server small things between two measurements, and a psql for each would take
longer than much of what is measured. Described in "Frontend/Backend Protocol" of PostgreSQL's manual.
"""

import socket
import struct

PROTOCOL = 0x00030000


class ServerError(Exception):
    """What the server says is wrong: its severity, SQLSTATE and message."""


class Connection:
    """A session; each statement is answered before the next is sent."""

    def __init__(self, folder, user, database):
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.connect(f"{folder}/.s.PGSQL.5432")
            self._stream = self._socket.makefile("rb")
            words = f"user\0{user}\0database\0{database}\0\0".encode()
            self._socket.sendall(struct.pack("!II", len(words) + 8, PROTOCOL) + words)
            self._answer()
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self._socket.sendall(b"X\0\0\0\4")
        except OSError:
            pass  # the server has ended the session already
        self._stream.close()
        self._socket.close()

    def run(self, sql):
        """The rows of all statements in `sql`, as tuples of text and None. Raises ServerError."""
        words = sql.encode() + b"\0"
        self._socket.sendall(b"Q" + struct.pack("!I", len(words) + 4) + words)
        return self._answer()

    def value(self, sql):
        """The only value of the only row."""
        return self.run(sql)[0][0]

    def _answer(self):
        rows, error = [], None
        while True:
            kind, text = self._message()
            if kind == b"D":
                rows.append(_row(text))
            elif kind == b"E":
                error = _error(text)
                if error.args[0].startswith("FATAL"):
                    raise error  # no more is said
            elif kind == b"R" and text[:4] != b"\0\0\0\0":
                raise ServerError("the server asks for a password")
            elif kind == b"Z":
                if error:
                    raise error
                return rows

    def _message(self):
        head = self._stream.read(5)
        if len(head) < 5:
            raise ServerError("the server has ended the session")
        return head[:1], self._stream.read(struct.unpack("!I", head[1:])[0] - 4)


def _row(text):
    fields, at = [], 2
    for _ in range(struct.unpack("!H", text[:2])[0]):
        length = struct.unpack("!i", text[at : at + 4])[0]
        at += 4
        fields.append(None if length < 0 else text[at : at + length].decode())
        at += max(length, 0)
    return tuple(fields)


def _error(text):
    fields = {part[:1]: part[1:].decode() for part in text.split(b"\0") if part}
    return ServerError(" ".join(fields.get(key, "") for key in (b"S", b"C", b"M")))
