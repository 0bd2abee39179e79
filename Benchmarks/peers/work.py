"""A peer at work: python -m peers.work NAME FILE THREADS [--once]

Says "ready", then does its work once for each line on standard input and says what it took, in milliseconds of CPU time
of all threads and of the wall's clock. With --once: does it once and ends, for the measurement of memory.
"""

import json
import resource
import sys
import time

from peers.case import Case
from peers.registry import find


def cpu_time():
    """In seconds, with that of programs that were started and have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(run):
    wall, cpu = time.perf_counter(), cpu_time()
    result = run()
    cpu, wall = cpu_time() - cpu, time.perf_counter() - wall
    # What it made is freed after the clock has stopped.
    del result
    return {"cpu": cpu * 1e3, "wall": wall * 1e3}


def main():
    name, path, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    prepared = find(name)(Case(path, threads))
    run, baseline = prepared if isinstance(prepared, tuple) else (prepared, None)
    if "--once" in sys.argv:
        run()
        return
    print("ready", flush=True)
    for _ in sys.stdin:
        took = timed(run)
        if baseline:
            less = timed(baseline)
            took = {clock: took[clock] - less[clock] for clock in took}
        print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main()
