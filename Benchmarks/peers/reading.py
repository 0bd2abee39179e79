"""From a .nii.gz file to an array of labels."""

from peers.case import array_of, read_bytes, size_of_gzip
from peers.registry import peer


@peer("libdeflate")
def libdeflate(case):
    import deflate

    return lambda: array_of(deflate.gzip_decompress(read_bytes(case.path)))


@peer("zlib-ng")
def zlib_ng(case):
    from zlib_ng import zlib_ng as library

    def run():
        data = read_bytes(case.path)
        return array_of(library.decompress(data, 31, size_of_gzip(data)))

    return run


@peer("ISA-L")
def isal(case):
    from isal import isal_zlib

    def run():
        data = read_bytes(case.path)
        return array_of(isal_zlib.decompress(data, 31, size_of_gzip(data)))

    return run


@peer("nibabel with indexed_gzip")
def nibabel(case):
    import indexed_gzip  # noqa: F401: nibabel uses it where it is there, and is half as slow again without
    import nibabel
    import numpy

    return lambda: numpy.asanyarray(nibabel.load(case.path).dataobj)
