"""SegWarden: decides whether a segmentation may be used, with reasons that a person can check.

```python
import segwarden

record = segwarden.check("case-17.nii.gz", policy="ct-kidneys")
print(record.decision, [reason.text for reason in record.reasons])
```

Everything is judged and measured by the program `segwarden`, which lies in the package; nothing is computed here.
"""

from ._handover import Voxels
from .errors import (
    CaseError,
    Diagnostic,
    HandoverError,
    PolicyError,
    ProgramError,
    RecordError,
    SegWardenError,
    WorkerError,
)
from .measuring import measure, measure_document
from .policy import Policy, PolicyTests, policies
from .records import Failure, Finding, Reason, Record, read
from .warden import Case, Result, Warden, check

__all__ = [
    "Case",
    "CaseError",
    "Diagnostic",
    "Failure",
    "Finding",
    "HandoverError",
    "Policy",
    "PolicyError",
    "PolicyTests",
    "ProgramError",
    "Reason",
    "Record",
    "RecordError",
    "Result",
    "SegWardenError",
    "Voxels",
    "Warden",
    "WorkerError",
    "check",
    "measure",
    "measure_document",
    "policies",
    "read",
]
__version__ = "0.1.0"
