internal import Agreement
internal import Wording

extension Rate {
  /// What people call it.
  var title: String {
    switch self {
    case .accuracy: "accuracy"
    case .coverage: "coverage"
    case .selectiveAccuracy: "selective accuracy"
    case .sensitivity: "sensitivity to bad"
    case .sensitivityWithReview: "sensitivity with review"
    case .specificity: "specificity"
    case .overRejection: "over-rejection"
    case .overReview: "over-review"
    case .badAmongAccepted: "bad among accepted"
    case .badAmongRejected: "bad among rejected"
    }
  }

  /// What it is a share of.
  var definition: String {
    switch self {
    case .accuracy: "right decisions among all; review is not right"
    case .coverage: "accepted or rejected, among all"
    case .selectiveAccuracy: "right among the accepted and rejected"
    case .sensitivity: "rejected among the unacceptable (true-positive rate)"
    case .sensitivityWithReview: "rejected or for review, among the unacceptable"
    case .specificity: "accepted among the acceptable (true-negative rate)"
    case .overRejection: "rejected among the acceptable"
    case .overReview: "for review among the acceptable"
    case .badAmongAccepted: "unacceptable among the accepted"
    case .badAmongRejected: "unacceptable among the rejected"
    }
  }
}

/// A number about a score, with what people call it.
struct ScoreFigure {
  /// The word that programs read.
  let name: String
  let title: String
  let definition: String
  let figure: Figure

  static func all(of score: ScoreAgreement) -> [ScoreFigure] {
    [
      ScoreFigure(
        name: "auroc", title: "AUROC",
        definition: "chance that an unacceptable case scores less than an acceptable one",
        figure: score.area),
      ScoreFigure(
        name: "aurc", title: "AURC", definition: "mean share of bad among the best-scored 1, 2, … cases; 0 is best",
        figure: score.riskArea),
      ScoreFigure(
        name: "brier", title: "Brier score", definition: "mean square of score less truth; 0 is best",
        figure: score.brier),
      ScoreFigure(
        name: "expected_calibration_error", title: "calibration error",
        definition: "mean distance of score and share of acceptable cases, by bins; 0 is best",
        figure: score.expectedCalibrationError),
    ]
  }
}

/// A p-value as people write it.
func chanceText(_ p: Double) -> String { p < 0.0001 ? "< 0.0001" : Decimal.fixed(p, places: 4) }
