internal import Results
internal import Wording

extension Counts.Observed {
  /// `Observed, without deciding anything: 3 passed, 1 failed.`
  var sentence: String {
    let parts = [(passed, "passed"), (warned, "warned"), (failed, "failed"), (open, "without a result")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "Observed, without deciding anything: \(listed(parts))."
  }
}
