internal import Mutations
internal import Wording

/// The numbers that a card was learned from, a mask a line, as other programs read them.
package struct LearnedTable: Sendable {
  private let numbers: [CardNumber]
  private let masks: [MeasuredMask]

  init(numbers: [CardNumber], masks: [MeasuredMask]) {
    self.numbers = numbers
    self.masks = masks
  }

  /// CSV with the columns `case`, `group` (what was held out together), `rejected` (0 or 1), `made` (the kind of fault
  /// that was made of an accepted mask, with `mild-` where that is no bad one; empty for a case's own) and one for each
  /// number in its unit, empty where it has no value. Numbers are written so that they read back as the same.
  package var csv: String {
    let names = numbers.map { $0.unit.symbol.isEmpty ? $0.text : "\($0.text) [\($0.unit.symbol)]" }
    let head = ["case", "group", "rejected", "made"] + names
    let rows = masks.map { mask in
      [mask.name, mask.group, mask.isRejected ? "1" : "0", (mask.isMild ? "mild-" : "") + (mask.fault?.rawValue ?? "")]
        + mask.values.map { $0.isNaN ? "" : "\($0)" }
    }
    return ([head] + rows).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    text.contains { "\",\n\r".contains($0) }
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }
}
