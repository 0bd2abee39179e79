"""How costs grow: memory, resolution, noise, and a second core."""

import os

from harness.comparisons import COMPARISONS, MEMORY, NOISE
from harness.failure import say
from harness.markdown import ms, table, times, timing
from harness.sides import Side, peak_memory
from harness.timing import time_sides


MEMORY_TEXT = "The largest resident size of a whole process, from start to end, with its interpreter and libraries."
GROWTH_TEXT = """\
The same anatomy at half the resolution along each axis, `half`, against `whole`. A cost that grows with the surface
grows 4 ×, one that grows with the volume 8 ×."""
NOISE_TEXT = """\
`half` with one voxel in twenty given a random label, which breaks runs and makes nearly every such voxel a component.
Both sides find the same components and contacts."""
CORES_TEXT = """\
The least of all rounds, since other load lengthens wall times most; peers where they can use threads. Other load when
this began: {load:.1f} processes."""


def sections(programs, files, outcomes, repetitions, patience):
    pace = (repetitions, patience)
    of_whole = [each for each in outcomes if each.comparison.file == "whole"]
    parts = [
        "## Memory",
        MEMORY_TEXT,
        memory_table(programs, files),
        "## Growth",
        GROWTH_TEXT,
        growth_table(programs, files["whole"], files["half"], of_whole, *pace),
        "## Noise",
        NOISE_TEXT,
        noise_table(programs, files["noisy"], *pace),
    ]
    if (os.cpu_count() or 1) < 2:
        return parts
    # Our own load ran on one core.
    load = max(0, os.getloadavg()[0] - 1)
    text = CORES_TEXT.format(load=load)
    return parts + ["## Two cores", text, cores_table(programs, files["whole"], of_whole, *pace)]


def memory_table(programs, files):
    """What begins with a file, from process start to end."""
    rows = []
    for each in COMPARISONS:
        if each.ours not in MEMORY:
            continue
        say(f"memory of the {each.title}")
        path = files[each.file]
        ours = peak_memory(programs, Side(each.ours, path, ours=True))
        peer = peak_memory(programs, Side(each.peers[0], path))
        limit = MEMORY[each.ours]
        verdict = "yes" if ours <= limit else "no"
        rows.append([each.title, f"{peer:.0f}", f"{ours:.0f}", times(peer / ours), f"{limit}", verdict])
    return table(["operation", "peers, MB", "ours, MB", "ratio", "limit, MB", "reached"], rows)


def growth_table(programs, whole, half, outcomes, repetitions, patience):
    """What double the resolution along each axis costs."""
    rows = []
    seen = set()
    for each in outcomes:
        operation = each.comparison.ours
        if operation in seen:
            continue
        seen.add(operation)
        say(f"growth of {each.comparison.title}:")
        sides = [Side(operation, path, ours=True) for path in (whole, half)]
        sides += [Side(each.best, path) for path in (whole, half)]
        ours_whole, ours_half, peer_whole, peer_half = time_sides(programs, sides, repetitions, patience)
        rows.append(
            [
                each.comparison.title,
                ms(ours_half.median),
                ms(ours_whole.median),
                times(ours_whole.median / ours_half.median),
                times(peer_whole.median / peer_half.median),
            ]
        )
    return table(["operation", "ours, half, ms", "ours, whole, ms", "growth", "growth of the best peer"], rows)


def noise_table(programs, noisy, repetitions, patience):
    """What costs runs, where noise breaks them."""
    rows = []
    for each in COMPARISONS:
        if each.ours not in NOISE:
            continue
        say(f"{each.title}, of the noisy phantom:")
        peer = each.peers[0]
        sides = [Side(each.ours, noisy, ours=True), Side(peer, noisy)]
        ours, theirs = time_sides(programs, sides, repetitions, patience)
        rows.append([each.title, peer, timing(theirs), timing(ours), times(theirs.median / ours.median)])
    return table(["operation", "peer", "its CPU, ms", "ours, ms", "ratio"], rows)


def cores_table(programs, path, outcomes, repetitions, patience):
    """One and two threads: wall time, which people wait for, and CPU time, which others miss."""
    rows = []
    for each in outcomes:
        if each.comparison.ours == "load":
            continue
        say(f"{each.comparison.title} on one core and on two:")
        sides = [Side(each.comparison.ours, path, threads, ours=True) for threads in (1, 2)]
        if each.comparison.threaded:
            sides += [Side(each.best, path, threads) for threads in (1, 2)]
        timings = time_sides(programs, sides, repetitions, patience)
        for at, whose in enumerate(["ours", each.best][: len(sides) // 2]):
            one, two = timings[2 * at : 2 * at + 2]
            rows.append(
                [each.comparison.title, whose, ms(min(one.wall)), ms(min(two.wall))]
                + [times(min(one.wall) / min(two.wall)), ms(one.least), ms(two.least)]
            )
    heads = ["operation", "side", "wall, 1 thread, ms", "2 threads, ms", "quicker", "CPU, 1 thread, ms"]
    return table(heads + ["2 threads, ms"], rows)
