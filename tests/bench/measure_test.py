"""What is told of programs that were run."""

import os
import time
import unittest
from pathlib import Path

import support  # noqa: F401
import measure
from measure import Failed, Step

# As a program does that leaves work to a process of its own.
LEAVES_SOMETHING = ["/bin/sh", "-c", "sleep 0.5 >/dev/null 2>&1 &"]


class Measure(unittest.TestCase):
    def test_steps_are_added_up(self):
        nap = Step(["/bin/sleep", "0.05"])
        self.assertGreater(measure.run([nap, nap]).seconds, 0.1)

    def test_waiting_takes_no_processor(self):
        self.assertLess(measure.run([Step(["/bin/sleep", "0.2"])]).processor, 0.1)

    def test_a_status_that_is_not_right_is_a_failure_with_its_error(self):
        step = Step(["/bin/sh", "-c", "echo error: no such thing >&2; echo hint >&2; exit 3"])
        with self.assertRaisesRegex(Failed, "^sh ends with 3: error: no such thing$"):
            measure.run([step])

    def test_a_status_may_say_something(self):
        measure.run([Step(["/bin/sh", "-c", "exit 2"], right=(0, 2))])

    def test_what_takes_too_long_is_ended(self):
        begin = time.monotonic()
        with self.assertRaisesRegex(Failed, "takes longer than 0 s"):
            measure.run([Step(["/bin/sleep", "30"])], limit=0.1)
        self.assertLess(time.monotonic() - begin, 10)

    def test_memory_is_that_of_the_program_and_not_of_the_benchmark(self):
        measure.adopt_orphans()
        ours = bytearray(64_000_000)
        self.assertLess(measure.run_weighed([Step(["/bin/true"])]).megabytes, 16)
        self.assertEqual(len(ours), 64_000_000)

    def test_what_is_left_running_is_waited_for(self):
        measure.adopt_orphans()
        measure.run([Step(LEAVES_SOMETHING)])
        self.assertGreater(measure.wait_for_orphans([], limit=10), 0.01)
        self.assertLess(measure.wait_for_orphans([], limit=10), 0.01)

    def test_what_does_not_end_is_a_failure(self):
        measure.adopt_orphans()
        measure.run([Step(LEAVES_SOMETHING)])
        with self.assertRaisesRegex(Failed, "does not end"):
            measure.wait_for_orphans([], limit=0)
        measure.end_orphans([])
        measure.wait_for_orphans([], limit=0)

    def test_output_goes_to_a_file(self):
        path = Path(f"/tmp/measure_test.{os.getpid()}")
        try:
            measure.run([Step(["/bin/echo", "text"], output=path)])
            self.assertEqual(path.read_text(), "text\n")
        finally:
            path.unlink()


if __name__ == "__main__":
    unittest.main()
