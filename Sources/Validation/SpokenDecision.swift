internal import Reasoning

/// How tables say that an export is acceptable, or is not.
enum SpokenDecision {
  private static let accepting: Set = [
    "acceptable", "accept", "accepted", "good", "ok", "okay", "pass", "passed", "usable", "sound",
  ]
  private static let rejecting: Set = [
    "unacceptable", "not acceptable", "reject", "rejected", "bad", "not ok", "fail", "failed", "unusable", "faulty",
  ]
  private static let leaving: Set = ["review", "abstain", "defer", "deferred", "unsure", "uncertain"]
  private static let affirming: Set = ["yes", "y", "true", "1"]
  private static let denying: Set = ["no", "n", "false", "0"]

  /// - Parameter isQuestion: whether the column asks a question (`acceptable`), so that `yes` and `1` have a meaning.
  static func decision(_ text: String, isQuestion: Bool) -> Decision? {
    let word = String(text.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
    if accepting.contains(word) || isQuestion && affirming.contains(word) { return .accept }
    if rejecting.contains(word) || isQuestion && denying.contains(word) { return .reject }
    return leaving.contains(word) ? .review : nil
  }
}
