"""The gate in Orthanc, by its plugin for Python.

`PythonScript` of Orthanc's configuration names a file with these two lines, and `SegWarden` the site's file:

```python
import segwarden.gate.orthanc
segwarden.gate.orthanc.start()
```
"""

from __future__ import annotations

import base64
import json
import logging
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Union

from .archive import Gone
from .gate import Gate, ReleaseError
from .references import References
from .site import Site, SiteError, Target

KINDS = {
    "1.2.840.10008.5.1.4.1.1.66.4": "segmentation",
    "1.2.840.10008.5.1.4.1.1.66.7": "label map segmentation",
    "1.2.840.10008.5.1.4.1.1.481.3": "structure set",
}
"""Classes of objects that the gate judges (PS3.4, B.5)."""

_STATE, _RECORD = 4817, 4818
"""Where Orthanc keeps what is beside an object: a user's metadata and attachment, whose numbers are from 1024."""

_CANNOT_UNDERSTAND = 0xC000
"""The answer to a C-STORE of what cannot be read (PS3.4, B.2.3)."""

_CLASS = b"\x02\x00\x02\x00UI"
"""Where a file's meta information says its class: (0002,0002), explicit and little-endian in every file."""


class OrthancArchive:
    """Orthanc by its REST interface, over HTTP.

    The plugin's own calls keep Python's lock while Orthanc works. A thread of ours that waits for Orthanc in one, and a
    thread of Orthanc that waits for Python in a callback, would wait for ever; over HTTP nobody holds anything.
    """

    def __init__(self, address: str, authorization: Union[str, None] = None) -> None:
        self.address, self.authorization = address.rstrip("/"), authorization
        # Of this machine's own loopback there is nothing to be sure of by a certificate.
        self.context = ssl._create_unverified_context() if address.startswith("https://127.0.0.1") else None

    def objects(self) -> Sequence[str]:
        """All segmentations and structure sets."""
        found: list[str] = []
        for modality in ("SEG", "RTSTRUCT"):
            query = {"Level": "Instance", "Query": {"Modality": modality}}
            found += json.loads(self._ask("POST", "/tools/find", json.dumps(query).encode()))
        return found

    def of_series(self, series: str) -> Sequence[str]:
        """The segmentations and structure sets of a series."""
        about = json.loads(self._ask("GET", f"/series/{series}"))
        found: Sequence[str] = about["Instances"]
        return found if about["MainDicomTags"].get("Modality") in ("SEG", "RTSTRUCT") else []

    def file(self, object_: str) -> bytes:
        """An instance as a file."""
        return self._ask("GET", f"/instances/{object_}/file")

    def images(self, object_: str) -> Union[Sequence[str], None]:
        """The instances of the series that an object refers to."""
        series = self._referenced(object_)
        found: list[str] = []
        for uid in series:
            entries = json.loads(self._ask("POST", "/tools/lookup", uid.encode()))
            known = [entry["ID"] for entry in entries if entry["Type"] == "Series"]
            if not known:
                return None
            about = json.loads(self._ask("GET", f"/series/{known[0]}"))
            # More of them may be on the way.
            if not about["IsStable"]:
                return None
            found += about["Instances"]
        return found or None

    def state(self, object_: str) -> Union[Mapping[str, Any], None]:
        """What was kept of an instance."""
        text = self._maybe(f"/instances/{object_}/metadata/{_STATE}")
        if text is None:
            # Either nothing was kept, or there is no such instance.
            self._ask("GET", f"/instances/{object_}")
            return None
        state: Mapping[str, Any] = json.loads(text)
        return state

    def keep(self, object_: str, state: Mapping[str, Any], record: Union[str, None]) -> None:
        """Keeps a record first, then the state that tells of it."""
        if record is not None:
            self._ask("PUT", f"/instances/{object_}/attachments/{_RECORD}", record.encode())
        self._ask("PUT", f"/instances/{object_}/metadata/{_STATE}", json.dumps(state).encode())

    def record(self, object_: str) -> Union[str, None]:
        """The record that was kept."""
        data = self._maybe(f"/instances/{object_}/attachments/{_RECORD}/data")
        return None if data is None else data.decode()

    def add(self, file: bytes) -> str:
        """Adds an instance."""
        return str(json.loads(self._ask("POST", "/instances", file))["ID"])

    def forward(self, object_: str, target: Target) -> None:
        """Sends an instance to a modality or a peer."""
        kind = "modalities" if target.kind == "modality" else "peers"
        body = json.dumps({"Resources": [object_], "Synchronous": True}).encode()
        self._ask("POST", f"/{kind}/{urllib.parse.quote(target.name)}/store", body)

    def _referenced(self, object_: str) -> list[str]:
        """The UIDs of the series that an object is about.

        Those of its own references (SEG), or of the frame of reference's study (RTSTRUCT). Read tag by tag, since the
        whole of a segmentation is large.
        """
        content = f"/instances/{object_}/content"
        plain = self._values(f"{content}/0008-1115", "0020-000e")
        if plain:
            return plain
        found: list[str] = []
        for frame in self._items(f"{content}/3006-0010"):
            for study in self._items(f"{content}/3006-0010/{frame}/3006-0012"):
                found += self._values(f"{content}/3006-0010/{frame}/3006-0012/{study}/3006-0014", "0020-000e")
        return list(dict.fromkeys(found))

    def _items(self, path: str) -> list[str]:
        text = self._maybe(path)
        return [] if text is None else [str(entry).rstrip("/") for entry in json.loads(text)]

    def _values(self, path: str, tag: str) -> list[str]:
        values = [self._maybe(f"{path}/{item}/{tag}") for item in self._items(path)]
        return [value.decode().strip("\0 ") for value in values if value]

    def _maybe(self, path: str) -> Union[bytes, None]:
        try:
            return self._ask("GET", path)
        except Gone:
            return None

    def _ask(self, method: str, path: str, body: Union[bytes, None] = None) -> bytes:
        request = urllib.request.Request(self.address + path, data=body, method=method)
        if self.authorization is not None:
            request.add_header("Authorization", self.authorization)
        try:
            with urllib.request.urlopen(request, timeout=600, context=self.context) as answer:
                found: bytes = answer.read()
                return found
        except urllib.error.HTTPError as error:
            if error.code == 404 and method == "GET":
                raise Gone() from error
            raise


class Reception:
    """What Orthanc holds of the images that an arriving object refers to.

    While an object arrives Orthanc answers nobody over HTTP; it answers a plugin that asks from within.
    """

    def __init__(self, orthanc: Any) -> None:
        self.orthanc = orthanc

    def misreferred(self, file: bytes, received: Any, images: str) -> Union[str, None]:
        """What is wrong with an object's references, as far as what they name is there; None for nothing.

        - `received`: Orthanc's view of the object, where it has one already.
        - `images`: whether the site requires them.
        """
        instance = received or self.orthanc.CreateDicomInstance(file)
        references = References.of(json.loads(instance.GetInstanceSimplifiedJson()))
        if not references.series and images == "required":
            return "it refers to no series of images"
        for uid, instances in references.series.items():
            entries = json.loads(self.orthanc.RestApiPost("/tools/lookup", uid))
            # What is not there may be on the way.
            for entry in (entry for entry in entries if entry["Type"] == "Series"):
                wrong = self._wrong(f"/series/{entry['ID']}", references.patient, instances)
                if wrong is not None:
                    return wrong
        return None

    def _wrong(self, series: str, patient: str, instances: Collection[str]) -> Union[str, None]:
        if self._tags(f"{series}/patient").get("PatientID", "").strip() != patient:
            return "the images that it refers to are of another patient"
        about = json.loads(self.orthanc.RestApiGet(series))
        # Of a series that still arrives the images may be on the way.
        if not instances or not about["IsStable"]:
            return None
        held = json.loads(self.orthanc.RestApiGet(f"{series}/instances"))
        if not any(image["MainDicomTags"].get("SOPInstanceUID") in instances for image in held):
            return "the series that it refers to holds none of the images that it names"
        return None

    def _tags(self, resource: str) -> Mapping[str, str]:
        found: Mapping[str, str] = json.loads(self.orthanc.RestApiGet(resource))["MainDicomTags"]
        return found


class Plugin:
    """What Orthanc calls."""

    def __init__(self, orthanc: Any, site: Site) -> None:
        self.orthanc, self.site = orthanc, site
        own = json.loads(orthanc.GetConfiguration())
        if not own.get("HttpServerEnabled", True):
            raise SiteError("the gate asks Orthanc over HTTP; set HttpServerEnabled")
        scheme = "https" if own.get("SslEnabled", False) else "http"
        # A token that Orthanc takes from its own plugins.
        token = orthanc.GenerateRestApiAuthorizationToken()
        self.archive = OrthancArchive(f"{scheme}://127.0.0.1:{own.get('HttpPort', 8042)}", token)
        self.gate, self.reception = Gate(site, self.archive), Reception(orthanc)

    def register(self) -> None:
        """Tells Orthanc whom to call."""
        orthanc = self.orthanc
        orthanc.RegisterOnChangeCallback(self.changed)
        orthanc.RegisterIncomingCStoreInstanceFilter(self.received)
        orthanc.RegisterReceivedInstanceCallback(self.uploaded)
        orthanc.RegisterRestCallback("/segwarden/objects", self.listed)
        orthanc.RegisterRestCallback("/segwarden/objects/([0-9a-f-]+)", self.shown)
        orthanc.RegisterRestCallback("/segwarden/objects/([0-9a-f-]+)/release", self.released)

    def changed(self, change: Any, level: Any, resource: str) -> None:
        """Orthanc's news. Nothing is judged here: Orthanc waits for the answer."""
        if change == self.orthanc.ChangeType.ORTHANC_STARTED:
            self.gate.start()
        elif change == self.orthanc.ChangeType.ORTHANC_STOPPED:
            self.gate.stop()
        elif change == self.orthanc.ChangeType.STABLE_SERIES:
            self.gate.arrived(resource)

    def received(self, received: Any) -> int:
        """A C-STORE: 0 takes the object."""
        return _CANNOT_UNDERSTAND if self._refused(bytes(received.GetInstanceData()), received) else 0

    def uploaded(self, file: Any, origin: Any) -> Any:
        """What comes in by any way; a C-STORE was looked at before."""
        orthanc = self.orthanc
        if origin != orthanc.InstanceOrigin.DICOM_PROTOCOL and self._refused(bytes(file)):
            return orthanc.ReceivedInstanceAction.DISCARD, None
        return orthanc.ReceivedInstanceAction.KEEP_AS_IS, None

    def _refused(self, file: bytes, received: Any = None) -> bool:
        if _kind(file) not in KINDS:
            return False
        try:
            why = self.gate.refusal(file)
            if why is None and self.site.refuse_wrong_references:
                wrong = self.reception.misreferred(file, received, self.site.images)
                why = wrong and f"wrong-reference: {wrong}"
        except Exception as error:
            # What could not be looked at comes in, and is kept back until it was judged.
            self.orthanc.LogWarning(f"SegWarden: an arriving object was not looked at ({type(error).__name__})")
            return False
        if why is None:
            return False
        self.orthanc.LogWarning(f"SegWarden: an arriving object was refused: {why}")
        self.gate.audit.add("refused", "", why=why)
        return True

    def listed(self, output: Any, uri: str, **request: Any) -> None:
        """`GET /segwarden/objects`: every object with its state."""
        if request["method"] != "GET":
            output.SendMethodNotAllowed("GET")
            return
        states = {object_: self.archive.state(object_) or {"is": "new"} for object_ in self.archive.objects()}
        self._answer(output, states)

    def shown(self, output: Any, uri: str, **request: Any) -> None:
        """`GET /segwarden/objects/ID`: an object's record."""
        if request["method"] != "GET":
            output.SendMethodNotAllowed("GET")
            return
        text = self.archive.record(request["groups"][0])
        if text is None:
            self._refuse(output, 404, "there is no record of such an object")
        else:
            output.AnswerBuffer(text, "application/json")

    def released(self, output: Any, uri: str, **request: Any) -> None:
        """`POST /segwarden/objects/ID/release` with `{"because": "…"}`: a person lets it go."""
        if request["method"] != "POST":
            output.SendMethodNotAllowed("POST")
            return
        by = _account(request.get("headers", {}))
        if by is None and self.site.release_needs_account:
            self._refuse(output, 403, "a release needs an account: see AuthenticationEnabled")
            return
        try:
            because = json.loads(request["body"])["because"]
            self._answer(output, self.gate.release(request["groups"][0], by or "", str(because)))
        except (ValueError, KeyError, TypeError):
            self._refuse(output, 400, 'a release says why: {"because": "…"}')
        except Gone:
            self._refuse(output, 404, "there is no such object")
        except ReleaseError as error:
            self._refuse(output, 409, str(error))

    @staticmethod
    def _refuse(output: Any, status: int, why: str) -> None:
        text = f"{why}\n"
        output.SendHttpStatus(status, text, len(text.encode()))

    @staticmethod
    def _answer(output: Any, value: Any) -> None:
        output.AnswerBuffer(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "application/json")


class _Log(logging.Handler):
    """Lines of ours among Orthanc's."""

    def __init__(self, orthanc: Any) -> None:
        super().__init__(logging.INFO)
        self.orthanc = orthanc

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line."""
        said = self.orthanc.LogWarning if record.levelno >= logging.WARNING else self.orthanc.LogInfo
        said(f"SegWarden: {record.getMessage()}")


def _kind(file: bytes) -> str:
    """The class of a file's object, by its meta information; empty where there is none."""
    at = file[:1024].find(_CLASS)
    if at < 0:
        return ""
    length = int.from_bytes(file[at + 6 : at + 8], "little")
    return file[at + 8 : at + 8 + length].decode("ascii", "replace").strip("\0 ")


def _account(headers: Mapping[str, str]) -> Union[str, None]:
    """Whose account a request was made with. Orthanc has checked the password before."""
    kind, _, text = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        return base64.b64decode(text).decode().partition(":")[0] or None
    except ValueError:
        return None


def start() -> Plugin:
    """Begins, within Orthanc."""
    import orthanc

    configuration = json.loads(orthanc.GetConfiguration())
    logging.getLogger("segwarden").addHandler(_Log(orthanc))
    logging.getLogger("segwarden").setLevel(logging.INFO)
    plugin = Plugin(orthanc, Site.read(configuration["SegWarden"]))
    plugin.register()
    orthanc.LogWarning(f"SegWarden: {plugin.gate.warden.program} judges by {plugin.site.policy}")
    return plugin
