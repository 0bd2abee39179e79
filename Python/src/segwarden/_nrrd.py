"""Arrays as NRRD: a header of text, exact to the last digit of a double, and the voxels as they are.

An export is handed to the program in this form since it carries what arrays have and no more: a type, a shape, where
they lie in the patient, names, and structures that overlap. See teem.sourceforge.net/nrrd/format.html, and for
`Segment0_Name` 3D Slicer's `.seg.nrrd`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Union

RAS = "right-anterior-superior"
LPS = "left-posterior-superior"

TYPES = {
    "bool": "uint8",
    "int8": "int8",
    "uint8": "uint8",
    "int16": "int16",
    "uint16": "uint16",
    "int32": "int32",
    "uint32": "uint32",
    "int64": "int64",
    "uint64": "uint64",
    "float32": "float",
    "float64": "double",
}
"""NumPy's names of types, and the format's."""

Vector = Sequence[float]


def header(
    kind: str,
    sizes: Sequence[int],
    *,
    layers: int = 1,
    space: Union[str, None] = None,
    directions: Sequence[Vector] = (),
    origin: Union[Vector, None] = None,
    spacings: Sequence[float] = (),
    big_endian: bool = False,
    pairs: Union[Mapping[str, str], None] = None,
) -> bytes:
    """The header of a file whose voxels follow it.

    `kind` is the format's name of the type; `sizes` the number of voxels along each axis, the fastest first; `layers`
    the number of values for each voxel, adjacent in memory; `directions` the step of each axis in mm in the frame of
    `space`, or else `spacings` its length.
    """
    several = [str(layers)] if layers > 1 else []
    lines = [
        "NRRD0005",
        f"type: {kind}",
        f"dimension: {len(sizes) + len(several)}",
        f"sizes: {' '.join([*several, *map(str, sizes)])}",
        f"kinds: {' '.join(['list'] * len(several) + ['domain'] * len(sizes))}",
        f"endian: {'big' if big_endian else 'little'}",
        "encoding: raw",
    ]
    if directions:
        lines.insert(3, f"space: {space}")
        vectors = ["none"] * len(several) + [_vector(direction) for direction in directions]
        lines.append(f"space directions: {' '.join(vectors)}")
        if origin is not None:
            lines.append(f"space origin: {_vector(origin)}")
    elif spacings:
        lines.append(f"spacings: {' '.join(['nan'] * len(several) + [repr(float(length)) for length in spacings])}")
    for key, value in (pairs or {}).items():
        lines.append(f"{_escaped(key)}:={_escaped(value)}")
    return ("\n".join(lines) + "\n\n").encode()


def segments(names: Sequence[str]) -> dict[str, str]:
    """The pairs that name the layers of a segmentation, one structure a layer, each with the value 1."""
    pairs: dict[str, str] = {}
    for number, name in enumerate(names):
        pairs |= {
            f"Segment{number}_ID": name,
            f"Segment{number}_Name": name,
            f"Segment{number}_LabelValue": "1",
            f"Segment{number}_Layer": str(number),
        }
    return pairs


def _vector(numbers: Vector) -> str:
    return f"({','.join(repr(float(number)) for number in numbers)})"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", " ")
