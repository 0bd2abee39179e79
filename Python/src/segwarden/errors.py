"""What can go wrong, as exceptions with a code, a message and a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Diagnostic:
    """A mistake, or what is doubtful, in a policy's text, with its place: `segwarden policy lint --format json`."""

    rule: str
    level: str
    message: str
    file: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    length: int
    suggestion: Union[str, None] = None
    help: Union[str, None] = None

    def __str__(self) -> str:
        advice = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.level}: {self.message}{advice}"


class SegWardenError(Exception):
    """Why something could not be done.

    `code` is the word for what went wrong, `message` a sentence for people, `place` where it was: a file with line and
    column, or a case; None where there is none.
    """

    def __init__(self, code: str, message: str, place: Union[str, None] = None) -> None:
        super().__init__(code, message, place)
        self.code = code
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ProgramError(SegWardenError):
    """The program is not there, or ended with a status that says that it could not do what it was asked.

    `status` is its exit status: 64 wrong use, 65 bad input, 66 no such input, 70 internal, 74 output not written; None
    where it never ran.
    """

    CODES = {64: "usage", 65: "bad-input", 66: "no-input", 70: "internal", 74: "output", 75: "budget", 78: "policy"}

    def __init__(
        self,
        message: str,
        status: Union[int, None] = None,
        code: Union[str, None] = None,
        place: Union[str, None] = None,
    ) -> None:
        super().__init__(code or self.CODES.get(status or 0, "failed"), message, place)
        self.status = status


class PolicyError(ProgramError):
    """The policy cannot be used. `diagnostics` are its mistakes with their places, where lint finds some."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        first = next((d for d in diagnostics if d.level == "error"), None)
        place = f"{first.file}:{first.line}:{first.column}" if first else None
        super().__init__(message, 78, "policy", place)
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return self.message


class CaseError(SegWardenError):
    """A case could not be checked: there is no verdict, and that is never an accept. `place` is the case's name."""


class WorkerError(SegWardenError):
    """A worker ended while it was at a case; code `worker-ended`. The case was tried again by itself before."""

    def __init__(self, message: str, place: Union[str, None] = None) -> None:
        super().__init__("worker-ended", message, place)


class RecordError(SegWardenError):
    """What should be a record is none; code `bad-record`."""

    def __init__(self, message: str, place: Union[str, None] = None) -> None:
        super().__init__("bad-record", message, place)


class HandoverError(SegWardenError, TypeError):
    """An object that is no mask or image that could be handed over; code `bad-object`."""

    def __init__(self, message: str, place: Union[str, None] = None) -> None:
        SegWardenError.__init__(self, "bad-object", message, place)
