"""Stand-in tasks: phantoms with pictures, and faults that are not drawn by what `policy fit` learns from.

A task yields a subject, an image and a label map for each case. Pictures are two-dimensional arrays (with a third axis
of three colours), volumes three-dimensional with axes (slice, row, column) and a spacing in mm.
"""
import glob
import gzip
import os
import struct

import numpy as np
from PIL import Image
from scipy import ndimage as nd

rng = np.random.default_rng(7)


def seed(number):
    global rng
    rng = np.random.default_rng(number)


# Shapes.


def noise(shape, sigma):
    n = nd.gaussian_filter(rng.standard_normal(shape), sigma)
    return n / n.std()


def signed(mask):
    return nd.distance_transform_edt(mask) - nd.distance_transform_edt(~mask)


def dice(a, b):
    return 2 * (a & b).sum() / max(1, a.sum() + b.sum())


def radius(mask):
    """Of a disc, or a ball, of its size, in voxels."""
    n = mask.sum()
    return np.sqrt(n / np.pi) if mask.ndim == 2 else np.cbrt(n * 3 / (4 * np.pi))


def ball(shape, centre, r):
    grid = np.ogrid[tuple(slice(n) for n in shape)]
    return sum((g - c) ** 2 for g, c in zip(grid, centre)) < r * r


def grey(image, mask):
    return (image if image.ndim == mask.ndim else image.mean(-1)).astype(float)


def some(places):
    at = np.argwhere(places)
    return at[rng.integers(len(at))]


def way(ndim, length):
    """A direction in the plane of the picture, or of the slices."""
    a = rng.uniform(0, 2 * np.pi)
    return np.array([0.0] * (ndim - 2) + [np.sin(a), np.cos(a)]) * length


# Faults. Each takes a mask, its image and a severity from 0.1 to 1.


def waves(m, image, s):
    return signed(m) + noise(m.shape, max(2, radius(m) * rng.uniform(0.08, 0.35))) * radius(m) * s * 0.6 > 0


def frayed(m, image, s):
    return signed(m) + noise(m.shape, rng.uniform(0.7, 1.5)) * (1 + radius(m) * s * 0.35) > 0


def over(m, image, s):
    return signed(m) > -radius(m) * s * 0.6


def under(m, image, s):
    d = signed(m)
    return d > min(radius(m) * s * 0.6, d.max() * 0.8)


def shifted(m, image, s):
    return nd.shift(m.astype(float), way(m.ndim, radius(m) * s * 1.2), order=0) > 0.5


def cut(m, image, s):
    at = np.argwhere(m)
    p = at @ way(m.ndim, 1)
    gone = at[p > np.quantile(p, 1 - min(0.6, s * 0.7))]
    out = m.copy()
    out[tuple(gone.T)] = False
    return out


def bite(m, image, s):
    edge = m & ~nd.binary_erosion(m)
    return m & ~ball(m.shape, some(edge), radius(m) * (0.4 + 0.8 * s))


def holes(m, image, s):
    out, deep = m.copy(), nd.distance_transform_edt(m)
    for _ in range(rng.integers(1, 4)):
        r = max(2, radius(m) * s * rng.uniform(0.4, 0.8))
        centre = some(deep > min(r, deep.max() * 0.6))
        out &= ~(ball(m.shape, centre, r) & (deep > 1))
    return out


def islands(m, image, s):
    out, d = m.copy(), signed(m)
    for _ in range(rng.integers(1, 4)):
        r = max(2, radius(m) * s * rng.uniform(0.3, 0.8))
        far = d < -r - 2
        if far.any():
            out |= ball(m.shape, some(far), r) & (d < -1.5)
    return out


def leak(m, image, s):
    g = nd.gaussian_filter(grey(image, m), 1.5)
    edge = m & ~nd.binary_erosion(m)
    at = some(edge)
    low, high = np.quantile(g[m], [0.05, 0.95])
    near = ball(m.shape, at, radius(m) * (0.5 + 2 * s)) & ~m
    like = (g > low - 5) & (g < high + 5) & near
    parts, _ = nd.label(like | edge)
    return m | (parts == parts[tuple(at)])


def tongue(m, image, s):
    at, d = some(m & ~nd.binary_erosion(m)), signed(m)
    out = m.copy()
    step = at - np.argwhere(m).mean(0)
    step /= max(np.linalg.norm(step), 1e-6)
    place = at.astype(float)
    for _ in range(int(radius(m) * (0.4 + 1.6 * s))):
        out |= ball(m.shape, place, radius(m) * 0.25)
        step = step + way(m.ndim, 0.35)
        step /= np.linalg.norm(step)
        place = place + step
    return out


def blocks(m, image, s):
    k = int(max(3, radius(m) * s * 0.8))
    size = (1,) * (m.ndim - 2) + (k, k)
    pad = [(0, -n % k if i >= m.ndim - 2 else 0) for i, n in enumerate(m.shape)]
    p = np.pad(m, pad).astype(float)
    mean = nd.uniform_filter(p, size)[tuple(slice(b // 2, None, b) for b in size)]
    for axis in (-2, -1):
        mean = np.repeat(mean, k, axis)
    return mean[tuple(slice(n) for n in m.shape)] > 0.5


def fragments(m, image, s):
    n, d, r = noise(m.shape, rng.uniform(1, 3)), signed(m), radius(m)
    out = m & ~((n > 1.6 - s) & (d < r * 0.5 * s + 2))
    return out | ((n > 1.9 - s * 0.5) & (d > -r * s - 2) & ~m)


def threshold(m, image, s):
    g = nd.gaussian_filter(grey(image, m), rng.uniform(0.5, 2))
    low, high = np.quantile(g[m], [0.1, 0.9])
    return (g > low) & (g < high) & (signed(m) > -radius(m) * (0.2 + s))


def prediction(m, image, _):
    """As a network might: distance, likeness and noise, thresholded."""
    g = nd.gaussian_filter(grey(image, m), 2)
    like = -np.abs(g - g[m].mean()) / (g[m].std() + 1e-6)
    s, r = np.exp(rng.uniform(np.log(0.15), np.log(1.2))), radius(m)
    return signed(m) / r + s * (0.35 * noise(m.shape, r * 0.3) + 0.25 * like + 0.15 * noise(m.shape, 2)) > 0


def turned(m, image, s):
    return np.flip(m, -1 if m.ndim == 3 or rng.random() < 0.7 else 0)


def slices(m, image, s):
    held = np.flatnonzero(m.any((1, 2)))
    out = m.copy()
    if len(held) > 3:
        count = max(1, int(0.5 * s * len(held)))
        first = rng.integers(1, max(2, len(held) - count))
        out[held[first : first + count]] = False
    return out


# What each is called, by the program's vocabulary; None: no single name fits.
FAULTS = {
    "waves": (waves, "jagged"), "frayed": (frayed, "jagged"), "blocks": (blocks, "jagged"),
    "over": (over, "over-segmented"), "under": (under, "under-segmented"), "shifted": (shifted, "shifted"),
    "cut": (cut, "missing-part"), "bite": (bite, "missing-part"), "holes": (holes, "hole"),
    "islands": (islands, "island"), "leak": (leak, "leak"), "tongue": (tongue, "leak"), "turned": (turned, "mirrored"),
    "slices": (slices, "missing-slices"), "fragments": (fragments, None), "threshold": (threshold, None),
    "prediction": (prediction, None),
}
LOCAL = {"cut", "bite", "holes", "islands", "leak", "tongue", "slices"}


def kinds(labels):
    volume = labels.ndim == 3
    names = [k for k in FAULTS if k not in ("prediction",) and (volume or k != "slices")]
    return names + (["swapped", "merged"] if len(np.unique(labels)) > 2 else [])


def named(kind):
    return {"swapped": "labels-swapped", "merged": "labels-merged"}.get(kind) or FAULTS[kind][1]


def spoil(labels, image, kind, most=0.85):
    """The label map with a fault, or None: the worst label's Dice must fall below `most`."""
    present = [v for v in np.unique(labels) if v and (labels == v).sum() > 30]
    for _ in range(12):
        out = labels.copy()
        if kind in ("swapped", "merged"):
            if len(present) < 2:
                return None
            a, b = rng.choice(present, 2, replace=False)
            out[labels == a] = b
            if kind == "swapped":
                out[labels == b] = a
        elif kind == "turned":
            out = np.where(turned(labels > 0, image, 1), np.flip(labels, -1), 0).astype(labels.dtype)
            if not np.array_equal(out > 0, np.flip(labels, -1) > 0):
                out = np.flip(labels, 0)
        else:
            value = rng.choice(present)
            spoilt = FAULTS[kind][0](labels == value, image, np.exp(rng.uniform(np.log(0.1), 0)))
            out[(labels == value) & ~spoilt] = 0
            out[spoilt] = value
        worst = min(dice(out == v, labels == v) for v in present)
        if (out > 0).sum() > 20 and worst < most:
            return out
    return None


def drawn(labels):
    """As a second person draws it."""
    if len(np.unique(labels)) != 2 or labels.ndim == 3:
        return labels
    m = labels > 0
    wave = noise(m.shape, max(2, radius(m) * 0.25)) * radius(m) * 0.02
    return (signed(m) + wave > 0).astype(labels.dtype) * labels.max()


# Tasks.


def blob(shape, r, irregular, centre=None):
    h, w = shape
    yy, xx = np.mgrid[:h, :w]
    cy, cx = centre or (h / 2 + rng.normal() * h * 0.08, w / 2 + rng.normal() * w * 0.08)
    y, x = yy - cy, xx - cx
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


def polyps(n=160):
    for i in range(n):
        shape = (192, 224)
        m = blob(shape, rng.uniform(18, 60), 0.1, (rng.uniform(60, 130), rng.uniform(60, 160)))
        d = nd.gaussian_filter(m.astype(float), rng.uniform(1.5, 4))
        yy, xx = np.mgrid[: shape[0], : shape[1]]
        light = 1 - 0.45 * np.hypot(yy - 96, xx - 112) / 148
        folds = nd.gaussian_filter((np.abs(noise(shape, 9)) < 0.15).astype(float), 2)
        value = light * (150 - 45 * folds + 30 * d * (1 + 0.3 * noise(shape, 6)) + 8 * noise(shape, 3))
        shine = nd.gaussian_filter((noise(shape, 1.5) > 3.1).astype(float), 1) * 160
        image = value[..., None] * np.array([1.15, 0.62 + 0.06 * rng.normal(), 0.5]) + shine[..., None]
        yield f"p{i}", np.clip(image, 0, 255), m.astype(np.uint8)


def ultrasound(n=160):
    for i in range(n):
        m = blob((200, 240), rng.uniform(18, 50), 0.15)
        d = nd.gaussian_filter(m.astype(float), rng.uniform(1, 3))
        b = (rng.uniform(90, 130) + 25 * noise(m.shape, 12)) * (1 - d * rng.uniform(0.35, 0.75))
        b *= 1 - 0.35 * nd.gaussian_filter(np.cumsum(m, 0).clip(0, 1).astype(float), 3) * ~m
        fine = [nd.gaussian_filter(rng.standard_normal(m.shape), (0.6, 1.2)) for _ in range(2)]
        speckle = np.hypot(*fine)
        yield f"u{i}", np.clip(b * (speckle / speckle.mean() * 0.7 + 0.3), 0, 255), m.astype(np.uint8)


def chambers(cy, cx, r, t, away, squeeze, level):
    """A short-axis slice: cavity, wall and, where the slice is not apical, the right ventricle."""
    shape = (128, 128)
    yy, xx = np.mgrid[:128, :128]
    wobble = 1 + 0.04 * noise(shape, 8)
    d = np.hypot((yy - cy) * squeeze, xx - cx) * wobble
    side = np.hypot((yy - cy) * 0.9, xx - cx + away) * wobble < (r + t) * 1.1 * level
    cavity, wall = d < r * (0.35 + 0.65 * level), d < r * (0.35 + 0.65 * level) + t
    return np.select([cavity, wall, side], [1, 2, 3]).astype(np.uint8)


def tissue(labels, veins=True):
    image = np.choose(labels, [60 + 20 * noise(labels.shape, 10), 190, 95, 180])
    return nd.gaussian_filter(image, 1.2) + 10 * rng.standard_normal(labels.shape) + 12 * noise(labels.shape, 20)


def heart(n=160):
    """Slices from base to apex: no right ventricle near the apex, no left one in the outermost basal slices."""
    for i in range(n):
        r, t = rng.uniform(12, 22), rng.uniform(5, 9)
        level = rng.uniform(0.2, 1)
        cy, cx = 64 + rng.normal() * 5, 70 + rng.normal() * 5
        labels = chambers(cy, cx, r, t, 1.3 * (r + t), rng.uniform(1, 1.15), level)
        if level < 0.4:
            labels[labels == 3] = 0
        if level < 0.28:
            labels[labels == 1] = 2
        if level > 0.93:
            labels[labels < 3] = 0
        yield f"h{i // 2}", np.clip(tissue(labels), 0, 255), labels


def hearts(n=120):
    for i in range(n):
        cy, cx, r, t = 64 + rng.normal() * 5, 70 + rng.normal() * 5, rng.uniform(12, 22), rng.uniform(5, 9)
        squeeze, count = rng.uniform(1, 1.15), rng.integers(7, 10)
        labels = np.zeros((12, 128, 128), np.uint8)
        for k in range(count):
            level = 0.25 + 0.75 * (k + 1) / count
            plane = chambers(cy + k * 0.4, cx - k * 0.3, r, t, 1.3 * (r + t), squeeze, level)
            if level < 0.45:
                plane[plane == 3] = 0
            labels[k + 1] = plane
        yield f"v{i}", np.clip(np.stack([tissue(p) for p in labels]), 0, 255), labels


def kidneys(n=120):
    """Two kidneys of one value; a tumour in six of ten, a cyst in one of five."""
    shape, spacing = (40, 72, 96), np.array([4.0, 3.0, 3.0])
    for i in range(n):
        labels = np.zeros(shape, np.uint8)
        grid = np.meshgrid(*[np.arange(k) for k in shape], indexing="ij")
        wobble = 1 + 0.05 * noise(shape, 5)
        for side in (-1, 1):
            centre = (20 + rng.normal() * 2, 40 + rng.normal() * 2, 48 + side * (22 + rng.normal() * 2))
            radii = rng.uniform(48, 60) / 4, rng.uniform(24, 30) / 3, rng.uniform(24, 30) / 3
            at = sum(((g - c) / r) ** 2 for g, c, r in zip(grid, centre, radii))
            labels[np.sqrt(at) * wobble < 1] = 1
        image = np.where(labels == 1, 160.0, 20 + 25 * noise(shape, 4))
        for value, share, level in ((2, 0.6, 95), (3, 0.2, 5)):
            if rng.random() < share:
                edge = (labels == 1) & ~nd.binary_erosion(labels == 1)
                growth = ball(shape, some(edge), rng.uniform(3, 8)) & (wobble < 1.2)
                labels[growth] = value
                image[growth] = level
        yield f"k{i}", nd.gaussian_filter(image, (0.6, 0.8, 0.8)) + 12 * rng.standard_normal(shape), labels


def sunnybrook(data):
    for path in sorted(glob.glob(f"{data}/sunnybrook/images/*.png")):
        name = os.path.basename(path)
        mask = next(p for p in glob.glob(f"{data}/sunnybrook/*/{name}") if "/images/" not in p)
        m = np.array(Image.open(mask).convert("L")) > 127
        if m.sum() > 60:
            yield "-".join(name.split("-")[:4]), np.array(Image.open(path).convert("L")), m.astype(np.uint8)


def whole_heart(data):
    for path in sorted(glob.glob(f"{data}/predictions-2d/heart-mr/masks/*.png")):
        name = os.path.basename(path)
        image = Image.open(f"{data}/predictions-2d/heart-mr/images/{name}").convert("L")
        yield name.split("_")[0], np.array(image), np.array(Image.open(path))


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


SPACING = {"hearts": (1.5, 1.5, 8.0), "kidneys": (3.0, 3.0, 4.0)}
PHANTOMS = {
    "ultrasound": ultrasound, "polyps": polyps, "skin": skin, "heart": heart, "hearts": hearts, "kidneys": kidneys}
REAL = {"sunnybrook": sunnybrook, "lungs": lungs}


# Files.


def save(path, array, spacing=None):
    """A picture, or a volume as NIfTI with axes to the left, back and top (LPS kept as RAS by signs)."""
    if spacing is None:
        Image.fromarray(np.clip(array, 0, 255).astype(np.uint8)).save(path + ".png")
        return path + ".png"
    is_image = array.dtype != np.uint8
    voxels = np.ascontiguousarray(array.astype("<i2" if is_image else "u1"))
    size = array.shape[::-1]
    head = bytearray(352)
    struct.pack_into("<i", head, 0, 348)
    struct.pack_into("<8h", head, 40, 3, *size, 1, 1, 1, 1)
    struct.pack_into("<2h", head, 70, 4 if is_image else 2, 16 if is_image else 8)
    struct.pack_into("<8f", head, 76, 1, *spacing, 0, 0, 0, 0)
    struct.pack_into("<3f", head, 108, 352, 1, 0)
    head[123] = 2
    struct.pack_into("<2h", head, 252, 0, 1)
    struct.pack_into("<4f", head, 280, spacing[0], 0, 0, -size[0] * spacing[0] / 2)
    struct.pack_into("<4f", head, 296, 0, spacing[1], 0, -size[1] * spacing[1] / 2)
    struct.pack_into("<4f", head, 312, 0, 0, spacing[2], 0)
    head[344:348] = b"n+1\0"
    with gzip.open(path + ".nii.gz", "wb", compresslevel=1) as file:
        file.write(bytes(head) + voxels.tobytes())
    return path + ".nii.gz"
