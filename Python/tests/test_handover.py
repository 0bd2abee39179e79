"""Whatever a mask is in Python, it is judged as its file is."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

import segwarden
from segwarden import Case, Voxels, Warden, _nrrd

np = pytest.importorskip("numpy")


@pytest.fixture(scope="module")
def warden(binary):
    with Warden("ct-totalsegmentator", jobs=2) as warden:
        yield warden


def judged(record):
    """What a record says of a mask, without what differs by its form: times and the file's digest."""
    return record.decision, record.score, record.findings, record.measures, record.reasons, record.coverage


@pytest.fixture(scope="module")
def nifti():
    return pytest.importorskip("nibabel")


def test_an_array_is_judged_as_its_file(warden, nifti, swapped) -> None:
    image = nifti.load(swapped)
    array = np.asarray(image.dataobj)
    asFile = warden.check(swapped)
    assert asFile.decision == "reject"
    names = {value: name for value, name in labels(warden, swapped).items()}
    for given in (
        array,
        np.ascontiguousarray(array),
        np.asfortranarray(array),
        array.astype(">i4"),
        array.astype(float),
    ):
        record = warden.check(given, affine=image.affine, labels=names)
        assert judged(record) == judged(asFile), given.dtype
    assert judged(warden.check(Voxels(array, image.affine), labels=names)) == judged(asFile)


def labels(warden, path):
    """Names by value, as the program itself reads them."""
    document = segwarden.measure_document(path, measures=["volume"])
    return {int(value): structure["name"] for value, structure in document["labels"].items() if "name" in structure}


def test_the_affine_is_exact_to_the_last_digit(nifti) -> None:
    affine = np.array(
        [[-0.7031249999999999, 0, 0, 180.1 / 3], [0, 0.1 + 0.2, 0, -1e-7], [0, 0, 1 / 3, 5], [0, 0, 0, 1]]
    )
    array = np.zeros((5, 6, 7), np.uint8)
    array[1:4, 2:5, 3:6] = 1
    document = segwarden.measure_document(array, affine=affine, measures=["volume"])
    # What is printed has nine digits.
    assert np.allclose(np.array(document["geometry"]["affine_ras"]), affine, rtol=1e-8, atol=0)
    volume = document["labels"]["1"]["volume_mm3"]
    assert volume == pytest.approx(27 * abs(np.linalg.det(affine)), rel=1e-8)
    head = _nrrd.header(
        "uint8", array.shape, space=_nrrd.RAS, directions=affine[:3, :3].T.tolist(), origin=affine[:3, 3].tolist()
    ).decode()
    columns = re.findall(r"\(([^)]*)\)", head)
    assert np.array_equal(np.array([[float(n) for n in column.split(",")] for column in columns]).T, affine[:3])


def test_voxels_keep_their_order(nifti, tmp_path) -> None:
    """No axis is mirrored or swapped on the way: against what nibabel writes of a mask without any symmetry."""
    array = np.zeros((9, 11, 7), np.uint16)
    array[1:3, 4:9, 5] = 1
    array[6, 1, 0:4] = 300
    affine = np.array([[0, 0, 2.5, 1], [-1, 0, 0, 2], [0, 1.5, 0, 3], [0, 0, 0, 1.0]])
    path = tmp_path / "a.nii"
    nifti.save(nifti.Nifti2Image(array, affine), path)
    asked = segwarden.measure(array, affine=affine, name="a")
    expected = segwarden.measure(path)
    assert asked.equals(expected)
    assert len(asked) > 20


def test_objects_of_nibabel_carry_their_names(warden, nifti, sound) -> None:
    image = nifti.load(sound)
    assert judged(warden.check(image)) == judged(warden.check(sound))


def test_images_of_simpleitk_are_judged_as_their_file(warden, sound) -> None:
    sitk = pytest.importorskip("SimpleITK")
    image = sitk.ReadImage(str(sound))
    record = warden.check(image, labels=labels(warden, sound))
    # The directions go through other numbers than the file's, so that lengths differ in the last digits.
    asFile = warden.check(sound)
    assert (record.decision, record.counts) == (asFile.decision, asFile.counts)
    assert [measure.voxels for measure in record.measures] == [measure.voxels for measure in asFile.measures]
    for one, other in zip(record.measures, asFile.measures):
        assert one.centroid_ras == pytest.approx(other.centroid_ras, abs=1e-3)


def test_3d_slicers_segmentations_keep_names_and_layers_through_simpleitk(
    phantom, binary, sound, tmp_path, warden
) -> None:
    sitk = pytest.importorskip("SimpleITK")
    path = tmp_path / "s.seg.nrrd"
    subprocess.run([binary, "convert", str(sound), "-o", str(path)], check=True)
    asFile, record = warden.check(path), warden.check(sitk.ReadImage(str(path)))
    assert (record.decision, record.counts) == (asFile.decision, asFile.counts)
    assert [m.label for m in record.measures if m.state == "present"] == [
        m.label for m in asFile.measures if m.state == "present"
    ]


def test_structures_that_overlap_are_handed_over_by_name(warden, nifti, sound, tmp_path) -> None:
    image = nifti.load(sound)
    array = np.asarray(image.dataobj)
    masks = {name: array == value for value, name in labels(warden, sound).items()}
    # The spleen takes a part of the left kidney as well.
    masks["spleen"] = masks["spleen"] | (masks["kidney_left"] & (np.indices(array.shape)[2] % 2 == 0))
    for name, mask in masks.items():
        nifti.save(nifti.Nifti1Image(mask.astype(np.uint8), image.affine), tmp_path / f"{name}.nii.gz")
    record, asFolder = warden.check(masks, affine=image.affine), warden.check(tmp_path)
    assert (record.decision, record.counts) == (asFolder.decision, asFolder.counts)
    assert [measure.voxels for measure in record.measures] == [measure.voxels for measure in asFolder.measures]


def test_dicom_objects_are_judged_as_their_files(warden, phantom, binary, tmp_path) -> None:
    pydicom = pytest.importorskip("pydicom")
    mask, series = tmp_path / "m.dcm", tmp_path / "series"
    subprocess.run([binary, "phantom", "abdomen-ct", "-o", str(mask), "--series", str(series)], check=True)
    datasets = [pydicom.dcmread(path) for path in sorted(series.iterdir())]
    record = warden.check(pydicom.dcmread(mask), datasets)
    asFile = warden.check(mask, series)
    assert judged(record) == judged(asFile)
    assert [entry.role for entry in record.provenance.inputs] == ["mask", "image"]


def test_segmentations_of_highdicom_are_handed_over(warden, binary, tmp_path) -> None:
    highdicom = pytest.importorskip("highdicom")
    mask = tmp_path / "m.dcm"
    subprocess.run([binary, "phantom", "abdomen-ct", "-o", str(mask), "--series", str(tmp_path / "series")], check=True)
    assert judged(warden.check(highdicom.seg.segread(mask))) == judged(warden.check(mask))


def test_an_image_is_an_array_too(warden, nifti, sound) -> None:
    mask = nifti.load(sound)
    image = np.random.default_rng(1).normal(40, 10, mask.shape).astype(np.float32)
    record = warden.check(np.asarray(mask.dataobj), image, affine=mask.affine)
    assert [(entry.role, entry.grid.size) for entry in record.provenance.inputs] == [
        ("mask", mask.shape),
        ("image", mask.shape),
    ]


@pytest.mark.parametrize(
    ("mask", "options", "said"),
    [
        (np.zeros((3, 3, 3, 2), np.uint8), {}, "4 dimensions"),
        (np.zeros((0, 3, 3), np.uint8), {}, "without elements"),
        (np.zeros((3, 3, 3), complex), {}, "complex"),
        (np.array(["a"]), {}, "no numbers"),
        (np.zeros((3, 3, 3), np.uint8), {"affine": np.eye(3)}, "4 × 4"),
        (np.zeros((3, 3, 3), np.uint8), {"affine": np.full((4, 4), np.nan)}, "finite"),
        (np.zeros((3, 3, 3), np.uint8), {"spacing": (1, 1)}, "3 lengths"),
        (np.zeros((3, 3, 3), np.uint8), {"spacing": (1, 1, 0)}, "above 0"),
        (np.zeros((3, 3, 3), np.uint8), {"spacing": (1, 1, 1), "affine": np.eye(4)}, "says both"),
        ({"a": np.zeros((3, 3, 3)), "b": np.zeros((3, 3, 4))}, {}, "0 and 1"),
        ({"a": np.zeros((3, 3, 3), bool), "b": np.zeros((3, 3, 4), bool)}, {}, "3 × 3 × 3 and 3 × 3 × 4"),
        ({"a": np.full((3, 3, 3), 2)}, {}, "0 and 1"),
        ({}, {}, "empty"),
        (17, {}, "int"),
        (None, {}, "NoneType"),
    ],
    ids=str,
)
def test_what_is_no_mask_is_refused_before_anything_runs(warden, mask, options, said) -> None:
    with pytest.raises(segwarden.HandoverError, match=said) as raised:
        warden.check(mask, **options)
    assert raised.value.code == "bad-object"
    assert isinstance(raised.value, TypeError)


@pytest.mark.parametrize("labels", [{1: "a", 2: "a"}, {1: 2}, {"a": "b"}, 3])
def test_labels_that_say_no_names_are_refused(warden, labels) -> None:
    with pytest.raises(segwarden.HandoverError, match="labels"):
        warden.check(np.ones((3, 3, 3), np.uint8), labels=labels)


@pytest.mark.skipif(sys.platform != "linux", reason="files that live in memory are Linux's")
def test_nothing_stays_behind(warden, sound) -> None:
    files = Path("/proc/self/fd")
    warden.check(np.ones((30, 30, 30), np.uint8), affine=np.eye(4))
    before = len(list(files.iterdir()))
    for _ in range(20):
        warden.check(np.ones((30, 30, 30), np.uint8), affine=np.eye(4))
    with pytest.raises(segwarden.HandoverError):
        warden.check(Case(np.ones((3, 3, 3), np.uint8), image=17))
    assert len(list(files.iterdir())) == before


def test_a_case_says_all_of_itself(warden, sound) -> None:
    case = Case(sound, name="17", structures=["liver"])
    assert warden.check(case).case == "17"
    with pytest.raises(TypeError):
        warden.check(case, name="18")
    assert dataclasses.replace(case, name="19").name == "19"
