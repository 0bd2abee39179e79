"""What a peer works on: a NIfTI file, and what is prepared from it before the clock starts."""

import functools
import struct

# NIfTI-1's codes for the types that label maps have.
TYPES = {2: "u1", 4: "i2", 8: "i4", 256: "i1", 512: "u2", 768: "u4"}


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def size_of_gzip(data):
    """The number of bytes that a gzip file of one member inflates to (RFC 1952: its last four bytes)."""
    return struct.unpack_from("<I", data, len(data) - 4)[0]


def array_of(nifti):
    """The voxels of an inflated NIfTI-1 file, as a view with the first axis fastest."""
    import numpy

    shape = struct.unpack_from("<3h", nifti, 42)
    kind = "<" + TYPES[struct.unpack_from("<h", nifti, 70)[0]]
    offset = int(struct.unpack_from("<f", nifti, 108)[0])
    return numpy.frombuffer(nifti, kind, count=shape[0] * shape[1] * shape[2], offset=offset).reshape(shape, order="F")


def simpleitk(threads):
    import SimpleITK

    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(threads)
    return SimpleITK


class Case:
    def __init__(self, path, threads):
        self.path = path
        self.threads = threads

    @functools.cached_property
    def _inflated(self):
        import deflate

        return deflate.gzip_decompress(read_bytes(self.path))

    @functools.cached_property
    def labels(self):
        """The label map as a numpy array, first axis fastest."""
        return array_of(self._inflated)

    @functools.cached_property
    def spacing(self):
        return struct.unpack_from("<3f", self._inflated, 80)

    @functools.cached_property
    def boxes(self):
        """The box of each label as slices."""
        import cc3d

        found = cc3d.statistics(self.labels)
        return {
            label: box
            for label, (box, count) in enumerate(zip(found["bounding_boxes"], found["voxel_counts"]))
            if label > 0 and count > 0
        }

    @functools.cached_property
    def image(self):
        """The label map as an image of SimpleITK."""
        image = simpleitk(self.threads).GetImageFromArray(self.labels.T)
        image.SetSpacing([float(step) for step in self.spacing])
        return image
