"""Records as dataclasses: the schema decides what they are, and the program what they say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import segwarden
from segwarden.records import Failure, Record, read

ROOT = Path(__file__).resolve().parent.parent


def test_classes_are_what_the_schema_gives() -> None:
    if not (ROOT.parent / "Documentation").is_dir():
        pytest.skip("the schema is not beside the package")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "records.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["abdomen-sound", "abdomen-kidneys-swapped", "abdomen-liver-cut"])
def test_a_record_comes_back_as_it_was_written(phantom, printed, name) -> None:
    text = printed("check", str(phantom(name)), "--policy", "ct-totalsegmentator", "--format", "jsonl", "--no-store")
    document = json.loads(text)
    record = read(document)
    assert isinstance(record, Record)
    assert record.document() == document
    assert json.loads(record.json()) == document


def test_a_failure_comes_back_as_it_was_written(printed, tmp_path) -> None:
    (tmp_path / "a.nii").write_bytes(b"nothing")
    document = json.loads(
        printed("check", str(tmp_path / "a.nii"), "--policy", "ct-kidneys", "--format", "jsonl", "--no-store")
    )
    failure = read(document)
    assert isinstance(failure, Failure)
    assert failure.document() == document


@pytest.mark.parametrize(
    "damage", [{"decision": None}, {"score": "1"}, {"score": True}, {"reasons": {}}, {"counts": []}]
)
def test_what_is_no_record_is_refused(sound, damage) -> None:
    document = segwarden.check(sound, policy="ct-kidneys").document() | damage
    with pytest.raises(segwarden.RecordError) as raised:
        read(document)
    assert raised.value.code == "bad-record"
    assert next(iter(damage)) in str(raised.value)


def test_a_member_that_is_missing_is_named() -> None:
    with pytest.raises(segwarden.RecordError, match="schema"):
        read({"case": "a"})


def test_members_of_newer_programs_are_passed_over(sound) -> None:
    record = segwarden.check(sound, policy="ct-kidneys")
    assert read(record.document() | {"mood": "good"}) == record
