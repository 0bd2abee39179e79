"""What is compared: an operation of ours with the peers that answer the same question, and how much quicker it has to
be."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Comparison:
    title: str
    # The name of the operation in `Sources/Operations.swift`.
    ours: str
    # Names in `peers/`; the quickest counts.
    peers: list
    # How many times the CPU time of the best peer must be ours, and how many times we would like it to be.
    target: float
    aim: float | None = None
    # Whether the peers can use several threads.
    threaded: bool = False
    # The name of what is read (`phantoms.py`).
    file: str = "whole"


SIMPLEITK_STATISTICS = "SimpleITK label shape statistics"

COMPARISONS = [
    Comparison(".nii.gz to runs", "load", ["libdeflate", "zlib-ng", "ISA-L"], 1.2),
    Comparison(".nii.gz to runs, against nibabel", "load", ["nibabel with indexed_gzip"], 3.5),
    Comparison(
        "voxels, boxes, centroids, moments",
        "statistics",
        [SIMPLEITK_STATISTICS, "cc3d statistics", "numpy bincount (counts alone)"],
        10,
    ),
    Comparison(
        "components (26 neighbours) with sizes",
        "components",
        ["cc3d components, statistics and component map", "SimpleITK connected components in boxes"],
        20,
    ),
    Comparison("contacts with areas", "contacts", ["cc3d contacts"], 10),
    Comparison(
        "surface area and Euler number",
        "surface",
        [
            "SimpleITK Crofton (surface alone; less the statistics without it)",
            "scikit-image marching cubes and Euler number in boxes",
        ],
        12,
    ),
    Comparison("cavities", "cavities", ["fill_voids in boxes"], 8),
    Comparison(
        "inscribed radius",
        "radius",
        ["edt of all labels, and the maximum of each", "edt in boxes"],
        5,
        aim=10,
        threaded=True,
    ),
    Comparison("light chain", "light", ["light chain of the quickest libraries"], 16, threaded=True),
    Comparison("full chain", "full", ["full chain of the quickest libraries"], 12, aim=20, threaded=True),
    Comparison(
        "DICOM segmentation to runs",
        "segments",
        [
            "highdicom, to one label map",
            "highdicom, segment by segment",
            "dcmqi segimage2itkimage, to one label map",
        ],
        5,
        file="segments",
    ),
    Comparison("DICOM series to an image", "series", ["SimpleITK series reader (GDCM)"], 2, file="series"),
]

# Operations whose cost grows with noise, measured on the noisy label map too.
NOISE = ["components", "contacts"]

# The most memory, in MB, that a whole process of ours may take.
MEMORY = {"light": 60, "full": 250, "segments": 100}
