"""A private PostgreSQL server with the settings that a new one has, but for a few."""

import glob
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from wire import Connection, ServerError

USER = "postgres"

# None of these makes anything faster or slower, but one transaction with 10,000 tables needs more locks
# than a new server has room for.
SETTINGS = {"listen_addresses": "", "max_locks_per_transaction": "1024"}


class NoServer(Exception):
    """PostgreSQL's programs are not there, or the server does not start."""


def find_binaries(wanted=None):
    """The folder of the newest server's programs, Debian's folders first. Raises NoServer."""
    if wanted:
        folders = [wanted]
    else:
        version = lambda path: [int(digits) for digits in re.findall(r"\d+", path)]
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=version, reverse=True)
        initdb = shutil.which("initdb")
        folders += [os.path.dirname(os.path.realpath(initdb))] if initdb else []
    for folder in folders:
        if os.access(f"{folder}/initdb", os.X_OK):
            return Path(folder)
    raise NoServer("PostgreSQL's initdb is not to be found: install Debian's package postgresql")


class Server:
    """Runs while the `with` lasts; then it is gone, with everything that was in it."""

    def __init__(self, folder, binaries, settings=None):
        self.folder = Path(folder)
        self.socket = self.folder / "socket"
        self._data = self.folder / "data"
        self._binaries = binaries
        self._settings = {**SETTINGS, **(settings or {}), "unix_socket_directories": str(self.socket)}
        self._process = None

    def __enter__(self):
        # PostgreSQL refuses to run as root, and its user needs to get to its folder.
        self.folder.mkdir(mode=0o711)
        self.folder.chmod(0o711)
        for folder in (self.socket, self._data):
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(folder, USER, USER)
        try:
            self._make()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._process and self._process.poll() is None:
            self._process.send_signal(subprocess.signal.SIGQUIT)  # at once: nothing is to be kept
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self):
        return self._process.pid

    def connect(self, database="postgres"):
        return Connection(self.socket, USER, database)

    def _as_owner(self, name, *arguments):
        # Whatever becomes of the benchmark, the server ends with it.
        words = ["setpriv", "--pdeathsig", "QUIT"]
        if os.geteuid() == 0:
            words += [f"--reuid={USER}", f"--regid={USER}", "--init-groups"]
        return [*words, str(self._binaries / name), *arguments]

    def _make(self):
        made = subprocess.run(
            self._as_owner("initdb", "--no-sync", "--auth=trust", f"--username={USER}",
                           "--encoding=UTF8", "--locale=C.UTF-8", "-D", str(self._data)),
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True)
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stdout}")

    def _start(self):
        settings = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "wb") as log:
            # A session of its own: ^C in a terminal is for the benchmark alone.
            self._process = subprocess.Popen(
                self._as_owner("postgres", "-D", str(self._data), *settings), cwd="/",
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        for _ in range(600):
            try:
                return self.connect().close()
            except (OSError, ServerError):
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise NoServer(f"the server does not start: {(self.folder / 'log').read_text()}")
