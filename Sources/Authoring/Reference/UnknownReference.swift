internal import Evaluation
internal import PolicyLanguage

/// The page of the causes for which something is not known, and of what each does.
enum UnknownReference {
  static var page: String {
    """
    # What is not known

    \(ReferencePages.mark)

    What cannot be judged is neither right nor wrong: the finding is *not evaluable* and names its causes. What that does to the decision one table says, for one cause after the other, in this order:

    1. what the expectation's own `not_evaluable` says of the cause, then what it says of all causes;
    2. what the policy's `decision.not_evaluable` says of the cause;
    3. *ignored*, where the table below says so;
    4. what `decision.not_evaluable` says of all other causes (`default`);
    5. review.

    Several causes weigh as the heaviest of them. A fact about a case that is not given is never better than the worst of its values: where one of them would be vetoed, the case is rejected.
    A quorum, slices, a scorecard, `any`, `all` and `count`, and limits by strata are decided only when every way in which the unknown could turn out gives the same result.

    | cause | what it says | by default |
    | --- | --- | --- |
    \(UnknownCause.Kind.allCases.map { "| `\($0.rawValue)` | \(words($0)) | \(words($0.byDefault)) |" }.joined(separator: "\n"))

    Ignored is not accepted: [coverage](README.md#the-decision) asks how much was judged at all.

    """
  }

  private static func words(_ effect: UnknownCause.Kind.DefaultEffect) -> String {
    switch effect {
    case .ignored: "ignored"
    case .ignoredWherePresenceIsJudged: "ignored where the policy judges the label's presence, else review"
    case .review: "review"
    }
  }

  private static func words(_ cause: UnknownCause.Kind) -> String {
    switch cause {
    case .absent: "the export does not know the label"
    case .empty: "the export names the label and holds no voxel of it"
    case .notAskedFor: "the label was not asked for in this export"
    case .outOfView: "evidence shows that the label's place lies outside of the field of view"
    case .viewUnknown:
      "nothing shows whether the place of a label that is not there lies in the field of view, or most of it does and the rest is cut"
    case .cutOff: "the field of view cuts the label, or most of the place of one that is not there"
    case .noImage: "no image was given"
    case .unusableImage: "an image was given that cannot be laid over the masks"
    case .noSpacing: "the file gives no spacing"
    case .noOrientation: "the file does not say how it lies in the patient"
    case .noContext: "a fact about the case was not given and has no default"
    case .noModel: "the question is one for a model, and none was asked, or one that only advises"
    case .modelUnsure: "a model was asked and could not tell"
    case .unreadable: "the label's file cannot be used"
    case .undefined: "the measure has no value for this shape"
    case .notComputable: "what the number is made from does not allow to calculate it"
    case .tooLarge: "the structure is too large to be measured"
    case .notStored: "the stored answers do not hold what this asks for"
    }
  }
}
