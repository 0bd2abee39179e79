"""One thread: what each operation costs our side and the peers."""

import dataclasses

from harness.comparisons import COMPARISONS, Comparison
from harness.failure import fail, say
from harness.markdown import table, times, timing
from harness.sides import Side
from harness.timing import Timing, time_sides


@dataclasses.dataclass(frozen=True)
class Outcome:
    comparison: Comparison
    ours: Timing
    # By the peer's name.
    peers: dict

    @property
    def best(self):
        return min(self.peers, key=lambda name: self.peers[name].median)

    @property
    def ratio(self):
        return self.peers[self.best].median / self.ours.median

    @property
    def ratio_of_least(self):
        return min(peer.least for peer in self.peers.values()) / self.ours.least

    def reaches(self, goal):
        """Both ratios must: other load lengthens the median of what takes long more than that of what is quick."""
        return min(self.ratio, self.ratio_of_least) >= goal


def chosen(operations, only):
    """The comparisons of all operations, or of those that `only` names, with commas between them."""
    missing = [each.ours for each in COMPARISONS if each.ours not in operations]
    if missing:
        fail(f"our side lacks operations that are to be compared: {', '.join(missing)}.")
    names = [name for name in only.split(",") if name] or operations
    unknown = sorted(set(names) - set(operations))
    found = [each for each in COMPARISONS if each.ours in names]
    if unknown or not found:
        known = dict.fromkeys(each.ours for each in COMPARISONS)
        fail(f"nothing is compared under the name {', '.join(unknown or names)}; names are {', '.join(known)}.")
    return found


def compare(programs, files, comparisons, repetitions, patience):
    outcomes = []
    for each in comparisons:
        say(f"{each.title}:")
        path = files[each.file]
        sides = [Side(each.ours, path, ours=True)] + [Side(peer, path) for peer in each.peers]
        ours, *peers = time_sides(programs, sides, repetitions, patience)
        outcomes.append(Outcome(each, ours, dict(zip(each.peers, peers))))
    return outcomes


def reached(outcome):
    aim = outcome.comparison.aim
    if aim and outcome.reaches(aim):
        return "yes, and the aim"
    return "yes" if outcome.reaches(outcome.comparison.target) else "no"


def wanted(comparison):
    return f"{comparison.target:g} ×" + (f" (aim {comparison.aim:g} ×)" if comparison.aim else "")


def speed_table(outcomes):
    rows = [
        [
            each.comparison.title,
            each.best,
            timing(each.peers[each.best]),
            timing(each.ours),
            f"{times(each.ratio)} ({times(each.ratio_of_least)})",
            wanted(each.comparison),
            reached(each),
        ]
        for each in outcomes
    ]
    return table(["operation", "best peer", "its CPU, ms", "ours, ms", "ratio", "target", "reached"], rows)


def section(outcomes):
    return [
        "## Speed",
        "The quickest peer of each operation against our side. That of the surface finds no Euler numbers.",
        speed_table(outcomes),
        "All peers where there are several:",
        peers_table(outcomes),
    ]


def peers_table(outcomes):
    """All peers, the slower ones too."""
    rows = [
        [each.comparison.title, name, timing(peer), times(peer.median / each.ours.median)]
        for each in outcomes
        for name, peer in sorted(each.peers.items(), key=lambda item: item[1].median)
        if len(each.peers) > 1
    ]
    return table(["operation", "peer", "CPU, ms", "times ours"], rows)
