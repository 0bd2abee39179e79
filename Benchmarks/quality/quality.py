#!/usr/bin/env python3
"""How well learned policies tell sound masks from faulty ones that they never saw, and name and place the faults.

    quality.py PROGRAM [--data DIR] [--work DIR] [--cases N] [--rejected all,30,10,0] [--kinds-out] [--groups]
               [--save FILE] [--before FILE] [--markdown FILE] [TASK ...]

Makes stand-in tasks (tasks.py), runs `policy new --accepted`, `policy fit` and `check`, and prints a table. The faults
are drawn by tasks.py, not by the mutations that `fit` learns from. Cases of one subject are never on both sides.
--data adds the contours of `sunnybrook` and the lungs of `cxr-lungs`. --cases takes so many of each task, evenly, where
all are too many for the machine. --kinds-out leaves each kind of fault out of the rejected masks and counts how many of
that kind are caught all the same. --groups learns with and without the column that says which cases are of one subject.
--save keeps the results for a later --before, beside those that the file has; --markdown writes the page.
Needs numpy, scipy and Pillow.
"""
import argparse
import csv
import gzip
import json
import os
import re
import subprocess
import time

import numpy as np
from PIL import Image
from scipy import ndimage as nd

import tasks

HEAD = ("case", "export", "image", "group")


def write(path, rows, head=HEAD):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([head] + rows)


def prepare(folder, task, items):
    """Accepted and faulty masks, subjects parted into those to learn from and those to test on; of the latter a few
    more faulty ones, all kinds alike often, for naming and placing."""
    os.makedirs(folder, exist_ok=True)
    rng, spacing = tasks.rng, tasks.SPACING.get(task)
    subjects = sorted({s for s, _, _ in items})
    learn = set(rng.permutation(subjects)[: int(0.55 * len(subjects))])
    rows = {f"{side}-{what}": [] for side in ("learn", "test") for what in ("accepted", "rejected", "kinds")}
    waiting = []
    for n, (subject, image, labels) in enumerate(items):
        side = "learn" if subject in learn else "test"
        picture = tasks.save(f"{folder}/{n:03d}-image", image, spacing)
        sound = tasks.drawn(labels)

        def add(what, name, mask):
            path = tasks.save(f"{folder}/{n:03d}-{name}", mask.astype(np.uint8), spacing)
            rows[f"{side}-{what}"].append((f"{n:03d}-{name}", path, picture, subject))

        add("accepted", "sound", sound)
        for _ in range(20):
            kind = "prediction" if rng.random() < 0.5 else rng.choice(tasks.kinds(labels))
            bad = tasks.spoil(sound, image, kind)
            if bad is not None:
                add("rejected", kind, bad)
                break
        made = 0
        for _ in range(12 if side == "test" else 0):
            if not waiting:
                waiting = list(rng.permutation([k for k in tasks.kinds(labels) if tasks.named(k)]))
            kind = waiting.pop()
            bad = tasks.spoil(sound, image, kind)
            if bad is not None:
                add("kinds", f"{kind}-{made}", bad)
                made += 1
            if made == (3 if spacing is None else 2):
                break
    for name, listed in rows.items():
        write(f"{folder}/{name}.csv", listed)


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))[1:]


def learn(program, folder, task, rejected=None, accepted=None, options=()):
    """Learns a policy; what `fit` said, and its seconds."""
    policy, accepted = f"{folder}/{task}.yaml", accepted or f"{folder}/learn-accepted.csv"
    for old in (policy, f"{folder}/fit.patch"):
        if os.path.exists(old):
            os.remove(old)
    dimensions = "3" if task in tasks.SPACING else "2"
    run(program, "policy", "new", task, "--accepted", accepted, "--dimensions", dimensions, "--output", policy)
    more = []
    if rejected:
        write(f"{folder}/learn-chosen.csv", rejected)
        more = ["--rejected", f"{folder}/learn-chosen.csv", *options]
    began = time.time()
    patch = f"{folder}/fit.patch"
    said = run(program, "policy", "fit", policy, "--accepted", accepted, *more, "--patch", "--output", patch)
    seconds = time.time() - began
    if os.path.exists(f"{folder}/fit.patch"):
        run("patch", "-p1", "-i", f"{folder}/fit.patch", cwd=folder)
    return said.stdout + said.stderr, seconds


def check(program, folder, task, table):
    manifest, policy = f"{folder}/{table}.csv", f"{folder}/{task}.yaml"
    lines = run(program, "check", "--manifest", manifest, "--policy", policy, "--format", "jsonl")
    return [json.loads(line) for line in lines.stdout.splitlines() if line.startswith("{")]


def read(path):
    if path.endswith(".png"):
        return np.array(Image.open(path))
    raw = gzip.open(path).read()
    return np.frombuffer(raw[352:], "u1").reshape(np.frombuffer(raw[40:56], "<i2")[3:0:-1])


def placed(record, folder, paths):
    """Whether the place that is named first overlaps the largest part of the fault, and holds its centre; and how large
    it is, over the box of all structures."""
    bad = read(paths[record["case"]])
    name = f"{folder}/{record['case'].split('-')[0]}-sound"
    sound = read(name + (".png" if bad.ndim == 2 else ".nii.gz"))
    changed = bad != sound
    parts, _ = nd.label(changed, np.ones((3,) * bad.ndim))
    at = np.argwhere(parts == 1 + np.argmax(np.bincount(parts[changed])[1:]))
    place = next((r["location"]["voxel"] for r in record["reasons"] if (r.get("location") or {}).get("voxel")), None)
    if place is None:
        return False, False, np.nan
    low, high = np.array(place[0][::-1]), np.array(place[1][::-1])
    overlaps = (low <= at.max(0)).all() and (high >= at.min(0)).all()
    centre = at.mean(0)
    held = np.argwhere(bad > 0)
    share = np.prod(high - low + 1.0) / np.prod(held.max(0) - held.min(0) + 1.0)
    return bool(overlaps), bool((centre >= low - 1).all() and (centre <= high + 1).all()), share


def faults(record):
    return [r["fault"] for r in record["reasons"] if r.get("fault")]


def measured(program, folder, task, seconds):
    good, bad, kinds = [check(program, folder, task, f"test-{t}") for t in ("accepted", "rejected", "kinds")]
    sound, faulty = [np.array([r["score"] for r in part]) for part in (good, bad)]
    order = (sound[:, None] > faulty).mean() + 0.5 * (sound[:, None] == faulty).mean()
    decided = [(r["decision"] == "reject") == wrong for part, wrong in ((good, False), (bad, True)) for r in part
               if r["decision"] != "review"]
    named = [(tasks.named(r["case"].split("-")[1]), faults(r)) for r in kinds if r["decision"] != "accept"]
    paths = {row[0]: row[1] for row in rows_of(f"{folder}/test-kinds.csv")}
    refused = [r for r in kinds if r["decision"] != "accept"]
    everywhere = [(r["case"].split("-")[1] in tasks.LOCAL, *placed(r, folder, paths)) for r in refused]
    places, broad = [p[1:] for p in everywhere if p[0]], [p[1:] for p in everywhere if not p[0]]
    line = np.quantile(sound, 0.05)
    return {
        "cases": len(good) + len(bad), "forced": ((sound >= 0.5).sum() + (faulty < 0.5).sum()) / (len(good) + len(bad)),
        "area": order, "decided": len(decided) / (len(good) + len(bad)), "right": np.mean(decided) if decided else None,
        "accepted": np.mean([r["decision"] == "accept" for r in bad]),
        "caught": np.mean([r["score"] < line for r in kinds]),
        "first": np.mean([f[:1] == [k] for k, f in named]) if named else None,
        "two": np.mean([k in f[:2] for k, f in named]) if named else None,
        "place": np.mean([p[0] for p in places]) if places else None,
        "centre": np.mean([p[1] for p in places]) if places else None,
        "share": np.nanmean([p[2] for p in places]) if places else None,
        "broad": np.mean([p[0] for p in broad]) if broad else None, "seconds": seconds}


COLUMNS = [
    ("cases", "cases", "{:.0f}", 1), ("forced", "right when forced %", "{:.1f}", 100), ("area", "AUROC", "{:.3f}", 1),
    ("decided", "decided %", "{:.0f}", 100), ("right", "right of them %", "{:.1f}", 100),
    ("accepted", "faulty accepted %", "{:.1f}", 100), ("first", "fault first %", "{:.0f}", 100),
    ("two", "in two %", "{:.0f}", 100), ("place", "place meets %", "{:.0f}", 100),
    ("centre", "holds centre %", "{:.0f}", 100), ("share", "place of structures %", "{:.0f}", 100),
    ("broad", "whole: meets %", "{:.0f}", 100), ("seconds", "fit s", "{:.0f}", 1)]


def cell(result, key, form, factor):
    value = result.get(key)
    return "–" if value is None or np.isnan(value) else form.format(factor * value)


def markdown(results, before, rejected):
    """Rows of what is now; with what was before in front, parted by an arrow."""
    lines = ["| task | rejected | " + " | ".join(c[1] for c in COLUMNS) + " |", "| --- " * (len(COLUMNS) + 2) + "|"]
    keys = [k for k in results if k.split("/")[1] in rejected]
    for name in keys:
        old = before.get(name)
        cells = []
        for column in COLUMNS:
            now = cell(results[name], column[0], *column[2:])
            cells.append(f"{cell(old, column[0], *column[2:])} → {now}" if old and column[0] != "cases" else now)
        lines.append("| " + " | ".join(name.split("/") + cells) + " |")
    if len(keys) > 1:
        values = [[results[k].get(c[0]) for k in keys] for c in COLUMNS]
        mean = [np.nanmean([np.nan if v is None else v for v in column]) for column in values]
        cells = [c[2].format(c[3] * m) for c, m in zip(COLUMNS, mean)]
        lines.append("| **mean** | | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def kinds_out(program, folder, task):
    """The share of each kind that scores below 95 % of sound masks, learned from rejected masks without the kind."""
    rejected = rows_of(f"{folder}/learn-rejected.csv")
    shares = {}
    for kind in sorted({r[0].split("-")[1] for r in rejected} - {"prediction"}):
        learn(program, folder, task, [r for r in rejected if r[0].split("-")[1] != kind], options=["--no-mutations"])
        good, kinds = check(program, folder, task, "test-accepted"), check(program, folder, task, "test-kinds")
        line = np.quantile([r["score"] for r in good], 0.05)
        own = [r["score"] < line for r in kinds if r["case"].split("-")[1] == kind]
        if own:
            shares[kind] = (len(own), float(np.mean(own)))
    return shares


def promised(said):
    found = re.search(r"AUROC ([0-9.]+); ([0-9.]+) % right", said)
    return (float(found[1]), float(found[2])) if found else (None, None)


def groups(program, folder, task):
    """What `fit` promises of unseen cases, with the column of subjects and without it."""
    rejected, found = rows_of(f"{folder}/learn-rejected.csv"), {}
    for name in ("with", "without"):
        own = [r if name == "with" else (r[0], r[1], r[2], r[0]) for r in rejected]
        sound = [r if name == "with" else (r[0], r[1], r[2], r[0]) for r in rows_of(f"{folder}/learn-accepted.csv")]
        write(f"{folder}/learn-grouped.csv", sound)
        said, seconds = learn(program, folder, task, own, f"{folder}/learn-grouped.csv")
        found[name] = (*promised(said), measured(program, folder, task, seconds)["forced"])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("tasks", nargs="*")
    parser.add_argument("--data")
    parser.add_argument("--work", default="quality-work")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--rejected", default="all")
    parser.add_argument("--kinds-out", action="store_true")
    parser.add_argument("--groups", action="store_true")
    parser.add_argument("--save")
    parser.add_argument("--before")
    parser.add_argument("--markdown")
    chosen = parser.parse_intermixed_args()
    chosen.program = os.path.abspath(chosen.program)
    makers = dict(tasks.PHANTOMS)
    if chosen.data:
        makers |= {name: lambda make=make: make(chosen.data) for name, make in tasks.REAL.items()}
    before = json.load(open(chosen.before)) if chosen.before and os.path.exists(chosen.before) else {}
    results, text = {}, []
    if chosen.save and os.path.exists(chosen.save):
        results = json.load(open(chosen.save))
    rejected = chosen.rejected.split(",")
    for task in chosen.tasks or makers:
        folder = os.path.abspath(f"{chosen.work}/{task}")
        if not os.path.exists(f"{folder}/test-kinds.csv"):
            tasks.seed(7)
            items = list(makers[task]())
            count = min(chosen.cases or len(items), len(items))
            prepare(folder, task, [items[n * len(items) // count] for n in range(count)])
        bad = rows_of(f"{folder}/learn-rejected.csv")
        for count in rejected:
            said, seconds = learn(chosen.program, folder, task, bad if count == "all" else bad[: int(count)])
            results[f"{task}/{count}"] = measured(chosen.program, folder, task, seconds)
            own = {f"{task}/{count}": results[f"{task}/{count}"]}
            print(markdown(own, before, rejected).split("\n")[-1], flush=True)
        if chosen.kinds_out:
            for kind, (count, share) in kinds_out(chosen.program, folder, task).items():
                text.append(f"| {task} | {kind} | {count} | {100 * share:.0f} |")
                print(text[-1], flush=True)
        if chosen.groups:
            for name, (curve, forced, test) in groups(chosen.program, folder, task).items():
                print(f"| {task} | {name} | {curve} | {forced} | {100 * test:.1f} |", flush=True)
        if chosen.save:
            json.dump(results, open(chosen.save, "w"), indent=1)
    print(markdown(results, before, rejected))
    if chosen.markdown:
        page = open(chosen.markdown).read()
        start, end = "<!-- quality -->\n", "<!-- end of quality -->"
        table = markdown(results, before, rejected) + "\n"
        open(chosen.markdown, "w").write(page.split(start)[0] + start + table + end + page.split(end)[1])


if __name__ == "__main__":
    main()
