"""The gate in a real Orthanc on loopback, with another one behind it."""

import base64
import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from segwarden.gate.site import Site, SiteError, Target

PLUGIN = "/usr/share/orthanc/plugins/libOrthancPython.so"
# SEGWARDEN_LONG=1 sends as many at once as Documentation/pacs.md tells of.
MANY = 100 if os.environ.get("SEGWARDEN_LONG") else 24
SOURCE = str(Path(__file__).resolve().parent.parent / "src")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "a list of names"),
        ({}, "“policy”"),
        ({"policy": "a"}, "“audit”"),
        ({"policy": "a", "audit": "b", "polici": 1}, "polici"),
        ({"policy": "a", "audit": "b", "jobs": True}, "jobs"),
        ({"policy": "a", "audit": "b", "jobs": 0}, "jobs"),
        ({"policy": "a", "audit": "b", "images": "maybe"}, "required or wanted"),
        ({"policy": "a", "audit": "b", "forward": {"accepted": []}}, "accepted"),
        ({"policy": "a", "audit": "b", "forward": {"accept": [{"modalities": "PACS"}]}}, "modalities"),
        ({"policy": "a", "audit": "b", "release": ["PACS"]}, "PACS"),
        ({"policy": "a", "audit": "b", "report": "pdf"}, "dicom-sr"),
        ({"policy": "a", "audit": "b", "notes": {"reject": "hide"}}, "hide"),
        ({"policy": "a", "audit": "b", "notes": {"rejected": "rejection"}}, "rejected"),
        ({"policy": "a", "audit": "b", "notes": {"review": "rejection"}}, "not about review"),
        ({"policy": "a", "audit": "b", "notes": {"accept": "quality-issue"}}, "not about accept"),
    ],
    ids=str,
)
def test_a_site_with_mistakes_is_refused(given, said) -> None:
    with pytest.raises(SiteError, match=said):
        Site.of(given)


def test_a_site_is_read_from_its_file(tmp_path) -> None:
    pytest.importorskip("yaml")
    file = tmp_path / "site.yaml"
    file.write_text("policy: ct-kidneys\naudit: a\nforward:\n  accept: [{modality: PACS}, {peer: x}]\n")
    site = Site.read(file)
    assert site.forward["accept"] == site.released_to == (Target("modality", "PACS"), Target("peer", "x"))
    file.write_text("policy: [")
    with pytest.raises(SiteError, match="YAML") as raised:
        Site.read(file)
    assert raised.value.place == str(file)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


class Orthanc:
    """An Orthanc of the test's own, in a folder of its own."""

    def __init__(self, folder: Path, name: str, **more) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.http, self.dicom = folder, free_port(), free_port()
        self.configuration = {
            "Name": name, "StorageDirectory": str(folder / "db"), "HttpPort": self.http, "DicomPort": self.dicom,
            "DicomAet": name, "DicomAlwaysAllowStore": True, "RemoteAccessAllowed": False, "StableAge": 1,
            "AuthenticationEnabled": True, "RegisteredUsers": {"ward": "secret"}, "UnknownSopClassAccepted": True,
            "DicomModalities": {}, "ConcurrentJobs": 2, "HttpServerEnabled": True,
        } | more  # fmt: skip
        self.process = None

    def start(self, environment=None, seconds=30) -> None:
        (self.folder / "orthanc.json").write_text(json.dumps(self.configuration))
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                ["Orthanc", str(self.folder / "orthanc.json")],
                stdout=log, stderr=log, env=os.environ | (environment or {}), cwd=self.folder,
            )  # fmt: skip
        self.until(lambda: self.ask("/system"), seconds)

    def end(self, how=signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)

    def ask(self, path, body=None, method=None, account="ward:secret"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}{path}", data=body, method=method)
        if account:
            request.add_header("Authorization", "Basic " + base64.b64encode(account.encode()).decode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        with contextlib.suppress(ValueError):
            return json.loads(text)
        return text

    def states(self):
        return {name: state["is"] for name, state in self.ask("/segwarden/objects").items()}

    def store(self, *files) -> subprocess.CompletedProcess:
        # Proposes what the files are, however new their classes.
        arguments = ["storescu", "-R", "-aec", self.configuration["DicomAet"], "127.0.0.1", str(self.dicom)]
        return subprocess.run([*arguments, *map(str, files)], capture_output=True, text=True)

    def until(self, holds, seconds=90):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                found = holds()
                if found:
                    return found
            time.sleep(0.2)
        raise AssertionError(f"it did not come to that in {seconds} s:\n{(self.folder / 'log').read_text()[-3000:]}")


@pytest.fixture(scope="module")
def objects(binary, tmp_path_factory):
    """A sound segmentation with its series, and one with the kidneys' names exchanged over the same images."""
    pydicom = pytest.importorskip("pydicom")
    folder = tmp_path_factory.mktemp("objects")
    subprocess.run([binary, "phantom", "abdomen-ct", "-o", "sound.dcm", "--series", "ct"], check=True, cwd=folder)
    faulty = pydicom.dcmread(folder / "sound.dcm")
    right, left = (
        next(entry for entry in faulty.SegmentSequence if entry.SegmentLabel == name)
        for name in ("kidney_right", "kidney_left")
    )
    right.SegmentNumber, left.SegmentNumber = left.SegmentNumber, right.SegmentNumber
    another(faulty)
    faulty.save_as(folder / "faulty.dcm")
    return folder


def another(dataset) -> None:
    """Makes another object in another series of it."""
    from pydicom.uid import generate_uid

    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SeriesInstanceUID = generate_uid()


@pytest.fixture(scope="module")
def archives(binary, tmp_path_factory):
    if not shutil.which("Orthanc") or not os.path.exists(PLUGIN) or not shutil.which("storescu"):
        pytest.skip("Orthanc with its plugin for Python, or DCMTK's storescu, is not installed")
    pytest.importorskip("yaml")
    folder = tmp_path_factory.mktemp("archives")
    behind = Orthanc(folder / "behind", "PACS")
    (folder / "gate.py").write_text("import segwarden.gate.orthanc\nsegwarden.gate.orthanc.start()\n")
    (folder / "site.yaml").write_text(
        f"policy: ct-totalsegmentator\naudit: {folder}/audit.jsonl\nforward:\n  accept: [{{modality: PACS}}]\n"
        "wait_for_images: 6\nreport: dicom-sr\nreport_to: [accept]\nnotes: {reject: quality-issue}\n"
    )
    gate = Orthanc(
        folder / "gate", "GATE", Plugins=[PLUGIN], PythonScript=str(folder / "gate.py"), PythonVerbose=False,
        SegWarden=str(folder / "site.yaml"), DicomModalities={"PACS": ["PACS", "127.0.0.1", behind.dicom]},
    )  # fmt: skip
    gate.environment = {"PYTHONPATH": SOURCE, "SEGWARDEN": binary}
    behind.start()
    gate.start(gate.environment)
    yield gate, behind
    gate.end()
    behind.end()


def masks(orthanc, modality="SEG") -> list[str]:
    return orthanc.ask("/tools/find", json.dumps({"Level": "Instance", "Query": {"Modality": modality}}).encode())


def report_in(orthanc, object_):
    """A report as a data set: Orthanc's own lists leave long text out."""
    import pydicom

    return pydicom.dcmread(io.BytesIO(orthanc.ask(f"/instances/{object_}/file")))


def texts(item) -> list[str]:
    """All text of a report's content."""
    found = [item.TextValue] if "TextValue" in item else []
    for below in item.get("ContentSequence", []):
        found += texts(below)
    return found


def audited(gate) -> list[dict]:
    return [json.loads(line) for line in (gate.folder.parent / "audit.jsonl").read_text().splitlines()]


def test_a_sound_segmentation_goes_on(archives, objects) -> None:
    gate, behind = archives
    done = gate.store(*(objects / "ct").iterdir(), objects / "sound.dcm")
    assert done.returncode == 0, done.stderr
    gate.until(lambda: list(gate.states().values()) == ["forwarded"])
    assert len(masks(behind)) == 1
    (object_,) = gate.states()
    record = gate.ask(f"/segwarden/objects/{object_}")
    assert record["decision"] == "accept"
    assert [entry["role"] for entry in record["provenance"]["inputs"]] == ["mask", "image"]
    assert [line["event"] for line in audited(gate)] == ["decided", "forwarded"]
    # Its report is forwarded along.
    (report,) = masks(behind, "SR")
    assert "ct-totalsegmentator" in " ".join(texts(report_in(behind, report)))


def test_no_identifier_is_in_the_logs(archives, objects) -> None:
    pydicom = pytest.importorskip("pydicom")
    gate, _ = archives
    found = pydicom.dcmread(objects / "sound.dcm", stop_before_pixels=True)
    said = [line for line in (gate.folder / "log").read_text().splitlines() if "SegWarden" in line]
    said += [json.dumps(line) for line in audited(gate)]
    assert said
    for name in ("PatientID", "PatientName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        assert not [line for line in said if str(found[name].value) in line], name


def test_a_faulty_one_is_kept_back_until_a_person_releases_it(archives, objects) -> None:
    gate, behind = archives
    before = len(masks(behind))
    assert gate.store(objects / "faulty.dcm").returncode == 0
    gate.until(lambda: "kept" in gate.states().values())
    (object_,) = (name for name, state in gate.states().items() if state == "kept")
    state = gate.ask("/segwarden/objects")[object_]
    assert state["decision"] == "reject" and "kidney" in state["why"]
    record = gate.ask(f"/segwarden/objects/{object_}")
    assert "sides-swapped" in [reason.get("fault") for reason in record["reasons"]]
    assert len(masks(behind)) == before
    # The reasons are in the study, for whoever looks at it there.
    tags = report_in(gate, state["report"])
    assert (tags.Modality, tags.VerificationFlag) == ("SR", "UNVERIFIED")
    assert {reason["text"] for reason in record["reasons"]} <= set(texts(tags))
    study = gate.ask(f"/instances/{object_}/study")["ID"]
    assert gate.ask(f"/instances/{state['report']}/study")["ID"] == study
    assert len(masks(behind, "SR")) == 1
    # A note of a quality issue says so to archives, and hides nothing.
    note = report_in(gate, state["note"])
    title = note.ConceptNameCodeSequence[0]
    assert (note.Modality, title.CodeValue, title.CodingSchemeDesignator) == ("KO", "113010", "DCM")
    assert gate.ask(f"/instances/{state['note']}/study")["ID"] == study

    release = f"/segwarden/objects/{object_}/release"
    for body, account, status in [
        (b"{}", "ward:secret", 400),
        (b'{"because": " "}', "ward:secret", 409),
        (b'{"because": "seen"}', "ward:wrong", 401),
        (b'{"because": "seen"}', None, 401),
    ]:
        with pytest.raises(urllib.error.HTTPError) as raised:
            gate.ask(release, body, "POST", account)
        assert raised.value.code == status
    assert gate.states()[object_] == "kept"
    gate.ask(release, json.dumps({"because": "the names are right in our atlas"}).encode(), "POST")
    gate.until(lambda: gate.states()[object_] == "forwarded")
    assert len(masks(behind)) == before + 1
    assert masks(behind, "KO") == []
    (line,) = (line for line in audited(gate) if line["event"] == "released")
    assert (line["by"], line["decision"], line["to"]) == ("ward", "reject", ["modality PACS"])
    assert line["because"] == "the names are right in our atlas"
    with pytest.raises(urllib.error.HTTPError) as raised:
        gate.ask(release, b'{"because": "again"}', "POST")
    assert raised.value.code == 409


def test_what_cannot_be_read_is_refused_at_reception(archives, objects, tmp_path) -> None:
    import pydicom

    gate, _ = archives
    before = set(gate.states())
    broken = pydicom.dcmread(objects / "sound.dcm")
    another(broken)
    broken.PixelData = broken.PixelData[: len(broken.PixelData) // 4 * 2]
    broken.save_as(tmp_path / "broken.dcm")
    assert gate.store(tmp_path / "broken.dcm").returncode != 0
    with contextlib.suppress(urllib.error.HTTPError):
        gate.ask("/instances", (tmp_path / "broken.dcm").read_bytes(), "POST")
    time.sleep(2)
    assert set(gate.states()) == before
    refused = [line for line in audited(gate) if line["event"] == "refused"]
    assert len(refused) == 2 and refused[0]["object"] == ""


def test_wrong_references_are_refused_at_reception(archives, objects, tmp_path) -> None:
    import pydicom
    from pydicom.uid import generate_uid

    gate, _ = archives
    before = set(gate.states())

    def changed(name, change) -> Path:
        dataset = pydicom.dcmread(objects / "sound.dcm")
        another(dataset)
        change(dataset)
        dataset.save_as(tmp_path / name)
        return tmp_path / name

    def nowhere(dataset) -> None:
        del dataset.ReferencedSeriesSequence

    def strangers(dataset) -> None:
        for image in dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence:
            image.ReferencedSOPInstanceUID = generate_uid()

    def another_patient(dataset) -> None:
        dataset.PatientID = "another"

    said = len([line for line in audited(gate) if line["event"] == "refused"])
    for name, change in [("a.dcm", another_patient), ("b.dcm", strangers), ("c.dcm", nowhere)]:
        file = changed(name, change)
        assert gate.store(file).returncode != 0, name
        with contextlib.suppress(urllib.error.HTTPError):
            gate.ask("/instances", file.read_bytes(), "POST")
    time.sleep(2)
    assert set(gate.states()) == before
    whys = [line["why"] for line in audited(gate) if line["event"] == "refused"][said:]
    assert [why.split(": ")[0] for why in whys] == ["wrong-reference"] * 6
    assert "another patient" in whys[0] and "none of the images" in whys[2] and "no series" in whys[4]


def test_images_that_do_not_arrive_keep_an_object_back(archives, objects, tmp_path) -> None:
    import pydicom
    from pydicom.uid import generate_uid

    gate, _ = archives
    before = set(gate.states())
    stray = pydicom.dcmread(objects / "sound.dcm")
    another(stray)
    stray.ReferencedSeriesSequence[0].SeriesInstanceUID = generate_uid()
    stray.save_as(tmp_path / "stray.dcm")
    assert gate.store(tmp_path / "stray.dcm").returncode == 0
    (object_,) = gate.until(lambda: set(gate.states()) - before)
    gate.until(lambda: gate.states()[object_] == "waiting")
    gate.until(lambda: gate.states()[object_] == "kept")
    assert "did not arrive" in gate.ask("/segwarden/objects")[object_]["why"]


def test_many_at_once_while_everything_is_killed(archives, objects, tmp_path) -> None:
    """Workers, the gate and the archive behind it are killed; each object arrives once, faulty ones not at all."""
    import pydicom

    gate, behind = archives
    before, behind_before = set(gate.states()), set(masks(behind))
    files = []
    for number in range(MANY):
        dataset = pydicom.dcmread(objects / ("faulty.dcm" if number % 4 == 3 else "sound.dcm"))
        another(dataset)
        files.append(tmp_path / f"{number}.dcm")
        dataset.save_as(files[-1])
    assert gate.store(*files[: 2 * MANY // 3]).returncode == 0
    killed = subprocess.run(["pgrep", "-P", str(gate.process.pid), "-f", " worker "], capture_output=True, text=True)
    for process in killed.stdout.split():
        os.kill(int(process), signal.SIGKILL)
    assert killed.stdout
    behind.end(signal.SIGKILL)
    assert gate.store(*files[2 * MANY // 3 :]).returncode == 0
    time.sleep(2)
    gate.end(signal.SIGKILL)
    behind.start()
    gate.start(gate.environment)
    mine = lambda: {name: state for name, state in gate.states().items() if name not in before}  # noqa: E731
    gate.until(lambda: sorted(mine().values()) == ["forwarded"] * (MANY * 3 // 4) + ["kept"] * (MANY // 4), 10 * MANY)
    assert len(set(masks(behind)) - behind_before) == MANY * 3 // 4
    states = gate.ask("/segwarden/objects")
    assert {states[name]["decision"] for name, state in mine().items() if state == "kept"} == {"reject"}


def test_a_label_map_segmentation_comes_in(archives, objects, tmp_path) -> None:
    """Its class is newer than this Orthanc: it is taken where unknown classes are."""
    highdicom = pytest.importorskip("highdicom")
    np = pytest.importorskip("numpy")
    import pydicom

    gate, _ = archives
    before = set(gate.states())
    sources = [pydicom.dcmread(path) for path in sorted((objects / "ct").iterdir())]
    given = highdicom.seg.segread(objects / "sound.dcm")
    pixels = np.zeros((len(sources), given.Rows, given.Columns), np.uint8)
    order = [dataset.SOPInstanceUID for dataset in sources]
    volume = given.get_pixels_by_source_instance(
        order,
        combine_segments=True,
        ignore_spatial_locations=True,
        skip_overlap_checks=True,
        assert_missing_frames_are_empty=True,
    )
    pixels[...] = volume
    descriptions = [
        highdicom.seg.SegmentDescription(
            number, entry.SegmentLabel, entry.SegmentedPropertyCategoryCodeSequence[0],
            entry.SegmentedPropertyTypeCodeSequence[0], "MANUAL",
        )
        for number, entry in enumerate(given.SegmentSequence, 1)
    ]  # fmt: skip
    label_map = highdicom.seg.Segmentation(
        sources, pixels, "LABELMAP", descriptions,
        series_instance_uid=highdicom.UID(), series_number=9, sop_instance_uid=highdicom.UID(), instance_number=1,
        manufacturer="m", manufacturer_model_name="m", software_versions="1", device_serial_number="1",
    )  # fmt: skip
    label_map.save_as(tmp_path / "labelmap.dcm")
    # DCMTK's own sender does not know the class; a sender that proposes it by its UID does.
    pynetdicom = pytest.importorskip("pynetdicom")
    sender = pynetdicom.AE()
    sender.add_requested_context(label_map.SOPClassUID)
    association = sender.associate("127.0.0.1", gate.dicom, ae_title="GATE")
    assert association.is_established
    assert association.send_c_store(pydicom.dcmread(tmp_path / "labelmap.dcm")).Status == 0
    association.release()
    (object_,) = gate.until(lambda: set(gate.states()) - before)
    gate.until(lambda: gate.states()[object_] in ("forwarded", "kept"))
    assert gate.ask("/segwarden/objects")[object_]["decision"] != "failed"


def test_a_site_with_a_mistake_keeps_orthanc_from_starting(archives, tmp_path) -> None:
    """A gate that is not there must not look like one that is open."""
    gate, _ = archives
    (tmp_path / "gate.py").write_text("import segwarden.gate.orthanc\nsegwarden.gate.orthanc.start()\n")
    (tmp_path / "site.yaml").write_text("policy: ct-totalsegmentator\n")
    changed = {"PythonScript": str(tmp_path / "gate.py"), "SegWarden": str(tmp_path / "site.yaml"), "Plugins": [PLUGIN]}
    refused = Orthanc(tmp_path / "refused", "REFUSED", **changed)
    with pytest.raises(AssertionError, match="audit"):
        refused.start(gate.environment, seconds=8)
    assert refused.process.wait(30) != 0


def structure_set(sources, path) -> None:
    """A structure set with two kidneys as circles of 25 mm on some slices of a series."""
    import math

    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    def item(**values) -> Dataset:
        found = Dataset()
        for name, value in values.items():
            setattr(found, name, value)
        return found

    first = sources[0]
    whole = item(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.481.3", SOPInstanceUID=generate_uid(), Modality="RTSTRUCT",
        PatientID=first.PatientID, PatientName=first.PatientName, PatientBirthDate="", PatientSex="",
        StudyInstanceUID=first.StudyInstanceUID, SeriesInstanceUID=generate_uid(), StructureSetLabel="kidneys",
        FrameOfReferenceUID=first.FrameOfReferenceUID, StudyDate="", StudyTime="", StudyID="1", AccessionNumber="",
        ReferringPhysicianName="", SeriesNumber=3, Manufacturer="m",
    )  # fmt: skip
    images = [item(ReferencedSOPClassUID=s.SOPClassUID, ReferencedSOPInstanceUID=s.SOPInstanceUID) for s in sources]
    series = item(SeriesInstanceUID=first.SeriesInstanceUID, ContourImageSequence=images)
    study = item(
        ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=first.StudyInstanceUID,
        RTReferencedSeriesSequence=[series],
    )  # fmt: skip
    frame = item(FrameOfReferenceUID=first.FrameOfReferenceUID, RTReferencedStudySequence=[study])
    whole.ReferencedFrameOfReferenceSequence = [frame]
    whole.StructureSetROISequence, whole.ROIContourSequence, whole.RTROIObservationsSequence = [], [], []
    for number, (name, centre) in enumerate((("kidney_right", -60.0), ("kidney_left", 60.0)), 1):
        roi = item(ROINumber=number, ROIName=name, ROIGenerationAlgorithm="AUTOMATIC")
        roi.ReferencedFrameOfReferenceUID = first.FrameOfReferenceUID
        contours = []
        for source in sources[len(sources) // 2 - 12 : len(sources) // 2 + 12]:
            points = []
            for step in range(48):
                angle = step / 48 * 2 * math.pi
                points += [centre + 25 * math.cos(angle), 25 * math.sin(angle), float(source.ImagePositionPatient[2])]
            reference = item(ReferencedSOPClassUID=source.SOPClassUID, ReferencedSOPInstanceUID=source.SOPInstanceUID)
            contour = item(ContourGeometricType="CLOSED_PLANAR", NumberOfContourPoints=48)
            contour.ContourData = [f"{value:.4f}" for value in points]
            contour.ContourImageSequence = [reference]
            contours.append(contour)
        whole.StructureSetROISequence.append(roi)
        whole.ROIContourSequence.append(item(ReferencedROINumber=number, ContourSequence=contours))
        observation = item(ObservationNumber=number, ReferencedROINumber=number, RTROIInterpretedType="ORGAN")
        observation.ROIInterpreter = ""
        whole.RTROIObservationsSequence.append(observation)
    whole.file_meta = FileMetaDataset()
    whole.file_meta.MediaStorageSOPClassUID = whole.SOPClassUID
    whole.file_meta.MediaStorageSOPInstanceUID = whole.SOPInstanceUID
    whole.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    whole.save_as(path, enforce_file_format=True)


def test_a_structure_set_is_judged_with_its_images(archives, objects, tmp_path) -> None:
    import pydicom

    gate, _ = archives
    before = set(gate.states())
    sources = [pydicom.dcmread(path, stop_before_pixels=True) for path in sorted((objects / "ct").iterdir())]
    structure_set(sources, tmp_path / "rtstruct.dcm")
    assert gate.store(tmp_path / "rtstruct.dcm").returncode == 0
    (object_,) = gate.until(lambda: set(gate.states()) - before)
    gate.until(lambda: gate.states()[object_] in ("forwarded", "kept"))
    state = gate.ask("/segwarden/objects")[object_]
    assert state["decision"] in ("accept", "review", "reject"), state
    record = gate.ask(f"/segwarden/objects/{object_}")
    assert [entry["role"] for entry in record["provenance"]["inputs"]] == ["mask", "image"]
    present = {measure["label"] for measure in record["measures"] if measure["state"] == "present"}
    assert present == {"kidney_right", "kidney_left"}
