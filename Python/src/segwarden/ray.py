"""Lists of cases over a cluster of Ray.

A list is split into shards (`segwarden shards`), and a shard is the unit of everything: of a task, of what is done
again when a node is lost, of a file of results. A shard whose file has the digests of its list, how its cases' files
look from outside, its policies, the options and the program is done and is not made again. Each actor holds a worker
that has read the policies; a case that cannot be checked, or that ends its worker, is a row with an error and never the
end of a task.
"""

from __future__ import annotations

import collections
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

from . import program, tables
from ._handover import Handover
from .errors import ProgramError
from .records import Failure, FailureCause
from .warden import Case, Result, Warden

SCHEMA = "segwarden.ray/1"
NOT_FETCHED = "not-fetched"
"""The code of a case whose export or image could not be fetched."""


@dataclass(frozen=True)
class Run:
    """What came of a list: how many cases of which decision, how many without a verdict, and where results lie."""

    output: str
    shards: int
    done_before: int
    """Shards that were done already."""
    cases: int
    accept: int
    review: int
    reject: int
    failed: int
    seconds: float


def check(
    manifest: Union[str, os.PathLike[str]],
    policy: Union[str, os.PathLike[str]],
    output: Union[str, os.PathLike[str]],
    *,
    size: int = 1000,
    actors: Union[int, tuple[int, int], None] = None,
    jobs: int = 1,
    context: Union[Mapping[str, str], None] = None,
    settings: Union[Mapping[str, str], None] = None,
    options: Sequence[str] = (),
    storage: Union[Mapping[str, Any], None] = None,
    remote_args: Union[Mapping[str, Any], None] = None,
    trust_names: bool = False,
) -> Run:
    """Checks a list of cases with Ray Data, and writes `output/results/shard-*.parquet`.

    - `manifest`: a table or a folder, as `segwarden check --manifest` takes it; `policy`: a shipped one by name, a file
      that every node can read, or `auto`.
    - `output`: a folder that every node can write to.
    - `size`: how many cases a shard has.
    - `actors`: how many there are, or the least and the most; as many as there are cores for unless given.
    - `jobs`: how many cases an actor has in work at a time; it asks Ray for as many cores.
    - `context`, `settings`, `options`: as for `Warden`.
    - `storage`: options for fsspec; exports and images whose place is an address (`s3://…`) are fetched into memory.
    - `remote_args`: further arguments for the actors, such as `{"memory": 4 << 30}`.
    - `trust_names`: whether nobody looks at files to know whether a shard is done; what lies behind addresses is
      always known by its address alone.
    """
    import ray

    began = time.monotonic()
    folder = Path(output).absolute()
    (folder / "results").mkdir(parents=True, exist_ok=True)
    policy = os.fspath(policy)
    shards = _shards(manifest, folder / "shards", size, policy, trust_names)
    wanted: dict[str, Any] = {
        "policy": _everywhere(policy),
        "context": dict(context or {}),
        "settings": dict(settings or {}),
    }
    wanted |= {"options": list(options)}
    with Warden(**wanted, jobs=1) as warden:
        identity = _identity(warden, wanted)
    items = [
        {"shard": shard, "looks": looks, "output": str(folder / "results" / f"{Path(shard).stem}.parquet")}
        for shard, looks in shards
    ]
    waiting, before = [], []
    for item in items:
        tally = _done(item["output"], _digest(item["shard"], item["looks"], identity))
        if tally is None:
            waiting.append(item)
        else:
            before.append(tally)
    tallies = list(before)
    if waiting:
        if not ray.is_initialized():
            ray.init()
        resources = {"num_cpus": jobs} | dict(remote_args or {})
        most = max(1, int(ray.cluster_resources().get("CPU", 1) // jobs))
        concurrency = actors or (1, min(most, len(waiting)))
        if isinstance(concurrency, int):
            concurrency = min(concurrency, len(waiting))
        data = ray.data.from_items(waiting, override_num_blocks=len(waiting)).map_batches(
            ShardActor,
            fn_constructor_args=(wanted, jobs, identity, dict(storage or {})),
            batch_size=1,
            batch_format="pandas",
            concurrency=concurrency,
            **resources,
        )
        tallies += list(data.iter_rows())
    names = ("cases", "accept", "review", "reject", "failed")
    sums = {name: sum(int(tally[name]) for tally in tallies) for name in names}
    return Run(str(folder), len(shards), len(before), seconds=time.monotonic() - began, **sums)


class ShardActor:
    """What works on shards, one after the other, with a warm worker."""

    def __init__(self, wanted: Mapping[str, Any], jobs: int, identity: str, storage: Mapping[str, Any]) -> None:
        self.warden = Warden(**wanted, jobs=jobs)
        self.storage = storage
        self.identity = identity
        own = _identity(self.warden, wanted)
        if own != identity:
            raise ProgramError(
                "this node has another program or another policy than the one that the run was begun with; install the "
                "same on all nodes",
                code="other-program",
            )

    def __call__(self, batch: Any) -> Any:
        """Makes the results of the shards of a batch; gives their tallies."""
        import pandas

        return pandas.DataFrame([self._shard(**item) for item in batch.to_dict("records")])

    def _shard(self, shard: str, looks: str, output: str) -> dict[str, Any]:
        digest = _digest(shard, looks, self.identity)
        # Another actor may have made it, before its node was lost.
        done = _done(output, digest)
        if done is not None:
            return done
        results = list(self.results(shard))
        tally = _tally(results)
        isWhole = not any(isinstance(result, Failure) and result.error.code == NOT_FETCHED for result in results)
        # A store that did not answer may answer another time: such a shard is not done.
        metadata = {SCHEMA: digest, "tally": json.dumps(tally)} if isWhole else {}
        tables.write_parquet(results, output, metadata)
        return tally

    def results(self, shard: str) -> Iterator[Result]:
        """What came of the cases of a shard, in its order."""
        waiting: collections.deque[Future[Result]] = collections.deque()
        with open(shard, encoding="utf-8") as lines:
            for line in lines:
                waiting.append(self._begun(json.loads(line)))
                if len(waiting) >= 2 * self.warden.jobs:
                    yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _begun(self, row: Mapping[str, Any]) -> Future[Result]:
        """A case that was handed to the worker; what lies elsewhere was fetched before."""
        handover = Handover()
        try:
            places = {
                role: _fetched(row[role], handover, self.storage) if "://" in row.get(role, "") else row.get(role)
                for role in ("export", "image", "labels")
            }
        except Exception as error:
            # Whatever a store says, about a name, a key or its network.
            handover.close()
            failed: Future[Result] = Future()
            cause = FailureCause(NOT_FETCHED, f"the case could not be fetched: {type(error).__name__}: {error}"[:500])
            failed.set_result(Failure("segwarden.record/2", row["case"], cause))
            return failed
        facts, structures = row.get("context", {}), row.get("structures")
        case = Case(places["export"], places["image"], places["labels"], row["case"], facts, structures)
        future = self.warden.submit(case)
        future.add_done_callback(lambda _: handover.close())
        return future


def _shards(
    manifest: Union[str, os.PathLike[str]], folder: Path, size: int, policy: str, trusts: bool
) -> list[tuple[str, str]]:
    """The tables of a list, and a digest of how the files of each look from outside."""
    arguments = ["shards", os.fspath(manifest), "--size", str(size), "--output", str(folder)]
    if trusts:
        arguments += ["--trust-names"]
    if policy != "auto":
        arguments += ["--policy", policy]
    lines = [line.split("\t") for line in program.run(arguments).splitlines()]
    return [(path, looks) for path, _, looks in lines]


def _everywhere(policy: str) -> str:
    """A policy's file by a path that means the same in other folders."""
    return os.path.abspath(policy) if os.path.isfile(policy) else policy


def _identity(warden: Warden, wanted: Mapping[str, Any]) -> str:
    """The digest of all that results follow from beside the cases themselves."""
    parts: dict[str, Any] = {"schema": SCHEMA, "program": warden.program, "policies": warden.policies}
    parts |= {name: wanted[name] for name in ("context", "settings", "options")}
    parts["files"] = {option: _contents(option) for option in wanted["options"] if os.path.exists(option)}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _contents(path: str) -> list[str]:
    """What a file holds that an option names, such as one of waivers; of a folder what its files hold."""
    files = sorted(Path(path).iterdir()) if os.path.isdir(path) else [Path(path)]
    return [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files if file.is_file()]


def _digest(shard: str, looks: str, identity: str) -> str:
    table = hashlib.sha256(Path(shard).read_bytes()).hexdigest()
    return hashlib.sha256(f"{table} {looks} {identity}".encode()).hexdigest()


def _done(output: str, digest: str) -> Union[dict[str, Any], None]:
    """The tally of a shard that is done with the same digest; None for one that is not, or cannot be read."""
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(output).metadata or {}
        if metadata.get(SCHEMA.encode()) != digest.encode():
            return None
        tally: dict[str, Any] = json.loads(metadata[b"tally"])
        return tally
    except (OSError, ValueError, KeyError):
        return None


def _tally(results: Sequence[Result]) -> dict[str, int]:
    tally = {"cases": len(results), "accept": 0, "review": 0, "reject": 0, "failed": 0}
    for result in results:
        tally["failed" if isinstance(result, Failure) else result.decision] += 1
    return tally


def _fetched(place: str, handover: Handover, storage: Mapping[str, Any]) -> str:
    """An object of a store as a file in memory."""
    import fsspec

    with fsspec.open(place, "rb", **storage) as remote:
        return handover.stream(remote, os.path.basename(place))
