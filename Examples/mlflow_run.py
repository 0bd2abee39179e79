"""A check as a run of MLflow: mlflow_run.py POLICY MASK…

Its metrics are the shares of decisions and how many cases each fault was found in; its artifacts are the records.
"""

import collections
import json
import sys
import tempfile
from pathlib import Path

import mlflow

import segwarden


def main() -> None:
    """Checks the masks and logs what came of them."""
    policy, masks = sys.argv[1], sys.argv[2:]
    mlflow.set_experiment("segmentation quality")
    with mlflow.start_run() as run, segwarden.Warden(policy) as warden, tempfile.TemporaryDirectory() as folder:
        decisions: collections.Counter[str] = collections.Counter()
        faults: collections.Counter[str] = collections.Counter()
        with open(Path(folder) / "records.jsonl", "w", encoding="utf-8") as records:
            for result in warden.map(masks):
                records.write(result.json() + "\n")
                if isinstance(result, segwarden.Failure):
                    decisions["failed"] += 1
                    continue
                decisions[result.decision] += 1
                faults.update({reason.fault for reason in result.reasons if reason.fault})
        mlflow.log_params({"policy": policy, "program": warden.program, "policies": json.dumps(warden.policies)[:500]})
        for decision in ("accept", "review", "reject", "failed"):
            mlflow.log_metric(f"share_{decision}", decisions[decision] / len(masks))
        for fault, count in faults.items():
            mlflow.log_metric(f"fault_{fault}", count)
        mlflow.log_artifact(str(Path(folder) / "records.jsonl"))
        print(run.info.run_id)


if __name__ == "__main__":
    main()
