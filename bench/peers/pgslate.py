"""pgslate itself."""

from measure import Step
from row import Way


def step(bench, at, command, *words, profile="plain", right=(0,), environment=None):
    """A command of it. State and cache are those of the benchmark, see run."""
    return Step([bench.programs.pgslate, command, "--config", at.profile(profile), "--profile", profile,
                 *words], environment or {}, bench.folder, right=right)


def way(bench, name, command, *words, profile="plain", right=(0,), **more):
    """A way of one command; what this pgslate does not know yet is missing."""
    options = [word for word in words if str(word).startswith("--")]
    missing = [bench.programs.missing_option(command, str(option)) for option in options]
    if profile != "plain":
        missing.append(bench.programs.missing_profile(bench.direct.profile(profile)))
    return Way(name, steps=lambda at: [step(bench, at, command, *words, profile=profile, right=right)],
               missing=next(filter(None, missing), ""), **more)
