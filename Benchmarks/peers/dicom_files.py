"""The DICOM files that are read, made of a label map: python -m peers.dicom_files FILE.nii.gz FOLDER

`segments.dcm`: its first hundred labels on 300 of its slices as a segmentation object (BINARY) with a frame for every
slice of every segment; `series`: a CT series of those slices. pydicom writes both: a file that our own writer made
might suit our own reader better than those that it meets.
"""

import os
import shutil
import sys

import numpy
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from peers.case import Case

SEGMENTS, SLICES = 100, 300
CT, SEGMENTATION = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.66.4"
STUDY, SERIES, OBJECTS, FRAME_OF_REFERENCE, DIMENSIONS = (f"2.25.{n}" for n in range(1, 6))


def slice_uid(k):
    return f"2.25.1000{k}"


def item(**values):
    dataset = Dataset()
    for name, value in values.items():
        setattr(dataset, name, value)
    return dataset


def code(value, scheme, meaning):
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def instance(sop_class, uid, modality, series, rows, columns):
    """What both kinds of objects have."""
    dataset = item(
        SOPClassUID=sop_class, SOPInstanceUID=uid, Modality=modality, StudyInstanceUID=STUDY, SeriesInstanceUID=series,
        FrameOfReferenceUID=FRAME_OF_REFERENCE, PatientName="Phantom", PatientID="Phantom", PatientBirthDate="",
        PatientSex="", StudyDate="", StudyTime="", StudyID="", AccessionNumber="", ReferringPhysicianName="",
        PositionReferenceIndicator="", Manufacturer="none", SeriesNumber=1, InstanceNumber=1, Rows=rows,
        Columns=columns, SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2",
    )  # fmt: skip
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = sop_class
    dataset.file_meta.MediaStorageSOPInstanceUID = uid
    return dataset


def position(k, spacing):
    return [-200.0, -200.0, round(k * spacing[2], 6)]


def frame(number, k, spacing):
    """The functional groups of a frame."""
    source = item(
        ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID=slice_uid(k), SpatialLocationsPreserved="YES",
        PurposeOfReferenceCodeSequence=[code("121322", "DCM", "Source image for image processing operation")],
    )  # fmt: skip
    derivation = item(
        SourceImageSequence=[source], DerivationCodeSequence=[code("113076", "DCM", "Segmentation")]
    )
    return item(
        FrameContentSequence=[item(DimensionIndexValues=[number, k + 1])],
        PlanePositionSequence=[item(ImagePositionPatient=position(k, spacing))],
        SegmentIdentificationSequence=[item(ReferencedSegmentNumber=number)],
        DerivationImageSequence=[derivation],
    )


def write_segments(path, labels, spacing):
    """`labels`: slices, rows, columns."""
    slices, rows, columns = labels.shape
    present = numpy.unique(labels)
    chosen = present[present > 0][:SEGMENTS]
    dataset = instance(SEGMENTATION, "2.25.999", "SEG", OBJECTS, rows, columns)
    for name, value in {
        "ImageType": ["DERIVED", "PRIMARY"], "ContentDate": "20000101", "ContentTime": "000000",
        "ContentLabel": "PHANTOM", "ContentDescription": "", "ContentCreatorName": "none",
        "ManufacturerModelName": "none",
        "DeviceSerialNumber": "1", "SoftwareVersions": "1", "LossyImageCompression": "00", "BitsAllocated": 1,
        "BitsStored": 1, "HighBit": 0, "PixelRepresentation": 0, "SegmentationType": "BINARY",
        "NumberOfFrames": len(chosen) * slices,
    }.items():  # fmt: skip
        setattr(dataset, name, value)
    dataset.DimensionOrganizationSequence = [item(DimensionOrganizationUID=DIMENSIONS)]
    dataset.DimensionIndexSequence = [
        item(DimensionOrganizationUID=DIMENSIONS, DimensionIndexPointer=pointer, FunctionalGroupPointer=group)
        for pointer, group in ((0x0062000B, 0x0062000A), (0x00200032, 0x00209113))
    ]
    images = [item(ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID=slice_uid(k)) for k in range(slices)]
    dataset.ReferencedSeriesSequence = [item(SeriesInstanceUID=SERIES, ReferencedInstanceSequence=images)]
    dataset.SegmentSequence = [
        item(
            SegmentNumber=number + 1, SegmentLabel=f"segment {number + 1}", SegmentAlgorithmType="AUTOMATIC",
            SegmentAlgorithmName="phantom", RecommendedDisplayCIELabValue=[43803, 26565, 37722],
            SegmentedPropertyCategoryCodeSequence=[code("123037004", "SCT", "Anatomical Structure")],
            SegmentedPropertyTypeCodeSequence=[code("113343008", "SCT", "Organ")],
        )
        for number in range(len(chosen))
    ]  # fmt: skip
    measures = item(
        PixelSpacing=[spacing[1], spacing[0]], SliceThickness=spacing[2], SpacingBetweenSlices=spacing[2]
    )
    orientation = item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    dataset.SharedFunctionalGroupsSequence = [
        item(PixelMeasuresSequence=[measures], PlaneOrientationSequence=[orientation])
    ]
    dataset.PerFrameFunctionalGroupsSequence = [
        frame(number + 1, k, spacing) for number in range(len(chosen)) for k in range(slices)
    ]
    # Frames follow one another without borders; those of eight segments are a whole number of bytes.
    eights = [chosen[first : first + 8] for first in range(0, len(chosen), 8)]
    dataset.PixelData = b"".join(
        numpy.packbits([labels == label for label in eight], bitorder="little").tobytes() for eight in eights
    )
    dataset["PixelData"].VR = "OB"
    dataset.save_as(path, enforce_file_format=True)


def write_series(folder, labels, spacing):
    slices, rows, columns = labels.shape
    noise = numpy.random.default_rng(1).integers(-60, 60, (rows, columns))
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for k in range(slices):
        dataset = instance(CT, slice_uid(k), "CT", SERIES, rows, columns)
        for name, value in {
            "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15,
            "PixelRepresentation": 1, "RescaleIntercept": -1024, "RescaleSlope": 1, "RescaleType": "HU", "KVP": "",
            "AcquisitionNumber": 1, "InstanceNumber": k + 1, "ImagePositionPatient": position(k, spacing),
            "ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [spacing[1], spacing[0]],
            "SliceThickness": spacing[2],
        }.items():  # fmt: skip
            setattr(dataset, name, value)
        dataset.PixelData = (labels[k].astype("<i2") * 9 + 800 + numpy.roll(noise, k)).astype("<i2").tobytes()
        dataset["PixelData"].VR = "OW"
        # Names of files say nothing about the order.
        dataset.save_as(os.path.join(folder, f"{k * 7919 % 100003:05}.dcm"), enforce_file_format=True)


def main():
    path, folder = sys.argv[1:]
    case = Case(path, threads=1)
    spacing = [round(float(step), 6) for step in case.spacing]
    labels = case.labels.T
    kept = numpy.linspace(0, len(labels) - 1, SLICES).round().astype(int)
    spacing[2] = round(spacing[2] * (len(labels) - 1) / (SLICES - 1), 6)
    labels = labels[kept]
    write_segments(os.path.join(folder, "segments.dcm"), labels, spacing)
    write_series(os.path.join(folder, "series"), labels, spacing)


if __name__ == "__main__":
    main()
