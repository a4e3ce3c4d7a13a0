"""What these tests have in common. They run beside the benchmark's modules, and leave no files there."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from measure import Sample  # noqa: E402


def sample(seconds, processor=0.0):
    return Sample(seconds, processor)


def samples(*seconds):
    return [sample(one) for one in seconds]
