"""What was decided, forwarded and released, by whom and why: a file that is only added to."""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import threading
from typing import Any


class Audit:
    """Lines of JSON, each on the disk before what it tells goes on.

    Lines hold Orthanc's identifiers (hashes), decisions, digests of records, accounts and what they wrote; no name,
    number or UID of a patient, study or object.
    """

    def __init__(self, path: str) -> None:
        """Opens the file for adding. It belongs to its owner alone."""
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._lock = threading.Lock()

    def add(self, event: str, object_: str, **said: Any) -> None:
        """Adds a line, and waits until it is on the disk."""
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        line = json.dumps({"at": now, "event": event, "object": object_, **said}, ensure_ascii=False) + "\n"
        with self._lock:
            # One process adds at a time, so that a line is never within another one.
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                os.write(self._file, line.encode())
                os.fsync(self._file)
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
