"""Records as dataclasses, made from the record's JSON schema by `tools/records.py`; not written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union

from ._documents import Document, decoded

Decision = Literal["accept", "review", "reject"]
Severity = Literal["note", "review", "reject"]
Fault = Literal[
    "empty",
    "missing-part",
    "truncated",
    "missing-slices",
    "hole",
    "island",
    "leak",
    "over-segmented",
    "under-segmented",
    "shifted",
    "mirrored",
    "sides-swapped",
    "labels-swapped",
    "labels-merged",
    "level-shifted",
    "wrong-structure",
    "jagged",
    "wrong-spacing",
    "wrong-grid",
    "not-a-mask",
]
Cause = Literal[
    "absent",
    "empty",
    "not_asked_for",
    "out_of_view",
    "view_unknown",
    "cut_off",
    "no_image",
    "unusable_image",
    "no_spacing",
    "no_orientation",
    "no_context",
    "no_model",
    "model_unsure",
    "unreadable",
    "undefined",
    "not_computable",
    "too_large",
    "not_stored",
]
Schema = Literal["segwarden.record/2"]
State = Literal["present", "empty", "not-in-export"]
Effect = Literal["ignore", "review", "reject"]
Role = Literal["mask", "image", "labels"]
Reasoner = Literal["rules", "model"]
Ablation = Literal["single-pass", "no-numbers", "no-pictures", "no-knowledge"]
Axis = Literal["i", "j", "k"]
Outcome = Literal["pass", "warn", "fail", "not_evaluable", "skipped", "waived"]
StageName = Literal[
    "knowledge-recall",
    "visual-features",
    "contrast",
    "anatomical-inference",
    "clinical-synthesis",
    "single-pass",
]
AnswerAnswer = Literal["yes", "no", "cannot-tell"]
ConfidenceFrom = Literal["tokens", "model"]
StageCause = Literal[
    "refused",
    "blocked",
    "cut-off",
    "empty-answer",
    "invalid-answer",
    "budget",
    "not-cached",
    "unavailable",
    "model-changed",
    "configuration",
    "prompt",
    "cancelled",
    "unexpected",
]


@dataclass(frozen=True)
class ScoreBasis(Document):
    """What the score means."""

    calibrated: bool
    """Whether it is the share of masks like this that people accepted where a card was learned."""
    words: str
    """By whom it is calibrated, and from how many."""
    cohort: Union[str, None] = None
    n: Union[int, None] = None


@dataclass(frozen=True)
class Measure(Document):
    """`measure` in a record."""

    label: str
    state: State
    cut_by: tuple[str, ...]
    voxels: Union[int, None] = None
    volume_ml: Union[float, None] = None
    centroid_ras: tuple[float, ...] = ()


@dataclass(frozen=True)
class NotJudged(Document):
    """`not_judged` in a record."""

    cause: Cause
    words: str
    effect: Effect
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Coverage(Document):
    """`coverage` in a record."""

    label: str
    state: State
    judged: int
    """Findings about its anatomy that have a result."""
    not_judged: tuple[NotJudged, ...]


@dataclass(frozen=True)
class Cleared(Document):
    """`cleared` in a record."""

    finding: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Arbitration(Document):
    """`arbitration` in a record."""

    rules: Decision
    final: Decision
    because: str
    model: Union[Decision, None] = None
    observed: Union[Decision, None] = None
    cleared: tuple[Cleared, ...] = ()


@dataclass(frozen=True)
class Observed(Document):
    """`observed` in a record."""

    passed: int
    warned: int
    failed: int
    open: int


@dataclass(frozen=True)
class Counts(Document):
    """`counts` in a record."""

    evaluated: int
    passed: int
    warned: int
    failed: int
    skipped: int
    waived: int
    not_evaluable: int
    observed: Union[Observed, None] = None


@dataclass(frozen=True)
class Input(Document):
    """`input` in a record."""

    role: Role
    sha256: str
    grid: Union[Grid, None] = None


@dataclass(frozen=True)
class PolicyReference(Document):
    """`policy_reference` in a record."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Reasoning(Document):
    """What a model's reasoning did without, or with beside the four stages; left out for rules."""

    ablations: tuple[Ablation, ...]
    contrast: bool


@dataclass(frozen=True)
class Provenance(Document):
    """`provenance` in a record."""

    inputs: tuple[Input, ...]
    policy: PolicyReference
    context: Mapping[str, str]
    program: str
    reasoner: Reasoner
    started: str
    """UTC, ISO 8601."""
    elapsed_ms: int
    reasoning: Union[Reasoning, None] = None
    """What a model's reasoning did without, or with beside the four stages; left out for rules."""
    answers: Union[str, None] = None
    """SHA-256 of the answers kept beside the record, from which another policy can be rehearsed."""


@dataclass(frozen=True)
class Record(Document):
    """`record` in a record."""

    schema: Schema
    case: str
    task: str
    decision: Decision
    score: float
    """Acceptability that the arbitration rests on."""
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    coverage: tuple[Coverage, ...]
    """What was and was not judged, structure by structure."""
    stages: tuple[Stage, ...]
    arbitration: Arbitration
    counts: Counts
    notes: tuple[str, ...]
    provenance: Provenance
    score_basis: Union[ScoreBasis, None] = None
    """What the score means."""


@dataclass(frozen=True)
class FailureCause(Document):
    """`failure_cause` in a record."""

    code: str
    message: str


@dataclass(frozen=True)
class Failure(Document):
    """A case that could not be checked: no verdict, and never an accept."""

    schema: Schema
    case: str
    error: FailureCause


@dataclass(frozen=True)
class Slices(Document):
    """`slices` in a record."""

    axis: Axis
    from_: int
    to: int


@dataclass(frozen=True)
class Location(Document):
    """A box, first and last voxel included; its hull in RAS mm where the orientation is known; the
    slices to look at."""

    voxel: tuple[tuple[int, ...], ...]
    ras_mm: tuple[tuple[float, ...], ...] = ()
    slices: Union[Slices, None] = None


@dataclass(frozen=True)
class Source(Document):
    """`source` in a record."""

    cite: str
    population: Union[str, None] = None
    mean: Union[str, None] = None


@dataclass(frozen=True)
class Reason(Document):
    """`reason` in a record."""

    id: str
    """R1, R2 ... in order of severity, then margin."""
    kind: str
    severity: Severity
    text: str
    evidence: tuple[str, ...]
    fault: Union[Fault, None] = None
    label: Union[str, None] = None
    other_labels: tuple[str, ...] = ()
    location: Union[Location, None] = None
    counterfactual: Union[str, None] = None
    """What would have to change for the reason to fall."""
    repair: Union[str, None] = None


@dataclass(frozen=True)
class FindingCause(Document):
    """`finding_cause` in a record."""

    cause: Cause
    of: Union[str, None] = None
    """The label or the fact that it is about."""
    detail: Union[str, None] = None


@dataclass(frozen=True)
class Measured(Document):
    """`measured` in a record."""

    value: float
    unit: str


@dataclass(frozen=True)
class Compared(Document):
    """`compared` in a record."""

    number: str
    unit: str
    value: Union[float, None] = None
    points: Union[int, None] = None
    most: Union[int, None] = None
    median: Union[float, None] = None
    spread: Union[float, None] = None
    low: Union[float, None] = None
    high: Union[float, None] = None
    cohort: Union[str, None] = None
    n: Union[int, None] = None


@dataclass(frozen=True)
class Finding(Document):
    """`finding` in a record."""

    id: str
    """F1, F2 ... in the order of the policy."""
    expectation: str
    policy: str
    line: int
    kind: str
    labels: tuple[str, ...]
    outcome: Outcome
    severity: Severity
    causes: tuple[FindingCause, ...]
    """Why it could not be evaluated; empty for every other outcome."""
    message: str
    not_evaluable_effect: Effect
    code: Union[str, None] = None
    """What was judged and how it came out: KIND.FIELD_DEVIATION, one of the published codes."""
    cause: Union[str, None] = None
    """Why there is no result."""
    measured: Union[Measured, None] = None
    expected: Union[str, None] = None
    """The limit as the author wrote it."""
    compared: tuple[Compared, ...] = ()
    """Numbers with their points in a scorecard, beside what was usual where a card or a limit was
    learned."""
    margin: Union[float, None] = None
    """Signed distance to the nearest limit as a share of the limit; negative is outside."""
    location: Union[Location, None] = None
    counterfactual: Union[str, None] = None
    because: Union[str, None] = None
    source: Union[Source, None] = None
    repair: Union[str, None] = None
    observed: Union[bool, None] = None


@dataclass(frozen=True)
class Statement(Document):
    """`statement` in a record."""

    id: str
    text: str
    evidence: tuple[str, ...]
    grounded: bool
    problem: Union[str, None] = None
    fault: Union[Fault, None] = None
    label: Union[str, None] = None
    supports: Union[Decision, None] = None


@dataclass(frozen=True)
class Prompt(Document):
    """`prompt` in a record."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Answer(Document):
    """`answer` in a record."""

    finding: str
    answer: AnswerAnswer
    text: str
    label: Union[str, None] = None
    evidence: tuple[str, ...] = ()
    """The pictures that it cites; absent in records of earlier versions."""
    problem: Union[str, None] = None
    """Why it does not count, so that the question stays open; absent where it counts."""


@dataclass(frozen=True)
class Vote(Document):
    """`vote` in a record."""

    decision: Decision
    confidence: float
    """How sure the model is, as it counts: the smaller of the number it says and the one in its tokens."""
    reasons: tuple[str, ...]
    confidence_from: Union[ConfidenceFrom, None] = None
    """Where the confidence comes from: the probability of the verdict's tokens, or the number that the
    model says."""
    confidence_said: Union[float, None] = None
    token_probability: Union[float, None] = None


@dataclass(frozen=True)
class Agreement(Document):
    """How far several readings agree: how many were asked for and made, the share of the most frequent
    verdict, and the entropy of the verdicts in bits."""

    votes: int
    asked: int
    share: float
    entropy: float


@dataclass(frozen=True)
class Picture(Document):
    """`picture` in a record."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Usage(Document):
    """`usage` in a record."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class Stage(Document):
    """`stage` in a record."""

    name: StageName
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
    votes: tuple[Vote, ...]
    cached: bool
    prompt: Union[Prompt, None] = None
    model: Union[str, None] = None
    agreement: Union[Agreement, None] = None
    """How far several readings agree: how many were asked for and made, the share of the most frequent
    verdict, and the entropy of the verdicts in bits."""
    pictures: tuple[Picture, ...] = ()
    usage: Union[Usage, None] = None
    latency_ms: Union[int, None] = None
    note: Union[str, None] = None
    cause: Union[StageCause, None] = None
    """Why the stage has no usable answer."""
    error: Union[str, None] = None


@dataclass(frozen=True)
class Grid(Document):
    """`grid` in a record."""

    size: tuple[int, ...]
    spacing_mm: tuple[float, ...] = ()
    orientation: Union[str, None] = None


def read(document: Mapping[str, Any]) -> Union[Record, Failure]:
    """A record or a failure from its JSON object. Raises `RecordError` for anything else."""
    kind: type[Document] = Failure if "error" in document else Record
    result = decoded(kind, document)
    assert isinstance(result, (Record, Failure))
    return result
