"""From a DICOM segmentation object to masks, and from a series of slices to a volume."""

import os
import shutil
import subprocess
import sys
import tempfile

from peers.case import simpleitk
from peers.registry import peer


def label_map(path):
    """The segments in one array of labels: slices, rows, columns."""
    import highdicom

    segments = highdicom.seg.segread(path)
    return segments.get_volume(combine_segments=True, skip_overlap_checks=True).array


@peer("highdicom, to one label map")
def highdicom_label_map(case):
    import highdicom  # noqa: F401, so that the clock does not see the import

    return lambda: label_map(case.path)


@peer("highdicom, segment by segment")
def highdicom_segments(case):
    import highdicom

    def run():
        segments = highdicom.seg.segread(case.path)
        for number in segments.segment_numbers:
            segments.get_volume(segment_numbers=[number])

    return run


@peer("dcmqi segimage2itkimage, to one label map")
def dcmqi_label_map(case):
    """The program writes what it read, without compression."""
    program = os.path.join(os.path.dirname(sys.executable), "segimage2itkimage")

    def run():
        folder = tempfile.mkdtemp(dir=os.path.dirname(case.path))
        command = [program, "--inputDICOM", case.path, "--outputDirectory", folder, "-t", "nii", "--mergeSegments"]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        finally:
            shutil.rmtree(folder)

    return run


def series(library, folder):
    reader = library.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(folder))
    return reader.Execute()


@peer("SimpleITK series reader (GDCM)")
def simpleitk_series(case):
    library = simpleitk(case.threads)
    return lambda: series(library, case.path)
