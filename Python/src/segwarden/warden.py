"""A policy, and who judges by it: the package's front door."""

from __future__ import annotations

import asyncio
import atexit
import collections
import os
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Union

from ._handover import Handover
from ._worker import Answer, Worker
from .errors import CaseError, WorkerError
from .policy import Policy
from .records import Failure, FailureCause, Record, read

Result = Union[Record, Failure]
"""What came of a case: a record with its decision, or why it could not be checked."""


@dataclass(frozen=True)
class Case:
    """An export with its image and the facts about it.

    `mask` is a path (a file, or a folder with one file per structure), an array, a dictionary of names and masks that
    may overlap, a `Voxels`, or an object of nibabel, SimpleITK, pydicom or highdicom; `image` the same, or a list of
    DICOM datasets. `affine` or `spacing` hold for arrays alone (see `Voxels`), for mask and image.
    """

    mask: Any
    image: Any = None
    labels: Any = None
    """A table's path, or names by value, for masks without names of their own."""
    name: Union[str, None] = None
    context: Mapping[str, str] = field(default_factory=dict)
    """Facts that the policy declares."""
    structures: Union[Sequence[str], None] = None
    """The structures that were asked for."""
    affine: Any = None
    spacing: Union[Sequence[float], None] = None

    def _request(self, handover: Handover) -> dict[str, Any]:
        request: dict[str, Any] = {"export": handover.mask(self.mask, self.affine, self.spacing)}
        if self.image is not None:
            request["image"] = handover.image(self.image, self.affine, self.spacing)
        if self.labels is not None:
            request["labels"] = handover.labels(self.labels)
        isObject = not isinstance(self.mask, (str, os.PathLike))
        if self.name is not None or isObject:
            request["case"] = self.name or "mask"
        if self.context:
            request["context"] = {name: str(value) for name, value in self.context.items()}
        if self.structures is not None:
            request["structures"] = list(self.structures)
        return request


class Warden:
    """Checks cases against a policy, in a `segwarden worker` that stays warm, some cases at a time.

    ```python
    with Warden("ct-kidneys") as warden:
        record = warden.check("case-17.nii.gz")
    ```

    Safe to use from several threads. A worker that is ended by a case (by the system, for lack of memory) is replaced,
    and what it was at is tried once more, each case by itself: the one that ends its worker again is the one to blame.
    """

    def __init__(
        self,
        policy: Union[str, os.PathLike[str], Policy],
        *,
        jobs: Union[int, None] = None,
        context: Union[Mapping[str, str], None] = None,
        settings: Union[Mapping[str, str], None] = None,
        waivers: Union[str, os.PathLike[str], None] = None,
        modality: Union[str, None] = None,
        max_memory: Union[str, None] = None,
        fraction: Union[float, None] = None,
        options: Sequence[str] = (),
    ) -> None:
        """Reads the policy: a shipped one by name, a file, or `auto`. Raises a `PolicyError` for one with mistakes.

        - `jobs`: how many cases at a time; one for each core unless given.
        - `context`: facts for all cases; they outweigh a case's own.
        - `settings`: other values for parameters of the policy.
        - `max_memory`: what the files of one case may ask for, such as `"8G"`; `fraction`: from which share on a voxel
          of a fractional segmentation belongs to its segment.
        - `options`: any other options of `segwarden worker`, such as `["--reasoner", "model", "--model", "NAME"]`.
        """
        self.jobs = jobs or os.cpu_count() or 1
        self._arguments = ["--policy", policy.reference if isinstance(policy, Policy) else os.fspath(policy)]
        for name, value in (context or {}).items():
            self._arguments += ["--context", f"{name}={value}"]
        for name, value in (settings or {}).items():
            self._arguments += ["--set", f"{name}={value}"]
        for option, given in (
            ("--waivers", waivers),
            ("--modality", modality),
            ("--max-memory", max_memory),
            ("--fraction", fraction),
        ):
            if given is not None:
                self._arguments += [option, str(given)]
        self._arguments += options
        self._lock = threading.Lock()
        self._worker: Union[Worker, None] = self._started(self.jobs)
        self._retired: list[Worker] = []

    def __enter__(self) -> Warden:
        return self

    def __exit__(
        self,
        kind: Union[type[BaseException], None],
        error: Union[BaseException, None],
        trace: Union[TracebackType, None],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the worker after what it was sent."""
        with self._lock:
            workers = [*self._retired, *([self._worker] if self._worker else [])]
            self._worker, self._retired = None, []
        for worker in workers:
            worker.close()

    def check(self, mask: Any, image: Any = None, *, timeout: Union[float, None] = None, **case: Any) -> Record:
        """The record of a case, whose further parts are those of `Case`.

        Raises a `CaseError` when it could not be checked, and `TimeoutError` when no answer came in time.
        """
        return _record(self.submit(_case(mask, image, case)).result(timeout))

    async def check_async(self, mask: Any, image: Any = None, **case: Any) -> Record:
        """The same, for `asyncio`."""
        return _record(await self._result_async(_case(mask, image, case)))

    def submit(self, case: Union[Case, Any]) -> Future[Result]:
        """Begins a case; the future ends with a record or a failure, and raises nothing of the case's own.

        What is no `Case` is taken for its mask. An array is held in memory until it was checked; `map` takes no more
        cases than it needs.
        """
        case = case if isinstance(case, Case) else Case(case)
        handover = Handover()
        try:
            request = case._request(handover)
            asked = self._running().submit(request)
        except BaseException:
            handover.close()
            raise
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        asked.add_done_callback(lambda answered: self._settle(future, answered, request, handover))
        return future

    def map(self, cases: Iterable[Union[Case, Any]]) -> Iterator[Result]:
        """What came of each case, in their order, some checked at a time; cases are taken as there is room."""
        waiting: collections.deque[Future[Result]] = collections.deque()
        for case in cases:
            waiting.append(self.submit(case))
            if len(waiting) >= 2 * self.jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    async def map_async(self, cases: Iterable[Union[Case, Any]]) -> AsyncIterator[Result]:
        """The same, for `asyncio`."""
        waiting: collections.deque[asyncio.Task[Result]] = collections.deque()
        for case in cases:
            case = case if isinstance(case, Case) else Case(case)
            waiting.append(asyncio.ensure_future(self._result_async(case)))
            if len(waiting) >= 2 * self.jobs:
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()

    @property
    def program(self) -> str:
        """The program with its version, as records name it."""
        return self._running().program

    @property
    def policies(self) -> Sequence[Mapping[str, str]]:
        """The policies that may judge: `id`, `version` and `sha256` of each."""
        return self._running().policies

    @property
    def processes(self) -> list[int]:
        """The number of the process that works."""
        worker = self._worker
        return [worker.process] if worker and worker.is_alive else []

    async def _result_async(self, case: Case) -> Result:
        # Arrays are copied, and a worker that is busy makes wait: neither on the loop's own thread.
        future = await asyncio.to_thread(self.submit, case)
        return await asyncio.wrap_future(future)

    def _started(self, jobs: int) -> Worker:
        return Worker([*self._arguments, "--jobs", str(jobs)])

    def _running(self) -> Worker:
        with self._lock:
            if self._worker is None:
                raise WorkerError("the warden is closed")
            if not self._worker.is_alive:
                self._retired.append(self._worker)
                self._worker = self._started(self.jobs)
            return self._worker

    def _settle(
        self, future: Future[Result], answered: Future[Answer], request: Mapping[str, Any], handover: Handover
    ) -> None:
        try:
            error = answered.exception()
            result = _result(answered.result() if error is None else self._again(request), request)
        except WorkerError as error:
            result = _failure(request, error.code, error.message)
        except BaseException as error:
            handover.close()
            future.set_exception(error)
            return
        handover.close()
        future.set_result(result)

    def _again(self, request: Mapping[str, Any]) -> Answer:
        """A case whose worker ended, in a worker of its own."""
        worker = self._started(1)
        try:
            return worker.submit(request).result()
        finally:
            worker.close()


def _case(mask: Any, image: Any, parts: Mapping[str, Any]) -> Case:
    if not isinstance(mask, Case):
        return Case(mask, image, **parts)
    if image is not None or parts:
        raise TypeError("a Case says all of itself; give its image and facts to the Case")
    return mask


def _result(answer: Answer, request: Mapping[str, Any]) -> Result:
    if "record" in answer:
        return read(answer["record"])
    return _failure(request, answer["error"]["code"], answer["error"]["message"])


def _failure(request: Mapping[str, Any], code: str, message: str) -> Failure:
    name = request.get("case") or os.path.basename(request["export"])
    return Failure("segwarden.record/2", name, FailureCause(code, message))


def _record(result: Result) -> Record:
    if isinstance(result, Failure):
        raise CaseError(result.error.code, result.error.message, result.case)
    return result


_kept: dict[tuple[Any, ...], Warden] = {}
_keeping = threading.Lock()


def check(
    mask: Any,
    image: Any = None,
    *,
    policy: Union[str, os.PathLike[str], Policy],
    labels: Any = None,
    context: Union[Mapping[str, str], None] = None,
    structures: Union[Sequence[str], None] = None,
    name: Union[str, None] = None,
    affine: Any = None,
    spacing: Union[Sequence[float], None] = None,
) -> Record:
    """Checks one case; the worker stays for the next call with the same policy, until Python ends.

    See `Case` for what can be handed over, and `Warden` for more options. Raises a `CaseError` when the case could not
    be checked, a `PolicyError` for a policy with mistakes, and a `ProgramError` where there is no program.
    """
    case = Case(mask, image, labels, name, context or {}, structures, affine, spacing)
    return kept(policy).check(case)


def kept(policy: Union[str, os.PathLike[str], Policy]) -> Warden:
    """The warden that module functions share, begun with the first case."""
    reference = policy.reference if isinstance(policy, Policy) else os.fspath(policy)
    stamp = os.stat(reference).st_mtime_ns if os.path.isfile(reference) else 0
    # A process that was forked has no worker of its own, and a policy's file may have been changed.
    key = (os.getpid(), os.getcwd(), reference, stamp)
    with _keeping:
        if key not in _kept:
            for old in [old for old in _kept if old[:3] == key[:3]]:
                _kept.pop(old).close()
            _kept[key] = Warden(reference)
        return _kept[key]


@atexit.register
def _close() -> None:
    for key, warden in list(_kept.items()):
        if key[0] == os.getpid():
            warden.close()
    _kept.clear()
