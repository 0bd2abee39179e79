"""Interleaved timing: each round does every side once, so that a busy machine hits all alike."""

import dataclasses
import statistics

from harness.failure import say
from harness.sides import Worker


@dataclasses.dataclass(frozen=True)
class Timing:
    """CPU and wall times in ms."""

    cpu: list
    wall: list

    @property
    def median(self):
        return statistics.median(self.cpu)

    @property
    def least(self):
        return min(self.cpu)


def time_sides(programs, sides, repetitions, patience):
    """Times each side `repetitions` times after a first one that does not count; a side that has worked for `patience`
    seconds is not asked again. Returns the timings in the order of the sides."""
    workers = [Worker(programs, side) for side in sides]
    taken = []
    for worker in workers:
        # The first time pays for what is loaded late; where it is long, that is a small part of it, and it counts.
        first = worker.once()
        taken.append([first] if first["wall"] > patience * 250 else [])
    for _ in range(repetitions):
        for worker, times in zip(workers, taken):
            if not times or sum(took["wall"] for took in times) < patience * 1e3:
                times.append(worker.once())
    for worker in workers:
        worker.end()
    timings = [Timing([took["cpu"] for took in times], [took["wall"] for took in times]) for times in taken]
    for side, timing in zip(sides, timings):
        threads = f", {side.threads} threads" if side.threads > 1 else ""
        say(
            f"  {'ours' if side.ours else 'peer'}: {side.name}{threads}: {timing.median:.1f} ms"
            f" (least {timing.least:.1f}, {len(timing.cpu)} times)"
        )
    return timings
