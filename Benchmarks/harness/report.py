"""The document: what was measured, on what, how, and the tables."""

import os

from harness import machine
from harness.markdown import table

SYNTHETIC = """\
The label maps are synthetic: ellipsoids, arcs and tubes, warped and roughened, some with cavities, islands and
specks."""
GIVEN = "The whole label map is a file that was given; the others are made from it."
DICOM = """\
`segments` is a DICOM segmentation (BINARY) of 100 structures of `whole` on 300 of its slices, with a frame of each
structure on each slice; `series` is a CT of those slices in 300 files."""

HOW = """\
Each side is a process that reads and prepares what it works on, then waits. Rounds follow one another; each round does
the operation once on every side, so that a busy machine hits all alike. The first round does not count, but for sides
that need long. Times are CPU time of the process with one thread, unless a table says otherwise: the median over
{repetitions} rounds (fewer where a side needs longer than {patience} s), and the least in brackets. Ratios compare
medians; in brackets, the least; a target is reached when both are. Python's start and imports, the array of labels and the boxes of labels are free for the
peers, except in the chains, which begin with the file. Our side starts each round with a scene that remembers nothing.

Before the clock started both sides had found the same on these files: {verified}."""


def introduction(given, programs, files, facts, load):
    """What was measured, and on what. `facts`: what our side says of each file."""
    versions = machine.versions(programs.python)
    rows = [
        ["processor", machine.processor()],
        ["cores", os.cpu_count()],
        ["memory", machine.memory()],
        ["system", machine.system()],
        ["other load at the start", f"{load:.1f} processes"],
        ["versions", ", ".join(f"{name} {version}" for name, version in versions.items())],
    ]
    unlike = machine.unlike_pins(versions)
    if unlike:
        rows.append(["not in their pinned versions", ", ".join(unlike)])
    return "\n\n".join(
        [
            "# Benchmarks",
            "Written by `make benchmark-docs`; `make benchmark` prints the same.",
            table(["machine", ""], rows),
            f"{GIVEN if given else SYNTHETIC} {DICOM}",
            table(
                ["file", "voxels", "mm", "labels", "foreground", "runs", "MB", "voxels a byte"],
                [file_row(name, os.path.getsize(path), facts[name]) for name, path in files.items() if name in facts],
            ),
        ]
    )


def file_row(name, packed, facts):
    voxels = facts["size"][0] * facts["size"][1] * facts["size"][2]
    return [
        name,
        " × ".join(str(n) for n in facts["size"]),
        " × ".join(f"{step:.3g}" for step in facts["spacing"]),
        facts["labels"],
        f"{100 * facts['foreground'] / voxels:.1f} %",
        f"{facts['runs']:,}",
        f"{packed / 1e6:.2f}",
        f"{voxels / packed:.0f}",
    ]


def method(verified, repetitions, patience):
    return HOW.format(repetitions=repetitions, patience=f"{patience:g}", verified=", ".join(verified))
