"""A terminal for scripts: runs a command in one, and tells what stands on the screen afterwards."""

import errno
import fcntl
import os
import pty
import select
import struct
import termios
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a character looks; `colour` is that of ANSI, 0 to 15, or None for the usual one."""

    colour: int | None = None
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Ended:
    status: int  # of the command; 128 + n where signal n ended it
    text: str  # all that appeared, with its escape sequences


def run(argv, environment, folder, columns=100, timeout=120):
    """Runs a command in a terminal of its own, to its end. Raises TimeoutError."""
    pid, master = pty.fork()
    if pid == 0:
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
            os.chdir(folder)
            os.execvpe(argv[0], argv, environment)
        finally:
            os._exit(127)
    try:
        text = _read_all(master, time.monotonic() + timeout)
    except TimeoutError:
        os.killpg(pid, 9)  # it leads a session of its own
        os.waitpid(pid, 0)
        raise
    finally:
        os.close(master)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Ended(status if status >= 0 else 128 - status, text.decode("utf-8", "replace"))


def _read_all(master, deadline):
    text = b""
    while True:
        if not select.select([master], [], [], max(0, deadline - time.monotonic()))[0]:
            raise TimeoutError(f"a command did not end in time; it wrote: {text.decode()}")
        try:
            some = os.read(master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # nobody has the other end open any more
                raise
            some = b""
        if not some:
            return text
        text += some


class Screen:
    """What a terminal shows of a text: lines of (character, Style), without spaces at their ends. It
    never scrolls."""

    def __init__(self, text):
        self.lines = [[]]
        self._row = self._column = 0
        self._style = Style()
        rest = text
        while rest:
            rest = self._escape(rest) if rest.startswith("\x1b") else self._character(rest)
        for line in self.lines:
            while line and line[-1][0] == " ":  # what an overprinted line may leave
                line.pop()
        while self.lines and not self.lines[-1]:
            self.lines.pop()

    def text(self):
        """Its lines, without colours."""
        return ["".join(character for character, _ in line) for line in self.lines]

    def _character(self, rest):
        character = rest[0]
        if character == "\n":
            self._row += 1
            while self._row >= len(self.lines):
                self.lines.append([])
        elif character == "\r":
            self._column = 0
        elif character >= " ":
            line = self.lines[self._row]
            line.extend([(" ", Style())] * (self._column - len(line)))
            line[self._column : self._column + 1] = [(character, self._style)]
            self._column += 1
        return rest[1:]

    def _escape(self, rest):
        if not rest.startswith("\x1b["):
            return rest[2:]
        end = 2
        while end < len(rest) and not "@" <= rest[end] <= "~":
            end += 1
        numbers = [int(part) for part in rest[2:end].split(";") if part.isdigit()] or [0]
        self._control(rest[end : end + 1], numbers)
        return rest[end + 1 :]

    def _control(self, what, numbers):
        line = self.lines[self._row]
        if what == "m":
            for number in numbers:
                self._select(number)
        elif what == "K":
            del line[0 if numbers[0] == 2 else self._column :]
        elif what == "A":
            self._row = max(0, self._row - max(1, numbers[0]))
        elif what == "G":
            self._column = max(1, numbers[0]) - 1

    def _select(self, number):
        style = self._style
        if number == 0:
            style = Style()
        elif number == 1:
            style = Style(style.colour, True, style.faint)
        elif number == 2:
            style = Style(style.colour, style.bold, True)
        elif number == 22:
            style = Style(style.colour)
        elif number == 39:
            style = Style(None, style.bold, style.faint)
        elif 30 <= number <= 37:
            style = Style(number - 30, style.bold, style.faint)
        elif 90 <= number <= 97:
            style = Style(number - 82, style.bold, style.faint)
        self._style = style
