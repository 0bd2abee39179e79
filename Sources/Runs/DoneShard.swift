internal import Files
internal import JSON
package import Results
internal import Wording

/// What lies already where a shard is to be, and how much of it need not be done again.
package struct DoneShard: Sendable {
  /// The results that are kept, by the places of their cases; nil where a case is checked again.
  private let results: [CaseResult?]
  /// What is kept and what is done again, for a person; nil where there was nothing.
  package let note: String?

  /// Reads what lies there. A shard of other digests keeps nothing, and neither does what is no shard.
  ///
  /// - Parameter count: how many cases the list has.
  package init(at path: String, identity: ShardIdentity, count: Int) {
    let nothing = [CaseResult?](repeating: nil, count: count)
    guard let lines = (try? WholeFile.lines(of: path)).flatMap(\.self) else {
      (results, note) = (nothing, nil)
      return
    }
    guard let earlier = lines.first.flatMap(Self.identity) else {
      (results, note) = (nothing, "made again: what lies there is no shard.")
      return
    }
    let changes = identity.changes(since: earlier)
    guard changes.isEmpty else {
      (results, note) = (nothing, "made again, since this has changed: \(listed(changes)).")
      return
    }
    let found = lines.dropFirst().map { try? JSONValue(parsing: $0).decoded(as: CaseResult.self) }
    guard found.count == count, !found.contains(where: { $0 == nil }) else {
      (results, note) = (nothing, "made again: what lies there is not whole.")
      return
    }
    results = found.map { $0.flatMap { CaseSummary($0).isOpen ? nil : $0 } }
    let open = results.count { $0 == nil }
    note =
      open == 0
      ? "done already, with the same cases, files, policy and program."
      : "\(count - open) of \(counted(count, "case")) \(count - open == 1 ? "is" : "are") done already. Done again: \(open) that came to no end before."
  }

  /// Whether nothing is left to do.
  package var isWhole: Bool { results.allSatisfy { $0 != nil } }

  /// The result of a case that need not be checked again.
  package func result(at index: Int) -> CaseResult? { results[index] }

  private static func identity(_ line: String) -> ShardIdentity? {
    guard let header = try? JSONValue(parsing: line), header["schema"]?.string == Shard.schema else { return nil }
    return try? header.decoded(as: ShardIdentity.self)
  }
}
