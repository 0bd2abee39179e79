"""The files that are measured."""

import gzip
import os
import shutil

from harness.failure import say
from harness.sides import run

# What most tools write: zlib's deflate at level 6.
LEVEL = 6


def make(programs, folder, whole=None):
    """Writes the phantoms: the whole one, unless a file is given, and from it the one of half resolution and its noisy
    sister. Returns their paths by name."""
    os.makedirs(folder, exist_ok=True)
    if whole is None:
        whole = os.path.join(folder, "whole.nii.gz")
        say("Making the phantom")
        write(programs, whole, "whole")
    half = os.path.join(folder, "half.nii.gz")
    noisy = os.path.join(folder, "noisy.nii.gz")
    write(programs, half, "half", whole)
    write(programs, noisy, "noisy", half)
    return {"whole": whole, "half": half, "noisy": noisy}


def make_dicom(programs, folder, whole):
    """Makes a segmentation object and an image series of the whole label map. Returns their paths by name."""
    say("Making DICOM files")
    run([programs.python, "-m", "peers.dicom_files", whole, folder])
    return {name: os.path.join(folder, file) for name, file in (("segments", "segments.dcm"), ("series", "series"))}


def write(programs, path, *which):
    """Our program writes without compression, and Python's zlib compresses: a stream that our own writer made might
    suit our own reader better than those that it meets."""
    plain = path.removesuffix(".gz")
    run([programs.benchmarks, "phantom", *which, plain])
    with open(plain, "rb") as source, open(path, "wb") as target:
        with gzip.GzipFile("", "wb", LEVEL, target, mtime=0) as packed:
            shutil.copyfileobj(source, packed, 1 << 20)
    os.remove(plain)
