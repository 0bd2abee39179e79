"""The transform of MONAI judges as the file is judged."""

import pickle

import pytest

torch = pytest.importorskip("torch")
monai = pytest.importorskip("monai")
np = pytest.importorskip("numpy")
pytest.importorskip("nibabel")

import segwarden  # noqa: E402
from segwarden.monai import CheckSegmentationd  # noqa: E402

POLICY = "ct-totalsegmentator"


@pytest.fixture(scope="module")
def names(swapped):
    labels = segwarden.measure_document(swapped, measures=["volume"])["labels"]
    return {int(value): entry["name"] for value, entry in labels.items()}


@pytest.fixture(scope="module")
def loaded(swapped):
    from monai.transforms import Compose, EnsureChannelFirstd, LoadImaged

    return Compose([LoadImaged(keys="pred"), EnsureChannelFirstd(keys="pred")])({"pred": str(swapped)})


def judged(record):
    return record.decision, record.counts, [measure.voxels for measure in record.measures]


def test_a_label_map_is_judged_as_its_file(loaded, swapped, names) -> None:
    transform = CheckSegmentationd(keys="pred", policy=POLICY, labels=names)
    data = transform(loaded)
    assert judged(data["pred_record"]) == judged(segwarden.check(swapped, policy=POLICY))
    assert data["pred"] is loaded["pred"]
    transform.close()


def test_channels_are_structures(loaded, swapped, names) -> None:
    from monai.transforms import AsDiscreted

    several = AsDiscreted(keys="pred", to_onehot=max(names) + 1)(loaded)
    assert several["pred"].shape[0] == max(names) + 1
    data = CheckSegmentationd(keys="pred", policy=POLICY, labels=names)(several)
    expected = segwarden.check(swapped, policy=POLICY)
    assert data["pred_record"].decision == "reject"
    assert [m.voxels for m in data["pred_record"].measures] == [m.voxels for m in expected.measures]


def test_an_image_lies_on_its_own_grid(loaded, names) -> None:
    image = monai.data.MetaTensor(torch.rand(1, 20, 20, 20), affine=torch.eye(4))
    transform = CheckSegmentationd(keys="pred", policy=POLICY, labels=names, image_key="image", name_key="name")
    data = transform({**loaded, "image": image, "name": 17})
    record = data["pred_record"]
    assert record.case == "17"
    assert [entry.grid.size for entry in record.provenance.inputs] == [tuple(loaded["pred"].shape[1:]), (20, 20, 20)]
    assert any(reason.fault == "wrong-grid" for reason in record.reasons)


def test_what_cannot_be_checked_is_a_failure_and_no_exception(loaded) -> None:
    data = CheckSegmentationd(keys="pred", policy=POLICY)({"pred": torch.full((1, 3, 3, 3), 0.5)})
    assert isinstance(data["pred_record"], segwarden.Failure)


def test_a_worker_is_not_handed_to_other_processes(loaded, names) -> None:
    transform = CheckSegmentationd(keys="pred", policy=POLICY, labels=names)
    decision = transform(loaded)["pred_record"].decision
    copy = pickle.loads(pickle.dumps(transform))
    assert copy(loaded)["pred_record"].decision == decision
