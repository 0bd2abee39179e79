"""Records as DICOM objects, read by highdicom and pydicom, and checked by DCMTK and dicom3tools where they are."""

import hashlib
import json
import shutil
import subprocess

import pytest

pydicom = pytest.importorskip("pydicom")
highdicom = pytest.importorskip("highdicom")

POLICY = "ct-totalsegmentator"


@pytest.fixture(scope="module")
def judged(binary, tmp_path_factory):
    """A sound segmentation and one with exchanged kidneys, each with its record."""
    folder = tmp_path_factory.mktemp("judged")

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([binary, *arguments], capture_output=True, text=True, cwd=folder)

    assert run("phantom", "abdomen-ct", "-o", "sound.dcm", "--series", "ct").returncode == 0
    faulty = pydicom.dcmread(folder / "sound.dcm")
    numbers = {entry.SegmentLabel: entry for entry in faulty.SegmentSequence}
    right, left = numbers["kidney_right"], numbers["kidney_left"]
    right.SegmentNumber, left.SegmentNumber = left.SegmentNumber, right.SegmentNumber
    faulty.PatientName = "Müller^Zoë"
    faulty.save_as(folder / "faulty.dcm")
    for name in ("sound", "faulty"):
        done = run("check", f"{name}.dcm", "--image", "ct", "--policy", POLICY, "--format", "jsonl", "--no-store")
        (folder / f"{name}.jsonl").write_text(done.stdout)

    def write(name: str, form: str) -> pydicom.Dataset:
        done = run(
            "report",
            f"{name}.jsonl",
            "--source",
            f"{name}.dcm",
            "--format",
            f"dicom-{form}",
            "-o",
            f"{name}-{form}.dcm",
        )
        assert done.returncode == 0, done.stderr
        return pydicom.dcmread(folder / f"{name}-{form}.dcm")

    write.folder, write.run = folder, run
    return write


def record(judged, name):
    return json.loads((judged.folder / f"{name}.jsonl").read_text())


@pytest.mark.parametrize("name", ["sound", "faulty"])
def test_a_report_has_the_numbers_and_segments_of_the_record(judged, name) -> None:
    judged(name, "sr")
    report = highdicom.sr.srread(judged.folder / f"{name}-sr.dcm")
    source = pydicom.dcmread(judged.folder / f"{name}.dcm", stop_before_pixels=True)
    assert isinstance(report, highdicom.sr.Comprehensive3DSR)
    assert (report.PatientID, report.StudyInstanceUID) == (source.PatientID, source.StudyInstanceUID)
    assert str(report.PatientName) == str(source.PatientName)
    assert report.SeriesInstanceUID != source.SeriesInstanceUID
    assert (report.CompletionFlag, report.VerificationFlag) == ("COMPLETE", "UNVERIFIED")
    groups = report.content.get_volumetric_roi_measurement_groups()
    volumes = {m["label"]: m["volume_ml"] for m in record(judged, name)["measures"] if m["state"] == "present"}
    segments = {entry.SegmentLabel: entry.SegmentNumber for entry in source.SegmentSequence}
    assert {group.tracking_identifier for group in groups} == set(volumes)
    for group in groups:
        label = group.tracking_identifier
        (measured,) = group.get_measurements()
        assert measured.value == pytest.approx(volumes[label], rel=1e-9)
        assert (measured.name.value, measured.unit.value) == ("118565006", "mL")
        reference = group.referenced_segment
        assert reference.referenced_sop_instance_uid == source.SOPInstanceUID
        assert list(reference.referenced_segment_numbers) == [segments[label]]


def texts(dataset, concept):
    found = []
    for entry in dataset.get("ContentSequence", []):
        if "ConceptNameCodeSequence" in entry and entry.ConceptNameCodeSequence[0].CodeValue == concept:
            found.append(entry.TextValue if entry.ValueType == "TEXT" else entry.ConceptCodeSequence[0].CodeValue)
        found += texts(entry, concept)
    return found


@pytest.mark.parametrize(
    ("name", "decision", "summary"), [("sound", "ACCEPT", "PASSED"), ("faulty", "REJECT", "FAILED")]
)
def test_decision_and_reasons_are_those_of_the_record(judged, name, decision, summary) -> None:
    report, assessment = judged(name, "sr"), judged(name, "assessment")
    reasons = [reason["text"] for reason in record(judged, name)["reasons"]]
    assert texts(report, "DECISION") == [decision]
    assert set(texts(report, "REASON")) == set(reasons)
    assert assessment.SOPClassUID == "1.2.840.10008.5.1.4.1.1.90.1"
    assert assessment.AssessmentSummary == summary
    assert [line for line in assessment.AssessmentSummaryDescription.split("\n") if reasons] == reasons
    weighty = [f for f in record(judged, name)["findings"] if f["outcome"] in ("fail", "warn")]
    assert assessment.NumberOfAssessmentObservations == len(weighty)
    observations = assessment.get("AssessmentObservationsSequence", [])
    assert len(observations) == len(weighty)
    for observation, finding in zip(observations, weighty):
        assert finding["message"] in observation.ObservationDescription
        isVeto = finding["outcome"] == "fail" and finding["severity"] == "reject"
        assert (observation.ObservationSignificance == "MAJOR") == isVeto
    (assessed,) = assessment.AssessedSOPInstanceSequence
    source = pydicom.dcmread(judged.folder / f"{name}.dcm", stop_before_pixels=True)
    assert assessed.ReferencedSOPInstanceUID == source.SOPInstanceUID
    assert len(assessed.ReferencedComparisonSOPInstanceSequence) == len(list((judged.folder / "ct").iterdir()))


def test_a_rejection_note_is_about_what_was_rejected_alone(judged) -> None:
    note = judged("faulty", "rejection")
    assert note.Modality == "KO"
    (title,) = note.ConceptNameCodeSequence
    assert (title.CodingSchemeDesignator, title.CodeValue) == ("DCM", "113001")
    (image,) = (entry for entry in note.ContentSequence if entry.ValueType == "IMAGE")
    source = pydicom.dcmread(judged.folder / "faulty.dcm", stop_before_pixels=True)
    assert image.ReferencedSOPSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID
    (evidence,) = note.CurrentRequestedProcedureEvidenceSequence
    assert evidence.StudyInstanceUID == source.StudyInstanceUID
    refused = judged.run("report", "sound.jsonl", "--source", "sound.dcm", "--format", "dicom-rejection", "-o", "x.dcm")
    assert refused.returncode == 65 and "accept" in refused.stderr
    assert not (judged.folder / "x.dcm").exists()


def test_the_same_record_gives_the_same_object(judged) -> None:
    first = hashlib.sha256(((judged("sound", "sr"), judged.folder / "sound-sr.dcm")[1]).read_bytes()).hexdigest()
    judged("sound", "sr")
    assert hashlib.sha256((judged.folder / "sound-sr.dcm").read_bytes()).hexdigest() == first


def test_the_record_of_an_object_is_found_among_others(judged) -> None:
    lines = [(judged.folder / f"{name}.jsonl").read_text() for name in ("faulty", "sound")]
    (judged.folder / "both.jsonl").write_text("".join(lines))
    arguments = ["--format", "dicom-sr", "--source", "sound.dcm", "-o", "found.dcm"]
    assert judged.run("report", "both.jsonl", *arguments).returncode == 0
    assert texts(pydicom.dcmread(judged.folder / "found.dcm"), "DECISION") == ["ACCEPT"]
    (judged.folder / "twice.jsonl").write_text(lines[1] + lines[1].replace('"case":"sound"', '"case":"again"'))
    done = judged.run("report", "twice.jsonl", *arguments)
    assert done.returncode == 65 and "--case" in done.stderr
    assert judged.run("report", "twice.jsonl", "--case", "again", *arguments).returncode == 0
    assert judged.run("report", "both.jsonl", *arguments[:2], "-o", "found.dcm").returncode == 64


@pytest.mark.parametrize(
    ("given", "source", "status", "said"),
    [
        ("sound.jsonl", "faulty.dcm", 65, "no record is about"),
        ("sound.jsonl", "ct/slice_0001.dcm", 65, "neither a segmentation nor a structure set"),
        ("sound.jsonl", "none.dcm", 66, "none.dcm"),
        ("none.jsonl", "sound.dcm", 66, "none.jsonl"),
        ("sound.dcm", "sound.dcm", 65, ""),
    ],
)
def test_what_does_not_belong_together_is_refused(judged, given, source, status, said) -> None:
    done = judged.run("report", given, "--format", "dicom-sr", "--source", source, "-o", "x.dcm")
    assert done.returncode == status and said in done.stderr


@pytest.mark.parametrize("name", ["sound", "faulty"])
def test_other_tools_find_nothing_wrong(judged, name) -> None:
    if not shutil.which("dsrdump") or not shutil.which("dciodvfy"):
        pytest.skip("DCMTK's dsrdump or dicom3tools' dciodvfy is not installed")
    forms = ["sr", "rejection"] if name == "faulty" else ["sr"]
    for form in forms:
        judged(name, form)
        file = f"{name}-{form}.dcm"
        dumped = subprocess.run(["dsrdump", file], capture_output=True, text=True, cwd=judged.folder)
        assert dumped.returncode == 0 and "E:" not in dumped.stderr, dumped.stderr
        checked = subprocess.run(["dciodvfy", "-new", file], capture_output=True, text=True, cwd=judged.folder)
        errors = [line for line in (checked.stdout + checked.stderr).splitlines() if line.startswith("Error")]
        assert errors == []
