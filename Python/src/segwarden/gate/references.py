"""What a segmentation or structure set says that it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class References:
    """The patient of an object, and the images that it refers to, by their series; UIDs that nobody writes down."""

    patient: str
    series: Mapping[str, frozenset[str]]

    @staticmethod
    def of(tags: Mapping[str, Any]) -> References:
        """Those of an object's data set, by keywords, as Orthanc gives it.

        Segmentations refer by the Common Instance Reference module (PS3.3, C.12.2), structure sets by their frames of
        reference (PS3.3, C.8.8.5).
        """
        found: dict[str, set[str]] = {}

        def add(series: Mapping[str, Any], instances: str) -> None:
            uid = _text(series.get("SeriesInstanceUID"))
            if uid:
                named = (_text(item.get("ReferencedSOPInstanceUID")) for item in _items(series, instances))
                found.setdefault(uid, set()).update(filter(None, named))

        for series in _items(tags, "ReferencedSeriesSequence"):
            add(series, "ReferencedInstanceSequence")
        for frame in _items(tags, "ReferencedFrameOfReferenceSequence"):
            for study in _items(frame, "RTReferencedStudySequence"):
                for series in _items(study, "RTReferencedSeriesSequence"):
                    add(series, "ContourImageSequence")
        return References(_text(tags.get("PatientID")), {uid: frozenset(named) for uid, named in found.items()})


def _items(tags: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = tags.get(name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def _text(value: Any) -> str:
    return value.strip("\0 ") if isinstance(value, str) else ""
