"""Results as Parquet, and what DuckDB makes of them: parquet_and_duckdb.py POLICY FOLDER MASK…"""

import sys
from pathlib import Path

import duckdb

import segwarden
from segwarden import tables


def main() -> None:
    """Checks the masks, writes `results.parquet` into the folder and asks it three things."""
    policy, folder, masks = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    with segwarden.Warden(policy) as warden:
        tables.write_parquet(warden.map(masks), folder / "results.parquet")
    results = duckdb.read_parquet(str(folder / "results.parquet"))  # noqa: F841 (queries name it)

    # How many of which decision; a case that could not be checked has none.
    print(duckdb.sql("SELECT decision, count(*) AS cases FROM results GROUP BY decision ORDER BY decision"))

    # Why, by fault and structure.
    print(
        duckdb.sql("""
            SELECT reason.fault AS fault, reason.label AS label, count(DISTINCT "case") AS cases
            FROM (SELECT "case", unnest(reasons) AS reason FROM results)
            WHERE reason.severity <> 'note'
            GROUP BY ALL ORDER BY cases DESC, fault, label LIMIT 10
        """)
    )

    # What the record holds beside: each finding that failed or warned, with its number.
    print(
        duckdb.sql("""
            SELECT "case", finding->>'code' AS code, finding->'labels'->>0 AS label,
                   CAST(finding->'measured'->>'value' AS DOUBLE) AS measured, finding->'measured'->>'unit' AS unit
            FROM (SELECT "case", unnest(CAST(record->'findings' AS JSON[])) AS finding FROM results)
            WHERE finding->>'outcome' IN ('fail', 'warn') ORDER BY ALL
        """)
    )


if __name__ == "__main__":
    main()
