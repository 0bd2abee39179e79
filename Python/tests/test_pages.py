"""The pages' examples are run."""

import doctest
import re
from pathlib import Path

import pytest

import segwarden

PAGES = Path(__file__).resolve().parent.parent.parent


def test_the_tour_prints_what_it_says(binary, tmp_path, monkeypatch) -> None:
    for package in ("numpy", "nibabel", "pandas"):
        pytest.importorskip(package)
    monkeypatch.chdir(tmp_path)
    page = PAGES / "Documentation" / "python-tour.md"
    # What closes a block of code is no output.
    text = page.read_text().replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted > 20


def test_the_readmes_example_runs(binary, sound, capsys) -> None:
    nibabel = pytest.importorskip("nibabel")
    np = pytest.importorskip("numpy")
    (block,) = (
        b for b in re.findall(r"```python\n(.*?)```", (PAGES / "README.md").read_text(), re.S) if "segwarden" in b
    )
    given = nibabel.load(sound)
    mask = np.asarray(given.dataobj)
    names = segwarden.measure_document(sound, measures=["volume"])["labels"]
    own = {entry["name"]: int(value) for value, entry in names.items()}
    # The example's own values: kidneys alone.
    mask = np.where(mask == own["kidney_right"], 2, np.where(mask == own["kidney_left"], 3, 0)).astype(np.uint8)
    image = np.where(mask > 0, 40, -80).astype(np.int16)
    exec(block, {"mask": mask, "image": image, "affine": given.affine})
    assert capsys.readouterr().out.startswith("accept [")
