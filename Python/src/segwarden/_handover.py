"""Objects of Python as files that the program reads, in memory where the system has such files.

Linux: a file that only lives in memory (`memfd_create`), has no name, and is gone when this process closes it or
ends in whatever way; the program opens it through `/proc`. An array is copied once. Elsewhere, and for a series of
objects, files in a folder of their own that only the user may read, in `/dev/shm` where there is one.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Union, cast

from . import _nrrd
from .errors import HandoverError


@dataclass(frozen=True)
class Voxels:
    """An array with its place in the patient.

    `values` is indexed [i, j, k] (or [i, j]), as nibabel has it; `affine` is the 4 × 4 matrix from (i, j, k, 1) to mm
    in RAS, also as nibabel has it. Who knows only lengths gives `spacing`, in mm along i, j, k; without either,
    nothing that is measured in mm can be judged.
    """

    values: Any
    affine: Any = None
    spacing: Union[Sequence[float], None] = None


class Handover:
    """What a request hands over, and keeps until it is answered."""

    def __init__(self) -> None:
        self._kept = contextlib.ExitStack()

    def close(self) -> None:
        """Lets go of all files."""
        self._kept.close()

    def mask(self, given: Any, affine: Any = None, spacing: Union[Sequence[float], None] = None) -> str:
        """The path of a mask."""
        if isinstance(given, Mapping) and not _is_of("pydicom", given):
            return self._layers(given, affine, spacing)
        return self._object(given, affine, spacing, "mask")

    def image(self, given: Any, affine: Any = None, spacing: Union[Sequence[float], None] = None) -> str:
        """The path of an image; a list of DICOM datasets is a series."""
        return self._object(given, affine, spacing, "image")

    def labels(self, given: Any) -> str:
        """The path of a table of names: one that there is, or values with their names."""
        if isinstance(given, (str, os.PathLike)):
            return _path(given)
        if not isinstance(given, Mapping):
            raise HandoverError("labels are a path, or a dictionary of values and names", "labels")
        names: dict[str, int] = {}
        for value, name in given.items():
            if isinstance(value, str):
                value, name = name, value
            if not isinstance(name, str) or not isinstance(value, int) or name in names:
                raise HandoverError(f"labels give each value one name of its own; not {value!r}: {name!r}", "labels")
            names[name] = int(value)
        with self._file("labels.json") as (file, path):
            file.write(json.dumps({"labels": names}).encode())
        return path

    def stream(self, given: BinaryIO, name: str) -> str:
        """The path of a file that is read from somewhere else."""
        with self._file(name) as (file, path):
            shutil.copyfileobj(given, file, 1 << 20)
        return path

    def _object(self, given: Any, affine: Any, spacing: Union[Sequence[float], None], role: str) -> str:
        if isinstance(given, (str, os.PathLike)):
            return _path(given)
        if isinstance(given, Voxels):
            return self._array(given, role)
        if _is_of("nibabel", given):
            return self._nibabel(given, role)
        if _is_of("SimpleITK", given):
            return self._simpleitk(given, role)
        if _is_of("pydicom", given):
            with self._file(f"{role}.dcm") as (file, path):
                _write_dicom(given, file)
            return path
        if isinstance(given, (list, tuple)) and given and all(_is_of("pydicom", entry) for entry in given):
            return self._series(given)
        if hasattr(given, "__array__") or hasattr(given, "__array_interface__"):
            return self._array(Voxels(given, affine, spacing), role)
        raise HandoverError(
            f"the {role} is a {type(given).__name__}; a path, an array, or an object of nibabel, SimpleITK, pydicom or "
            "highdicom can be handed over",
            role,
        )

    def _array(self, voxels: Voxels, role: str) -> str:
        array = _numbers(voxels.values, role)
        place = _place(voxels, array.ndim, role)
        with self._file(f"{role}.nrrd") as (file, path):
            head = _nrrd.header(_nrrd.TYPES[array.dtype.name], array.shape, big_endian=_is_big(array), **place)
            _copy(file, head, array, array.shape)
        return path

    def _layers(self, masks: Mapping[str, Any], affine: Any, spacing: Union[Sequence[float], None]) -> str:
        """Structures by name, which may overlap: one layer each."""
        import numpy as np

        if not masks:
            raise HandoverError("there is no mask: the dictionary is empty", "mask")
        arrays = {}
        for name, mask in masks.items():
            given = mask.values if isinstance(mask, Voxels) else mask
            affine = mask.affine if isinstance(mask, Voxels) and affine is None else affine
            array = _numbers(given, f"mask {name}")
            if array.dtype.kind == "f" or not np.isin(np.unique(array), (0, 1)).all():
                raise HandoverError(f"the mask of {name} holds other numbers than 0 and 1", f"mask {name}")
            arrays[name] = array
        shapes = {array.shape for array in arrays.values()}
        if len(shapes) > 1:
            raise HandoverError(f"masks of one export have one shape, not {_listed(shapes)}", "mask")
        shape = shapes.pop()
        place = _place(Voxels(None, affine, spacing), len(shape), "mask")
        head = _nrrd.header("uint8", shape, layers=len(arrays), pairs=_nrrd.segments(list(arrays)), **place)
        with self._file("mask.seg.nrrd") as (file, path):
            for number, array in enumerate(arrays.values()):
                _copy(file, head, array.astype(np.uint8, copy=False), (len(arrays), *shape), number)
        return path

    def _nibabel(self, given: Any, role: str) -> str:
        """As nibabel itself saves it, with its header and extensions; other kinds of images as an array."""
        if hasattr(given, "to_stream"):
            with self._file(f"{role}.nii") as (file, path):
                given.to_stream(file)
            return path
        import numpy as np

        return self._array(Voxels(np.asanyarray(given.dataobj), given.affine), role)

    def _simpleitk(self, given: Any, role: str) -> str:
        """The image's buffer as it is, and the names that 3D Slicer keeps in the metadata of a segmentation."""
        import SimpleITK

        count = given.GetDimension()
        if count > 3:
            raise HandoverError(f"the {role} has {count} dimensions; hand over one volume", role)
        array = _numbers(SimpleITK.GetArrayViewFromImage(given), role)
        layers = given.GetNumberOfComponentsPerPixel()
        pairs = {key: given.GetMetaData(key) for key in given.GetMetaDataKeys() if role == "mask" and _is_segment(key)}
        spacing, matrix = given.GetSpacing(), given.GetDirection()
        columns = [[matrix[count * row + axis] * spacing[axis] for row in range(count)] for axis in range(count)]
        place: dict[str, Any] = {"spacings": spacing}
        # Two dimensions say nothing of the patient's sides.
        if count == 3:
            place = {"space": _nrrd.LPS, "directions": columns, "origin": given.GetOrigin()}
        head = _nrrd.header(
            _nrrd.TYPES[array.dtype.name],
            given.GetSize(),
            layers=layers,
            big_endian=_is_big(array),
            pairs=pairs,
            **place,
        )
        with self._file(f"{role}.nrrd") as (file, path):
            file.write(head)
            file.write(memoryview(array).cast("B"))
        return path

    def _series(self, datasets: Sequence[Any]) -> str:
        folder = self._kept.enter_context(tempfile.TemporaryDirectory(prefix="segwarden-", dir=_memory_folder()))
        for number, dataset in enumerate(datasets):
            with open(os.path.join(folder, f"{number:06}.dcm"), "xb") as file:
                _write_dicom(dataset, file)
        return folder

    @contextlib.contextmanager
    def _file(self, name: str) -> Iterator[tuple[BinaryIO, str]]:
        """A new file, open for writing, and its path."""
        if sys.platform == "linux":
            descriptor = os.memfd_create(f"segwarden-{name}", os.MFD_CLOEXEC)
            # Kept open until it was read: with the last descriptor the file goes.
            self._kept.callback(os.close, descriptor)
            with open(descriptor, "r+b", closefd=False) as file:
                yield file, f"/proc/{os.getpid()}/fd/{descriptor}"
        else:
            folder = self._kept.enter_context(tempfile.TemporaryDirectory(prefix="segwarden-"))
            path = os.path.join(folder, name)
            with open(path, "x+b") as file:
                yield file, path


def _path(given: Union[str, os.PathLike[str]]) -> str:
    # The program was started in the folder that was the current one then.
    return os.path.abspath(os.fspath(given))


def _is_of(package: str, given: Any) -> bool:
    return any(kind.__module__.split(".", 1)[0] == package for kind in type(given).__mro__)


def _is_segment(key: str) -> bool:
    head, _, _ = key.partition("_")
    return head == "Segmentation" or head.startswith("Segment") and head[len("Segment") :].isdigit()


def _is_big(array: Any) -> bool:
    order = array.dtype.byteorder
    return order == ">" or order == "=" and sys.byteorder == "big"


def _numbers(values: Any, role: str) -> Any:
    import numpy as np

    array = np.asarray(values)
    if array.dtype.name == "float16":
        array = array.astype(np.float32)
    if array.dtype.kind not in "biuf" or array.dtype.name not in _nrrd.TYPES:
        raise HandoverError(f"the {role} is an array of {array.dtype}, which are no numbers that can be read", role)
    if array.size == 0:
        raise HandoverError(f"the {role} is an array without elements", role)
    return array


def _place(voxels: Voxels, dimensions: int, role: str) -> dict[str, Any]:
    """Where voxels lie, as a header says it."""
    import numpy as np

    if dimensions not in (2, 3):
        raise HandoverError(
            f"the {role} is an array of {dimensions} dimensions; two or three are those of space. Structures that "
            "overlap are handed over as a dictionary of names and masks",
            role,
        )
    if voxels.affine is not None and voxels.spacing is not None:
        raise HandoverError(f"the {role} has an affine and a spacing; the affine says both", role)
    if voxels.affine is not None:
        affine = np.asarray(voxels.affine, dtype=np.float64)
        if affine.shape != (4, 4) or not np.isfinite(affine).all() or not np.allclose(affine[3], (0, 0, 0, 1)):
            raise HandoverError(f"the affine of the {role} is a finite 4 × 4 matrix with the last row 0 0 0 1", role)
        return {
            "space": _nrrd.RAS,
            "directions": [affine[:3, axis].tolist() for axis in range(dimensions)],
            "origin": affine[:3, 3].tolist(),
        }
    if voxels.spacing is None:
        return {}
    lengths = [float(length) for length in voxels.spacing]
    if len(lengths) != dimensions or not all(0 < length < float("inf") for length in lengths):
        raise HandoverError(f"the spacing of the {role} is {dimensions} lengths in mm above 0", role)
    return {"spacings": lengths}


def _copy(file: BinaryIO, head: bytes, array: Any, shape: Sequence[int], layer: Union[int, None] = None) -> None:
    """Puts an array behind a header, the first axis fastest, in one copy."""
    import numpy as np

    size = int(np.prod(shape, dtype=np.int64)) * array.dtype.itemsize
    os.ftruncate(file.fileno(), len(head) + size)
    with mmap.mmap(file.fileno(), len(head) + size) as memory:
        memory[: len(head)] = head
        target: Any = np.ndarray(shape, array.dtype, cast(Any, memory), offset=len(head), order="F")
        target[... if layer is None else (layer,)] = array
        # The view holds the memory, which else cannot be given back.
        del target


def _write_dicom(dataset: Any, file: BinaryIO) -> None:
    import pydicom

    # Files come out whole, with preamble and meta information; the word for that changed with version 3.
    if int(pydicom.__version__.split(".", 1)[0]) >= 3:
        pydicom.dcmwrite(file, dataset, enforce_file_format=True)
    else:
        pydicom.dcmwrite(file, dataset, write_like_original=False)


def _memory_folder() -> Union[str, None]:
    return "/dev/shm" if os.path.isdir("/dev/shm") and os.access("/dev/shm", os.W_OK) else None


def _listed(shapes: set[tuple[int, ...]]) -> str:
    return " and ".join(" × ".join(map(str, shape)) for shape in sorted(shapes))
