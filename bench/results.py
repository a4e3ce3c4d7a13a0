"""Prints each row when it is measured, and keeps all samples for --json."""

import json
import os
import sys

import table
from aggregate import to_json


class Results:
    def __init__(self, path, pgslate):
        self._path = path
        self._pgslate = pgslate  # its version
        self._all = []
        self._server = {}
        self.anything_failed = False
        self._on_terminal = sys.stderr.isatty()

    def begin(self, server, version):
        self._server = {"pgslate": self._pgslate, "server": server, "version": version}
        print(f"{self._pgslate}; PostgreSQL {version}, {server.replace('-', ' ')}; "
              f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n", flush=True)

    def say(self, words):
        """What is being done now, on a terminal only; the next line takes its place."""
        if self._on_terminal:
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)

    def take(self, shape, row, measured):
        self.say("")
        print(table.heading(row.name, shape, measured, row.yardstick))
        print("\n".join(table.lines(measured, row.yardstick)), end="\n\n", flush=True)
        self.anything_failed |= any(one.failed for one in measured)
        self._all.append({**self._server, "row": row.name, "size": shape.size,
                          "yardstick": row.yardstick, "ways": [_way(one) for one in measured]})
        self._keep()

    def give_up(self, shape, name, error):
        """The server refuses what the row needs."""
        self.say("")
        print(f"{name}, {shape}\n  left out: {error}\n", flush=True)
        self.anything_failed = True

    def _keep(self):
        """After each row, so that an end before its time loses none."""
        if self._path:
            self._path.write_text(json.dumps(self._all, indent=1) + "\n")


def _way(one):
    return {"name": one.name, "left_out": one.left_out, "samples": to_json(one.samples),
            **vars(one.counted)}
