"""What a site wants of its gate, as it says it in YAML."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from ..errors import SegWardenError

DECISIONS = ("accept", "review", "reject")

NOTES = {"quality-issue": ("review", "reject"), "rejection": ("reject",)}
"""The notes that a site may want written about an object, with the decisions that each may be about."""


class SiteError(SegWardenError):
    """The site's file cannot be used; `place` is the file, `code` is `bad-site`."""

    def __init__(self, message: str, place: Union[str, None] = None) -> None:
        super().__init__("bad-site", message, place)


@dataclass(frozen=True)
class Target:
    """Where objects go to: a modality or a peer, by the name that Orthanc has for it."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Site:
    """The site's choices.

    ```yaml
    policy: ct-totalsegmentator     # by which objects are judged: a shipped one, a file, or auto
    forward:                        # what goes on by itself, and where to; anything else is kept back
      accept: [{modality: PACS}, {peer: research}]
    release: [{modality: PACS}]     # where objects go to that a person releases; those of accept unless given
    images: required                # an object whose images did not arrive is kept back; wanted: it is judged without
    wait_for_images: 300            # seconds
    refuse_unreadable: true         # at reception
    refuse_wrong_references: true   # at reception: of another patient than its images, of images that are not there
    report: dicom-sr                # what is written beside each object; none unless given
    report_to: [accept, review]     # with which decisions it is forwarded along; none unless given
    notes: {review: quality-issue}  # what is noted about which decisions: quality-issue, rejection; none unless given
    audit: /var/lib/segwarden/audit.jsonl
    release_needs_account: true
    jobs: 2
    context: {}                     # facts for all cases
    ```
    """

    policy: str
    audit: str
    forward: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    release: tuple[Target, ...] = ()
    images: str = "required"
    wait_for_images: float = 300
    refuse_unreadable: bool = True
    refuse_wrong_references: bool = True
    report: Union[str, None] = None
    report_to: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    release_needs_account: bool = True
    jobs: int = 2
    context: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def read(path: Union[str, os.PathLike[str]]) -> Site:
        """Reads a site's file; raises a `SiteError` that says what is wrong with it."""
        import yaml

        place = os.fspath(path)
        try:
            given = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise SiteError(f"the file cannot be read: {error}", place) from error
        except yaml.YAMLError as error:
            raise SiteError(f"the file is no YAML: {error}", place) from error
        try:
            return Site.of(given)
        except SiteError as error:
            raise SiteError(error.message, place) from error

    @staticmethod
    def of(given: Any) -> Site:
        """A site of what its file holds."""
        if not isinstance(given, dict):
            raise SiteError("a site is a list of names with values")
        kinds: dict[str, Any] = {
            "policy": str,
            "audit": str,
            "images": str,
            "wait_for_images": (int, float),
            "refuse_unreadable": bool,
            "refuse_wrong_references": bool,
            "report": str,
            "release_needs_account": bool,
            "jobs": int,
            "context": dict,
            "forward": dict,
            "release": list,
            "report_to": list,
            "notes": dict,
        }
        for name, value in given.items():
            if name not in kinds:
                raise SiteError(f"nothing is known of “{name}”; known are {', '.join(kinds)}")
            if not isinstance(value, kinds[name]) or isinstance(value, bool) and kinds[name] is not bool:
                raise SiteError(f"“{name}” cannot be {value!r}")
        for name in ("policy", "audit"):
            if not given.get(name):
                raise SiteError(f"a site says its “{name}”")
        values = dict(given)
        if values.get("images", "required") not in ("required", "wanted"):
            raise SiteError("“images” is required or wanted")
        if values.get("jobs", 1) < 1 or values.get("wait_for_images", 0) < 0:
            raise SiteError("“jobs” is at least 1, and “wait_for_images” at least 0")
        if values.get("report", "dicom-sr") != "dicom-sr":
            raise SiteError("“report” is dicom-sr, or is left out")
        decided(values.get("forward", {}), "forward")
        decided(values.get("report_to", []), "report_to")
        noted(values.get("notes", {}))
        values["forward"] = {word: targets(list_, "forward") for word, list_ in values.get("forward", {}).items()}
        values["release"] = targets(values["release"], "release") if "release" in values else ()
        values["report_to"] = tuple(values.get("report_to", ()))
        values["context"] = {str(name): str(value) for name, value in values.get("context", {}).items()}
        return Site(**values)

    @property
    def released_to(self) -> tuple[Target, ...]:
        """Where objects go to that a person releases."""
        return self.release or self.forward.get("accept", ())


def decided(words: Any, name: str) -> None:
    """Raises unless all words are decisions."""
    stranger = next((word for word in words if word not in DECISIONS), None)
    if stranger is not None:
        raise SiteError(f"“{name}” is about accept, review and reject, not about {stranger!r}")


def noted(given: Mapping[str, Any]) -> None:
    """Raises unless each decision has a note that may be about it: a rejection hides what it is about."""
    decided(given, "notes")
    for decision, note in given.items():
        if note not in NOTES:
            raise SiteError(f"“notes” are {' and '.join(NOTES)}, not {note!r}")
        if decision not in NOTES[note]:
            raise SiteError(f"a note “{note}” is about {' or '.join(NOTES[note])}, not about {decision}")


def targets(given: Any, name: str) -> tuple[Target, ...]:
    """The targets of a list such as `[{modality: PACS}]`."""
    found = []
    for entry in given if isinstance(given, list) else [given]:
        kind, place = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else (None, None)
        if kind not in ("modality", "peer") or not isinstance(place, str):
            raise SiteError(f"“{name}” lists targets such as {{modality: PACS}} or {{peer: archive}}, not {entry!r}")
        found.append(Target(kind, place))
    return tuple(found)
