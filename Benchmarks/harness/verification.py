"""Both sides must find the same before anything is timed: a quick wrong number is worth nothing."""

import math

from harness.failure import fail

# Relative; what is not listed must be equal.
TOLERANCES = {
    "centroid": 1e-9,
    "principal moments": 1e-6,
    "inscribed radius": 1e-5,
    "Crofton surface": 1e-9,
    "marching-cubes surface": 1e-9,
}


def verify(what, ours, peers):
    """Compares the answers about one file and returns what was compared; ends the process at a difference."""
    differences = []
    if set(ours["structures"]) != set(peers["structures"]):
        differences.append("the labels found differ")
    for label, expected in peers["structures"].items():
        found = ours["structures"].get(label, {})
        for name, value in expected.items():
            if name not in found:
                differences.append(f"label {label}, {name}: our side has no answer")
            elif not same(found[name], value, TOLERANCES.get(name)):
                differences.append(f"label {label}, {name}: ours {found[name]}, the peers' {value}")
    if ours["contacts"] != peers["contacts"]:
        pairs = [
            pair
            for pair in sorted(set(ours["contacts"]) | set(peers["contacts"]))
            if ours["contacts"].get(pair) != peers["contacts"].get(pair)
        ]
        differences += [
            f"contact {pair}: ours {ours['contacts'].get(pair)}, the peers' {peers['contacts'].get(pair)}"
            for pair in pairs
        ]
    if differences:
        shown = "".join(f"\n  {difference}" for difference in differences[:20])
        fail(f"the sides disagree about the {what} in {len(differences)} places, so nothing was timed:{shown}")
    return sorted({name for answers in peers["structures"].values() for name in answers} | {"contacts"})


def same(a, b, tolerance):
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y, tolerance) for x, y in zip(a, b))
    if tolerance is None:
        return a == b
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-12)
