#!/usr/bin/env python3
"""What a case costs in a run of many: scale.py PROGRAM [--cases N], with ray[data], pandas and pyarrow installed.

Exports are copies of synthetic ones, each with a file of its own. Everything runs on this machine with two cores: the
plain command, Ray with an actor a core, and for comparison a task of Ray for each file, which begins the program anew.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Python" / "src"))

RECIPES = ("abdomen-sound", "abdomen-kidneys-swapped", "abdomen-liver-cut", "abdomen-spleen-island")


def main() -> None:
    """Prints a table of what each case costs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--policy", default="ct-totalsegmentator")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="segwarden-scale-") as folder:
        measure(given.program, given.cases, given.policy, Path(folder))


def measure(program: str, count: int, policy: str, folder: Path) -> None:
    """Makes the exports and runs them in each way."""
    sources = []
    for recipe in RECIPES:
        sources.append(folder / f"{recipe}.nii.gz")
        subprocess.run([program, "phantom", recipe, "-o", str(sources[-1])], check=True)
    lines = ["case,export"]
    for number in range(count):
        copy = folder / f"case-{number:06}.nii.gz"
        shutil.copy(sources[number % len(sources)], copy)
        lines.append(f"case-{number:06},{copy}")
    manifest = folder / "cases.csv"
    manifest.write_text("\n".join(lines) + "\n")
    size = sum(source.stat().st_size for source in sources) / len(sources)
    print(f"{count} exports of {size / 1000:.0f} kB under {policy}, 2 at a time\n")

    tiny = folder / "tiny.yaml"
    tiny.write_text(
        "segwarden: 1\npolicy: tiny\nversion: 1.0.0\ntitle: Reading alone\ntask: {modality: CT, dimensions: 3}\n"
        "labels:\n  liver: {value: 5}\nexpectations:\n  - {id: there, label: liver, presence: required}\n"
    )
    options = ["--manifest", str(manifest), "--jobs", "2", "--format", "jsonl", "--no-store", "--quiet"]
    few = min(count, 400)
    first = folder / "few.csv"
    first.write_text("\n".join(lines[: few + 1]) + "\n")
    told("read, and one expectation", few, timed(
        [program, "check", *replaced(options, manifest, first), "--policy", str(tiny)]))  # fmt: skip
    plain = timed([program, "check", *options, "--policy", policy], folder / "plain.jsonl")
    told("the command, records to a file", count, plain)
    shard = timed([program, "check", *options, "--policy", policy, "--output", str(folder / "whole.jsonl.zst")])
    told("the command, one shard", count, shard)

    os.environ["SEGWARDEN"] = program
    os.environ["PYTHONPATH"] = str(ROOT / "Python" / "src")
    import ray

    import segwarden.ray
    from segwarden import tables

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="warning")
    ray.data.DataContext.get_current().enable_progress_bars = False
    watch = Watch()
    segwarden.ray.check(manifest, policy, folder / "ray", size=max(1, count // 20), actors=2)
    told("Ray, 2 actors, 20 shards", count, watch.read(), plain)
    expected = {document["case"]: timeless(document) for document in documents(folder / "plain.jsonl")}
    found = [timeless(result.document()) for result in tables.read_parquet(folder / "ray" / "results")]
    same = {document["case"]: document for document in found} == expected and len(found) == count
    print(f"the same records, once each: {'yes' if same else 'NO'}")

    @ray.remote(num_cpus=1)
    def alone(path: str) -> int:
        arguments = [program, "check", path, "--policy", policy, "--format", "jsonl", "--no-store", "--jobs", "1"]
        return len(subprocess.run(arguments, capture_output=True, check=False).stdout)

    watch = Watch()
    ray.get([alone.remote(str(folder / f"case-{number:06}.nii.gz")) for number in range(few)])
    told("a task of Ray for each file", few, watch.read(), Cost(0, plain.processors / count * few))


def replaced(options: list[str], old: Path, new: Path) -> list[str]:
    """The options with another manifest."""
    return [str(new) if option == str(old) else option for option in options]


@dataclass(frozen=True)
class Cost:
    """What something took, in seconds: on the clock, and of processors, which other work on the machine changes less."""

    clock: float
    processors: float


class Watch:
    """What passes from its beginning on, in this process and all that it has begun."""

    def __init__(self) -> None:
        self.clock, self.processors = time.monotonic(), spent()

    def read(self) -> Cost:
        """What has passed."""
        return Cost(time.monotonic() - self.clock, spent() - self.processors)


def spent() -> float:
    """Seconds of processors that this process and its descendants have taken, those that have ended among them."""
    stats = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        stats[int(entry.name)] = (int(fields[1]), sum(map(int, fields[11:15])))
    own = {os.getpid()}
    while more := {process for process, (parent, _) in stats.items() if parent in own} - own:
        own |= more
    return sum(stats[process][1] for process in own if process in stats) / os.sysconf("SC_CLK_TCK")


def timed(arguments: list[str], output: Path | None = None) -> Cost:
    """What a command takes."""
    watch = Watch()
    with open(output or os.devnull, "wb") as file:
        status = subprocess.run(arguments, stdout=file, stderr=subprocess.DEVNULL, check=False).returncode
    if status > 2:
        sys.exit(f"{' '.join(arguments)}: ended with status {status}, so that nothing was measured")
    return watch.read()


def told(what: str, count: int, cost: Cost, plain: Cost | None = None) -> None:
    """Prints a line, with what it takes of processors above the plain command."""
    more = f"  ({cost.processors / plain.processors * 100 - 100:+.1f} %)" if plain else ""
    each = f"{cost.processors / count * 1000:8.1f} ms of a core a case"
    print(f"{what:36} {cost.clock:8.1f} s {each}{more}", flush=True)


def documents(path: Path) -> list[dict]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def timeless(document: dict) -> dict:
    """A record without what differs between runs."""
    for name in ("started", "elapsed_ms"):
        document.get("provenance", {}).pop(name, None)
    return document


if __name__ == "__main__":
    main()
