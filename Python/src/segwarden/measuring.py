"""Numbers without judgement."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

from . import program
from ._handover import Handover

if TYPE_CHECKING:
    import pandas


def measure(
    mask: Any,
    image: Any = None,
    *,
    measures: Union[Sequence[str], None] = None,
    pairs: Union[Sequence[tuple[str, str]], None] = None,
    labels: Any = None,
    name: Union[str, None] = None,
    affine: Any = None,
    spacing: Union[Sequence[float], None] = None,
) -> pandas.DataFrame:
    """The numbers of an export as a table, one a row: what `segwarden measure` prints, with its names and units.

    Columns: `case`; `label`, the structure's value (two for a pair, none for what is about the export); `name`;
    `measure`; `value`, a number or not-a-number; `text`, what is none, such as a list. Needs pandas.
    """
    import pandas

    text = _run(mask, image, measures, pairs, labels, affine, spacing, "csv")
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        number = _number(row["value"])
        rows.append(
            {
                "case": name or ("mask" if not isinstance(mask, (str, os.PathLike)) else row["case"]),
                "label": row["label"],
                "name": row["name"],
                "measure": row["measure"],
                "value": math.nan if number is None else number,
                "text": row["value"] if number is None else "",
            }
        )
    return pandas.DataFrame(rows, columns=["case", "label", "name", "measure", "value", "text"])


def measure_document(
    mask: Any,
    image: Any = None,
    *,
    measures: Union[Sequence[str], None] = None,
    pairs: Union[Sequence[tuple[str, str]], None] = None,
    labels: Any = None,
    affine: Any = None,
    spacing: Union[Sequence[float], None] = None,
) -> Mapping[str, Any]:
    """The same as the JSON object that the program prints. Needs no pandas."""
    document: Mapping[str, Any] = json.loads(_run(mask, image, measures, pairs, labels, affine, spacing, "json"))
    return document


def _run(
    mask: Any,
    image: Any,
    measures: Union[Sequence[str], None],
    pairs: Union[Sequence[tuple[str, str]], None],
    labels: Any,
    affine: Any,
    spacing: Union[Sequence[float], None],
    form: str,
) -> str:
    handover = Handover()
    try:
        arguments = ["measure", handover.mask(mask, affine, spacing), "--format", form]
        if image is not None:
            arguments += ["--image", handover.image(image, affine, spacing)]
        if labels is not None:
            arguments += ["--labels", handover.labels(labels)]
        if measures is not None:
            arguments += ["--measures", ",".join(measures)]
        if pairs is not None:
            arguments += ["--pairs", *(f"{one}:{other}" for one, other in pairs)]
        return program.run(arguments)
    finally:
        handover.close()


def _number(text: str) -> Union[float, None]:
    words = {"true": 1.0, "false": 0.0}
    try:
        return words[text] if text in words else float(text)
    except ValueError:
        return None
