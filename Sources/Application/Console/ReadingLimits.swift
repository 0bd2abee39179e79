internal import Cases
internal import Formats

/// How exports are read: what `--max-memory` and `--fraction` say.
package struct ReadingLimits: Hashable, Sendable {
  private let budget: ReadBudget
  private let leastFraction: Double

  package static let standard = ReadingLimits(budget: .standard, leastFraction: MaskRequest.half)

  private init(budget: ReadBudget, leastFraction: Double) {
    self.budget = budget
    self.leastFraction = leastFraction
  }

  /// Reads a size such as `4G` or `512M`; nil for anything else and for less than 1 MiB.
  ///
  /// - Parameter leastFraction: above 0, at most 1; nil for any other number.
  package init?(memory: String, leastFraction: Double?) {
    let least = leastFraction ?? MaskRequest.half
    guard let budget = ReadBudget(memory), least > 0, least <= 1 else { return nil }
    self.init(budget: budget, leastFraction: least)
  }

  /// An export that is read within them.
  func applied(to export: Export) -> Export {
    var export = export
    export.budget = budget
    export.leastFraction = leastFraction
    return export
  }
}
