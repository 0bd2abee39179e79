"""Judges what arrives, forwards what may go on, and keeps the rest until a person releases it.

The archive itself keeps the state of each object, beside it. Whatever ends the program, the next one finds what is not
finished by asking the archive; a step that was not noted is done again, and all of them may be done again: an object
that was sent twice is the same object.
"""

from __future__ import annotations

import hashlib
import heapq
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Union

from .. import program
from .._handover import Handover
from ..records import Failure
from ..warden import Case, Result, Warden
from .archive import Archive, Gone
from .audit import Audit
from .site import Site, Target

log = logging.getLogger("segwarden.gate")

# An error of a case that says that its file cannot be what it should be.
UNREADABLE = ("damaged", "truncated", "not-a-mask", "not-recognised", "unsupported")


# What is due beside objects: all that is there, and what a series holds.
_ALL, _SERIES = "all", "series "


class ReleaseError(Exception):
    """Why an object cannot be released."""


class Gate:
    """A site's gate over an archive. `arrived` is told of what comes; threads of its own do the rest."""

    def __init__(self, site: Site, archive: Archive, clock: Callable[[], float] = time.time) -> None:
        """Reads the policy, and raises what is wrong with it; begins with what the archive has not finished."""
        self.site, self.archive, self.clock = site, archive, clock
        self.audit = Audit(site.audit)
        self.warden = Warden(site.policy, jobs=site.jobs, context=site.context)
        self._due: list[tuple[float, str]] = []
        self._tries: dict[str, int] = {}
        self._working: set[str] = set()
        self._changed = threading.Condition()
        self._isOver = False
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(site.jobs)]

    def start(self) -> None:
        """Begins to work on what is there and what arrives."""
        self._later(_ALL, 0)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends after what is being done."""
        with self._changed:
            self._isOver = True
            self._changed.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        self.warden.close()

    def arrived(self, series: str) -> None:
        """A series is whole as far as the archive knows. Returns at once: the archive may wait for the answer."""
        self._later(_SERIES + series, 0)

    def refusal(self, file: bytes) -> Union[str, None]:
        """Why a file is refused at once: it cannot be read as what it says it is. None for one that may come in."""
        if not self.site.refuse_unreadable:
            return None
        handover = Handover()
        try:
            result = self.warden.submit(Case(_in_memory(handover, file), name="arriving")).result()
        finally:
            handover.close()
        if isinstance(result, Failure) and result.error.code in UNREADABLE:
            return f"{result.error.code}: {result.error.message}"
        return None

    def release(self, object_: str, by: str, because: str) -> Mapping[str, Any]:
        """Lets an object go that was kept back; a person says why. Returns its state."""
        state = self.archive.state(object_)
        if state is None or state["is"] != "kept":
            raise ReleaseError("only what is kept back can be released")
        if not because.strip():
            raise ReleaseError("a release says why")
        if not self.site.released_to:
            raise ReleaseError("the site says nowhere that released objects go to")
        # What is written to the audit comes first: nothing leaves of which nobody knows who let it go.
        about = {"by": by, "because": because, "decision": state["decision"], "record": state["record"]}
        self.audit.add("released", object_, **about, to=[str(target) for target in self.site.released_to])
        state = {**state, "is": "released", "by": by, "because": because}
        self.archive.keep(object_, state, None)
        self._later(object_, 0)
        return state

    def waiting(self) -> list[str]:
        """What is in work or waits for its turn."""
        with self._changed:
            return sorted({object_ for _, object_ in self._due} | self._working)

    # What is due, and when.

    def _take(self, objects: Sequence[str]) -> None:
        for object_ in objects:
            if not self._is_finished(object_):
                self._later(object_, 0)

    def _is_finished(self, object_: str) -> bool:
        state = self.archive.state(object_)
        return state is not None and (state["is"] == "kept" or state["is"] == "forwarded")

    def _later(self, object_: str, seconds: float) -> None:
        with self._changed:
            if not any(known == object_ for _, known in self._due):
                heapq.heappush(self._due, (self.clock() + seconds, object_))
            self._changed.notify()

    def _next(self) -> Union[str, None]:
        """The next object that nobody works on; None when the gate ends."""
        with self._changed:
            while not self._isOver:
                now = self.clock()
                for entry in sorted(self._due):
                    if entry[0] <= now and entry[1] not in self._working:
                        self._due.remove(entry)
                        heapq.heapify(self._due)
                        self._working.add(entry[1])
                        return entry[1]
                self._changed.wait(min(1.0, max(0.01, self._due[0][0] - now)) if self._due else 1.0)
        return None

    def _work(self) -> None:
        while (object_ := self._next()) is not None:
            wait: Union[float, None] = None
            try:
                if object_ == _ALL:
                    self._take(self.archive.objects())
                elif object_.startswith(_SERIES):
                    self._take(self.archive.of_series(object_.removeprefix(_SERIES)))
                else:
                    wait = self.advance(object_)
                self._tries.pop(object_, None)
            except Gone:
                log.info("object %s is gone", object_)
            except Exception as error:
                # The archive or a target does not answer, or the program is being replaced: again, ever more slowly.
                self._tries[object_] = self._tries.get(object_, 0) + 1
                wait = min(600.0, 2.0 ** self._tries[object_])
                log.warning("object %s: %s; again in %.0f s", object_, type(error).__name__, wait)
            with self._changed:
                self._working.discard(object_)
            if wait is not None:
                self._later(object_, wait)

    # What is done.

    def advance(self, object_: str) -> Union[float, None]:
        """Takes an object as far as it goes now. Returns after how many seconds it is to be looked at again."""
        state = self.archive.state(object_)
        if state is None or state["is"] == "waiting":
            images = self.archive.images(object_)
            since = self.clock() if state is None else float(state["since"])
            if images is None and self.clock() - since < self.site.wait_for_images:
                if state is None:
                    self.archive.keep(object_, {"is": "waiting", "since": since}, None)
                return min(5.0, max(0.5, self.site.wait_for_images / 10))
            state = self._judged(object_, images)
        if state["is"] in ("decided", "released"):
            state = self._forwarded(object_, state)
        return None

    def _judged(self, object_: str, images: Any) -> Mapping[str, Any]:
        handover, folder = Handover(), None
        try:
            mask = _in_memory(handover, self.archive.file(object_))
            with tempfile.TemporaryDirectory(prefix="segwarden-", dir=_memory()) as folder:
                for number, image in enumerate(images or ()):
                    with open(os.path.join(folder, f"{number:06}.dcm"), "xb") as file:
                        file.write(self.archive.file(image))
                result = self.warden.submit(Case(mask, folder if images else None, name=object_)).result()
                report, note = self._report(mask, result), self._note(mask, result)
        finally:
            handover.close()
        text = result.json()
        decision = "failed" if isinstance(result, Failure) else result.decision
        isMissing = not images and self.site.images == "required"
        to = () if isMissing else self.site.forward.get(decision, ())
        state: dict[str, Any] = {
            "is": "decided" if to else "kept",
            "decision": decision,
            "why": "the images that it refers to did not arrive" if isMissing else _why(result),
            "record": hashlib.sha256(text.encode()).hexdigest(),
            "to": [[target.kind, target.name] for target in to],
            "sent": [],
        }
        if report is not None:
            state["report"] = self.archive.add(report)
        if note is not None:
            state["note"] = self.archive.add(note)
        self.audit.add("decided", object_, decision=decision, record=state["record"], to=[str(target) for target in to])
        self.archive.keep(object_, state, text)
        return state

    def _forwarded(self, object_: str, state: Mapping[str, Any]) -> Mapping[str, Any]:
        isReleased = state["is"] == "released"
        targets = self.site.released_to if isReleased else tuple(Target(*entry) for entry in state["to"])
        kept = dict(state)
        for target in targets:
            if str(target) in kept["sent"]:
                continue
            self.archive.forward(object_, target)
            if "report" in kept and kept["decision"] in self.site.report_to:
                self.archive.forward(kept["report"], target)
            # What a person lets go is not to be hidden where it arrives.
            if "note" in kept and not isReleased:
                self.archive.forward(kept["note"], target)
            self.audit.add("forwarded", object_, to=str(target))
            kept["sent"] = [*kept["sent"], str(target)]
            self.archive.keep(object_, kept, None)
        kept["is"] = "forwarded"
        self.archive.keep(object_, kept, None)
        return kept

    def _report(self, mask: str, result: Result) -> Union[bytes, None]:
        """The record as an object of DICOM, where the site wants one and there is a record."""
        if self.site.report is None or isinstance(result, Failure):
            return None
        return _as_dicom(self.site.report, mask, result)

    def _note(self, mask: str, result: Result) -> Union[bytes, None]:
        """The note about an object, where the site wants one about such a decision."""
        if isinstance(result, Failure) or result.decision not in self.site.notes:
            return None
        return _as_dicom(f"dicom-{self.site.notes[result.decision]}", mask, result)


def _as_dicom(form: str, mask: str, result: Result) -> bytes:
    with tempfile.TemporaryDirectory(prefix="segwarden-", dir=_memory()) as folder:
        record, output = os.path.join(folder, "record.jsonl"), os.path.join(folder, "report.dcm")
        with open(record, "x", encoding="utf-8") as file:
            file.write(result.json() + "\n")
        program.run(["report", record, "--format", form, "--source", mask, "--output", output])
        with open(output, "rb") as written:
            return written.read()


def _why(result: Result) -> str:
    """The first of the reasons, for a list; the record has all of them."""
    if isinstance(result, Failure):
        return f"it could not be checked: {result.error.message}"
    return result.reasons[0].text if result.reasons else result.arbitration.because


def _in_memory(handover: Handover, file: bytes) -> str:
    import io

    return handover.stream(io.BytesIO(file), "object.dcm")


def _memory() -> Union[str, None]:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
