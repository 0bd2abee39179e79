"""How the benchmarks end when they cannot go on."""

import sys


def fail(message):
    """Says why in one sentence, and ends the process."""
    print(f"benchmark: {message}", file=sys.stderr)
    sys.exit(1)


def say(message):
    """Progress, beside the tables on standard output."""
    print(message, file=sys.stderr, flush=True)
