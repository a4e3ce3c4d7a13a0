"""Builds the binary to measure: optimised, linked as the packages that run everywhere are, and without
tests."""

import os
import subprocess

from bench import ROOT

FOLDER = ROOT / "build/release"


class NotBuilt(Exception):
    """Says what went wrong."""


def optimised():
    """The path of the binary."""
    steps = [[ROOT / "scripts/setup", "--no-tests"]]
    if not (FOLDER / "build.ninja").exists():
        steps.append(["cmake", "-S", ROOT, "-B", FOLDER, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                      "-DPGSLATE_PORTABLE=ON", "-DPGSLATE_TESTS=OFF"])
    steps.append(["cmake", "--build", FOLDER, "--target", "pgslate"])
    for words in steps:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise NotBuilt(f"{os.path.basename(words[0])} failed:\n{done.stdout}")
    return FOLDER / "pgslate"
