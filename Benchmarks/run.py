#!/usr/bin/env python3
"""Compares our speed and memory with those of established Python libraries. `make benchmark` starts it."""

import argparse
import os
import sys

from harness import extent, phantoms, report, speed
from harness.environment import python_with_peers
from harness.failure import fail, say
from harness.sides import Programs
from harness.verification import verify

SYNTHETIC = "The label maps are synthetic: ellipsoids, arcs and tubes, warped and roughened, some with cavities, islands and specks."
GIVEN = "The whole label map is a file that was given; the others are made from it."


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="our side, built for release")
    parser.add_argument("--folder", default=".build-benchmark", help="where the phantoms and the environment go (%(default)s)")
    parser.add_argument("--phantom", metavar="FILE.nii.gz", help="measure this label map instead of the phantom")
    parser.add_argument("--python", help="an interpreter that has the peers, instead of a new environment")
    parser.add_argument("--repetitions", type=int, default=7, help="rounds that count (%(default)s)")
    parser.add_argument("--patience", type=float, default=30, help="seconds after which a side is not asked again (%(default)s)")
    parser.add_argument("--only", default="", help="operations, with commas between them: the table of speed alone")
    parser.add_argument("--write", metavar="FILE.md", help="write the tables to a file as well")
    return parser.parse_args()


def main():
    chosen = arguments()
    if chosen.repetitions < 1:
        fail("--repetitions must be at least 1.")
    folder = os.path.abspath(chosen.folder)
    given = chosen.phantom and os.path.abspath(chosen.phantom)
    if given and not os.path.exists(given):
        fail("the file given with --phantom does not exist.")
    load = os.getloadavg()[0]
    programs = Programs(os.path.abspath(chosen.program), chosen.python or python_with_peers(os.path.join(folder, "venv")))
    operations = programs.ask("operations")
    only = [name for name in chosen.only.split(",") if name]
    if set(only) - set(operations):
        fail(f"--only names no operation: {', '.join(sorted(set(only) - set(operations)))}; there are {', '.join(operations)}.")

    whole, half, noisy = phantoms.make(programs, os.path.join(folder, "phantoms"), given)
    say("Comparing what both sides find")
    answers = {path: programs.ask("answers", path) for path in (whole, half, noisy)}
    verified = verify("whole phantom", answers[whole], programs.ask_peers(whole))
    verify("noisy phantom", answers[noisy], programs.ask_peers(noisy, "--light"))

    pace = (chosen.repetitions, chosen.patience)
    outcomes = speed.compare(programs, whole, speed.chosen(operations, only), *pace)
    parts = [speed.speed_table(outcomes)]
    if not only:
        fewer = (max(3, chosen.repetitions // 2), chosen.patience)
        parts = [
            report.introduction(
                GIVEN if given else SYNTHETIC,
                programs,
                [(name, path, answers[path]["file"]) for name, path in (("whole", whole), ("half", half), ("noisy", noisy))],
                verified,
                load,
                *pace,
            ),
            "## Speed\n\nThe quickest peer of each operation against our side. The quickest for the surface does not count Euler numbers.",
            *parts,
            "All peers where there are several:",
            speed.peers_table(outcomes),
            "## Memory\n\nThe largest resident size of a whole process, from start to end, with its interpreter and libraries.",
            extent.memory_table(programs, whole, operations),
            "## Growth\n\nThe same anatomy at half the resolution along each axis, `half`, against `whole`. A cost that grows with the surface grows 4 ×, one"
            " that grows with the volume 8 ×.",
            extent.growth_table(programs, whole, half, outcomes, *fewer),
            "## Noise\n\n`half` with one voxel in twenty given a random label. Both sides find the same components.",
            extent.noise_table(programs, noisy, *fewer),
        ]
        cores = extent.cores_table(programs, whole, outcomes, *fewer)
        if cores:
            parts += ["## Two cores\n\nThe least of all rounds, since other load lengthens wall times most; peers where they can use threads.", cores]
    document = "\n\n".join(parts) + "\n"
    print(document)
    if chosen.write:
        with open(chosen.write, "w") as file:
            file.write(document)
    missed = [each.comparison.title for each in outcomes if speed.reached(each) == "no"]
    say(f"Targets missed: {'; '.join(missed)}" if missed else "All targets for speed are reached.")


if __name__ == "__main__":
    sys.exit(main())
