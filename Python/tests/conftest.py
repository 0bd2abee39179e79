"""Exports that the program itself writes, and the program; without one, nothing here can be tested."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from segwarden import program  # noqa: E402
from segwarden.errors import ProgramError  # noqa: E402

# No test adds to the user's own store.
os.environ.setdefault("SEGWARDEN_STORE", os.devnull)


@pytest.fixture(scope="session")
def binary() -> str:
    try:
        return program.path()
    except ProgramError as error:
        pytest.skip(f"no program to test with: {error}")


@pytest.fixture(scope="session")
def phantom(binary: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a phantom under a file's name, once."""
    folder = tmp_path_factory.mktemp("phantoms")

    def write(name: str, ending: str = "nii.gz", *options: str) -> Path:
        path = folder / f"{name}.{ending}"
        if not path.exists():
            subprocess.run([binary, "phantom", name, "-o", str(path), *options], check=True, cwd=folder)
        return path

    return write


@pytest.fixture(scope="session")
def sound(phantom: Callable[..., Path]) -> Path:
    return phantom("abdomen-sound")


@pytest.fixture(scope="session")
def swapped(phantom: Callable[..., Path]) -> Path:
    return phantom("abdomen-kidneys-swapped")


@pytest.fixture(scope="session")
def printed(binary: str) -> Callable[..., str]:
    """What the program prints, whatever it decides."""

    def run(*arguments: str) -> str:
        return subprocess.run([binary, *arguments], capture_output=True, text=True, check=False).stdout

    return run
