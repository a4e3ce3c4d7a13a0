"""Runs programs and tells what they took: time on the clock, of a processor, and memory."""

import ctypes
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


class Failed(Exception):
    """A program could not do what was measured."""


@dataclass(frozen=True)
class Step:
    """A program to run: its words, variables beside those of the benchmark, and where it runs."""

    words: list
    environment: dict = field(default_factory=dict)
    folder: Path = Path("/")
    output: Path = Path("/dev/null")
    right: tuple = (0,)  # exit statuses


@dataclass(frozen=True)
class Sample:
    seconds: float
    processor: float  # seconds of the programs themselves, not of the server
    megabytes: float | None = None  # the most that one of them took
    behind: float = 0  # seconds that something ran which they left behind


def run(steps, limit=None):
    """Runs the steps one behind the other. Raises Failed, also after `limit` seconds."""
    return _sum([_run(step, limit, _start) for step in steps])


def run_weighed(steps, limit=None):
    """The same, with memory, which takes a little time of its own.

    What a program is started by counts as memory of that program, so a small shell starts it.
    """
    return _sum([_run(step, limit, _start_small) for step in steps])


def adopt_orphans():
    """Makes this process the parent of what its children leave running."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans(known, limit):
    """Waits until nothing runs that a program left behind, and tells how long that took.

    `known` are the benchmark's own processes. Raises Failed after `limit` seconds.
    """
    begin = time.perf_counter()
    while left := _still_running(_children() - set(known)):
        if time.perf_counter() - begin > limit:
            raise Failed(f"what it leaves running ({len(left)} processes) does not end")
        time.sleep(0.001)
    return time.perf_counter() - begin


def end_orphans(known):
    """The same, without patience."""
    for pid in _children() - set(known):
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass  # it has ended, or somebody else waits for it


def _still_running(pids):
    return [pid for pid in pids if _runs(pid)]


def _runs(pid):
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    except ChildProcessError:
        return False


def _children():
    found = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            found |= {int(pid) for pid in (task / "children").read_text().split()}
        except OSError:
            pass  # the thread has ended
    return found


def _sum(samples):
    memory = [sample.megabytes for sample in samples if sample.megabytes is not None]
    return Sample(sum(sample.seconds for sample in samples),
                  sum(sample.processor for sample in samples), max(memory, default=None))


def _run(step, limit, start):
    environment = {**os.environ, **step.environment}
    with open(step.output, "wb") as output, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        pid = start(step, environment, output, errors)
        overdue = threading.Event()
        timer = threading.Timer(limit, _end, (pid, overdue)) if limit else None
        try:
            if timer:
                timer.start()
            _, status, usage = os.wait4(pid, 0)
        except BaseException:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
            raise
        finally:
            if timer:
                timer.cancel()
        seconds = time.perf_counter() - begin
        if overdue.is_set():
            raise Failed(f"takes longer than {limit:.0f} s")
        if os.waitstatus_to_exitcode(status) not in step.right:
            errors.seek(0)
            raise Failed(_reason(step, status, errors.read().decode(errors="replace")))
    weighed = start is _start_small
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 if weighed else None)


def _start(step, environment, output, errors):
    process = subprocess.Popen([str(word) for word in step.words], env=environment, cwd=step.folder,
                               stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
    process.returncode = 0  # it is waited for elsewhere
    return process.pid


def _start_small(step, environment, output, errors):
    """The shell ends before what it has started begins, which is an orphan then: see adopt_orphans."""
    script = """output=$1; shift; exec 3<&0
                { read _; exec "$@" </dev/null 3<&-; } <&3 >>"$output" & echo $!"""
    wait, go = os.pipe()
    try:
        shell = subprocess.run(
            ["/bin/sh", "-c", script, "sh", output.name, *(str(word) for word in step.words)],
            env=environment, cwd=step.folder, stdin=wait, stdout=subprocess.PIPE, stderr=errors,
            check=True)
    finally:
        os.close(wait)
        os.close(go)
    return int(shell.stdout)


def _end(pid, overdue):
    overdue.set()
    os.kill(pid, signal.SIGKILL)


def _reason(step, status, errors):
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    told = [line for line in lines if "error" in line.lower()] or lines[-1:] or ["silently"]
    return f"{Path(step.words[0]).name} ends with {os.waitstatus_to_exitcode(status)}: {told[0]}"
