"""Lists over Ray: every case once, whatever is killed on the way."""

import json
import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ray = pytest.importorskip("ray")
pytest.importorskip("pyarrow")

import segwarden.ray  # noqa: E402
from segwarden import tables  # noqa: E402

SOURCE = str(Path(segwarden.__file__).parent.parent)
POLICY = "cxr-lungs"
MARK = ["--max-memory", "3987M"]
# SEGWARDEN_LONG=1 makes a run of the size that Documentation/scale.md tells of.
COUNT = 2000 if os.environ.get("SEGWARDEN_LONG") else 120
SIZE = COUNT // 15
SHARDS = -(-COUNT // SIZE)


@pytest.fixture(scope="module")
def cluster(binary):
    """A head without cores, and two nodes with one each, as processes on this machine."""
    from ray.cluster_utils import Cluster

    os.environ["PYTHONPATH"] = SOURCE
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, logging_level="warning", log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture(scope="module")
def manifest(phantom, tmp_path_factory):
    """Chest pictures under many names, faulty ones and one that is not there among them."""
    folder = tmp_path_factory.mktemp("list")
    sound, faulty = phantom("chest-sound", "png"), phantom("chest-lung-missing", "png")
    lines = ["case,export"]
    for number in range(COUNT):
        export = folder / "none.png" if number == 77 else faulty if number % 7 == 3 else sound
        lines.append(f"case-{number},{export}")
    table = folder / "cases.csv"
    table.write_text("\n".join(lines) + "\n")
    return table


@pytest.fixture(scope="module")
def expected(printed, manifest):
    lines = printed("check", "--manifest", str(manifest), "--policy", POLICY, "--format", "jsonl", "--no-store")
    return {document["case"]: timeless(document) for document in map(json.loads, lines.splitlines())}


def timeless(document):
    for name in ("started", "elapsed_ms"):
        document.get("provenance", {}).pop(name, None)
    return document


def written(folder):
    """All rows of all files: each case once."""
    documents = [result.document() for result in tables.read_parquet(folder)]
    found = {document["case"]: timeless(document) for document in documents}
    assert len(found) == len(documents)
    return found


def test_results_are_those_of_the_command(cluster, manifest, expected, tmp_path) -> None:
    run = segwarden.ray.check(manifest, POLICY, tmp_path, size=COUNT // 5)
    assert (run.shards, run.done_before, run.cases, run.failed) == (5, 0, COUNT, 1)
    assert run.accept + run.review + run.reject + run.failed == COUNT
    assert written(tmp_path / "results") == expected

    again = segwarden.ray.check(manifest, POLICY, tmp_path, size=COUNT // 5)
    assert again.done_before == 5
    assert (again.cases, again.accept, again.failed) == (run.cases, run.accept, run.failed)
    # What cannot be read is done again, and so is what follows from another policy.
    first, second, *_ = sorted((tmp_path / "results").iterdir())
    first.write_bytes(first.read_bytes()[:100])
    second.unlink()
    assert segwarden.ray.check(manifest, POLICY, tmp_path, size=COUNT // 5).done_before == 3
    assert written(tmp_path / "results") == expected
    other = segwarden.ray.check(manifest, POLICY, tmp_path, size=COUNT // 5, options=["--fraction", "0.4"])
    assert other.done_before == 0


def test_a_replaced_mask_and_other_waivers_are_done_again(cluster, phantom, tmp_path) -> None:
    sound, faulty = phantom("chest-sound", "png"), phantom("chest-lung-missing", "png")
    names = [tmp_path / f"{number}.png" for number in range(4)]
    for name in names:
        name.write_bytes(Path(sound).read_bytes())
    table, waivers = tmp_path / "cases.csv", tmp_path / "waivers.yaml"
    table.write_text("export\n" + "".join(f"{name}\n" for name in names))
    waivers.write_text("waivers: []\n")

    def run(**more):
        return segwarden.ray.check(table, POLICY, tmp_path / "out", size=2, options=["--waivers", str(waivers)], **more)

    assert (run().done_before, run().done_before, run().accept) == (0, 2, 4)
    names[3].write_bytes(Path(faulty).read_bytes())
    assert run().done_before == 1
    assert run().accept == 3
    waivers.write_text("waivers: []\n# another\n")
    assert run().done_before == 0
    assert run(trust_names=True).done_before == 0
    names[0].write_bytes(Path(faulty).read_bytes())
    assert run(trust_names=True).done_before == 2


def test_workers_and_a_node_are_killed_in_the_middle(cluster, binary, manifest, expected, tmp_path) -> None:
    results = tmp_path / "results"
    killed = []

    def files() -> int:
        return len(list(results.glob("*.parquet"))) if results.exists() else 0

    def disturb() -> None:
        for step, disturbance in ((1, "worker"), (3, "node"), (5, "worker")):
            while files() < step:
                time.sleep(0.02)
            if disturbance == "worker":
                # No other worker has such an option.
                asked = subprocess.run(["pgrep", "-f", f"{binary} worker .*{MARK[1]}"], capture_output=True, text=True)
                found = asked.stdout.split()
                for process in found[:1]:
                    os.kill(int(process), signal.SIGKILL)
                    killed.append("worker")
            else:
                node = cluster.worker_nodes.copy().pop()
                cluster.remove_node(node, allow_graceful=False)
                killed.append("node")
                cluster.add_node(num_cpus=1)

    # Nodes are begun by the main thread alone.
    with ThreadPoolExecutor() as pool:
        running = pool.submit(segwarden.ray.check, manifest, POLICY, tmp_path, size=SIZE, actors=2, options=MARK)
        disturb()
        run = running.result()
    assert killed.count("node") == 1 and "worker" in killed
    assert (run.shards, run.cases, run.failed) == (SHARDS, COUNT, 1)
    assert written(results) == expected
    assert [path.name for path in results.iterdir() if path.suffix != ".parquet"] == []


def test_addresses_are_fetched_into_memory(cluster, phantom, tmp_path) -> None:
    sound = phantom("chest-sound", "png")
    table = tmp_path / "cases.csv"
    table.write_text(f"case,export\na,file://{sound}\nb,file://{tmp_path}/none.png\nc,{sound}\n")
    run = segwarden.ray.check(table, POLICY, tmp_path / "out")
    assert (run.cases, run.failed) == (3, 1)
    found = written(tmp_path / "out" / "results")
    assert found["a"]["decision"] == found["c"]["decision"]
    assert found["a"]["findings"] == found["c"]["findings"]
    assert found["b"]["error"]["code"] == "not-fetched" and "none.png" in found["b"]["error"]["message"]
    # A store may answer another time: the shard is not done.
    table.write_text(table.read_text().replace(f"file://{tmp_path}/none.png", f"file://{sound}"))
    again = segwarden.ray.check(table, POLICY, tmp_path / "out")
    assert (again.done_before, again.failed) == (0, 0)


def test_a_policy_with_mistakes_ends_before_any_task(cluster, manifest, tmp_path) -> None:
    policy = tmp_path / "bad.yaml"
    policy.write_text("segwarden: 1\n")
    with pytest.raises(segwarden.PolicyError):
        segwarden.ray.check(manifest, policy, tmp_path / "out")
