"""What is measured: rows, the ways to do what a row is about, and where they find the server."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server import USER


@dataclass(frozen=True)
class Place:
    """The server itself, or the counter that leads to it."""

    socket: Path  # the folder of the socket
    profiles: Path  # a folder with a pgslate.toml for each profile; they lead there

    def profile(self, name):
        return self.profiles / f"{name}.toml"

    def environment(self):
        """For what reads libpq's variables."""
        return {"PGHOST": str(self.socket), "PGUSER": USER}

    def url(self, database):
        return f"postgresql://{USER}@/{database}?host={self.socket}"

    def url_with_host(self, database):
        """For programs of Node.js: they want a host in front, and then take the folder."""
        return f"postgresql://{USER}@localhost/{database}?host={self.socket}"


def nothing():
    """What most ways need before they are measured."""


def all_is_well():
    """What most ways leave to their exit status."""
    return ""


@dataclass
class Way:
    """One program's way to do what its row is about.

    Either `steps` makes the programs to run at a Place, or `action` does it itself and returns a Sample.
    """

    name: str
    steps: Callable | None = None
    action: Callable | None = None
    before: Callable = nothing  # puts things as they were; not measured
    check: Callable = all_is_well  # after the first run: what is wrong with the outcome
    missing: str = ""  # why it cannot be measured
    counted: bool = True  # once more, for statements, round trips and memory


@dataclass
class Row:
    name: str
    yardstick: str  # the way that all are compared with; "" for none
    ways: list
    is_long: bool = False  # three rounds have to do, without one to warm up
