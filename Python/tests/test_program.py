"""Which program is asked, and what authors and measurers get of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import segwarden
from segwarden import program

SOURCE = str(Path(segwarden.__file__).parent.parent)


def test_a_program_that_is_named_and_not_there_is_said(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SEGWARDEN", str(tmp_path / "none"))
    with pytest.raises(segwarden.ProgramError, match="SEGWARDEN") as raised:
        program.path()
    assert raised.value.code == "no-program"


def test_the_command_of_the_package_is_not_taken_for_the_program(monkeypatch, tmp_path) -> None:
    if (Path(segwarden.__file__).parent / "bin").exists():
        pytest.skip("this package brings its program")
    command = tmp_path / "segwarden"
    command.write_text(f"#!{sys.executable}\n")
    command.chmod(0o755)
    monkeypatch.delenv("SEGWARDEN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(segwarden.ProgramError, match="neither"):
        program.path()


def test_the_command_becomes_the_program(binary) -> None:
    run = [sys.executable, "-c", "import segwarden.program as p, sys; sys.argv[1:] = ['--version']; p.command()"]
    done = subprocess.run(
        run, capture_output=True, text=True, env={"PYTHONPATH": SOURCE, "SEGWARDEN": binary}, check=True
    )
    assert done.stdout.strip() == segwarden.__version__


def test_importing_needs_nothing_but_python() -> None:
    code = "import sys, segwarden; print([m for m in ('numpy', 'pandas', 'nibabel', 'ray') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, env={"PYTHONPATH": SOURCE}, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_package_has_the_programs_version(printed) -> None:
    assert printed("--version").strip() == segwarden.__version__


def test_lint_says_what_is_doubtful_with_its_place(binary, tmp_path) -> None:
    assert [d for d in segwarden.Policy("ct-kidneys").lint() if d.level == "error"] == []
    bad = tmp_path / "bad.yaml"
    bad.write_text(segwarden.Policy("ct-kidneys").text().replace("volume:", "volum:"))
    found = [d for d in segwarden.Policy(bad).lint() if d.level == "error"]
    line = bad.read_text().splitlines()[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith("volum")
    assert str(found[0]).startswith(f"{found[0].file}:{found[0].line}:")


def test_a_policy_that_is_not_there_cannot_be_linted(binary) -> None:
    with pytest.raises(segwarden.ProgramError):
        segwarden.Policy("ct-kidney").lint()


def test_a_policys_own_tests_are_run(binary) -> None:
    tests = segwarden.Policy("ct-kidneys").test(mutations=False)
    assert tests.passed and tests.policy == "ct-kidneys" and tests.mutations is None
    assert all(case["passed"] for case in tests.cases)


def test_explain_answers_in_words(binary, printed) -> None:
    assert segwarden.Policy("ct-kidneys").explain("volume") == printed("policy", "explain", "ct-kidneys", "volume")


def test_fit_learns_what_the_command_learns(binary, sound, printed, tmp_path) -> None:
    table = tmp_path / "accepted.csv"
    table.write_text("case,export\n" + "".join(f"{n},{sound}\n" for n in range(5)))
    policy = segwarden.Policy("ct-kidneys")
    fitted = policy.fit(table, measure=["sphericity"])
    arguments = ["policy", "fit", "ct-kidneys", "--accepted", str(table), "--measure", "sphericity"]
    assert fitted == json.loads(printed(*arguments, "--format", "json"))
    assert policy.fit_patch(table) == printed(*arguments[:5], "--patch")


def test_measure_is_the_commands_table(sound, printed) -> None:
    pytest.importorskip("pandas")
    table = segwarden.measure(sound, measures=["volume", "components"], pairs=None)
    rows = printed("measure", str(sound), "--measures", "volume,components", "--format", "csv").strip().splitlines()
    assert list(table.columns) == ["case", "label", "name", "measure", "value", "text"]
    assert len(table) == len(rows) - 1
    document = json.loads(printed("measure", str(sound), "--measures", "volume"))
    volumes = table[table.measure == "volume_mm3"].set_index("label").value
    for label, structure in document["labels"].items():
        assert volumes[label] == structure["volume_mm3"]


def test_measures_of_pairs_are_asked_for(sound) -> None:
    document = segwarden.measure_document(sound, pairs=[("liver", "kidney_right"), ("liver", "spleen")])
    assert [pair["names"] for pair in document["pairs"]] == [["liver", "kidney_right"], ["liver", "spleen"]]


def test_a_measure_that_is_none_is_an_error(sound) -> None:
    with pytest.raises(segwarden.ProgramError, match="beauty") as raised:
        segwarden.measure_document(sound, measures=["beauty"])
    assert raised.value.code == "usage"
