"""Results as tables: one row a case, with its reasons and its whole record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from .records import Failure, Record, read
from .warden import Result

if TYPE_CHECKING:
    import pandas
    import pyarrow

COUNTS = ("passed", "warned", "failed", "skipped", "waived", "not_evaluable")


def row(result: Result) -> dict[str, Any]:
    """A case as a row. What a failure has no word for is None; `record` is the record as JSON."""
    shared: dict[str, Any] = {"case": result.case, "record": result.json()}
    if isinstance(result, Failure):
        return shared | {"error_code": result.error.code, "error_message": result.error.message, "reasons": []}
    inputs = {entry.role: entry.sha256 for entry in result.provenance.inputs}
    reasons = [
        {"fault": reason.fault, "kind": reason.kind, "label": reason.label, "severity": reason.severity}
        | {"text": reason.text, "evidence": list(reason.evidence)}
        for reason in result.reasons
    ]
    return (
        shared
        | {
            "decision": result.decision,
            "score": float(result.score),
            "reasons": reasons,
            "policy": result.provenance.policy.id,
            "policy_version": result.provenance.policy.version,
            "policy_sha256": result.provenance.policy.sha256,
            "program": result.provenance.program,
            "started": result.provenance.started,
            "elapsed_ms": result.provenance.elapsed_ms,
            "export_sha256": inputs.get("mask"),
            "image_sha256": inputs.get("image"),
        }
        | {count: getattr(result.counts, count) for count in COUNTS}
    )


def frame(results: Iterable[Result]) -> pandas.DataFrame:
    """Cases as a table of pandas."""
    import pandas

    return pandas.DataFrame([row(result) for result in results], columns=[field.name for field in schema()])


def findings(results: Iterable[Result]) -> pandas.DataFrame:
    """The findings of cases as a table of pandas, one row each."""
    import pandas

    rows = []
    for result in results:
        for finding in result.findings if isinstance(result, Record) else ():
            measured = finding.measured
            rows.append(
                {
                    "case": result.case,
                    "finding": finding.id,
                    "expectation": finding.expectation,
                    "code": finding.code,
                    "labels": list(finding.labels),
                    "outcome": finding.outcome,
                    "severity": finding.severity,
                    "measured": measured.value if measured else None,
                    "unit": measured.unit if measured else None,
                    "expected": finding.expected,
                    "margin": finding.margin,
                    "message": finding.message,
                }
            )
    return pandas.DataFrame(rows)


def schema() -> pyarrow.Schema:
    """The columns of results in Parquet, with their types."""
    import pyarrow as pa

    reason = pa.struct(
        [
            *(pa.field(name, pa.string()) for name in ("fault", "kind", "label", "severity", "text")),
            pa.field("evidence", pa.list_(pa.string())),
        ]
    )
    text = ("policy", "policy_version", "policy_sha256", "program", "started")
    return pa.schema(
        [
            pa.field("case", pa.string(), nullable=False),
            pa.field("decision", pa.string()),
            pa.field("score", pa.float64()),
            pa.field("error_code", pa.string()),
            pa.field("error_message", pa.string()),
            pa.field("reasons", pa.list_(reason)),
            *(pa.field(count, pa.int32()) for count in COUNTS),
            *(pa.field(name, pa.string()) for name in text),
            pa.field("elapsed_ms", pa.int64()),
            pa.field("export_sha256", pa.string()),
            pa.field("image_sha256", pa.string()),
            pa.field("record", pa.string(), nullable=False),
        ]
    )


def write_parquet(
    results: Iterable[Result], path: Union[str, os.PathLike[str]], metadata: Union[Mapping[str, str], None] = None
) -> None:
    """Writes cases as one Parquet file, which appears under its name when it is whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = schema().with_metadata({key.encode(): value.encode() for key, value in (metadata or {}).items()})
    table = pa.Table.from_pylist([row(result) for result in results], schema=columns)
    partial = f"{os.fspath(path)}.{os.getpid()}.{os.urandom(4).hex()}.partial"
    try:
        pq.write_table(table, partial, compression="zstd")
        os.replace(partial, path)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)


def read_parquet(path: Union[str, os.PathLike[str]]) -> list[Result]:
    """The results of a Parquet file, or of all files of a folder, as they were written."""
    import json

    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["record"])
    return [read(json.loads(text)) for text in table.column("record").to_pylist()]
