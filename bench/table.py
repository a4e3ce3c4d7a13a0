"""Writes what was measured as text."""

from aggregate import summarize

HEAD = ("", "time", "spread", "95 %", "ratio", "behind", "own CPU", "statements", "round trips",
        "memory")
WIDTHS = (36, 9, 8, 9, 8, 9, 9, 12, 13, 9)

# Less is what looking takes.
LEAST_BEHIND = 0.005


def heading(name, shape, measured, yardstick):
    """Two lines: what it is about, and what the columns are."""
    most = max((len(one.samples) for one in measured), default=0)
    rounds = f"{most} round" + "s" * (most != 1)
    compared = f"; ratios to `{yardstick}`" if yardstick else ""
    return f"{name}, {shape} ({rounds}{compared})\n{_line(HEAD)}"


def lines(measured, yardstick):
    """One for each way; those that are left out come last, each with its reason."""
    samples = {one.name: one.samples for one in measured}
    for one in measured:
        if one.samples:
            yield _line(_cells(one, samples.get(yardstick)))
    for one in measured:
        if one.left_out:
            yield f"  left out: {one.name}: {one.left_out}"


def _cells(one, yardstick):
    summary = summarize(one.samples, yardstick)
    counted = one.counted
    return (f"  {one.name}", duration(summary.seconds), f"±{summary.spread:.0%}",
            "" if summary.slow is None else duration(summary.slow),
            _or_nothing(summary.ratio, "{:.2f}"),
            duration(summary.behind) if summary.behind >= LEAST_BEHIND else "",
            duration(summary.processor) if summary.processor else "",
            _or_nothing(counted.statements, "{:,}"), _or_nothing(counted.round_trips, "{:,}"),
            _or_nothing(counted.megabytes, "{:.0f} MB"))


def duration(seconds):
    """Three digits say all that can be trusted."""
    if seconds >= 9.995:
        return f"{seconds:.1f} s"
    if seconds >= 0.9995:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 99.95 else f"{milliseconds:.1f} ms"


def _or_nothing(value, form):
    return "" if value is None else form.format(value)


def _line(cells):
    first, *rest = (cell.ljust(width) if at == 0 else cell.rjust(width)
                    for at, (cell, width) in enumerate(zip(cells, WIDTHS)))
    return "".join([first, *rest]).rstrip()
