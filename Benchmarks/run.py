#!/usr/bin/env python3
"""Compares our speed and memory with those of established Python libraries. `make benchmark` starts it."""

import argparse
import os

from harness import extent, phantoms, report, speed
from harness.environment import check_peers, python_with_peers
from harness.failure import fail, say
from harness.sides import Programs
from harness.verification import verify


def arguments():
    parser = argparse.ArgumentParser(prog="make benchmark, with BENCHMARK=", description=__doc__)
    add = parser.add_argument
    add("--program", required=True, help="our side, built for release; make gives it")
    add("--folder", default=".build-benchmark", help="where phantoms and environment go (%(default)s)")
    add("--phantom", metavar="FILE.nii.gz", help="measure this label map instead of the phantom")
    add("--python", help="an interpreter that has the peers, instead of a new environment")
    add("--repetitions", type=int, default=7, help="rounds that count (%(default)s)")
    add("--patience", type=float, default=30, help="seconds after which a side is not asked again (%(default)s)")
    add("--only", default="", help="operations, with commas between them, and the table of speed alone")
    add("--write", metavar="FILE.md", help="write the tables to a file as well")
    return parser.parse_args()


def main():
    load = os.getloadavg()[0]
    chosen = arguments()
    if chosen.repetitions < 1:
        fail("--repetitions must be at least 1.")
    given = chosen.phantom and os.path.abspath(chosen.phantom)
    if given and not os.path.exists(given):
        fail("the file given with --phantom does not exist.")
    folder = os.path.abspath(chosen.folder)
    python = chosen.python or python_with_peers(os.path.join(folder, "venv"))
    check_peers(python)
    programs = Programs(os.path.abspath(chosen.program), python)
    comparisons = speed.chosen(programs.ask("operations"), chosen.only)

    files = phantoms.make(programs, os.path.join(folder, "phantoms"), given)
    say("Comparing what both sides find")
    answers = {name: programs.ask("answers", path) for name, path in files.items()}
    verified = verify("whole phantom", answers["whole"], programs.ask_peers(files["whole"]))
    verify("noisy phantom", answers["noisy"], programs.ask_peers(files["noisy"], "--light"))
    if any(each.file in ("segments", "series") for each in comparisons):
        files |= phantoms.make_dicom(programs, os.path.join(folder, "phantoms"), files["whole"])
        say("Comparing what both sides read of DICOM files")
        answers["segments"] = programs.ask("answers", files["segments"])
        verify("segmentation object", answers["segments"], programs.ask_peers(files["segments"], "--segments"))
        image = programs.ask("image-answers", files["series"])
        verify("series", image, programs.ask_peers(files["series"], "--series"))

    outcomes = speed.compare(programs, files, comparisons, chosen.repetitions, chosen.patience)
    parts = [speed.speed_table(outcomes)]
    if not chosen.only:
        facts = {name: answer["file"] for name, answer in answers.items()}
        parts = [
            report.introduction(given, programs, files, facts, load),
            report.method(verified, chosen.repetitions, chosen.patience),
            *speed.section(outcomes),
            *extent.sections(programs, files, outcomes, max(3, chosen.repetitions // 2), chosen.patience),
        ]
    document = "\n\n".join(parts) + "\n"
    print(document, end="")
    if chosen.write:
        with open(chosen.write, "w") as file:
            file.write(document)
    missed = [each.comparison.title for each in outcomes if not each.reaches(each.comparison.target)]
    say(f"Targets missed: {'; '.join(missed)}" if missed else "All targets for speed are reached.")


if __name__ == "__main__":
    main()
