"""A home with a shell in it, where pages are played and sessions recorded."""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import terminal

# What is another matter on every machine: where the server is, how new, how big, how quick.
VARYING = [
    (re.compile(r"-[0-9a-f]{16}\b"), "-HASH"),
    (re.compile(r"PostgreSQL \d+(\.\d+)?( \([^)]*\))?"), "PostgreSQL VERSION"),
    (re.compile(r"\b\d+(\.\d+)? ?(kB|MB|GB)\b"), "SIZE"),
    (re.compile(r"\b\d+(\.\d+)? (s|ms)\b"), "TIME"),
    (re.compile(r"\bprocess \d+"), "process PID"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?(\+00)?"), "MOMENT"),
]



def steady(line):
    for pattern, word in VARYING:
        line = pattern.sub(word, line)
    return line.rstrip()


class Shell:
    """A home, and a shell in it that keeps its folder, its variables and $? between commands."""

    # Reads what the last command left, runs this one, and leaves the same for the next.
    SCRIPT = """
. "$PLAY/environment"; cd "$(cat "$PLAY/folder")" || exit
leave() {
    local status=$?
    echo $status >"$PLAY/status"; pwd >"$PLAY/folder"
    unset PLAY_COMMAND; export -p >"$PLAY/environment"
}
trap leave EXIT
(exit "$(cat "$PLAY/status")")
eval "$PLAY_COMMAND"
"""

    def __init__(self, binary, colours=False):
        self._folder = Path(tempfile.mkdtemp(prefix="play-"))
        self._folder.chmod(0o755)  # the server of a root runs as somebody else
        self.home, self._state = self._folder / "ada", self._folder / "state"
        programs = self._state / "bin"
        for folder in (self.home, self._state, programs):
            folder.mkdir()
        (programs / "pgslate").symlink_to(binary)
        for name, text in (("environment", ""), ("folder", str(self.home)), ("status", "0")):
            (self._state / name).write_text(text)
        self._environment = {
            "HOME": str(self.home),
            "PATH": f"{programs}:/usr/bin:/bin:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            **({"TERM": "xterm-256color"} if colours else {"TERM": "dumb", "NO_COLOR": "1"}),
            "PLAY": str(self._state),
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=0:malloc_context_size=2"),
        }
        if binaries := os.environ.get("PGSLATE_TEST_BINARIES"):
            self._environment["PGSLATE_PG_BINDIR"] = binaries
            self._environment["PATH"] = f"{programs}:{binaries}:{self._environment['PATH']}"

    def folder(self):
        return Path((self._state / "folder").read_text().strip())

    def type(self, command):
        """Its exit status, and the lines that appear."""
        status, screen = self.show(command)
        return status, screen.text()

    def show(self, command):
        """Its exit status, and the screen with what appears. The home is Ada's there."""
        environment = self._environment | {"PLAY_COMMAND": command}
        ended = terminal.run(["bash", "-c", self.SCRIPT], environment, self.home)
        return ended.status, terminal.Screen(ended.text.replace(str(self.home), "/home/ada"))

    def close(self):
        """Nothing stays: neither servers nor files."""
        try:
            (self._state / "environment").write_text("")
            _, listed = self.type("pgslate local list --json")
            for server in json.loads("\n".join(listed))["servers"]:
                project = Path(server["folder"].replace("/home/ada", str(self.home)))
                if project.is_relative_to(self.home):
                    project.mkdir(parents=True, exist_ok=True)
                    (self._state / "folder").write_text(str(project))
                    self.type("pgslate local destroy")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
