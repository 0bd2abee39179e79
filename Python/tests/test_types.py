"""The package is typed."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_mypy_finds_nothing() -> None:
    pytest.importorskip("mypy")
    pytest.importorskip("pandas")
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", "/dev/null"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
