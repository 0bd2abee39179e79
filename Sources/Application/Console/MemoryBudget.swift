internal import Formats

/// What `--max-memory` says: how much memory the files of one case may take.
package struct MemoryBudget: Hashable, Sendable {
  let reading: ReadBudget

  package static let standard = MemoryBudget(reading: .standard)

  private init(reading: ReadBudget) { self.reading = reading }

  /// Reads a size such as `4G` or `512M`; nil for anything else and for less than 1 MiB.
  package init?(_ text: String) {
    guard let reading = ReadBudget(text) else { return nil }
    self.reading = reading
  }
}
