"""The array script under a real Slurm: a controller and a node of the test's own, on this machine."""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "Examples" / "slurm_array.sh"
POLICY = "cxr-lungs"


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    """The environment of a cluster with one node."""
    if not all(map(shutil.which, ("munged", "slurmctld", "slurmd", "sbatch"))) or os.geteuid() != 0:
        pytest.skip("Slurm and munge are not installed, or this is not root, who alone may run a node")
    folder = tmp_path_factory.mktemp("slurm")
    (folder / "key").write_bytes(os.urandom(1024))
    (folder / "key").chmod(0o600)
    for name in ("state", "spool"):
        (folder / name).mkdir()
    host = socket.gethostname().split(".")[0]
    settings = {
        "ClusterName": "test", "SlurmctldHost": f"{host}(127.0.0.1)", "SlurmUser": "root",
        "SlurmctldPort": free_port(), "SlurmdPort": free_port(), "AuthType": "auth/munge",
        "AuthInfo": f"socket={folder}/socket", "StateSaveLocation": folder / "state",
        "SlurmdSpoolDir": folder / "spool", "SlurmctldPidFile": folder / "ctld.pid", "SlurmdPidFile": folder / "d.pid",
        "SlurmctldLogFile": folder / "ctld.log", "SlurmdLogFile": folder / "d.log",
        "ProctrackType": "proctrack/linuxproc", "TaskPlugin": "task/none", "SelectType": "select/cons_tres",
        "ReturnToService": 2, "MpiDefault": "none", "JobAcctGatherType": "jobacct_gather/none",
        "SchedulerParameters": "sched_interval=1,batch_sched_delay=0",
    }  # fmt: skip
    lines = [f"{name}={value}" for name, value in settings.items()]
    lines += [
        f"NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000",
        f"PartitionName=all Nodes={host} Default=YES",
    ]
    (folder / "slurm.conf").write_text("\n".join(lines) + "\n")
    environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf")}
    munge = [f"--{name}={folder}/{file}" for name, file in (("key-file", "key"), ("socket", "socket"))]
    munge += [f"--{name}={folder}/{name}" for name in ("pid-file", "log-file", "seed-file")]
    running = []
    for command in (["munged", "-F", "--force", *munge], ["slurmctld", "-D"], ["slurmd", "-D"]):
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        time.sleep(1.5)
    yield environment
    for process in reversed(running):
        process.terminate()
        process.wait(30)


def test_an_array_that_is_disturbed_and_submitted_again_is_whole(slurm, binary, phantom, printed, tmp_path) -> None:
    sound, faulty = phantom("chest-sound", "png"), phantom("chest-lung-missing", "png")
    rows = [f"case-{n},{tmp_path / 'none.png' if n == 7 else faulty if n % 5 == 3 else sound}" for n in range(120)]
    (tmp_path / "cases.csv").write_text("case,export\n" + "\n".join(rows) + "\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "segwarden").symlink_to(os.path.realpath(binary))
    environment = slurm | {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    shards, results = tmp_path / "shards", tmp_path / "results"
    subprocess.run([binary, "shards", str(tmp_path / "cases.csv"), "--size", "20", "-o", str(shards)], check=True)

    def submit(*options: str) -> None:
        arguments = ["sbatch", "--array=0-5", "--cpus-per-task=1", "--mem=200M", "--chdir", str(tmp_path), *options]
        subprocess.run([*arguments, str(SCRIPT), POLICY, str(shards), str(results)], env=environment, check=True)

    def queued() -> str:
        return subprocess.run(["squeue", "-h"], env=environment, capture_output=True, text=True, check=True).stdout

    def finished() -> int:
        return len(list(results.glob("*.zst")))

    submit()
    end = time.monotonic() + 90
    while finished() < 2 and time.monotonic() < end:
        time.sleep(0.05)
    subprocess.run(["scancel", "--signal=KILL", "--name=segwarden"], env=environment, check=True)
    while queued() and time.monotonic() < end:
        time.sleep(0.2)
    before = {path.name: path.stat().st_mtime_ns for path in results.glob("*.zst")}
    assert 2 <= len(before) < 6
    submit()
    end = time.monotonic() + 90
    while (queued() or finished() < 6) and time.monotonic() < end:
        time.sleep(0.2)
    after = {path.name: path.stat().st_mtime_ns for path in results.glob("*.zst")}
    # What is done is left alone; the shard with a case that came to no end tries it again.
    kept = {name: written for name, written in before.items() if name != "shard-000000.jsonl.zst"}
    assert len(after) == 6 and kept and kept.items() <= after.items()

    store = str(tmp_path / "merged.sqlite")
    merge = [binary, "results", "merge", *map(str, sorted(results.glob("*.zst"))), "--as", "night", "--store", store]
    subprocess.run(merge, check=True)
    merged = printed("results", "export", "--run", "night", "--store", store)
    plain = printed(
        "check", "--manifest", str(tmp_path / "cases.csv"), "--policy", POLICY, "--format", "jsonl", "--no-store"
    )
    assert timeless(merged) == timeless(plain)


def timeless(lines: str) -> dict[str, dict]:
    documents = [json.loads(line) for line in lines.splitlines()]
    for document in documents:
        for name in ("started", "elapsed_ms"):
            document.get("provenance", {}).pop(name, None)
    found = {document["case"]: document for document in documents}
    assert len(found) == len(documents)
    return found
