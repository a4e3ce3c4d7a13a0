"""What many measurements say together. Pure: nothing is run and nothing is asked here."""

import statistics
from dataclasses import dataclass


@dataclass
class Counted:
    """Of one run that was for counting alone; None where that was not done."""

    statements: int | None = None
    round_trips: int | None = None
    megabytes: float | None = None


@dataclass(frozen=True)
class Summary:
    """Of all rounds of one way."""

    seconds: float  # the median
    spread: float  # half of the distance between the quartiles, as a part of the median
    slow: float | None  # 95 of 100 rounds are quicker; None where there are too few to tell
    ratio: float | None  # the median of the ratios to the yardstick in the same rounds
    processor: float  # the median
    behind: float  # the median


def summarize(samples, yardstick):
    """`samples` and `yardstick` in the order of their rounds; no yardstick, no ratio."""
    seconds = [sample.seconds for sample in samples]
    middle = statistics.median(seconds)
    return Summary(middle, spread(seconds), percentile_95(seconds), median_ratio(samples, yardstick),
                   statistics.median(sample.processor for sample in samples),
                   statistics.median(sample.behind for sample in samples))


def spread(values):
    """Of one value nothing is known."""
    if len(values) < 2:
        return 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / 2 / statistics.median(values)


def percentile_95(values):
    """Of fewer than twenty it would be the slowest."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) >= 20 else None


def median_ratio(samples, yardstick):
    """Neighbours only: a load that comes and goes hits both of a round."""
    pairs = [(one.seconds, other.seconds) for one, other in zip(samples, yardstick or [])]
    return statistics.median(one / other for one, other in pairs) if pairs else None


def to_json(samples):
    return [{"seconds": sample.seconds, "processor": sample.processor, "behind": sample.behind}
            for sample in samples]
