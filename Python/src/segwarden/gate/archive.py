"""What a gate needs of the archive that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Union

from .site import Target


class Gone(Exception):
    """What was asked about is not in the archive any more."""


class Archive(Protocol):
    """Objects by the archive's own identifiers. Each call may raise whatever the archive's connection raises; the gate
    tries again then. What is not there raises `Gone`.
    """

    def objects(self) -> Sequence[str]:
        """All segmentations and structure sets."""
        ...

    def of_series(self, series: str) -> Sequence[str]:
        """The segmentations and structure sets of a series; empty for one of other objects."""
        ...

    def file(self, object_: str) -> bytes:
        """An object as a file."""
        ...

    def images(self, object_: str) -> Union[Sequence[str], None]:
        """The images that an object refers to; None while they are not there, or still arriving."""
        ...

    def state(self, object_: str) -> Union[Mapping[str, Any], None]:
        """What was kept of an object; None for one that nothing was kept of."""
        ...

    def keep(self, object_: str, state: Mapping[str, Any], record: Union[str, None]) -> None:
        """Keeps a state, and a record beside it."""
        ...

    def record(self, object_: str) -> Union[str, None]:
        """The record that was kept."""
        ...

    def add(self, file: bytes) -> str:
        """Adds an object, and gives its identifier."""
        ...

    def forward(self, object_: str, target: Target) -> None:
        """Sends an object, and returns when it was taken."""
        ...
