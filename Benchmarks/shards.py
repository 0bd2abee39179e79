#!/usr/bin/env python3
"""A simulation of very many shards on machines that fail: shards.py [--shards N] [--workers N] [--seconds S]

A worker takes the next shard, and is lost at random; what it had of the shard is lost with it, and the shard goes back.
Nothing is measured here: it tells what shards of which size cost when machines fail so often.
"""

from __future__ import annotations

import argparse
import heapq
import random


def simulate(
    shards: int, workers: int, seconds: float, hours: float, start: float, seed: int = 1
) -> tuple[float, float]:
    """How long a run takes in hours, and the share of work that was lost.

    `seconds` is the work in a shard; a worker is lost after `hours` on average (exponentially) and replaced after `start`
    seconds, which it also needs to begin.
    """
    chance = random.Random(seed)
    left, lost, clock = shards, 0.0, 0.0
    ends = [(start, chance.expovariate(1 / (hours * 3600)), number) for number in range(workers)]
    heapq.heapify(ends)
    done = 0
    while done < shards:
        clock, life, number = heapq.heappop(ends)
        if left <= 0:
            break
        work = seconds * chance.uniform(0.7, 1.3)
        if life < work:
            # The shard stays in the list.
            lost += life
            heapq.heappush(ends, (clock + life + start, chance.expovariate(1 / (hours * 3600)), number))
            continue
        left -= 1
        done += 1
        heapq.heappush(ends, (clock + work, life - work, number))
    return max(end for end, _, _ in ends) / 3600 if ends else clock / 3600, lost / (shards * seconds)


def main() -> None:
    """Prints a table for shards of several sizes and machines of several kinds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000_000)
    parser.add_argument("--workers", type=int, default=2000)
    parser.add_argument("--milliseconds", type=float, default=250, help="a case takes")
    given = parser.parse_args()
    ideal = given.cases * given.milliseconds / 1000 / given.workers / 3600
    print(
        f"{given.cases:,} cases of {given.milliseconds:.0f} ms on {given.workers:,} workers: {ideal:.2f} h without failures"
    )
    print(f"{'shard':>8} {'lost after':>12} {'hours':>8} {'work lost':>10}")
    for size in (100, 1000, 10_000):
        for hours in (24.0, 2.0, 0.5):
            time, lost = simulate(given.cases // size, given.workers, size * given.milliseconds / 1000, hours, 60)
            print(f"{size:8,} {hours:10.1f} h {time:8.2f} {lost * 100:9.2f} %")


if __name__ == "__main__":
    main()
