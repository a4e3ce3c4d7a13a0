"""Round trips and statements, by what goes to and fro."""

import struct
import threading
import unittest

import support  # noqa: F401
from count import Counts, Messages, Session


def message(kind, text=b""):
    return kind + struct.pack("!I", len(text) + 4) + text


def first(code, text=b""):
    """What has no kind: a start-up message, or a question for encryption."""
    return struct.pack("!II", len(text) + 8, code) + text


STARTUP = first(0x00030000, b"user\0ada\0\0")
READY = message(b"Z", b"I")
DONE = message(b"C", b"SELECT 1\0")


class Count(unittest.TestCase):
    def setUp(self):
        self.counts = Counts()
        self.session = Session(self.counts, threading.Lock())
        self.session.from_client(STARTUP)
        self.session.from_server(message(b"R", b"\0\0\0\0") + READY)

    def say(self, client, server):
        self.session.from_client(client)
        self.session.from_server(server)

    def test_connecting_is_a_round_trip(self):
        self.assertEqual((self.counts.round_trips, self.counts.statements), (1, 0))

    def test_a_statement_is_one_more(self):
        self.say(message(b"Q", b"select 1\0"), message(b"D", b"\0\0") + DONE + READY)
        self.assertEqual((self.counts.round_trips, self.counts.statements), (2, 1))

    def test_statements_that_are_sent_together_wait_once(self):
        self.say(message(b"Q", b"begin; select 1; commit\0"), 3 * DONE + READY)
        self.assertEqual((self.counts.round_trips, self.counts.statements), (2, 3))

    def test_an_answer_in_pieces_is_one_answer(self):
        answer = message(b"D", b"C" * 100) + DONE + READY
        self.session.from_client(message(b"Q", b"select\0"))
        for at in range(0, len(answer), 3):
            self.session.from_server(answer[at : at + 3])
        self.assertEqual((self.counts.round_trips, self.counts.statements), (2, 1))

    def test_nobody_waits_after_saying_good_bye(self):
        self.session.from_client(message(b"X"))
        self.assertEqual(self.counts.round_trips, 1)

    def test_asking_for_encryption_is_answered_by_a_byte(self):
        counts = Counts()
        session = Session(counts, threading.Lock())
        session.from_client(first(80877103))
        session.from_server(b"N")
        session.from_client(STARTUP)
        session.from_server(message(b"R", b"\0\0\0\0") + READY)
        session.from_client(message(b"Q", b"select 1\0"))
        session.from_server(DONE + READY)
        self.assertEqual((counts.round_trips, counts.statements), (3, 1))

    def test_a_long_message_is_told_of_once(self):
        messages = Messages(has_kind=True)
        text = message(b"d", b"Z" * 1000)
        kinds = [kind for at in range(0, len(text), 64) for kind, _ in messages.add(text[at : at + 64])]
        self.assertEqual(kinds, [b"d"])


if __name__ == "__main__":
    unittest.main()
