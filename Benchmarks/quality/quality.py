#!/usr/bin/env python3
"""How well learned policies tell sound masks from faulty ones that they never saw.

    quality.py PROGRAM [--data DIR] [--work DIR] [--rejected all|few|none] [TASK ...]

Makes stand-in tasks, runs `policy new --accepted`, `policy fit` and `check`, and prints one table. Phantoms with
pictures (`skin`, `ultrasound`, `heart`) are drawn here; with --data the contours of `sunnybrook` and the lungs of
`cxr-lungs` are used as well. The faults are drawn by this script, not by the mutations that `fit` learns from: noise
on signed distances, leaks by likeness, thresholds, fragments, cuts, shifts, blocks, and predictions as a network
makes them. Cases of one subject are never on both sides. Needs numpy, scipy and Pillow.
"""
import argparse, csv, glob, json, os, re, subprocess, time
import numpy as np
from PIL import Image
from scipy import ndimage as nd

rng = np.random.default_rng(7)


def noise(shape, sigma):
    n = nd.gaussian_filter(rng.standard_normal(shape), sigma)
    return n / n.std()


def signed(mask):
    return nd.distance_transform_edt(mask) - nd.distance_transform_edt(~mask)


def dice(a, b):
    return 2 * (a & b).sum() / max(1, a.sum() + b.sum())


def radius(mask):
    return np.sqrt(mask.sum() / np.pi)


def disc(shape, y, x, r):
    yy, xx = np.ogrid[: shape[0], : shape[1]]
    return (yy - y) ** 2 + (xx - x) ** 2 < r * r


def grey(image):
    return (image if image.ndim == 2 else image.mean(2)).astype(float)


def wavy(m, image, s):
    return signed(m) + noise(m.shape, max(2, radius(m) * rng.uniform(0.08, 0.35))) * radius(m) * s * 0.6 > 0


def over(m, image, s):
    return signed(m) > -radius(m) * s * 0.6


def under(m, image, s):
    d = signed(m)
    return d > min(radius(m) * s * 0.6, d.max() * 0.8)


def shifted(m, image, s):
    a = rng.uniform(0, 2 * np.pi)
    way = radius(m) * s * 1.2 * np.array([np.sin(a), np.cos(a)])
    return nd.shift(m.astype(float), way, order=0) > 0.5


def cut(m, image, s):
    ys, xs = np.nonzero(m)
    a = rng.uniform(0, 2 * np.pi)
    p = np.cos(a) * xs + np.sin(a) * ys
    gone = p > np.quantile(p, 1 - min(0.6, s * 0.7))
    out = m.copy()
    out[ys[gone], xs[gone]] = False
    return out


def spots(m, s, inside):
    out = m.copy()
    ys, xs = np.nonzero(m) if inside else np.nonzero(np.ones_like(m))
    for _ in range(rng.integers(1, 4)):
        at = rng.integers(len(ys))
        spot = disc(m.shape, ys[at], xs[at], max(2, radius(m) * s * rng.uniform(0.3, 0.8)))
        out = out & ~spot if inside else out | spot
    return out


def leak(m, image, s):
    g = nd.gaussian_filter(grey(image), 1.5)
    edge = m & ~nd.binary_erosion(m)
    ys, xs = np.nonzero(edge)
    at = rng.integers(len(ys))
    low, high = np.quantile(g[m], [0.05, 0.95])
    like = (g > low - 5) & (g < high + 5) & ~m & disc(m.shape, ys[at], xs[at], radius(m) * (0.5 + 2 * s))
    parts, _ = nd.label(like | edge)
    return m | (parts == parts[ys[at], xs[at]])


def fragments(m, image, s):
    n, d, r = noise(m.shape, rng.uniform(1, 3)), signed(m), radius(m)
    out = m & ~((n > 1.6 - s) & (d < r * 0.5 * s + 2))
    return out | ((n > 1.9 - s * 0.5) & (d > -r * s - 2) & ~m)


def threshold(m, image, s):
    g = nd.gaussian_filter(grey(image), rng.uniform(0.5, 2))
    low, high = np.quantile(g[m], [0.1, 0.9])
    return (g > low) & (g < high) & (signed(m) > -radius(m) * (0.2 + s))


def blocky(m, image, s):
    k = int(max(3, radius(m) * s * 0.8))
    h, w = [-(-n // k) * k for n in m.shape]
    p = np.zeros((h, w))
    p[: m.shape[0], : m.shape[1]] = m
    b = p.reshape(h // k, k, w // k, k).mean((1, 3)) > 0.5
    return np.kron(b, np.ones((k, k)))[: m.shape[0], : m.shape[1]] > 0.5


def prediction(m, image, _):
    """As a network might: distance, likeness and noise, thresholded."""
    g = nd.gaussian_filter(grey(image), 2)
    like = -np.abs(g - g[m].mean()) / (g[m].std() + 1e-6)
    s, r = np.exp(rng.uniform(np.log(0.15), np.log(1.2))), radius(m)
    return signed(m) / r + s * (0.35 * noise(m.shape, r * 0.3) + 0.25 * like + 0.15 * noise(m.shape, 2)) > 0


KINDS = {
    "jagged": wavy, "over-segmented": over, "under-segmented": under, "shifted": shifted, "missing-part": cut,
    "island": lambda m, i, s: spots(m, s, False), "hole": lambda m, i, s: spots(m, s, True), "leak": leak,
    "fragments": fragments, "threshold": threshold, "blocky": blocky,
}


def faulty(m, image):
    for _ in range(30):
        if rng.random() < 0.45:
            kind, out = "prediction", prediction(m, image, 1)
        else:
            kind = rng.choice(list(KINDS))
            out = KINDS[kind](m, image, np.exp(rng.uniform(np.log(0.1), 0)))
        if out.sum() > 20 and dice(out, m) < 0.85:
            return out, kind
    return None, None


def drawn(m):
    """As a second person draws it."""
    return signed(m) + noise(m.shape, max(2, radius(m) * 0.25)) * radius(m) * 0.02 > 0


# Tasks: subject, image, labels.


def blob(shape, r, irregular):
    h, w = shape
    yy, xx = np.mgrid[:h, :w]
    y, x = yy - h / 2 - rng.normal() * h * 0.08, xx - w / 2 - rng.normal() * w * 0.08
    t, e = np.arctan2(y, x), rng.uniform(1, 1.7)
    edge = r * (1 + sum(rng.normal() * irregular / k * np.cos(k * t + rng.uniform(0, 6)) for k in range(2, 7)))
    return np.hypot(y * e**0.5, x / e**0.5) < edge


def skin(n=160):
    for i in range(n):
        m = blob((192, 256), rng.uniform(25, 70), 0.12)
        d = nd.gaussian_filter(m.astype(float), rng.uniform(1, 4))[..., None]
        base = np.array([rng.uniform(190, 230), rng.uniform(140, 180), rng.uniform(120, 160)])
        image = base + base * (rng.uniform(0.4, 0.85, 3) - 1) * d * (1 + 0.25 * noise(m.shape, 10)[..., None] * d)
        image += 8 * noise(m.shape, 40)[..., None] + 6 * rng.standard_normal(m.shape + (1,))
        yield f"s{i}", np.clip(image, 0, 255), m.astype(np.uint8)


def ultrasound(n=160):
    for i in range(n):
        m = blob((200, 240), rng.uniform(18, 50), 0.15)
        d = nd.gaussian_filter(m.astype(float), rng.uniform(1, 3))
        b = (rng.uniform(90, 130) + 25 * noise(m.shape, 12)) * (1 - d * rng.uniform(0.35, 0.75))
        b *= 1 - 0.35 * nd.gaussian_filter(np.cumsum(m, 0).clip(0, 1).astype(float), 3) * ~m
        fine = [nd.gaussian_filter(rng.standard_normal(m.shape), (0.6, 1.2)) for _ in range(2)]
        speckle = np.hypot(*fine)
        yield f"u{i}", np.clip(b * (speckle / speckle.mean() * 0.7 + 0.3), 0, 255), m.astype(np.uint8)


def heart(n=150):
    for i in range(n):
        shape = (128, 128)
        yy, xx = np.mgrid[:128, :128]
        cy, cx, r, t = 64 + rng.normal() * 5, 70 + rng.normal() * 5, rng.uniform(12, 22), rng.uniform(5, 9)
        wobble = 1 + 0.04 * noise(shape, 8)
        d = np.hypot((yy - cy) * rng.uniform(1, 1.15), xx - cx) * wobble
        right = np.hypot((yy - cy) * 0.9, xx - cx + 1.3 * (r + t)) * wobble < (r + t) * 1.1
        labels = np.select([d < r, d < r + t, right], [1, 2, 3]).astype(np.uint8)
        image = np.choose(labels, [60 + 20 * noise(shape, 10), 190, 95, 180])
        image = nd.gaussian_filter(image, 1.2) + 10 * rng.standard_normal(shape) + 12 * noise(shape, 20)
        yield f"h{i}", np.clip(image, 0, 255), labels


def sunnybrook(data):
    for path in sorted(glob.glob(f"{data}/sunnybrook/images/*.png")):
        name = os.path.basename(path)
        mask = next(p for p in glob.glob(f"{data}/sunnybrook/*/{name}") if "/images/" not in p)
        m = np.array(Image.open(mask).convert("L")) > 127
        if m.sum() > 60:
            yield "-".join(name.split("-")[:4]), np.array(Image.open(path).convert("L")), m.astype(np.uint8)


def lungs(data):
    for path in sorted(glob.glob(f"{data}/cxr-lungs/images/*.png")):
        name = os.path.basename(path).split(".")[0]
        mask = next(p for p in glob.glob(f"{data}/cxr-lungs/*/*{name}*") if "/images/" not in p)
        image, m = [Image.open(p).convert("L").resize((256, 256)) for p in (path, mask)]
        for _ in range(10):
            s, a = rng.uniform(0.88, 1.1), np.tan(np.radians(rng.uniform(-8, 8))) * 0.3
            at = (1 / s, a, rng.uniform(-12, 12), 0, 1 / s, rng.uniform(-12, 12))
            moved = [np.array(x.transform((256, 256), Image.AFFINE, at, Image.BILINEAR)) for x in (image, m)]
            bright = (moved[0] / 255.0) ** rng.uniform(0.7, 1.4) * 255 + rng.normal(0, 3, (256, 256))
            yield name, np.clip(bright, 0, 255), (moved[1] > 127).astype(np.uint8)


def write(folder, items):
    """Accepted and faulty masks of each image, subjects parted into those to learn from and those to test on."""
    subjects = sorted({s for s, _, _ in items})
    learn = set(rng.permutation(subjects)[: int(0.55 * len(subjects))])
    rows = {(a, b): [] for a in ("learn", "test") for b in ("accepted", "rejected")}
    for n, (subject, image, labels) in enumerate(items):
        bad, kind = labels.copy(), None
        present = [v for v in np.unique(labels) if v and (labels == v).sum() > 30]
        spoilt, kind = faulty(labels == rng.choice(present), image)
        if spoilt is None:
            continue
        if len(present) == 1:
            sound, bad = drawn(labels > 0).astype(np.uint8), spoilt.astype(np.uint8)
        else:
            sound, value = labels, max(present, key=lambda v: dice(labels == v, spoilt))
            bad[(labels == value) & ~spoilt] = 0
            bad[spoilt] = value
        paths = [f"{folder}/{n:03d}-{what}.png" for what in ("image", "accepted", "rejected")]
        for path, pixels in zip(paths, (image, sound, bad)):
            Image.fromarray(pixels.astype(np.uint8)).save(path)
        side = "learn" if subject in learn else "test"
        rows[side, "accepted"].append((f"{n:03d}-sound", paths[1], paths[0], subject))
        rows[side, "rejected"].append((f"{n:03d}-{kind}", paths[2], paths[0], subject))
    for (side, what), listed in rows.items():
        with open(f"{folder}/{side}-{what}.csv", "w", newline="") as file:
            csv.writer(file).writerows([("case", "export", "image", "group")] + listed)
    with open(f"{folder}/test.csv", "w", newline="") as file:
        csv.writer(file).writerows(
            [("case", "export", "image", "group")] + rows["test", "accepted"] + rows["test", "rejected"])


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def judged(program, folder, task, rejected):
    policy = f"{folder}/{task}.yaml"
    if os.path.exists(policy):
        os.remove(policy)
    accepted = f"{folder}/learn-accepted.csv"
    run(program, "policy", "new", task, "--accepted", accepted, "--dimensions", "2", "--output", policy)
    more = []
    if rejected != "none":
        table = f"{folder}/learn-rejected.csv"
        if rejected == "few":
            lines = open(table).read().splitlines()[:11]
            table = f"{folder}/learn-few.csv"
            open(table, "w").write("\n".join(lines) + "\n")
        more = ["--rejected", table]
    began = time.time()
    run(program, "policy", "fit", policy, "--accepted", accepted, *more, "--patch", "--output", f"{folder}/fit.patch")
    seconds = time.time() - began
    run("patch", "-p1", "-i", f"{folder}/fit.patch", cwd=folder)
    lines = run(
        program, "check", "--manifest", f"{folder}/test.csv", "--policy", policy, "--format", "jsonl").stdout
    return [json.loads(line) for line in lines.splitlines() if line.startswith("{")], seconds


def row(task, records, seconds):
    bad = np.array([not r["case"].endswith("-sound") for r in records])
    score = np.array([r["score"] for r in records])
    decision = np.array([r["decision"] for r in records])
    order = (score[~bad][:, None] > score[bad]) + 0.5 * (score[~bad][:, None] == score[bad])
    decided = decision != "review"
    right = (decision == "reject") == bad
    named = [(r["case"].split("-", 1)[1], [x.get("fault") for x in r["reasons"] if x.get("fault")])
             for r, b in zip(records, bad) if b and r["decision"] != "accept"]
    named = [(kind, faults) for kind, faults in named if kind in KINDS and kind not in ("fragments", "threshold", "blocky")]
    first = np.mean([f[:1] == [k] for k, f in named]) if named else float("nan")
    two = np.mean([k in f[:2] for k, f in named]) if named else float("nan")
    cells = [
        task, len(records), f"{100 * np.mean((score < 0.5) == bad):.1f}", f"{order.mean():.3f}",
        f"{100 * decided.mean():.0f}", f"{100 * right[decided].mean():.1f}" if decided.any() else "–",
        f"{100 * np.mean(decision[bad] == 'accept'):.1f}", f"{100 * first:.0f}", f"{100 * two:.0f}", f"{seconds:.0f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("tasks", nargs="*")
    parser.add_argument("--data")
    parser.add_argument("--work", default="quality-work")
    parser.add_argument("--rejected", choices=["all", "few", "none"], default="all")
    chosen = parser.parse_args()
    tasks = {"skin": skin, "ultrasound": ultrasound, "heart": heart}
    if chosen.data:
        tasks |= {"sunnybrook": lambda: sunnybrook(chosen.data), "lungs": lambda: lungs(chosen.data)}
    print("| task | cases | right when forced % | AUROC | decided % | right of them % | faulty accepted % | fault first % | in two % | fit s |")
    print("| --- " * 10 + "|")
    for task in chosen.tasks or tasks:
        folder = os.path.abspath(f"{chosen.work}/{task}")
        os.makedirs(folder, exist_ok=True)
        if not os.path.exists(f"{folder}/test.csv"):
            write(folder, list(tasks[task]()))
        print(row(task, *judged(chosen.program, folder, task, chosen.rejected)), flush=True)


if __name__ == "__main__":
    main()
