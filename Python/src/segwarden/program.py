"""Where the program `segwarden` is, and how it is asked something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, Union

from .errors import Diagnostic, PolicyError, ProgramError

VARIABLE = "SEGWARDEN"
"""The environment variable that names another program than the one that lies in the package."""

_HERE = Path(__file__).resolve().parent


def path() -> str:
    """The program's path: what `SEGWARDEN` names, else the one in the package, else the one on `PATH`."""
    named = os.environ.get(VARIABLE)
    if named:
        if os.path.isfile(named) and os.access(named, os.X_OK):
            return named
        raise ProgramError(
            f"the environment variable {VARIABLE} names {named}, which is no program; correct it or take it away",
            code="no-program",
        )
    bundled = _HERE / "bin" / "segwarden"
    if bundled.is_file():
        return str(bundled)
    found = _on_path()
    if found:
        return found
    raise ProgramError(
        "the program segwarden is neither in this package nor on PATH: install a wheel that brings it, or build it "
        f"(make install) and name it with the environment variable {VARIABLE}",
        code="no-program",
    )


def _on_path() -> Union[str, None]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which("segwarden", path=folder or os.curdir)
        # The command that this package installs is no program of its own; it would start itself for ever.
        if found and not _is_script(found):
            return found
    return None


def _is_script(file: str) -> bool:
    with open(file, "rb") as opened:
        return opened.read(2) == b"#!"


def environment() -> dict[str, str]:
    """The environment that the program runs in: with DCMTK's dictionary where the package brings it."""
    result = dict(os.environ)
    dictionary = _HERE / "share" / "dicom.dic"
    if dictionary.is_file():
        result.setdefault("DCMDICTPATH", str(dictionary))
    return result


def ask(arguments: Sequence[str]) -> tuple[int, str, str]:
    """The program's exit status, what it prints, and what it says on its error stream."""
    done = subprocess.run([path(), *arguments], capture_output=True, encoding="utf-8", env=environment(), check=False)
    return done.returncode, done.stdout, done.stderr


def run(arguments: Sequence[str], allowed: Iterable[int] = (0,)) -> str:
    """What the program prints. Raises a `ProgramError`, or a `PolicyError`, for a status that is not allowed."""
    status, text, said = ask(arguments)
    if status not in allowed:
        fail(status, said, arguments)
    return text


def fail(status: int, stderr: str, arguments: Sequence[str] = ()) -> NoReturn:
    """Raises what a status and the lines before it say."""
    lines = [line.removeprefix("segwarden: ").removeprefix("Error: ") for line in stderr.splitlines() if line.strip()]
    message = "\n".join(lines) or f"the program ended with status {status} and said nothing"
    if status == 78:
        raise PolicyError(message, _diagnostics(arguments))
    if status < 0:
        raise ProgramError(f"the program was ended by signal {-status}. {message}", status, "internal")
    raise ProgramError(message, status)


def _diagnostics(arguments: Sequence[str]) -> list[Diagnostic]:
    """What lint says of the policy that the arguments name."""
    if "--policy" not in arguments:
        return []
    policy = arguments[list(arguments).index("--policy") + 1]
    _, text, _ = ask(["policy", "lint", policy, "--format", "json", "--level", "warning"])
    try:
        return [diagnostic(entry) for entry in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        return []


def diagnostic(entry: dict[str, Any]) -> Diagnostic:
    """A diagnostic from lint's JSON."""
    return Diagnostic(
        rule=entry["rule"],
        level=entry["level"],
        message=entry["message"],
        file=entry["file"],
        line=entry["line"],
        column=entry["column"],
        length=entry["length"],
        suggestion=entry.get("suggestion"),
        help=entry.get("help"),
    )


def command() -> NoReturn:
    """The command `segwarden`: becomes the program."""
    try:
        program = path()
    except ProgramError as error:
        print(f"segwarden: {error}.", file=sys.stderr)
        sys.exit(69)
    os.execve(program, ["segwarden", *sys.argv[1:]], environment())
