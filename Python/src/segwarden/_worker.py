"""A `segwarden worker` that is running: requests as lines, answers as futures."""

from __future__ import annotations

import collections
import itertools
import json
import logging
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Union

from . import program
from .errors import WorkerError

log = logging.getLogger("segwarden")

Answer = Mapping[str, Any]


class Worker:
    """A process that has read its policies. What it writes to its error stream goes to the log `segwarden`."""

    def __init__(self, arguments: Sequence[str]) -> None:
        """Starts it, and waits until it serves. Raises a `PolicyError` or a `ProgramError` when it cannot."""
        self._process = subprocess.Popen(
            [program.path(), "worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=program.environment(),
            encoding="utf-8",
            bufsize=1,
        )
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: dict[int, Future[Answer]] = {}
        self._said: collections.deque[str] = collections.deque(maxlen=100)
        self._has_ended = False
        self._threads = [
            threading.Thread(target=target, daemon=True, name=f"segwarden-{name}")
            for name, target in (("errors", self._take_errors), ("answers", self._take_answers))
        ]
        for thread in self._threads:
            thread.start()
        ping = self._send({"ping": True})
        try:
            pong = ping.result()
            self.program = str(pong["pong"])
            self.policies: Sequence[Mapping[str, str]] = pong.get("policies", [])
        except WorkerError:
            program.fail(self._process.wait(), "\n".join(self._said), arguments)

    @property
    def is_alive(self) -> bool:
        """Whether it takes requests."""
        return not self._has_ended

    @property
    def process(self) -> int:
        """Its process's number."""
        return self._process.pid

    def submit(self, request: Mapping[str, Any]) -> Future[Answer]:
        """Sends a request. The future ends with the answer, or with a `WorkerError` when the worker ends before.

        Waits while the worker has as much to do as it takes.
        """
        return self._send(request)

    def close(self) -> None:
        """Lets it finish what it was sent, and ends it."""
        try:
            if self._process.stdin:
                self._process.stdin.close()
        except OSError:
            pass  # It has ended already.
        self._process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def _send(self, request: Mapping[str, Any]) -> Future[Answer]:
        future: Future[Answer] = Future()
        # Nobody takes it back once it is sent.
        future.set_running_or_notify_cancel()
        number = next(self._numbers)
        line = json.dumps({"id": number, **request}) + "\n"
        with self._lock:
            if self._has_ended:
                future.set_exception(self._ended())
                return future
            self._waiting[number] = future
        try:
            with self._writing:
                assert self._process.stdin
                self._process.stdin.write(line)
                self._process.stdin.flush()
        except (OSError, ValueError):
            pass  # The thread that takes answers ends what is waiting.
        return future

    def _take_answers(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            try:
                answer = json.loads(line)
                future = self._waiting.pop(answer["id"])
            except (ValueError, KeyError, TypeError):
                log.error("the worker answered what nobody asked: %s", line[:200])
                continue
            future.set_result(answer)
        self._process.wait()
        with self._lock:
            self._has_ended = True
            left, self._waiting = list(self._waiting.values()), {}
        self._threads[0].join()
        for future in left:
            future.set_exception(self._ended())

    def _take_errors(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self._said.append(line.rstrip("\n"))
            log.info("%s", line.rstrip("\n"))

    def _ended(self) -> WorkerError:
        status: Union[int, None] = self._process.poll()
        how = f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"
        last = f": {self._said[-1]}" if self._said else ""
        return WorkerError(f"the worker ended {how}{last}")
