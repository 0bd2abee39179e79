package import PolicyLanguage

/// What the keys of the sections mean, in one sentence each, for the reference and the schema. That there is one for
/// every key that is read, and none besides, a test holds.
package enum KeyWords {
  package static func of(_ section: PolicySection) -> String {
    switch section {
    case .segwarden: "The version of the policy language: 1."
    case .policy: "The policy's id, unique among those that are used together."
    case .version: "The policy's own version; records cite it."
    case .title: "One line for people."
    case .mode:
      "`decide` (the default), or `observe` while the policy is being tried out: every case is then for review, marked as observed with what it would have been, and sorted into no folder."
    case .task: "What images the policy is about."
    case .extends: "Policies whose declarations and expectations this one takes over, and may change by name or id."
    case .context: "Facts about a case that change what is expected; given with `--context`, or beside the export."
    case .parameters:
      "Named values, overridable with `--set` and by an extending policy. Where a field takes a number, limit or word, the name of a parameter may stand."
    case .labelsBy:
      "What identifies the structures of an export: `names` (the default: names, standard codes or a label table), `number` (values too), or `foreground` (any value, in a policy about one structure)."
    case .subset:
      "Whether an export may hold a part of what the policy requires though nobody said what was asked for: `forbidden` (the default) or `allowed`."
    case .labels: "What the policy calls the structures, and how to find them in an export."
    case .structures:
      "What the policy makes of its labels: unions, differences, pieces. Usable wherever a label is."
    case .groups: "Names for several labels."
    case .column:
      "The labels that carry the levels of the body, the vertebrae: each stands for the level in its name (`vertebrae_T10`), or for its `level`. They tell what lies in the field of view, and structures are held against them."
    case .expectations: "What the anatomy must satisfy, one kind each."
    case .waivers: "Failures that somebody has looked at and lets pass."
    case .decision: "How findings become accept, review or reject."
    }
  }

  package static let task = [
    "modality": "Such as CT, MR or X-ray; for people and models.",
    "region": "The part of the body; for people and models.",
    "dimensions": "3 for scans (the default), 2 for pictures.",
    "single_slice":
      "Whether a picture of one slice may be given where the policy is about scans: `forbidden` (the default) or `allowed`; what is asked slice by slice is then asked of it.",
    "population": "Whom the policy is for.",
  ]

  package static let context = [
    "values": "The words that it can be; quote `yes` and `no` where other YAML programs read the file.",
    "default": "What it is where a case does not say.",
    "range": "The numbers that it can be, for a variable that is a number.",
    "bands": "Names for parts of the range; `by` takes them as strata.",
  ]

  package static let label = [
    "value": "The value in a label map whose file gives no names.",
    "aliases": "Other names, or codes, that exports use for it.",
    "side": "The side of the patient on which it lies.",
    "paired_with": "Its partner on the other side; one of the two may say so for both.",
    "level":
      "Where along the vertebral column it usually lies, from the level of its top to that of its bottom. Tells where it must be looked for, and whether that place is in the field of view.",
    "foreground":
      "`true`: a mask that holds one value and no names is this structure, whatever the value. For policies that take a structure as a whole or in parts.",
    "in_view_with":
      "Landmarks: the structure is in the field of view when all of these are in the export and whole. Tells “out of view” from “missing”.",
  ]

  package static let structure = [
    "union": "The voxels of all of these.", "intersection": "The voxels that all of these share.",
    "difference": "The voxels of the first without those of the others.",
    "component":
      "Which connected piece of `of` (26 neighbours, 8 in two dimensions): by its size, or by where the mean of its voxels lies in the patient or, in a picture, on the screen.",
    "filled": "This structure with the background that it encloses.",
    "half": "The part of `of` on one side of the mid-sagittal plane, by the voxels' centres.",
    "of": "What a component, or a half, is a part of.",
    "number": "Which one from there, counted from 1, which it is when left out.",
    "ignore_below": "The share of the whole that a piece must hold to count.",
    "optional":
      "What may be missing of a union, or of what a difference takes away. Without the others the structure is as unknown as they are.",
    "side": "The side of the patient on which it lies.",
    "paired_with": "Its partner on the other side.",
  ]

  package static let expectation = [
    "id": "Its name in findings, waivers and extending policies.",
    "each": "The labels that it is about, one finding each.",
    "label": "The one label that it is about.",
    "quorum": "How many of the labels must satisfy it, in one finding for all.",
    "slices": "In how many of the structure's slices it must hold; it is then judged slice by slice.",
    "severity": "What a failure weighs: `note`, `review` (the default) or `reject`.",
    "mode":
      "`decide` (the default), or `observe` while it is being tried out: its findings are shown and counted, and decide nothing; no model is asked about them.",
    "when": "It is judged only where this holds.",
    "unless": "It is not judged where this holds.",
    "because": "Why it is expected, in one sentence; shown with every failure.",
    "source": "Where its limits come from: words, or a mapping.",
    "learned": "That its limits were learned from masks, and from which; `policy fit` writes it, and findings cite it.",
    "repair": "What would mend a failure, such as `keep-largest-component`.",
    "not_evaluable":
      "What it means for the decision when it cannot be judged, for every cause or by cause; its word counts before `decision`.",
    "model_may_clear":
      "Whether a language model may clear its failures and unknowns, each with a reason of its own that rests on more than the finding; never what is vetoed. `false` when left out.",
    "reference": "A label that settles which member of a pair is at fault.",
  ]

  /// What only an extending policy may write.
  package static let disable = "In an extending policy: `true` takes the expectation of this id away."

  package static let learned = [
    "cohort": "What the accepted masks are called.", "n": "How many accepted masks the limits rest on.",
    "date": "The day on which they were learned.",
    "limits": "Which of them were learned, `typical` or `possible`; all when left out.",
  ]

  package static let source = [
    "cite": "The publication, with DOI where there is one, or the cohort.", "population": "Whom the numbers describe.",
    "mean": "The published mean with its unit; lint holds the limits against it.",
  ]

  package static let waiver = [
    "expectation": "The id of the expectation; `code`, or both, may stand in its place.",
    "code": "The code of the findings that it lets pass: [codes](codes.md).",
    "labels": "The labels it is limited to; all when left out.",
    "cases": "Names of cases, `*` for any characters; all when left out.", "when": "A condition of the case.",
    "reason": "Why it may pass.", "owner": "Who says so.", "until": "The last day on which it holds.",
  ]

  package static let decision = [
    "veto": "Severities whose failures reject by themselves; no model can overrule them. `[reject]` when left out.",
    "model":
      "What a language model may do: `advises` leaves the verdict to the rules; a mapping says what it may clear beyond warnings and notes, by code. Raise it may always. Nothing beyond when left out.",
    "not_evaluable":
      "What a finding that could not be judged does: `ignore`, `review` or `reject`, for all causes that are not ignored by default, or by cause.",
    "on_model_failure":
      "What a case becomes at least when a model gives no usable answer: `review` (the default) or `reject`.",
    "coverage":
      "What must have been seen and judged before a case can be accepted: `required_present` (1), `judged_structures` (100 %), `judged_findings` (50 %); or `file` for a policy that judges no anatomy.",
    "accept_confidence": "The least confidence with which a model may accept, 0…1; 0.7 when left out.",
    "accept_score":
      "The least score with which a case is accepted, 0…1; below it a person has to look, whatever a model says. A number, or with the labelled cases that it was chosen from, as `policy calibrate` writes it. None when left out.",
    "votes": "How many times a model is asked; the majority counts. 1 when left out.",
    "agreement":
      "The share of the votes asked for that must agree, 0…1, or the case is for review; more than half always must. 0 when left out.",
  ]
}
