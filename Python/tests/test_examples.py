"""The examples are run, each with the packages that it needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import segwarden

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT.parent / "Examples"


@pytest.fixture
def commands(binary, tmp_path):
    """A folder for commands on PATH, with `segwarden` in it, and the environment that has it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "segwarden").symlink_to(os.path.realpath(binary))
    variables = {"PATH": f"{folder}:{os.environ['PATH']}", "SEGWARDEN": binary, "PYTHONPATH": str(ROOT / "src")}
    return folder, os.environ | variables | {"SEGWARDEN_STORE": str(tmp_path / "results.sqlite")}


def script(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text("#!/bin/bash\nset -e\n" + text)
    (folder / name).chmod(0o755)


def run(arguments, environment, status=0) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_what_nnunet_predicted_is_checked_and_sorted(commands, sound, swapped, tmp_path) -> None:
    """The predictor is one that writes phantoms, under nnU-Net's names and beside its dataset.json."""
    folder, environment = commands
    names = segwarden.measure_document(sound, measures=["volume"])["labels"]
    labels = {"background": 0} | {entry["name"]: int(value) for value, entry in names.items()}
    (tmp_path / "dataset.json").write_text(json.dumps({"labels": labels, "file_ending": ".nii.gz"}))
    script(
        folder,
        "nnUNetv2_predict",
        'while [ "$1" != -o ]; do shift; done; mkdir -p "$2"\n'
        f'cp {sound} "$2/case_001.nii.gz"; cp {swapped} "$2/case_002.nii.gz"; cp {tmp_path}/dataset.json "$2/"\n',
    )
    predictions = tmp_path / "predictions"
    arguments = [EXAMPLES / "after_nnunet.sh", "ct-totalsegmentator", tmp_path / "images", predictions, "-d", "17"]
    for _ in range(2):
        run(arguments, environment, status=1)
        assert [path.name for path in (tmp_path / "predictions-accepted").iterdir()] == ["case_001.nii.gz"]
        assert [path.name for path in (tmp_path / "predictions-rejected").iterdir()] == ["case_002.nii.gz"]
    record = json.loads((tmp_path / "predictions-checked" / "case_002.json").read_text())
    assert record["decision"] == "reject"


@pytest.mark.parametrize("isOneFile", [False, True])
def test_what_totalsegmentator_made_is_checked(commands, binary, swapped, tmp_path, isOneFile) -> None:
    folder, environment = commands
    copy = f'cp {swapped} "$2.nii.gz"'
    if not isOneFile:
        nibabel = pytest.importorskip("nibabel")
        np = pytest.importorskip("numpy")
        (tmp_path / "parts").mkdir()
        image = nibabel.load(swapped)
        values = np.asarray(image.dataobj)
        for value, entry in segwarden.measure_document(swapped, measures=["volume"])["labels"].items():
            part = nibabel.Nifti1Image((values == int(value)).astype(np.uint8), image.affine)
            nibabel.save(part, tmp_path / "parts" / f"{entry['name']}.nii.gz")
        copy = f'mkdir -p "$2"; cp {tmp_path}/parts/* "$2/"'
    script(folder, "TotalSegmentator", f'while [ "$1" != -o ]; do shift; done; {copy}\n')
    subprocess.run([binary, "phantom", "abdomen-ct", "-o", "ct-mask.dcm", "--series", "ct"], check=True, cwd=tmp_path)
    out = tmp_path / "segmentations"
    run([EXAMPLES / "after_totalsegmentator.sh", tmp_path / "ct", out], environment, status=1)
    (record,) = (
        json.loads(path.read_text())
        for path in (tmp_path / "segmentations-checked").glob("segmentations*.json")
        if "answers" not in path.name
    )
    assert record["decision"] == "reject"
    assert {reason.get("fault") for reason in record["reasons"]} & {"sides-swapped", "wrong-grid"}


def test_duckdb_reads_the_results(commands, sound, swapped, tmp_path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    from segwarden import tables

    _, environment = commands
    masks = [sound, swapped, tmp_path / "none.nii"]
    example = [sys.executable, EXAMPLES / "parquet_and_duckdb.py", "ct-totalsegmentator", tmp_path, *masks]
    said = run(example, environment)
    assert "sides-swapped" in said
    found = duckdb.sql(f"SELECT decision FROM '{tmp_path}/results.parquet'").fetchall()
    assert found == [("accept",), ("reject",), (None,)]
    results = tables.read_parquet(tmp_path / "results.parquet")
    assert [result.case for result in results] == ["abdomen-sound", "abdomen-kidneys-swapped", "none.nii"]
    assert results[1].document()["decision"] == "reject"


def test_tables_of_pandas_hold_cases_and_findings(sound, swapped) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    from segwarden import tables

    records = [segwarden.check(path, policy="ct-totalsegmentator") for path in (sound, swapped)]
    cases, findings = tables.frame(records), tables.findings(records)
    assert list(cases.decision) == ["accept", "reject"]
    assert list(cases.failed) == [record.counts.failed for record in records]
    assert len(findings) == sum(len(record.findings) for record in records)
    assert set(findings[findings.outcome == "fail"]["case"]) == {"abdomen-kidneys-swapped"}


def test_mlflow_keeps_a_run(commands, sound, swapped, tmp_path, monkeypatch) -> None:
    mlflow = pytest.importorskip("mlflow")
    _, environment = commands
    # Its database would need more packages than the client has.
    store = f"file:{tmp_path}/mlflow"
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    environment |= {"MLFLOW_TRACKING_URI": store, "MLFLOW_ALLOW_FILE_STORE": "true"}
    example = [sys.executable, EXAMPLES / "mlflow_run.py", "ct-totalsegmentator", sound, swapped]
    identifier = run(example, environment).split()[-1]
    client = mlflow.MlflowClient(tracking_uri=store)
    metrics = client.get_run(identifier).data.metrics
    assert (metrics["share_accept"], metrics["share_reject"], metrics["share_failed"]) == (0.5, 0.5, 0)
    assert metrics["fault_sides-swapped"] == 1
    assert [artifact.path for artifact in client.list_artifacts(identifier)] == ["records.jsonl"]
